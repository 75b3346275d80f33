// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Search results of the hub, page after page.
#pragma once

#include "app/hub/hub_types.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace conclave {

class HubClient;

/// GUI thread. Asks the hub only in search() and loadMore(), never by itself.
///
/// Roles: repository, author, name, downloads, likes, lastModified (date), licence, gated ("",
/// "auto", "manual"), architecture, parameters (0 unknown), contextLength (0 unknown), tags,
/// reference (text to give to HubModelDetails::open)
class HubSearchModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Hub")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// Words, "owner/repo", "ollama:name:tag" or a pasted address.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    /// "trendingScore", "downloads", "likes", "lastModified", "createdAt".
    Q_PROPERTY(QString sort READ sort WRITE setSort NOTIFY sortChanged)
    Q_PROPERTY(QString author READ author WRITE setAuthor NOTIFY authorChanged)
    Q_PROPERTY(bool busy READ busy NOTIFY stateChanged)
    /// True once a search was answered: tells "nothing found" from "not asked yet".
    Q_PROPERTY(bool searched READ searched NOTIFY stateChanged)
    Q_PROPERTY(bool hasMore READ hasMore NOTIFY stateChanged)
    /// One sentence; empty if the last request went well.
    Q_PROPERTY(QString error READ error NOTIFY stateChanged)

public:
    enum Role {
        RepositoryRole = Qt::UserRole + 1,
        AuthorRole,
        NameRole,
        DownloadsRole,
        LikesRole,
        LastModifiedRole,
        LicenceRole,
        GatedRole,
        ArchitectureRole,
        ParametersRole,
        ContextLengthRole,
        TagsRole,
        ReferenceRole
    };

    explicit HubSearchModel(HubClient& client);

    Q_INVOKABLE void search();
    Q_INVOKABLE void loadMore();
    Q_INVOKABLE void clear();

    [[nodiscard]] int count() const { return static_cast<int>(m_models.size()); }
    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    [[nodiscard]] QString sort() const { return m_sort; }
    void setSort(const QString& sort);
    [[nodiscard]] QString author() const { return m_author; }
    void setAuthor(const QString& author);
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] bool searched() const { return m_searched; }
    [[nodiscard]] bool hasMore() const { return !m_next.isEmpty(); }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] const HubSummary& at(int row) const { return m_models.at(row); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    void textChanged();
    void sortChanged();
    void authorChanged();
    void stateChanged();
    /// The text named one Ollama model, which is not listed here: show its details.
    void modelNamed(const QString& reference);

private:
    void begin();
    void take(int generation, Outcome<HubPage> outcome);
    void searchWords();

    HubClient& m_client;
    QList<HubSummary> m_models;
    QString m_text, m_author, m_next, m_error;
    QString m_sort = QStringLiteral("trendingScore");
    bool m_busy = false, m_searched = false;
    int m_generation = 0; ///< answers to earlier questions are dropped
};

} // namespace conclave
