// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/file_types.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace conclave {
namespace {

using quantize::FileType;
using quantize::FileTypeRow;

/// One line for both tables, so that they cannot part.
struct Entry {
    QuantiseType shown;
    FileTypeRow row;
};

constexpr std::array kEntries{
    Entry{{"F32", "as trained, four bytes a weight", false}, {FileType::f32, BlockType::f32}},
    Entry{{"BF16", "no loss for most models", false}, {FileType::bf16, BlockType::bf16}},
    Entry{{"F16", "no loss that anybody could measure", false}, {FileType::f16, BlockType::f16}},
    Entry{{"Q8_0", "practically as good as F16", false}, {FileType::q8_0, BlockType::q8_0}},
    Entry{{"Q6_K", "very close to Q8_0", false}, {FileType::q6_K, BlockType::q6_K}},
    Entry{{"Q5_K_M", "very good, somewhat smaller", false}, {FileType::q5_K_M, BlockType::q5_K}},
    Entry{{"Q5_1", "older format", false}, {FileType::q5_1, BlockType::q5_1}},
    Entry{{"Q5_K_S", "very good", false}, {FileType::q5_K_S, BlockType::q5_K}},
    Entry{{"Q5_0", "older format", false}, {FileType::q5_0, BlockType::q5_0}},
    Entry{{"Q4_1", "older format", false}, {FileType::q4_1, BlockType::q4_1}},
    Entry{{"Q4_K_M", "the usual choice: good and half of Q8_0", false},
          {FileType::q4_K_M, BlockType::q4_K}},
    Entry{{"Q4_K_S", "a little smaller than Q4_K_M", false}, {FileType::q4_K_S, BlockType::q4_K}},
    Entry{{"IQ4_NL", "like IQ4_XS, for odd row lengths", false},
          {FileType::iq4_nl, BlockType::iq4_nl}},
    Entry{{"Q4_0", "older format, fast everywhere", false}, {FileType::q4_0, BlockType::q4_0}},
    Entry{{"IQ4_XS", "nearly as good as Q4_K_S and smaller", false},
          {FileType::iq4_xs, BlockType::iq4_xs}},
    Entry{{"MXFP4", "experts in four-bit floats, the rest in Q8_0", false},
          {FileType::mxfp4, BlockType::mxfp4}},
    Entry{{"Q3_K_L", "loses noticeably", false}, {FileType::q3_K_L, BlockType::q3_K}},
    Entry{{"Q3_K_M", "loses noticeably, smaller", false}, {FileType::q3_K_M, BlockType::q3_K}},
    Entry{{"IQ3_M", "good for three bits", false}, {FileType::iq3_m, BlockType::iq3_s}},
    Entry{{"Q3_K_S", "loses much", false}, {FileType::q3_K_S, BlockType::q3_K}},
    Entry{{"IQ3_S", "better than Q3_K_S at its size", false}, {FileType::iq3_s, BlockType::iq3_s}},
    Entry{{"IQ3_XS", "a little smaller than IQ3_S", true}, {FileType::iq3_xs, BlockType::iq3_s}},
    Entry{{"IQ3_XXS", "three bits and little more", true}, {FileType::iq3_xxs, BlockType::iq3_xxs}},
    Entry{{"Q2_K", "loses much, small", false}, {FileType::q2_K, BlockType::q2_K}},
    Entry{{"Q2_K_S", "loses much, smaller", true}, {FileType::q2_K_S, BlockType::q2_K}},
    Entry{{"IQ2_M", "usable for large models", true}, {FileType::iq2_m, BlockType::iq2_s}},
    Entry{{"IQ2_S", "for large models", true}, {FileType::iq2_s, BlockType::iq2_xs}},
    Entry{{"IQ2_XS", "for very large models", true}, {FileType::iq2_xs, BlockType::iq2_xs}},
    Entry{{"IQ2_XXS", "for very large models", true}, {FileType::iq2_xxs, BlockType::iq2_xxs}},
    Entry{{"Q2_0", "for models trained with two bits", false}, {FileType::q2_0, BlockType::q2_0}},
    Entry{{"TQ2_0", "for models trained with three values", false},
          {FileType::tq2_0, BlockType::tq2_0}},
    Entry{{"IQ1_M", "a last resort for giants", true}, {FileType::iq1_m, BlockType::iq1_m}},
    Entry{{"TQ1_0", "for models trained with three values", false},
          {FileType::tq1_0, BlockType::tq1_0}},
    Entry{{"IQ1_S", "a last resort for giants", true}, {FileType::iq1_s, BlockType::iq1_s}},
    Entry{{"Q1_0", "for models trained with signs alone", false},
          {FileType::q1_0, BlockType::q1_0}},
};

constexpr auto kShown = [] {
    std::array<QuantiseType, kEntries.size()> shown{};
    for (std::size_t i = 0; i < kEntries.size(); ++i) {
        shown[i] = kEntries[i].shown;
    }
    return shown;
}();

bool sameName(std::string_view one, std::string_view other) {
    return std::ranges::equal(one, other, [](unsigned char a, unsigned char b) {
        return std::toupper(a) == std::toupper(b);
    });
}

} // namespace

std::span<const QuantiseType> quantiseTypes() noexcept {
    return kShown;
}

const QuantiseType* findQuantiseType(std::string_view name) noexcept {
    const auto found = std::ranges::find_if(
        kShown, [name](const QuantiseType& type) { return sameName(type.name, name); });
    return found == kShown.end() ? nullptr : &*found;
}

namespace quantize {

FileTypeRow fileTypeRow(std::size_t index) noexcept {
    return kEntries[index].row;
}

} // namespace quantize

} // namespace conclave
