// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/quantise/quant_choices.h"

#include "app/text.h"
#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/model_summary.h"
#include "engine/quantize/importance_matrix.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <array>

namespace conclave {

namespace {

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString bitsText(double bits) {
    return QLocale().toString(bits, 'f', 1);
}

QString classText(const std::string& name) {
    if (name == "embedding") {
        return QuantChoices::tr("Embedding");
    }
    if (name == "output") {
        return QuantChoices::tr("Output");
    }
    if (name == "attention") {
        return QuantChoices::tr("Attention");
    }
    if (name == "experts") {
        return QuantChoices::tr("Experts");
    }
    return name == "feed-forward" ? QuantChoices::tr("Feed-forward") : QuantChoices::tr("Other");
}

} // namespace

bool isUsualType(std::string_view type) noexcept {
    constexpr std::array<std::string_view, 7> kUsual{"Q8_0",   "Q6_K",   "Q5_K_M", "Q4_K_M",
                                                     "IQ4_XS", "Q3_K_M", "Q2_K"};
    return std::find(kUsual.begin(), kUsual.end(), type) != kUsual.end();
}

QuantChoices::QuantChoices(Lookup known) : m_lookup(std::move(known)) {
    m_pool.setMaxThreadCount(1);
}

QuantChoices::~QuantChoices() {
    m_pool.clear();
    m_pool.waitForDone();
}

void QuantChoices::open(const QString& source, const QString& type) {
    m_source = source;
    m_importance = {};
    m_title.clear();
    m_line.clear();
    m_type = type.isEmpty() ? QStringLiteral("Q4_K_M") : type;
    m_all = !isUsualType(m_type.toStdString());
    m_plans.clear();
    startReading();
}

void QuantChoices::useImportance(const QUrl& file) {
    setImportance(ImportanceSource::Kind::file, file);
}

void QuantChoices::computeImportance(const QUrl& text) {
    setImportance(ImportanceSource::Kind::computed, text);
}

void QuantChoices::dropImportance() {
    setImportance(ImportanceSource::Kind::none, {});
}

void QuantChoices::setImportance(ImportanceSource::Kind kind, const QUrl& file) {
    m_importance = {kind, file.toLocalFile()};
    startReading();
}

QString QuantChoices::importanceKind() const {
    return m_importance.kind == ImportanceSource::Kind::computed ? QStringLiteral("computed")
           : m_importance.kind == ImportanceSource::Kind::file   ? QStringLiteral("file")
                                                                 : QStringLiteral("none");
}

QString QuantChoices::importanceText() const {
    const QString name = QFileInfo(m_importance.path).fileName();
    return m_importance.kind != ImportanceSource::Kind::computed ? name
           : name.isEmpty() ? tr("computed here from several languages and code")
                            : tr("computed here from %1").arg(name);
}

void QuantChoices::startReading() {
    m_state = QStringLiteral("reading");
    m_error.clear();
    showRows();
    m_pool.start([this, source = m_source, importance = m_importance, mine = ++m_generation] {
        QMetaObject::invokeMethod(
            this,
            [this, mine, reading = read(source, importance)] {
                if (mine == m_generation) {
                    take(reading);
                }
            },
            Qt::QueuedConnection);
    });
}

/// Pool thread.
QuantChoices::Reading QuantChoices::read(const QString& source,
                                         const ImportanceSource& importance) {
    Reading reading;
    try {
        const GgufFile file(source.toStdString());
        const ModelSummary summary = summarise(file);
        reading.title = QString::fromStdString(summary.name);
        reading.line = tr("%1, %2, %3 bits per weight")
                           .arg(QString::fromStdString(summary.quantisation),
                                gigabytesText(summary.fileBytes), bitsText(summary.bitsPerWeight));
        std::optional<ImportanceMatrix> matrix;
        if (importance.kind == ImportanceSource::Kind::file) {
            matrix = ImportanceMatrix::read(importance.path.toStdString());
        }
        for (const QuantiseType& type : quantiseTypes()) {
            try {
                reading.plans.push_back(
                    importance.kind == ImportanceSource::Kind::computed
                        ? planWithImportanceToCome(file, type.name)
                        : planQuantisation(file, type.name, matrix ? &*matrix : nullptr));
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::unsupported) {
                    throw;
                } // a type that this file cannot become is not offered
            }
        }
        if (reading.plans.empty()) {
            reading.error = tr("Nothing can be made of this file.");
        }
    } catch (const std::exception& error) {
        reading.error = QString::fromStdString(error.what());
    }
    return reading;
}

