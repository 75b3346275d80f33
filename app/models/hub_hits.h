// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the hub found, seen through the filters of the catalogue, with a verdict for this computer.
#pragma once

#include "app/hub/hub_search_model.h"
#include "app/models/discover_model.h"

#include <QSortFilterProxyModel>

#include <vector>

namespace conclave {

/// What a line of a search says of a model: more where the catalogue knows it, or its file was
/// read. What is not known is guessed from names and tags.
struct HubHit {
    const CatalogueModel* known = nullptr;
    bool mixture = false, mixtureKnown = false;
    bool thinks = false, thinksKnown = false;
    QStringList tags;    ///< of DiscoverModel::tags
    PlannedQuant quant;  ///< the file to recommend; a usual one if the catalogue has none
    bool guessed = true; ///< `quant` follows from the number of parameters alone
    QString verdict;     ///< see verdictKey(); "unknown" if the hub does not say the size
};

/// GUI thread. Keeps the hub's order. Only what is known to miss a filter is left out, except that
/// what is asked to fit, to think, to be good at something or under some licence has to be known.
class HubHits : public QSortFilterProxyModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// Without the filters.
    Q_PROPERTY(int total READ total NOTIFY countChanged)

public:
    enum Role {
        SizeRole = Qt::UserRole + 100, ///< "18.6 GB" or "about 18 GB"; empty if unknown
        VerdictRole,
        VerdictTextRole,
        FlagsRole, ///< "MoE · probably thinks"; empty: nothing to say
    };

    HubHits(HubSearchModel& hub, const DiscoverModel& discover, const Catalogue& catalogue,
            Machine& machine);

    /// The header of a file of that repository was read: what it says replaces guesses.
    void learn(const QString& repository, const PlannedQuant& quant, bool thinks);

    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int total() const { return m_hub.count(); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    struct Learned {
        PlannedQuant quant;
        bool thinks;
    };

    [[nodiscard]] const HubHit& hitAt(int sourceRow) const;
    void forget();

    HubSearchModel& m_hub;
    const DiscoverModel& m_discover;
    const Catalogue& m_catalogue;
    Machine& m_machine;
    QHash<QString, Learned> m_learned;                 ///< by repository
    mutable std::vector<std::optional<HubHit>> m_hits; ///< by row of m_hub, as they are asked for
};

/// What that line says, planned for the machine.
[[nodiscard]] HubHit hitOf(const HubSummary& summary, const Catalogue& catalogue,
                           const Machine& machine);

} // namespace conclave
