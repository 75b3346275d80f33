// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/quantize/importance_collector.h"
#include "engine/quantize/importance_matrix.h"
#include "engine/quantize/quantise_file.h"
#include "engine/reference/reference_model.h"
#include "engine/synth/synth.h"
#include "tests/support/conformance.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace conclave;
using namespace conclave::test;

namespace {

using Path = std::filesystem::path;

/// Importance for every matrix of a file, uneven across columns.
ImportanceMatrix matrixFor(const GgufFile& file) {
    ImportanceMatrix matrix;
    matrix.file = "some.imatrix";
    for (const TensorInfo& tensor : file.tensors()) {
        ColumnImportance importance;
        for (std::uint64_t i = 0; i < tensor.shape[0] * tensor.shape[2]; ++i) {
            importance.means.push_back(1 + static_cast<float>(i % 7));
        }
        matrix.set(tensor.name, std::move(importance));
    }
    return matrix;
}

bool sameBytes(std::span<const std::byte> one, std::span<const std::byte> other) {
    return std::ranges::equal(one, other);
}

} // namespace

class QuantiseFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    Path path(const char* name) const { return Path(m_folder.path().toStdString()) / name; }

    /// A small model of random weights.
    Path source(const std::string& type = "F16", const char* name = "source.gguf") const {
        SynthRequest request;
        request.path = path(name);
        request.type = type;
        request.shape = readShape("qwen3moe", "layers=2,embedding=256,heads=2,kv_heads=1,"
                                              "head_size=128,experts=4,experts_used=2,"
                                              "expert_ffn=256,vocab=512");
        static_cast<void>(writeSynthModel(request));
        return request.path;
    }

    QuantiseRequest request(const Path& from, const std::string& type) const {
        QuantiseRequest result;
        result.input = from;
        result.output = path("out.gguf");
        result.type = type;
        return result;
    }

    void writeDat(const Path& to, const std::string& bytes) const {
        std::ofstream(to, std::ios::binary) << bytes;
    }

