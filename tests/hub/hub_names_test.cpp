// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Names from hubs and people: what is taken, what is refused, how files become quants.
#include "app/hub/hub_json.h"
#include "app/hub/hub_names.h"
#include "app/hub/quant_groups.h"

#include <QTest>

namespace conclave {

class HubNamesTest : public QObject {
    Q_OBJECT

private slots:
    void referencesAreUnderstood_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QString>("selection");
        const auto row = [](const char* text, const char* repository, const char* revision = "",
                            const char* selection = "") {
            QTest::newRow(text) << QString(text) << QString(repository) << QString(revision)
                                << QString(selection);
        };
        row("owner/repo", "owner/repo");
        row("  owner/repo \n", "owner/repo");
        row("owner/repo:Q4_K_M", "owner/repo", "", "Q4_K_M");
        row("owner/repo:sub/file-Q8_0.gguf", "owner/repo", "", "sub/file-Q8_0.gguf");
        row("hf.co/owner/repo:Q8_0", "owner/repo", "", "Q8_0");
        row("https://huggingface.co/owner/Re.po-1", "owner/Re.po-1");
        row("https://huggingface.co/owner/repo/tree/main", "owner/repo", "main");
        row("https://huggingface.co/owner/repo/blob/v1.0/a/b%20c.gguf?download=true", "owner/repo",
            "v1.0", "a/b c.gguf");
        row("https://mirror.example/owner/repo/resolve/main/m.gguf", "owner/repo", "main",
            "m.gguf");
        row("https://huggingface.co/owner/repo/discussions/3", "owner/repo");
        row("conclave://open?model=owner/repo&file=m.gguf", "owner/repo", "", "m.gguf");
        row("ollama:deepseek-r1:14b", "library/deepseek-r1", "14b");
        row("ollama:qwen3", "library/qwen3", "latest");
        row("ollama:someone/model:q4", "someone/model", "q4");
        row("https://ollama.com/library/qwen3:8b", "library/qwen3", "8b");
    }
    void referencesAreUnderstood() {
        QFETCH(QString, text);
        const auto reference = referenceIn(text);
        QVERIFY(reference.has_value());
        QTEST(reference->repository, "repository");
        QTEST(reference->revision, "revision");
        QTEST(reference->selection, "selection");
        QCOMPARE(reference->kind == HubKind::ollama, text.contains("ollama"));
    }

    void aRegistryMayBeNamed() {
        const auto reference = referenceIn("ollama:127.0.0.1:5000/library/tiny:1b");
        QVERIFY(reference.has_value());
        QCOMPARE(reference->registry, QString("127.0.0.1:5000"));
        QCOMPARE(reference->repository, QString("library/tiny"));
        QCOMPARE(referenceIn(textOf(*reference)), reference);
    }

