// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/quants_model.h"

#include "app/text.h"
#include "engine/quantize/quantise_file.h"

#include <QLocale>

namespace conclave {

namespace {

QString sizeSource(TrustMark mark) {
    switch (mark) {
    case TrustMark::verified:
        return QuantsModel::tr("exact size");
    case TrustMark::partly:
        return QuantsModel::tr("published size, rounded");
    case TrustMark::computed:
        return QuantsModel::tr("computed from the model's dimensions");
    case TrustMark::recalled:
        break;
    }
    return QuantsModel::tr("size not verified");
}

QString keyOf(const QString& repository, const QString& name) {
    return repository + QLatin1Char(' ') + name;
}

} // namespace

QuantsModel::QuantsModel(DownloadsModel& downloads, HubPulls& pulls)
    : m_downloads(downloads), m_pulls(pulls) {
    connect(&m_pulls, &HubPulls::changed, this, [this] {
        if (!m_quants.empty()) {
            emit dataChanged(index(0), index(count() - 1),
                             {DownloadStateRole, DownloadTextRole, ProblemRole});
        }
    });
    for (const auto signal :
         {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&m_downloads, signal, this, &QuantsModel::followDownloads);
    }
    connect(&m_downloads, &QAbstractItemModel::modelReset, this, &QuantsModel::followDownloads);
    connect(&m_downloads, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) {
                for (std::size_t row = 0; row < m_downloadRows.size(); ++row) {
                    const int download = m_downloadRows[row];
                    if (download >= first.row() && download <= last.row()) {
                        const QModelIndex here = index(static_cast<int>(row));
                        emit dataChanged(here, here,
                                         {DownloadStateRole, DownloadTextRole, ProgressRole,
                                          PathRole, DownloadRowRole, ProblemRole});
                    }
                }
            });
}

void QuantsModel::reset(std::vector<PlannedQuant> quants, bool familyIsKnown) {
    beginResetModel();
    m_quants = std::move(quants);
    m_familyRuns = familyIsKnown;
    m_recommended = recommended(m_quants);
    m_downloadRows.assign(m_quants.size(), -1);
    endResetModel();
    emit countChanged();
    followDownloads();
}

void QuantsModel::plan(const Machine& machine, std::uint64_t context) {
    for (PlannedQuant& quant : m_quants) {
        replan(quant, machine, context);
    }
    m_recommended = recommended(m_quants);
    if (!m_quants.empty()) {
        emit dataChanged(index(0), index(count() - 1),
                         {VerdictRole, VerdictTextRole, SpeedRole, RecommendedRole});
    }
}

void QuantsModel::setModel(int row, const PlanModel& model, const Machine& machine,
                           std::uint64_t context) {
    if (row < 0 || row >= count()) {
        return;
    }
    PlannedQuant& quant = m_quants[static_cast<std::size_t>(row)];
    quant.model = model;
    quant.planned = true;
    plan(machine, context);
    emit dataChanged(index(row), index(row));
}

void QuantsModel::setInstalled(QHash<QString, QString> paths) {
    m_installed = std::move(paths);
    if (!m_quants.empty()) {
        emit dataChanged(index(0), index(count() - 1), {PathRole, MakeFromRole});
    }
}

/// Downloads carry the repository and, at the end of their name, the quantisation if it is known.
bool QuantsModel::isDownloadOf(const PlannedQuant& quant, const QModelIndex& download) const {
    const QString name = m_downloads.data(download, DownloadsModel::NameRole).toString();
    const bool only = m_quants.size() == 1 && name == quant.repository.section(QLatin1Char('/'), 1);
    return quant.isFrom(m_downloads.data(download, DownloadsModel::RepositoryRole).toString()) &&
           (only || name.endsWith(QLatin1Char(' ') + quant.name));
}

void QuantsModel::followDownloads() {
    for (std::size_t row = 0; row < m_quants.size(); ++row) {
        m_downloadRows[row] = -1;
        for (int download = 0; download < m_downloads.rowCount(); ++download) {
            if (isDownloadOf(m_quants[row], m_downloads.index(download))) {
                m_downloadRows[row] = download;
            }
        }
    }
    if (!m_quants.empty()) {
        emit dataChanged(index(0), index(count() - 1));
    }
}

