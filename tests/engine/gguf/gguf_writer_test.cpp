// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_writer.h"

#include "engine/error.h"
#include "engine/gguf/gguf_file.h"

#include <QTemporaryDir>
#include <QTest>

using namespace conclave;

/// What the writer writes, the reader reads.
class GgufWriterTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path path(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private slots:
    void writesWhatIsRead() {
        GgufWriter writer(path("a.gguf"));
        writer.addUint32("u32", 7);
        writer.addUint64("u64", std::uint64_t{1} << 50);
        writer.addFloat32("f32", 0.5F);
        writer.addBool("bool", true);
        writer.addString("string", "text");
        writer.addStrings("strings", std::vector<std::string>{"a", "bc"});
        writer.addInt32s("ints", std::vector<std::int32_t>{-1, 5});
        writer.addFloat32s("floats", std::vector<float>{1.5F});
        const std::vector<std::uint64_t> vector{3}, matrix{32, 2};
        writer.addTensor("vector", BlockType::f32, vector);
        writer.addTensor("matrix", BlockType::q8_0, matrix);
        QCOMPARE(writer.dataBytes(), std::uint64_t{12 + 68});

        std::vector<std::byte> data(80);
        for (std::size_t i = 0; i < data.size(); ++i) {
            data[i] = std::byte(i);
        }
        writer.write(std::span(data).first(5)); // in pieces that cross the tensors' borders
        writer.write(std::span(data).subspan(5, 30));
        writer.write(std::span(data).subspan(35));
        QVERIFY(!std::filesystem::exists(path("a.gguf")));
        writer.finish();

        const GgufFile file(path("a.gguf"));
        QCOMPARE(file.fileBytes(), writer.fileBytes());
        QCOMPARE(file.requireUint("u32"), std::uint64_t{7});
        QCOMPARE(file.requireUint("u64"), std::uint64_t{1} << 50);
        QCOMPARE(file.requireFloat("f32"), 0.5);
        QCOMPARE(file.findBool("bool"), std::optional<bool>(true));
        QCOMPARE(file.requireString("string"), std::string_view("text"));
        QCOMPARE(*file.findStrings("strings"), (std::vector<std::string>{"a", "bc"}));
        QCOMPARE(*file.findInts("ints"), (std::vector<std::int64_t>{-1, 5}));
        QCOMPARE(*file.findFloats("floats"), (std::vector<double>{1.5}));
        QCOMPARE(file.requireTensor("vector").data[11], std::byte{11});
        QCOMPARE(file.requireTensor("matrix").data[0], std::byte{12});
        QCOMPARE(file.requireTensor("matrix").data[67], std::byte{79});
    }

    void leavesNothingWhenAbandoned() {
        {
            GgufWriter writer(path("b.gguf"));
            const std::vector<std::uint64_t> shape{4};
            writer.addTensor("t", BlockType::f32, shape);
            QVERIFY_EXCEPTION_THROWN(writer.finish(), Error);
        }
        QVERIFY(!std::filesystem::exists(path("b.gguf")));
        QVERIFY(!std::filesystem::exists(path("b.gguf.part")));
    }

    void refusesWhatTheFormatCannotHold() {
        GgufWriter writer(path("c.gguf"));
        const std::vector<std::uint64_t> half{48}, none{}, zero{4, 0};
        QVERIFY_EXCEPTION_THROWN(writer.addTensor("t", BlockType::q8_0, half), Error);
        QVERIFY_EXCEPTION_THROWN(writer.addTensor("t", BlockType::f32, none), Error);
        QVERIFY_EXCEPTION_THROWN(writer.addTensor("t", BlockType::f32, zero), Error);
        const std::vector<std::byte> data(1);
        QVERIFY_EXCEPTION_THROWN(writer.write(data), Error);
        QVERIFY_EXCEPTION_THROWN(writer.addUint32("late", 1), Error);
    }

    void saysWhyTheDiskRefuses() {
        try {
            GgufWriter writer(path("absent/d.gguf"));
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::io);
            QVERIFY(QString(error.what()).contains("No such file"));
        }
        if (std::filesystem::exists("/dev/full")) {
            std::filesystem::create_symlink("/dev/full", path("e.gguf.part"));
            GgufWriter writer(path("e.gguf"));
            QVERIFY_EXCEPTION_THROWN(writer.finish(), Error);
            QVERIFY(!std::filesystem::exists(path("e.gguf")));
        }
    }
};

QTEST_APPLESS_MAIN(GgufWriterTest)
#include "gguf_writer_test.moc"
