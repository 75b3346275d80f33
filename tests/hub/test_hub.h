// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A hub on loopback: the documented API of Hugging Face and the protocol of Ollama's registry, with
// a second server for the files themselves, and faults that can be switched on.
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMutex>
#include <QString>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <functional>
#include <memory>

class QTcpServer;
class QTcpSocket;

namespace conclave {

/// One request as the server saw it.
struct HubRequest {
    bool atFiles = false; ///< at the second server
    QString path;         ///< decoded, without the query
    QString query;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    int number = 0;                       ///< counted over both servers
};

/// What goes wrong with one answer.
struct HubFault {
    enum Kind {
        none,
        status,      ///< answers with `value` (429, 503, 403, ...)
        cut,         ///< closes after `value` bytes of the body
        wrongByte,   ///< flips a bit of the byte `value` of the body
        ignoreRange, ///< 200 and the whole file
        wrongSize,   ///< says that the file is one byte longer
        wrongRange,  ///< sends bytes from elsewhere and says so
        shortBody,   ///< 206 with a Content-Length that is too small, then closes
        stall,       ///< goes silent after `value` bytes of the body
        slow,        ///< sends `value` bytes at a time, a millisecond between them
        hangUp,      ///< closes without an answer
        garbage,     ///< something that is not HTTP
        redirectLoop,
        packed, ///< says Content-Encoding: gzip
    };
    Kind kind = none;
    qint64 value = 0;
};

struct HubTestFile {
    /// Where a hub keeps it: the list says its SHA-256, or Git's hash, or neither.
    enum Storage { lfs, git, xet };

    QString path;
    QByteArray content;
    QString sha256; ///< what the hub announces; computed if empty
    Storage storage = lfs;
    QString gitHash; ///< of one in Git; computed if empty
};

struct HubTestModel {
    QString repository;
    QList<HubTestFile> files;
    QString gated;        ///< "", "auto", "manual": then a token is needed
    QByteArray extraJson; ///< more members of the model's object
};

/// Two servers in a thread of their own. Set everything up before start().
class TestHub {
public:
    TestHub();
    ~TestHub();

    QList<HubTestModel> models;
    QString token = QStringLiteral("hf_correcthorsebatterystaple"); ///< the only one accepted
    int pageSize = 1000;                                            ///< of search and tree
    /// Files come from the first server, without a redirect.
    bool direct = false;
    /// Asked in the server's thread for every request.
    std::function<HubFault(const HubRequest&)> fault;
    /// Redirects go here instead of to the second server, if set.
    QString redirectTo;
    /// Every answer of the second server has this ETag.
    QByteArray etag = "\"etag-1\"";

    /// Whom the certificate is for.
    QByteArray certificateName = "127.0.0.1";

    /// `tls`: with a certificate that nobody trusts.
    void start(bool tls = false);
    /// PEM; after start(true).
    [[nodiscard]] QByteArray certificate() const { return m_certificate; }
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QList<HubRequest> requests() const;
    [[nodiscard]] qint64 bodyBytes() const { return m_bodyBytes; }

    [[nodiscard]] static QString sha256Of(const QByteArray& content);
    /// As `git hash-object` prints it.
    [[nodiscard]] static QString gitHashOf(const QByteArray& content);
    [[nodiscard]] static QString commit() {
        return QStringLiteral("0123456789abcdef0123456789abcdef01234567");
    }

private:
    friend class HubConnection;
    struct Answer {
        int status = 200;
        QList<std::pair<QByteArray, QByteArray>> headers;
        QByteArray body;
    };

    [[nodiscard]] Answer answer(const HubRequest& request, HubFault& wrong);
    [[nodiscard]] Answer api(const HubRequest& request) const;
    [[nodiscard]] Answer search(const HubRequest& request) const;
    [[nodiscard]] Answer tree(const HubTestModel& model, const HubRequest& request) const;
    [[nodiscard]] Answer resolve(const HubRequest& request, const HubTestModel& model,
                                 const QString& path, HubFault& wrong);
    [[nodiscard]] Answer registry(const HubRequest& request, HubFault& wrong);
    [[nodiscard]] Answer content(const HubRequest& request, const QByteArray& content,
                                 HubFault& wrong) const;
    [[nodiscard]] const HubTestModel* modelAt(const QString& repository) const;
    [[nodiscard]] bool mayRead(const HubTestModel& model, const HubRequest& request) const;
    void listen(QTcpServer& server, bool files);

    QThread m_thread;
    std::unique_ptr<QTcpServer> m_api, m_files;
    bool m_tls = false;
    QByteArray m_certificate;
    quint16 m_apiPort = 0, m_filesPort = 0;
    mutable QMutex m_mutex;
    QList<HubRequest> m_requests;
    std::atomic<qint64> m_bodyBytes = 0;
};

} // namespace conclave
