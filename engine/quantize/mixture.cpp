// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/mixture.h"

#include "engine/error.h"
#include "engine/quantize/file_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>

namespace conclave {
namespace {

using quantize::FileType;

enum class Role {
    embedding,
    output,
    query,
    key,
    value,
    fusedQkv,
    attentionOutput,
    up,
    gate,
    down,
    other
};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

Role roleOf(std::string_view name) {
    struct Sign {
        std::string_view part;
        Role role;
    };
    // attn_kv_b of older MLA files is treated like the value projection that it contains.
    static constexpr std::array kSigns{
        Sign{"attn_qkv.weight", Role::fusedQkv},
        Sign{"attn_kv_b.weight", Role::value},
        Sign{"attn_v.weight", Role::value},
        Sign{"attn_k.weight", Role::key},
        Sign{"attn_q.weight", Role::query},
        Sign{"attn_output.weight", Role::attentionOutput},
        Sign{"ffn_up", Role::up},
        Sign{"ffn_gate", Role::gate},
        Sign{"ffn_down", Role::down},
    };
    if (name == "output.weight") {
        return Role::output;
    }
    if (name == "token_embd.weight" || name == "per_layer_token_embd.weight") {
        return Role::embedding;
    }
    const auto sign =
        std::ranges::find_if(kSigns, [&](const Sign& each) { return contains(name, each.part); });
    return sign == kSigns.end() ? Role::other : sign->role;
}

/// The layer in "blk.N.", or nothing.
std::optional<std::uint32_t> layerOf(std::string_view name) {
    if (!name.starts_with("blk.")) {
        return std::nullopt;
    }
    std::uint32_t layer = 0;
    const auto result = std::from_chars(name.data() + 4, name.data() + name.size(), layer);
    const bool good =
        result.ec == std::errc() && result.ptr != name.data() + name.size() && *result.ptr == '.';
    return good ? std::optional(layer) : std::nullopt;
}

/// Matrices, except those that are tiny or whose errors would be multiplied: norms, routers,
/// convolutions, positions.
bool isQuantised(const MixtureTensor& tensor) {
    static constexpr std::array<std::string_view, 35> kKept{"_norm.weight",
                                                            "ffn_gate_inp.weight",
                                                            "ffn_gate_tid2eid.weight",
                                                            "altup",
                                                            "laurel",
                                                            "per_layer_model_proj",
                                                            "ssm_conv1d",
                                                            "shortconv.conv.weight",
                                                            "indexer.k_proj.weight",
                                                            "indexer.q_proj.weight",
                                                            "time_mix_first.weight",
                                                            "time_mix_w0.weight",
                                                            "time_mix_w1.weight",
                                                            "time_mix_w2.weight",
                                                            "time_mix_v0.weight",
                                                            "time_mix_v1.weight",
                                                            "time_mix_v2.weight",
                                                            "time_mix_a0.weight",
                                                            "time_mix_a1.weight",
                                                            "time_mix_a2.weight",
                                                            "time_mix_g1.weight",
                                                            "time_mix_g2.weight",
                                                            "time_mix_decay_w1.weight",
                                                            "time_mix_decay_w2.weight",
                                                            "time_mix_lerp_fused.weight",
                                                            "attn_rel_b.weight",
                                                            ".position_embd",
                                                            "sam.pos_embd",
                                                            "sam.neck.",
                                                            "sam.net_",
                                                            ".rel_pos",
                                                            ".patch_embd",
                                                            ".patch_merger",
                                                            "a.rvq.codebook",
                                                            "mm.a.code_embd"};
    const bool matrix = tensor.shape[1] > 1 || tensor.shape[2] > 1 || tensor.shape[3] > 1;
    return matrix && tensor.name.ends_with("weight") && tensor.name != "position_embd.weight" &&
           tensor.name != "token_types.weight" &&
           std::ranges::none_of(kKept,
                                [&](std::string_view part) { return contains(tensor.name, part); });
}

bool isInteger(BlockType type) {
    return type == BlockType::i8 || type == BlockType::i16 || type == BlockType::i32 ||
           type == BlockType::i64;
}

/// What stands in when rows do not fill blocks of 256.
BlockType substituteFor(BlockType wished, std::uint64_t rowLength) {
    const auto fits = [&](BlockType type) { return rowLength % blockFormat(type).blockSize == 0; };
    BlockType result = wished;
    switch (wished) {
    case BlockType::q4_K:
        result = BlockType::q5_0;
        break;
    case BlockType::q5_K:
        result = BlockType::q5_1;
        break;
    case BlockType::q6_K:
        result = BlockType::q8_0;
        break;
    case BlockType::q2_K:
    case BlockType::q3_K:
    case BlockType::q2_0:
    case BlockType::tq1_0:
    case BlockType::tq2_0:
    case BlockType::q1_0:
        result = BlockType::q4_0;
        break;
    case BlockType::iq1_s:
    case BlockType::iq1_m:
    case BlockType::iq2_xxs:
    case BlockType::iq2_xs:
    case BlockType::iq2_s:
    case BlockType::iq3_xxs:
    case BlockType::iq3_s:
    case BlockType::iq4_xs:
        result = BlockType::iq4_nl;
        break;
    default:
        break;
    }
    return fits(result) ? result : BlockType::f16;
}

/// The layers that get more bits in the "_M" mixtures: the first and last eighth and every third
/// between.
bool usesMoreBits(std::uint32_t layer, std::uint32_t layers) {
    const std::uint32_t eighth = layers / 8;
    return layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
}

/// Walks the tensors of one model. The rules count value projections and feed-forward matrices
/// rather than read layer numbers, which differs where layers lack some.
class Chooser {
public:
    Chooser(quantize::FileTypeRow row, const MixtureModel& model,
            std::span<const MixtureTensor> tensors)
        : m_type(row.type), m_base(row.base), m_model(model),
          m_grouped(model.headsKv > 0 && model.heads / model.headsKv >= 4),
          m_eight(model.experts == 8), m_falcon(model.architecture == "falcon") {
        for (const MixtureTensor& tensor : tensors) {
            const Role role = roleOf(tensor.name);
            m_tied = m_tied && role != Role::output;
            m_valueCount += role == Role::value || role == Role::fusedQkv ? 1 : 0;
        }
    }

