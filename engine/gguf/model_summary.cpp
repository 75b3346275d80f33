// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/model_summary.h"

#include "engine/gguf/quantisation_name.h"

#include <filesystem>

namespace conclave {
namespace {

/// Tensors that hold one matrix per expert: "blk.0.ffn_up_exps.weight".
bool isPerExpert(const TensorInfo& tensor) {
    return tensor.name.find("_exps.") != std::string::npos;
}

/// How many of the experts a token uses.
double expertShare(const ModelSummary& summary) {
    return summary.experts > summary.expertsUsed
               ? static_cast<double>(summary.expertsUsed) / static_cast<double>(summary.experts)
               : 1;
}

std::uint64_t scaled(std::uint64_t count, double share) {
    return share == 1 ? count : static_cast<std::uint64_t>(static_cast<double>(count) * share);
}

/// Keys and values of one token in all layers. Some families give a list per layer instead of a
/// number; of those nothing is said.
std::uint64_t cacheBytesPerToken(const GgufHeader& file, const ModelSummary& summary) {
    const std::string attention = summary.architecture + ".attention.";
    const GgufValue* heads = file.find(attention + "head_count_kv");
    if (heads == nullptr || !std::holds_alternative<std::uint64_t>(*heads)) {
        return 0;
    }
    const std::uint64_t headSizes = file.findUint(attention + "key_length").value_or(0) +
                                    file.findUint(attention + "value_length").value_or(0);
    constexpr std::uint64_t kHalfBytes = 2;
    return summary.layers * std::get<std::uint64_t>(*heads) * headSizes * kHalfBytes;
}

std::string withoutEnding(const std::string& fileName) {
    return std::filesystem::path(fileName).stem().string();
}

} // namespace

ModelSummary summarise(const GgufHeader& file) {
    ModelSummary summary;
    summary.architecture = file.findString("general.architecture").value_or("");
    summary.name = file.findString("general.name").value_or(withoutEnding(file.fileName()));
    summary.quantisation = quantisationName(file);
    summary.fileBytes = file.fileBytes();

    const auto hyperparameter = [&](std::string_view key) {
        return file.findUint(summary.architecture + "." + std::string(key)).value_or(0);
    };
    summary.layers = hyperparameter("block_count");
    summary.experts = hyperparameter("expert_count");
    summary.expertsUsed = hyperparameter("expert_used_count");
    summary.contextLength = hyperparameter("context_length");
    summary.cacheBytesPerToken = cacheBytesPerToken(file, summary);
    const auto* tokens = file.findStrings("tokenizer.ggml.tokens");
    summary.vocabularySize = tokens != nullptr ? tokens->size() : hyperparameter("vocab_size");

    // Of an embedding that is not the output matrix, too, a token reads one row: next to nothing.
    const bool tied = file.findTensor("output.weight") == nullptr;
    std::uint64_t allBytes = 0;
    for (const TensorInfo& tensor : file.tensors()) {
        const double share = isPerExpert(tensor) ? expertShare(summary) : 1;
        const bool lookedUp = tensor.name == "token_embd.weight" && !tied;
        allBytes += tensor.bytes();
        summary.parameters += tensor.elements();
        summary.activeParameters += scaled(tensor.elements(), share);
        summary.bytesPerToken += lookedUp ? 0 : scaled(tensor.bytes(), share);
    }
    if (summary.parameters > 0) {
        summary.bitsPerWeight =
            8.0 * static_cast<double>(allBytes) / static_cast<double>(summary.parameters);
    }
    return summary;
}

} // namespace conclave
