// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/quantisation_name.h"

#include <algorithm>
#include <array>

namespace conclave {
namespace {

/// One value of general.file_type (GGUF specification): its name and the format it is named after.
struct FileType {
    std::uint32_t number;
    std::string_view name;
    BlockType base;
};

constexpr std::array kFileTypes{
    FileType{0, "F32", BlockType::f32},          FileType{1, "F16", BlockType::f16},
    FileType{2, "Q4_0", BlockType::q4_0},        FileType{3, "Q4_1", BlockType::q4_1},
    FileType{7, "Q8_0", BlockType::q8_0},        FileType{8, "Q5_0", BlockType::q5_0},
    FileType{9, "Q5_1", BlockType::q5_1},        FileType{10, "Q2_K", BlockType::q2_K},
    FileType{11, "Q3_K_S", BlockType::q3_K},     FileType{12, "Q3_K_M", BlockType::q3_K},
    FileType{13, "Q3_K_L", BlockType::q3_K},     FileType{14, "Q4_K_S", BlockType::q4_K},
    FileType{15, "Q4_K_M", BlockType::q4_K},     FileType{16, "Q5_K_S", BlockType::q5_K},
    FileType{17, "Q5_K_M", BlockType::q5_K},     FileType{18, "Q6_K", BlockType::q6_K},
    FileType{19, "IQ2_XXS", BlockType::iq2_xxs}, FileType{20, "IQ2_XS", BlockType::iq2_xs},
    FileType{21, "Q2_K_S", BlockType::q2_K},     FileType{22, "IQ3_XS", BlockType::iq3_s},
    FileType{23, "IQ3_XXS", BlockType::iq3_xxs}, FileType{24, "IQ1_S", BlockType::iq1_s},
    FileType{25, "IQ4_NL", BlockType::iq4_nl},   FileType{26, "IQ3_S", BlockType::iq3_s},
    FileType{27, "IQ3_M", BlockType::iq3_s},     FileType{28, "IQ2_S", BlockType::iq2_xs},
    FileType{29, "IQ2_M", BlockType::iq2_s},     FileType{30, "IQ4_XS", BlockType::iq4_xs},
    FileType{31, "IQ1_M", BlockType::iq1_m},     FileType{32, "BF16", BlockType::bf16},
    FileType{36, "TQ1_0", BlockType::tq1_0},     FileType{37, "TQ2_0", BlockType::tq2_0},
    FileType{38, "MXFP4", BlockType::mxfp4},     FileType{39, "NVFP4", BlockType::nvfp4},
    FileType{40, "Q1_0", BlockType::q1_0},       FileType{41, "Q2_0", BlockType::q2_0},
};

/// Weights of the matrices inside the layers, by format. Embedding and head often differ.
std::map<BlockType, std::uint64_t> countWeights(const GgufHeader& file) {
    std::map<BlockType, std::uint64_t> result;
    for (const TensorInfo& tensor : file.tensors()) {
        if (tensor.dimensions >= 2 && tensor.name.starts_with("blk.")) {
            result[tensor.type] += tensor.elements();
        }
    }
    return result;
}

/// "Q4_K" with some Q6_K in the layers is what publishers call "Q4_K_M"; without, "Q4_K_S".
std::string deriveName(const std::map<BlockType, std::uint64_t>& weights) {
    const auto most = std::ranges::max_element(weights, {}, [](const auto& e) { return e.second; });
    std::string name(blockFormat(most->first).name);
    if (most->first == BlockType::q4_K || most->first == BlockType::q5_K) {
        name += weights.contains(BlockType::q6_K) ? "_M" : "_S";
    } else if (most->first == BlockType::q3_K) {
        name += weights.contains(BlockType::q5_K) ? "_M" : "_S";
    }
    return name;
}

} // namespace

std::string quantisationName(const GgufHeader& file) {
    const auto weights = countWeights(file);
    if (weights.empty()) {
        return {};
    }
    const auto declared = file.findUint("general.file_type");
    const auto row = std::ranges::find_if(
        kFileTypes, [&](const FileType& type) { return declared && type.number == *declared; });
    const bool borneOut = row != kFileTypes.end() && weights.contains(row->base);
    return borneOut ? std::string(row->name) : deriveName(weights);
}

std::optional<std::uint32_t> fileTypeNumber(std::string_view name) {
    const auto row = std::ranges::find(kFileTypes, name, &FileType::name);
    return row != kFileTypes.end() ? std::optional(row->number) : std::nullopt;
}

} // namespace conclave
