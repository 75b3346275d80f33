// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/synth.h"

#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/model_summary.h"
#include "engine/reference/dequantise.h"
#include "engine/reference/reference_model.h"
#include "engine/synth/random_blocks.h"
#include "engine/synth/vocabulary.h"
#include "engine/text/chat_template.h"
#include "engine/text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace conclave;

namespace {

struct Moments {
    double mean = 0, deviation = 0;
};

Moments momentsOf(std::span<const float> values) {
    double sum = 0, squares = 0;
    for (const double value : values) {
        sum += value;
        squares += value * value;
    }
    const double count = static_cast<double>(values.size());
    const double mean = sum / count;
    return {mean, std::sqrt(squares / count - mean * mean)};
}

} // namespace

/// Models made of random numbers: their weights, their mixture, their vocabulary, their speech.
class SynthTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path make(const char* architecture, const char* shape, const char* type,
                               std::uint64_t seed = 1, const char* name = "model.gguf") const {
        SynthRequest request{.path = std::filesystem::path(m_folder.path().toStdString()) / name,
                             .shape = readShape(architecture, shape),
                             .type = type,
                             .seed = seed,
                             .progress = {}};
        writeSynthModel(request);
        return request.path;
    }

    static QByteArray read(const std::filesystem::path& path) {
        QFile file(QString::fromStdString(path.string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    template <typename F> static QString sentence(F action) {
        try {
            action();
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private slots:
    void spreadsWeightsAsAsked_data() {
        QTest::addColumn<quint32>("type");
        using enum BlockType;
        for (const BlockType type :
             {f32,    f16,    bf16,  q4_0,  q4_1,  q5_0,    q5_1,   q8_0,  q2_K,    q3_K,
              q4_K,   q5_K,   q6_K,  iq1_s, iq1_m, iq2_xxs, iq2_xs, iq2_s, iq3_xxs, iq3_s,
              iq4_nl, iq4_xs, tq1_0, tq2_0, mxfp4, nvfp4,   q1_0,   q2_0}) {
            QTest::newRow(blockFormat(type).name.data()) << quint32(type);
        }
    }

    void spreadsWeightsAsAsked() {
        QFETCH(quint32, type);
        const BlockFormat& format = blockFormat(BlockType{type});
        constexpr std::size_t kWeights = 256 * 1024;
        std::vector<std::byte> blocks(kWeights / format.blockSize * format.blockBytes);
        for (const float deviation : {1.0F, 0.02F}) { // 0.02: the rows of a model 2500 wide
            fillRandomBlocks(format.type, {.mean = 0, .deviation = deviation}, 9, 0, blocks);
            const Moments moments = momentsOf(dequantised(format.type, blocks));
            // 4 standard errors of the mean; scales are coarse, so 5 per cent for the deviation.
            QVERIFY2(std::abs(moments.mean) < 0.02 * deviation,
                     qPrintable(QString::number(moments.mean / deviation)));
            QVERIFY2(std::abs(moments.deviation / deviation - 1) < 0.05,
                     qPrintable(QString::number(moments.deviation / deviation)));
        }
    }

    void blocksDoNotDependOnHowTheyAreCut() {
        std::vector<std::byte> whole(8 * 144), parts(8 * 144);
        fillRandomBlocks(BlockType::q4_K, {}, 3, 0, whole);
        fillRandomBlocks(BlockType::q4_K, {}, 3, 0, std::span(parts).first(3 * 144));
        fillRandomBlocks(BlockType::q4_K, {}, 3, 3, std::span(parts).subspan(3 * 144));
        QVERIFY(whole == parts);
    }

    void sameSeedSameFile() {
        const QByteArray first = read(make("qwen3moe", "", "Q4_K_M", 7, "a.gguf"));
        QVERIFY(first.size() > 1000000);
        QVERIFY(first == read(make("qwen3moe", "tiny-moe", "Q4_K_M", 7, "b.gguf")));
        QVERIFY(first != read(make("qwen3moe", "tiny-moe", "Q4_K_M", 8, "c.gguf")));
    }

    void mixesFormatsAsPublished() {
        const GgufFile file(make("qwen3moe",
                                 "layers=12,embedding=256,heads=2,kv_heads=2,head_size=128,"
                                 "experts=32,experts_used=2,expert_ffn=32,vocab=400",
                                 "q4_k_m"));
        const auto format = [&](const std::string& name) { return file.requireTensor(name).type; };
        QByteArray more; // the layers whose attn_v gets more bits
        for (std::uint32_t layer = 0; layer < 12; ++layer) {
            const std::string prefix = "blk." + std::to_string(layer) + ".";
            QCOMPARE(format(prefix + "attn_q.weight"), BlockType::q4_K);
            QCOMPARE(format(prefix + "ffn_up_exps.weight"), BlockType::q4_K);
            QCOMPARE(format(prefix + "attn_norm.weight"), BlockType::f32);
            QCOMPARE(format(prefix + "ffn_gate_inp.weight"), BlockType::f32);
            more += format(prefix + "attn_v.weight") == BlockType::q6_K ? '6' : '4';
        }
        QCOMPARE(more, QByteArray("644644644666"));
        QVERIFY(format("token_embd.weight") == BlockType::q4_K ||
                file.findTensor("output.weight") == nullptr);
        // Rows of 32 fill no blocks of 256: Q6_K becomes Q8_0, Q4_K becomes Q5_0.
        QCOMPARE(format("blk.0.ffn_down_exps.weight"), BlockType::q8_0);
        QCOMPARE(format("blk.1.ffn_down_exps.weight"), BlockType::q5_0);
    }

    void knowsEveryPublishedType_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<quint32>("base");
        using enum BlockType;
        for (const auto& [name, base] : std::initializer_list<std::pair<const char*, BlockType>>{
                 {"F32", f32},         {"F16", f16},       {"BF16", bf16},       {"Q8_0", q8_0},
                 {"Q6_K", q6_K},       {"Q5_K_M", q5_K},   {"Q5_K_S", q5_K},     {"Q5_0", q5_0},
                 {"Q5_1", q5_1},       {"Q4_K_M", q4_K},   {"Q4_K_S", q4_K},     {"Q4_0", q4_0},
                 {"Q4_1", q4_1},       {"IQ4_NL", iq4_nl}, {"IQ4_XS", iq4_xs},   {"MXFP4", mxfp4},
                 {"MXFP4_MOE", mxfp4}, {"NVFP4", nvfp4},   {"Q3_K_L", q3_K},     {"Q3_K_M", q3_K},
                 {"Q3_K_S", q3_K},     {"IQ3_M", iq3_s},   {"IQ3_S", iq3_s},     {"IQ3_XS", iq3_s},
                 {"IQ3_XXS", iq3_xxs}, {"Q2_K", q2_K},     {"Q2_K_S", q2_K},     {"IQ2_M", iq2_s},
                 {"IQ2_S", iq2_xs},    {"IQ2_XS", iq2_xs}, {"IQ2_XXS", iq2_xxs}, {"IQ1_M", iq1_m},
                 {"IQ1_S", iq1_s},     {"TQ2_0", tq2_0},   {"TQ1_0", tq1_0},     {"Q2_0", q2_0},
                 {"Q1_0", q1_0}}) {
            QTest::newRow(name) << name << quint32(base);
        }
    }

    void knowsEveryPublishedType() {
        QFETCH(QString, type);
        QFETCH(quint32, base);
        const GgufFile file(make("qwen3moe",
                                 "layers=4,embedding=256,heads=4,kv_heads=2,head_size=128,"
                                 "experts=4,experts_used=2,expert_ffn=256,vocab=400",
                                 qPrintable(type)));
        QCOMPARE(quint32(file.requireTensor("blk.3.ffn_up_exps.weight").type), base);
        for (const TensorInfo& tensor : file.tensors()) {
            QVERIFY(blockFormat(tensor.type).runs);
        }
    }

    void speaksWithFiniteLogits_data() {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("type");
        for (const char* type : {"F32", "Q8_0", "Q4_K_M", "Q5_K_M", "Q6_K"}) {
            QTest::addRow("qwen3moe %s", type) << "qwen3moe" << type;
            QTest::addRow("qwen3 %s", type) << "qwen3" << type;
        }
    }

    void speaksWithFiniteLogits() {
        QFETCH(QString, architecture);
        QFETCH(QString, type);
        const GgufFile file(make(qPrintable(architecture), "layers=4", qPrintable(type)));
        ReferenceModel model(file);
        const std::vector<std::uint32_t> tokens{1, 70, 300, 301, 12, 511};
        const std::vector<float> logits = model.forward(tokens);
        QCOMPARE(logits.size(), tokens.size() * 512);
        const Moments moments = momentsOf(logits);
        QVERIFY(std::isfinite(moments.deviation));
        QVERIFY2(moments.deviation > 0.3 && moments.deviation < 3,
                 qPrintable(QString::number(moments.deviation)));
        QVERIFY(std::abs(moments.mean) < 0.5);
    }

    void saysWhatItIs() {
        const ModelSummary summary = summarise(
            GgufFile(make("qwen3moe", "bench-moe,layers=1,vocab=1000,tied=true", "Q4_K_M")));
        QCOMPARE(summary.architecture, std::string("qwen3moe"));
        QCOMPARE(summary.quantisation, std::string("Q4_K_M"));
        QCOMPARE(summary.experts, std::uint64_t{32});
        QCOMPARE(summary.expertsUsed, std::uint64_t{4});
        QCOMPARE(summary.vocabularySize, std::uint64_t{1000});
        QVERIFY(GgufFile(make("qwen3", "", "F16")).findTensor("output.weight") == nullptr);
    }

    void hasAVocabularyThatReadsText() {
        const SynthVocabulary vocabulary = makeVocabulary(512);
        QCOMPARE(vocabulary.tokens.size(), std::size_t{512});
        QCOMPARE(vocabulary.types.size(), std::size_t{512});
        const std::set<std::string> known(vocabulary.tokens.begin(), vocabulary.tokens.end());
        QCOMPARE(known.size(), std::size_t{512});
        for (const std::string& merge : vocabulary.merges) {
            const std::size_t space = merge.find(' ');
            QVERIFY(known.contains(merge.substr(0, space)));
            QVERIFY(known.contains(merge.substr(space + 1)));
            QVERIFY(known.contains(merge.substr(0, space) + merge.substr(space + 1)));
        }

        const GgufFile file(make("qwen3", "", "Q8_0"));
        const Tokenizer tokenizer(file);
        const std::string text = "<|im_start|>user\nwhat about the people? 한국어 \xF0\x9F\x98\x80";
        const auto tokens = tokenizer.encode(text, {.addSpecial = true, .parseSpecial = true});
        QCOMPARE(tokenizer.decode(tokens), text);
        QCOMPARE(tokens.front(), tokenizer.find("<|im_start|>").value());
        QVERIFY2(tokens.size() < text.size() - 12, "words are merged");
        QVERIFY(tokenizer.isEndOfGeneration(vocabulary.endOfMessage));
    }

    void hasAChatTemplateThatSwitchesThinking() {
        const ChatTemplate chatTemplate{std::string(synthChatTemplate())};
        const auto render = [&](bool thinking) {
            return chatTemplate.render(
                {{"messages",
                  {{{"role", "user"}, {"content", "Hi"}},
                   {{"role", "assistant"}, {"content", "<think>\nx\n</think>\n\nHello"}},
                   {{"role", "user"}, {"content", "Why?"}}}},
                 {"add_generation_prompt", true},
                 {"enable_thinking", thinking}});
        };
        const std::string shared = "<|im_start|>user\nHi<|im_end|>\n"
                                   "<|im_start|>assistant\nHello<|im_end|>\n"
                                   "<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n";
        QCOMPARE(render(true), shared);
        QCOMPARE(render(false), shared + "<think>\n\n</think>\n\n");
    }

    void refusesWithASentence() {
        const auto shape = [](const char* architecture, const char* text) {
            return sentence([=] { (void)readShape(architecture, text); });
        };
        QVERIFY(shape("gpt2", "").contains("qwen2moe, qwen3, "));
        QVERIFY(shape("qwen3", "experts=4").contains("has no experts"));
        QVERIFY(shape("qwen3", "tiny-moe").contains("tiny-dense"));
        QVERIFY(shape("qwen3", "layers=0").contains("from 1 to 512"));
        QVERIFY(shape("qwen3", "layers=two").contains("not a number"));
        QVERIFY(shape("qwen3", "colour=1").contains("known are layers"));
        QVERIFY(shape("qwen3", "heads=3,kv_heads=2").contains("multiple"));
        QVERIFY(shape("qwen3moe", "experts=4,experts_used=5").contains("experts_used=5"));
        QVERIFY(sentence([&] { make("qwen3", "", "Q9"); }).contains("Q4_K_M"));
        QVERIFY(sentence([&] {
                    make("qwen3", "", "F16", 1, "absent/m.gguf");
                }).contains("No such file"));
    }

    void stopsWhenAsked() {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "stopped.gguf";
        const SynthRequest request{.path = path,
                                   .shape = readShape("qwen3moe", "bench-moe"),
                                   .progress = [](double done) { return done < 0.3; }};
        QVERIFY(sentence([&] { writeSynthModel(request); }).contains("Stopped"));
        QVERIFY(!std::filesystem::exists(path));
        QVERIFY(!std::filesystem::exists(path.string() + ".part"));
    }
};

QTEST_APPLESS_MAIN(SynthTest)
#include "synth_test.moc"
