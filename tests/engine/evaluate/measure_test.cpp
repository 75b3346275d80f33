// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/evaluate/measure.h"
#include "engine/quantize/quantise_file.h"
#include "engine/reference/reference_model.h"
#include "engine/synth/synth.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace conclave;
using namespace conclave::quality;

namespace {

/// Logits that depend on the token before only, with some noise of its own for each model.
class RandomSource : public LogitSource {
public:
    RandomSource(std::uint32_t vocabulary, double noise)
        : m_vocabulary(vocabulary), m_noise(noise) {}
    [[nodiscard]] std::uint32_t vocabularySize() const override { return m_vocabulary; }
    [[nodiscard]] std::uint32_t passTokens() const override { return passes; }
    void run(std::span<const std::uint32_t> tokens, std::uint32_t before) override {
        QVERIFY(before == (before == 0 ? 0 : m_tokens.size()));
        QVERIFY(tokens.size() > before && tokens.size() - before <= passes);
        m_tokens.assign(tokens.begin(), tokens.end());
        m_before = before;
        runs += before == 0 ? 1 : 0;
    }
    [[nodiscard]] std::vector<float> logits(std::uint32_t first, std::uint32_t count) override {
        if (first < m_before || first + count > m_tokens.size()) {
            qFatal("not of the last pass");
        }
        mostRows = std::max(mostRows, count);
        std::vector<float> all;
        for (std::uint32_t at = first; at < first + count; ++at) {
            std::mt19937 common(m_tokens[at]);
            std::mt19937 own(m_tokens[at] + 1000);
            std::normal_distribution<double> normal(0, 2);
            for (std::uint32_t i = 0; i < m_vocabulary; ++i) {
                all.push_back(static_cast<float>(normal(common) + m_noise * normal(own)));
            }
        }
        return all;
    }
    static inline int runs = 0; ///< sequences
    static inline std::uint32_t passes = 7, mostRows = 0;

private:
    std::uint32_t m_vocabulary;
    double m_noise;
    std::vector<std::uint32_t> m_tokens;
    std::uint32_t m_before = 0;
};

/// The naive model in float.
class TwinSource : public LogitSource {
public:
    explicit TwinSource(const std::filesystem::path& path) : m_file(path), m_model(m_file) {}
    [[nodiscard]] std::uint32_t vocabularySize() const override {
        return m_model.hparams().vocabularySize;
    }
    [[nodiscard]] std::uint32_t passTokens() const override { return 1000; }
    void run(std::span<const std::uint32_t> tokens, std::uint32_t) override {
        m_logits = m_model.forward(tokens);
    }
    [[nodiscard]] std::vector<float> logits(std::uint32_t first, std::uint32_t count) override {
        const auto begin = m_logits.begin() + std::ptrdiff_t(first) * vocabularySize();
        return {begin, begin + std::ptrdiff_t(count) * vocabularySize()};
    }

private:
    GgufFile m_file;
    ReferenceModel m_model;
    std::vector<float> m_logits;
};

TokenChunks randomText(std::uint32_t vocabulary, std::uint32_t context, std::uint32_t chunks) {
    TokenChunks text;
    std::mt19937 engine(3);
    text.context = context;
    text.count = chunks;
    for (std::uint32_t i = 0; i < context * chunks + 5; ++i) {
        text.tokens.push_back(static_cast<std::uint32_t>(engine() % vocabulary));
    }
    return text;
}

Sources randomSources(std::uint32_t vocabulary, double noise, double referenceNoise) {
    return {[=] { return std::make_unique<RandomSource>(vocabulary, noise); },
            [=] { return std::make_unique<RandomSource>(vocabulary, referenceNoise); }};
}

bool same(const Quality& one, const Quality& other) {
    const auto equal = [](const Measured& a, const Measured& b) {
        return a.value == b.value && a.error == b.error;
    };
    return one.tokens == other.tokens && one.chunks == other.chunks &&
           equal(one.perplexity, other.perplexity) &&
           equal(one.divergence->klMean, other.divergence->klMean) &&
           equal(one.divergence->topAgreement, other.divergence->topAgreement) &&
           equal(one.divergence->probabilityChangeRms, other.divergence->probabilityChangeRms) &&
           one.divergence->klMedian == other.divergence->klMedian &&
           one.divergence->klP99 == other.divergence->klP99;
}

bool near(double value, double expected) {
    return std::abs(value - expected) <= 1e-12 * std::max(1.0, std::abs(expected));
}

} // namespace

