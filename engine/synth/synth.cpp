// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/synth.h"

#include "engine/error.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/gguf/quantisation_name.h"
#include "engine/synth/mixture.h"
#include "engine/synth/random_blocks.h"
#include "engine/synth/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <future>
#include <thread>
#include <vector>

namespace conclave {
namespace {

/// One tensor to be written.
struct PlannedTensor {
    std::string name;
    BlockType type;
    std::vector<std::uint64_t> shape; ///< shape[0] is the row length
    WeightSpread spread;

    [[nodiscard]] std::uint64_t elements() const {
        std::uint64_t product = 1;
        for (const std::uint64_t length : shape) {
            product *= length;
        }
        return product;
    }
    [[nodiscard]] std::uint64_t blocks() const { return elements() / blockFormat(type).blockSize; }
};

/// Lists the tensors of a model, choosing format and spread of each.
class Plan {
public:
    Plan(const SynthShape& shape, const std::string& type) : m_rule(mixtureRule(type)) {
        m_rule.layers = shape.layers;
        m_rule.experts = shape.experts;
        m_rule.tied = shape.tied;

        matrix("", 0, "token_embd.weight", {shape.embedding, shape.vocabulary});
        norm("output_norm.weight", shape.embedding);
        if (!shape.tied) {
            matrix("", 0, "output.weight", {shape.embedding, shape.vocabulary});
        }
        for (std::uint32_t layer = 0; layer < shape.layers; ++layer) {
            attention(shape, layer, fmt::format("blk.{}.", layer));
            feedForward(shape, layer, fmt::format("blk.{}.", layer));
        }
    }

    std::vector<PlannedTensor> tensors;
    std::uint64_t fallbacks = 0;

private:
    void attention(const SynthShape& shape, std::uint32_t layer, const std::string& prefix) {
        const std::uint64_t queries = std::uint64_t{shape.heads} * shape.headSize;
        const std::uint64_t keys = std::uint64_t{shape.kvHeads} * shape.headSize;
        norm(prefix + "attn_norm.weight", shape.embedding);
        matrix(prefix, layer, "attn_q.weight", {shape.embedding, queries});
        matrix(prefix, layer, "attn_k.weight", {shape.embedding, keys});
        matrix(prefix, layer, "attn_v.weight", {shape.embedding, keys});
        matrix(prefix, layer, "attn_output.weight", {queries, shape.embedding});
        norm(prefix + "attn_q_norm.weight", shape.headSize);
        norm(prefix + "attn_k_norm.weight", shape.headSize);
    }

    void feedForward(const SynthShape& shape, std::uint32_t layer, const std::string& prefix) {
        norm(prefix + "ffn_norm.weight", shape.embedding);
        if (shape.experts == 0) {
            matrix(prefix, layer, "ffn_gate.weight", {shape.embedding, shape.ffn});
            matrix(prefix, layer, "ffn_up.weight", {shape.embedding, shape.ffn});
            matrix(prefix, layer, "ffn_down.weight", {shape.ffn, shape.embedding});
            return;
        }
        tensors.push_back({prefix + "ffn_gate_inp.weight",
                           BlockType::f32,
                           {shape.embedding, shape.experts},
                           matrixSpread(shape.embedding)});
        matrix(prefix, layer, "ffn_gate_exps.weight",
               {shape.embedding, shape.expertFfn, shape.experts});
        matrix(prefix, layer, "ffn_up_exps.weight",
               {shape.embedding, shape.expertFfn, shape.experts});
        matrix(prefix, layer, "ffn_down_exps.weight",
               {shape.expertFfn, shape.embedding, shape.experts});
    }

    /// Products with inputs of order one stay of order one.
    static WeightSpread matrixSpread(std::uint64_t rowLength) {
        return {.mean = 0, .deviation = 1 / std::sqrt(static_cast<float>(rowLength))};
    }

    void matrix(const std::string& prefix, std::uint32_t layer, std::string_view name,
                std::vector<std::uint64_t> shape) {
        const BlockType type =
            chooseFormat(m_rule, {.name = name, .layer = layer, .rowLength = shape[0]});
        fallbacks += shape[0] % blockFormat(m_rule.base).blockSize != 0 ? 1 : 0;
        const WeightSpread spread = matrixSpread(shape[0]);
        tensors.push_back({prefix + std::string(name), type, std::move(shape), spread});
    }

    void norm(std::string name, std::uint64_t length) {
        tensors.push_back(
            {std::move(name), BlockType::f32, {length}, {.mean = 1, .deviation = 0.1F}});
    }

