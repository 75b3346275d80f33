// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/hub_pulls.h"

#include "app/hub/downloads_model.h"
#include "app/hub/hub_client.h"
#include "app/hub/hub_names.h"
#include "app/hub/quant_groups.h"

#include <algorithm>

namespace conclave {

namespace {

/// Why a repository is of no use to this user though the hub answers, with %1 for its name; empty
/// if another would not help.
QString whyNotThere(NetworkErrorKind kind) {
    switch (kind) {
    case NetworkErrorKind::notFound:
        return HubPulls::tr("not there (any more): %1");
    case NetworkErrorKind::gated:
        return HubPulls::tr("terms have to be accepted first: %1");
    case NetworkErrorKind::tokenNeeded: // the hub does not say which of both
        return HubPulls::tr("not there, or only for those who sign in: %1");
    case NetworkErrorKind::forbidden:
        return HubPulls::tr("not open to you: %1");
    default:
        return {};
    }
}

} // namespace

HubPulls::HubPulls(HubClient& client, DownloadsModel& downloads)
    : m_client(client), m_downloads(downloads) {
    connect(&m_downloads, &DownloadsModel::gaveUp, this,
            [this](const QString& id, const QString& sentence) {
                const QString reference = m_begun.take(id);
                if (!reference.isEmpty())
                    emit failed(reference, sentence);
            });
}

HubPulls::~HubPulls() = default;

void HubPulls::ask(const QString& text, const QString& folder, const QStringList& elsewhere) {
    if (isAsking(text))
        return;
    const auto reference = referenceIn(text);
    if (!reference)
        return setProblem(text, tr("\"%1\" names no model.").arg(text));
    m_problems.remove(text);
    m_asking[text] = {*reference, folder, elsewhere, {}, nullptr};
    askHub(text);
    emit changed();
}

void HubPulls::askHub(const QString& reference) {
    Search& search = m_asking.at(reference);
    search.request = std::make_unique<QObject>();
    m_client.model(search.place, search.request.get(),
                   [=, this](const Outcome<HubModel>& outcome) { take(reference, outcome); });
}

void HubPulls::cancel(const QString& reference) {
    if (m_asking.erase(reference) > 0) {
        emit changed();
        emit failed(reference, {});
    }
}

void HubPulls::setProblem(const QString& reference, const QString& sentence) {
    m_problems[reference] = sentence;
    emit changed();
    if (!sentence.isEmpty())
        emit failed(reference, sentence);
}

void HubPulls::take(const QString& reference, const Outcome<HubModel>& outcome) {
    Search& search = m_asking.at(reference);
    search.request.release()->deleteLater(); // it is what calls
    if (const auto* error = std::get_if<NetworkError>(&outcome)) {
        const QString why = whyNotThere(error->kind);
        return why.isEmpty() ? end(reference, error->sentence) : goOn(reference, why);
    }
    const auto& model = std::get<HubModel>(outcome);
    if (!model.summary.gated.isEmpty() && !m_client.hasToken() && !search.left.isEmpty())
        return goOn(reference, whyNotThere(NetworkErrorKind::gated));
    const QString& selection = search.place.selection;
    const HubQuant* quant = chosenQuant(model.quants, selection);
    if (!quant)
        return goOn(reference, tr("without %2: %1").arg(QStringLiteral("%1"), selection));
    Outcome<DownloadJob> job = m_client.job(model, {*quant}, search.folder);
    if (const auto* error = std::get_if<NetworkError>(&job)) {
        return search.left.isEmpty() && search.tried.isEmpty()
                   ? end(reference, error->sentence)
                   : goOn(reference, tr("%2 cannot be verified there: %1")
                                         .arg(QStringLiteral("%1"), selection));
    }
    const int row = m_downloads.add(std::get<DownloadJob>(std::move(job)));
    m_begun[m_downloads.data(m_downloads.index(row), DownloadsModel::JobIdRole).toString()] =
        reference;
    m_asking.erase(reference);
    emit changed();
}

void HubPulls::goOn(const QString& reference, const QString& why) {
    Search& search = m_asking.at(reference);
    const auto same = std::find_if(search.tried.begin(), search.tried.end(),
                                   [&](const auto& tried) { return tried.first == why; });
    auto& tried = same == search.tried.end() ? search.tried.emplaceBack(why, QStringList()) : *same;
    tried.second << search.place.repository;
    if (search.left.isEmpty()) {
        QStringList reasons;
        for (const auto& [reason, places] : search.tried)
            reasons << reason.arg(places.join(QStringLiteral(", ")));
        return end(reference, tr("The hub does not have this file where the catalogue knows it "
                                 "(%1). Search the hub for the model's name.")
                                  .arg(reasons.join(QStringLiteral("; "))));
    }
    search.place.repository = search.left.takeFirst();
    search.place.revision.clear();
    askHub(reference);
}

void HubPulls::end(const QString& reference, const QString& sentence) {
    m_asking.erase(reference);
    setProblem(reference, sentence);
}

} // namespace conclave
