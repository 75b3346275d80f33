// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_writer.h"
#include "tests/cli/cli_process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace conclave::test;

/// The commands that need a Vulkan device, on the built-in model; any device will do.
class CliEngineTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static QJsonObject generate(const QStringList& more) {
        return runCli(QStringList{"generate", "guide", "--json", "--temp", "0"} + more).object();
    }

private slots:
    /// Compiled kernels are kept from run to run, but out of the user's own cache.
    void initTestCase() { qputenv("XDG_CACHE_HOME", CONCLAVE_TEST_CACHE); }

    void listsDevices() {
        const QJsonObject result = runCli({"devices", "--json"}).object();
        QCOMPARE(keysOf(result), QString("devices"));
        const QJsonArray devices = result["devices"].toArray();
        QVERIFY(!devices.isEmpty());
        int chosen = 0;
        for (const QJsonValue& device : devices) {
            QCOMPARE(keysOf(device.toObject()),
                     QString("api_version chosen cooperative_matrix driver fp16 index integer_dot "
                             "memory_bytes name reason subgroup_size type uuid"));
            chosen += device["chosen"].toBool() ? 1 : 0;
        }
        QCOMPARE(chosen, 1);
    }

    void answers() {
        const QJsonObject answer =
            generate({"--prompt", "What is a GGUF file?", "--think", "off", "--max-tokens", "40"});
        QCOMPARE(keysOf(answer), QString("device prompt_sha256 seed stop_reason text thinking "
                                         "timing_ms tokens tokens_per_second"));
        QCOMPARE(keysOf(answer["tokens"].toObject()), QString("answer prompt thinking"));
        QCOMPARE(keysOf(answer["timing_ms"].toObject()),
                 QString("decode first_token load prefill total"));
        QCOMPARE(keysOf(answer["tokens_per_second"].toObject()), QString("decode prefill"));
        QVERIFY(answer["text"].toString().size() > 10);
        QVERIFY(answer["thinking"].toString().isEmpty());
        QCOMPARE(answer["prompt_sha256"].toString().size(), 64);
        QVERIFY(answer["tokens"]["answer"].toInt() > 3);
    }

    void compares() {
        const QJsonObject result =
            runCli({"compare", "guide", "guide", "--json", "--prompt", "What is a GGUF file?",
                    "--think", "off", "--temp", "0", "--max-tokens", "24"})
                .object();
        QCOMPARE(keysOf(result), QString("columns prompt_sha256"));
        const QJsonArray columns = result["columns"].toArray();
        QCOMPARE(columns.size(), 2);
        const QJsonObject first = columns[0].toObject(), second = columns[1].toObject();
        QCOMPARE(keysOf(first),
                 QString("bits_per_weight device file_bytes first_token_ms memory_bytes model name "
                         "prompt_sha256 quantisation seed shared_bytes stop_reason text thinking "
                         "tokens tokens_per_second"));
        QCOMPARE(first["text"], second["text"]);
        QCOMPARE(first["prompt_sha256"], result["prompt_sha256"]);
        QVERIFY(first["tokens_per_second"]["alone"].toDouble() > 0);
        QVERIFY(first["tokens_per_second"]["together"].toDouble() > 0);
        QVERIFY(second["shared_bytes"].toDouble() > 0.9 * second["file_bytes"].toDouble());
        QCOMPARE(first["shared_bytes"].toDouble(), 0.0);
    }

    void thinksWhenAsked() {
        const QJsonObject answer =
            generate({"--prompt", "What is 17 + 25?", "--think", "on", "--max-tokens", "200"});
        QVERIFY(answer["thinking"].toString().size() > 3);
        QVERIFY(answer["tokens"]["thinking"].toInt() > 3);
        QVERIFY(!answer["text"].toString().contains("</think>"));
    }

    void keepsItsPromises() {
        const QStringList seeded{"generate", "guide", "--json", "--prompt", "Tell me about you.",
                                 "--seed",   "12345", "--temp", "1.0",      "--max-tokens",
                                 "24"};
        const QJsonObject first = runCli(seeded).object(), second = runCli(seeded).object();
        QCOMPARE(first["text"], second["text"]);
        QCOMPARE(first["thinking"], second["thinking"]);
        QCOMPARE(first["seed"].toInt(), 12345);

        const QJsonObject cut = generate({"--prompt", "Hello", "--max-tokens", "3"});
        QCOMPARE(cut["stop_reason"].toString(), QString("max_tokens"));
        QVERIFY(cut["tokens"]["answer"].toInt() + cut["tokens"]["thinking"].toInt() <= 3);
        const QJsonObject raw =
            generate({"--prompt", "<|im_start|>", "--raw", "--max-tokens", "1"});
        QCOMPARE(raw["tokens"]["prompt"].toInt(), 1);
    }

    void givesLogits() {
        const QJsonObject all =
            runCli({"logits", "guide", "--tokens", "5,6,7,8", "--greedy", "4", "--json"}).object();
        QCOMPARE(keysOf(all), QString("greedy logits positions vocabulary_size"));
        QCOMPARE(all["positions"].toArray(), (QJsonArray{0, 1, 2, 3}));
        QCOMPARE(all["logits"].toArray().size(), 4);
        QCOMPARE(all["greedy"].toArray().size(), 4);
        const QJsonArray last = all["logits"][3].toArray();
        QCOMPARE(last.size(), all["vocabulary_size"].toInt());
        int best = 0;
        for (int i = 0; i < last.size(); ++i) {
            best = last[i].toDouble() > last[best].toDouble() ? i : best;
        }
        QCOMPARE(all["greedy"][0].toInt(), best);

        const QJsonObject some =
            runCli({"logits", "guide", "--tokens", "5,6,7,8", "--positions", "3,1", "--json"})
                .object();
        QCOMPARE(some["positions"].toArray(), (QJsonArray{3, 1}));
        QCOMPARE(some["logits"][0].toArray(), last);
        const QJsonObject end =
            runCli({"logits", "guide", "--tokens", "5,6,7,8", "--positions", "last", "--json"})
                .object();
        QCOMPARE(end["positions"].toArray(), QJsonArray{3});

        QVERIFY(runCli({"logits", "guide", "--tokens", "5,99999999"}).failedWith("99999999"));
        QVERIFY(runCli({"logits", "guide", "--tokens", "5", "--positions", "1"})
                    .failedWith("position 1"));
        QCOMPARE(runCli({"logits", "guide", "--tokens", "5,x"}).exitCode, 2);
        QCOMPARE(runCli({"logits", "guide", "--tokens", "5", "--positions", "some"}).exitCode, 2);
    }

    void measures() {
        const QJsonArray rows = runCli({"bench", "guide", "--prefill", "16", "--decode", "8",
                                        "--repeat", "2", "--json"})
                                    .array();
        QCOMPARE(rows.size(), 1);
        const QJsonObject row = rows[0].toObject();
        QCOMPARE(keysOf(row),
                 QString("barriers_per_layer bytes_per_token decode_tokens_per_second device "
                         "dispatches_per_layer fraction_of_bandwidth load_ms "
                         "measured_bandwidth_bytes_per_second model peak_device_bytes "
                         "peak_process_bytes prefill_tokens_per_second tau_us_per_layer"));
        QCOMPARE(row["dispatches_per_layer"].toDouble(), 6.0);
        QVERIFY(row["decode_tokens_per_second"]["median"].toDouble() > 0);
        QCOMPARE(keysOf(row["prefill_tokens_per_second"].toObject()), QString("max median min"));
    }

    void holdsAConversation() {
        const QString saved = m_folder.filePath("chat.json");
        const CliRun run = runCli({"chat", "guide", "--temp", "0", "--max-tokens", "16"},
                                  "/no_think\n/system Be brief.\nHello\nWhat can you do?\n/save " +
                                      saved.toUtf8() + "\n/quit\nnever read\n");
        QCOMPARE(run.exitCode, 0);
        QVERIFY(run.output.trimmed().size() > 5);
        QFile file(saved);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray messages =
            QJsonDocument::fromJson(file.readAll()).object()["messages"].toArray();
        QCOMPARE(messages.size(), 5);
        QCOMPARE(messages[0]["content"].toString(), QString("Be brief."));
        QCOMPARE(messages[4]["role"].toString(), QString("assistant"));
    }

    void refusesWithASentence() {
        QVERIFY(runCli({"generate", "absent.gguf", "--prompt", "x"}).failedWith("absent.gguf"));
        QVERIFY(runCli({"generate", "guide", "--prompt", "x", "--device", "no such device"})
                    .failedWith("no such device"));
        QVERIFY(runCli({"bench", "absent.gguf"}).failedWith("absent.gguf"));
        QVERIFY(runCli({"logits", "absent.gguf", "--tokens", "1"}).failedWith("absent.gguf"));
        QVERIFY(runCli({"generate", "guide", "--prompt", "too long", "--context", "4"})
                    .failedWith("context holds 4"));

        const QString strange = m_folder.filePath("strange.gguf");
        conclave::GgufWriter writer(strange.toStdString());
        writer.addString("general.architecture", "abacus");
        writer.finish();
        const CliRun unknown = runCli({"generate", strange, "--prompt", "x"});
        QVERIFY(unknown.failedWith("abacus") && unknown.errors.contains("qwen3moe"));
    }

    void livesWithoutADevice() {
        qputenv("VK_ICD_FILENAMES", "/nowhere.json"); // the loader then finds no driver
        qputenv("VK_DRIVER_FILES", "/nowhere.json");
        const CliRun devices = runCli({"devices", "--json"});
        const CliRun answer = runCli({"generate", "guide", "--prompt", "x"});
        qunsetenv("VK_ICD_FILENAMES");
        qunsetenv("VK_DRIVER_FILES");
        QCOMPARE(devices.exitCode, 0);
        QVERIFY(devices.object()["devices"].toArray().isEmpty());
        QVERIFY(answer.failedWith("Vulkan"));
    }
};

QTEST_GUILESS_MAIN(CliEngineTest)
#include "cli_engine_test.moc"