    MixtureChoice choose(const MixtureTensor& tensor) {
        if (!isQuantised(tensor) || isInteger(tensor.stored)) {
            return {.format = tensor.stored};
        }
        MixtureChoice choice{.format = m_base, .quantised = true};
        if (m_base != BlockType::f32 && m_base != BlockType::f16 && m_base != BlockType::bf16) {
            choice.format = wished(tensor);
            if (tensor.shape[0] % blockFormat(choice.format).blockSize != 0) {
                choice.format = substituteFor(choice.format, tensor.shape[0]);
                choice.substitute = true;
            }
        }
        choice.needsImportance = needsImportance(tensor, choice.format);
        return choice;
    }

private:
    [[nodiscard]] bool is(std::initializer_list<FileType> types) const {
        return std::ranges::find(types, m_type) != types.end();
    }

    BlockType wished(const MixtureTensor& tensor) {
        const Role role = roleOf(tensor.name);
        if (role == Role::output || (m_tied && role == Role::embedding)) {
            return output(tensor);
        }
        if (m_type == FileType::mxfp4) {
            const bool experts = tensor.shape[2] > 1;
            const bool named = role == Role::up || role == Role::gate || role == Role::down;
            return experts && (named || m_model.architecture != "bailingmoe3") ? BlockType::mxfp4
                                                                               : BlockType::q8_0;
        }
        if (role == Role::embedding) {
            return embedding();
        }
        if (is({FileType::iq1_s, FileType::iq1_m, FileType::iq2_xxs, FileType::iq2_xs,
                FileType::iq2_s, FileType::iq2_m})) {
            return veryLow(role);
        }
        switch (role) {
        case Role::value:
        case Role::fusedQkv:
            return value();
        case Role::key:
            return m_eight ? BlockType::q8_0 : queryOrKey();
        case Role::query:
            return queryOrKey();
        case Role::attentionOutput:
            return attentionOutput();
        case Role::down:
            return down(layer(tensor, m_downs++));
        case Role::gate:
            return gateOrUp(layer(tensor, m_gates++));
        case Role::up:
            return gateOrUp(layer(tensor, m_ups++));
        default:
            return m_base;
        }
    }

    /// With experts the number in the name, else how many came before.
    [[nodiscard]] std::uint32_t layer(const MixtureTensor& tensor, std::uint32_t count) const {
        return m_model.experts > 1 ? layerOf(tensor.name).value_or(count) : count;
    }

    [[nodiscard]] BlockType output(const MixtureTensor& tensor) const {
        if (m_type == FileType::mxfp4 || m_falcon || m_base == BlockType::q8_0 ||
            tensor.shape[0] % blockFormat(m_base).blockSize != 0) {
            return BlockType::q8_0;
        }
        return is({FileType::iq1_s, FileType::iq1_m, FileType::iq2_xxs, FileType::iq2_xs,
                   FileType::iq2_s, FileType::iq2_m, FileType::iq3_xxs})
                   ? BlockType::q5_K
                   : BlockType::q6_K;
    }

