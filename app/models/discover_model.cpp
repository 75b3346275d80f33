// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/discover_model.h"

#include "app/text.h"

#include <QDate>
#include <QVariantMap>

#include <algorithm>
#include <array>
#include <cmath>

namespace conclave {

namespace {

/// Nobody waits for answers like that.
bool isSlow(const PlannedQuant& quant) {
    constexpr double kBearable = 2; // tokens per second
    return quant.speed.known() && quant.speed.tokensPerSecond < kBearable;
}

/// A guess for an order, in doublings: a mixture counts as the geometric mean of all its parameters
/// and those at work, and a model half a year newer as one of twice the size. (Published estimates
/// are shorter: Xiao et al., Densing Law of LLMs, 2024, find half the parameters for the same
/// scores within a season.)
double ability(const CatalogueModel& model) {
    constexpr double kDaysPerDoubling = 183;
    const double all = double(std::max<std::uint64_t>(model.parameters, 1));
    const double active = model.activeParameters > 0 ? double(model.activeParameters) : all;
    const QDate released =
        QDate::fromString((model.released + QLatin1String("-01-01")).left(10), Qt::ISODate);
    const double days = released.isValid() ? double(released.toJulianDay()) : 0;
    return std::log2(std::sqrt(all * active)) + days / kDaysPerDoubling;
}

int verdictOrder(const QString& verdict) {
    static const std::array kOrder{"fits", "experts", "unknown", "large", "unsupported"};
    const auto* found = std::find(kOrder.begin(), kOrder.end(), verdict);
    return static_cast<int>(found - kOrder.begin());
}

/// "MoE 30.5 B · 3.3 B active · 32K context".
QString lineOf(const CatalogueModel& model) {
    const QString context = DiscoverModel::tr("%1 context").arg(tokensText(model.context));
    return model.mixture
               ? DiscoverModel::tr("MoE %1 · %2 active · %3")
                     .arg(countText(model.parameters), countText(model.activeParameters), context)
               : DiscoverModel::tr("Dense %1 · %2").arg(countText(model.parameters), context);
}

bool contains(const CatalogueModel& model, const QString& text) {
    const auto has = [&](const QString& field) {
        return field.contains(text, Qt::CaseInsensitive);
    };
    return has(model.name) || has(model.family) || has(model.organisation) ||
           has(model.strengths) || has(model.architecture);
}

QString useText(const QString& use) {
    return use == QLatin1String("coding")      ? DiscoverModel::tr("Writing code")
           : use == QLatin1String("reasoning") ? DiscoverModel::tr("Maths and reasoning")
           : use == QLatin1String("languages")
               ? DiscoverModel::tr("Korean, Chinese, Japanese and more")
           : use == QLatin1String("european") ? DiscoverModel::tr("European languages")
           : use == QLatin1String("images")   ? DiscoverModel::tr("Pictures and documents")
           : use == QLatin1String("long")     ? DiscoverModel::tr("Long documents")
                                              : DiscoverModel::tr("Chat about anything");
}

} // namespace

DiscoverModel::DiscoverModel(const Catalogue& catalogue, Machine& machine)
    : m_catalogue(catalogue), m_machine(machine) {
    for (const CatalogueModel& model : catalogue.models) {
        m_entries.push_back({&model, {}, QStringLiteral("unknown"), false});
    }
    connect(&machine, &Machine::changed, this, &DiscoverModel::plan);
    plan();
}

void DiscoverModel::plan() {
    for (Entry& entry : m_entries) {
        const std::vector<PlannedQuant> quants =
            plannedQuants(*entry.model, m_machine, kUsualContext);
        const int best = recommended(quants);
        entry.recommended = best >= 0;
        entry.quant = best >= 0 ? quants[static_cast<std::size_t>(best)] : quants.back();
        entry.verdict = verdictKey(entry.quant, familyRuns(entry.model->architecture));
    }
    show();
    emit planned();
}

bool DiscoverModel::passes(const Entry& entry) const {
    const CatalogueModel& model = *entry.model;
    const auto hasTag = [&](const QString& tag) { return model.tags.contains(tag); };
    return (m_filter.text.isEmpty() || contains(model, m_filter.text)) &&
           (!m_filter.onlyFits || entry.verdict == QLatin1String("fits")) &&
           (!m_filter.onlySupported || entry.verdict != QLatin1String("unsupported")) &&
           (!m_filter.onlyThinking || model.thinking == QLatin1String("switchable") ||
            model.thinking == QLatin1String("always")) &&
           (m_filter.licences.isEmpty() || m_filter.licences.contains(model.licence.kind())) &&
           std::all_of(m_filter.tags.begin(), m_filter.tags.end(), hasTag) &&
           (m_filter.kind == QLatin1String("any") ||
            model.mixture == (m_filter.kind == QLatin1String("moe"))) &&
           (m_filter.family.isEmpty() || model.family == m_filter.family) &&
           (m_filter.largestGigabytes == 0 ||
            entry.quant.bytes <= std::uint64_t(m_filter.largestGigabytes) * 1'000'000'000);
}

bool DiscoverModel::before(const Entry& a, const Entry& b) const {
    if (m_sort == QLatin1String("newest")) {
        return a.model->released > b.model->released;
    }
    if (m_sort == QLatin1String("smallest")) {
        return a.quant.bytes < b.quant.bytes;
    }
    if (m_sort == QLatin1String("name")) {
        return a.model->name.compare(b.model->name, Qt::CaseInsensitive) < 0;
    }
    if (verdictOrder(a.verdict) != verdictOrder(b.verdict)) {
        return verdictOrder(a.verdict) < verdictOrder(b.verdict);
    }
    if (isSlow(a.quant) != isSlow(b.quant)) {
        return isSlow(b.quant);
    }
    if (m_sort == QLatin1String("fastest")) {
        return a.quant.speed.tokensPerSecond > b.quant.speed.tokensPerSecond;
    }
    // What fits: the most able. Else the nearest to it.
    if (a.verdict == QLatin1String("fits")) {
        return ability(*a.model) > ability(*b.model);
    }
    return a.model->parameters < b.model->parameters;
}

void DiscoverModel::show() {
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (passes(m_entries[i])) {
            m_rows.push_back(i);
        }
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [this](std::size_t a, std::size_t b) {
        return before(m_entries[a], m_entries[b]);
    });
    endResetModel();
    emit countChanged();
}

void DiscoverModel::clearFilters() {
    change(m_filter, Filter{});
}

const DiscoverModel::Entry* DiscoverModel::entryOf(const QString& modelId) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& e) { return e.model->id == modelId; });
    return found == m_entries.end() ? nullptr : &*found;
}

