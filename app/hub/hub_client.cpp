// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/hub_client.h"

#include "app/hub/hub_json.h"
#include "app/hub/hub_names.h"
#include "app/hub/quant_groups.h"

#include <QDir>
#include <QUrlQuery>
#include <QUuid>

namespace conclave {

namespace {

constexpr quint64 kLongestList = 32 << 20; ///< bytes of JSON
constexpr quint64 kLongestText = 4 << 20;  ///< bytes of a card or a licence
constexpr int kMostTreePages = 50;
constexpr int kMostHashes = 20; ///< asked for one by one

QString say(const char* text) {
    return HubClient::tr(text);
}

NetworkError badAnswer(const QUrl& url, const QString& subject) {
    return {NetworkErrorKind::badAnswer,
            say("%1 describes %2 in a way Conclave does not understand; check the hub's address in "
                "the settings.")
                .arg(hostText(url), subject)};
}

/// The query of a search; `expand` asks for just what a line shows.
QUrlQuery queryOf(const HubQuery& query) {
    QUrlQuery items;
    if (!query.words.isEmpty())
        items.addQueryItem(QStringLiteral("search"),
                           QString::fromLatin1(QUrl::toPercentEncoding(query.words)));
    if (!query.author.isEmpty())
        items.addQueryItem(QStringLiteral("author"),
                           QString::fromLatin1(QUrl::toPercentEncoding(query.author)));
    items.addQueryItem(QStringLiteral("filter"), QStringLiteral("gguf"));
    items.addQueryItem(QStringLiteral("sort"), query.sort);
    items.addQueryItem(QStringLiteral("direction"), QStringLiteral("-1"));
    items.addQueryItem(QStringLiteral("limit"), QString::number(query.limit));
    for (const char* field : {"downloads", "likes", "lastModified", "gated", "tags", "gguf"})
        items.addQueryItem(QStringLiteral("expand"), QLatin1String(field));
    return items;
}

bool lacksSha256(const HubFile& file) {
    return file.path.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive) && !isSha256(file.hash);
}

/// The tag of a linked file is its SHA-256, that of one in Git itself Git's hash.
void takeHash(const HttpTransfer& transfer, HubFile& file) {
    const QByteArray linked = transfer.header("X-Linked-Etag");
    const QString hash = hashInTag(linked.isEmpty() ? transfer.header("ETag") : linked);
    if (isSha256(hash) || (file.hash.isEmpty() && !file.xet && isGitHash(hash)))
        file.hash = hash;
    bool isNumber = false;
    const quint64 bytes = transfer.header("X-Linked-Size").toULongLong(&isNumber);
    if (isNumber)
        file.bytes = bytes;
}

/// Ollama calls its blobs by digest; on disk the file is called after the model.
QString ollamaFileName(const ModelReference& reference, const QString& suffix) {
    return reference.repository.section(QLatin1Char('/'), 1) + QLatin1Char('-') +
           reference.revision + suffix + QStringLiteral(".gguf");
}

} // namespace

/// One model on its way through several requests.
struct HubClient::Lookup {
    HubModel model;
    QObject* context;
    Done<HubModel> done;
    QList<OllamaLayer> texts; ///< still to fetch
    int hashesLeft = kMostHashes;
    qsizetype file = 0; ///< the next that may lack a hash
};

HubClient::HubClient(NetworkPolicy& policy, RequestLedger& ledger) : m_http(policy, ledger) {}

QUrl HubClient::hubUrl(const QString& path) const {
    QUrl url = m_http.policy().hubUrl();
    url.setPath(url.path() + path);
    return url;
}

QUrl HubClient::registryUrl(const ModelReference& reference, const QString& path) const {
    QUrl url = m_http.policy().registryUrl();
    if (!reference.registry.isEmpty()) {
        url = QUrl(QStringLiteral("https://") + reference.registry);
        if (NetworkPolicy::isLoopback(url))
            url.setScheme(QStringLiteral("http"));
    }
    url.setPath(url.path() + QStringLiteral("/v2/") + reference.repository + path);
    return url;
}