void QuantChoices::take(Reading reading) {
    m_title = reading.title;
    m_line = reading.line;
    m_error = reading.error;
    m_plans = std::move(reading.plans);
    m_state = m_error.isEmpty() ? QStringLiteral("ready") : QStringLiteral("failed");
    m_known = m_lookup(m_source);
    showRows();
}

void QuantChoices::refresh() {
    m_known = m_lookup(m_source);
    if (count() > 0) {
        emit dataChanged(index(0), index(count() - 1), {HereRole, HubRole});
    }
}

void QuantChoices::setAll(bool all) {
    if (m_all != all) {
        m_all = all;
        showRows();
    }
}

void QuantChoices::showRows() {
    beginResetModel();
    m_shown.clear();
    for (std::size_t i = 0; i < m_plans.size(); ++i) {
        if (m_all || isUsualType(m_plans[i].type)) {
            m_shown.push_back(i);
        }
    }
    endResetModel();
    if (!m_shown.empty() && shownRow(m_type) < 0) {
        m_type = QString::fromStdString(m_plans[m_shown.front()].type);
    }
    emit changed();
    emit chosenChanged();
}

int QuantChoices::shownRow(const QString& type) const {
    const auto found = std::find_if(m_shown.begin(), m_shown.end(), [&](std::size_t i) {
        return m_plans[i].type == type.toStdString();
    });
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

void QuantChoices::choose(const QString& type) {
    const int before = shownRow(m_type), after = shownRow(type);
    if (after < 0 || before == after) {
        return;
    }
    m_type = type;
    emit dataChanged(index(before), index(before), {ChosenRole});
    emit dataChanged(index(after), index(after), {ChosenRole});
    emit chosenChanged();
}

void QuantChoices::step(int rows) {
    const int row = shownRow(m_type) + rows;
    if (row >= 0 && row < count()) {
        choose(QString::fromStdString(m_plans[m_shown[static_cast<std::size_t>(row)]].type));
    }
}

const QuantisePlan* QuantChoices::chosen() const {
    const int row = shownRow(m_type);
    return row < 0 ? nullptr : &m_plans[m_shown[static_cast<std::size_t>(row)]];
}

QString QuantChoices::size() const {
    return chosen() == nullptr ? QString() : gigabytesText(chosen()->outBytes);
}

QString QuantChoices::refusal() const {
    return chosen() == nullptr ? QString() : QString::fromStdString(chosen()->refusal);
}

QStringList QuantChoices::warnings() const {
    QStringList sentences;
    if (const QuantisePlan* plan = chosen()) {
        for (const std::string& warning : plan->warnings) {
            sentences << QString::fromStdString(warning);
        }
    }
    return sentences;
}

QVariantList QuantChoices::classes() const {
    QVariantList list;
    if (const QuantisePlan* plan = chosen()) {
        for (const TensorClassSize& size : plan->classes) {
            list << QVariantMap{{"name", classText(size.name)},
                                {"from", gigabytesText(size.fromBytes)},
                                {"to", gigabytesText(size.toBytes)},
                                {"bits", bitsText(size.bitsPerWeight())},
                                {"before", double(size.fromBytes) / double(plan->inBytes)},
                                {"after", double(size.toBytes) / double(plan->inBytes)}};
        }
    }
    return list;
}

int QuantChoices::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant QuantChoices::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const QuantisePlan& plan = m_plans[m_shown[static_cast<std::size_t>(index.row())]];
    const QString type = QString::fromStdString(plan.type);
    switch (role) {
    case NameRole:
        return type;
    case SummaryRole: {
        const QByteArray summary = fromView(findQuantiseType(plan.type)->summary).toUtf8();
        return QCoreApplication::translate("conclave::QuantiseType", summary);
    }
    case SizeRole:
        return gigabytesText(plan.outBytes);
    case BitsRole:
        return bitsText(plan.bitsPerWeight);
    case ShareRole:
        return double(plan.outBytes) / double(plan.inBytes);
    case UsableRole:
        return plan.refusal.empty();
    case HereRole:
        return m_known.here.value(type);
    case HubRole:
        return m_known.hub.value(type).value(0);
    case ChosenRole:
        return type == m_type;
    default:
        return {};
    }
}

QHash<int, QByteArray> QuantChoices::roleNames() const {
    return {{NameRole, "name"}, {SummaryRole, "summary"}, {SizeRole, "size"},
            {BitsRole, "bits"}, {ShareRole, "share"},     {UsableRole, "usable"},
            {HereRole, "here"}, {HubRole, "hub"},         {ChosenRole, "chosen"}};
}

} // namespace conclave