private slots:
    void cleanup() {
        for (const auto& entry :
             std::filesystem::directory_iterator(m_folder.path().toStdString())) {
            std::filesystem::remove_all(entry.path());
        }
    }

    void makesAFileThatKeepsEverythingElse() {
        const Path from = source();
        const auto result = quantiseFile(request(from, "q4_k_m"));
        QVERIFY(result.has_value());
        const GgufFile in(from);
        const GgufFile out(path("out.gguf"));
        QCOMPARE(out.fileBytes(), result->outBytes);
        QCOMPARE(out.fileBytes(), std::filesystem::file_size(path("out.gguf")));
        QCOMPARE(planQuantisation(in, "Q4_K_M").outBytes, result->outBytes);
        QCOMPARE(out.requireUint("general.file_type"), std::uint64_t{15});
        QCOMPARE(out.requireUint("general.quantization_version"), std::uint64_t{2});
        QCOMPARE(out.tensors().size(), in.tensors().size());
        for (const auto& [key, value] : in.metadata()) {
            QVERIFY2(key == "general.file_type" || *out.find(key) == value, key.c_str());
        }
        for (const TensorInfo& tensor : out.tensors()) {
            const TensorInfo& old = in.requireTensor(tensor.name);
            QVERIFY(tensor.shape == old.shape);
            QVERIFY(tensor.type != old.type || sameBytes(tensor.data, old.data));
        }
        QCOMPARE(out.requireTensor("blk.0.ffn_gate_inp.weight").type, BlockType::f32);
        QCOMPARE(out.requireTensor("blk.0.attn_q.weight").type, BlockType::q4_K);
        for (const QuantisedTensor& tensor : result->tensors) {
            QVERIFY(tensor.from == tensor.to ? tensor.rmse == 0 : tensor.rmse > 0);
        }
    }

    void everyTypeCanBeMade() {
        const Path from = source("F32");
        const GgufFile in(from);
        const ImportanceMatrix matrix = matrixFor(in);
        for (const QuantiseType& type : quantiseTypes()) {
            const QuantisePlan plan = planQuantisation(in, type.name, &matrix);
            QVERIFY2(plan.refusal.empty(), plan.refusal.c_str());
            QCOMPARE(planQuantisation(in, type.name).refusal.empty(), !type.needsImportance);
            if (!type.needsImportance) {
                const auto made = quantiseFile(request(from, std::string(type.name)));
                QCOMPARE(made->outBytes, planQuantisation(in, type.name).outBytes);
            }
        }
    }

    void threadsDoNotChangeAByte() {
        const Path from = source();
        auto one = request(from, "Q3_K_M");
        one.threads = 1;
        auto many = request(from, "Q3_K_M");
        many.threads = 7;
        many.output = path("many.gguf");
        QVERIFY(quantiseFile(one) && quantiseFile(many));
        const MappedFile first(one.output);
        const MappedFile second(many.output);
        QVERIFY(sameBytes(first.bytes(), second.bytes()));
    }

    void cancellingLeavesNothing() {
        const Path from = source();
        auto cancelled = request(from, "Q4_K_M");
        int calls = 0;
        cancelled.progress = [&](const QuantiseProgress&) { return ++calls < 5; };
        QVERIFY(!quantiseFile(cancelled).has_value());
        QCOMPARE(calls, 5);
        QCOMPARE(std::distance(std::filesystem::directory_iterator(m_folder.path().toStdString()),
                               std::filesystem::directory_iterator()),
                 1);
    }

    void refusesWithASentence() {
        const Path from = source();
        auto onItself = request(from, "Q8_0");
        onItself.output = from;
        QVERIFY_EXCEPTION_THROWN((void)quantiseFile(onItself), Error);
        QVERIFY_EXCEPTION_THROWN((void)quantiseFile(request(from, "Q7_K")), Error);
        QVERIFY_EXCEPTION_THROWN((void)quantiseFile(request(from, "IQ2_XS")), Error);
        QVERIFY(!std::filesystem::exists(path("out.gguf")));
        QVERIFY(GgufFile(from).tensors().size() > 0);
    }

    void weightsThatAreNotNumbersAreRefused() {
        {
            GgufWriter writer(path("nan.gguf"));
            writer.addString("general.architecture", "llama");
            writer.addUint32("llama.block_count", 1);
            const std::array<std::uint64_t, 2> shape{256, 4};
            writer.addTensor("blk.0.attn_q.weight", BlockType::f32, shape);
            std::vector<float> values(1024, 1.0F);
            values[700] = NAN;
            writer.write(std::as_bytes(std::span(values)));
            writer.finish();
        }
        QVERIFY_EXCEPTION_THROWN((void)quantiseFile(request(path("nan.gguf"), "Q4_K_M")), Error);
        QVERIFY(!std::filesystem::exists(path("out.gguf")));
        QVERIFY(!std::filesystem::exists(path("out.gguf.part")));
    }

    void quantisedInputIsTakenWithAWarning() {
        const auto result = quantiseFile(request(source("Q4_K_M"), "Q3_K_S"));
        QVERIFY(result.has_value());
        QCOMPARE(result->warnings.size(), std::size_t{1});
        QVERIFY(result->warnings.front().find("already quantised (Q4_K, Q6_K)") !=
                std::string::npos);
    }

    void readsBothLayoutsOfImportanceMatrices() {
        const auto append = [](std::string& to, auto value) {
            to.append(reinterpret_cast<const char*>(&value), sizeof(value));
        };
        std::string dat;
        append(dat, std::int32_t{1});
        append(dat, std::int32_t{4});
        dat += "blk0";
        append(dat, std::int32_t{2}); // calls
        append(dat, std::int32_t{3});
        for (const float value : {2.0F, 4.0F, 6.0F}) {
            append(dat, value);
        }
        append(dat, std::int32_t{11});
        append(dat, std::int32_t{5});
        dat += "wiki!";
        writeDat(path("a.dat"), dat);
        const ImportanceMatrix legacy = ImportanceMatrix::read(path("a.dat"));
        QCOMPARE(legacy.chunks, 11U);
        QCOMPARE(legacy.dataset, std::string("wiki!"));
        QCOMPARE(legacy.find("blk0", 3, 1, 0)[2], 3.0F);
        QVERIFY(legacy.find("other", 3, 1, 0).empty());
        QVERIFY_EXCEPTION_THROWN((void)legacy.find("blk0", 4, 1, 0), Error);

        {
            GgufWriter writer(path("b.gguf"));
            writer.addUint32("imatrix.chunk_count", 7);
            writer.addStrings("imatrix.datasets", std::vector<std::string>{"wiki"});
            const std::array<std::uint64_t, 2> sums{2, 2}, counts{1, 2};
            writer.addTensor("m.in_sum2", BlockType::f32, sums);
            writer.addTensor("m.counts", BlockType::f32, counts);
            const std::vector<float> values{8, 4, 0, 0, 4, 0};
            writer.write(std::as_bytes(std::span(values)));
            writer.finish();
        }
        const ImportanceMatrix gguf = ImportanceMatrix::read(path("b.gguf"));
        QCOMPARE(gguf.find("m", 2, 2, 0)[0], 2.0F);
        QCOMPARE(gguf.find("m", 2, 2, 1)[1], 1.0F); // an expert that no token reached
        QCOMPARE(gguf.chunks, 7U);
    }

    /// Squares of what enters the matrices: attn_q and ffn_gate_exps have inputs that the twin
    /// shows to observers, by which the sums can be computed a second way.
    void computesAnImportanceMatrixFromText() {
        const Path from = source();
        const GgufFile file(from);
        ImportanceRequest request;
        request.output = path("own.gguf");
        request.dataset = "random";
        request.chunks = {{1, 2, 3, 4, 5}, {9, 8, 7, 6}};
        QVERIFY(computeImportance(file, request));

        ReferenceModel model(file);
        std::vector<double> attention(256), experts(256);
        model.observe([&](std::uint32_t layer, std::string_view stage, std::span<const float> x) {
            auto& sums = stage == "attn_norm" ? attention : experts;
            for (std::size_t i = 0; i < 256 && layer == 1; ++i) {
                if (stage == "attn_norm" || stage == "ffn_norm") {
                    sums[i] += double{x[i]} * double{x[i]};
                }
            }
        });
        for (const auto& chunk : request.chunks) {
            static_cast<void>(model.forward(chunk));
        }
        const ImportanceMatrix matrix = ImportanceMatrix::read(path("own.gguf"));
        QCOMPARE(matrix.chunks, 2U);
        request.output = path("alone.gguf"); // the same bytes from one thread
        request.threads = 1;
        QVERIFY(computeImportance(file, request));
        const MappedFile alone(path("alone.gguf")), all(path("own.gguf"));
        QVERIFY(sameBytes(alone.bytes(), all.bytes()));
        QCOMPARE(matrix.dataset, std::string("random"));
        const auto query = matrix.find("blk.1.attn_q.weight", 256, 1, 0);
        const GgufFile written(path("own.gguf"));
        const TensorInfo& counts = written.requireTensor("blk.1.ffn_gate_exps.weight.counts");
        std::vector<float> tokens(4);
        std::memcpy(tokens.data(), counts.data.data(), 16);
        QCOMPARE(tokens[0] + tokens[1] + tokens[2] + tokens[3],
                 18.0F); // two experts of nine tokens
        for (std::uint64_t i = 0; i < 256; ++i) {
            QVERIFY(std::abs(double{query[i]} * 9 - attention[i]) < 1e-5 * attention[i]);
            double total = 0;
            for (std::uint64_t e = 0; e < 4; ++e) {
                const auto own = matrix.find("blk.1.ffn_gate_exps.weight", 256, 4, e);
                total += double{own[i]} * double{tokens[e]};
            }
            QVERIFY(std::abs(total - 2 * experts[i]) < 1e-5 * experts[i]);
        }
        // It serves its purpose, and covers all matrices of the model but the embedding.
        auto low = this->request(from, "IQ2_XS");
        low.importance = path("own.gguf");
        const auto made = quantiseFile(low);
        QVERIFY(made.has_value());
        QVERIFY(made->warnings.empty());
        QCOMPARE(GgufFile(low.output).requireUint("quantize.imatrix.chunks_count"),
                 std::uint64_t{2});
        int calls = 0;
        request.output = path("stopped.gguf");
        request.progress = [&](double) { return ++calls < 3; };
        QVERIFY(!computeImportance(file, request));
        QVERIFY(!std::filesystem::exists(path("stopped.gguf")));
        request.progress = {};
        request.memoryBytes = 1000;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(computeImportance(file, request)), Error);
    }

    void damagedImportanceMatricesAreRefused() {
        const auto append = [](std::string& to, auto value) {
            to.append(reinterpret_cast<const char*>(&value), sizeof(value));
        };
        std::string good;
        append(good, std::int32_t{1});
        append(good, std::int32_t{1});
        good += "m";
        append(good, std::int32_t{1});
        append(good, std::int32_t{2});
        append(good, 1.0F);
        append(good, 2.0F);
        writeDat(path("x.dat"), good);
        QCOMPARE(ImportanceMatrix::read(path("x.dat")).size(), std::size_t{1});
        for (std::size_t bytes = 0; bytes < good.size(); ++bytes) { // cut short anywhere
            writeDat(path("x.dat"), good.substr(0, bytes));
            QVERIFY_EXCEPTION_THROWN((void)ImportanceMatrix::read(path("x.dat")), Error);
        }
        for (const std::size_t at : {0U, 4U, 9U, 13U}) { // counts that are negative or huge
            for (const std::int32_t value : {-1, 0x7FFFFFFF}) {
                std::string bad = good;
                std::memcpy(bad.data() + at, &value, sizeof(value));
                writeDat(path("x.dat"), bad);
                if (at != 9) { // the number of calls may be anything
                    QVERIFY_EXCEPTION_THROWN((void)ImportanceMatrix::read(path("x.dat")), Error);
                }
            }
        }
        for (const float value : {-1.0F, INFINITY, NAN}) {
            std::string bad = good;
            std::memcpy(bad.data() + bad.size() - 4, &value, sizeof(value));
            writeDat(path("x.dat"), bad);
            QVERIFY_EXCEPTION_THROWN((void)ImportanceMatrix::read(path("x.dat")), Error);
        }
    }

    void importanceOfAnotherModelIsRefused() {
        const Path from = source();
        {
            GgufWriter writer(path("other.gguf"));
            const std::array<std::uint64_t, 2> sums{3, 1}, counts{1, 1};
            writer.addTensor("blk.0.attn_q.weight.in_sum2", BlockType::f32, sums);
            writer.addTensor("blk.0.attn_q.weight.counts", BlockType::f32, counts);
            const std::vector<float> values{8, 4, 1, 1};
            writer.write(std::as_bytes(std::span(values).first(3)));
            writer.write(std::as_bytes(std::span(values).subspan(3)));
            writer.finish();
        }
        auto wrong = request(from, "Q4_K_M");
        wrong.importance = path("other.gguf");
        QVERIFY_EXCEPTION_THROWN((void)quantiseFile(wrong), Error);
        QVERIFY(!std::filesystem::exists(path("out.gguf")));
    }

    /// The models of the conformance data were made by the reference's quantiser from the same F32
    /// files: types and bytes of all tensors must be the same.
    void conformanceModelsBecomeTheSameBytes() {
        const auto folder = conformanceFolder();
        if (!folder) {
            QSKIP("The conformance data is not here.");
        }
        for (const std::string model : {"qwen3-s", "qwen3moe-s"}) {
            for (const std::string type :
                 {"IQ4_NL", "F16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"}) {
                QVERIFY(quantiseFile(request(*folder / "models" / (model + ".F32.gguf"), type)));
                const GgufFile own(path("out.gguf"));
                const GgufFile theirs(*folder / "models" / (model + "." + type + ".gguf"));
                for (const TensorInfo& tensor : theirs.tensors()) {
                    const TensorInfo& made = own.requireTensor(tensor.name);
                    QVERIFY2(made.type == tensor.type, (type + " " + tensor.name).c_str());
                    QVERIFY2(sameBytes(made.data, tensor.data), (type + " " + tensor.name).c_str());
                }
            }
        }
    }

    /// The mixtures, against the types in files that the reference's quantiser made. The shapes
    /// are those of any file of the same model.
    void conformanceMixturesAreTheSame() {
        const auto folder = conformanceFolder();
        if (!folder) {
            QSKIP("The conformance data is not here.");
        }
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(*folder / "models")) {
            const std::string name = entry.path().stem().string();
            const std::string type = name.substr(name.find('.') + 1);
            if (findQuantiseType(type) == nullptr || type.starts_with("F") || type == "BF16") {
                continue;
            }
            const GgufFile file(entry.path());
            const ImportanceMatrix matrix = matrixFor(file);
            const bool low =
                type.starts_with("IQ1") || type.starts_with("IQ2") || type == "IQ3_XXS";
            const QuantisePlan plan = planQuantisation(file, type, low ? &matrix : nullptr);
            for (const PlannedTensor& tensor : plan.tensors) {
                QVERIFY2(tensor.to == tensor.from, (name + " " + tensor.name).c_str());
            }
            ++files;
        }
        qInfo("%d files", files);
        QVERIFY(files >= 40);
    }
};

QTEST_APPLESS_MAIN(QuantiseFileTest)
#include "quantise_file_test.moc"
