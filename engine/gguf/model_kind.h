// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// GGUF files that are no language model: parts, companions and models for other work.
#pragma once

#include "engine/gguf/gguf_header.h"

namespace conclave {

enum class ModelKind {
    language,         ///< answers, if its family is known
    vocabulary,       ///< a tokenizer without weights
    adapter,          ///< LoRA: changes to another model
    controlVector,    ///< directions added to another model's activations
    projector,        ///< pictures or sound for another model ("mmproj")
    importanceMatrix, ///< statistics for quantising ("imatrix")
    embedding,        ///< turns text into vectors only
    diffusion,        ///< makes pictures or films, or text in another way
    speech,           ///< speaks or listens
};

/// Told from general.type, general.architecture and the tensors. Throws Error(badFile) when such a
/// key has the wrong type.
[[nodiscard]] ModelKind modelKind(const GgufHeader& header);

/// Every kind but `language` is refused: Error(unsupported) that says what the file is for.
void requireLanguageModel(const GgufHeader& header);

} // namespace conclave
