// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/hub_hits.h"

#include "app/models/remote_plan.h"
#include "app/text.h"

#include <QRegularExpression>

#include <algorithm>

namespace conclave {

namespace {

/// The file most people take has so many bits for each weight.
constexpr double kUsualBits = 4.85;
/// Conversation and work space beside the weights, where nothing but the size is known.
constexpr double kBeside = 0.12;
constexpr qint64 kLongContext = 128 << 10;

bool isNamed(const HubSummary& summary, const char* pattern) {
    static QHash<QByteArray, QRegularExpression> known;
    auto found = known.find(pattern);
    if (found == known.end()) {
        found =
            known.insert(pattern, QRegularExpression(QString::fromLatin1(pattern),
                                                     QRegularExpression::CaseInsensitiveOption));
    }
    return found->match(summary.repository.section(QLatin1Char('/'), 1)).hasMatch();
}

bool hasTag(const HubSummary& summary, std::initializer_list<const char*> tags) {
    return std::any_of(tags.begin(), tags.end(),
                       [&](const char* tag) { return summary.tags.contains(QLatin1String(tag)); });
}

/// By its repository, or by the model that the repository says it was made from.
const CatalogueModel* knownAs(const HubSummary& summary, const Catalogue& catalogue) {
    for (const CatalogueModel& model : catalogue.models) {
        const auto& all = model.repositories;
        const bool offered = std::any_of(all.begin(), all.end(), [&](const auto& repository) {
            return repository.name == summary.repository;
        });
        const bool madeFrom =
            !model.source.isEmpty() &&
            (summary.tags.contains(QLatin1String("base_model:quantized:") + model.source) ||
             summary.tags.contains(QLatin1String("base_model:") + model.source));
        if (offered || madeFrom) {
            return &model;
        }
    }
    return nullptr;
}

QStringList tagsOf(const HubSummary& summary) {
    QStringList tags;
    const auto add = [&](const char* tag, bool there) {
        if (there) {
            tags << QLatin1String(tag);
        }
    };
    add("coding", isNamed(summary, "code|coder|devstral") || hasTag(summary, {"code"}));
    add("reasoning",
        isNamed(summary, "think|reason|math|\\br1\\b") || hasTag(summary, {"reasoning", "math"}));
    add("languages", hasTag(summary, {"ko", "zh", "ja"}));
    add("long", summary.contextLength >= kLongContext);
    add("images", isNamed(summary, "\\bVL\\b|vision|pixtral|llava") ||
                      hasTag(summary, {"image-text-to-text", "vision", "multimodal"}));
    add("tools", hasTag(summary, {"function-calling", "tool-use", "tools"}));
    return tags;
}

/// Rendering costs milliseconds, and many repositories share a template.
std::optional<ThinkingSupport> knownSupport(const QString& chatTemplate) {
    static QHash<QString, std::optional<ThinkingSupport>> known;
    const auto found = known.constFind(chatTemplate);
    return found != known.constEnd()
               ? *found
               : *known.insert(chatTemplate, thinkingSupport(chatTemplate.toStdString()));
}

PlannedQuant guessOf(const HubSummary& summary, const Machine& machine) {
    PlannedQuant quant;
    if (summary.parameters > 0) {
        quant.bytes = static_cast<std::uint64_t>(double(summary.parameters) * kUsualBits / 8);
        quant.bitsPerWeight = kUsualBits;
        quant.model.weightBytes = quant.bytes;
        quant.model.contextTrained = std::uint64_t(summary.contextLength);
        quant.model.cache.state = static_cast<std::uint64_t>(double(quant.bytes) * kBeside);
        quant.planned = true;
        replan(quant, machine, kUsualContext);
    }
    return quant;
}

/// "Gemma 3" and "gemma-3-12b-it" are written differently.
QString plain(const QString& name) {
    QString letters;
    for (const QChar c : name.toLower()) {
        if (c.isLetterOrNumber()) {
            letters += c;
        }
    }
    return letters;
}

} // namespace

HubHit hitOf(const HubSummary& summary, const Catalogue& catalogue, const Machine& machine) {
    HubHit hit;
    hit.known = knownAs(summary, catalogue);
    QString family = summary.architecture;
    if (hit.known != nullptr) {
        const auto quants = plannedQuants(*hit.known, machine, kUsualContext);
        const int best = recommended(quants);
        if (!quants.empty()) {
            hit.quant = best >= 0 ? quants[static_cast<std::size_t>(best)] : quants.back();
            hit.guessed = false;
        }
        hit.mixture = hit.known->mixture;
        hit.mixtureKnown = true;
        hit.thinksKnown = hit.known->thinking != QLatin1String("unknown");
        hit.thinks = hit.known->thinking == QLatin1String("switchable") ||
                     hit.known->thinking == QLatin1String("always");
        hit.tags = hit.known->tags;
        family = hit.known->architecture;
    } else {
        hit.quant = guessOf(summary, machine);
        hit.mixtureKnown = summary.architecture.contains(QLatin1String("moe"));
        hit.mixture = hit.mixtureKnown || hasTag(summary, {"moe", "mixture-of-experts"}) ||
                      isNamed(summary, "\\d+x\\d+(\\.\\d+)?B|\\bA\\d+(\\.\\d+)?B\\b");
        const auto support = knownSupport(summary.chatTemplate);
        hit.thinksKnown = support.has_value();
        hit.thinks = support ? *support != ThinkingSupport::none
                             : summary.chatTemplate.contains(QLatin1String("enable_thinking")) ||
                                   summary.chatTemplate.contains(QLatin1String("<think>"));
        hit.tags = tagsOf(summary);
    }
    hit.verdict = verdictKey(hit.quant, family.isEmpty() || familyRuns(family));
    return hit;
}

HubHits::HubHits(HubSearchModel& hub, const DiscoverModel& discover, const Catalogue& catalogue,
                 Machine& machine)
    : m_hub(hub), m_discover(discover), m_catalogue(catalogue), m_machine(machine) {
    // Before the base class looks at the rows anew.
    connect(&m_hub, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_hits.clear(); });
    setSourceModel(&m_hub);
    connect(&m_hub, &HubSearchModel::countChanged, this, &HubHits::countChanged);
    connect(&m_discover, &DiscoverModel::filterChanged, this, [this] {
        invalidateFilter();
        emit countChanged();
    });
    connect(&m_machine, &Machine::changed, this, &HubHits::forget);
}

