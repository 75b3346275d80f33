// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The catalogue as a list: filtered, sorted, each model with its verdict for this computer.
#pragma once

#include "app/models/planned_quant.h"

#include <QAbstractListModel>
#include <QStringList>
#include <QVariantList>

#include <vector>

namespace conclave {

/// GUI thread. Works without a network.
class DiscoverModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int total READ total CONSTANT)
    Q_PROPERTY(QString asOf READ asOf CONSTANT)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY filterChanged)
    /// Only what fits into the memory of the device.
    Q_PROPERTY(bool onlyFits READ onlyFits WRITE setOnlyFits NOTIFY filterChanged)
    /// Only what this version can run at all.
    Q_PROPERTY(bool onlySupported READ onlySupported WRITE setOnlySupported NOTIFY filterChanged)
    /// Of free, limited, research; empty: all.
    Q_PROPERTY(QStringList licences READ licences WRITE setLicences NOTIFY filterChanged)
    /// Of coding, reasoning, languages, long, images, tools, chat, small; all of them are wanted.
    Q_PROPERTY(QStringList tags READ tags WRITE setTags NOTIFY filterChanged)
    /// any, moe or dense.
    Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY filterChanged)
    /// Only models that can think.
    Q_PROPERTY(bool onlyThinking READ onlyThinking WRITE setOnlyThinking NOTIFY filterChanged)
    Q_PROPERTY(QString family READ family WRITE setFamily NOTIFY filterChanged)
    Q_PROPERTY(QStringList families READ families CONSTANT)
    /// Of the file, in GB; 0: any.
    Q_PROPERTY(
        int largestGigabytes READ largestGigabytes WRITE setLargestGigabytes NOTIFY filterChanged)
    /// best, newest, smallest, fastest or name.
    Q_PROPERTY(QString sort READ sort WRITE setSort NOTIFY filterChanged)
    Q_PROPERTY(bool filtered READ filtered NOTIFY filterChanged)
    /// [{use, name, modelId, quant, size, speed}]: the best that fits for each use.
    Q_PROPERTY(QVariantList recommendations READ recommendations NOTIFY planned)

public:
    enum Role {
        ModelIdRole = Qt::UserRole + 1,
        NameRole,
        LineRole, ///< "MoE 30.5 B · 3.3 B active · 32K context"
        VerdictRole,
        VerdictTextRole,
        SizeRole, ///< of the file to recommend
        SpeedRole,
        OrganisationRole,
    };

    DiscoverModel(const Catalogue& catalogue, Machine& machine);

    Q_INVOKABLE void clearFilters();
    Q_INVOKABLE int rowOf(const QString& modelId) const;
    /// Words for the keys of tags.
    Q_INVOKABLE static QString tagText(const QString& tag);

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int total() const { return static_cast<int>(m_entries.size()); }
    [[nodiscard]] QString asOf() const { return m_catalogue.asOf; }
    [[nodiscard]] QString text() const { return m_filter.text; }
    void setText(const QString& value) { change(m_filter.text, value.trimmed()); }
    [[nodiscard]] bool onlyFits() const { return m_filter.onlyFits; }
    void setOnlyFits(bool value) { change(m_filter.onlyFits, value); }
    [[nodiscard]] bool onlySupported() const { return m_filter.onlySupported; }
    void setOnlySupported(bool value) { change(m_filter.onlySupported, value); }
    [[nodiscard]] QStringList licences() const { return m_filter.licences; }
    void setLicences(const QStringList& value) { change(m_filter.licences, value); }
    [[nodiscard]] QStringList tags() const { return m_filter.tags; }
    void setTags(const QStringList& value) { change(m_filter.tags, value); }
    [[nodiscard]] QString kind() const { return m_filter.kind; }
    void setKind(const QString& value) { change(m_filter.kind, value); }
    [[nodiscard]] bool onlyThinking() const { return m_filter.onlyThinking; }
    void setOnlyThinking(bool value) { change(m_filter.onlyThinking, value); }
    [[nodiscard]] QString family() const { return m_filter.family; }
    void setFamily(const QString& value) { change(m_filter.family, value); }
    [[nodiscard]] QStringList families() const;
    [[nodiscard]] int largestGigabytes() const { return m_filter.largestGigabytes; }
    void setLargestGigabytes(int value) { change(m_filter.largestGigabytes, value); }
    [[nodiscard]] QString sort() const { return m_sort; }
    void setSort(const QString& value) { change(m_sort, value); }
    [[nodiscard]] bool filtered() const { return !(m_filter == Filter{}); }
    [[nodiscard]] QVariantList recommendations() const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    void filterChanged();
    void planned();

private:
    struct Filter {
        QString text, family;
        QString kind = QStringLiteral("any");
        bool onlyFits = false, onlySupported = false, onlyThinking = false;
        QStringList licences, tags;
        int largestGigabytes = 0;

        [[nodiscard]] bool operator==(const Filter&) const = default;
    };
    /// A model with the file to recommend here, or its smallest.
    struct Entry {
        const CatalogueModel* model = nullptr;
        PlannedQuant quant;
        QString verdict;
        bool recommended = false;
    };

    template <class Value> void change(Value& field, const Value& value) {
        if (field != value) {
            field = value;
            show();
            emit filterChanged();
        }
    }
    void plan();
    void show();
    [[nodiscard]] bool passes(const Entry& entry) const;
    [[nodiscard]] bool before(const Entry& a, const Entry& b) const;
    [[nodiscard]] const Entry* entryOf(const QString& modelId) const;
    [[nodiscard]] const Entry* bestFor(const CatalogueUse& use) const;

    const Catalogue& m_catalogue;
    Machine& m_machine;
    std::vector<Entry> m_entries;
    std::vector<std::size_t> m_rows; ///< into m_entries
    Filter m_filter;
    QString m_sort = QStringLiteral("best");
};

} // namespace conclave
