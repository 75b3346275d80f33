// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_detail.h"

#include "app/hub/quant_groups.h"
#include "app/text.h"

#include <algorithm>

namespace conclave {

namespace {

/// One memory bar: shares of the offered bytes, and their words.
QVariantMap bar(const QString& name, const MemoryUse& use) {
    const double all = double(std::max<std::uint64_t>({use.offered, use.needed(), 1}));
    return {{"name", name},
            {"weights", double(use.weights) / all},
            {"cache", double(use.cache) / all},
            {"scratch", double(use.scratch) / all},
            {"weightsText", gigabytesText(use.weights)},
            {"cacheText", gigabytesText(use.cache)},
            {"scratchText", gigabytesText(use.scratch)},
            {"freeText", gigabytesText(use.free())},
            {"neededText", gigabytesText(use.needed())},
            {"offeredText", gigabytesText(use.offered)},
            {"full", double(use.free()) < 0.01 * all},
            {"over", use.needed() > use.offered}};
}

QString verdictSentence(const PlannedQuant& quant, const QString& verdict, bool familyIsKnown,
                        const Machine& machine) {
    const FitPlan& fit = quant.fit;
    if (verdict == QLatin1String("unsupported")) {
        return familyIsKnown
                   ? ModelDetail::tr("This version cannot run files in this format yet.")
                   : ModelDetail::tr("This version cannot run this family of models yet.");
    }
    if (verdict == QLatin1String("unknown")) {
        return machine.known()
                   ? ModelDetail::tr("Its needs are read from the file before the download.")
                   : ModelDetail::tr("This computer's device is not known yet.");
    }
    if (verdict == QLatin1String("experts")) {
        return ModelDetail::tr("Needs %1 of its experts in RAM, which this version cannot do yet.")
            .arg(gigabytesText(fit.ram.weights));
    }
    const QString longest = tokensText(fit.largestContext);
    if (verdict == QLatin1String("large")) {
        return fit.largestContext > 0
                   ? ModelDetail::tr("Too large with this context; up to %1 would fit.")
                         .arg(longest)
                   : ModelDetail::tr("Needs %1, and this computer can lend %2.")
                         .arg(gigabytesText(fit.device.needed()),
                              gigabytesText(fit.device.offered));
    }
    return ModelDetail::tr("Fits, with a context of up to %1.").arg(longest);
}

} // namespace

ModelDetail::ModelDetail(const Catalogue& catalogue, Machine& machine, Hub& hub)
    : m_catalogue(catalogue), m_machine(machine), m_hub(hub),
      m_quants(*hub.downloads(), hub.pulls()) {
    connect(&machine, &Machine::changed, this, [this] {
        m_quants.plan(m_machine, context());
        chooseRecommended();
        emit planChanged();
    });
    connect(hub.details(), &HubModelDetails::changed, this, &ModelDetail::takeHub);
    connect(hub.details(), &HubModelDetails::headerRead, this, &ModelDetail::takeHeader);
    connect(hub.details(), &HubModelDetails::headerFailed, this,
            [this](int, const QString& sentence) {
                m_reading = -1;
                m_headerError = sentence;
                emit planChanged();
            });
    connect(hub.network(), &NetworkViewModel::changed, this, [this] {
        if (m_kind == QLatin1String("hub") && !m_headerError.isEmpty()) {
            m_headers.remove(m_row); // a token was given, or the network allowed again
            readHeader(m_row);
        }
    });
}

void ModelDetail::begin(const QString& kind) {
    m_kind = kind;
    m_model = nullptr;
    m_header.reset();
    m_headers.clear();
    m_reading = m_projector = -1;
    m_headerError.clear();
    m_row = -1;
    m_rowChosen = false;
    m_contexts.clear();
    m_contextIndex = 0;
}

/// 2K, 4K, ... and the length the model was trained for.
void ModelDetail::offerContexts(std::uint64_t trained) {
    constexpr std::uint64_t kShortest = 2048;
    m_contexts.clear();
    for (std::uint64_t length = kShortest; length < trained; length *= 2) {
        m_contexts.push_back(length);
    }
    m_contexts.push_back(std::max<std::uint64_t>(trained, 1));
    const auto usual = std::find(m_contexts.begin(), m_contexts.end(), kUsualContext);
    m_contextIndex = usual == m_contexts.end() ? contextCount() - 1
                                               : static_cast<int>(usual - m_contexts.begin());
}

std::uint64_t ModelDetail::context() const {
    return m_contexts.empty() ? kUsualContext
                              : m_contexts[static_cast<std::size_t>(m_contextIndex)];
}

void ModelDetail::showCatalogue(const QString& modelId) {
    const CatalogueModel* model = m_catalogue.find(modelId);
    if (model == nullptr) {
        return;
    }
    begin(QStringLiteral("catalogue"));
    m_model = model;
    offerContexts(model->context);
    m_quants.reset(plannedQuants(*model, m_machine, context()), familyRuns(model->architecture));
    chooseRecommended();
    emit changed();
    emit planChanged();
}

/// Else what most people take, else the smallest.
void ModelDetail::chooseRecommended() {
    if (m_rowChosen || m_quants.count() == 0) {
        return;
    }
    const auto& all = m_quants.quants();
    const auto usual = std::find_if(all.begin(), all.end(), [](const PlannedQuant& quant) {
        return quant.name == QLatin1String("Q4_K_M");
    });
    m_row = m_quants.recommendedRow() >= 0 ? m_quants.recommendedRow()
            : usual != all.end()           ? static_cast<int>(usual - all.begin())
                                           : m_quants.count() - 1;
}

void ModelDetail::showHub(const QString& reference) {
    begin(QStringLiteral("hub"));
    m_quants.reset({}, true);
    m_hub.details()->open(reference); // takeHub() follows
}

void ModelDetail::close() {
    begin({});
    m_quants.reset({}, true);
    m_hub.details()->close();
    emit changed();
    emit planChanged();
}

const CatalogueModel* ModelDetail::knownRepository(const QString& repository) const {
    for (const CatalogueModel& model : m_catalogue.models) {
        const auto& all = model.repositories;
        if (std::any_of(all.begin(), all.end(),
                        [&](const CatalogueRepository& r) { return r.name == repository; })) {
            return &model;
        }
    }
    return nullptr;
}

void ModelDetail::takeHub() {
    if (m_kind != QLatin1String("hub")) {
        return;
    }
    const HubModelDetails& details = *m_hub.details();
    if (details.state() == QLatin1String("ready") && m_quants.count() == 0) {
        const HubModel& model = details.model();
        m_model = knownRepository(details.repository());
        const bool runs = details.architecture().isEmpty() || familyRuns(details.architecture());
        offerContexts(m_model != nullptr
                          ? m_model->context
                          : std::max<std::uint64_t>(std::uint64_t(details.contextLength()), 2048));
        m_quants.reset(remoteQuants(model, m_model, m_machine, context()), runs);
        chooseRecommended();
        chooseAsked();
        readHeader(m_row); // a plan needs it; the user asked for this model
        emit planChanged();
    }
    emit changed();
}

/// The quant or file that the pasted address or "owner/repo:Q8_0" names.
void ModelDetail::chooseAsked() {
    const HubModel& model = m_hub.details()->model();
    const QString& selection = model.reference.selection;
    const HubQuant* asked =
        selection.isEmpty() ? nullptr : chosenQuant(model.quants, model.reference.selection);
    for (int row = 0; asked != nullptr && row < m_quants.count(); ++row) {
        if (m_hub.details()->quants()->quants().at(row).name == asked->name) {
            m_row = row;
            m_rowChosen = true;
        }
    }
}

/// Once for each row.
void ModelDetail::readHeader(int row) {
    if (row < 0 || row >= m_quants.count() || m_headers.contains(row)) {
        return;
    }
    m_headers.insert(row);
    m_reading = row;
    m_headerError.clear();
    m_hub.details()->readHeader(row);
}

void ModelDetail::takeHeader(int row) {
    m_reading = -1;
    if (m_kind != QLatin1String("hub") || row < 0 || row >= m_quants.count()) {
        return;
    }
    const RemoteHeader header =
        readRemotePlan(m_hub.details()->headers(row), m_hub.details()->model().quants.value(row));
    if (!header.readable) {
        return;
    }
    m_header = header;
    if (m_model == nullptr && m_contexts.back() != header.plan.contextTrained) {
        offerContexts(header.plan.contextTrained);
    }
    m_quants.setModel(row, header.plan, m_machine, context());
    // The other files are of the same model: what differs is the size of their weights.
    for (int other = 0; other < m_quants.count(); ++other) {
        const PlannedQuant& quant = m_quants.quants()[static_cast<std::size_t>(other)];
        if (!quant.planned) {
            m_quants.setModel(other, scaledTo(header.plan, quant.bytes), m_machine, context());
        }
    }
    chooseRecommended();
    emit changed();
    emit planChanged();
    emit headerTaken(m_hub.details()->repository(),
                     m_quants.quants()[static_cast<std::size_t>(m_row)], header.thinks);
}

void ModelDetail::download(int row) {
    if (row < 0 || row >= m_quants.count()) {
        return;
    }
    const PlannedQuant& quant = m_quants.quants()[static_cast<std::size_t>(row)];
    const QString reference = quant.reference();
    if (m_kind != QLatin1String("hub")) {
        m_hub.pulls().ask(reference, m_hub.folder(), quant.elsewhere);
    } else {
        const bool queued = m_hub.details()->download(row, m_hub.folder(), m_projector) >= 0;
        m_hub.pulls().setProblem(reference, queued ? QString() : m_hub.details()->error());
    }
}

void ModelDetail::cancelDownload(int row) {
    if (row >= 0 && row < m_quants.count()) {
        m_hub.pulls().cancel(m_quants.quants()[static_cast<std::size_t>(row)].reference());
    }
}

void ModelDetail::chooseRepository(const QString& name) {
    showHub(name);
}

QString ModelDetail::licenceTextOf(const QString& repository) const {
    return m_hub.details()->repository() == repository ? m_hub.details()->licenceText() : QString();
}

QString ModelDetail::state() const {
    return m_kind == QLatin1String("hub") ? m_hub.details()->state()
           : m_kind.isEmpty()             ? QStringLiteral("idle")
                                          : QStringLiteral("ready");
}

QString ModelDetail::error() const {
    return m_kind == QLatin1String("hub") ? m_hub.details()->error() : QString();
}

QString ModelDetail::nothingHere() const {
    if (m_kind != QLatin1String("hub") || state() != QLatin1String("ready") ||
        m_quants.count() > 0) {
        return {};
    }
    return tr("There are no GGUF files here, which are what Conclave runs. Others often publish "
              "them for the same model.");
}

QVariantList ModelDetail::projectors() const {
    QVariantList list;
    if (m_kind == QLatin1String("hub")) {
        for (const HubQuant& file : m_hub.details()->projectors()->quants()) {
            list << QVariantMap{{"name", file.name}, {"size", gigabytesText(file.bytes())}};
        }
    }
    return list;
}

void ModelDetail::setProjector(int projector) {
    if (m_projector != projector) {
        m_projector = projector;
        emit planChanged();
    }
}

QString ModelDetail::modelId() const {
    return m_kind == QLatin1String("catalogue") && m_model != nullptr ? m_model->id : QString();
}

QString ModelDetail::title() const {
    if (m_kind == QLatin1String("hub")) {
        return m_hub.details()->name();
    }
    return m_model != nullptr ? m_model->name : QString();
}

QString ModelDetail::gated() const {
    return m_kind == QLatin1String("hub") ? m_hub.details()->gated() : QString();
}

QString ModelDetail::page() const {
    return m_kind == QLatin1String("hub") ? m_hub.details()->page() : QString();
}

void ModelDetail::setRow(int row) {
    if (row == m_row || row < 0 || row >= m_quants.count()) {
        return;
    }
    m_row = row;
    m_rowChosen = true;
    if (m_kind == QLatin1String("hub")) {
        readHeader(row);
    }
    emit planChanged();
}

void ModelDetail::setContextIndex(int index) {
    if (index == m_contextIndex || index < 0 || index >= contextCount()) {
        return;
    }
    m_contextIndex = index;
    m_quants.plan(m_machine, context());
    emit planChanged();
}

QVariantMap ModelDetail::plan() const {
    if (m_row < 0 || m_row >= m_quants.count()) {
        return {};
    }
    const PlannedQuant& quant = m_quants.quants()[static_cast<std::size_t>(m_row)];
    const QString verdict = verdictKey(quant, m_quants.familyRuns());
    const bool shared = m_machine.shared();
    QVariantMap map{
        {"quant", quant.name},
        {"context", tokensText(context())},
        {"verdict", verdict},
        {"verdictText", verdictText(verdict)},
        {"sentence", verdict == QLatin1String("unknown") && !m_headerError.isEmpty()
                         ? gated().isEmpty() ? m_headerError
                                             : tr("What it needs is read from the file once you "
                                                  "have accepted the terms of its publisher.")
                         : verdictSentence(quant, verdict, m_quants.familyRuns(), m_machine)},
        {"reading", m_reading >= 0 && !quant.planned},
        {"speed", verdict == QLatin1String("fits") ? speedText(quant) : QString()},
        {"measured", quant.measuredSpeed > 0},
        {"known", quant.planned && quant.fit.device.offered > 0}};
    MemoryUse device = quant.fit.device;
    if (!quant.planned) { // what is known before the header is read
        device.weights = quant.bytes;
        device.offered = memoryOffer(m_machine.plan()).device;
    }
    map["device"] = bar(shared ? tr("Memory") : QStringLiteral("VRAM"), device);
    if (quant.fit.ram.weights > 0) {
        map["ram"] = bar(QStringLiteral("RAM"), quant.fit.ram);
    }
    return map;
}

} // namespace conclave
