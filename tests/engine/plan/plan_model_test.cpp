// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What models need, against figures worked out by hand from their configurations.
#include "tests/engine/plan/plan_fixture.h"

#include <QTest>

#include <cmath>

namespace conclave {

namespace {

using Keys = std::vector<std::pair<std::string, GgufValue>>;
using List = std::vector<std::int64_t>;

GgufValue n(std::uint64_t value) {
    return value;
}

/// Every `period`-th layer has attention with that many KV heads, the others none.
List everyNth(std::size_t layers, std::size_t period, std::int64_t heads) {
    List list(layers, 0);
    for (std::size_t layer = period - 1; layer < layers; layer += period) {
        list[layer] = heads;
    }
    return list;
}

bool within(double found, double expected, double share) {
    return std::abs(found - expected) <= share * expected;
}

} // namespace

class PlanModelTest : public QObject {
    Q_OBJECT

private slots:
    void cachesOfEveryFamily_data();
    void cachesOfEveryFamily();
    void weightsMatchPublishedFiles();
    void aTokenReadsOnlyTheChosenExperts();
    void layersThatPredictAheadAreNotCounted();
    void strangeHeadersPlanToNothing();
};

void PlanModelTest::cachesOfEveryFamily_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<quint64>("full");
    QTest::addColumn<quint64>("window");
    QTest::addColumn<quint64>("windowTokens");
    QTest::addColumn<quint64>("state");
    const auto row = [](const char* name, const char* family, Keys keys, quint64 full,
                        quint64 window = 0, quint64 tokens = 0, quint64 state = 0) {
        QTest::newRow(name) << QString(family) << std::move(keys) << full << window << tokens
                            << state;
    };
    // 48 layers x 4 KV heads x (128 + 128) x 2 bytes.
    row("Qwen3-30B-A3B", "qwen3moe",
        {{"block_count", n(48)},
         {"attention.head_count", n(32)},
         {"attention.head_count_kv", n(4)},
         {"attention.key_length", n(128)},
         {"attention.value_length", n(128)}},
        98304);
    // Without key_length: 8192 / 64 = 128.
    row("Llama 3.3 70B", "llama",
        {{"block_count", n(80)},
         {"embedding_length", n(8192)},
         {"attention.head_count", n(64)},
         {"attention.head_count_kv", n(8)}},
        327680);
    // MLA: 61 layers x (512 + 64) x 2 bytes.
    row("DeepSeek-R1", "deepseek2",
        {{"block_count", n(61)},
         {"attention.head_count", n(128)},
         {"attention.head_count_kv", n(1)},
         {"attention.kv_lora_rank", n(512)},
         {"attention.key_length", n(576)},
         {"attention.value_length", n(512)},
         {"attention.key_length_mla", n(192)},
         {"rope.dimension_count", n(64)}},
        70272);
    row("DeepSeek-V3.2", "deepseek32",
        {{"block_count", n(61)},
         {"attention.head_count", n(128)},
         {"attention.head_count_kv", n(1)},
         {"attention.kv_lora_rank", n(512)},
         {"rope.dimension_count", n(64)},
         {"attention.indexer.key_length", n(128)}},
        85888);
    // 5 of 6 layers see 1024 tokens: 8 and 40 of 48 layers x 8 x 512 x 2.
    row("Gemma 3 12B", "gemma3",
        {{"block_count", n(48)},
         {"attention.head_count", n(16)},
         {"attention.head_count_kv", n(8)},
         {"attention.key_length", n(256)},
         {"attention.value_length", n(256)},
         {"attention.sliding_window", n(1024)}},
        65536, 327680, 1024);
    row("Gemma 2 27B", "gemma2",
        {{"block_count", n(46)},
         {"attention.head_count", n(32)},
         {"attention.head_count_kv", n(16)},
         {"attention.key_length", n(128)},
         {"attention.value_length", n(128)},
         {"attention.sliding_window", n(4096)}},
        188416, 188416, 4096);
    row("gpt-oss-20b", "gpt-oss",
        {{"block_count", n(24)},
         {"attention.head_count", n(64)},
         {"attention.head_count_kv", n(8)},
         {"attention.key_length", n(64)},
         {"attention.value_length", n(64)},
         {"attention.sliding_window", n(128)}},
        24576, 24576, 128);
    // Chunked attention of 8192 in three of four layers; the file does not say so.
    row("Llama 4 Scout", "llama4",
        {{"block_count", n(48)},
         {"attention.head_count", n(40)},
         {"attention.head_count_kv", n(8)},
         {"attention.key_length", n(128)},
         {"attention.value_length", n(128)}},
        49152, 147456, 8192);
    // Global layers: 2 KV heads of 512; the others 8 of 256; both by lists in the file.
    List heads(30, 8), pattern(30, 1);
    for (std::size_t layer = 5; layer < 30; layer += 6) {
        heads[layer] = 2;
        pattern[layer] = 0;
    }
    row("Gemma 4 26B-A4B", "gemma4",
        {{"block_count", n(30)},
         {"attention.head_count", n(16)},
         {"attention.head_count_kv", heads},
         {"attention.key_length", n(512)},
         {"attention.value_length", n(512)},
         {"attention.key_length_swa", n(256)},
         {"attention.value_length_swa", n(256)},
         {"attention.sliding_window", n(1024)},
         {"attention.sliding_window_pattern", pattern}},
        20480, 204800, 1024);
    // 24 of 32 layers are gated delta nets: 4 x (3 x (4096 + 2 x 16 x 128) + 4096 x 128) bytes in
    // each of six slots.
    row("Qwen3.5-4B", "qwen35",
        {{"block_count", n(32)},
         {"attention.head_count", n(16)},
         {"attention.head_count_kv", n(4)},
         {"attention.key_length", n(256)},
         {"attention.value_length", n(256)},
         {"full_attention_interval", n(4)},
         {"ssm.inner_size", n(4096)},
         {"ssm.state_size", n(128)},
         {"ssm.group_count", n(16)},
         {"ssm.conv_kernel", n(4)}},
        32768, 0, 0, 316145664);
    row("Granite 4.0 H Small", "granitehybrid",
        {{"block_count", n(40)},
         {"attention.head_count", n(32)},
         {"attention.head_count_kv", everyNth(40, 10, 8)},
         {"attention.key_length", n(128)},
         {"attention.value_length", n(128)},
         {"ssm.inner_size", n(8192)},
         {"ssm.state_size", n(128)},
         {"ssm.group_count", n(1)},
         {"ssm.conv_kernel", n(4)}},
        16384, 0, 0, 154644480);
    row("LFM2-8B-A1B", "lfm2moe",
        {{"block_count", n(24)},
         {"embedding_length", n(2048)},
         {"attention.head_count", n(32)},
         {"attention.head_count_kv", everyNth(24, 4, 8)},
         {"attention.key_length", n(64)},
         {"attention.value_length", n(64)},
         {"shortconv.l_cache", n(3)}},
        12288, 0, 0, 294912);
    // Of 52 layers 6 have attention, 23 a state, 23 experts only.
    List kv(52, 0), feed(52, 0);
    for (std::size_t layer = 0; layer < 52; ++layer) {
        if (layer < 6) {
            kv[layer] = 2;
        } else if (layer < 29) {
            feed[layer] = 1856;
        }
    }
    row("Nemotron 3 Nano", "nemotron_h_moe",
        {{"block_count", n(52)},
         {"attention.head_count", n(32)},
         {"attention.head_count_kv", kv},
         {"feed_forward_length", feed},
         {"attention.key_length", n(128)},
         {"attention.value_length", n(128)},
         {"ssm.inner_size", n(4096)},
         {"ssm.state_size", n(128)},
         {"ssm.group_count", n(8)},
         {"ssm.conv_kernel", n(4)}},
        6144, 0, 0, 49930240);
}

