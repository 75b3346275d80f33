// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/gguf/gguf_directory.h"
#include "tests/engine/gguf/raw_gguf.h"

#include <QTest>

using namespace conclave;
using namespace conclave::test;

/// Headers read from the first bytes of a file that lies elsewhere.
class GgufBeginningTest : public QObject {
    Q_OBJECT

    /// A header and 64 GB of tensor data that exist only as a number.
    static constexpr std::uint64_t kDataBytes = 64'000'000'000;
    std::string m_header;

    [[nodiscard]] GgufBeginning read(std::size_t bytes) const {
        return readGgufBeginning(std::as_bytes(std::span(m_header)).first(bytes),
                                 m_header.size() + kDataBytes, "remote.gguf");
    }
    static QString refusal(const std::string& bytes, std::uint64_t fileBytes) {
        try {
            (void)readGgufBeginning(std::as_bytes(std::span(bytes)), fileBytes, "remote.gguf");
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private slots:
    void initTestCase() {
        RawGguf raw(2, 3);
        raw.string("general.architecture", "qwen3moe").array("tokens", kString, 300);
        for (int i = 0; i < 300; ++i) {
            raw.text("token" + std::to_string(i));
        }
        raw.number("n", kU32, std::uint32_t{7});
        raw.tensor("one", {4096, 1000}, 0, 0).tensor("two", {4096, 1000, 900}, 0, 16'384'000).pad();
        m_header = raw.bytes();
    }

    void saysHowManyBytesAreNeeded() {
        for (std::size_t size = 0; size + 32 < m_header.size(); ++size) {
            const GgufBeginning result = read(size);
            if (result.header) {
                QVERIFY(m_header.size() - size < 32); // only padding is missing
                continue;
            }
            QVERIFY(result.bytesNeeded > size);
            QVERIFY(result.bytesNeeded <= m_header.size());
        }
    }

    void readsTheHeaderWithoutData() {
        const GgufBeginning result = read(m_header.size());
        QVERIFY(result.header.has_value());
        const GgufHeader& header = *result.header;
        QCOMPARE(header.headerBytes(), std::uint64_t{m_header.size()});
        QCOMPARE(header.fileBytes(), m_header.size() + kDataBytes);
        QCOMPARE(header.findStrings("tokens")->size(), std::size_t{300});
        const TensorInfo& two = header.requireTensor("two");
        QVERIFY(two.data.empty());
        QCOMPARE(two.offset, m_header.size() + 16'384'000);
        QCOMPARE(two.bytes(), std::uint64_t{4} * 4096 * 1000 * 900);
    }

    void fetchingByTheAnswerEnds() {
        std::size_t size = 0;
        int rounds = 0;
        for (;; ++rounds) {
            const GgufBeginning result = read(size);
            if (result.header) {
                break;
            }
            size = std::min<std::size_t>(std::max(result.bytesNeeded, std::uint64_t{2} * size),
                                         m_header.size());
        }
        QVERIFY(rounds < 16);
    }

    void refusesAsEarlyAsItCan() {
        QVERIFY(refusal("<!DOCTYPE html>", 5000).contains("a web page"));
        QVERIFY(refusal("GGU", 3).contains("not a GGUF file"));
        QVERIFY(refusal(RawGguf(0, 1).array("k", kU8, 5000).bytes(), 1000).contains("elements"));
        QVERIFY(refusal(m_header, m_header.size() + 1000).contains("cut off"));
        QVERIFY(refusal(m_header, 100).contains("cut off"));
        QCOMPARE(refusal("", 5000), QString());
    }

    void allocatesNothingForBytesThatAreNotHere() { // 2^24 texts would take half a gigabyte
        const std::string bytes = RawGguf(0, 1).array("k", kString, 1 << 24).data(64).bytes();
        const auto result =
            readGgufBeginning(std::as_bytes(std::span(bytes)), std::uint64_t{1} << 40, "r.gguf");
        QVERIFY(!result.header.has_value());
        QVERIFY(result.bytesNeeded > std::uint64_t{8} << 24);
    }
};

QTEST_APPLESS_MAIN(GgufBeginningTest)
#include "gguf_beginning_test.moc"
