// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/shape.h"

#include "engine/error.h"
#include "engine/synth/named_shapes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace conclave {
namespace {

/// One number that can be set. The GGUF key is accepted as well as the short name.
struct Field {
    std::string_view name, ggufKey;
    std::uint32_t SynthShape::*member;
    std::uint32_t least, most;
};

constexpr std::array kFields{
    Field{"layers", "block_count", &SynthShape::layers, 1, 512},
    Field{"embedding", "embedding_length", &SynthShape::embedding, 32, 32768},
    Field{"heads", "head_count", &SynthShape::heads, 1, 256},
    Field{"kv_heads", "head_count_kv", &SynthShape::kvHeads, 1, 256},
    Field{"head_size", "key_length", &SynthShape::headSize, 2, 1024},
    Field{"value_size", "value_length", &SynthShape::valueSize, 0, 1024},
    Field{"rope_size", "rope.dimension_count", &SynthShape::ropeSize, 0, 1024},
    Field{"ffn", "feed_forward_length", &SynthShape::ffn, 32, 262144},
    Field{"experts", "expert_count", &SynthShape::experts, 0, 1024},
    Field{"experts_used", "expert_used_count", &SynthShape::expertsUsed, 0, 1024},
    Field{"expert_ffn", "expert_feed_forward_length", &SynthShape::expertFfn, 0, 65536},
    Field{"expert_groups", "expert_group_count", &SynthShape::expertGroups, 0, 1024},
    Field{"expert_groups_used", "expert_group_used_count", &SynthShape::expertGroupsUsed, 0, 1024},
    Field{"shared_experts", "expert_shared_count", &SynthShape::sharedExperts, 0, 64},
    Field{"shared_ffn", "expert_shared_feed_forward_length", &SynthShape::sharedFfn, 0, 262144},
    Field{"dense_layers", "leading_dense_block_count", &SynthShape::denseLayers, 0, 512},
    Field{"moe_step", "interleave_moe_layer_step", &SynthShape::moeStep, 0, 512},
    Field{"query_rank", "q_lora_rank", &SynthShape::queryRank, 0, 32768},
    Field{"kv_rank", "kv_lora_rank", &SynthShape::kvRank, 0, 32768},
    Field{"window", "sliding_window", &SynthShape::window, 0, 1048576},
    Field{"full_every", "full_attention_interval", &SynthShape::fullEvery, 0, 512},
    Field{"window_head_size", "key_length_swa", &SynthShape::windowHeadSize, 0, 1024},
    Field{"window_kv_heads", "", &SynthShape::windowKvHeads, 0, 256},
    Field{"shared_kv_layers", "attention.shared_kv_layers", &SynthShape::sharedKvLayers, 0, 511},
    Field{"wide_ffn", "", &SynthShape::wideFfn, 0, 262144},
    Field{"per_layer_embedding", "embedding_length_per_layer_input", &SynthShape::perLayerEmbedding,
          0, 4096},
    Field{"convolution", "ssm.conv_kernel", &SynthShape::convolution, 0, 16},
    Field{"state_size", "ssm.state_size", &SynthShape::stateSize, 0, 1024},
    Field{"state_groups", "ssm.group_count", &SynthShape::stateGroups, 0, 256},
    Field{"state_heads", "ssm.time_step_rank", &SynthShape::stateHeads, 0, 256},
    Field{"vocab", "vocab_size", &SynthShape::vocabulary, 264, 1048576},
    Field{"context", "context_length", &SynthShape::context, 1, 16777216},
};

struct Switch {
    std::string_view name;
    bool SynthShape::*member;
};
constexpr std::array kSwitches{
    Switch{"tied", &SynthShape::tied},
    Switch{"rope_factors", &SynthShape::ropeFactors},
    Switch{"split_experts", &SynthShape::splitExperts},
    Switch{"keys_are_values", &SynthShape::keysAreValues},
};

[[noreturn]] void fail(const std::string& sentence) {
    throw Error(ErrorKind::badRequest, sentence);
}

std::uint32_t readNumber(std::string_view key, std::string_view text, std::uint32_t least,
                         std::uint32_t most) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most) {
        fail(fmt::format("Shape value {}={} is not a number from {} to {}.", key, text, least,
                         most));
    }
    return value;
}

void setField(SynthShape& shape, std::string_view key, std::string_view value) {
    for (const Switch& row : kSwitches) {
        if (key == row.name) {
            shape.*row.member =
                value == "true" || (value != "false" && readNumber(key, value, 0, 1) == 1);
            return;
        }
    }
    for (const Field& field : kFields) {
        if (key == field.name || (key == field.ggufKey && !key.empty())) {
            shape.*field.member = readNumber(key, value, field.least, field.most);
            return;
        }
    }
    fail(fmt::format("There is no shape value {}; known are {}.", key,
                     fmt::join(shapeKeys(), ", ")));
}

