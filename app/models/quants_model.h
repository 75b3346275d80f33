// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The files of one model as a table: size, bits, verdict, speed, and its download if there is one.
#pragma once

#include "app/hub/downloads_model.h"
#include "app/hub/hub_pulls.h"
#include "app/models/planned_quant.h"

#include <QAbstractListModel>

namespace conclave {

/// GUI thread. Follows the list of downloads, and what is on the way there, by itself.
class QuantsModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by ModelDetail")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        SizeRole,       ///< "18.6 GB"
        SizeSourceRole, ///< where the size is from, in words
        BitsRole,       ///< "4.9", empty if unknown
        QualityRole,    ///< "near lossless"
        VerdictRole,    ///< key, see verdictKey()
        VerdictTextRole,
        SpeedRole,
        RecommendedRole,
        DownloadStateRole, ///< as in DownloadsModel, or "asking" (the hub); empty: none
        DownloadTextRole,
        ProgressRole,    ///< 0 to 1
        PathRole,        ///< of the verified file or of a copy in the library; empty: not here
        DownloadRowRole, ///< in the list of downloads, or -1
        RepositoryRole,
        ProblemRole,  ///< why its download does not go on; empty: it does, or there is none
        MakeFromRole, ///< path of a better file here that this one can be made of; empty: none
    };

    QuantsModel(DownloadsModel& downloads, HubPulls& pulls);

    void reset(std::vector<PlannedQuant> quants, bool familyRuns);
    /// Plans again for that context.
    void plan(const Machine& machine, std::uint64_t context);
    /// Takes over what the header of one row's file says.
    void setModel(int row, const PlanModel& model, const Machine& machine, std::uint64_t context);
    /// Says which rows are already on this computer: path by "owner/name name".
    void setInstalled(QHash<QString, QString> paths);

    [[nodiscard]] const std::vector<PlannedQuant>& quants() const { return m_quants; }
    [[nodiscard]] int count() const { return static_cast<int>(m_quants.size()); }
    [[nodiscard]] int recommendedRow() const { return m_recommended; }
    [[nodiscard]] bool familyRuns() const { return m_familyRuns; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    void followDownloads();
    [[nodiscard]] bool isAsking(std::size_t row) const;
    [[nodiscard]] QString problem(std::size_t row) const;
    [[nodiscard]] bool isDownloadOf(const PlannedQuant& quant, const QModelIndex& download) const;
    [[nodiscard]] QString pathOf(const PlannedQuant& quant) const;
    [[nodiscard]] QString makeFrom(const PlannedQuant& quant) const;
    [[nodiscard]] QVariant ofDownload(std::size_t row, int role) const;

    DownloadsModel& m_downloads;
    HubPulls& m_pulls;
    std::vector<PlannedQuant> m_quants;
    std::vector<int> m_downloadRows; ///< by row here, -1: none
    QHash<QString, QString> m_installed;
    int m_recommended = -1;
    bool m_familyRuns = true;
};

} // namespace conclave
