// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/model_kind.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace conclave {
namespace {

struct NamedKind {
    std::string_view name;
    ModelKind kind;
};

/// Values of general.type.
constexpr std::array kTypes{
    NamedKind{"adapter", ModelKind::adapter},
    NamedKind{"mmproj", ModelKind::projector},
    NamedKind{"clip-vision", ModelKind::projector},
    NamedKind{"imatrix", ModelKind::importanceMatrix},
    NamedKind{"vocab", ModelKind::vocabulary},
};

/// Values of general.architecture that are no language model, as published files have them.
constexpr std::array kArchitectures{
    NamedKind{"clip", ModelKind::projector},
    NamedKind{"controlvector", ModelKind::controlVector},
    NamedKind{"imatrix", ModelKind::importanceMatrix},
    NamedKind{"bert", ModelKind::embedding},
    NamedKind{"modern-bert", ModelKind::embedding},
    NamedKind{"nomic-bert", ModelKind::embedding},
    NamedKind{"nomic-bert-moe", ModelKind::embedding},
    NamedKind{"neo-bert", ModelKind::embedding},
    NamedKind{"eurobert", ModelKind::embedding},
    NamedKind{"jina-bert-v2", ModelKind::embedding},
    NamedKind{"jina-bert-v3", ModelKind::embedding},
    NamedKind{"gemma-embedding", ModelKind::embedding},
    NamedKind{"llama-embed", ModelKind::embedding},
    NamedKind{"t5encoder", ModelKind::embedding},
    NamedKind{"dream", ModelKind::diffusion},
    NamedKind{"llada", ModelKind::diffusion},
    NamedKind{"llada-moe", ModelKind::diffusion},
    NamedKind{"rnd1", ModelKind::diffusion},
    NamedKind{"flux", ModelKind::diffusion},
    NamedKind{"sd1", ModelKind::diffusion},
    NamedKind{"sdxl", ModelKind::diffusion},
    NamedKind{"sd3", ModelKind::diffusion},
    NamedKind{"aura", ModelKind::diffusion},
    NamedKind{"hidream", ModelKind::diffusion},
    NamedKind{"cosmos", ModelKind::diffusion},
    NamedKind{"ltxv", ModelKind::diffusion},
    NamedKind{"hyvid", ModelKind::diffusion},
    NamedKind{"wan", ModelKind::diffusion},
    NamedKind{"lumina2", ModelKind::diffusion},
    NamedKind{"qwen_image", ModelKind::diffusion},
    NamedKind{"wavtokenizer-dec", ModelKind::speech},
    NamedKind{"whisper", ModelKind::speech},
};

const NamedKind* findKind(std::span<const NamedKind> rows, std::string_view name) {
    const auto row = std::ranges::find(rows, name, &NamedKind::name);
    return row != rows.end() ? &*row : nullptr;
}

struct Said {
    ModelKind kind;
    std::string_view what, help;
};
constexpr std::array kSaid{
    Said{ModelKind::vocabulary, "a vocabulary without weights",
         "look for the whole model under the same name"},
    Said{ModelKind::adapter, "a LoRA adapter, which changes another model",
         "open a model that it was merged into"},
    Said{ModelKind::controlVector, "a control vector, which steers another model",
         "open that model alone"},
    Said{ModelKind::projector, "the part of a model that reads pictures or sound (mmproj)",
         "open the language model that lies beside it"},
    Said{ModelKind::importanceMatrix, "an importance matrix, which serves to quantise a model",
         "open the model itself"},
    Said{ModelKind::embedding, "an embedding model, which turns text into vectors only",
         "choose a chat model"},
    Said{ModelKind::diffusion, "a diffusion model, which this program cannot run",
         "choose a chat model"},
    Said{ModelKind::speech, "a model for speech, which this program cannot run",
         "choose a chat model"},
};

} // namespace

ModelKind modelKind(const GgufHeader& header) {
    if (const NamedKind* row = findKind(kTypes, header.findString("general.type").value_or(""))) {
        return row->kind;
    }
    const auto architecture = header.findString("general.architecture").value_or("");
    if (const NamedKind* row = findKind(kArchitectures, architecture)) {
        return row->kind;
    }
    const auto tensors = header.tensors();
    if (header.find("adapter.type") != nullptr ||
        std::ranges::any_of(tensors,
                            [](const TensorInfo& t) { return t.name.ends_with("lora_a"); })) {
        return ModelKind::adapter;
    }
    if (header.find("imatrix.datasets") != nullptr) {
        return ModelKind::importanceMatrix;
    }
    const bool hasTokens = header.find("tokenizer.ggml.tokens") != nullptr;
    return tensors.empty() && hasTokens ? ModelKind::vocabulary : ModelKind::language;
}

void requireLanguageModel(const GgufHeader& header) {
    const auto said = std::ranges::find(kSaid, modelKind(header), &Said::kind);
    if (said != kSaid.end()) {
        throw Error(ErrorKind::unsupported, fmt::format("Cannot load {}: it is {}; {}.",
                                                        header.fileName(), said->what, said->help));
    }
}

} // namespace conclave
