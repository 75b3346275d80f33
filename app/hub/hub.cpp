// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/hub.h"

namespace conclave {

Hub::Hub(storage::Database& database, storage::SettingStore& store, SettingsViewModel& settings,
         NoticesModel& notices, const QString& dataFolder)
    : m_settings(settings), m_dataFolder(dataFolder), m_log(database), m_store(database),
      m_tokens(m_policy, store, dataFolder), m_requests(m_log, notices),
      m_client(m_policy, m_requests), m_thread(m_policy, m_requests, dataFolder, {.patient = true}),
      m_downloads(m_thread.queue(), m_store, notices), m_pulls(m_client, m_downloads),
      m_search(m_client), m_details(m_client, m_downloads),
      m_network(m_policy, m_requests, m_tokens, settings), m_ledgerModel(m_log, notices) {
    m_policy.setForbidden(store.boolean("networkForbidden"));
    m_policy.setHubUrl(QUrl(settings.text("hubUrl")));
    m_policy.setProxy(settings.text("proxy"));
    connect(&m_thread.settlement(), &Settlement::damaged, &m_downloads,
            &DownloadsModel::markDamaged);
}

Hub::~Hub() = default;

void Hub::start() {
    m_thread.settlement().checkNotes();
    connect(
        &m_tokens, &TokenStore::loaded, this, [this] { m_downloads.restore(); },
        Qt::SingleShotConnection);
    m_tokens.load();
}

QString Hub::folder() const {
    const QString chosen = m_settings.text("downloadFolder");
    return chosen.isEmpty() ? m_dataFolder + QStringLiteral("/models") : chosen;
}

void Hub::setFolder(const QString& folder) {
    m_settings.store("downloadFolder", folder.toStdString());
    emit folderChanged();
}

} // namespace conclave
