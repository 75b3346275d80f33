// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/model_summary.h"

#include "engine/gguf/quantisation_name.h"

namespace conclave {
namespace {

/// Tensors that hold one matrix per expert: "blk.0.ffn_up_exps.weight".
bool isPerExpert(const TensorInfo& tensor) {
    return tensor.name.find("_exps.") != std::string::npos;
}

} // namespace

ModelSummary summarise(const GgufFile& file) {
    ModelSummary summary;
    summary.architecture = file.findString("general.architecture").value_or("");
    summary.name = file.findString("general.name").value_or(file.path().stem().string());
    summary.quantisation = quantisationName(file);
    summary.fileBytes = file.fileBytes();

    const auto hyperparameter = [&](std::string_view key) {
        return file.findUint(summary.architecture + "." + std::string(key)).value_or(0);
    };
    summary.layers = hyperparameter("block_count");
    summary.experts = hyperparameter("expert_count");
    summary.expertsUsed = hyperparameter("expert_used_count");
    summary.contextLength = hyperparameter("context_length");
    const auto* tokens = file.findStrings("tokenizer.ggml.tokens");
    summary.vocabularySize = tokens != nullptr ? tokens->size() : hyperparameter("vocab_size");

    std::uint64_t tensorBytes = 0, expertParameters = 0;
    for (const TensorInfo& tensor : file.tensors()) {
        summary.parameters += tensor.elements();
        tensorBytes += tensor.bytes();
        expertParameters += isPerExpert(tensor) ? tensor.elements() : 0;
    }
    if (summary.parameters > 0) {
        summary.bitsPerWeight =
            8.0 * static_cast<double>(tensorBytes) / static_cast<double>(summary.parameters);
    }
    const double share =
        summary.experts > summary.expertsUsed
            ? static_cast<double>(summary.expertsUsed) / static_cast<double>(summary.experts)
            : 1.0;
    summary.activeParameters =
        summary.parameters - expertParameters +
        static_cast<std::uint64_t>(static_cast<double>(expertParameters) * share);
    return summary;
}

} // namespace conclave
