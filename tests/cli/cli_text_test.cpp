// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace conclave::test;

/// tokenize, detokenize and template, on the built-in model.
class CliTextTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static QStringList idsOf(const QJsonObject& result) {
        QStringList ids;
        for (const QJsonValue& id : result["tokens"].toArray()) {
            ids += QString::number(id.toInt());
        }
        return ids;
    }

private slots:
    void tokenizesAndBack() {
        const QString text = QString::fromUtf8("What is a GGUF file? 안녕 \xF0\x9F\x99\x82\n  end");
        const QJsonObject result =
            runCli({"tokenize", "guide", "--text", text, "--no-special", "--json"}).object();
        QCOMPARE(keysOf(result), QString("pieces tokens"));
        QCOMPARE(result["pieces"].toArray().size(), result["tokens"].toArray().size());
        QVERIFY(result["tokens"].toArray().size() > 5);

        const QStringList ids = idsOf(result);
        const CliRun back = runCli(QStringList{"detokenize", "guide", "--json"} + ids);
        QCOMPARE(back.object()["text"].toString(), text);
        QCOMPARE(runCli(QStringList{"detokenize", "guide"} + ids).output, text.toUtf8() + '\n');
        QCOMPARE(runCli({"tokenize", "guide", "--no-special"}, text.toUtf8()).output.trimmed(),
                 ids.join(' ').toUtf8());
    }

    void readsSpecialTokensWhenAsked() {
        const QStringList base{"tokenize", "guide",  "--no-special",
                               "--json",   "--text", "<|im_start|>"};
        QVERIFY(idsOf(runCli(base).object()).size() > 3);
        const QJsonObject parsed = runCli(base + QStringList{"--parse-special"}).object();
        QCOMPARE(idsOf(parsed).size(), 1);
        QCOMPARE(parsed["pieces"].toArray()[0].toString(), QString("<|im_start|>"));
        const QStringList id = idsOf(parsed);
        QCOMPARE(runCli(QStringList{"detokenize", "guide"} + id).output,
                 QByteArray("<|im_start|>\n"));
        QCOMPARE(runCli(QStringList{"detokenize", "guide", "--no-special"} + id).output,
                 QByteArray("\n"));
    }

    void tokenizesManyLines() {
        const CliRun run = runCli({"tokenize", "guide", "--batch"},
                                  "{\"text\": \"one\"}\n{\"text\": \"\"}\n{\"text\": \"a\\nb\"}\n");
        QCOMPARE(run.exitCode, 0);
        const auto lines = run.output.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        for (const QByteArray& line : lines) {
            QCOMPARE(keysOf(QJsonDocument::fromJson(line).object()), QString("pieces tokens"));
        }
        QVERIFY(QJsonDocument::fromJson(lines[1]).object()["tokens"].toArray().isEmpty());
        const CliRun broken = runCli({"tokenize", "guide", "--batch"}, "{\"text\": 1}\n");
        QVERIFY(broken.failedWith("line 1"));
    }

    void refusesUnknownIds() {
        QVERIFY(runCli({"detokenize", "guide", "99999999"}).failedWith("no token 99999999"));
        QCOMPARE(runCli({"detokenize", "guide", "x"}).exitCode, 2);
    }

    void rendersTemplates() {
        const QByteArray input = R"({"messages": [{"role": "user", "content": "Hi"}],
                                     "add_generation_prompt": true, "enable_thinking": false})";
        const CliRun text = runCli({"template", "guide", "--input", "-"}, input);
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.output.contains("<|im_start|>user\nHi<|im_end|>"));
        QVERIFY(text.output.contains("</think>"));
        const CliRun json = runCli({"template", "guide", "--input", "-", "--json"}, input);
        QCOMPARE(json.object()["text"].toString().toUtf8(), text.output);
    }

    void rendersTemplateFiles() {
        QFile file(m_folder.filePath("t.jinja"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{% if messages|length > 1 %}{{ raise_exception('too many') }}{% endif %}"
                   "{{ bos_token }}{{ strftime_now('%Y-%m-%d %H:%M:%S') }} {{ name }}");
        file.close();
        const QStringList base{"template", "--template", file.fileName(),      "--input",
                               "-",        "--now",      "2026-09-28T14:03:59"};
        QCOMPARE(runCli(base, R"({"name": "x", "bos_token": "<s>"})").output,
                 QByteArray("<s>2026-09-28 14:03:59 x"));
        const CliRun raised = runCli(base + QStringList{"--json"}, R"({"messages": [1, 2]})");
        QCOMPARE(raised.exitCode, 1);
        QCOMPARE(keysOf(raised.object()), QString("error"));
        QVERIFY(raised.object()["error"].toString().contains("too many"));
        QVERIFY(runCli(base, R"({"messages": [1, 2]})").errors.contains("too many"));
        QVERIFY(runCli({"template", "--template", "absent", "--input", "-"}, "{}")
                    .failedWith("absent"));
    }
};

QTEST_GUILESS_MAIN(CliTextTest)
#include "cli_text_test.moc"
