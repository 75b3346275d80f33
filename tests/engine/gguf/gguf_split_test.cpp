// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_split.h"

#include "engine/error.h"
#include "engine/gguf/gguf_directory.h"
#include "engine/gguf/gguf_file.h"
#include "tests/engine/gguf/raw_gguf.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace conclave;
using namespace conclave::test;

namespace {

constexpr std::array kNames{"m-00001-of-00003.gguf", "m-00002-of-00003.gguf",
                            "m-00003-of-00003.gguf"};

/// One part with one tensor of 8 numbers, filled with the number of the part.
std::string part(std::uint16_t number, const char* tensor, std::uint16_t count = 3,
                 std::string_view architecture = "qwen3") {
    RawGguf raw(1, 4);
    raw.number("split.no", kU16, number).number("split.count", kU16, count);
    raw.number("split.tensors.count", kI32, std::int32_t{3});
    raw.string("general.architecture", architecture);
    return raw.tensor(tensor, {8}, 0, 0).pad().data(31).put(number).bytes();
}

} // namespace

/// Models in several files are one model, or a sentence says which part is wrong.
class GgufSplitTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path path(std::string_view name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    /// What the reader says; empty if it takes the set.
    [[nodiscard]] QString sentence(std::string_view name) const {
        try {
            const GgufFile file(path(name));
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private slots:
    void init() {
        writeFile(path(kNames[0]), part(0, "a"));
        writeFile(path(kNames[1]), part(1, "b"));
        writeFile(path(kNames[2]), part(2, "c"));
    }

    void opensFromAnyPart() {
        for (const char* name : kNames) {
            const GgufFile file(path(name));
            QCOMPARE(file.path(), path(kNames[0]));
            QCOMPARE(file.fileName(), std::string(kNames[0]));
            QCOMPARE(file.tensors().size(), std::size_t{3});
            QCOMPARE(file.fileBytes(), std::uint64_t{3 * part(0, "a").size()});
            QCOMPARE(std::to_integer<int>(file.requireTensor("a").data[31]), 0);
            QCOMPARE(std::to_integer<int>(file.requireTensor("c").data[31]), 2);
            QCOMPARE(file.requireString("general.architecture"), std::string_view("qwen3"));
        }
    }

    void refusesWhatDoesNotFit_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, int which, const std::string& bytes,
                            const char* said) {
            QTest::newRow(name) << which << QByteArray::fromStdString(bytes) << said;
        };
        row("wrong order", 2, part(1, "c"), "m-00003-of-00003.gguf: it is not part 3 of 3");
        row("another count", 1, part(1, "b", 4), "m-00002-of-00003.gguf: it is not part 2 of 3");
        row("another model", 1, part(1, "b", 3, "llama"), "general.architecture differs");
        row("tensor twice", 2, part(2, "b"), "tensor b is also in m-00002-of-00003.gguf");
        row("no part of a set", 1, RawGguf(0, 0).bytes(), "it is not part 2 of 3");
        row("a damaged part", 2, "GGUF", "m-00003-of-00003.gguf: its header is cut off");
        row("part 7 of 3", 0, part(7, "a"), "part 8 of 3");
        row("too many parts", 0, part(0, "a", 65535), "must end in -00001-of-65535.gguf");
        row("too few tensors", 2,
            RawGguf(0, 2)
                .number("split.no", kU16, std::uint16_t{2})
                .number("split.count", kU16, std::uint16_t{3})
                .bytes(),
            "hold 2 tensors together instead of 3");
    }

    void refusesWhatDoesNotFit() {
        QFETCH(int, which);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        writeFile(path(kNames.at(which)), bytes.toStdString());
        const QString actual = sentence(kNames[0]);
        QVERIFY2(actual.contains(said), qPrintable(actual));
        QVERIFY2(actual.startsWith("Cannot load m-") && actual.endsWith('.'), qPrintable(actual));
    }

    void namesAMissingPart() {
        std::filesystem::remove(path(kNames[1]));
        QVERIFY(sentence(kNames[0]).contains(
            "part 2 of 3 is missing; put m-00002-of-00003.gguf into the same folder"));
        std::filesystem::remove(path(kNames[0]));
        QVERIFY(sentence(kNames[2]).contains(
            "part 1 of 3 is missing; put m-00001-of-00003.gguf into the same folder"));
    }

    void needsThePublishedNames() {
        writeFile(path("renamed.gguf"), part(0, "a"));
        QVERIFY(sentence("renamed.gguf").contains("must end in -00001-of-00003.gguf"));
        writeFile(path("-00001-of-00003.gguf"), part(0, "a"));
        QVERIFY(sentence("-00001-of-00003.gguf").contains("must end in"));
        writeFile(path("m-00003-of-00003.gguf"), part(0, "a")); // named as another part
        QVERIFY(sentence("m-00003-of-00003.gguf").contains("must end in -00001-of-00003.gguf"));
    }

    void joinsHeadersWithoutFiles() {
        std::vector<GgufHeader> headers;
        for (std::uint16_t number = 0; number < 3; ++number) {
            const std::string bytes = part(number, std::array{"a", "b", "c"}.at(number));
            const auto all = std::as_bytes(std::span(bytes));
            headers.push_back(*readGgufBeginning(all, bytes.size(), kNames.at(number)).header);
        }
        QCOMPARE(partFileName(headers[1], 2), std::string(kNames[2]));
        QCOMPARE(splitPartOf(headers[2]).number, std::uint64_t{2});
        const GgufHeader joined = joinParts(headers);
        QCOMPARE(joined.tensors().size(), std::size_t{3});
        QVERIFY(joined.requireTensor("b").data.empty());
        QCOMPARE(joined.requireTensor("b").bytes(), std::uint64_t{32});
        headers.pop_back();
        QVERIFY_EXCEPTION_THROWN((void)joinParts(headers), Error);
    }
};

QTEST_APPLESS_MAIN(GgufSplitTest)
#include "gguf_split_test.moc"
