// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/hub/test_hub.h"

#include "tests/hub/hub_connection.h"
#include "tests/hub/untrusted_certificate.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>
#include <QSslServer>
#include <QTcpServer>
#include <QUrlQuery>

namespace conclave {

namespace {

QByteArray json(const QJsonArray& array) {
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QByteArray json(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject describe(const HubTestModel& model) {
    QJsonObject object{{"id", model.repository},
                       {"modelId", model.repository},
                       {"sha", TestHub::commit()},
                       {"downloads", 1234},
                       {"likes", 56},
                       {"lastModified", "2026-01-02T03:04:05.000Z"},
                       {"tags", QJsonArray{"gguf", "license:apache-2.0"}}};
    object["gated"] = model.gated.isEmpty() ? QJsonValue(false) : QJsonValue(model.gated);
    const QJsonObject extra = QJsonDocument::fromJson(model.extraJson).object();
    for (auto it = extra.begin(); it != extra.end(); ++it)
        object[it.key()] = it.value();
    return object;
}

} // namespace

QString TestHub::sha256Of(const QByteArray& content) {
    return QString::fromLatin1(
        QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
}

QString TestHub::gitHashOf(const QByteArray& content) {
    const QByteArray head = "blob " + QByteArray::number(content.size()) + '\0';
    return QString::fromLatin1(
        QCryptographicHash::hash(head + content, QCryptographicHash::Sha1).toHex());
}

TestHub::TestHub() = default;

TestHub::~TestHub() {
    m_thread.quit();
    m_thread.wait();
}

void TestHub::start(bool tls) {
    m_tls = tls;
    for (HubTestModel& model : models) {
        for (HubTestFile& file : model.files) {
            if (file.sha256.isEmpty())
                file.sha256 = sha256Of(file.content);
            if (file.gitHash.isEmpty())
                file.gitHash = gitHashOf(file.content);
        }
    }
    const QSslConfiguration configuration =
        tls ? untrustedTls(certificateName) : QSslConfiguration();
    m_certificate = configuration.localCertificate().toPem();
    const auto make = [&]() -> std::unique_ptr<QTcpServer> {
        if (!tls)
            return std::make_unique<QTcpServer>();
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(configuration);
        return server;
    };
    m_api = make();
    m_files = make();
    listen(*m_api, false);
    listen(*m_files, true);
    m_apiPort = m_api->serverPort();
    m_filesPort = m_files->serverPort();
    for (QTcpServer* server : {m_api.get(), m_files.get()})
        server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, [this] {
        m_api.reset();
        m_files.reset();
    });
    m_thread.start();
}

void TestHub::listen(QTcpServer& server, bool files) {
    server.listen(QHostAddress::LocalHost);
    QObject::connect(&server, &QTcpServer::pendingConnectionAvailable, &server,
                     [this, &server, files] {
                         while (QTcpSocket* socket = server.nextPendingConnection())
                             new HubConnection(*this, *socket, files); // belongs to the socket
                     });
}

QUrl TestHub::url() const {
    return QUrl(QStringLiteral("%1://127.0.0.1:%2")
                    .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"))
                    .arg(m_apiPort));
}

QList<HubRequest> TestHub::requests() const {
    const QMutexLocker lock(&m_mutex);
    return m_requests;
}

const HubTestModel* TestHub::modelAt(const QString& repository) const {
    for (const HubTestModel& model : models) {
        if (model.repository == repository)
            return &model;
    }
    return nullptr;
}

bool TestHub::mayRead(const HubTestModel& model, const HubRequest& request) const {
    return model.gated.isEmpty() ||
           request.headers["authorization"] == "Bearer " + token.toLatin1();
}

TestHub::Answer TestHub::answer(const HubRequest& request, HubFault& wrong) {
    if (wrong.kind == HubFault::status) {
        Answer refusal{static_cast<int>(wrong.value), {}, "{}"};
        if (wrong.value == 429)
            refusal.headers.emplaceBack("RateLimit", "\"api\";r=0;t=1");
        return refusal;
    }
    if (wrong.kind == HubFault::redirectLoop)
        return {302, {{"Location", request.path.toLatin1()}}, {}};
    if (request.atFiles) {
        for (const HubTestModel& model : models) {
            for (const HubTestFile& file : model.files) {
                if (request.path == QLatin1String("/blob/") + file.sha256)
                    return content(request, file.content, wrong);
            }
        }
        return {404, {}, "no such blob"};
    }
    if (request.path.startsWith(QLatin1String("/api/")))
        return api(request);
    if (request.path.startsWith(QLatin1String("/v2/")))
        return registry(request, wrong);
    const QString repository = request.path.section('/', 1, 2);
    const HubTestModel* model = modelAt(repository);
    if (!model || request.path.section('/', 3, 3) != QLatin1String("resolve"))
        return {404, {{"X-Error-Code", "RepoNotFound"}}, "{}"};
    return resolve(request, *model, request.path.section('/', 5), wrong);
}

TestHub::Answer TestHub::api(const HubRequest& request) const {
    if (request.path == QLatin1String("/api/models"))
        return search(request);
    const HubTestModel* model = modelAt(request.path.section('/', 3, 4));
    if (!model)
        return {404, {{"X-Error-Code", "RepoNotFound"}}, "{}"};
    if (request.path.section('/', 5, 5) == QLatin1String("tree"))
        return tree(*model, request);
    return {200, {}, json(describe(*model))};
}

TestHub::Answer TestHub::search(const HubRequest& request) const {
    const QUrlQuery query(request.query);
    const QString words = query.queryItemValue(QStringLiteral("search"), QUrl::FullyDecoded);
    const int skip = query.queryItemValue(QStringLiteral("cursor")).toInt();
    QJsonArray found;
    for (const HubTestModel& model : models) {
        if (model.repository.contains(words, Qt::CaseInsensitive))
            found.append(describe(model));
    }
    QJsonArray page;
    for (int i = skip; i < found.size() && i < skip + pageSize; ++i)
        page.append(found[i]);
    Answer answer{200, {}, json(page)};
    if (skip + pageSize < found.size())
        answer.headers.append(
            {"Link", "<" + url().toEncoded() + "/api/models?search=" + words.toUtf8() +
                         "&cursor=" + QByteArray::number(skip + pageSize) + ">; rel=\"next\""});
    return answer;
}

TestHub::Answer TestHub::tree(const HubTestModel& model, const HubRequest& request) const {
    const int skip = QUrlQuery(request.query).queryItemValue(QStringLiteral("cursor")).toInt();
    QJsonArray page;
    for (int i = skip; i < model.files.size() && i < skip + pageSize; ++i) {
        const HubTestFile& file = model.files[i];
        const bool inGit = file.storage == HubTestFile::git;
        QJsonObject entry{{"type", "file"},
                          {"path", file.path},
                          {"size", file.content.size()},
                          {"oid", inGit ? file.gitHash : QString(40, QLatin1Char('a'))}};
        if (file.storage == HubTestFile::lfs)
            entry["lfs"] = QJsonObject{
                {"oid", file.sha256}, {"size", file.content.size()}, {"pointerSize", 130}};
        if (file.storage == HubTestFile::xet)
            entry["xetHash"] = QString(64, QLatin1Char('e'));
        page.append(entry);
    }
    Answer answer{200, {}, json(page)};
    if (skip + pageSize < model.files.size())
        answer.headers.append(
            {"Link", "<" + url().toEncoded() + request.path.toUtf8() + "?recursive=true&cursor=" +
                         QByteArray::number(skip + pageSize) + ">; rel=\"next\""});
    return answer;
}

TestHub::Answer TestHub::resolve(const HubRequest& request, const HubTestModel& model,
                                 const QString& path, HubFault& wrong) {
    if (!mayRead(model, request))
        return {401, {{"X-Error-Code", "GatedRepo"}}, "{}"};
    for (const HubTestFile& file : model.files) {
        if (file.path != path)
            continue;
        QList<std::pair<QByteArray, QByteArray>> linked{{"X-Repo-Commit", commit().toLatin1()}};
        if (file.storage != HubTestFile::git) {
            linked.append({"X-Linked-Size", QByteArray::number(file.content.size())});
            linked.append({"X-Linked-Etag", '"' + file.sha256.toLatin1() + '"'});
        }
        if (direct) {
            Answer answer = content(request, file.content, wrong);
            if (file.storage == HubTestFile::git)
                answer.headers[0].second = '"' + file.gitHash.toLatin1() + '"'; // its ETag
            answer.headers += linked;
            return answer;
        }
        const QString target = redirectTo.isEmpty() ? QStringLiteral("%1://127.0.0.1:%2/blob/%3")
                                                          .arg(url().scheme())
                                                          .arg(m_filesPort)
                                                          .arg(file.sha256)
                                                    : redirectTo;
        Answer answer{302, linked, "moved"};
        answer.headers.emplaceBack("Location", target.toLatin1());
        return answer;
    }
    return {404, {{"X-Error-Code", "EntryNotFound"}}, "{}"};
}

/// /v2/{namespace}/{name}/manifests/{tag} and .../blobs/{digest}. The model's first file is the
/// GGUF, the second (if any) the licence.
TestHub::Answer TestHub::registry(const HubRequest& request, HubFault& wrong) {
    const HubTestModel* model = modelAt(request.path.section('/', 2, 3));
    if (!model || model->files.isEmpty())
        return {404, {}, R"({"errors":[{"code":"MANIFEST_UNKNOWN"}]})"};
    if (request.path.section('/', 4, 4) == QLatin1String("manifests")) {
        const auto layer = [](const HubTestFile& file, const char* type) {
            return QJsonObject{{"mediaType", type},
                               {"digest", QStringLiteral("sha256:") + file.sha256},
                               {"size", file.content.size()}};
        };
        QJsonArray layers{layer(model->files[0], "application/vnd.ollama.image.model")};
        if (model->files.size() > 1)
            layers.append(layer(model->files[1], "application/vnd.ollama.image.license"));
        return {200, {}, json(QJsonObject{{"schemaVersion", 2}, {"layers", layers}})};
    }
    for (const HubTestFile& file : model->files) {
        if (request.path.endsWith(QStringLiteral("/blobs/sha256:") + file.sha256))
            return content(request, file.content, wrong);
    }
    return {404, {}, "{}"};
}

TestHub::Answer TestHub::content(const HubRequest& request, const QByteArray& content,
                                 HubFault& wrong) const {
    const QByteArray range = request.headers["range"];
    const qint64 size = content.size();
    Answer answer{200, {{"ETag", etag}, {"Accept-Ranges", "bytes"}}, content};
    if (wrong.kind == HubFault::packed)
        answer.headers.emplaceBack("Content-Encoding", "gzip");
    if (range.startsWith("bytes=") && wrong.kind != HubFault::ignoreRange) {
        const QList<QByteArray> ends = range.mid(6).split('-');
        qint64 first = ends.value(0).toLongLong();
        qint64 last = ends.value(1).isEmpty() ? size - 1 : std::min(ends[1].toLongLong(), size - 1);
        if (first > last)
            return {416, {{"Content-Range", "bytes */" + QByteArray::number(size)}}, {}};
        if (wrong.kind == HubFault::wrongRange && first > 0)
            --first, --last;
        const qint64 total = size + (wrong.kind == HubFault::wrongSize ? 1 : 0);
        answer.status = 206;
        answer.body = content.mid(first, last - first + 1);
        answer.headers.emplaceBack("Content-Range", "bytes " + QByteArray::number(first) + '-' +
                                                        QByteArray::number(last) + '/' +
                                                        QByteArray::number(total));
    }
    if (wrong.kind == HubFault::wrongByte && !answer.body.isEmpty())
        answer.body[wrong.value % answer.body.size()] ^= 0x10;
    if (wrong.kind == HubFault::shortBody && answer.body.size() > 1)
        answer.body.chop(1);
    return answer;
}

} // namespace conclave