int DiscoverModel::rowOf(const QString& modelId) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](std::size_t row) {
        return m_entries[row].model->id == modelId;
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString DiscoverModel::tagText(const QString& tag) {
    return tag == QLatin1String("coding")      ? tr("Coding")
           : tag == QLatin1String("reasoning") ? tr("Maths and reasoning")
           : tag == QLatin1String("languages") ? tr("Korean, Chinese, Japanese")
           : tag == QLatin1String("long")      ? tr("Long documents")
           : tag == QLatin1String("images")    ? tr("Pictures")
           : tag == QLatin1String("tools")     ? tr("Tools")
           : tag == QLatin1String("small")     ? tr("Small devices")
                                               : tr("Chat");
}

QStringList DiscoverModel::families() const {
    QStringList names;
    for (const CatalogueModel& model : m_catalogue.models) {
        if (!names.contains(model.family)) {
            names << model.family;
        }
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

/// The first of the named ones that this computer runs well; else what is smaller, and good at it.
const DiscoverModel::Entry* DiscoverModel::bestFor(const CatalogueUse& use) const {
    const auto runsWell = [](const Entry& entry) {
        return entry.verdict == QLatin1String("fits") && entry.recommended && !isSlow(entry.quant);
    };
    for (const QString& id : use.candidates) {
        const Entry* entry = entryOf(id);
        if (entry != nullptr && runsWell(*entry)) {
            return entry;
        }
    }
    const Entry* best = nullptr;
    for (const Entry& entry : m_entries) {
        const bool suits = use.use == QLatin1String("chat") || entry.model->tags.contains(use.use);
        if (suits && runsWell(entry) &&
            (best == nullptr || ability(*entry.model) > ability(*best->model))) {
            best = &entry;
        }
    }
    return best;
}

QVariantList DiscoverModel::recommendations() const {
    QVariantList list;
    const auto offer = [&list](const QString& use, const Entry& entry, bool forPictures) {
        list << QVariantMap{{"use", use},
                            {"modelId", entry.model->id},
                            {"name", entry.model->name},
                            {"quant", entry.quant.name},
                            {"size", gigabytesText(entry.quant.bytes)},
                            {"speed", speedText(entry.quant)},
                            {"line", lineOf(*entry.model)},
                            {"picturesNotYet", forPictures}};
    };
    for (const CatalogueUse& use : m_catalogue.uses) {
        if (const Entry* entry = bestFor(use)) {
            offer(useText(use.use), *entry, use.use == QLatin1String("images"));
        }
    }
    const auto fastest =
        std::max_element(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) {
            return (a.recommended ? a.quant.speed.tokensPerSecond : 0) <
                   (b.recommended ? b.quant.speed.tokensPerSecond : 0);
        });
    if (list.isEmpty() && fastest != m_entries.end() && fastest->recommended &&
        fastest->verdict == QLatin1String("fits")) {
        offer(tr("The fastest that fits; still slow here"), *fastest, false);
    }
    return list;
}

int DiscoverModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant DiscoverModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry& entry = m_entries[m_rows[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case ModelIdRole:
        return entry.model->id;
    case NameRole:
        return entry.model->name;
    case LineRole:
        return lineOf(*entry.model);
    case VerdictRole:
        return entry.verdict;
    case VerdictTextRole:
        return verdictText(entry.verdict);
    case SizeRole:
        return gigabytesText(entry.quant.bytes);
    case SpeedRole:
        return entry.verdict == QLatin1String("fits") ? speedText(entry.quant) : QString();
    case OrganisationRole:
        return entry.model->organisation;
    default:
        return {};
    }
}

QHash<int, QByteArray> DiscoverModel::roleNames() const {
    return {{ModelIdRole, "modelId"},
            {NameRole, "name"},
            {LineRole, "line"},
            {VerdictRole, "verdict"},
            {VerdictTextRole, "verdictText"},
            {SizeRole, "size"},
            {SpeedRole, "speed"},
            {OrganisationRole, "organisation"}};
}

} // namespace conclave
