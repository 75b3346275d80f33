// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/hparams.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <array>
#include <initializer_list>
#include <string>

namespace conclave {

namespace {

// Caps of the research on hostile files: no table of ours is indexed by metadata beyond them.
constexpr std::uint64_t kMaxLayers = 1024;
constexpr std::uint64_t kMaxExperts = 1024;
constexpr std::uint64_t kMaxExpertsUsed = 32;
constexpr std::uint64_t kMaxLength = 1U << 20;
constexpr std::uint64_t kMaxHeadSize = 512;
constexpr std::uint64_t kMaxContext = 1U << 26;

class Reader {
public:
    Reader(const GgufFile& file, std::string_view family) : m_file(file), m_family(family) {}

    [[nodiscard]] std::string key(std::string_view name) const {
        return fmt::format("{}.{}", m_family, name);
    }

    [[nodiscard]] std::uint32_t count(std::string_view name, std::uint64_t max) const {
        return checked(name, m_file.requireUint(key(name)), max);
    }

    [[nodiscard]] std::uint32_t count(std::string_view name, std::uint64_t max,
                                      std::uint64_t fallback) const {
        return checked(name, m_file.findUint(key(name)).value_or(fallback), max);
    }

    [[nodiscard]] float number(std::string_view name, double low, double high,
                               std::optional<double> fallback = {}) const {
        const auto found = m_file.findFloat(key(name));
        const double value = found || !fallback ? found.value_or(low - 1) : *fallback;
        if (!(value >= low && value <= high)) {
            throw Error(ErrorKind::badFile,
                        fmt::format("{} cannot be loaded: {} is missing or outside {} to {}.",
                                    m_file.path().filename().string(), key(name), low, high));
        }
        return static_cast<float>(value);
    }

    void shape(const std::string& name, std::initializer_list<std::uint64_t> expected) const {
        const TensorInfo& tensor = m_file.requireTensor(name);
        std::array<std::uint64_t, 4> wanted{1, 1, 1, 1};
        std::copy(expected.begin(), expected.end(), wanted.begin());
        if (tensor.shape != wanted) {
            throw Error(ErrorKind::badFile,
                        fmt::format("{} cannot be loaded: tensor {} has shape [{}], expected [{}]; "
                                    "download the file again.",
                                    m_file.path().filename().string(), name,
                                    fmt::join(tensor.shape, ", "), fmt::join(wanted, ", ")));
        }
        requireRuns(tensor);
    }

private:
    [[nodiscard]] std::uint32_t checked(std::string_view name, std::uint64_t value,
                                        std::uint64_t max) const {
        if (value < 1 || value > max) {
            throw Error(ErrorKind::badFile,
                        fmt::format("{} cannot be loaded: {} is {}, allowed are 1 to {}.",
                                    m_file.path().filename().string(), key(name), value, max));
        }
        return static_cast<std::uint32_t>(value);
    }

    void requireRuns(const TensorInfo& tensor) const {
        const BlockFormat& format = blockFormat(tensor.type);
        if (!format.runs) {
            throw Error(ErrorKind::unsupported,
                        fmt::format("{} cannot be loaded: tensor {} is stored as {}, which this "
                                    "version cannot run; choose F16, BF16, Q8_0, Q6_K, Q5_K or "
                                    "Q4_K.",
                                    m_file.path().filename().string(), tensor.name, format.name));
        }
        // Kernels read rows in chunks of 32 weights.
        if (tensor.dimensions > 1 && tensor.shape[0] % 32 != 0) {
            throw Error(ErrorKind::unsupported,
                        fmt::format("{} cannot be loaded: rows of tensor {} have {} weights, which "
                                    "is not a multiple of 32.",
                                    m_file.path().filename().string(), tensor.name,
                                    tensor.shape[0]));
        }
    }