void HubHits::learn(const QString& repository, const PlannedQuant& quant, bool thinks) {
    m_learned[repository] = {quant, thinks};
    forget();
}

void HubHits::forget() {
    m_hits.clear();
    invalidateFilter();
    if (count() > 0) {
        emit dataChanged(index(0, 0), index(count() - 1, 0));
    }
    emit countChanged();
}

const HubHit& HubHits::hitAt(int sourceRow) const {
    const auto row = static_cast<std::size_t>(sourceRow);
    if (m_hits.size() <= row) {
        m_hits.resize(row + 1);
    }
    if (!m_hits[row]) {
        HubHit hit = hitOf(m_hub.at(sourceRow), m_catalogue, m_machine);
        const auto learned = m_learned.constFind(m_hub.at(sourceRow).repository);
        if (learned != m_learned.constEnd()) {
            hit.mixture = learned->quant.model.shape.experts > 0;
            hit.thinks = learned->thinks;
            hit.mixtureKnown = hit.thinksKnown = true;
            hit.quant = learned->quant;
            hit.guessed = false;
            replan(hit.quant, m_machine, kUsualContext);
            hit.verdict = verdictKey(hit.quant, hit.verdict != QLatin1String("unsupported"));
        }
        m_hits[row] = std::move(hit);
    }
    return *m_hits[row];
}

bool HubHits::filterAcceptsRow(int row, const QModelIndex&) const {
    if (!m_discover.filtered()) {
        return true;
    }
    const HubSummary& summary = m_hub.at(row);
    const HubHit& hit = hitAt(row);
    const DiscoverModel& wanted = m_discover;
    const QStringList tags = wanted.tags(), licences = wanted.licences();
    const Licence licence = hit.known != nullptr
                                ? hit.known->licence
                                : licenceNamed(summary.licence, m_catalogue.licences);
    const bool ofFamily =
        wanted.family().isEmpty() ||
        (hit.known != nullptr ? hit.known->family == wanted.family()
                              : plain(summary.repository).contains(plain(wanted.family())));
    return ofFamily && (!wanted.onlyFits() || hit.verdict == QLatin1String("fits")) &&
           (!wanted.onlySupported() || hit.verdict != QLatin1String("unsupported")) &&
           (!wanted.onlyThinking() || hit.thinks) &&
           (licences.isEmpty() || licences.contains(licence.kind())) &&
           std::all_of(tags.begin(), tags.end(),
                       [&](const QString& tag) { return hit.tags.contains(tag); }) &&
           (wanted.kind() == QLatin1String("any") ||
            hit.mixture == (wanted.kind() == QLatin1String("moe"))) &&
           (wanted.largestGigabytes() == 0 ||
            hit.quant.bytes <= std::uint64_t(wanted.largestGigabytes()) * 1'000'000'000);
}

QVariant HubHits::data(const QModelIndex& index, int role) const {
    if (role < SizeRole || !index.isValid()) {
        return QSortFilterProxyModel::data(index, role);
    }
    const HubHit& hit = hitAt(mapToSource(index).row());
    switch (role) {
    case SizeRole:
        return hit.quant.bytes == 0 ? QString()
               : hit.guessed        ? tr("about %1").arg(gigabytesText(hit.quant.bytes))
                                    : gigabytesText(hit.quant.bytes);
    case VerdictRole:
        return hit.verdict;
    case VerdictTextRole:
        return hit.guessed && hit.verdict == QLatin1String("fits") ? tr("Should fit")
                                                                   : verdictText(hit.verdict);
    case FlagsRole: {
        QStringList flags;
        if (hit.mixture) {
            flags << (hit.mixtureKnown ? tr("MoE") : tr("probably MoE"));
        }
        if (hit.thinks) {
            flags << (hit.thinksKnown ? tr("thinks") : tr("probably thinks"));
        }
        return flags.join(QStringLiteral(" · "));
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> HubHits::roleNames() const {
    QHash<int, QByteArray> names = m_hub.roleNames();
    names.insert({{SizeRole, "size"},
                  {VerdictRole, "verdict"},
                  {VerdictTextRole, "verdictText"},
                  {FlagsRole, "flags"}});
    return names;
}

} // namespace conclave