SynthShape readNamed(const NamedShape& named);

SynthShape namedShape(std::string_view architecture, std::string_view name) {
    const auto row = std::ranges::find(namedShapes(), name, &NamedShape::name);
    if (row == namedShapes().end() || row->architecture != architecture) {
        fail(fmt::format("There is no shape {} for {}; known are {}.", name, architecture,
                         fmt::join(shapeNames(architecture), ", ")));
    }
    return readNamed(*row);
}

SynthShape tinyShape(std::string_view architecture) {
    const auto row = std::ranges::find(namedShapes(), architecture, &NamedShape::architecture);
    if (row == namedShapes().end()) {
        std::set<std::string_view> families;
        for (const NamedShape& shape : namedShapes()) {
            families.insert(shape.architecture);
        }
        fail(fmt::format("Cannot make a model of the family {}; known are {}.", architecture,
                         fmt::join(families, ", ")));
    }
    return readNamed(*row);
}

/// Sets what the text names, item by item.
void readItems(SynthShape& shape, std::string_view text) {
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        const std::string_view item = text.substr(0, comma);
        const std::size_t equals = item.find('=');
        if (equals == std::string_view::npos) {
            shape = namedShape(shape.architecture, item);
        } else {
            setField(shape, item.substr(0, equals), item.substr(equals + 1));
        }
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
}

SynthShape readNamed(const NamedShape& named) {
    SynthShape shape;
    shape.name = named.name;
    shape.architecture = named.architecture;
    readItems(shape, named.values);
    return shape;
}

void check(const SynthShape& shape) {
    const std::uint32_t kvHeads = std::max(shape.kvHeads, 1U); // latent attention has none
    const std::uint32_t windowKv = std::max(shape.windowKvHeads, 1U);
    if (shape.heads % kvHeads != 0 || shape.heads % windowKv != 0) {
        fail(fmt::format("heads={} is not a multiple of kv_heads={}.", shape.heads,
                         shape.heads % kvHeads != 0 ? kvHeads : windowKv));
    }
    if (shape.headSize % 2 != 0 || shape.windowHeadSize % 2 != 0 || shape.ropeSize % 2 != 0) {
        fail(fmt::format("head_size={} or the rotated part of it is odd, and rotation needs pairs.",
                         shape.headSize));
    }
    if (shape.ropeSize > shape.headSize) {
        fail(
            fmt::format("rope_size={} is more than head_size={}.", shape.ropeSize, shape.headSize));
    }
    if (shape.experts > 0 && (shape.expertsUsed < 1 || shape.expertsUsed > shape.experts)) {
        fail(fmt::format("experts_used={} is not from 1 to experts={}.", shape.expertsUsed,
                         shape.experts));
    }
    if (shape.experts > 0 && shape.expertFfn < 32) {
        fail(fmt::format("expert_ffn={} is below 32.", shape.expertFfn));
    }
    if (shape.expertGroups > 0 &&
        (shape.experts % shape.expertGroups != 0 || shape.expertGroupsUsed > shape.expertGroups)) {
        fail(fmt::format("experts={} do not make {} groups of which {} are used.", shape.experts,
                         shape.expertGroups, shape.expertGroupsUsed));
    }
    if (shape.sharedKvLayers >= shape.layers) {
        fail(fmt::format("shared_kv_layers={} leave none of layers={}.", shape.sharedKvLayers,
                         shape.layers));
    }
    if (shape.stateHeads % std::max(shape.stateGroups, 1U) != 0) {
        fail(fmt::format("state_heads={} is not a multiple of state_groups={}.", shape.stateHeads,
                         shape.stateGroups));
    }
}

} // namespace

SynthShape readShape(std::string_view architecture, std::string_view text) {
    SynthShape shape = tinyShape(architecture);
    const bool hasExperts = std::ranges::any_of(namedShapes(), [&](const NamedShape& named) {
        return named.architecture == architecture &&
               named.values.find("experts=") != std::string_view::npos;
    });
    readItems(shape, text);
    if (shape.experts > 0 && !hasExperts) {
        fail(fmt::format("The family {} has no experts.", architecture));
    }
    check(shape);
    return shape;
}

std::vector<std::string_view> shapeNames(std::string_view architecture) {
    std::vector<std::string_view> names;
    for (const NamedShape& shape : namedShapes()) {
        if (shape.architecture == architecture) {
            names.push_back(shape.name);
        }
    }
    return names;
}

std::vector<std::string_view> shapeKeys() {
    std::vector<std::string_view> keys;
    for (const Field& field : kFields) {
        keys.push_back(field.name);
    }
    for (const Switch& row : kSwitches) {
        keys.push_back(row.name);
    }
    return keys;
}

} // namespace conclave
