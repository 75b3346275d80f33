// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/hub_pulls.h"

#include "app/hub/downloads_model.h"
#include "app/hub/hub_client.h"
#include "app/hub/hub_names.h"
#include "app/hub/quant_groups.h"

namespace conclave {

HubPulls::HubPulls(HubClient& client, DownloadsModel& downloads)
    : m_client(client), m_downloads(downloads) {}

HubPulls::~HubPulls() = default;

void HubPulls::ask(const QString& text, const QString& folder) {
    if (isAsking(text))
        return;
    const auto reference = referenceIn(text);
    if (!reference)
        return setProblem(text, tr("\"%1\" names no model.").arg(text));
    m_problems.remove(text);
    QObject* request = (m_asking[text] = std::make_unique<QObject>()).get();
    emit changed();
    m_client.model(*reference, request,
                   [=, this, selection = reference->selection](const Outcome<HubModel>& outcome) {
                       m_asking[text].release()->deleteLater(); // it is what calls
                       m_asking.erase(text);
                       take(text, selection, folder, outcome);
                   });
}

void HubPulls::cancel(const QString& reference) {
    if (m_asking.erase(reference) > 0)
        emit changed();
}

void HubPulls::setProblem(const QString& reference, const QString& sentence) {
    m_problems[reference] = sentence;
    emit changed();
    if (!sentence.isEmpty())
        emit failed(reference, sentence);
}

void HubPulls::take(const QString& reference, const QString& selection, const QString& folder,
                    const Outcome<HubModel>& outcome) {
    if (const auto* error = std::get_if<NetworkError>(&outcome))
        return setProblem(reference, error->sentence);
    const auto& model = std::get<HubModel>(outcome);
    const HubQuant* quant = chosenQuant(model.quants, selection);
    if (!quant)
        return setProblem(
            reference,
            tr("%1 has no quant or file called \"%2\".").arg(model.summary.repository, selection));
    Outcome<DownloadJob> job = m_client.job(model, {*quant}, folder);
    if (const auto* error = std::get_if<NetworkError>(&job))
        return setProblem(reference, error->sentence);
    m_downloads.add(std::get<DownloadJob>(std::move(job)));
    emit changed();
}

} // namespace conclave