class MeasureTest : public QObject {
    Q_OBJECT

private slots:
    /// Against the definitions written out in long double.
    void figuresFollowTheirDefinitions() {
        constexpr std::uint32_t kVocabulary = 50, kContext = 32, kChunks = 6;
        const TokenChunks text = randomText(kVocabulary, kContext, kChunks);
        ScoreFile none({}, "", text.scoresPerChunk());
        const auto quality = measure(text, randomSources(kVocabulary, 0.3, 0), none, {});
        QVERIFY(quality && quality->divergence);
        QCOMPARE(quality->tokens, std::uint64_t{kChunks * 15}); // positions 17 to 31 of each

        RandomSource model(kVocabulary, 0.3);
        RandomSource reference(kVocabulary, 0);
        std::vector<long double> surprise, divergence, change;
        int agree = 0;
        for (std::uint32_t chunk = 0; chunk < kChunks; ++chunk) {
            const auto tokens = text.chunk(chunk);
            RandomSource::passes = 100;
            model.run(tokens, 0);
            reference.run(tokens, 0);
            const auto a = model.logits(16, 15);
            const auto b = reference.logits(16, 15);
            for (std::size_t i = 0; i < 15; ++i) {
                const auto probabilities = [&](const std::vector<float>& all) {
                    std::vector<long double> p(all.begin() + static_cast<std::ptrdiff_t>(50 * i),
                                               all.begin() +
                                                   static_cast<std::ptrdiff_t>(50 * i + 50));
                    long double total = 0;
                    for (auto& value : p) {
                        total += value = std::exp(value);
                    }
                    for (auto& value : p) {
                        value /= total;
                    }
                    return p;
                };
                const auto p = probabilities(a);
                const auto q = probabilities(b);
                long double kl = 0;
                for (std::size_t v = 0; v < kVocabulary; ++v) {
                    kl += q[v] * std::log(q[v] / p[v]);
                }
                const std::uint32_t next = tokens[16 + i + 1];
                surprise.push_back(-std::log(p[next]));
                divergence.push_back(kl);
                change.push_back((p[next] - q[next]) * (p[next] - q[next]));
                agree += std::ranges::max_element(p) - p.begin() ==
                                 std::ranges::max_element(q) - q.begin()
                             ? 1
                             : 0;
            }
        }
        const auto mean = [](const std::vector<long double>& values) {
            long double sum = 0;
            for (const long double value : values) {
                sum += value;
            }
            return sum / static_cast<long double>(values.size());
        };
        const auto error = [&](const std::vector<long double>& values) {
            long double sum = 0;
            for (const long double value : values) {
                sum += (value - mean(values)) * (value - mean(values));
            }
            const auto n = static_cast<long double>(values.size());
            return std::sqrt(sum / n / (n - 1));
        };
        const auto number = [](long double value) { return static_cast<double>(value); };
        QVERIFY(near(quality->perplexity.value, number(std::exp(mean(surprise)))));
        QVERIFY(
            near(quality->perplexity.error, number(std::exp(mean(surprise)) * error(surprise))));
        QVERIFY(near(quality->divergence->klMean.value, number(mean(divergence))));
        QVERIFY(near(quality->divergence->klMean.error, number(error(divergence))));
        QVERIFY(near(quality->divergence->topAgreement.value, agree / 90.0));
        QVERIFY(
            near(quality->divergence->probabilityChangeRms.value, number(std::sqrt(mean(change)))));
        std::ranges::sort(divergence);
        QVERIFY(near(quality->divergence->klMedian, number((divergence[44] + divergence[45]) / 2)));
        QVERIFY(near(quality->divergence->klP99,
                     number(divergence[88] * 0.89L + divergence[89] * 0.11L)));
    }