void HubClient::search(const HubQuery& query, QObject* context, Done<HubPage> done) {
    QUrl url = hubUrl(QStringLiteral("/api/models"));
    url.setQuery(queryOf(query));
    page(url, context, std::move(done));
}

void HubClient::more(const QString& next, QObject* context, Done<HubPage> done) {
    page(QUrl(next), context, std::move(done));
}

void HubClient::page(const QUrl& url, QObject* context, Done<HubPage> done) {
    HttpRequest request{.url = url,
                        .purpose = QStringLiteral("search the hub"),
                        .subject = say("this search"),
                        .bodyLimit = kLongestList};
    m_http.fetch(std::move(request), context, [this, url, done](Outcome<HttpAnswer> outcome) {
        if (const auto* error = std::get_if<NetworkError>(&outcome))
            return done(*error);
        const auto& answer = std::get<HttpAnswer>(outcome);
        auto models = summariesIn(answer.body);
        if (!models)
            return done(badAnswer(url, say("its models")));
        HubPage result{std::move(*models), {}};
        // A mirror may repeat the original's address: the page after is asked from the same hub.
        if (const QUrl next = nextPageIn(answer.header("Link")); next.isValid()) {
            QUrl here = hubUrl(QStringLiteral("/api/models"));
            here.setQuery(next.query(QUrl::FullyEncoded), QUrl::StrictMode);
            result.next = here.toString(QUrl::FullyEncoded);
        }
        done(result);
    });
}

void HubClient::model(const ModelReference& reference, QObject* context, Done<HubModel> done) {
    if (reference.kind == HubKind::ollama)
        ollamaModel(reference, context, std::move(done));
    else
        hubModel(reference, context, std::move(done));
}

void HubClient::hubModel(const ModelReference& reference, QObject* context, Done<HubModel> done) {
    QString path = QStringLiteral("/api/models/") + reference.repository;
    if (!reference.revision.isEmpty())
        path += QStringLiteral("/revision/") + reference.revision;
    QUrl url = hubUrl(path);
    url.setQuery(QStringLiteral("blobs=true"));
    HttpRequest request{.url = url,
                        .purpose = QStringLiteral("look up a model"),
                        .subject = reference.repository,
                        .bodyLimit = kLongestList};
    m_http.fetch(std::move(request), context, [=, this](Outcome<HttpAnswer> outcome) {
        if (const auto* error = std::get_if<NetworkError>(&outcome))
            return done(*error);
        auto model = modelIn(std::get<HttpAnswer>(outcome).body);
        if (!model)
            return done(badAnswer(url, reference.repository));
        model->reference = reference;
        if (model->commit.isEmpty())
            model->commit =
                reference.revision.isEmpty() ? QStringLiteral("main") : reference.revision;
        QUrl files = hubUrl(
            QStringLiteral("/api/models/%1/tree/%2").arg(model->summary.repository, model->commit));
        files.setQuery(QStringLiteral("recursive=true"));
        tree(std::make_shared<Lookup>(Lookup{std::move(*model), context, done, {}}), files, 0);
    });
}

void HubClient::tree(std::shared_ptr<Lookup> lookup, const QUrl& url, int pages) {
    HttpRequest request{.url = url,
                        .purpose = QStringLiteral("list a model's files"),
                        .subject = lookup->model.summary.repository,
                        .bodyLimit = kLongestList};
    m_http.fetch(std::move(request), lookup->context, [=, this](Outcome<HttpAnswer> outcome) {
        HubModel& model = lookup->model;
        if (const auto* error = std::get_if<NetworkError>(&outcome)) {
            // Mirrors without lists of files: what came with the model has to do.
            const bool unlisted = error->kind == NetworkErrorKind::notFound && pages == 0;
            return unlisted && !model.files.isEmpty() ? completeHashes(lookup)
                                                      : lookup->done(*error);
        }
        const auto& answer = std::get<HttpAnswer>(outcome);
        const auto files = filesIn(answer.body);
        if (!files || pages >= kMostTreePages)
            return lookup->done(badAnswer(url, model.summary.repository));
        if (pages == 0)
            model.files.clear();
        model.files += *files;
        if (const QUrl next = nextPageIn(answer.header("Link")); next.isValid()) {
            QUrl here = url;
            here.setQuery(next.query(QUrl::FullyEncoded), QUrl::StrictMode);
            return tree(lookup, here, pages + 1);
        }
        completeHashes(lookup);
    });
}

