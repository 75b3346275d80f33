// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Everything that talks to a network, built and owned in one place.
#pragma once

#include "app/hub/download_queue.h"
#include "app/hub/downloads_model.h"
#include "app/hub/hub_client.h"
#include "app/hub/hub_model_details.h"
#include "app/hub/hub_pulls.h"
#include "app/hub/hub_search_model.h"
#include "app/hub/ledger_model.h"
#include "app/hub/network_policy.h"
#include "app/hub/network_view_model.h"
#include "app/hub/request_ledger.h"
#include "app/hub/token_store.h"
#include "storage/download_store.h"
#include "storage/network_log.h"

#include <QObject>

namespace conclave {

/// GUI thread; downloads run in a thread of their own that ends with this object. Nothing is
/// fetched before the user asks: by a search, by opening a model, by a download.
class Hub : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(conclave::HubSearchModel* search READ search CONSTANT)
    Q_PROPERTY(conclave::HubModelDetails* details READ details CONSTANT)
    Q_PROPERTY(conclave::DownloadsModel* downloads READ downloads CONSTANT)
    Q_PROPERTY(conclave::NetworkViewModel* network READ network CONSTANT)
    Q_PROPERTY(conclave::LedgerModel* ledger READ ledger CONSTANT)
    /// Where downloads go unless another folder is named; absolute.
    Q_PROPERTY(QString folder READ folder WRITE setFolder NOTIFY folderChanged)

public:
    Hub(storage::Database& database, storage::SettingStore& store, SettingsViewModel& settings,
        NoticesModel& notices, const QString& dataFolder);
    ~Hub() override;

    /// Takes up downloads that an earlier run of the program left.
    void start();

    [[nodiscard]] HubSearchModel* search() { return &m_search; }
    [[nodiscard]] HubModelDetails* details() { return &m_details; }
    [[nodiscard]] DownloadsModel* downloads() { return &m_downloads; }
    [[nodiscard]] HubPulls& pulls() { return m_pulls; }
    [[nodiscard]] NetworkViewModel* network() { return &m_network; }
    [[nodiscard]] LedgerModel* ledger() { return &m_ledgerModel; }
    [[nodiscard]] HubClient& client() { return m_client; }
    [[nodiscard]] QString folder() const;
    void setFolder(const QString& folder);

signals:
    void folderChanged();

private:
    SettingsViewModel& m_settings;
    QString m_dataFolder;
    storage::NetworkLog m_log;
    storage::DownloadStore m_store;
    NetworkPolicy m_policy;
    TokenStore m_tokens;
    RequestLedger m_requests;
    HubClient m_client;
    DownloadThread m_thread;
    DownloadsModel m_downloads;
    HubPulls m_pulls;
    HubSearchModel m_search;
    HubModelDetails m_details;
    NetworkViewModel m_network;
    LedgerModel m_ledgerModel;
};

} // namespace conclave
