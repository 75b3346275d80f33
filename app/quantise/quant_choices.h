// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What can be made of one model file: every type with its size, before anything is written.
#pragma once

#include "app/quantise/importance_source.h"
#include "engine/quantize/quantise_file.h"

#include <QAbstractListModel>
#include <QThreadPool>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <optional>
#include <vector>

namespace conclave {

/// The quantisations of one model that need not be made, by type.
struct KnownQuants {
    QHash<QString, QString> here;    ///< paths on this computer
    QHash<QString, QStringList> hub; ///< repositories that have it, the most certain first
};

/// GUI thread; the file is read on a thread of its own.
class QuantChoices : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Quantiser")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString source READ source NOTIFY changed)
    /// Of the model: "Conclave Guide".
    Q_PROPERTY(QString title READ title NOTIFY changed)
    /// "F16, 22 MB, 16.0 bits per weight"
    Q_PROPERTY(QString line READ line NOTIFY changed)
    /// idle, reading, ready or failed
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    /// All types, or the usual ones.
    Q_PROPERTY(bool all READ all WRITE setAll NOTIFY changed)
    /// Where the importance matrix comes from: none, computed or file.
    Q_PROPERTY(QString importanceKind READ importanceKind NOTIFY changed)
    /// The same in words: "computed here from notes.txt"; empty: none.
    Q_PROPERTY(QString importanceText READ importanceText NOTIFY changed)
    /// The chosen type and everything about it.
    Q_PROPERTY(QString type READ type WRITE choose NOTIFY chosenChanged)
    Q_PROPERTY(int row READ row NOTIFY chosenChanged)
    Q_PROPERTY(QString size READ size NOTIFY chosenChanged)
    /// Why it cannot be made; empty: it can.
    Q_PROPERTY(QString refusal READ refusal NOTIFY chosenChanged)
    Q_PROPERTY(QStringList warnings READ warnings NOTIFY chosenChanged)
    /// [{name, from, to, bits, share}]: the preview by kinds of tensors; `share` of the old size.
    Q_PROPERTY(QVariantList classes READ classes NOTIFY chosenChanged)

public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        SummaryRole,
        SizeRole,
        BitsRole,   ///< "4.9"
        ShareRole,  ///< of the size of the source
        UsableRole, ///< false without the importance matrix it needs
        HereRole,   ///< path of the same quantisation on this computer
        HubRole,    ///< repository to download it from
        ChosenRole,
    };

    using Lookup = std::function<KnownQuants(const QString& source)>;
    explicit QuantChoices(Lookup known);
    ~QuantChoices() override;

    /// Reads the file, and chooses that type or the usual one.
    Q_INVOKABLE void open(const QString& source, const QString& type = {});
    /// Takes a published importance matrix into account.
    Q_INVOKABLE void useImportance(const QUrl& file);
    /// Lets one be computed before, from that text; an empty URL: the shipped text.
    Q_INVOKABLE void computeImportance(const QUrl& text = {});
    Q_INVOKABLE void dropImportance();
    /// Moves the choice up or down the list.
    Q_INVOKABLE void step(int rows);
    /// Asks again which quantisations are here.
    void refresh();

    [[nodiscard]] int count() const { return static_cast<int>(m_shown.size()); }
    [[nodiscard]] const QString& source() const { return m_source; }
    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] const QString& line() const { return m_line; }
    [[nodiscard]] const QString& state() const { return m_state; }
    [[nodiscard]] const QString& error() const { return m_error; }
    [[nodiscard]] bool all() const { return m_all; }
    void setAll(bool all);
    [[nodiscard]] const ImportanceSource& importance() const { return m_importance; }
    [[nodiscard]] QString importanceKind() const;
    [[nodiscard]] QString importanceText() const;
    [[nodiscard]] const QString& type() const { return m_type; }
    void choose(const QString& type);
    [[nodiscard]] int row() const { return shownRow(m_type); }
    [[nodiscard]] QString size() const;
    [[nodiscard]] QString refusal() const;
    [[nodiscard]] QStringList warnings() const;
    [[nodiscard]] QVariantList classes() const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void changed();
    void chosenChanged();

private:
    /// What was read of a file.
    struct Reading {
        QString title, line, error;
        std::vector<QuantisePlan> plans;
    };

    static Reading read(const QString& source, const ImportanceSource& importance);
    void setImportance(ImportanceSource::Kind kind, const QUrl& file);
    void startReading();
    void take(Reading reading);
    void showRows();
    [[nodiscard]] const QuantisePlan* chosen() const;
    [[nodiscard]] int shownRow(const QString& type) const;

    Lookup m_lookup;
    KnownQuants m_known;
    QString m_source, m_title, m_line, m_state = QStringLiteral("idle"), m_error, m_type;
    ImportanceSource m_importance;
    bool m_all = false;
    std::vector<QuantisePlan> m_plans;
    std::vector<std::size_t> m_shown; ///< places in m_plans
    int m_generation = 0;             ///< of the reading that is awaited
    QThreadPool m_pool;               ///< last: its task uses the rest
};

/// The smallest number of types that covers what most people want.
[[nodiscard]] bool isUsualType(std::string_view type) noexcept;

} // namespace conclave