/// Of a file that is not in Git LFS the list says no SHA-256, but the answer to a download may, in
/// headers that come before any redirect.
void HubClient::completeHashes(std::shared_ptr<Lookup> lookup) {
    HubModel& model = lookup->model;
    while (lookup->file < model.files.size() && !lacksSha256(model.files[lookup->file]))
        ++lookup->file;
    if (lookup->file == model.files.size() || --lookup->hashesLeft < 0) {
        model.quants = quantGroups(model.files);
        return lookup->done(model);
    }
    HubFile& file = model.files[lookup->file++];
    HttpTransfer* transfer =
        m_http
            .get({.url = fileUrl(model, file),
                  .purpose = QStringLiteral("ask for a file's hash"),
                  .subject = model.summary.repository + QLatin1Char('/') + file.path,
                  .headers = {{"Range", "bytes=0-0"}},
                  .follow = false})
            .release();
    transfer->setParent(lookup->context);
    const auto goOn = [this, lookup, transfer] {
        transfer->cancel();
        transfer->deleteLater();
        completeHashes(lookup);
    };
    connect(transfer, &HttpTransfer::opened, lookup->context, [transfer, &file, goOn] {
        takeHash(*transfer, file);
        goOn();
    });
    // An error: the download would meet it too, and says more about it.
    connect(transfer, &HttpTransfer::finished, lookup->context, goOn);
}

void HubClient::ollamaModel(const ModelReference& reference, QObject* context,
                            Done<HubModel> done) {
    const QUrl url = registryUrl(reference, QStringLiteral("/manifests/") + reference.revision);
    const QString subject = textOf(reference);
    HttpRequest request{
        .url = url,
        .purpose = QStringLiteral("look up a model"),
        .subject = subject,
        .headers = {{"Accept", "application/vnd.docker.distribution.manifest.v2+json"}},
        .bodyLimit = kLongestList};
    m_http.fetch(std::move(request), context, [=, this](Outcome<HttpAnswer> outcome) {
        if (const auto* error = std::get_if<NetworkError>(&outcome))
            return done(*error);
        const auto layers = layersIn(std::get<HttpAnswer>(outcome).body);
        if (!layers)
            return done(badAnswer(url, subject));
        auto lookup = std::make_shared<Lookup>(Lookup{{}, context, done, {}});
        HubModel& model = lookup->model;
        model.reference = reference;
        model.summary.repository = reference.repository;
        for (const OllamaLayer& layer : *layers) {
            const QString kind = layer.mediaType.section(QLatin1Char('.'), -1);
            const bool isModel =
                layer.mediaType == QLatin1String("application/vnd.ollama.image.model");
            if (isModel ||
                layer.mediaType == QLatin1String("application/vnd.ollama.image.projector"))
                model.files.append(
                    {ollamaFileName(reference, isModel ? QString() : QStringLiteral("-mmproj")),
                     layer.bytes, layer.sha256});
            else if ((kind == QLatin1String("license") || kind == QLatin1String("params") ||
                      kind.startsWith(QLatin1String("v1+json"))) &&
                     layer.bytes <= kLongestText)
                lookup->texts.append(layer);
        }
        model.quants = quantGroups(model.files);
        ollamaTexts(lookup);
    });
}

