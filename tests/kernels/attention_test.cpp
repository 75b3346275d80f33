// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Attention and its paged KV cache against the twin. The cache holds halves: the twin rounds its
// keys and values likewise, so what is left is a rounding that falls on the other side now and then
// (2^-11 of one value among many).
#include "engine/half.h"
#include "tests/kernels/kernel_bench.h"
#include "tests/support/conformance.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

using namespace conclave;
using namespace conclave::test;
using reference::Vector;

namespace {

constexpr double kLimit = 1e-7;

Vector roundedToHalf(Vector values) {
    for (float& value : values) {
        value = halfToFloat(floatToHalf(value));
    }
    return values;
}

/// Each 16 pairs (i, i + size / 2) of a head as bytes with a half scale.
Vector roundedToBytes(Vector values, std::uint32_t headSize) {
    for (std::size_t head = 0; head < values.size(); head += headSize) {
        for (std::uint32_t first = 0; first < headSize / 2; first += 16) {
            std::vector<float*> members;
            for (std::uint32_t i = first; i < std::min(first + 16, headSize / 2); ++i) {
                members.push_back(&values[head + i]);
                members.push_back(&values[head + i + headSize / 2]);
            }
            float largest = 0;
            for (const float* member : members) {
                largest = std::max(largest, std::abs(*member));
            }
            const float scale = halfToFloat(floatToHalf(largest / 127));
            for (float* member : members) {
                *member = std::clamp(std::nearbyint(*member / scale), -127.0F, 127.0F) * scale;
            }
        }
    }
    return values;
}

/// One sequence as the twin sees it.
class TwinSequence {
public:
    explicit TwinSequence(const KernelBench& bench, CacheType type = CacheType::f16)
        : m_type(type), m_h(bench.hparams()), m_queryNorm(bench.expanded("attn_q_norm")),
          m_keyNorm(bench.expanded("attn_k_norm")), m_rule{RopeLayout::halfSplit, m_h.ropes[0]} {}

    /// Takes one column [query heads, key heads, value heads]; returns the attention output.
    Vector next(std::span<const float> qkv) {
        const auto rotated = [&](std::size_t start, std::size_t size, const Vector& norm) {
            return reference::rope(
                reference::headNorm(qkv.subspan(start, size), norm, m_h.rmsEpsilon),
                m_h.layers[0].headSize, m_position, m_rule);
        };
        const Vector query = rotated(0, m_h.layers[0].queryLength(), m_queryNorm);
        const Vector key =
            rotated(m_h.layers[0].queryLength(), m_h.layers[0].keyLength(), m_keyNorm);
        const auto value = qkv.last(m_h.layers[0].keyLength());
        m_history.append(asCached(key), asCached({value.begin(), value.end()}));
        ++m_position;
        return reference::attend(query, m_history, m_h.layers[0].headCountKv,
                                 m_h.layers[0].headSize);
    }

private:
    [[nodiscard]] Vector asCached(const Vector& values) const {
        return m_type == CacheType::f16 ? roundedToHalf(values)
                                        : roundedToBytes(values, m_h.layers[0].headSize);
    }

    CacheType m_type;
    const Hparams& m_h;
    Vector m_queryNorm, m_keyNorm;
    reference::RopeRule m_rule;
    reference::KvHistory m_history;
    std::uint32_t m_position = 0;
};

std::string randomShape(Dice& dice) {
    const std::uint32_t kvHeads = dice.between(1, 3);
    return QString("layers=1,embedding=64,ffn=64,heads=%1,kv_heads=%2,head_size=%3")
        .arg(kvHeads * dice.between(1, 4))
        .arg(kvHeads)
        .arg(32 * dice.between(1, 4))
        .toStdString();
}

std::size_t qkvLength(const Hparams& h) {
    return h.layers[0].queryLength() + 2 * std::size_t{h.layers[0].keyLength()};
}

} // namespace

class AttentionTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TestDevice> m_device;

