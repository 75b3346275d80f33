// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/model_summary.h"

#include "engine/gguf/quantisation_name.h"
#include "engine/gguf/tensor_role.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <variant>

namespace conclave {
namespace {

/// Reads the keys of a file's own family: "qwen3moe.block_count".
class FamilyKeys {
public:
    FamilyKeys(const GgufHeader& header, std::string family)
        : m_header(header), m_family(std::move(family)) {}

    [[nodiscard]] std::string key(std::string_view name) const {
        return m_family + "." + std::string(name);
    }
    [[nodiscard]] std::uint64_t number(std::string_view name) const {
        return m_header.findUint(key(name)).value_or(0);
    }
    /// Some families give a list with a value for each layer instead of one number.
    [[nodiscard]] std::uint64_t largest(std::string_view name) const {
        const GgufValue* value = m_header.find(key(name));
        if (value != nullptr && std::holds_alternative<std::vector<std::int64_t>>(*value)) {
            const auto& list = std::get<std::vector<std::int64_t>>(*value);
            const auto most = std::ranges::max_element(list);
            return most != list.end() && *most > 0 ? static_cast<std::uint64_t>(*most) : 0;
        }
        return number(name);
    }

private:
    const GgufHeader& m_header;
    std::string m_family;
};

void readSizes(const GgufHeader& header, ModelSummary& summary) {
    const FamilyKeys keys(header, summary.architecture);
    const std::uint64_t blocks = keys.number("block_count");
    summary.layers = blocks - std::min(blocks, keys.number("nextn_predict_layers"));
    summary.experts = keys.number("expert_count");
    summary.expertsUsed = std::min(keys.largest("expert_used_count"), summary.experts);
    summary.expertsShared = keys.number("expert_shared_count");
    summary.contextLength = keys.number("context_length");
    summary.embeddingLength = keys.number("embedding_length");
    summary.heads = keys.largest("attention.head_count");
    summary.headsKv = keys.largest("attention.head_count_kv");
    // With latent attention the plain key holds the size of what is cached.
    summary.headSize = keys.number("attention.key_length_mla");
    if (summary.headSize == 0) {
        summary.headSize = keys.number("attention.key_length");
    }
    if (summary.headSize == 0 && summary.heads > 0) {
        summary.headSize = summary.embeddingLength / summary.heads;
    }
    summary.slidingWindow = keys.number("attention.sliding_window");
    const auto scaling = header.findString(keys.key("rope.scaling.type")).value_or("");
    summary.ropeScaling = scaling == "none" ? "" : scaling;
    summary.ropeScalingFactor = header.findFloat(keys.key("rope.scaling.factor")).value_or(0);
    summary.ropeOriginalContext = keys.number("rope.scaling.original_context_length");
    const auto* tokens = header.findStrings("tokenizer.ggml.tokens");
    summary.vocabularySize = tokens != nullptr ? tokens->size() : keys.number("vocab_size");
}

/// Converters write the largest number for a token that a model does not have.
void findStrayTokens(const GgufHeader& header, ModelSummary& summary) {
    constexpr std::string_view kPrefix = "tokenizer.ggml.";
    constexpr std::uint64_t kNone = std::numeric_limits<std::uint32_t>::max();
    for (const auto& [key, value] : header.metadata()) {
        if (!key.starts_with(kPrefix) || !key.ends_with("_token_id") ||
            summary.vocabularySize == 0) {
            continue;
        }
        const auto* const id = std::get_if<std::uint64_t>(&value);
        if (id != nullptr && *id >= summary.vocabularySize && *id != kNone) {
            summary.strayTokens.push_back(key.substr(kPrefix.size()) + " " + std::to_string(*id));
        }
    }
}

void readNames(const GgufHeader& header, ModelSummary& summary) {
    const auto text = [&](std::string_view key) {
        return std::string(header.findString(key).value_or(""));
    };
    summary.architecture = text("general.architecture");
    summary.name = text("general.name");
    if (summary.name.empty()) {
        summary.name = std::filesystem::path(header.fileName()).stem().string();
    }
    summary.tokenizer = text("tokenizer.ggml.model");
    if (const std::string rule = text("tokenizer.ggml.pre"); !rule.empty()) {
        summary.tokenizer += ", " + rule;
    }
    for (const char* key : {"general.license", "general.license.name", "general.license.link"}) {
        summary.licence = summary.licence.empty() ? text(key) : summary.licence;
    }
}

/// Whether the makers of the family leave the input embedding out when they count active
/// parameters. gpt-oss: its model card, table 1 ("Embed + Unembed" against "Active").
bool countsEmbedding(std::string_view architecture) {
    return architecture != "gpt-oss";
}

void countTensors(const GgufHeader& header, ModelSummary& summary) {
    const bool tied = header.findTensor("output.weight") == nullptr;
    const auto used = [&](std::uint64_t count, const TensorInfo& tensor) {
        return isRoutedExpert(tensor.name) && summary.experts > 0
                   ? count / summary.experts * summary.expertsUsed
                   : count;
    };
    std::map<BlockType, std::uint64_t> formats;
    std::uint64_t bytes = 0;
    for (const TensorInfo& tensor : header.tensors()) {
        const bool furtherToken = layerOf(tensor.name).value_or(0) >= summary.layers;
        if (furtherToken && summary.layers > 0) {
            continue;
        }
        bytes += tensor.bytes();
        summary.parameters += tensor.elements();
        formats[tensor.type] += tensor.elements();
        const bool lookedUp = isLookedUp(tensor.name, tied);
        summary.bytesPerToken += lookedUp ? 0 : used(tensor.bytes(), tensor);
        const bool counted = !lookedUp || (tensor.name == "token_embd.weight" &&
                                           countsEmbedding(summary.architecture));
        summary.activeParameters += counted ? used(tensor.elements(), tensor) : 0;
    }
    for (const auto& [type, parameters] : formats) {
        summary.formats.push_back({type, parameters});
    }
    std::ranges::stable_sort(summary.formats, std::greater{}, &FormatShare::parameters);
    if (summary.parameters > 0) {
        summary.bitsPerWeight =
            8.0 * static_cast<double>(bytes) / static_cast<double>(summary.parameters);
    }
}

} // namespace

ModelSummary summarise(const GgufHeader& header) {
    ModelSummary summary;
    readNames(header, summary);
    readSizes(header, summary);
    findStrayTokens(header, summary);
    summary.quantisation = quantisationName(header);
    summary.fileBytes = header.fileBytes();
    countTensors(header, summary);
    return summary;
}

} // namespace conclave
