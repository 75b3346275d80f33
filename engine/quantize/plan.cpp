// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/plan.h"

#include "engine/error.h"
#include "engine/gguf/quantisation_name.h"
#include "engine/quantize/importance_matrix.h"
#include "engine/quantize/mixture.h"
#include "engine/quantize/row_makers.h"
#include "engine/reference/dequantise.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace conclave {
namespace quantize {
namespace {

constexpr std::uint32_t kQuantisationVersion = 2; // of the block layouts, GGUF specification
constexpr std::uint64_t kAlignment = 32;

std::uint64_t alignUp(std::uint64_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

/// A number that some files keep for each layer: that of the first.
std::uint32_t firstUint(const GgufFile& file, const std::string& key, std::uint32_t otherwise) {
    const GgufValue* value = file.find(key);
    std::int64_t number = otherwise;
    if (value != nullptr && std::holds_alternative<std::vector<std::int64_t>>(*value)) {
        const auto& numbers = std::get<std::vector<std::int64_t>>(*value);
        number = numbers.empty() ? otherwise : numbers.front();
    } else if (value != nullptr) {
        number = static_cast<std::int64_t>(file.findUint(key).value_or(otherwise));
    }
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(number, 0, 1 << 20));
}

MixtureModel describe(const GgufFile& file, bool importance) {
    MixtureModel model;
    model.architecture = file.requireString("general.architecture");
    const std::string family(model.architecture);
    model.layers = firstUint(file, family + ".block_count", 1);
    model.experts = firstUint(file, family + ".expert_count", 0);
    model.heads = firstUint(file, family + ".attention.head_count", 1);
    model.headsKv = firstUint(file, family + ".attention.head_count_kv", model.heads);
    model.importance = importance;
    return model;
}

std::vector<const TensorInfo*> inOrder(const GgufFile& file) {
    std::vector<const TensorInfo*> tensors;
    for (const TensorInfo& tensor : file.tensors()) {
        tensors.push_back(&tensor);
    }
    std::ranges::sort(tensors, [](const TensorInfo* one, const TensorInfo* other) {
        return comesBefore(one->name, other->name);
    });
    return tensors;
}

std::uint64_t bytesAs(const TensorInfo& tensor, BlockType type) {
    const BlockFormat& format = blockFormat(type);
    return tensor.elements() / format.blockSize * format.blockBytes;
}

std::string_view classOf(std::string_view name) {
    const auto has = [&](std::string_view part) {
        return name.find(part) != std::string_view::npos;
    };
    if (name.starts_with("token_embd") || name.starts_with("per_layer_token_embd")) {
        return "embedding";
    }
    if (name == "output.weight") {
        return "output";
    }
    if (has("_exps.")) {
        return "experts";
    }
    if (has(".attn") && !has("norm")) {
        return "attention";
    }
    return has(".ffn") && !has("norm") && !has("gate_inp") ? "feed-forward" : "other";
}

std::vector<TensorClassSize> classSizes(const std::vector<PlannedTensor>& tensors) {
    std::vector<TensorClassSize> classes;
    for (const std::string_view name :
         {"embedding", "attention", "experts", "feed-forward", "output", "other"}) {
        TensorClassSize size{.name = std::string(name)};
        for (const PlannedTensor& tensor : tensors) {
            if (classOf(tensor.name) == name) {
                size.weights +=
                    tensor.shape[0] * tensor.shape[1] * tensor.shape[2] * tensor.shape[3];
                size.fromBytes += tensor.fromBytes;
                size.toBytes += tensor.toBytes;
            }
        }
        if (size.weights > 0) {
            classes.push_back(std::move(size));
        }
    }
    return classes;
}

std::vector<MetadataKey> newMetadata(const GgufFile& file, std::string_view type,
                                     const ImportanceMatrix* importance) {
    std::vector<MetadataKey> keys = readMetadata(file.path());
    std::erase_if(keys, [](const MetadataKey& key) {
        return key.key.starts_with("split.") || key.key == "general.alignment";
    });
    setKey(keys, uint32Key("general.quantization_version", kQuantisationVersion));
    setKey(keys, uint32Key("general.file_type", fileTypeNumber(type).value_or(0)));
    if (importance == nullptr) {
        return keys;
    }
    setKey(keys, stringKey("quantize.imatrix.file", importance->file));
    if (!importance->dataset.empty()) {
        setKey(keys, stringKey("quantize.imatrix.dataset", importance->dataset));
    }
    setKey(keys, uint32Key("quantize.imatrix.entries_count",
                           static_cast<std::uint32_t>(importance->size())));
    if (importance->chunks > 0) {
        setKey(keys, uint32Key("quantize.imatrix.chunks_count", importance->chunks));
    }
    return keys;
}

/// Of the whole file, as GgufWriter writes it.
std::uint64_t fileBytes(const FullPlan& plan) {
    std::uint64_t header = 4 + 4 + 8 + 8; // magic, version, counts
    for (const MetadataKey& key : plan.metadata) {
        header += 8 + key.key.size() + 4 + key.value.size();
    }
    std::uint64_t data = 0;
    for (const PlannedTensor& tensor : plan.shown.tensors) {
        header += 8 + tensor.name.size() + 4 + 8 * tensor.dimensions + 4 + 8;
        data += alignUp(tensor.toBytes);
    }
    return alignUp(header) + data;
}

bool isFloat(BlockType type) {
    return type == BlockType::f32 || type == BlockType::f16 || type == BlockType::bf16;
}

/// What the user should know, one sentence each.
void addWarnings(FullPlan& plan, const GgufFile& file, const ImportanceMatrix* importance,
                 std::size_t unweighted) {
    std::set<std::string_view> lossy;
    std::size_t substitutes = 0;
    for (std::size_t i = 0; i < plan.sources.size(); ++i) {
        const BlockType from = plan.sources[i]->type;
        if (plan.convert[i] && !isFloat(from) && from != BlockType::q8_0) {
            lossy.insert(blockFormat(from).name);
        }
        substitutes += plan.shown.tensors[i].substitute ? 1 : 0;
    }
    if (!lossy.empty()) {
        plan.shown.warnings.push_back(
            fmt::format("{} is already quantised ({}): what it lost stays lost. Start from an F16, "
                        "BF16 or Q8_0 file if there is one.",
                        file.path().filename().string(), fmt::join(lossy, ", ")));
    }
    if (substitutes > 0) {
        plan.shown.warnings.push_back(
            fmt::format("The rows of {} matrices do not fill the blocks of {}; they get the "
                        "published substitutes.",
                        substitutes, plan.shown.type));
    }
    if (importance != nullptr && unweighted > 0) {
        plan.shown.warnings.push_back(
            fmt::format("The importance matrix {} says nothing about {} matrices.",
                        importance->file, unweighted));
    }
}

void refuse(FullPlan& plan, const PlannedTensor& tensor, const ImportanceMatrix* importance) {
    if (!plan.shown.refusal.empty()) {
        return;
    }
    plan.shown.refusal =
        importance == nullptr
            ? fmt::format("{} needs an importance matrix: without one {} would be worthless. "
                          "Compute one from a text or use one published with the model.",
                          plan.shown.type, tensor.name)
            : fmt::format("{} needs an importance matrix that covers {}; {} does not.",
                          plan.shown.type, tensor.name, importance->file);
}

} // namespace

FullPlan makePlan(const GgufFile& file, std::string_view type, const ImportanceMatrix* importance,
                  bool toCome) {
    FullPlan plan;
    plan.sources = inOrder(file);
    std::vector<MixtureTensor> tensors;
    for (const TensorInfo* source : plan.sources) {
        tensors.push_back({source->name, source->shape, source->type});
    }
    const auto choices =
        chooseFormats(type, describe(file, importance != nullptr || toCome), tensors);
    plan.shown.type = findQuantiseType(type)->name;
    std::size_t unweighted = 0;
    std::uint64_t weights = 0, dataBytes = 0;
    for (std::size_t i = 0; i < plan.sources.size(); ++i) {
        const TensorInfo& source = *plan.sources[i];
        const MixtureChoice& choice = choices[i];
        const PlannedTensor tensor{.name = source.name,
                                   .from = source.type,
                                   .to = choice.format,
                                   .shape = source.shape,
                                   .dimensions = source.dimensions,
                                   .fromBytes = source.bytes(),
                                   .toBytes = bytesAs(source, choice.format),
                                   .substitute = choice.substitute};
        const bool convert = choice.format != source.type;
        if (convert && rowTools().maker(choice.format) == nullptr) {
            throw Error(ErrorKind::unsupported,
                        fmt::format("Cannot make {}: this version cannot write {}, which {} would "
                                    "get.",
                                    plan.shown.type, blockFormat(choice.format).name, source.name));
        }
        if (convert && rowTools().expander(source.type) == nullptr && !canDequantise(source.type)) {
            throw Error(ErrorKind::unsupported,
                        fmt::format("Cannot quantise {}: {} is stored as {}, which this version "
                                    "cannot expand.",
                                    file.path().string(), source.name,
                                    blockFormat(source.type).name));
        }
        const bool weighted =
            toCome || (importance != nullptr && importance->contains(source.name));
        if (convert && choice.needsImportance && !weighted) {
            refuse(plan, tensor, importance);
        }
        const bool embedding = classOf(source.name) == "embedding";
        unweighted += convert && !weighted && !embedding && !isFloat(choice.format) ? 1 : 0;
        weights += source.elements();
        dataBytes += tensor.toBytes;
        plan.convert.push_back(convert);
        plan.shown.tensors.push_back(tensor);
    }
    plan.metadata = newMetadata(file, plan.shown.type, importance);
    plan.shown.classes = classSizes(plan.shown.tensors);
    plan.shown.inBytes = file.fileBytes();
    plan.shown.outBytes = fileBytes(plan);
    plan.shown.bitsPerWeight =
        weights == 0 ? 0 : 8.0 * static_cast<double>(dataBytes) / static_cast<double>(weights);
    addWarnings(plan, file, importance, unweighted);
    return plan;
}

} // namespace quantize

QuantisePlan planQuantisation(const GgufFile& file, std::string_view type,
                              const ImportanceMatrix* importance) {
    return quantize::makePlan(file, type, importance).shown;
}

QuantisePlan planWithImportanceToCome(const GgufFile& file, std::string_view type) {
    return quantize::makePlan(file, type, nullptr, true).shown;
}

} // namespace conclave
