// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/hub.h"

#include "app/hub/hub_names.h"
#include "app/hub/quant_groups.h"

namespace conclave {

Hub::Hub(storage::Database& database, storage::SettingStore& store, SettingsViewModel& settings,
         NoticesModel& notices, const QString& dataFolder)
    : m_settings(settings), m_notices(notices), m_dataFolder(dataFolder), m_log(database),
      m_store(database), m_tokens(m_policy, store, dataFolder), m_requests(m_log, notices),
      m_client(m_policy, m_requests), m_thread(m_policy, m_requests, dataFolder),
      m_downloads(m_thread.queue(), m_store, notices), m_search(m_client),
      m_details(m_client, m_downloads), m_network(m_policy, m_requests, m_tokens, settings),
      m_ledgerModel(m_log, notices) {
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

void Hub::pull(const QString& text) {
    const auto reference = referenceIn(text);
    if (!reference)
        return m_notices.warn(tr("\"%1\" names no model.").arg(text));
    m_client.model(*reference, this, [this, reference](Outcome<HubModel> outcome) {
        if (const auto* error = std::get_if<NetworkError>(&outcome))
            return m_notices.warn(error->sentence);
        const auto& model = std::get<HubModel>(outcome);
        const HubQuant* quant = chosenQuant(model.quants, reference->selection);
        if (!quant)
            return m_notices.warn(tr("%1 has no quant or file called \"%2\".")
                                      .arg(reference->repository, reference->selection));
        Outcome<DownloadJob> job = m_client.job(model, {*quant}, folder());
        if (const auto* error = std::get_if<NetworkError>(&job))
            return m_notices.warn(error->sentence);
        m_downloads.add(std::get<DownloadJob>(std::move(job)));
    });
}

} // namespace conclave