private slots:
    void initTestCase() { m_device = std::make_unique<TestDevice>(); }
    void cleanup() { QCOMPARE(QString::fromStdString(m_device->complaints()), QString()); }

    /// Sequences of different lengths decode side by side over shuffled pages, across page borders.
    void decodeAgreesOverPages_data() {
        QTest::addColumn<int>("trial");
        QTest::addColumn<bool>("bytes");
        for (int trial = 0; trial < 5; ++trial) {
            QTest::addRow("%d", trial) << trial << false;
        }
        for (int trial = 0; trial < 3; ++trial) {
            QTest::addRow("%d, cached as bytes", trial) << trial << true;
        }
    }

    void decodeAgreesOverPages() {
        QFETCH(int, trial);
        QFETCH(bool, bytes);
        const CacheType type = bytes ? CacheType::q8_0 : CacheType::f16;
        // A decoding column takes its own key and value before they are rounded.
        const double limit = bytes ? 1e-4 : kLimit;
        Dice dice(static_cast<std::uint32_t>(trial));
        const auto path = m_device->synth("qwen3", randomShape(dice), "F32");
        const std::uint32_t columns = trial == 0 ? 1 : dice.between(1, 5);
        const std::uint32_t pagesEach = 3;
        KernelBench bench(*m_device, path, randomTuning(m_device->device(), dice), columns,
                          pagesEach * columns, type);
        const Hparams& h = bench.hparams();
        Activations& act = bench.activations(Lowering::decode);

        // The page table is as wide as the pool: row c holds the pages of column c.
        const std::uint32_t stride = pagesEach * columns;
        std::vector<std::uint32_t> shuffled(stride);
        std::iota(shuffled.begin(), shuffled.end(), 0U);
        for (std::uint32_t i = stride - 1; i > 0; --i) {
            std::swap(shuffled[i], shuffled[dice.between(0, i)]);
        }
        std::vector<std::uint32_t> table(std::size_t{stride} * columns);
        for (std::uint32_t c = 0; c < columns; ++c) {
            std::copy_n(&shuffled[c * pagesEach], pagesEach, &table[c * stride]);
        }
        bench.setPageTable(table);

        std::vector<TwinSequence> twins(columns, TwinSequence(bench, type));
        std::vector<shaders::StepState> states(columns);
        for (std::uint32_t position = 0; position < 140; ++position) {
            const Vector qkv = dice.vector(columns * qkvLength(h));
            Vector expected;
            for (std::uint32_t c = 0; c < columns; ++c) {
                const Vector out =
                    twins[c].next(std::span(qkv).subspan(c * qkvLength(h), qkvLength(h)));
                expected.insert(expected.end(), out.begin(), out.end());
                states[c].position = position;
            }
            bench.setStates(states);
            bench.write(act.qkv, qkv);
            bench.run(Lowering::decode,
                      [&](Recorder& rec) { rec.attend(bench.layer(), bench.cache()); });
            const QString label = QString("position %1 of %2 columns").arg(position).arg(columns);
            VERIFY_CLOSE(bench.readFloats(act.heads, expected.size()), expected, limit);
        }
    }

    /// A prompt in chunks of any size, then decoding: both lowerings share one cache.
    void prefillThenDecodeAgree_data() { decodeAgreesOverPages_data(); }

    void prefillThenDecodeAgree() {
        QFETCH(int, trial);
        QFETCH(bool, bytes);
        const CacheType type = bytes ? CacheType::q8_0 : CacheType::f16;
        // A decoding column takes its own key and value before they are rounded.
        const double limit = bytes ? 1e-4 : kLimit;
        Dice dice(100 + static_cast<std::uint32_t>(trial));
        const auto path = m_device->synth("qwen3", randomShape(dice), "F32");
        constexpr std::uint32_t kChunk = 48;
        KernelBench bench(*m_device, path, randomTuning(m_device->device(), dice), kChunk, 4, type);
        const Hparams& h = bench.hparams();
        bench.setPageTable(std::vector<std::uint32_t>{2, 0, 3, 1});
        TwinSequence twin(bench, type);
        std::uint32_t position = 0;
        while (position < 130) {
            Activations& act = bench.activations(Lowering::prefill);
            act.columns = dice.between(1, kChunk);
            const Vector qkv = dice.vector(act.columns * qkvLength(h));
            Vector expected;
            for (std::uint32_t c = 0; c < act.columns; ++c) {
                const Vector out =
                    twin.next(std::span(qkv).subspan(c * qkvLength(h), qkvLength(h)));
                expected.insert(expected.end(), out.begin(), out.end());
            }
            bench.write(act.qkv, qkv);
            bench.run(Lowering::prefill,
                      [&](Recorder& rec) { rec.attend(bench.layer(), bench.cache(position)); });
            const QString label = QString("%1 columns from %2").arg(act.columns).arg(position);
            VERIFY_CLOSE(bench.readFloats(act.heads, expected.size()), expected, limit);
            position += act.columns;
        }
        Activations& act = bench.activations(Lowering::decode);
        act.columns = 1;
        for (const std::uint32_t end = position + 5; position < end; ++position) {
            std::vector<shaders::StepState> states(1);
            states[0].position = position;
            bench.setStates(states);
            const Vector qkv = dice.vector(qkvLength(h));
            bench.write(act.qkv, qkv);
            bench.run(Lowering::decode,
                      [&](Recorder& rec) { rec.attend(bench.layer(), bench.cache()); });
            const Vector expected = twin.next(qkv);
            const QString label = QString("decode at %1").arg(position);
            VERIFY_CLOSE(bench.readFloats(act.heads, expected.size()), expected, limit);
        }
    }

    /// A column that has ended neither writes its heads nor its cache.
    void endedColumnsStandStill() {
        Dice dice(9);
        KernelBench bench(*m_device, m_device->synth("qwen3", randomShape(dice), "F32"),
                          tuningFor(m_device->device()), 2, 2);
        const Hparams& h = bench.hparams();
        Activations& act = bench.activations(Lowering::decode);
        bench.setPageTable(std::vector<std::uint32_t>{0, 0, 1, 1});
        std::vector<shaders::StepState> states(2);
        states[1].done = 1;
        bench.setStates(states);
        bench.write(act.qkv, dice.vector(2 * qkvLength(h)));
        const Vector before = dice.vector(2 * std::size_t{h.layers[0].queryLength()});
        bench.write(act.heads, before);
        const auto pagesBefore = bench.read(bench.cache().pages, bench.cache().pages.bytes);
        bench.run(Lowering::decode,
                  [&](Recorder& rec) { rec.attend(bench.layer(), bench.cache()); });
        const auto after = bench.readFloats(act.heads, before.size());
        QVERIFY(
            !std::equal(after.begin(), after.begin() + h.layers[0].queryLength(), before.begin()));
        QVERIFY(std::equal(after.begin() + h.layers[0].queryLength(), after.end(),
                           before.begin() + h.layers[0].queryLength()));
        const auto pagesAfter = bench.read(bench.cache().pages, bench.cache().pages.bytes);
        const auto half = static_cast<std::ptrdiff_t>(pagesBefore.size() / 2);
        QVERIFY(!std::equal(pagesBefore.begin(), pagesBefore.begin() + half, pagesAfter.begin()));
        QVERIFY(
            std::equal(pagesBefore.begin() + half, pagesBefore.end(), pagesAfter.begin() + half));
    }
};

QTEST_GUILESS_MAIN(AttentionTest)
#include "attention_test.moc"