    const GgufFile& m_file;
    std::string_view m_family;
};

void checkLayer(const Reader& read, const Hparams& h, const Architecture& a, std::uint32_t layer) {
    const auto name = [&](std::string_view part) {
        return fmt::format("blk.{}.{}.weight", layer, part);
    };
    read.shape(name("attn_norm"), {h.embeddingLength});
    read.shape(name("attn_q"), {h.embeddingLength, h.queryLength()});
    read.shape(name("attn_k"), {h.embeddingLength, h.keyLength()});
    read.shape(name("attn_v"), {h.embeddingLength, h.keyLength()});
    read.shape(name("attn_output"), {h.queryLength(), h.embeddingLength});
    if (a.queryKeyNorm) {
        read.shape(name("attn_q_norm"), {h.headSize});
        read.shape(name("attn_k_norm"), {h.headSize});
    }
    read.shape(name("ffn_norm"), {h.embeddingLength});
    if (a.feedForward == FeedForward::dense) {
        read.shape(name("ffn_gate"), {h.embeddingLength, h.feedForwardLength});
        read.shape(name("ffn_up"), {h.embeddingLength, h.feedForwardLength});
        read.shape(name("ffn_down"), {h.feedForwardLength, h.embeddingLength});
    } else {
        const std::uint64_t width = h.expertFeedForwardLength;
        read.shape(name("ffn_gate_inp"), {h.embeddingLength, h.expertCount});
        read.shape(name("ffn_gate_exps"), {h.embeddingLength, width, h.expertCount});
        read.shape(name("ffn_up_exps"), {h.embeddingLength, width, h.expertCount});
        read.shape(name("ffn_down_exps"), {width, h.embeddingLength, h.expertCount});
    }
}

} // namespace

Hparams readHparams(const GgufFile& file, const Architecture& architecture) {
    const Reader read(file, architecture.ggufName);
    Hparams h;
    h.layerCount = read.count("block_count", kMaxLayers);
    h.embeddingLength = read.count("embedding_length", kMaxLength);
    h.headCount = read.count("attention.head_count", kMaxLength);
    h.headCountKv = read.count("attention.head_count_kv", kMaxLength, h.headCount);
    h.headSize = read.count("attention.key_length", kMaxHeadSize, h.embeddingLength / h.headCount);
    const std::uint32_t valueSize = read.count("attention.value_length", kMaxHeadSize, h.headSize);
    const std::uint32_t rotated = read.count("rope.dimension_count", kMaxHeadSize, h.headSize);
    h.contextLength = read.count("context_length", kMaxContext);
    h.rmsEpsilon = read.number("attention.layer_norm_rms_epsilon", 0, 1);
    h.ropeFreqBase = read.number("rope.freq_base", 1, 1e12, 10000.0);
    if (h.headCount % h.headCountKv != 0 || valueSize != h.headSize || rotated != h.headSize ||
        h.headSize % 32 != 0) {
        throw Error(ErrorKind::unsupported,
                    fmt::format("{} cannot be loaded: this version needs query heads that are a "
                                "multiple of key heads and head sizes that are equal and a "
                                "multiple of 32 ({} and {} heads of {} and {}, {} rotated).",
                                file.path().filename().string(), h.headCount, h.headCountKv,
                                h.headSize, valueSize, rotated));
    }
    if (const auto scaling = file.findString(read.key("rope.scaling.type"));
        scaling && *scaling != "none") {
        throw Error(ErrorKind::unsupported,
                    fmt::format("{} cannot be loaded: rope scaling \"{}\" is not supported yet.",
                                file.path().filename().string(), scaling->substr(0, 32)));
    }
    if (architecture.feedForward == FeedForward::dense) {
        h.feedForwardLength = read.count("feed_forward_length", kMaxLength);
    } else {
        h.expertCount = read.count("expert_count", kMaxExperts);
        h.expertUsedCount = read.count("expert_used_count", kMaxExpertsUsed);
        h.expertFeedForwardLength = read.count("expert_feed_forward_length", kMaxLength);
        if (h.expertUsedCount > h.expertCount) {
            throw Error(ErrorKind::badFile,
                        fmt::format("{} cannot be loaded: it uses {} experts but has only {}.",
                                    file.path().filename().string(), h.expertUsedCount,
                                    h.expertCount));
        }
    }
    const std::uint64_t rows = file.requireTensor("token_embd.weight").shape[1];
    if (rows < 1 || rows > kMaxLength * 4) {
        throw Error(ErrorKind::badFile,
                    fmt::format("{} cannot be loaded: a vocabulary of {} tokens is not possible.",
                                file.path().filename().string(), rows));
    }
    h.vocabularySize = static_cast<std::uint32_t>(rows);
    read.shape("token_embd.weight", {h.embeddingLength, h.vocabularySize});
    read.shape("output_norm.weight", {h.embeddingLength});
    if (file.findTensor("output.weight") != nullptr) {
        read.shape("output.weight", {h.embeddingLength, h.vocabularySize});
    }
    for (std::uint32_t layer = 0; layer < h.layerCount; ++layer) {
        checkLayer(read, h, architecture, layer);
    }
    return h;
}

} // namespace conclave
