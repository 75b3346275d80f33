// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace conclave::test;

/// The commands about files, and what holds for every command.
class CliFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(name); }

private slots:
    void knowsRightFromWrongUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("help") << QStringList{"--help"} << 0;
        QTest::newRow("version") << QStringList{"--version"} << 0;
        for (const char* command : {"devices", "inspect", "tokenize", "detokenize", "template",
                                    "logits", "generate", "chat", "bench", "synth"}) {
            QTest::addRow("help of %s", command) << QStringList{command, "--help"} << 0;
            QTest::addRow("unknown option of %s", command) << QStringList{command, "--what"} << 2;
        }
        QTest::newRow("nothing") << QStringList{} << 2;
        QTest::newRow("unknown command") << QStringList{"fly"} << 2;
        QTest::newRow("no model") << QStringList{"inspect"} << 2;
        QTest::newRow("no prompt") << QStringList{"generate", "guide"} << 2;
        QTest::newRow("bad think")
            << QStringList{"generate", "guide", "--prompt", "x", "--think", "maybe"} << 2;
        QTest::newRow("bad number")
            << QStringList{"generate", "guide", "--prompt", "x", "--temp", "hot"} << 2;
        QTest::newRow("bad seed") << QStringList{"synth", "x",      "--architecture",
                                                 "qwen3", "--seed", "-1"}
                                  << 2;
        QTest::newRow("bad time") << QStringList{"template", "guide", "--input",
                                                 "-",        "--now", "noon"}
                                  << 2;
        QTest::newRow("neither model nor template") << QStringList{"template", "--input", "-"} << 2;
    }

    void knowsRightFromWrongUsage() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const CliRun run = runCli(arguments);
        QCOMPARE(run.exitCode, exitCode);
        QVERIFY((exitCode == 0 ? run.output : run.errors).size() > 5);
        QVERIFY(exitCode == 0 || run.output.isEmpty());
    }

    void inspectsTheGuide() {
        const QJsonObject guide = runCli({"inspect", "guide", "--json"}).object();
        QCOMPARE(keysOf(guide),
                 QString("active_parameters architecture bits_per_weight chat_template "
                         "context_length experts experts_used file_bytes formats head_size heads "
                         "heads_kv layers licence memory metadata name parameters quantisation "
                         "rope_scaling sliding_window tensors thinking tokenizer "
                         "vocabulary_size"));
        QCOMPARE(guide["architecture"].toString(), QString("qwen3moe"));
        QCOMPARE(guide["quantisation"].toString(), QString("F16"));
        QCOMPARE(guide["thinking"].toString(), QString("switchable"));
        QVERIFY(guide["active_parameters"].toDouble() < guide["parameters"].toDouble());
        QVERIFY(guide["experts_used"].toInt() < guide["experts"].toInt());
        QCOMPARE(guide["metadata"].toObject()["general.architecture"].toString(),
                 QString("qwen3moe"));
        const QJsonObject tensor = guide["tensors"].toArray()[0].toObject();
        QCOMPARE(keysOf(tensor), QString("bytes name shape type"));
        QVERIFY(runCli({"inspect", "guide"}).output.contains("token_embd.weight"));
    }

    void synthesises() {
        const CliRun run =
            runCli({"synth", path("m.gguf"), "--architecture", "qwen3moe", "--shape",
                    "layers=3,experts=6,experts_used=2,vocab=300", "--type", "Q8_0", "--json"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(keysOf(run.object()), QString("bytes parameters"));
        QCOMPARE(QFile(path("m.gguf")).size(), qint64(run.object()["bytes"].toDouble()));

        const QJsonObject model = runCli({"inspect", path("m.gguf"), "--json"}).object();
        QCOMPARE(model["layers"].toInt(), 3);
        QCOMPARE(model["experts"].toInt(), 6);
        QCOMPARE(model["vocabulary_size"].toInt(), 300);
        QCOMPARE(model["quantisation"].toString(), QString("Q8_0"));
        QCOMPARE(model["parameters"], run.object()["parameters"]);
        QCOMPARE(model["thinking"].toString(), QString("switchable"));
    }

    void refusesBadInputWithOneSentence() {
        QFile text(path("text.gguf"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("Dear model, this is no model.");
        text.close();
        const CliRun synth = runCli({"synth", path("cut.gguf"), "--architecture", "qwen3"});
        QCOMPARE(synth.exitCode, 0);
        QVERIFY(QFile::resize(path("cut.gguf"), 200000));

        QVERIFY(runCli({"inspect", path("absent.gguf")}).failedWith("absent.gguf"));
        QVERIFY(runCli({"inspect", m_folder.path()}).failedWith("not a regular file"));
        QVERIFY(runCli({"inspect", path("text.gguf")}).failedWith("not a GGUF file"));
        QVERIFY(runCli({"inspect", path("cut.gguf"), "--json"}).failedWith("cut off"));
        QVERIFY(runCli({"tokenize", path("cut.gguf"), "--text", "x"}).failedWith("cut off"));
        QVERIFY(runCli({"synth", path("x.gguf"), "--architecture", "bert"}).failedWith("qwen3moe"));
        QVERIFY(runCli({"synth", path("x.gguf"), "--architecture", "qwen3", "--shape", "huge"})
                    .failedWith("tiny-dense"));
        QVERIFY(runCli({"synth", path("x.gguf"), "--architecture", "qwen3", "--type", "Q1"})
                    .failedWith("Q4_K_M"));
        QVERIFY(runCli({"synth", path("no/x.gguf"), "--architecture", "qwen3"})
                    .failedWith("No such file"));
        QVERIFY(runCli({"template", path("cut.gguf"), "--input", "-"}, "[]").failedWith("JSON"));
    }
};

QTEST_GUILESS_MAIN(CliFileTest)
#include "cli_file_test.moc"
