// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The columns on screen: what each says to the prompt shown, and its figures.
#pragma once

#include "storage/comparison_store.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QList>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace conclave {

/// What is going on in a column while it runs; not stored.
struct LiveColumn {
    QString status; ///< "waiting", "making", "loading", "reading", "thinking", "writing"; empty:
                    ///< not running
    QString content, thinking;
    bool canThink = false;
    QElapsedTimer thinkingClock; ///< runs from the first thought on
    double thinkingSeconds = 0;
    int tokens = 0;         ///< of the running answer
    QList<double> samples;  ///< tokens per second, three a second
    int tokensAtSample = 0; ///< when the last sample was taken
};

/// A view of a comparison that somebody else changes and then tells with refresh(). GUI thread.
///
/// metrics is a list of maps {label, value, note, share, low, high, better}: share is the length of
/// the bar, 0 to 1, -1 for none; low and high are the ends of its standard error, -1 for none.
class ComparisonColumnsModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    explicit ComparisonColumnsModel(const storage::Comparison& comparison)
        : m_comparison(comparison) {}

    enum Role {
        LabelRole = Qt::UserRole + 1,
        PathRole,
        ReferenceRole,
        ThinkingRole,
        CanThinkRole,
        StatusRole,
        StatusTextRole,
        HtmlRole,
        TextRole,
        TraceRole,
        ThinkingSecondsRole,
        MetricsRole,
        SamplesRole,
        DifferenceRole,
        HiddenRole,
        VotedRole,
    };

    /// Columns came or went, or their order changed.
    void reset();
    /// Something about all columns changed, or about one.
    void refresh(int column = -1);
    /// Only what grows while a column answers changed; `sampled`: also its speed.
    void refreshText(int column, bool sampled = true);
    /// Whether a column has something to do still.
    [[nodiscard]] bool anyLive() const;
    void showPrompt(int prompt);
    /// Names and figures stay hidden and the order is mixed until the vote.
    void setHidden(bool hidden);
    /// Colours of marked words in rich text: "#rrggbb".
    void setMarks(const QString& ink, const QString& ground);

    [[nodiscard]] LiveColumn& live(int column) { return m_live[static_cast<std::size_t>(column)]; }
    /// The column shown at that row.
    [[nodiscard]] int columnAt(int row) const { return m_order[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int count() const { return static_cast<int>(m_order.size()); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    [[nodiscard]] const storage::ComparisonColumn& column(int index) const {
        return m_comparison.columns[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] QString textOf(int column) const;
    [[nodiscard]] QString htmlOf(int column) const;
    [[nodiscard]] QString statusOf(int column) const;
    [[nodiscard]] QString statusTextOf(int column) const;
    [[nodiscard]] double thinkingSecondsOf(int column) const;
    [[nodiscard]] int differenceOf(int column) const;
    void mixOrder();
    [[nodiscard]] QModelIndex indexOf(int column) const;

    const storage::Comparison& m_comparison;
    std::vector<LiveColumn> m_live;
    std::vector<int> m_order; ///< row: column
    int m_prompt = 0;
    bool m_hidden = false;
    QString m_ink = QStringLiteral("#8A5F0E"), m_ground = QStringLiteral("#F7EFDC");
};

} // namespace conclave
