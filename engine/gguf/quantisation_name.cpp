// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/quantisation_name.h"

#include "engine/gguf/tensor_role.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>

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

/// Weights of matrices by format.
using Weights = std::map<BlockType, std::uint64_t>;

std::uint64_t total(const Weights& weights) {
    std::uint64_t sum = 0;
    for (const auto& [type, count] : weights) {
        sum += count;
    }
    return sum;
}

double share(const Weights& weights, BlockType type) {
    const auto row = weights.find(type);
    return row != weights.end()
               ? static_cast<double>(row->second) /
                     static_cast<double>(std::max<std::uint64_t>(total(weights), 1))
               : 0;
}

/// The matrices of a file by what mixtures treat alike. Embedding and head often differ and are
/// left out, and so are routers and other matrices that stay in full precision.
struct Mixture {
    Weights all;         ///< inside the layers
    Weights down;        ///< of these, ffn_down in all its forms
    Weights values;      ///< and attn_v
    Weights queries;     ///< and attn_q
    Weights outputs;     ///< and attn_output
    bool ragged = false; ///< no row fills blocks of 256, so that K formats gave way to others
};

Mixture readMixture(const GgufHeader& header) {
    constexpr std::uint64_t kSuperBlock = 256;
    Mixture mixture;
    Weights fitting;
    for (const TensorInfo& tensor : header.tensors()) {
        const std::string_view role = roleOf(tensor.name);
        if (tensor.dimensions < 2 || !layerOf(tensor.name) || role.starts_with("ffn_gate_inp") ||
            role.starts_with("ssm_conv1d") || role.ends_with(".bias")) {
            continue;
        }
        mixture.all[tensor.type] += tensor.elements();
        if (tensor.shape[0] % kSuperBlock == 0) {
            fitting[tensor.type] += tensor.elements();
        }
        for (const auto& [prefix, part] :
             {std::pair{"ffn_down", &mixture.down}, std::pair{"attn_v", &mixture.values},
              std::pair{"attn_q.", &mixture.queries}, std::pair{"attn_output", &mixture.outputs}}) {
            if (role.starts_with(prefix)) {
                (*part)[tensor.type] += tensor.elements();
            }
        }
    }
    mixture.ragged = 2 * total(fitting) < total(mixture.all);
    return mixture;
}

BlockType mostCommon(const Weights& weights) {
    return std::ranges::max_element(weights, {}, [](const auto& e) { return e.second; })->first;
}

/// What a format becomes when rows do not fill its blocks, in the reference quantiser.
BlockType fallbackOf(BlockType type) {
    using enum BlockType;
    switch (type) {
    case q2_K:
    case q3_K:
    case tq1_0:
    case tq2_0:
        return q4_0;
    case q4_K:
        return q5_0;
    case q5_K:
        return q5_1;
    case q6_K:
        return q8_0;
    default:
        return blockFormat(type).blockSize == 256 ? iq4_nl : type;
    }
}

/// The name by the formats of the parts in which the published mixtures of one base differ.
std::string deriveName(const Mixture& mixture) {
    using enum BlockType;
    const BlockType base = mostCommon(mixture.all);
    const auto down = [&](BlockType type) { return share(mixture.down, type); };
    const bool moreBits = down(q6_K) + share(mixture.values, q6_K) > 0;
    switch (base) {
    case q2_K:
        return down(q3_K) > 0.5 || mixture.down.empty() ? "Q2_K" : "Q2_K_S";
    case q3_K:
        return down(q5_K) > 0.5                     ? "Q3_K_L"
               : down(q4_K) + down(q5_K) > 0.0      ? "Q3_K_M"
               : share(mixture.outputs, q4_K) > 0.5 ? "Q3_K_M"
                                                    : "Q3_K_S";
    case q4_K:
        return moreBits ? "Q4_K_M" : "Q4_K_S";
    case q5_K:
        return moreBits ? "Q5_K_M" : "Q5_K_S";
    case iq2_xs:
        return share(mixture.all, iq3_s) > 0 ? "IQ2_S" : "IQ2_XS";
    case iq2_s:
        return "IQ2_M";
    case iq3_xxs:
        return down(iq3_s) > 0.5 ? "IQ3_XS" : "IQ3_XXS";
    case iq3_s:
        return share(mixture.queries, iq3_xxs) > 0.5 ? "IQ3_XS"
               : share(mixture.outputs, q4_K) > 0.5  ? "IQ3_M"
                                                     : "IQ3_S";
    default:
        return std::string(blockFormat(base).name);
    }
}

/// Whether a file can be of the type it declares. What a mixture's base gave way to counts, too.
bool isBorneOut(const FileType& declared, const Mixture& mixture, const std::string& derived) {
    constexpr double kLeastShare = 0.2;
    const bool wholesale = mixture.ragged && fallbackOf(declared.base) == mostCommon(mixture.all);
    if (wholesale) {
        return true;
    }
    if (share(mixture.all, declared.base) < kLeastShare) {
        return false;
    }
    // Small and medium mixtures of one base are told apart by their tensors alone.
    const auto row = std::ranges::find(kFileTypes, derived, &FileType::name);
    return mixture.ragged || row == kFileTypes.end() || row->base != declared.base;
}

/// Names that general.file_type has no number for, but publishers use: "UD-Q4_K_XL", "Q6_K_L".
/// Found in the file name; empty if there is none.
std::string publishersName(std::string_view fileName) {
    constexpr std::size_t kMaxName = 255; // regular expressions recurse
    std::string name(fileName.substr(0, kMaxName));
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
    static const std::regex pattern(
        "[-.](UD-(?:I?Q[1-8]|TQ1|MXFP4|BF16)[A-Z0-9_]*|Q[2-8](?:_K)?_(?:XL|L))[-.]");
    std::smatch match;
    return std::regex_search(name, match, pattern) ? match[1].str() : std::string();
}

/// The format behind such a name.
std::optional<BlockType> baseOf(std::string_view publishers) {
    if (publishers.starts_with("UD-")) {
        publishers.remove_prefix(3);
    }
    if (publishers.starts_with("Q8")) {
        return BlockType::q8_0;
    }
    for (const FileType& type : kFileTypes) {
        const std::string_view base = blockFormat(type.base).name;
        if (publishers.starts_with(base)) {
            return type.base;
        }
    }
    return std::nullopt;
}

} // namespace

std::string quantisationName(const GgufHeader& header) {
    constexpr double kLeastShare = 0.2;
    Mixture mixture = readMixture(header);
    if (mixture.all.empty()) {
        return {};
    }
    const std::string publishers = publishersName(header.fileName());
    if (const auto base = baseOf(publishers); base && share(mixture.all, *base) >= kLeastShare) {
        return publishers;
    }
    const auto declared = header.findUint("general.file_type");
    const auto row = std::ranges::find_if(
        kFileTypes, [&](const FileType& type) { return declared && type.number == *declared; });
    // gpt-oss was trained in MXFP4; its experts stay so in every quantisation that is published.
    if (header.findString("general.architecture") == "gpt-oss" && mixture.all.size() > 1 &&
        row != kFileTypes.end() && row->base != BlockType::mxfp4) {
        mixture.all.erase(BlockType::mxfp4);
    }
    const std::string derived = deriveName(mixture);
    return row != kFileTypes.end() && isBorneOut(*row, mixture, derived) ? std::string(row->name)
                                                                         : derived;
}

std::optional<std::uint32_t> fileTypeNumber(std::string_view name) {
    const auto row = std::ranges::find(kFileTypes, name, &FileType::name);
    return row != kFileTypes.end() ? std::optional(row->number) : std::nullopt;
}

} // namespace conclave