/// Fetches the small layers one after another: configuration, sampling parameters, licence.
void HubClient::ollamaTexts(std::shared_ptr<Lookup> lookup) {
    if (lookup->texts.isEmpty())
        return lookup->done(lookup->model);
    const OllamaLayer layer = lookup->texts.takeFirst();
    const ModelReference& reference = lookup->model.reference;
    HttpRequest request{.url =
                            registryUrl(reference, QStringLiteral("/blobs/sha256:") + layer.sha256),
                        .purpose = QStringLiteral("read about a model"),
                        .subject = textOf(reference),
                        .bodyLimit = kLongestText};
    m_http.fetch(std::move(request), lookup->context, [=, this](Outcome<HttpAnswer> outcome) {
        if (const auto* answer = std::get_if<HttpAnswer>(&outcome)) { // the model is of use without
            HubModel& model = lookup->model;
            const QString text = QString::fromUtf8(answer->body);
            if (layer.mediaType.endsWith(QLatin1String("license")))
                model.licenceText +=
                    (model.licenceText.isEmpty() ? QString() : QStringLiteral("\n\n")) + text;
            else if (layer.mediaType.endsWith(QLatin1String("params")))
                model.parametersJson = text;
            else
                takeOllamaConfig(answer->body, model);
        }
        ollamaTexts(lookup);
    });
}

void HubClient::text(const HubModel& model, const QString& path, QObject* context,
                     Done<QString> done) {
    HttpRequest request{.url = fileUrl(model, {path, 0, {}}),
                        .purpose = QStringLiteral("read about a model"),
                        .subject = model.summary.repository + QLatin1Char('/') + path,
                        .bodyLimit = kLongestText};
    m_http.fetch(std::move(request), context, [done](Outcome<HttpAnswer> outcome) {
        if (const auto* error = std::get_if<NetworkError>(&outcome))
            return done(*error);
        done(QString::fromUtf8(std::get<HttpAnswer>(outcome).body));
    });
}

void HubClient::header(const HubModel& model, const HubFile& file, QObject* context,
                       Done<QByteArray> done) {
    readRemoteHeader(m_http, fileUrl(model, file), file.path, file.bytes, m_sizer, context,
                     std::move(done));
}

bool HubClient::hasToken() const {
    const NetworkPolicy& policy = m_http.policy();
    return !policy.tokenFor(policy.hubUrl()).isEmpty();
}

QUrl HubClient::fileUrl(const HubModel& model, const HubFile& file) const {
    if (model.reference.kind == HubKind::ollama)
        return registryUrl(model.reference, QStringLiteral("/blobs/sha256:") + file.hash);
    return hubUrl(
        QStringLiteral("/%1/resolve/%2/%3").arg(model.summary.repository, model.commit, file.path));
}

QUrl HubClient::pageUrl(const HubModel& model) const {
    if (model.reference.kind == HubKind::ollama)
        return QUrl(QStringLiteral("https://ollama.com/") + model.summary.repository);
    return hubUrl(QLatin1Char('/') + model.summary.repository);
}

Outcome<DownloadJob> HubClient::job(const HubModel& model, const QList<HubQuant>& quants,
                                    const QString& folder) const {
    DownloadJob job;
    job.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    job.repository = model.summary.repository;
    job.folder = QDir::cleanPath(folder) + QLatin1Char('/') + model.summary.repository;
    job.name = model.summary.repository.section(QLatin1Char('/'), 1);
    if (!quants.isEmpty() && !quants.constFirst().label.isEmpty())
        job.name += QLatin1Char(' ') + quants.constFirst().label;
    for (const HubQuant& quant : quants) {
        if (!quant.complete)
            return NetworkError{
                NetworkErrorKind::notFound,
                say("Parts of %1 are missing at the hub, so it cannot be used; choose "
                    "another one.")
                    .arg(quant.name)};
        for (const HubFile& file : quant.files) {
            if (file.hash.isEmpty() || file.bytes == 0)
                return NetworkError{
                    NetworkErrorKind::badAnswer,
                    (file.xet ? say("The hub keeps %1 in Xet storage and does not say its "
                                    "SHA-256, so what arrives could not be verified; choose "
                                    "another file.")
                              : say("The hub gives no hash for %1, so what arrives could not be "
                                    "verified; choose another file."))
                        .arg(file.path)};
            job.files.append({fileUrl(model, file), job.folder + QLatin1Char('/') + file.path,
                              file.bytes, file.hash});
        }
    }
    return job;
}

} // namespace conclave
