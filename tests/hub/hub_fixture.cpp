// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/hub/hub_fixture.h"

#include "app/hub/hub_names.h"
#include "app/hub/quant_groups.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <random>

namespace conclave {

namespace {

/// Runs the event loop until the answer is there.
template <class Value, class Ask> Outcome<Value> answerOf(Ask&& ask) {
    auto answer = std::make_shared<std::optional<Outcome<Value>>>();
    ask([answer](Outcome<Value> outcome) { *answer = std::move(outcome); });
    if (!QTest::qWaitFor([&] { return answer->has_value(); }, 20'000))
        qFatal("the hub client never answered");
    return **answer;
}

bool isAtRest(DownloadState state) {
    return state == DownloadState::done || state == DownloadState::failed ||
           state == DownloadState::paused;
}

} // namespace

DownloadOptions fastOptions() {
    return {.jobsAtOnce = 2,
            .connections = 4,
            .partBytes = 4096,
            .mostPartsPerRequest = 4,
            .attempts = 6,
            .firstDelayMilliseconds = 1,
            .longestDelayMilliseconds = 10,
            .stallMilliseconds = 150,
            .waitScale = 5};
}

QByteArray randomBytes(qsizetype size, quint32 seed) {
    std::mt19937 dice(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = static_cast<char>(dice());
    return bytes;
}

bool isOneSentence(const QString& text) {
    return text.endsWith('.') && !text.contains('\n') && text.size() > 20;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& content, qint64 offset) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(offset);
    file.write(content);
}

HubTestModel smallModel(const QByteArray& content) {
    return {"maker/m", {{"m-Q8_0.gguf", content, {}}}, {}, {}};
}

HubFixture::HubFixture(DownloadOptions options) : m_options(options) {
    restart();
}

HubFixture::~HubFixture() = default;

int HubFixture::fileRequests() const {
    const auto all = hub.requests();
    return int(std::count_if(all.begin(), all.end(), [](const auto& r) { return r.atFiles; }));
}

void HubFixture::start(bool tls) {
    hub.start(tls);
    policy.setHubUrl(hub.url());
}

void HubFixture::restart() {
    m_downloads.reset();
    m_latest.clear();
    m_downloads = std::make_unique<DownloadThread>(policy, ledger, path("data"), m_options);
    connect(&m_downloads->queue(), &DownloadQueue::progressed, this,
            [this](const DownloadProgress& now) { m_latest[now.jobId] = now; });
}

Outcome<HubModel> HubFixture::model(const QString& reference) {
    return answerOf<HubModel>(
        [&](auto done) { client.model(referenceIn(reference).value(), this, done); });
}

Outcome<HubPage> HubFixture::search(const QString& words) {
    return answerOf<HubPage>([&](auto done) { client.search({.words = words}, this, done); });
}

Outcome<DownloadJob> HubFixture::job(const QString& reference) {
    const auto outcome = model(reference);
    if (const auto* error = std::get_if<NetworkError>(&outcome))
        return *error;
    const auto& found = std::get<HubModel>(outcome);
    const HubQuant* quant = chosenQuant(found.quants, referenceIn(reference)->selection);
    if (!quant)
        return NetworkError{NetworkErrorKind::notFound, "There is no such quant."};
    return client.job(found, {*quant}, path("models"));
}

void HubFixture::add(const DownloadJob& job) {
    DownloadQueue* queue = &m_downloads->queue();
    QMetaObject::invokeMethod(queue, [=] { queue->add(job); });
}

void HubFixture::call(void (DownloadQueue::*slot)(const QString&), const QString& jobId) {
    DownloadQueue* queue = &m_downloads->queue();
    QMetaObject::invokeMethod(
        queue, [=] { (queue->*slot)(jobId); }, Qt::BlockingQueuedConnection);
    QCoreApplication::processEvents();
}

DownloadProgress HubFixture::waitForEnd(const QString& jobId, int milliseconds) {
    if (!QTest::qWaitFor(
            [&] { return m_latest.contains(jobId) && isAtRest(m_latest[jobId].state); },
            milliseconds))
        qWarning("the download did not end in time");
    return m_latest[jobId];
}

DownloadProgress HubFixture::pull(const QString& reference) {
    const auto outcome = job(reference);
    if (const auto* error = std::get_if<NetworkError>(&outcome)) {
        DownloadProgress failed;
        failed.state = DownloadState::failed;
        failed.error = *error;
        return failed;
    }
    const auto& found = std::get<DownloadJob>(outcome);
    add(found);
    return waitForEnd(found.id);
}

QStringList HubFixture::files(const QString& pattern) const {
    QStringList found;
    QDirIterator it(folder.path(), {pattern}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        found << it.next();
    return found;
}

} // namespace conclave
