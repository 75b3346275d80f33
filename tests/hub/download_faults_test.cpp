// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Hundreds of downloads over lines and from servers that fail at random: each ends with the right
// file or one sentence, never with a wrong file, and what was good is not fetched again.
#include "app/hub/part_journal.h"
#include "tests/hub/hub_fixture.h"
#include <QTest>

#include <atomic>
#include <random>

namespace conclave {

namespace {

constexpr int kRuns = 300;

/// Which faults a run has, and how often; decided by its seed.
class Weather {
public:
    Weather(quint32 seed, qsizetype size) : m_dice(seed), m_size(size) {
        m_chance = std::uniform_int_distribution<>(0, 60)(m_dice); // percent
        m_atHub = roll(4) == 0;
    }

    void clearUp() { m_clear = true; }

    HubFault next(const HubRequest& request) {
        if (m_clear)
            return {};
        const bool download = request.atFiles || request.path.contains("/resolve/") ||
                              request.path.contains("/blobs/");
        if (!download || (!request.atFiles && !m_atHub) || roll(100) >= m_chance)
            return {};
        static constexpr HubFault::Kind kKinds[]{
            HubFault::cut,        HubFault::cut,       HubFault::cut,       HubFault::wrongByte,
            HubFault::wrongByte,  HubFault::hangUp,    HubFault::shortBody, HubFault::ignoreRange,
            HubFault::wrongRange, HubFault::slow,      HubFault::status,    HubFault::garbage,
            HubFault::stall,      HubFault::wrongSize, HubFault::packed};
        HubFault fault{kKinds[roll(int(std::size(kKinds)))], roll(int(m_size))};
        if ((fault.kind == HubFault::wrongSize || fault.kind == HubFault::stall ||
             fault.kind == HubFault::packed) &&
            roll(10) != 0)
            fault.kind = HubFault::cut; // these end or delay a download: seldom
        if (fault.kind == HubFault::status)
            fault.value = QList<int>{429, 500, 502, 503, 403}[roll(5)];
        if (fault.kind == HubFault::slow)
            fault.value += 500;
        return fault;
    }

    int roll(int sides) { return std::uniform_int_distribution<>(0, sides - 1)(m_dice); }

private:
    std::mt19937 m_dice;
    qsizetype m_size;
    int m_chance;
    bool m_atHub;
    std::atomic<bool> m_clear = false;
};

} // namespace

class DownloadFaultsTest : public QObject {
    Q_OBJECT

private slots:
    void everyRunEndsWell() {
        int verified = 0, told = 0;
        for (quint32 seed = 1; seed <= kRuns; ++seed) {
            run(seed, verified, told);
            if (QTest::currentTestFailed()) {
                qWarning("seed %u", seed);
                return;
            }
        }
        qInfo("%d runs verified, %d told why not", verified, told);
        QVERIFY(verified > kRuns / 2); // otherwise this tests little
    }

private:
    void run(quint32 seed, int& verified, int& told);
};

void DownloadFaultsTest::run(quint32 seed, int& verified, int& told) {
    HubFixture f;
    std::mt19937 dice(seed * 7919);
    const auto size = qsizetype(std::uniform_int_distribution<>(1, 60'000)(dice));
    const QByteArray content = randomBytes(size, seed);
    f.hub.models = {{"maker/m", {{"m-Q8_0.gguf", content, {}}}, {}, {}}};
    f.hub.direct = seed % 3 == 0;
    auto weather = std::make_shared<Weather>(seed, size);
    f.hub.fault = [weather](const HubRequest& request) { return weather->next(request); };
    f.start();
    const auto outcome = f.job("maker/m");
    QVERIFY(std::holds_alternative<DownloadJob>(outcome));
    const auto job = std::get<DownloadJob>(outcome);
    f.add(job);
    // Some are paused, and some programs end, in between.
    for (int interruption = int(seed % 3); interruption > 0; --interruption) {
        QTest::qWait(1 + int(dice() % 15));
        if (dice() % 2 == 0) {
            f.restart();
            f.add(job);
        } else {
            f.call(&DownloadQueue::pause, job.id);
            f.call(&DownloadQueue::resume, job.id);
        }
    }
    DownloadProgress end = f.waitForEnd(job.id);
    const QString part = f.files("*.part").value(0);
    if (end.state == DownloadState::done) {
        ++verified;
        QVERIFY(contentOf(job.files[0].path) == content);
        QVERIFY(part.isEmpty());
        return;
    }
    ++told;
    QCOMPARE(end.state, DownloadState::failed);
    QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
    QVERIFY2(!QFileInfo::exists(job.files[0].path), "a name of a model without a verified file");
    // The weather clears up: it arrives, and what was good is not fetched again.
    quint64 kept = 0;
    bool intact = true;
    if (!part.isEmpty()) {
        const QByteArray there = contentOf(part);
        const PartJournal journal(part + ".journal", quint64(size), job.files[0].hash, 4096);
        for (int i = 0; i < journal.layout().count(); ++i) {
            const auto offset = qsizetype(journal.layout().offset(i));
            const auto length = qsizetype(journal.layout().length(i));
            if (journal.has(i))
                intact = intact && there.mid(offset, length) == content.mid(offset, length);
        }
        kept = journal.receivedBytes();
    }
    weather->clearUp();
    const qint64 sent = f.hub.bodyBytes();
    f.call(&DownloadQueue::resume, job.id);
    end = f.waitForEnd(job.id);
    QVERIFY2(end.state == DownloadState::done, qPrintable(end.error.sentence));
    QVERIFY(contentOf(job.files[0].path) == content);
    if (intact) {
        const qint64 redirects = 5 * qint64(f.hub.requests().size());
        QVERIFY2(f.hub.bodyBytes() - sent <= qint64(quint64(size) - kept) + redirects,
                 qPrintable(QString("%1 bytes for %2 of %3 kept")
                                .arg(f.hub.bodyBytes() - sent)
                                .arg(kept)
                                .arg(size)));
    }
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::DownloadFaultsTest)
#include "download_faults_test.moc"