    [[nodiscard]] BlockType embedding() const {
        if (is({FileType::iq1_s, FileType::iq1_m, FileType::iq2_xxs, FileType::iq2_xs})) {
            return BlockType::q2_K;
        }
        if (is({FileType::iq2_s, FileType::iq2_m, FileType::iq3_xxs})) {
            return BlockType::iq3_s;
        }
        return is({FileType::tq1_0, FileType::tq2_0, FileType::q2_0}) ? BlockType::q4_K : m_base;
    }

    BlockType veryLow(Role role) {
        const bool larger = is({FileType::iq2_s, FileType::iq2_m});
        switch (role) {
        case Role::value:
        case Role::fusedQkv:
            if (m_grouped || m_model.experts >= 4) {
                return BlockType::q4_K;
            }
            return larger ? BlockType::iq3_s : BlockType::q2_K;
        case Role::key:
            return m_eight ? BlockType::q4_K : m_base;
        case Role::down:
            if (m_downs++ < m_model.layers / 8) {
                return larger ? BlockType::iq3_s : BlockType::q2_K;
            }
            return m_base;
        case Role::attentionOutput:
            if (m_eight) {
                return BlockType::q5_K;
            }
            if (is({FileType::iq1_s, FileType::iq1_m})) {
                return BlockType::iq2_xxs;
            }
            return larger ? BlockType::iq3_s : m_base;
        default:
            return m_base;
        }
    }

    BlockType value() {
        const std::uint32_t index = m_values++;
        if (m_eight) { // small beside eight experts
            return BlockType::q8_0;
        }
        BlockType format = m_base;
        switch (m_type) {
        case FileType::q2_K:
            format = m_grouped ? BlockType::q4_K : BlockType::q3_K;
            break;
        case FileType::q2_K_S:
        case FileType::iq3_xs:
        case FileType::iq3_s:
            format = m_grouped ? BlockType::q4_K : m_base;
            break;
        case FileType::iq3_xxs:
            format = m_grouped            ? BlockType::q4_K
                     : m_model.importance ? BlockType::iq3_xxs
                                          : BlockType::iq3_s;
            break;
        case FileType::iq3_m:
            format = BlockType::q4_K;
            break;
        case FileType::q3_K_M:
            format = index < 2 ? BlockType::q5_K : BlockType::q4_K;
            break;
        case FileType::q3_K_L:
            format = BlockType::q5_K;
            break;
        case FileType::iq4_nl:
        case FileType::iq4_xs:
            format = m_grouped ? BlockType::q5_K : m_base;
            break;
        case FileType::q4_K_M:
        case FileType::q5_K_M:
            format = usesMoreBits(index, m_valueCount) ? BlockType::q6_K : m_base;
            break;
        case FileType::q4_K_S:
            format = index < 4 ? BlockType::q5_K : m_base;
            break;
        default:
            break;
        }
        const bool cheap = format == BlockType::q3_K || format == BlockType::q4_K;
        return cheap && isSeventyBillion() ? BlockType::q5_K : format;
    }

    /// Eight query heads share one value head there, so that the projection is small.
    [[nodiscard]] bool isSeventyBillion() const {
        const auto one = [&](std::initializer_list<std::string_view> names) {
            return std::ranges::find(names, m_model.architecture) != names.end();
        };
        return (m_model.layers == 80 && (one({"qwen2", "deci", "olmo"}) ||
                                         (one({"llama"}) && m_model.heads != m_model.headsKv))) ||
               (m_model.layers == 68 && one({"jais2"}));
    }

    [[nodiscard]] BlockType queryOrKey() const {
        if (m_type == FileType::iq3_xs) {
            return BlockType::iq3_xxs;
        }
        return m_type == FileType::iq3_xxs ? BlockType::iq2_s : m_base;
    }

    [[nodiscard]] BlockType attentionOutput() const {
        if (m_falcon) {
            return m_type == FileType::q3_K_L ? BlockType::q4_K : m_base;
        }
        if (m_eight) {
            return is({FileType::q2_K, FileType::iq3_xs, FileType::iq3_xxs, FileType::q3_K_S,
                       FileType::q3_K_M, FileType::iq4_nl, FileType::q4_K_S, FileType::q4_K_M,
                       FileType::iq3_s, FileType::iq3_m, FileType::iq4_xs})
                       ? BlockType::q5_K
                       : m_base;
        }
        switch (m_type) {
        case FileType::q2_K:
            return BlockType::q3_K;
        case FileType::iq3_xxs:
            return BlockType::iq3_s;
        case FileType::q3_K_M:
        case FileType::iq3_m:
            return BlockType::q4_K;
        case FileType::q3_K_L:
            return BlockType::q5_K;
        default:
            return m_base;
        }
    }