QVariant QuantsModel::ofDownload(std::size_t row, int role) const {
    return m_downloads.data(m_downloads.index(m_downloadRows[row]), role);
}

bool QuantsModel::isAsking(std::size_t row) const {
    return m_pulls.isAsking(m_quants[row].reference());
}

QString QuantsModel::problem(std::size_t row) const {
    return m_downloadRows[row] >= 0 ? ofDownload(row, DownloadsModel::ErrorRole).toString()
                                    : m_pulls.problem(m_quants[row].reference());
}

QString QuantsModel::pathOf(const PlannedQuant& quant) const {
    QString path = m_installed.value(keyOf(quant.repository, quant.name));
    for (const QString& other : quant.elsewhere) {
        if (path.isEmpty()) {
            path = m_installed.value(keyOf(other, quant.name));
        }
    }
    return path;
}

/// Of the best file of the list that is here, if little was lost in it.
QString QuantsModel::makeFrom(const PlannedQuant& quant) const {
    const QuantiseType* type = findQuantiseType(quant.name.toStdString());
    if (type == nullptr || type->needsImportance) {
        return {};
    }
    for (const char* source : {"F32", "BF16", "F16", "Q8_0"}) {
        if (quant.name == QLatin1String(source)) {
            return {}; // nothing better is here
        }
        for (const PlannedQuant& other : m_quants) {
            if (other.name == QLatin1String(source) && !pathOf(other).isEmpty()) {
                return pathOf(other);
            }
        }
    }
    return {};
}

int QuantsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant QuantsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const std::size_t row = static_cast<std::size_t>(index.row());
    const PlannedQuant& quant = m_quants[row];
    const bool loading = m_downloadRows[row] >= 0;
    switch (role) {
    case NameRole:
        return quant.name;
    case SizeRole:
        return gigabytesText(quant.bytes);
    case SizeSourceRole:
        return sizeSource(quant.mark);
    case BitsRole:
        return quant.bitsPerWeight > 0 ? QLocale().toString(quant.bitsPerWeight, 'f', 1)
                                       : QString();
    case QualityRole:
        return qualityWords(quant.bitsPerWeight);
    case VerdictRole:
        return verdictKey(quant, m_familyRuns);
    case VerdictTextRole:
        return verdictText(verdictKey(quant, m_familyRuns));
    case SpeedRole:
        return verdictKey(quant, m_familyRuns) == QLatin1String("fits") ? speedText(quant)
                                                                        : QString();
    case RecommendedRole:
        return index.row() == m_recommended;
    case DownloadStateRole:
        return isAsking(row) ? QStringLiteral("asking")
               : loading     ? ofDownload(row, DownloadsModel::StateRole)
                             : QVariant(QString());
    case DownloadTextRole:
        return isAsking(row) ? tr("Asking the hub…")
               : loading     ? ofDownload(row, DownloadsModel::StateTextRole)
                             : QVariant(QString());
    case ProgressRole:
        return loading ? ofDownload(row, DownloadsModel::ProgressRole) : 0.0;
    case PathRole: {
        const QString path =
            loading ? ofDownload(row, DownloadsModel::PathRole).toString() : QString();
        return path.isEmpty() ? pathOf(quant) : path;
    }
    case DownloadRowRole:
        return m_downloadRows[row];
    case RepositoryRole:
        return quant.repository;
    case ProblemRole:
        return problem(row);
    case MakeFromRole:
        return makeFrom(quant);
    default:
        return {};
    }
}

QHash<int, QByteArray> QuantsModel::roleNames() const {
    return {{NameRole, "name"},
            {SizeRole, "size"},
            {SizeSourceRole, "sizeSource"},
            {BitsRole, "bits"},
            {QualityRole, "quality"},
            {VerdictRole, "verdict"},
            {VerdictTextRole, "verdictText"},
            {SpeedRole, "speed"},
            {RecommendedRole, "recommended"},
            {DownloadStateRole, "downloadState"},
            {DownloadTextRole, "downloadText"},
            {ProgressRole, "progress"},
            {PathRole, "path"},
            {DownloadRowRole, "downloadRow"},
            {RepositoryRole, "repository"},
            {ProblemRole, "problem"},
            {MakeFromRole, "makeFrom"}};
}

} // namespace conclave
