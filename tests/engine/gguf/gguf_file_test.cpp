// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_file.h"

#include "engine/error.h"
#include "tests/engine/gguf/raw_gguf.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>

using namespace conclave;
using namespace conclave::test;

/// Well-formed files and typed access.
class GgufFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path path(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    GgufFile open(const RawGguf& raw, const char* name = "model.gguf") const {
        writeFile(path(name), raw.bytes());
        return GgufFile(path(name));
    }

private slots:
    void readsNumbersOfEveryWidth() {
        RawGguf raw(0, 12);
        raw.number("u8", kU8, std::uint8_t{200}).number("i8", kI8, std::int8_t{-100});
        raw.number("u16", kU16, std::uint16_t{60000}).number("i16", kI16, std::int16_t{-30000});
        raw.number("u32", kU32, std::uint32_t{4000000000}).number("i32", kI32, std::int32_t{-2});
        raw.number("u64", kU64, std::uint64_t{1} << 63).number("i64", kI64, std::int64_t{-3});
        raw.number("f32", kF32, 0.5F).number("f64", kF64, 0.25);
        raw.number("yes", kBool, std::uint8_t{1}).string("text", "hello");
        const GgufFile file = open(raw);

        QCOMPARE(file.findUint("u8"), std::optional<std::uint64_t>(200));
        QCOMPARE(file.findUint("u16"), std::optional<std::uint64_t>(60000));
        QCOMPARE(file.findUint("u32"), std::optional<std::uint64_t>(4000000000));
        QCOMPARE(file.findUint("u64"), std::optional<std::uint64_t>(std::uint64_t{1} << 63));
        QCOMPARE(file.findFloat("i8"), std::optional<double>(-100));
        QCOMPARE(file.findFloat("i16"), std::optional<double>(-30000));
        QCOMPARE(file.findFloat("i32"), std::optional<double>(-2));
        QCOMPARE(file.findFloat("i64"), std::optional<double>(-3));
        QCOMPARE(file.findFloat("f32"), std::optional<double>(0.5));
        QCOMPARE(file.findFloat("f64"), std::optional<double>(0.25));
        QCOMPARE(file.findBool("yes"), std::optional<bool>(true));
        QCOMPARE(file.requireString("text"), std::string_view("hello"));
        QVERIFY(!file.findUint("absent").has_value());
        QVERIFY(file.findStrings("absent") == nullptr);
    }

    void readsArraysOfEveryWidth() {
        RawGguf raw(0, 7);
        raw.array("i8", kI8, 2).put(std::int8_t{-1}).put(std::int8_t{2});
        raw.array("u16", kU16, 1).put(std::uint16_t{65535});
        raw.array("i32", kI32, 1).put(std::int32_t{-7});
        raw.array("u64", kU64, 1).put(std::uint64_t{1} << 40);
        raw.array("f32", kF32, 2).put(1.5F).put(-2.5F);
        raw.array("text", kString, 2).text("a").text("");
        raw.array("bool", kBool, 2).put(std::uint8_t{0}).put(std::uint8_t{1});
        const GgufFile file = open(raw);

        QCOMPARE(*file.findInts("i8"), (std::vector<std::int64_t>{-1, 2}));
        QCOMPARE(*file.findInts("u16"), (std::vector<std::int64_t>{65535}));
        QCOMPARE(*file.findInts("i32"), (std::vector<std::int64_t>{-7}));
        QCOMPARE(*file.findInts("u64"), (std::vector<std::int64_t>{std::int64_t{1} << 40}));
        QCOMPARE(*file.findFloats("f32"), (std::vector<double>{1.5, -2.5}));
        QCOMPARE(*file.findStrings("text"), (std::vector<std::string>{"a", ""}));
        QCOMPARE(std::get<std::vector<bool>>(*file.find("bool")), (std::vector<bool>{false, true}));
    }

    void refusesAccessAsAnotherType() {
        RawGguf raw(0, 3);
        raw.string("text", "x").number("minus", kI32, std::int32_t{-1}).array("list", kU8, 0);
        const GgufFile file = open(raw);
        QVERIFY_EXCEPTION_THROWN((void)file.findUint("text"), Error);
        QVERIFY_EXCEPTION_THROWN((void)file.findUint("minus"), Error);
        QVERIFY_EXCEPTION_THROWN((void)file.findFloat("text"), Error);
        QVERIFY_EXCEPTION_THROWN((void)file.findBool("minus"), Error);
        QVERIFY_EXCEPTION_THROWN((void)file.findString("minus"), Error);
        QVERIFY_EXCEPTION_THROWN((void)file.findStrings("list"), Error);
        QVERIFY_EXCEPTION_THROWN((void)file.requireUint("absent"), Error);
        QVERIFY_EXCEPTION_THROWN((void)file.requireTensor("absent"), Error);
    }

    void placesTensors_data() {
        QTest::addColumn<quint32>("version");
        QTest::addColumn<quint32>("alignment");
        QTest::newRow("version 2") << 2U << 0U;
        QTest::newRow("version 3") << 3U << 0U;
        QTest::newRow("alignment 8") << 3U << 8U;
        QTest::newRow("alignment 4096") << 3U << 4096U;
    }

    void placesTensors() {
        QFETCH(quint32, version);
        QFETCH(quint32, alignment);
        const std::size_t step = alignment == 0 ? 32 : alignment;
        const std::size_t second = (12 + step - 1) / step * step; // after the 12 bytes of vector
        RawGguf raw(2, alignment == 0 ? 0 : 1, version);
        if (alignment != 0) {
            raw.number("general.alignment", kU32, std::uint32_t{alignment});
        }
        raw.tensor("vector", {3}, 0, 0).tensor("matrix", {32, 2, 3}, 8, second);
        raw.pad(step);
        const std::size_t dataStart = raw.bytes().size();
        raw.data(12).pad(step).data(6 * 34);
        const GgufFile file = open(raw);

        QCOMPARE(file.tensors().size(), std::size_t{2});
        const TensorInfo& matrix = file.requireTensor("matrix");
        QCOMPARE(matrix.type, BlockType::q8_0);
        QCOMPARE(matrix.dimensions, 3U);
        QCOMPARE(matrix.shape, (std::array<std::uint64_t, 4>{32, 2, 3, 1}));
        QCOMPARE(matrix.elements(), std::uint64_t{192});
        QCOMPARE(matrix.bytes(), std::uint64_t{6 * 34});
        QCOMPARE(std::size_t(matrix.data.data() - file.requireTensor("vector").data.data()),
                 second);
        QVERIFY(matrix.data[0] == std::byte{1});
        QCOMPARE(file.fileBytes(), std::uint64_t{dataStart + second + 6 * 34});
    }

    void readsTheConformanceModels() {
        const char* chosen = std::getenv("CONCLAVE_CONFORMANCE_DIR");
        const std::filesystem::path folder =
            std::filesystem::path(
                chosen != nullptr ? chosen : CONCLAVE_SOURCE_DIR "/../shared/conformance") /
            "models";
        if (!std::filesystem::exists(folder)) {
            QSKIP("The conformance data is not here.");
        }
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const GgufFile file(entry.path());
            QVERIFY(!file.requireString("general.architecture").empty());
            QVERIFY(file.findTensor("token_embd.weight") != nullptr);
            ++count;
        }
        QVERIFY(count > 0);
    }
};

QTEST_APPLESS_MAIN(GgufFileTest)
#include "gguf_file_test.moc"
