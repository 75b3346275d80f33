// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Who stands in the columns of the compare page: chosen, made here, downloaded.
#include "app/compare/comparison_view_model.h"
#include "app/models/model_file.h"

#include <algorithm>

namespace conclave {

namespace {

constexpr std::size_t kMostColumns = 4;

storage::ComparisonColumn plannedColumn(const QuantOffer& quant) {
    storage::ComparisonColumn column;
    column.path = quant.path.toStdString();
    column.name = quant.name.toStdString();
    column.quantisation = quant.type.toStdString();
    column.thinking = "off";
    column.fileBytes = static_cast<std::int64_t>(quant.bytes);
    column.bitsPerWeight = quant.bitsPerWeight;
    column.samplerJson = "{}";
    return column;
}

} // namespace

bool ComparisonViewModel::describe(const QString& path, storage::ComparisonColumn& column) const {
    const storage::ModelFileRow file = describeFile({path, {}}).row;
    if (!file.fault.empty()) {
        m_notices.warn(QString::fromStdString(file.fault));
        return false;
    }
    column.path = path.toStdString();
    column.name = file.name;
    column.quantisation = file.quantisation;
    column.thinking = "off";
    column.fileBytes = file.bytes;
    column.bitsPerWeight = file.bitsPerWeight;
    column.samplerJson = "{}";
    return true;
}

/// What was asked stays as it was: other columns make another comparison.
void ComparisonViewModel::makeEditable() {
    if (m_comparison.id.empty()) {
        return;
    }
    m_comparison.id.clear();
    m_comparison.title.clear();
    m_comparison.prompts.clear();
    m_comparison.answers.clear();
    m_prompt = 0;
    m_planText.clear();
}

void ComparisonViewModel::addColumn(const QString& path) {
    storage::ComparisonColumn column;
    if (busy() || m_comparison.columns.size() >= kMostColumns || !describe(path, column)) {
        return;
    }
    makeEditable();
    const bool twin = std::any_of(m_comparison.columns.begin(), m_comparison.columns.end(),
                                  [&](const auto& c) { return c.path == column.path; });
    column.thinking = twin ? "on" : "off";
    m_comparison.columns.push_back(column);
    showComparison();
}

void ComparisonViewModel::addFile(const QUrl& file) {
    const QString path = file.toLocalFile();
    storage::ComparisonColumn column;
    if (!busy() && describe(path, column)) {
        m_models.offer(path);
        addColumn(path);
    }
}

QVariantList ComparisonViewModel::offers() const {
    const QString path = m_comparison.columns.empty()
                             ? m_models.currentPath()
                             : QString::fromStdString(m_comparison.columns.back().path);
    return path.isEmpty() ? QVariantList() : m_quantiser.othersOf(path);
}

void ComparisonViewModel::addOffer(const QVariantMap& offer) {
    const QString type = offer.value("type").toString(), source = offer.value("source").toString();
    const QString repository = offer.value("repository").toString();
    const QString reference =
        repository.isEmpty() ? QString() : repository + QLatin1Char(':') + type;
    const auto same = [&](const Coming& each) {
        return each.source == source && each.type == type;
    };
    if (reference.isEmpty()) {
        if (std::any_of(m_coming.begin(), m_coming.end(), same)) {
            return;
        }
        const auto quant = m_quantiser.planned(source, type);
        if (!quant) {
            return;
        }
        m_quantiser.makeAwaited(*quant, source);
    }
    m_coming.removeIf(same);
    m_coming << Coming{source, type, reference};
    m_quantiser.await(source, type);
    emit comingChanged();
    if (!reference.isEmpty()) {
        emit downloadWanted(reference, offer.value("elsewhere").toStringList());
    }
}

QString ComparisonViewModel::comingText() const {
    QStringList types;
    for (const Coming& each : m_coming) {
        types << each.type;
    }
    return types.isEmpty() ? QString() : tr("On its way: %1").arg(types.join(QStringLiteral(", ")));
}

void ComparisonViewModel::removeColumn(int row) {
    if (busy() || row < 0 || row >= m_columns.count()) {
        return;
    }
    const int column = m_columns.columnAt(row);
    makeEditable();
    m_comparison.columns.erase(m_comparison.columns.begin() + column);
    if (m_comparison.reference >= column && m_comparison.reference > 0) {
        --m_comparison.reference;
    }
    for (auto& rest : m_comparison.columns) {
        rest.sharedBytes = 0; // with whom, is another matter now
    }
    showComparison();
}

void ComparisonViewModel::setThinking(int row, const QString& mode) {
    if (busy() || row < 0 || row >= m_columns.count()) {
        return;
    }
    const int column = m_columns.columnAt(row);
    makeEditable();
    m_comparison.columns[static_cast<std::size_t>(column)].thinking = mode.toStdString();
    showComparison();
}

void ComparisonViewModel::splitThinking(int row) {
    if (busy() || row < 0 || row >= m_columns.count() ||
        m_comparison.columns.size() >= kMostColumns) {
        return;
    }
    const int column = m_columns.columnAt(row);
    makeEditable();
    storage::ComparisonColumn twin = m_comparison.columns[static_cast<std::size_t>(column)];
    twin.thinking = twin.thinking == "on" ? "off" : "on";
    m_comparison.columns.insert(m_comparison.columns.begin() + column + 1, twin);
    m_comparison.reference += m_comparison.reference > column ? 1 : 0;
    showComparison();
}

void ComparisonViewModel::setReference(int row) {
    if (busy() || row < 0 || row >= m_columns.count()) {
        return;
    }
    const int column = m_columns.columnAt(row);
    makeEditable();
    m_comparison.reference = column;
    for (auto& each : m_comparison.columns) {
        if (each.quality) {
            each.quality->againstReference = false; // it was another one
        }
    }
    showComparison();
}

// Quantisations that have to come first

void ComparisonViewModel::compareSizes() {
    if (busy() || guide().isEmpty()) {
        return;
    }
    startNew();
    std::vector<QuantOffer> quants;
    for (const char* type : {"Q8_0", "Q4_K_M", "Q2_K"}) {
        const auto quant = m_quantiser.planned(guide(), QString::fromLatin1(type));
        if (!quant) {
            return;
        }
        quants.push_back(*quant);
        m_comparison.columns.push_back(plannedColumn(*quant));
    }
    showComparison();
    for (int i = 0; i < m_columns.count(); ++i) {
        m_columns.live(i).status = QStringLiteral("waiting");
    }
    m_stopped = false;
    m_preparing = true;
    for (const QuantOffer& quant : quants) {
        if (quant.path.isEmpty()) {
            m_quantiser.makeAwaited(quant, guide());
        }
    }
    emit stateChanged();
    askOnceMade();
}

void ComparisonViewModel::connectMaker() {
    const auto mine = [this](const QString& source) { return m_preparing && source == guide(); };
    connect(m_quantiser.maker(), &QuantMaker::progressed, this,
            [this, mine](const QString& source, const QString& type, double part) {
                if (mine(source)) {
                    showMaking(type, part);
                }
            });
    connect(&m_quantiser, &Quantiser::made, this,
            [this, mine](const QString& path, const QString& source, const QString& type) {
                if (mine(source)) {
                    takeMade(path, type);
                }
            });
    connect(m_quantiser.maker(), &QuantMaker::gaveUp, this,
            [this, mine](const QString& source, const QString&, const QString& sentence) {
                if (mine(source)) {
                    endMaking(sentence);
                }
            });
    connect(&m_quantiser, &Quantiser::arrived, this,
            [this](const QString& path, const QString& source, const QString& type) {
                takeArrival(path, source, type);
            });
    connect(m_quantiser.maker(), &QuantMaker::gaveUp, this,
            [this](const QString& source, const QString& type, const QString& sentence) {
                forgetComing(
                    [&](const Coming& each) {
                        return each.reference.isEmpty() && each.source == source &&
                               each.type == type;
                    },
                    sentence);
            });
}

void ComparisonViewModel::takeArrival(const QString& path, const QString& source,
                                      const QString& type) {
    m_coming.removeIf(
        [&](const Coming& each) { return each.source == source && each.type == type; });
    emit comingChanged();
    m_models.offer(path);
    if (busy()) {
        m_notices.inform(tr("%1 is here; add it as a column when this is over.").arg(type));
    } else {
        addColumn(path);
    }
}

void ComparisonViewModel::forgetOffer(const QString& reference, const QString& sentence) {
    forgetComing([&](const Coming& each) { return each.reference == reference; }, sentence);
}

/// What comes later all the same, or by another way, becomes no column unasked.
void ComparisonViewModel::forgetComing(const std::function<bool(const Coming&)>& which,
                                       const QString& sentence) {
    for (const Coming& each : std::as_const(m_coming)) {
        if (which(each)) {
            m_quantiser.forget(each.source, each.type);
        }
    }
    if (m_coming.removeIf(which) > 0) {
        emit comingChanged();
        if (!sentence.isEmpty()) {
            m_notices.warn(sentence);
        }
    }
}

void ComparisonViewModel::showMaking(const QString& type, double part) {
    for (int i = 0; i < m_columns.count(); ++i) {
        if (m_comparison.columns[static_cast<std::size_t>(i)].quantisation == type.toStdString()) {
            m_columns.live(i).status = QStringLiteral("making");
            m_columns.refreshText(i);
        }
    }
    setStage(tr("Making %1 from the Guide…").arg(type), part);
}

void ComparisonViewModel::takeMade(const QString& path, const QString& type) {
    for (int i = 0; i < m_columns.count(); ++i) {
        auto& column = m_comparison.columns[static_cast<std::size_t>(i)];
        if (column.quantisation == type.toStdString()) {
            column.path = path.toStdString();
            m_columns.live(i).status = QStringLiteral("waiting");
            m_columns.refreshText(i);
        }
    }
    askOnceMade();
}

/// One of the sizes will not come, so there is nothing to compare.
void ComparisonViewModel::endMaking(const QString& sentence) {
    m_preparing = false;
    m_quantiser.stopAwaited();
    setStage({});
    startNew();
    if (!sentence.isEmpty()) {
        m_notices.warn(sentence);
    }
}

/// The last step of compareSizes(): the question, once every column has its file.
void ComparisonViewModel::askOnceMade() {
    if (std::any_of(m_comparison.columns.begin(), m_comparison.columns.end(),
                    [](const auto& column) { return column.path.empty(); })) {
        return;
    }
    m_preparing = false;
    setStage({});
    if (m_stopped) {
        startNew();
    } else {
        send(tr("What does Q4_K_M mean?"));
    }
}

QVariantList ComparisonViewModel::candidates() const {
    QVariantList list;
    for (int row = 0; row < m_models.rowCount(); ++row) {
        const QModelIndex index = m_models.index(row);
        if (!m_models.data(index, ModelsViewModel::MissingRole).toBool()) {
            list << QVariantMap{{"path", m_models.data(index, ModelsViewModel::PathRole)},
                                {"name", m_models.data(index, ModelsViewModel::NameRole)},
                                {"detail", m_models.data(index, ModelsViewModel::DetailRole)}};
        }
    }
    return list;
}

} // namespace conclave