void PlanModelTest::cachesOfEveryFamily() {
    QFETCH(QString, family);
    QFETCH(Keys, keys);
    const CacheNeed need = header(family.toStdString(), keys).plan().cache;
    QTEST(quint64(need.fullPerToken), "full");
    QTEST(quint64(need.windowPerToken), "window");
    QTEST(quint64(need.windowTokens), "windowTokens");
    QTEST(quint64(need.state), "state");
}

void PlanModelTest::weightsMatchPublishedFiles() {
    // Published: Qwen3-8B Q8_0 8.71 GB, BF16 16.39 GB; Qwen3-30B-A3B Q8_0 32.48 GB.
    QVERIFY(within(double(qwen3_8b(BlockType::q8_0).plan().weightBytes), 8.71e9, 0.005));
    QVERIFY(within(double(qwen3_8b(BlockType::bf16).plan().weightBytes), 16.39e9, 0.005));
    QVERIFY(within(double(qwen3_30b_a3b(BlockType::q8_0).plan().weightBytes), 32.48e9, 0.005));
}

void PlanModelTest::aTokenReadsOnlyTheChosenExperts() {
    const PlanModel model = qwen3_30b_a3b(BlockType::q8_0).plan();
    // 28.99 thousand million expert weights at 8.5 bits, of which a token reads 8 of 128.
    QVERIFY(within(double(model.expertBytes), 28'991'029'248 * 8.5 / 8, 0.001));
    QCOMPARE(model.expertBytesPerToken, model.expertBytes / 16);
    QVERIFY(within(double(model.bytesPerToken), 3'269'509'120, 0.02)); // as the facts have it
    const PlanModel dense = qwen3_8b(BlockType::q8_0).plan();
    QCOMPARE(dense.expertBytes, 0ULL);
    QVERIFY(within(double(dense.bytesPerToken), double(dense.weightBytes) - 151936 * 4096 * 8.5 / 8,
                   0.001));
}

void PlanModelTest::layersThatPredictAheadAreNotCounted() {
    Header model = qwen3_8b(BlockType::q8_0);
    const PlanModel before = model.plan();
    model.metadata["qwen3.block_count"] = n(37);
    model.metadata["qwen3.nextn_predict_layers"] = n(1);
    model.tensors.push_back(tensor("blk.36.ffn_up.weight", BlockType::q8_0, 4096, 12288));
    QCOMPARE(model.plan().weightBytes, before.weightBytes);
    QCOMPARE(model.plan().cache.fullPerToken, before.cache.fullPerToken);
}

void PlanModelTest::strangeHeadersPlanToNothing() {
    QCOMPARE(planModel({}, {}).weightBytes, 0ULL);
    const Header odd = header("qwen3", {{"block_count", n(2)},
                                        {"attention.head_count", std::string("many")},
                                        {"attention.head_count_kv", List{-4}},
                                        {"expert_count", n(3)}});
    QCOMPARE(odd.plan().cache.fullPerToken, 0ULL);
    QCOMPARE(odd.plan().expertBytesPerToken, 0ULL);
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::PlanModelTest)
#include "plan_model_test.moc"
