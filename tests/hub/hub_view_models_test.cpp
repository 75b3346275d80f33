// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The hub as the interface sees it: search, details, downloads over a restart, ledger, settings.
#include "tests/app/app_fixture.h"
#include "tests/hub/hub_fixture.h"

#include <QSignalSpy>
#include <QTest>

namespace conclave {

class HubViewModelsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void nothingIsAskedAtStart();
    void wordsFindModels();
    void aNameFindsThatModel();
    void aModelIsShownAndDownloaded();
    void aDownloadGoesOnAfterARestart();
    void aPausedOneStaysPaused();
    void theSameIsNotQueuedTwice();
    void aCancelledOneIsGone();
    void theLedgerShowsEveryRequest();
    void theSwitchIsKept();
    void addressesAreChecked();
    void theTokenIsKept();
    void aNameOfTheCatalogueIsPulled();
    void askingCanBeCancelled();
    void aPullThatGivesUpIsTold();

private:
    static int open(Hub& hub, const QString& reference);

    std::unique_ptr<TestHub> m_server;
    std::atomic<bool> m_slow = false;
};

void HubViewModelsTest::init() {
    m_slow = false;
    m_server = std::make_unique<TestHub>();
    m_server->models = {{"maker/tiny-GGUF",
                         {{"README.md", "---\nlicense: mit\n---\n# Tiny", {}},
                          {"LICENSE", "Do what you like.", {}},
                          {"tiny-Q8_0.gguf", randomBytes(12'000'000, 1), {}},
                          {"tiny-Q4_K_M.gguf", randomBytes(9000, 2), {}},
                          {"mmproj-tiny-F16.gguf", randomBytes(3000, 3), {}}},
                         {},
                         {}},
                        {"maker/other-GGUF", {}, {}, {}},
                        {"someone/tiny-too", {}, {}, {}}};
    m_server->pageSize = 2;
    m_server->fault = [this](const HubRequest& r) {
        return r.atFiles && m_slow ? HubFault{HubFault::slow, 3000} : HubFault{};
    };
    m_server->start();
    qputenv("CONCLAVE_HUB_URL", m_server->url().toEncoded());
}