    void otherTextsAreNoReference_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "qwen coder", "qwen3", "a/b/c", "../etc/passwd", "owner/..", "owner/repo:../x",
              "owner/repo:/etc/passwd", "ftp://hub.example/owner/repo", "file:///etc/passwd",
              "javascript:alert(1)", "owner /repo", "ollama:a/b/c/d:e", "ollama:x:..",
              "https://huggingface.co/owner/repo/blob/main/..%2f..%2fx", "con/nul"})
            QTest::newRow(*text ? text : "empty") << QString(text);
    }
    void otherTextsAreNoReference() {
        QFETCH(QString, text);
        QVERIFY2(!referenceIn(text).has_value(), qPrintable(text));
    }

    void pathTricksAreRefused_data() {
        QTest::addColumn<QString>("path");
        const QStringList tricks{"",
                                 "..",
                                 "../x.gguf",
                                 "a/../../x.gguf",
                                 "/etc/passwd",
                                 "a//b.gguf",
                                 "./x.gguf",
                                 "a\\..\\x",
                                 "C:x.gguf",
                                 "x.gguf:stream",
                                 "nul",
                                 "a/CON.gguf",
                                 "x.gguf.",
                                 "x.gguf ",
                                 " x.gguf",
                                 "x\n.gguf",
                                 "x\u202e.gguf",
                                 "a/.",
                                 "x.part",
                                 "X.PART",
                                 "a/b/",
                                 QString(300, 'x'),
                                 "com1.txt",
                                 "x?.gguf",
                                 QString("x%1y").arg(QChar(0)),
                                 QString(200, 'y') + QString("/yyyyyyyyyyyy").repeated(100)};
        for (int i = 0; i < tricks.size(); ++i)
            QTest::addRow("trick %d", i) << tricks[i];
    }
    void pathTricksAreRefused() {
        QFETCH(QString, path);
        QVERIFY2(!isSafePath(path), qPrintable(path));
    }

    void ordinaryPathsAreTaken() {
        for (const char* path : {"model.gguf", "Q4_K_M/model-00001-of-00002.gguf", "a b (c).gguf",
                                 "모델.gguf", "con-1.gguf", ".gitattributes", "x..y.gguf"})
            QVERIFY2(isSafePath(QString::fromUtf8(path)), path);
    }

    void labelsComeFromNames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("label");
        const auto row = [](const char* name, const char* label) {
            QTest::newRow(name) << QString(name) << QString(label);
        };
        row("Qwen3-8B-Q4_K_M.gguf", "Q4_K_M");
        row("qwen3-8b.q4_k_m.gguf", "Q4_K_M");
        row("Model-UD-Q2_K_XL.gguf", "UD-Q2_K_XL");
        row("gpt-oss-20b-MXFP4.gguf", "MXFP4");
        row("Model-F16-Q8_0.gguf", "Q8_0");
        row("Model_IQ2_XXS.gguf", "IQ2_XXS");
        row("model-bf16.gguf", "BF16");
        row("Model-Q6_K_L.gguf", "Q6_K_L");
        row("model.gguf", "");
        row("XQ4_K_M7.gguf", "");
    }
    void labelsComeFromNames() {
        QFETCH(QString, name);
        QTEST(quantLabelIn(name), "label");
    }

    void filesBecomeQuants() {
        const QList<HubFile> files{{"README.md", 10, ""},
                                   {"m-Q2_K.gguf", 2, "a"},
                                   {"m-Q8_0-00002-of-00002.gguf", 4, "c"},
                                   {"m-Q8_0-00001-of-00002.gguf", 3, "b"},
                                   {"Q4_K_M/model.gguf", 5, "d"},
                                   {"m-F16-00001-of-00003.gguf", 9, "e"},
                                   {"mmproj-m-F16.gguf", 1, "f"},
                                   {"m.imatrix.gguf", 1, "g"},
                                   {"mtp-m-Q8_0.gguf", 1, "h"}};
        const QList<HubQuant> quants = quantGroups(files);
        QStringList labels;
        for (const HubQuant& quant : quants)
            labels << quant.label;
        QCOMPARE(labels, (QStringList{"F16", "Q8_0", "Q4_K_M", "Q2_K", "F16"}));
        QVERIFY(!quants[0].complete);
        QVERIFY(quants[1].complete);
        QCOMPARE(quants[1].files[0].hash, QString("b"));
        QCOMPARE(quants[1].files[1].hash, QString("c"));
        QCOMPARE(quants[1].bytes(), 7U);
        QCOMPARE(quants[1].name, QString("m-Q8_0.gguf"));
        QVERIFY(quants[4].projector && !quants[0].projector);

        QCOMPARE(chosenQuant(quants, {})->label, QString("Q4_K_M"));
        QCOMPARE(chosenQuant(quants, "q2_k")->label, QString("Q2_K"));
        QCOMPARE(chosenQuant(quants, "m-Q8_0-00002-of-00002.gguf")->label, QString("Q8_0"));
        QCOMPARE(chosenQuant(quants, "mmproj-m-F16.gguf")->projector, true);
        QVERIFY(!chosenQuant(quants, "Q5_K_M"));
    }

    void hostileJsonIsNoModel_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("<html>login</html>");
        QTest::newRow("number") << QByteArray("42");
        QTest::newRow("list") << QByteArray("[[[[[[]]]]]]");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("no name") << QByteArray(R"({"sha":"x"})");
        QTest::newRow("a path for a name") << QByteArray(R"({"id":"../../etc"})");
        QTest::newRow("a number for a name") << QByteArray(R"({"id":7})");
        QTest::newRow("half") << QByteArray(R"({"id":"owner/re)");
    }
    void hostileJsonIsNoModel() {
        QFETCH(QByteArray, json);
        QVERIFY(!modelIn(json).has_value());
        QVERIFY(!layersIn(json).has_value());
    }

    void filesWithTricksAreLeftOut() {
        const auto files = filesIn(R"([
            {"type":"file","path":"../../../evil.gguf","size":5},
            {"type":"file","path":"ok.gguf","size":"7"},
            {"type":"file","path":"minus.gguf","size":-1},
            {"type":"file","path":"huge.gguf","size":1e300},
            {"type":"directory","path":"folder","size":0},
            {"type":"file","path":"good.gguf","size":8,"lfs":{"size":9,
             "oid":"ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789"}},
            {"type":"file","path":"nohash.gguf","size":8,"lfs":{"oid":"../../x"}},
            7, null, {"type":"file"}])");
        QVERIFY(files.has_value());
        QCOMPARE(files->size(), 2);
        QCOMPARE(files->at(0).path, QString("good.gguf"));
        QCOMPARE(files->at(0).bytes, 9U);
        QVERIFY(isSha256(files->at(0).hash));
        QCOMPARE(files->at(1).hash, QString());
    }

    void digestsAreCheckedBeforeAnyPath() {
        const auto layers = layersIn(R"({"config":{"digest":"sha256:../../x","size":1},"layers":[
            {"mediaType":"application/vnd.ollama.image.model","size":3,
             "digest":"sha256:abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789"},
            {"mediaType":"application/vnd.ollama.image.model","size":3,"digest":"sha256:../../etc/x"}]})");
        QVERIFY(layers.has_value());
        QCOMPARE(layers->size(), 1);
    }

    void theNextPageIsFound() {
        QCOMPARE(
            nextPageIn(R"(<https://hub.example/api/models?cursor=abc%3D>; rel="next")").query(),
            QString("cursor=abc%3D"));
        QCOMPARE(
            nextPageIn(R"(<https://a.example/1>; rel="prev", <https://a.example/2>; rel="next")"),
            QUrl("https://a.example/2"));
        QVERIFY(nextPageIn("").isEmpty());
        QVERIFY(nextPageIn("<https://a.example/1>; rel=\"last\"").isEmpty());
    }
};

} // namespace conclave

QTEST_APPLESS_MAIN(conclave::HubNamesTest)
#include "hub_names_test.moc"