    [[nodiscard]] BlockType down(std::uint32_t layer) const {
        const std::uint32_t layers = m_model.layers;
        const bool first = layer < layers / 8;
        const bool more = usesMoreBits(layer, layers);
        switch (m_type) {
        case FileType::q2_K:
            return BlockType::q3_K;
        case FileType::q2_K_S:
            return first ? BlockType::q4_K : m_base;
        case FileType::iq3_xxs:
            if (m_model.importance) {
                return m_base;
            }
            return first ? BlockType::q4_K : BlockType::q3_K;
        case FileType::q3_K_M:
            if (layer < layers / 16) {
                return BlockType::q5_K;
            }
            return !m_falcon || more ? BlockType::q4_K : BlockType::q3_K;
        case FileType::iq3_m:
            return first || (m_eight && more) ? BlockType::q4_K : m_base;
        case FileType::q3_K_L:
            return m_falcon ? BlockType::q4_K : BlockType::q5_K;
        case FileType::q4_K_M:
            if (m_falcon) {
                return layer < layers / 16 ? BlockType::q6_K : more ? BlockType::q5_K : m_base;
            }
            return more ? BlockType::q6_K : m_base;
        case FileType::q5_K_M:
            return more ? BlockType::q6_K : m_base;
        case FileType::iq4_nl:
        case FileType::iq4_xs:
            return first && !m_model.importance ? BlockType::q5_K : m_base;
        case FileType::q4_K_S:
            return first && !m_falcon ? BlockType::q5_K : m_base;
        case FileType::q4_0:
            return first && m_model.importance ? BlockType::q4_1 : m_base;
        case FileType::q5_0:
            return first && m_model.importance ? BlockType::q5_1 : m_base;
        default:
            return m_base;
        }
    }

    [[nodiscard]] BlockType gateOrUp(std::uint32_t layer) const {
        const std::uint32_t layers = m_model.layers;
        const bool middle = layer >= layers / 8 && layer < 7 * layers / 8;
        return m_type == FileType::iq3_xs && middle ? BlockType::iq3_xxs : m_base;
    }

    [[nodiscard]] bool needsImportance(const MixtureTensor& tensor, BlockType format) const {
        const Role role = roleOf(tensor.name);
        if (role == Role::embedding || role == Role::output) {
            return false;
        }
        switch (format) {
        case BlockType::iq1_s:
        case BlockType::iq1_m:
        case BlockType::iq2_xxs:
        case BlockType::iq2_xs:
        case BlockType::iq2_s:
        case BlockType::iq3_xxs:
            return true;
        default:
            return format == BlockType::q2_K && m_type == FileType::q2_K_S;
        }
    }

    FileType m_type;
    BlockType m_base;
    const MixtureModel& m_model;
    bool m_grouped, m_eight, m_falcon;
    bool m_tied = true; ///< no output matrix: the embedding is it
    std::uint32_t m_valueCount = 0;
    std::uint32_t m_values = 0, m_downs = 0, m_gates = 0, m_ups = 0; ///< seen so far
};

} // namespace

std::vector<MixtureChoice> chooseFormats(std::string_view fileType, const MixtureModel& model,
                                         std::span<const MixtureTensor> tensors) {
    const QuantiseType* type = findQuantiseType(fileType);
    if (type == nullptr) {
        std::string known;
        for (const QuantiseType& each : quantiseTypes()) {
            known += fmt::format("{}{}", known.empty() ? "" : ", ", each.name);
        }
        throw Error(ErrorKind::badRequest,
                    fmt::format("Cannot write the type {}; known are {}.", fileType, known));
    }
    const auto index = static_cast<std::size_t>(type - quantiseTypes().data());
    Chooser chooser(quantize::fileTypeRow(index), model, tensors);
    std::vector<MixtureChoice> choices;
    for (const MixtureTensor& tensor : tensors) {
        choices.push_back(chooser.choose(tensor));
    }
    return choices;
}

bool comesBefore(std::string_view one, std::string_view other) noexcept {
    const auto oneLayer = layerOf(one);
    const auto otherLayer = layerOf(other);
    return oneLayer != otherLayer ? oneLayer < otherLayer : one < other;
}

} // namespace conclave
