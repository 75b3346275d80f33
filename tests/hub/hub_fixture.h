// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the tests of the network share: a policy, a ledger, a hub, downloads in a folder.
#pragma once

#include "app/hub/download_queue.h"
#include "app/hub/hub_client.h"
#include "storage/network_log.h"
#include "tests/hub/test_hub.h"

#include <QTemporaryDir>

#include <memory>

namespace conclave {

/// Delays and parts small enough for hundreds of runs.
[[nodiscard]] DownloadOptions fastOptions();
/// Bytes that do not repeat; the same for the same seed.
[[nodiscard]] QByteArray randomBytes(qsizetype size, quint32 seed);
[[nodiscard]] bool isOneSentence(const QString& text);
/// Empty if the file cannot be read.
[[nodiscard]] QByteArray contentOf(const QString& path);
/// Into a file that is made, with its folder, if missing.
void write(const QString& path, const QByteArray& content, qint64 offset = 0);

constexpr qsizetype kSmallModel = 100'000; ///< bytes: 25 parts of fastOptions()
/// "maker/m" with one file, m-Q8_0.gguf.
[[nodiscard]] HubTestModel smallModel(const QByteArray& content = randomBytes(kSmallModel, 1));

class HubFixture : public QObject {
public:
    explicit HubFixture(DownloadOptions options = fastOptions());
    ~HubFixture() override;

    TestHub hub;
    /// The first file of the first model.
    [[nodiscard]] HubTestFile& file() { return hub.models[0].files[0]; }
    QTemporaryDir folder;
    storage::Database database = storage::Database::inMemory();
    storage::NetworkLog log{database};
    NoticesModel notices;
    NetworkPolicy policy;
    RequestLedger ledger{log, notices};
    HubClient client{policy, ledger};

    /// How often the second server was asked for bytes of files.
    [[nodiscard]] int fileRequests() const;
    /// Starts the hub and points the policy to it.
    void start(bool tls = false);
    /// Waits for the answer; fails the test's process if none comes.
    [[nodiscard]] Outcome<HubModel> model(const QString& reference);
    [[nodiscard]] Outcome<HubPage> search(const QString& words);
    [[nodiscard]] Outcome<DownloadJob> job(const QString& reference);

    /// Adds to the queue.
    void add(const DownloadJob& job);
    /// Waits until it is done, failed or paused.
    [[nodiscard]] DownloadProgress waitForEnd(const QString& jobId, int milliseconds = 30'000);
    /// All of it: look up, download, wait.
    [[nodiscard]] DownloadProgress pull(const QString& reference);
    void call(void (DownloadQueue::*slot)(const QString&), const QString& jobId);
    [[nodiscard]] DownloadProgress latest(const QString& jobId) const { return m_latest[jobId]; }
    /// Ends the queue with its thread, as the end of the program does, and makes a new one.
    void restart();
    void endDownloads() { m_downloads.reset(); }
    [[nodiscard]] DownloadThread& downloads() { return *m_downloads; }
    [[nodiscard]] QString path(const QString& name) const { return folder.filePath(name); }
    /// Files below the folder whose names match.
    [[nodiscard]] QStringList files(const QString& pattern) const;

private:
    DownloadOptions m_options;
    std::unique_ptr<DownloadThread> m_downloads;
    QHash<QString, DownloadProgress> m_latest;
};

/// One with smallModel(), not started yet.
struct SmallHub : HubFixture {
    explicit SmallHub(DownloadOptions options = fastOptions()) : HubFixture(options) {
        hub.models = {smallModel()};
    }
};

} // namespace conclave
