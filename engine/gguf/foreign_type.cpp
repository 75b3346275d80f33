// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/foreign_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace conclave {
namespace {

struct Named {
    std::uint32_t id;
    std::string_view name;
    std::string_view help;
};

constexpr std::string_view kNewer = "look for a newer file of this model";
constexpr std::string_view kPlain4 = "the Q4_0 file of this model holds the same weights";
constexpr std::string_view kPlainNl = "the IQ4_NL file of this model holds the same weights";

// Numbers of the reference implementation that its files no longer have.
constexpr std::array kRemoved{
    Named{4, "Q4_2", kNewer},          Named{5, "Q4_3", kNewer},
    Named{31, "Q4_0_4_4", kPlain4},    Named{32, "Q4_0_4_8", kPlain4},
    Named{33, "Q4_0_8_8", kPlain4},    Named{36, "IQ4_NL_4_4", kPlainNl},
    Named{37, "IQ4_NL_4_8", kPlainNl}, Named{38, "IQ4_NL_8_8", kPlainNl},
};

constexpr std::string_view kTwoBits = "choose IQ2_XS or Q2_K";
constexpr std::string_view kThreeBits = "choose IQ3_S or Q3_K_M";
constexpr std::string_view kFourBits = "choose IQ4_XS or Q4_K_M";
constexpr std::string_view kFiveBits = "choose Q5_K_M";
constexpr std::string_view kSixBits = "choose Q6_K";

// Those of ik_llama.cpp, from 96 on. From 202 on it stores the known formats with rows interleaved.
constexpr std::array kIkLlama{
    Named{133, "Q6_0", kSixBits},         Named{134, "IQ1_BN", "choose TQ1_0"},
    Named{135, "IQ2_BN", "choose TQ2_0"}, Named{137, "IQ2_K", kTwoBits},
    Named{138, "IQ3_K", kThreeBits},      Named{139, "IQ4_K", kFourBits},
    Named{140, "IQ5_K", kFiveBits},       Named{141, "IQ6_K", kSixBits},
    Named{144, "IQ4_KS", kFourBits},      Named{145, "IQ2_KS", kTwoBits},
    Named{146, "IQ4_KSS", kFourBits},     Named{152, "IQ5_KS", kFiveBits},
    Named{153, "IQ2_KT", kTwoBits},       Named{154, "IQ3_KT", kThreeBits},
    Named{155, "IQ4_KT", kFourBits},      Named{156, "IQ3_KS", kThreeBits},
    Named{157, "IQ2_KL", kTwoBits},       Named{158, "IQ1_KT", "choose IQ1_M or IQ2_XXS"},
};

template <class Table> const Named* find(const Table& table, std::uint32_t id) {
    const auto* row = std::ranges::find(table, id, &Named::id);
    return row != table.end() ? row : nullptr;
}

} // namespace

ForeignType foreignType(std::uint32_t typeId) {
    if (const Named* removed = find(kRemoved, typeId)) {
        return {fmt::format("the removed format {} (number {})", removed->name, typeId),
                std::string(removed->help)};
    }
    if (const Named* fork = find(kIkLlama, typeId)) {
        return {fmt::format("the format {} (number {}), which only ik_llama.cpp runs", fork->name,
                            typeId),
                fmt::format("{} of this model instead", fork->help)};
    }
    if (typeId >= 202 && typeId < 400) {
        return {fmt::format("a format with interleaved rows (number {}), which only ik_llama.cpp "
                            "runs",
                            typeId),
                "choose a file of this model whose name does not end in _R4 or _R8"};
    }
    if (typeId > 42 && typeId < 400) {
        return {fmt::format("the format {} of a fork such as ik_llama.cpp or TurboQuant", typeId),
                "choose another quantisation of this model, such as Q4_K_M"};
    }
    return {fmt::format("the unknown format {}", typeId),
            "choose another quantisation of this model, such as Q4_K_M"};
}

} // namespace conclave
