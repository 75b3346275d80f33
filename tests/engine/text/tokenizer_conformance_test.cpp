// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Real and synthetic vocabularies against the token ids that the reference makes of many strings.
#include "engine/gguf/gguf_file.h"
#include "engine/text/tokenizer.h"
#include "tests/support/conformance_data.h"

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <map>

using conclave::TokenId;
using Json = nlohmann::json;

namespace {

std::filesystem::path tokenizerFolder() {
    return *conclave::test::conformanceFolder() / "tokenizer";
}

std::vector<Json> readLines(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<Json> lines;
    for (std::string line; std::getline(in, line);)
        lines.push_back(Json::parse(line));
    return lines;
}

/// A text, or bytes that are not valid UTF-8: {"hex": "..."}.
std::string bytesOf(const Json& value) {
    if (value.is_string())
        return value.get<std::string>();
    return QByteArray::fromHex(QByteArray::fromStdString(value["hex"].get<std::string>()))
        .toStdString();
}

/// What differs in one line, by the field of the data; empty if nothing.
QStringList differences(const conclave::Tokenizer& tokenizer, const Json& line) {
    const bool valid = line.contains("text");
    const std::string text = bytesOf(valid ? line["text"] : line);
    QStringList wrong;
    std::map<std::string, std::vector<TokenId>> expected;
    const auto checkIds = [&](const char* field, conclave::EncodeOptions options) {
        const std::vector<TokenId> ids = tokenizer.encode(text, options);
        const Json& given = line[field];
        expected[field] = given.is_string() ? expected[given.get<std::string>().substr(1)]
                                            : given.get<std::vector<TokenId>>();
        if (valid && ids != expected[field])
            wrong << field;
    };
    checkIds("n", {false, false});
    checkIds("s", {true, false});
    checkIds("p", {false, true});
    checkIds("sp", {true, true});
    if (!valid) // invalid UTF-8 must not crash; what comes out is free
        return wrong;
    const auto checkText = [&](const char* field, const std::string& decoded) {
        if (line.contains(field) &&
            decoded != (line[field] == "=text" ? text : bytesOf(line[field])))
            wrong << field;
    };
    checkText("detok_n", tokenizer.decode(expected["n"]));
    checkText("detok_sp_plain", tokenizer.decode(expected["sp"], false));
    checkText("detok_sp_special", tokenizer.decode(expected["sp"], true));
    if (line.contains("pieces_p"))
        for (std::size_t i = 0; i < expected["p"].size(); ++i)
            if (tokenizer.piece(expected["p"][i]) != bytesOf(line["pieces_p"][i]))
                wrong << QStringLiteral("piece %1").arg(i);
    return wrong;
}

} // namespace

class TokenizerConformanceTest : public QObject {
    Q_OBJECT

private slots:
    void realVocabulariesAgree_data() {
        if (!conclave::test::conformanceFolder())
            QSKIP("no conformance data");
        QTest::addColumn<QString>("name");
        for (const auto& entry : std::filesystem::directory_iterator(tokenizerFolder())) {
            const QString file = QString::fromStdString(entry.path().filename().string());
            if (file.endsWith(".gguf.gz"))
                QTest::newRow(qPrintable(file.chopped(8))) << file.chopped(8);
        }
    }

    void realVocabulariesAgree() {
        QFETCH(const QString, name);
        const QTemporaryDir folder;
        const QString file = folder.filePath("vocabulary.gguf");
        QProcess gunzip;
        gunzip.setStandardOutputFile(file);
        gunzip.start(
            "gzip", {"-dc", QString::fromStdString(
                                (tokenizerFolder() / (name.toStdString() + ".gguf.gz")).string())});
        QVERIFY(gunzip.waitForFinished() && gunzip.exitCode() == 0);

        const conclave::Tokenizer tokenizer{conclave::GgufFile(file.toStdString())};
        std::vector<Json> lines = readLines(tokenizerFolder() / (name.toStdString() + ".jsonl"));
        const Json header = lines.front();
        lines.erase(lines.begin());
        QCOMPARE(tokenizer.vocabularySize(), header["n_tokens"].get<std::size_t>());
        QCOMPARE(tokenizer.bos().value_or(0), header["bos"].get<TokenId>());
        QCOMPARE(tokenizer.eos().value_or(0), header["eos"].get<TokenId>());
        QCOMPARE(tokenizer.addsBos(), header["add_bos"].get<bool>());
        judge(tokenizer, lines);
    }

    void vocabulariesOfTheTinyModelsAgree_data() {
        if (!conclave::test::conformanceFolder())
            QSKIP("no conformance data");
        QTest::addColumn<QString>("model");
        m_tiny.clear();
        for (Json& line : readLines(tokenizerFolder() / "tiny_models.jsonl"))
            m_tiny[line["model"].get<std::string>()].push_back(std::move(line));
        for (const auto& [model, lines] : m_tiny)
            QTest::newRow(model.c_str()) << QString::fromStdString(model);
    }

    void vocabulariesOfTheTinyModelsAgree() {
        QFETCH(const QString, model);
        const conclave::Tokenizer tokenizer{
            conclave::GgufFile(*conclave::test::conformanceFolder() / model.toStdString())};
        judge(tokenizer, m_tiny[model.toStdString()]);
    }

private:
    static void judge(const conclave::Tokenizer& tokenizer, const std::vector<Json>& lines) {
        std::size_t passed = 0;
        QStringList failures;
        for (const Json& line : lines) {
            const QStringList wrong = differences(tokenizer, line);
            if (wrong.isEmpty())
                ++passed;
            else
                failures << QString::fromStdString(line.dump()).left(120) + " -> " +
                                wrong.join(' ');
        }
        qInfo("%zu of %zu strings", passed, lines.size());
        QVERIFY2(failures.isEmpty(), qPrintable(failures.join('\n')));
    }

    std::map<std::string, std::vector<Json>> m_tiny;
};

QTEST_GUILESS_MAIN(TokenizerConformanceTest)
#include "tokenizer_conformance_test.moc"
