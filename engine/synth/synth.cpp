// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/synth.h"

#include "engine/error.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/gguf/quantisation_name.h"
#include "engine/synth/families.h"
#include "engine/synth/tensor_plan.h"
#include "engine/synth/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <future>
#include <thread>
#include <vector>

namespace conclave {
namespace {

/// Writes one metadata value under its full key.
class KeyWriter {
public:
    KeyWriter(GgufWriter& writer, const SynthShape& shape) : m_writer(writer), m_shape(shape) {}

    void write(const KeyRow& row) {
        m_key = fmt::format("{}.{}", m_shape.architecture, row.name);
        std::visit(*this, row.value);
    }

    void operator()(Length length) const {
        (*this)(static_cast<std::uint32_t>(lengthOf(length, m_shape, 0)));
    }
    void operator()(std::uint32_t SynthShape::*member) const { (*this)(m_shape.*member); }
    void operator()(std::uint32_t value) const { m_writer.addUint32(m_key, value); }
    void operator()(float value) const { m_writer.addFloat32(m_key, value); }
    void operator()(bool value) const { m_writer.addBool(m_key, value); }
    void operator()(std::string_view value) const { m_writer.addString(m_key, value); }
    void operator()(RopeSections) const {
        const auto pairs = static_cast<std::int32_t>(lengthOf(Length::rotatedPairs, m_shape, 0));
        const std::array<std::int32_t, 4> shares{pairs - 2 * (pairs / 4), pairs / 4, pairs / 4, 0};
        m_writer.addInt32s(m_key, shares);
    }
    void operator()(PerLayer list) const {
        std::vector<std::int32_t> values;
        for (std::uint32_t layer = 0; layer < m_shape.layers; ++layer) {
            values.push_back(static_cast<std::int32_t>(valueOf(list, m_shape, layer)));
        }
        if (list == PerLayer::windowPattern) {
            m_writer.addBools(m_key, {values.begin(), values.end()});
        } else {
            m_writer.addInt32s(m_key, values);
        }
    }

private:
    GgufWriter& m_writer;
    const SynthShape& m_shape;
    std::string m_key;
};

void addHyperparameters(GgufWriter& writer, const SynthRequest& request) {
    const SynthShape& shape = request.shape;
    writer.addString("general.architecture", shape.architecture);
    writer.addString("general.type", "model");
    writer.addString("general.name", fmt::format("Synthetic {} seed {}", shape.name, request.seed));
    writer.addString("general.description", "Random weights for tests and benchmarks");
    writer.addUint32("general.file_type", fileTypeNumber(synthType(request.type).name).value_or(0));
    writer.addUint32("general.quantization_version", 2);

    KeyWriter keys(writer, shape);
    for (const KeyGroup& group : synthFamily(shape.architecture).keys) {
        for (const KeyRow& row : group) {
            if (holds(row.when, shape, shape.layers - 1)) {
                keys.write(row);
            }
        }
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

    void add(const SynthTensor& tensor, std::uint64_t key) {
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

namespace {

SynthType typeOf(const SynthRequest& request) {
    SynthType type = synthType(request.type);
    type.pure = type.pure || request.pure;
    return type;
}

/// Everything but the data.
SynthResult addDirectory(GgufWriter& writer, const SynthRequest& request, const TensorPlan& plan) {
    addHyperparameters(writer, request);
    addVocabulary(writer, request.shape.vocabulary);
    SynthResult result{.fallbacks = plan.fallbacks};
    for (const SynthTensor& tensor : plan.tensors) {
        writer.addTensor(tensor.name, tensor.type, tensor.shape);
        result.parameters += tensor.elements();
    }
    return result;
}

} // namespace

SynthResult writeSynthModel(const SynthRequest& request) {
    const TensorPlan plan = planTensors(request.shape, typeOf(request));
    GgufWriter writer(request.path);
    SynthResult result = addDirectory(writer, request, plan);
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

SynthResult writeSynthDirectory(const SynthRequest& request) {
    GgufWriter writer(request.path);
    SynthResult result = addDirectory(writer, request, planTensors(request.shape, typeOf(request)));
    writer.finishWithoutData();
    result.bytes = writer.fileBytes();
    return result;
}

} // namespace conclave
