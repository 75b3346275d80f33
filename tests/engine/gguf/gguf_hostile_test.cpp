// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "tests/engine/gguf/raw_gguf.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <random>

using namespace conclave;
using namespace conclave::test;

namespace {

constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kHalf = std::uint64_t{1} << 63;

/// One tensor with everything right but what the caller says, and its data.
std::string withTensor(const std::vector<std::uint64_t>& shape, std::uint32_t type,
                       std::uint64_t offset = 0, std::string_view name = "t") {
    return RawGguf(1, 0).tensor(name, shape, type, offset).pad().data(64).bytes();
}

/// One key, whose value the caller appends.
RawGguf withKey(std::string_view name, std::uint32_t type) {
    return RawGguf(0, 1).key(name, type);
}

std::string withAlignment(std::uint32_t alignment) {
    return RawGguf(0, 1).number("general.alignment", kU32, alignment).bytes();
}

} // namespace

/// One broken file for each hole published in GGUF readers: an Error with a sentence, no crash.
class GgufHostileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path path() const {
        return std::filesystem::path(m_folder.path().toStdString()) / "broken.gguf";
    }
    /// What the reader says about these bytes; empty if it takes them.
    QString sentence(std::string_view bytes) const {
        writeFile(path(), bytes);
        try {
            const GgufFile file(path());
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private slots:
    void refusesWithASentence_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* name, const std::string& bytes, const char* part) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << part;
        };
        row("empty", "", "it is empty");
        row("two bytes", "GG", "not a GGUF file");
        row("other text", "Once upon a time", "look for a file that ends in .gguf");
        row("Git LFS pointer",
            "version https://git-lfs.github.com/spec/v1\noid sha256:4665\nsize 4920739232\n",
            "Git LFS pointer");
        row("web page", "\n<!DOCTYPE HTML><html>", "web page");
        row("answer of a hub", R"({"error":"Invalid credentials"})", "JSON text");
        row("safetensors", std::string("\x40\x1f\0\0\0\0\0\0{\"__metadata__\":", 24),
            "safetensors");
        row("PyTorch checkpoint", "PK\x03\x04\x14", "PyTorch");
        row("pickle", "\x80\x02}q", "pickled");
        row("GGML", "lmgg\x01", "GGML format");
        row("GGMF", "fmgg\x01", "GGMF format");
        row("GGJT", "tjgg\x03", "GGJT format");
        row("GGLA", "algg\x01", "LoRA adapter");
        row("gzip", "\x1f\x8b\x08", "gzip");
        row("unfinished download", std::string(4096, '\0'), "unfinished download");
        row("version 1", RawGguf(0, 0, 1).bytes(), "GGUF version 1");
        row("version 4", RawGguf(0, 0, 4).bytes(), "GGUF version 4");
        row("big-endian", RawGguf(0, 0, 0x03000000).bytes(), "big-endian");
        row("key count", RawGguf(0, kHuge).bytes(), "metadata keys");
        row("key count beyond the file", RawGguf(0, 60000).bytes(), "metadata keys");
        row("tensor count (CVE-2024-21802)", RawGguf(kHuge, 0).bytes(), "tensors");
        row("tensor count beyond the file", RawGguf(1000, 0).data(100).bytes(), "tensors");

        row("empty key (llama.cpp 24263)", RawGguf(0, 1).number("", kU32, std::uint32_t{1}).bytes(),
            "without a name");
        row("key length (CVE-2024-23496)", RawGguf(0, 1).put(kHuge).data(64).bytes(),
            "metadata key");
        row("duplicate key",
            RawGguf(0, 2)
                .number("k", kU8, std::uint8_t{1})
                .number("k", kU8, std::uint8_t{2})
                .bytes(),
            "metadata key k appears twice");
        row("unknown value type", withKey("k", 13).data(64).bytes(), "unknown type 13");
        row("string length (CVE-2024-21825)", withKey("k", kString).put(kHuge).data(64).bytes(),
            "metadata key k claims");
        row("string of 2 MiB", withKey("k", kString).text(std::string(2 << 20, 'x')).bytes(),
            "more than");
        row("template of 5 MiB",
            withKey("tokenizer.chat_template", kString).text(std::string(5 << 20, 'x')).bytes(),
            "more than");
        row("bool that is neither", withKey("k", kBool).put(std::uint8_t{2}).data(64).bytes(),
            "neither true nor false");
        row("array length (CVE-2024-21836)", RawGguf(0, 1).array("k", kU8, kHuge).data(64).bytes(),
            "elements");
        row("array length times size wraps",
            RawGguf(0, 1).array("k", kU64, kHalf / 4).data(64).bytes(), "elements");
        row("array beyond the file", RawGguf(0, 1).array("k", kF32, 1000).data(64).bytes(),
            "elements");
        row("array of arrays", RawGguf(0, 1).array("k", kArray, 1).data(64).bytes(),
            "array of arrays");
        row("array of an unknown type", RawGguf(0, 1).array("k", 77, 1).data(64).bytes(),
            "unknown type 77");
        row("token of 1 MiB (CVE-2025-49847)",
            RawGguf(0, 1)
                .array("tokenizer.ggml.tokens", kString, 1)
                .text(std::string(1 << 20, 'x'))
                .bytes(),
            "more than");
        row("number above 2^63 in a list", RawGguf(0, 1).array("k", kU64, 1).put(kHuge).bytes(),
            "above 2^63");

        row("alignment of another type (llama.cpp 26318)",
            RawGguf(0, 1).number("general.alignment", kU64, std::uint64_t{32}).bytes(),
            "32-bit unsigned");
        row("alignment as text", RawGguf(0, 1).string("general.alignment", "32").bytes(),
            "32-bit unsigned");
        row("alignment 0 (CVE-2025-0317)", withAlignment(0), "power of two");
        row("alignment 1", withAlignment(1), "power of two");
        row("alignment 48", withAlignment(48), "power of two");
        row("alignment 2^31", withAlignment(1U << 31), "power of two");

        row("tensor without a name", withTensor({8}, 0, 0, ""), "without a name");
        row("tensor name too long", withTensor({8}, 0, 0, std::string(300, 'n')), "tensor name");
        row("no dimensions", withTensor({}, 0), "0 dimensions");
        row("5 dimensions", withTensor({1, 1, 1, 1, 1}, 0), "5 dimensions");
        row("dimension 0 (llama.cpp 24263)", withTensor({8, 0}, 0), "impossible dimension 0");
        row("elements wrap (llama.cpp 27203)", withTensor({kHalf - 1, 2}, 0), "impossible");
        row("strides wrap to zero (llama.cpp 18674)",
            withTensor({std::uint64_t{1} << 32, std::uint64_t{1} << 32}, 0), "impossible");
        row("bytes wrap (CVE-2026-33298)", withTensor({kHalf - 1}, 0), "larger than any file");
        row("exabyte tensor", withTensor({std::uint64_t{1} << 58}, 0), "cut off");
        row("half a block", withTensor({48}, 8), "not a multiple of the 32");
        row("format of a fork", withTensor({32}, 139), "IQ4_K (number 139), which only ik_llama");
        row("interleaved format of a fork", withTensor({32}, 212), "_R4 or _R8");
        row("unknown format of a fork", withTensor({32}, 47), "a fork such as");
        row("removed format", withTensor({32}, 4), "removed format Q4_2");
        row("removed layout", withTensor({32}, 31), "Q4_0 file of this model holds the same");
        row("huge format number", withTensor({32}, 0xFFFFFFFF), "unknown format");
        row("offset beyond the file (CVE-2026-7482)", withTensor({8}, 0, 1024), "cut off");
        row("offset plus size wraps (CVE-2025-53630)", withTensor({8}, 0, kHuge - 31), "cut off");
        row("offset not aligned", withTensor({8}, 0, 4), "not a multiple of 32");
        row("tensors overlap",
            RawGguf(2, 0).tensor("t", {16}, 0, 0).tensor("u", {8}, 0, 32).pad().data(64).bytes(),
            "tensors t and u overlap");
        row("tensors in one place",
            RawGguf(2, 0).tensor("t", {8}, 0, 0).tensor("u", {8}, 0, 0).pad().data(64).bytes(),
            "overlap");
        row("aligned offset near 2^64", withTensor({8}, 0, kHuge - 63), "cut off");
        row("data cut off", withTensor({64}, 0), "tensor t is cut off");
        row("duplicate tensor",
            RawGguf(2, 0).tensor("t", {8}, 0, 0).tensor("t", {8}, 0, 32).pad().data(64).bytes(),
            "appears twice");
        row("a name that would write to the terminal", withTensor({64}, 0, 0, "\x1b[2J"),
            "tensor ?[2J is cut off");
    }

    void refusesWithASentence() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, part);
        const QString said = sentence(bytes.toStdString());
        QVERIFY2(said.contains(part), qPrintable("the reader said: " + said));
        QVERIFY2(said.startsWith("Cannot load broken.gguf: ") && said.endsWith('.'),
                 qPrintable(said));
        QCOMPARE(said.count(". "), 0);
        QVERIFY2(said.size() < 250, qPrintable(said));
    }

    void capsTheMetadata() {
        RawGguf raw(0, 70);
        for (int i = 0; i < 70; ++i) {
            raw.string("k" + std::to_string(i), std::string(1 << 20, 'x'));
        }
        QVERIFY(sentence(raw.bytes()).contains("metadata is longer than"));
    }

    void namesPiecesOfCutFiles() {
        const auto piece = path().replace_filename("model.gguf.part2of3");
        writeFile(piece, "some bytes in the middle");
        try {
            const GgufFile file(piece);
            QFAIL("a piece was taken for a model");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("join the pieces"));
        }
    }

    void readsAsMuchAsItNeeds() {
        QCOMPARE(sentence(RawGguf(0, 0).bytes()), QString());
        QCOMPARE(sentence(withTensor({16}, 0)), QString());
        QCOMPARE(sentence(withAlignment(65536)), QString());
    }

    void survivesCutsAndFlips() {
        RawGguf raw(2, 5);
        raw.string("general.architecture", "qwen3moe").number("a", kU32, std::uint32_t{7});
        raw.array("tokens", kString, 3).text("x").text("yz").text("");
        raw.array("scores", kF32, 2).put(1.0F).put(2.0F).number("general.alignment", kU32, 32U);
        raw.tensor("one", {32, 2}, 8, 0).tensor("two", {8}, 0, 96).pad().data(96 + 32);
        const std::string whole = raw.bytes();
        QCOMPARE(sentence(whole), QString());

        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY2(!sentence(whole.substr(0, size)).isEmpty(), qPrintable(QString::number(size)));
        }
        std::mt19937 random(5);
        for (int i = 0; i < 3000; ++i) { // any outcome but a crash
            std::string flipped = whole;
            for (int j = 0; j < 3; ++j) {
                flipped[random() % flipped.size()] = static_cast<char>(random());
            }
            (void)sentence(flipped);
        }
    }

    void refusesWhatIsNotAFile() {
        QVERIFY_EXCEPTION_THROWN(GgufFile(m_folder.path().toStdString()), Error);
        QVERIFY_EXCEPTION_THROWN(GgufFile(path().replace_filename("absent.gguf")), Error);
        QVERIFY_EXCEPTION_THROWN(GgufFile("/dev/null"), Error);
    }
};

QTEST_APPLESS_MAIN(GgufHostileTest)
#include "gguf_hostile_test.moc"