int HubViewModelsTest::open(Hub& hub, const QString& reference) {
    hub.details()->open(reference);
    if (!QTest::qWaitFor([&] { return hub.details()->state() == "ready"; }, 10'000))
        return -1;
    return int(column(*hub.details()->quants(), "label").indexOf("Q8_0"));
}

void HubViewModelsTest::nothingIsAskedAtStart() {
    AppFixture f;
    QVERIFY(f.start());
    QTest::qWait(200);
    QVERIFY(m_server->requests().isEmpty());
    QCOMPARE(f.app().hub()->ledger()->total(), 0);
}

void HubViewModelsTest::wordsFindModels() {
    AppFixture f;
    QVERIFY(f.start());
    HubSearchModel& search = *f.app().hub()->search();
    search.setText("GGUF");
    search.search();
    QVERIFY(search.busy());
    QTRY_VERIFY(search.searched());
    QCOMPARE(column(search, "repository"), (QStringList{"maker/tiny-GGUF", "maker/other-GGUF"}));
    QCOMPARE(shownBy(search, 0, "licence").toString(), QString("apache-2.0"));
    QVERIFY(!search.hasMore());
    search.setText("");
    search.search();
    QTRY_VERIFY(search.hasMore());
    search.loadMore();
    QTRY_COMPARE(search.count(), 3);
    search.setText("nothing of this name");
    search.search();
    QTRY_VERIFY(search.searched());
    QCOMPARE(search.count(), 0);
    QCOMPARE(search.error(), QString());
}

void HubViewModelsTest::aNameFindsThatModel() {
    AppFixture f;
    QVERIFY(f.start());
    HubSearchModel& search = *f.app().hub()->search();
    search.setText("https://huggingface.co/maker/other-GGUF/tree/main");
    search.search();
    QTRY_VERIFY(search.searched());
    QCOMPARE(column(search, "repository"), QStringList{"maker/other-GGUF"});
    const QSignalSpy named(&search, &HubSearchModel::modelNamed);
    search.setText("ollama:tiny:1b");
    search.search();
    QCOMPARE(named.size(), 1);
}

void HubViewModelsTest::aModelIsShownAndDownloaded() {
    AppFixture f;
    QVERIFY(f.start());
    Hub& hub = *f.app().hub();
    HubModelDetails& details = *hub.details();
    const int row = open(hub, "maker/tiny-GGUF");
    QVERIFY(row >= 0);
    QCOMPARE(column(*details.projectors(), "name"), QStringList{"mmproj-tiny-F16.gguf"});
    QCOMPARE(shownBy(*details.quants(), row, "bytes").toDouble(), 12e6);
    details.loadCard();
    QTRY_COMPARE(details.card(), QString("# Tiny"));
    details.loadLicence();
    QTRY_COMPARE(details.licenceText(), QString("Do what you like."));

    DownloadsModel& downloads = *hub.downloads();
    const QSignalSpy finished(&downloads, &DownloadsModel::finished);
    QCOMPARE(details.download(row, hub.folder(), 0), 0);
    QVERIFY(!shownBy(downloads, 0, "usable").toBool());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(shownBy(downloads, 0, "state").toString(), QString("done"));
    QVERIFY(shownBy(downloads, 0, "usable").toBool());
    QCOMPARE(shownBy(downloads, 0, "verifiedShare").toDouble(), 1.0);
    const QStringList paths = shownBy(downloads, 0, "paths").toStringList();
    QCOMPARE(paths.size(), 2);
    QVERIFY(paths[0].endsWith("models/maker/tiny-GGUF/tiny-Q8_0.gguf"));
    QCOMPARE(downloads.activeCount(), 0);
    QCOMPARE(downloads.restingCount(), 0);
    QCOMPARE(downloads.finishedCount(), 1);
}

void HubViewModelsTest::aDownloadGoesOnAfterARestart() {
    AppFixture f;
    QVERIFY(f.start());
    m_slow = true;
    const int row = open(*f.app().hub(), "maker/tiny-GGUF");
    QCOMPARE(f.app().hub()->details()->download(row, f.path("to")), 0);
    QTRY_VERIFY_WITH_TIMEOUT(
        shownBy(*f.app().hub()->downloads(), 0, "receivedBytes").toDouble() > 1e5, 20'000);
    QVERIFY(f.app().hub()->downloads()->activeCount() == 1);
    QVERIFY(f.restart());
    DownloadsModel& downloads = *f.app().hub()->downloads();
    QTRY_COMPARE(downloads.count(), 1);
    m_slow = false;
    QTRY_COMPARE_WITH_TIMEOUT(shownBy(downloads, 0, "state").toString(), QString("done"), 30'000);
    QVERIFY(f.restart()); // finished ones are still listed, and usable
    QTRY_COMPARE(f.app().hub()->downloads()->count(), 1);
    QVERIFY(shownBy(*f.app().hub()->downloads(), 0, "usable").toBool());
}

void HubViewModelsTest::aPausedOneStaysPaused() {
    AppFixture f;
    QVERIFY(f.start());
    m_slow = true;
    const int row = open(*f.app().hub(), "maker/tiny-GGUF");
    f.app().hub()->details()->download(row, f.path("to"));
    f.app().hub()->downloads()->pause(0);
    QTRY_COMPARE(shownBy(*f.app().hub()->downloads(), 0, "state").toString(), QString("paused"));
    QVERIFY(f.restart());
    const auto requests = m_server->requests().size();
    DownloadsModel& downloads = *f.app().hub()->downloads();
    QTRY_COMPARE(downloads.count(), 1);
    QTest::qWait(200);
    QCOMPARE(shownBy(downloads, 0, "state").toString(), QString("paused"));
    QCOMPARE(downloads.restingCount(), 1);
    QCOMPARE(m_server->requests().size(), requests);
    m_slow = false;
    downloads.resume(0);
    QTRY_COMPARE_WITH_TIMEOUT(shownBy(downloads, 0, "state").toString(), QString("done"), 30'000);
}

void HubViewModelsTest::theSameIsNotQueuedTwice() {
    AppFixture f;
    QVERIFY(f.start());
    const int row = open(*f.app().hub(), "maker/tiny-GGUF");
    QCOMPARE(f.app().hub()->details()->download(row, f.path("to")), 0);
    QCOMPARE(f.app().hub()->details()->download(row, f.path("to")), 0);
    QCOMPARE(f.app().hub()->downloads()->count(), 1);
    QCOMPARE(f.app().hub()->details()->download(row, f.path("elsewhere")), 1);
}

void HubViewModelsTest::aCancelledOneIsGone() {
    AppFixture f;
    QVERIFY(f.start());
    m_slow = true;
    const int row = open(*f.app().hub(), "maker/tiny-GGUF");
    f.app().hub()->details()->download(row, f.path("to"));
    QTRY_VERIFY(QDir(f.path("to/maker/tiny-GGUF")).entryList(QDir::Files).size() > 0);
    f.app().hub()->downloads()->cancel(0);
    QCOMPARE(f.app().hub()->downloads()->count(), 0);
    QTRY_COMPARE(QDir(f.path("to/maker/tiny-GGUF")).entryList(QDir::Files), QStringList());
    QVERIFY(f.restart());
    QTest::qWait(100);
    QCOMPARE(f.app().hub()->downloads()->count(), 0);
}

void HubViewModelsTest::theLedgerShowsEveryRequest() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(open(*f.app().hub(), "maker/tiny-GGUF") >= 0);
    LedgerModel& ledger = *f.app().hub()->ledger();
    QTRY_COMPARE(f.app().hub()->network()->running(), 0);
    ledger.reload();
    QCOMPARE(ledger.total(), int(m_server->requests().size()));
    QCOMPARE(ledger.rowCount(), ledger.total());
    QCOMPARE(shownBy(ledger, ledger.rowCount() - 1, "purpose").toString(),
             QString("look up a model"));
    QCOMPARE(ledger.csv().count('\n'), ledger.total() + 1);
    QVERIFY(f.restart());
    f.app().hub()->ledger()->reload();
    QCOMPARE(f.app().hub()->ledger()->total(), int(m_server->requests().size()));
}

void HubViewModelsTest::theSwitchIsKept() {
    AppFixture f;
    QVERIFY(f.start());
    f.app().hub()->network()->setForbidden(true);
    QVERIFY(f.restart());
    Hub& hub = *f.app().hub();
    QVERIFY(hub.network()->forbidden());
    QCOMPARE(hub.network()->summary(), QString("Network off"));
    hub.search()->setText("tiny");
    hub.search()->search();
    QTRY_VERIFY(!hub.search()->error().isEmpty());
    QVERIFY(m_server->requests().isEmpty());
    hub.network()->setForbidden(false);
    hub.search()->search();
    QTRY_VERIFY(hub.search()->searched());
}

void HubViewModelsTest::addressesAreChecked() {
    qunsetenv("CONCLAVE_HUB_URL");
    AppFixture f;
    QVERIFY(f.start());
    NetworkViewModel& network = *f.app().hub()->network();
    QCOMPARE(network.effectiveHubUrl(), QString("https://huggingface.co"));
    network.setHubUrl("http://hub.example");
    QVERIFY(!network.error().isEmpty());
    QCOMPARE(network.effectiveHubUrl(), QString("https://huggingface.co"));
    network.setHubUrl("https://hub.example/mirror/");
    QCOMPARE(network.error(), QString());
    QCOMPARE(network.effectiveHubUrl(), QString("https://hub.example/mirror"));
    network.setProxy("proxy.example");
    QVERIFY(!network.error().isEmpty());
    network.setProxy("http://me:word@proxy.example:3128");
    QCOMPARE(network.error(), QString());
    QVERIFY(f.restart());
    QCOMPARE(f.app().hub()->network()->effectiveHubUrl(), QString("https://hub.example/mirror"));
    QCOMPARE(f.app().hub()->network()->proxy(), QString("http://me:word@proxy.example:3128"));
}

/// Without a keyring, as in tests, the token lies in a file that only this user can read.
void HubViewModelsTest::theTokenIsKept() {
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    AppFixture f;
    QVERIFY(f.start());
    NetworkViewModel& network = *f.app().hub()->network();
    network.setToken("two words");
    QVERIFY(!network.error().isEmpty());
    QVERIFY(!network.hasToken());
    network.setToken("hf_abcdefghijklmnop");
    QVERIFY(network.hasToken());
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(f.path("hub-token")), 30'000);
    QCOMPARE(QFileInfo(f.path("hub-token")).permissions() &
                 (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    QVERIFY(network.tokenPlace().contains("file"));
    QVERIFY(f.restart());
    QTRY_VERIFY(f.app().hub()->network()->hasToken());
    f.app().hub()->network()->removeToken();
    QVERIFY(!QFileInfo::exists(f.path("hub-token")));
    QVERIFY(f.restart());
    QTest::qWait(100);
    QVERIFY(!f.app().hub()->network()->hasToken());
}

void HubViewModelsTest::aNameOfTheCatalogueIsPulled() {
    AppFixture f;
    QVERIFY(f.start());
    HubPulls& pulls = f.app().hub()->pulls();
    const QString known = "maker/tiny-GGUF:Q4_K_M", unknown = "maker/unknown:Q4_K_M";
    pulls.ask(known, f.path("to"));
    QVERIFY(pulls.isAsking(known)); // at once, before any answer
    QTRY_COMPARE_WITH_TIMEOUT(f.app().hub()->downloads()->count(), 1, 10'000);
    QVERIFY(!pulls.isAsking(known));
    QTRY_VERIFY_WITH_TIMEOUT(shownBy(*f.app().hub()->downloads(), 0, "usable").toBool(), 20'000);
    for (const QString& reference :
         {unknown, QString("maker/tiny-GGUF:Q2_K"), QString("no name")}) {
        pulls.ask(reference, f.path("to"));
        QTRY_VERIFY(!pulls.isAsking(reference));
        QVERIFY2(isOneSentence(pulls.problem(reference)), qPrintable(pulls.problem(reference)));
    }
    pulls.ask(unknown, f.path("to")); // another attempt forgets the last one
    QVERIFY(pulls.problem(unknown).isEmpty());
}

void HubViewModelsTest::askingCanBeCancelled() {
    AppFixture f;
    QVERIFY(f.start());
    HubPulls& pulls = f.app().hub()->pulls();
    const QString reference = "maker/tiny-GGUF:Q4_K_M";
    const QSignalSpy changed(&pulls, &HubPulls::changed);
    pulls.ask(reference, f.path("to"));
    pulls.cancel(reference);
    QVERIFY(!pulls.isAsking(reference));
    QCOMPARE(changed.size(), 2);
    QTest::qWait(300);
    QCOMPARE(f.app().hub()->downloads()->count(), 0);
    QCOMPARE(pulls.problem(reference), QString());
}

/// Whoever waits for a pull hears of its end, also when that comes long after its beginning.
void HubViewModelsTest::aPullThatGivesUpIsTold() {
    AppFixture f;
    QVERIFY(f.start());
    HubPulls& pulls = f.app().hub()->pulls();
    DownloadsModel& downloads = *f.app().hub()->downloads();
    const QString small = "maker/tiny-GGUF:Q4_K_M", large = "maker/tiny-GGUF:Q8_0";
    QSignalSpy failed(&pulls, &HubPulls::failed);
    m_server->fault = [](const HubRequest& r) {
        return r.path.contains("/resolve/") ? HubFault{HubFault::status, 404} : HubFault{};
    };
    pulls.ask(small, f.path("to"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
    QCOMPARE(failed[0][0].toString(), small);
    QVERIFY(isOneSentence(failed[0][1].toString()));
    QCOMPARE(failed[0][1].toString(), shownBy(downloads, 0, "error").toString());
    downloads.remove(0); // told already
    QCOMPARE(failed.size(), 1);
    m_server->fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 3000} : HubFault{};
    };
    pulls.ask(large, f.path("to"));
    QTRY_COMPARE_WITH_TIMEOUT(downloads.count(), 1, 10'000);
    downloads.cancel(0);
    QCOMPARE(failed.size(), 2);
    QCOMPARE(failed[1], QVariantList({large, QString()}));
    pulls.ask(large, f.path("to"));
    pulls.cancel(large);
    QCOMPARE(failed.size(), 3);
}

} // namespace conclave

QTEST_MAIN(conclave::HubViewModelsTest)
#include "hub_view_models_test.moc"