    /// However a model takes the tokens, the figures are the same, and few logits are ever there.
    void passesChangeNothing() {
        const TokenChunks text = randomText(60, 100, 2);
        ScoreFile none({}, "", text.scoresPerChunk());
        RandomSource::passes = 1000;
        const auto whole = measure(text, randomSources(60, 0.2, 0), none, {});
        QCOMPARE(whole->tokens, std::uint64_t{2 * 49});
        for (const std::uint32_t passes : {1U, 7U, 50U, 51U, 99U}) {
            RandomSource::passes = passes;
            RandomSource::mostRows = 0;
            QVERIFY(same(*measure(text, randomSources(60, 0.2, 0), none, {}), *whole));
            QVERIFY(RandomSource::mostRows <= kLogitRows);
        }
    }

    void aModelDoesNotDifferFromItself() {
        const TokenChunks text = randomText(40, 16, 4);
        ScoreFile none({}, "", text.scoresPerChunk());
        const auto quality = measure(text, randomSources(40, 0.5, 0.5), none, {});
        QVERIFY(std::abs(quality->divergence->klMean.value) < 1e-12);
        QCOMPARE(quality->divergence->topAgreement.value, 1.0);
        QCOMPARE(quality->divergence->perplexityRatio.value, 1.0);
        QCOMPARE(quality->divergence->probabilityChangeRms.value, 0.0);
    }

    void beginsEachChunkWithBos() {
        TokenChunks text = randomText(40, 16, 2);
        text.start = 7;
        QCOMPARE(text.chunk(1).front(), 7U);
        QCOMPARE(text.chunk(1)[1], text.tokens[17]);
        QCOMPARE(text.chunk(1).size(), std::size_t{16});
    }

    /// Stopped anywhere and resumed: the same figures to the last bit, and nothing measured twice.
    void resumedEqualsUninterrupted() {
        const TokenChunks text = randomText(60, 16, 8);
        ScoreFile none({}, "", text.scoresPerChunk());
        const auto whole = measure(text, randomSources(60, 0.2, 0), none, {});
        for (std::uint32_t stopAt = 0; stopAt < 8; ++stopAt) {
            const QTemporaryDir folder;
            const std::filesystem::path path(folder.path().toStdString());
            {
                ScoreFile file(path, "k", text.scoresPerChunk());
                QVERIFY(
                    !measure(text, randomSources(60, 0.2, 0), file,
                             [&](std::uint32_t done, const Quality&) { return done < stopAt; }));
            }
            RandomSource::runs = 0;
            ScoreFile file(path, "k", text.scoresPerChunk());
            const auto resumed = measure(text, randomSources(60, 0.2, 0), file, {});
            QCOMPARE(RandomSource::runs, static_cast<int>(2 * (8 - stopAt)));
            QVERIFY(same(*resumed, *whole));
            QVERIFY(!resumed->fromCache);
        }
    }

    void finishedMeasurementsLoadNoModel() {
        const QTemporaryDir folder;
        const std::filesystem::path path(folder.path().toStdString());
        const TokenChunks text = randomText(60, 16, 3);
        ScoreFile first(path, "k", text.scoresPerChunk());
        const auto measured = measure(text, randomSources(60, 0.2, 0), first, {});
        const auto refuse = []() -> std::unique_ptr<LogitSource> { qFatal("loaded"); };
        ScoreFile second(path, "k", text.scoresPerChunk());
        const auto cached = measure(text, {refuse, refuse}, second, {});
        QVERIFY(cached->fromCache);
        QVERIFY(same(*cached, *measured));
        TokenChunks shorter = text; // fewer chunks of the same measurement
        shorter.count = 2;
        ScoreFile third(path, "k", text.scoresPerChunk());
        QCOMPARE(measure(shorter, {refuse, refuse}, third, {})->chunks, 2U);
    }