    MixtureRule m_rule;
};

void addHyperparameters(GgufWriter& writer, const SynthRequest& request) {
    const SynthShape& shape = request.shape;
    const std::string& family = shape.architecture;
    writer.addString("general.architecture", family);
    writer.addString("general.type", "model");
    writer.addString("general.name", fmt::format("Synthetic {} seed {}", shape.name, request.seed));
    writer.addString("general.description", "Random weights for tests and benchmarks");
    writer.addUint32("general.file_type", fileTypeNumber(request.type).value_or(0));
    writer.addUint32("general.quantization_version", 2);

    writer.addUint32(family + ".block_count", shape.layers);
    writer.addUint32(family + ".context_length", shape.context);
    writer.addUint32(family + ".embedding_length", shape.embedding);
    writer.addUint32(family + ".feed_forward_length", shape.ffn);
    writer.addUint32(family + ".attention.head_count", shape.heads);
    writer.addUint32(family + ".attention.head_count_kv", shape.kvHeads);
    writer.addUint32(family + ".attention.key_length", shape.headSize);
    writer.addUint32(family + ".attention.value_length", shape.headSize);
    writer.addFloat32(family + ".attention.layer_norm_rms_epsilon", 1e-6F);
    writer.addFloat32(family + ".rope.freq_base", 1e6F);
    writer.addUint32(family + ".vocab_size", shape.vocabulary);
    if (shape.experts > 0) {
        writer.addUint32(family + ".expert_count", shape.experts);
        writer.addUint32(family + ".expert_used_count", shape.expertsUsed);
        writer.addUint32(family + ".expert_feed_forward_length", shape.expertFfn);
    }
}

void addVocabulary(GgufWriter& writer, std::uint32_t size) {
    const SynthVocabulary vocabulary = makeVocabulary(size);
    writer.addString("tokenizer.ggml.model", "gpt2");
    writer.addString("tokenizer.ggml.pre", "qwen2");
    writer.addStrings("tokenizer.ggml.tokens", vocabulary.tokens);
    writer.addInt32s("tokenizer.ggml.token_type", vocabulary.types);
    writer.addStrings("tokenizer.ggml.merges", vocabulary.merges);
    writer.addUint32("tokenizer.ggml.bos_token_id", vocabulary.endOfText);
    writer.addUint32("tokenizer.ggml.eos_token_id", vocabulary.endOfMessage);
    writer.addUint32("tokenizer.ggml.padding_token_id", vocabulary.endOfText);
    writer.addBool("tokenizer.ggml.add_bos_token", false);
    writer.addString("tokenizer.chat_template", synthChatTemplate());
}

void checkSpace(const std::filesystem::path& path, std::uint64_t bytes) {
    std::error_code error;
    const auto folder = std::filesystem::absolute(path).parent_path();
    const auto space = std::filesystem::space(folder, error);
    if (!error && space.available < bytes) {
        throw Error(ErrorKind::io,
                    fmt::format("Cannot write {}: it needs {:.1f} GB, and the disk has {:.1f} GB "
                                "free.",
                                path.string(), static_cast<double>(bytes) / 1e9,
                                static_cast<double>(space.available) / 1e9));
    }
}

/// Makes blocks on other threads some chunks ahead of the disk, and writes them in order.
class BlockStream {
public:
    BlockStream(GgufWriter& writer, const SynthRequest& request)
        : m_writer(writer), m_request(request),
          m_ahead(2 * std::max(2U, std::thread::hardware_concurrency())),
          m_totalBytes(writer.dataBytes()) {}

    void add(const PlannedTensor& tensor, std::uint64_t key) {
        constexpr std::uint64_t kChunkBytes = 2 << 20;
        const std::uint64_t blockBytes = blockFormat(tensor.type).blockBytes;
        const std::uint64_t step = kChunkBytes / blockBytes;
        const std::uint64_t blocks = tensor.blocks();
        for (std::uint64_t first = 0; first < blocks; first += step) {
            const std::uint64_t count = std::min(step, blocks - first);
            if (m_chunks.size() == m_ahead) {
                writeOldest();
            }
            m_chunks.push_back(
                std::async(std::launch::async, [type = tensor.type, spread = tensor.spread, key,
                                                first, bytes = count * blockBytes] {
                    std::vector<std::byte> chunk(bytes);
                    fillRandomBlocks(type, spread, key, first, chunk);
                    return chunk;
                }));
        }
    }

    void finish() {
        while (!m_chunks.empty()) {
            writeOldest();
        }
    }

private:
    void writeOldest() {
        const std::vector<std::byte> chunk = m_chunks.front().get();
        m_chunks.pop_front();
        m_writer.write(chunk);
        m_writtenBytes += chunk.size();
        if (m_request.progress && !m_request.progress(static_cast<double>(m_writtenBytes) /
                                                      static_cast<double>(m_totalBytes))) {
            throw Error(ErrorKind::badRequest,
                        fmt::format("Stopped; {} was not written.", m_request.path.string()));
        }
    }

    GgufWriter& m_writer;
    const SynthRequest& m_request;
    std::size_t m_ahead;
    std::uint64_t m_totalBytes, m_writtenBytes = 0;
    std::deque<std::future<std::vector<std::byte>>> m_chunks;
};

} // namespace

SynthResult writeSynthModel(const SynthRequest& request) {
    const Plan plan(request.shape, request.type);
    GgufWriter writer(request.path);
    addHyperparameters(writer, request);
    addVocabulary(writer, request.shape.vocabulary);
    SynthResult result{.fallbacks = plan.fallbacks};
    for (const PlannedTensor& tensor : plan.tensors) {
        writer.addTensor(tensor.name, tensor.type, tensor.shape);
        result.parameters += tensor.elements();
    }
    checkSpace(request.path, writer.dataBytes());

    BlockStream stream(writer, request);
    const std::uint64_t seedKey = randomWord(request.seed, 0);
    for (std::size_t i = 0; i < plan.tensors.size(); ++i) {
        stream.add(plan.tensors[i], randomWord(seedKey, i));
    }
    stream.finish();
    writer.finish();
    result.bytes = writer.fileBytes();
    return result;
}

} // namespace conclave
