// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace conclave::test;

/// Making another quantisation of the built-in model and measuring what it lost.
class CliQualityTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char* name) const { return m_folder.filePath(name); }

private slots:
    void initTestCase() {
        qputenv("XDG_CACHE_HOME", m_folder.path().toUtf8()); // measures anew
        QFile text(path("text.txt"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        for (int i = 0; i < 30; ++i) {
            text.write("What is a quantisation? A quantisation stores the weights of a model with "
                       "fewer bits. Which one should I choose? Q4_K_M is the usual choice.\n");
        }
    }

    void quantises() {
        const CliRun run =
            runCli({"quantize", "guide", path("q4.gguf"), "--type", "Q4_K_M", "--json"});
        QCOMPARE(run.exitCode, 0);
        const QJsonObject result = run.object();
        QCOMPARE(keysOf(result), QString("bits_per_weight in_bytes out_bytes tensors"));
        QCOMPARE(result["out_bytes"].toInteger(), QFile(path("q4.gguf")).size());
        QVERIFY(result["out_bytes"].toInteger() < result["in_bytes"].toInteger() / 2);
        const QJsonArray tensors = result["tensors"].toArray();
        QVERIFY(tensors.size() > 10);
        for (const QJsonValue& tensor : tensors) {
            QCOMPARE(keysOf(tensor.toObject()), QString("from name rmse to"));
        }
        const QJsonObject preview = runCli({"quantize", "guide", path("no.gguf"), "--type",
                                            "Q4_K_M", "--preview", "--json"})
                                        .object();
        QCOMPARE(preview["out_bytes"], result["out_bytes"]);
        QVERIFY(!QFile::exists(path("no.gguf")));
    }

    void measures() {
        QVERIFY(QFile::exists(path("q4.gguf")));
        const QStringList common{"--text", path("text.txt"), "--context", "64", "--chunks",
                                 "3",      "--json"};
        const QJsonObject alone = runCli(QStringList{"perplexity", "guide"} + common).object();
        QCOMPARE(keysOf(alone), QString("perplexity perplexity_error tokens"));
        QCOMPARE(alone["tokens"].toInt(), 3 * 31);
        const QStringList compared =
            QStringList{"perplexity", path("q4.gguf"), "--reference", "guide"} + common;
        const QJsonObject result = runCli(compared).object();
        QCOMPARE(keysOf(result), QString("kl_error kl_mean kl_median kl_p99 perplexity "
                                         "perplexity_error tokens top1_agreement"));
        QVERIFY(result["kl_mean"].toDouble() > 0);
        QVERIFY(result["kl_mean"].toDouble() < 0.5);
        QVERIFY(result["top1_agreement"].toDouble() > 0.7);
        QCOMPARE(runCli(compared).object(), result); // kept
    }

    void computesAnImportanceMatrix() {
        const CliRun run = runCli({"imatrix", "guide", path("matrix.gguf"), "--context", "64",
                                   "--chunks", "2", "--json"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.object()["tokens"].toInt(), 128);
        QCOMPARE(runCli({"quantize", "guide", path("small.gguf"), "--type", "IQ2_XS", "--imatrix",
                         path("matrix.gguf")})
                     .exitCode,
                 0);
        QVERIFY(QFile(path("small.gguf")).size() < QFile(path("q4.gguf")).size());
    }

    void refusesInASentence() {
        QVERIFY(runCli({"quantize", "guide", path("x.gguf"), "--type", "IQ2_XS"})
                    .failedWith("importance matrix"));
        QVERIFY(runCli({"perplexity", "guide", "--text", path("text.txt"), "--context", "100000"})
                    .failedWith("too short"));
        QCOMPARE(runCli({"quantize", "guide", path("x.gguf"), "--type", "Q9"}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(CliQualityTest)
#include "cli_quality_test.moc"