    /// A file cut short or damaged anywhere costs the chunks from there on, no more and no less.
    void damagedCachesAreMeasuredAnew() {
        const QTemporaryDir folder;
        const std::filesystem::path path(folder.path().toStdString());
        const TokenChunks text = randomText(60, 16, 4);
        const auto fill = [&] {
            std::filesystem::remove_all(path / "evaluate");
            ScoreFile file(path, "k", text.scoresPerChunk());
            return measure(text, randomSources(60, 0.2, 0), file, {});
        };
        const auto whole = fill();
        const auto file = path / "evaluate" / "k.scores";
        const std::uint64_t record = 8 + 32ULL * text.scoresPerChunk();
        for (const std::uint64_t bytes :
             {std::uint64_t{0}, std::uint64_t{5}, 8 + record, 8 + 2 * record - 1}) {
            static_cast<void>(fill());
            std::filesystem::resize_file(file, bytes);
            ScoreFile cut(path, "k", text.scoresPerChunk());
            QCOMPARE(cut.found().size(),
                     std::size_t{bytes < 8 + record ? 0U : 1U} * text.scoresPerChunk());
            QVERIFY(same(*measure(text, randomSources(60, 0.2, 0), cut, {}), *whole));
        }
        static_cast<void>(fill());
        {
            QFile bytes(QString::fromStdString(file.string()));
            QVERIFY(bytes.open(QIODevice::ReadWrite));
            QVERIFY(bytes.seek(static_cast<qint64>(8 + record + 20)));
            QVERIFY(bytes.putChar('x'));
        }
        ScoreFile damaged(path, "k", text.scoresPerChunk());
        QCOMPARE(damaged.found().size(), std::size_t{text.scoresPerChunk()});
    }

    void differentVocabulariesAreRefused() {
        const TokenChunks text = randomText(40, 16, 2);
        ScoreFile none({}, "", text.scoresPerChunk());
        const Sources sources{[] { return std::make_unique<RandomSource>(40, 0.1); },
                              [] { return std::make_unique<RandomSource>(41, 0.1); }};
        QVERIFY_EXCEPTION_THROWN((void)measure(text, sources, none, {}), Error);
    }

    /// A real model and our own quantiser: fewer bits, farther away.
    void coarserQuantisationsDivergeMore() {
        const QTemporaryDir folder;
        const std::filesystem::path path(folder.path().toStdString());
        SynthRequest model;
        model.path = path / "f32.gguf";
        model.type = "F32";
        model.shape = readShape("qwen3", "layers=1,embedding=256,heads=2,kv_heads=1,"
                                         "head_size=128,ffn=256,vocab=384");
        static_cast<void>(writeSynthModel(model));
        const TokenChunks text = randomText(384, 24, 3);
        double before = 0;
        for (const std::string type : {"Q8_0", "Q6_K", "Q4_K_S"}) {
            QuantiseRequest request;
            request.input = model.path;
            request.output = path / (type + ".gguf");
            request.type = type;
            QVERIFY(quantiseFile(request));
            ScoreFile none({}, "", text.scoresPerChunk());
            const Sources sources{[&] { return std::make_unique<TwinSource>(request.output); },
                                  [&] { return std::make_unique<TwinSource>(model.path); }};
            const double divergence = measure(text, sources, none, {})->divergence->klMean.value;
            QVERIFY2(divergence > 2 * before, qPrintable(QString::number(divergence)));
            before = divergence;
        }
        QVERIFY(before < 1);
    }
};

QTEST_APPLESS_MAIN(MeasureTest)
#include "measure_test.moc"
