// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/hub_model_details.h"

#include "app/hub/downloads_model.h"
#include "app/hub/hub_client.h"
#include "app/hub/hub_names.h"

#include <algorithm>

namespace conclave {

namespace {

/// A model card begins with facts for machines between two lines "---".
QString withoutFrontMatter(const QString& text) {
    if (!text.startsWith(QLatin1String("---\n")) && !text.startsWith(QLatin1String("---\r\n")))
        return text;
    const qsizetype end = text.indexOf(QLatin1String("\n---"), 3);
    const qsizetype next = end < 0 ? -1 : text.indexOf(QLatin1Char('\n'), end + 4);
    return next < 0 ? text : text.mid(next + 1);
}

} // namespace

HubModelDetails::HubModelDetails(HubClient& client, DownloadsModel& downloads)
    : m_client(client), m_downloads(downloads) {}

void HubModelDetails::close() {
    ++m_generation;
    m_model = {};
    m_quants.reset({});
    m_projectors.reset({});
    m_headers.clear();
    m_card.clear();
    m_error.clear();
    m_state = QStringLiteral("idle");
    emit changed();
    emit textsChanged();
}

void HubModelDetails::fail(const QString& sentence) {
    m_error = sentence;
    emit changed();
}

void HubModelDetails::open(const QString& text) {
    close();
    const auto reference = referenceIn(text);
    if (!reference) {
        m_state = QStringLiteral("failed");
        return fail(tr("\"%1\" names no model; write owner/name or paste its address.").arg(text));
    }
    m_state = QStringLiteral("loading");
    m_model.reference = *reference;
    m_model.summary.repository = reference->repository;
    emit changed();
    const int generation = m_generation;
    m_client.model(*reference, this, [this, generation](Outcome<HubModel> outcome) {
        if (generation == m_generation)
            take(std::move(outcome));
    });
}

void HubModelDetails::take(Outcome<HubModel> outcome) {
    if (const auto* error = std::get_if<NetworkError>(&outcome)) {
        m_state = QStringLiteral("failed");
        return fail(error->sentence);
    }
    m_model = std::get<HubModel>(std::move(outcome));
    m_state = QStringLiteral("ready");
    QList<HubQuant> models, projectors;
    for (const HubQuant& quant : m_model.quants)
        (quant.projector ? projectors : models).append(quant);
    m_quants.reset(models);
    m_projectors.reset(projectors);
    emit changed();
    emit textsChanged();
}

void HubModelDetails::loadCard() {
    if (m_state != QLatin1String("ready") || m_model.reference.kind == HubKind::ollama)
        return;
    const int generation = m_generation;
    m_client.text(m_model, QStringLiteral("README.md"), this,
                  [this, generation](Outcome<QString> outcome) {
                      if (generation != m_generation)
                          return;
                      if (const auto* error = std::get_if<NetworkError>(&outcome))
                          return fail(error->sentence);
                      m_card = withoutFrontMatter(std::get<QString>(outcome));
                      emit textsChanged();
                  });
}

void HubModelDetails::loadLicence() {
    const auto file = std::find_if(m_model.files.begin(), m_model.files.end(),
                                   [](const HubFile& f) { return isLicenceFile(f.path); });
    if (m_state != QLatin1String("ready") || file == m_model.files.end())
        return;
    const int generation = m_generation;
    m_client.text(m_model, file->path, this, [this, generation](Outcome<QString> outcome) {
        if (generation != m_generation)
            return;
        if (const auto* error = std::get_if<NetworkError>(&outcome))
            return fail(error->sentence);
        m_model.licenceText = std::get<QString>(outcome);
        emit textsChanged();
    });
}

QString HubModelDetails::page() const {
    return repository().isEmpty() ? QString() : m_client.pageUrl(m_model).toString();
}

void HubModelDetails::readHeader(int quantRow) {
    if (quantRow < 0 || quantRow >= m_quants.count())
        return;
    m_headers[quantRow].clear();
    readNextHeader(quantRow, 0);
}

void HubModelDetails::readNextHeader(int quantRow, int file) {
    const HubQuant& quant = m_quants.quants().at(quantRow);
    const int generation = m_generation;
    m_client.header(m_model, quant.files[file], this, [=, this](Outcome<QByteArray> outcome) {
        if (generation != m_generation)
            return;
        if (const auto* error = std::get_if<NetworkError>(&outcome))
            return emit headerFailed(quantRow, error->sentence);
        m_headers[quantRow].append(std::get<QByteArray>(outcome));
        if (file + 1 < m_quants.quants().at(quantRow).files.size())
            readNextHeader(quantRow, file + 1);
        else
            emit headerRead(quantRow);
    });
}

QList<QByteArray> HubModelDetails::headers(int quantRow) const {
    const auto found = m_headers.find(quantRow);
    return found == m_headers.end() ? QList<QByteArray>() : found->second;
}

int HubModelDetails::download(int quantRow, const QString& folder, int projectorRow) {
    if (quantRow < 0 || quantRow >= m_quants.count())
        return -1;
    QList<HubQuant> chosen{m_quants.quants().at(quantRow)};
    if (projectorRow >= 0 && projectorRow < m_projectors.count())
        chosen.append(m_projectors.quants().at(projectorRow));
    Outcome<DownloadJob> job = m_client.job(m_model, chosen, folder);
    if (const auto* error = std::get_if<NetworkError>(&job)) {
        fail(error->sentence);
        return -1;
    }
    return m_downloads.add(std::get<DownloadJob>(std::move(job)));
}

} // namespace conclave
