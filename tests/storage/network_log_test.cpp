// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/download_store.h"
#include "storage/network_log.h"
#include "tests/storage/temporary_database.h"

#include <QTest>

using namespace conclave::storage;

class NetworkLogTest : public QObject {
    Q_OBJECT

private slots:
    void aRequestIsThereBeforeItEnds() {
        Database database = Database::inMemory();
        NetworkLog log(database);
        const auto id = log.begin(1000, "search the hub", "hub.example");
        auto rows = log.rows(0, 10);
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].outcome, std::string("running"));
        log.end(id, 200, 3000, "done");
        rows = log.rows(0, 10);
        QCOMPARE(rows[0].at, Milliseconds(1000));
        QCOMPARE(rows[0].purpose, std::string("search the hub"));
        QCOMPARE(rows[0].host, std::string("hub.example"));
        QCOMPARE(rows[0].bytesUp, 200);
        QCOMPARE(rows[0].bytesDown, 3000);
        QCOMPARE(rows[0].outcome, std::string("done"));
    }

    void whatAnEndedProgramLeftIsUnfinished() {
        const TemporaryPath path;
        {
            Database database(path.file());
            NetworkLog log(database);
            log.begin(1, "download", "a.example");
            log.end(log.begin(2, "download", "b.example"), 1, 2, "done");
        }
        Database database(path.file());
        NetworkLog log(database);
        QCOMPARE(log.markUnfinished(), 1);
        const auto rows = log.rows(0, 10);
        QCOMPARE(rows[0].outcome, std::string("done"));
        QCOMPARE(rows[1].outcome, std::string("unfinished"));
    }

    void pagesGoBackwardsAndTotalsCountAll() {
        Database database = Database::inMemory();
        NetworkLog log(database);
        for (int i = 1; i <= 25; ++i)
            log.end(log.begin(i, "page " + std::to_string(i), "h"), 10, 100, "done");
        std::vector<std::string> seen;
        std::int64_t before = 0;
        for (auto page = log.rows(before, 10); !page.empty(); page = log.rows(before, 10)) {
            for (const NetworkRequestRow& row : page)
                seen.push_back(row.purpose);
            before = page.back().id;
        }
        QCOMPARE(seen.size(), 25U);
        QCOMPARE(seen.front(), std::string("page 25"));
        QCOMPARE(seen.back(), std::string("page 1"));
        QCOMPARE(log.totals().requests, 25);
        QCOMPARE(log.totals().bytesUp, 250);
        QCOMPARE(log.totals().bytesDown, 2500);
    }

    void downloadsComeBackInTheirOrder() {
        const TemporaryPath path;
        {
            Database database(path.file());
            DownloadStore store(database);
            store.save({"b", "Second?", "o/r", "/models", "[]", "active", ""});
            store.save({"a", "First?", "o/r", "/models", "[1]", "active", ""});
            store.save({"b", "Second", "o/r", "/models", "[2]", "failed", "The disk is full."});
            store.save({"c", "Gone", "o/r", "/models", "[]", "done", ""});
            store.remove("c");
        }
        Database database(path.file());
        const auto rows = DownloadStore(database).list();
        QCOMPARE(rows.size(), 2U);
        QCOMPARE(rows[0].id, std::string("b"));
        QCOMPARE(rows[0].name, std::string("Second"));
        QCOMPARE(rows[0].filesJson, std::string("[2]"));
        QCOMPARE(rows[0].state, std::string("failed"));
        QCOMPARE(rows[0].error, std::string("The disk is full."));
        QCOMPARE(rows[1].id, std::string("a"));
    }

    void aStateNobodyKnowsIsRefused() {
        Database database = Database::inMemory();
        DownloadStore store(database);
        const auto error = failureOf([&] {
            store.save({"x", "n", "o/r", "/m", "[]", "dreaming", ""});
        });
        QVERIFY(error.has_value());
        QVERIFY(store.list().empty());
    }
};

QTEST_APPLESS_MAIN(NetworkLogTest)
#include "network_log_test.moc"
