// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Asks hubs: search, one model with its files, texts, the start of a GGUF file. Nothing is kept.
#pragma once

#include "app/hub/download_job.h"
#include "app/hub/http_client.h"
#include "app/hub/hub_types.h"
#include "app/hub/remote_header.h"

#include <functional>

namespace conclave {

struct HubQuery {
    QString words;
    QString author; ///< empty: anyone
    QString sort = QStringLiteral("trendingScore");
    int limit = 30; ///< per page
};

/// GUI thread. Every answer comes later, through `done`, unless `context` is gone by then.
/// Speaks the API of Hugging Face and its mirrors, and the protocol of Ollama's registry.
class HubClient : public QObject {
    Q_OBJECT

public:
    template <class Value> using Done = std::function<void(Outcome<Value>)>;

    HubClient(NetworkPolicy& policy, RequestLedger& ledger);

    /// Repositories with GGUF files.
    void search(const HubQuery& query, QObject* context, Done<HubPage> done);
    /// The page after one that said `next`.
    void more(const QString& next, QObject* context, Done<HubPage> done);
    /// One model at its newest commit, or the one the reference names.
    void model(const ModelReference& reference, QObject* context, Done<HubModel> done);
    /// A small text file of a model: its card, its licence.
    void text(const HubModel& model, const QString& path, QObject* context, Done<QString> done);
    /// Header, metadata and tensor directory of one of its GGUF files.
    void header(const HubModel& model, const HubFile& file, QObject* context,
                Done<QByteArray> done);
    /// How much of a file the header takes; without it header() fails.
    void setHeaderSizer(HeaderSizer sizer) { m_sizer = std::move(sizer); }

    /// Whether questions carry a token: without one, no gated file is given.
    [[nodiscard]] bool hasToken() const;
    /// Where a file is fetched from: pinned to the model's commit, or a blob by its digest.
    [[nodiscard]] QUrl fileUrl(const HubModel& model, const HubFile& file) const;
    /// The page for people.
    [[nodiscard]] QUrl pageUrl(const HubModel& model) const;
    /// A download of these files into folder/owner/repo, or why not: shards or hashes are missing.
    [[nodiscard]] Outcome<DownloadJob> job(const HubModel& model, const QList<HubQuant>& quants,
                                           const QString& folder) const;

private:
    struct Lookup;

    void page(const QUrl& url, QObject* context, Done<HubPage> done);
    void hubModel(const ModelReference& reference, QObject* context, Done<HubModel> done);
    void tree(std::shared_ptr<Lookup> lookup, const QUrl& url, int pages);
    /// Asks for hashes that the list of files lacks, then ends the look-up.
    void completeHashes(std::shared_ptr<Lookup> lookup);
    void ollamaModel(const ModelReference& reference, QObject* context, Done<HubModel> done);
    void ollamaTexts(std::shared_ptr<Lookup> lookup);
    [[nodiscard]] QUrl hubUrl(const QString& path) const;
    [[nodiscard]] QUrl registryUrl(const ModelReference& reference, const QString& path) const;

    HttpClient m_http;
    HeaderSizer m_sizer;
};

} // namespace conclave
