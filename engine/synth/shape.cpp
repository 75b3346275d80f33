// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/shape.h"

#include "engine/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace conclave {
namespace {

/// name, architecture, layers, embedding, heads, kv heads, head size, ffn, experts, experts used,
/// expert ffn, vocabulary, context, tied. The full-size rows are those of the published models.
const std::array kShapes{
    SynthShape{"tiny-moe", "qwen3moe", 2, 256, 4, 2, 64, 512, 16, 4, 256, 512, 2048, false},
    SynthShape{"tiny-dense", "qwen3", 2, 256, 4, 2, 64, 512, 0, 0, 0, 512, 2048, true},
    SynthShape{"bench-moe", "qwen3moe", 12, 512, 8, 2, 64, 1024, 32, 4, 256, 32000, 4096, false},
    SynthShape{"qwen3-30b-a3b", "qwen3moe", 48, 2048, 32, 4, 128, 6144, 128, 8, 768, 151936, 40960,
               false},
    SynthShape{"qwen3-8b", "qwen3", 36, 4096, 32, 8, 128, 12288, 0, 0, 0, 151936, 40960, false},
    SynthShape{"qwen3-0.6b", "qwen3", 28, 1024, 16, 8, 128, 3072, 0, 0, 0, 151936, 40960, true},
};

/// One number that can be overridden. The GGUF key is accepted as well as the short name.
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
    Field{"ffn", "feed_forward_length", &SynthShape::ffn, 32, 262144},
    Field{"experts", "expert_count", &SynthShape::experts, 0, 1024},
    Field{"experts_used", "expert_used_count", &SynthShape::expertsUsed, 0, 1024},
    Field{"expert_ffn", "expert_feed_forward_length", &SynthShape::expertFfn, 0, 65536},
    Field{"vocab", "vocab_size", &SynthShape::vocabulary, 264, 1048576},
    Field{"context", "context_length", &SynthShape::context, 1, 4194304},
};

[[noreturn]] void fail(const std::string& sentence) {
    throw Error(ErrorKind::badRequest, sentence);
}

std::string knownShapes(std::string_view architecture) {
    std::vector<std::string_view> names;
    for (const SynthShape& shape : kShapes) {
        if (shape.architecture == architecture) {
            names.push_back(shape.name);
        }
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

const SynthShape& namedShape(std::string_view architecture, std::string_view name) {
    const auto row = std::ranges::find(kShapes, name, &SynthShape::name);
    if (row == kShapes.end() || row->architecture != architecture) {
        fail(fmt::format("There is no shape {} for {}; known are {}.", name, architecture,
                         knownShapes(architecture)));
    }
    return *row;
}

const SynthShape& tinyShape(std::string_view architecture) {
    const auto row = std::ranges::find(kShapes, architecture, &SynthShape::architecture);
    if (row == kShapes.end()) {
        fail(fmt::format("Cannot make a model of the family {}; known are qwen3moe and qwen3.",
                         architecture));
    }
    return *row;
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
    if (key == "tied") {
        shape.tied = value == "true" || (value != "false" && readNumber(key, value, 0, 1) == 1);
        return;
    }
    for (const Field& field : kFields) {
        if (key == field.name || key == field.ggufKey) {
            shape.*field.member = readNumber(key, value, field.least, field.most);
            return;
        }
    }
    std::string known;
    for (const Field& field : kFields) {
        known += fmt::format("{}, ", field.name);
    }
    fail(fmt::format("There is no shape value {}; known are {}tied.", key, known));
}

void check(const SynthShape& shape) {
    const bool moe = shape.architecture == "qwen3moe";
    if (shape.heads % shape.kvHeads != 0) {
        fail(fmt::format("heads={} is not a multiple of kv_heads={}.", shape.heads, shape.kvHeads));
    }
    if (shape.headSize % 2 != 0) {
        fail(fmt::format("head_size={} is odd, and rotation needs pairs.", shape.headSize));
    }
    if (moe && (shape.expertsUsed < 1 || shape.expertsUsed > shape.experts)) {
        fail(fmt::format("experts_used={} is not from 1 to experts={}.", shape.expertsUsed,
                         shape.experts));
    }
    if (moe && shape.expertFfn < 32) {
        fail(fmt::format("expert_ffn={} is below 32.", shape.expertFfn));
    }
    if (!moe && shape.experts != 0) {
        fail("The family qwen3 has no experts; qwen3moe has.");
    }
}

} // namespace

SynthShape readShape(std::string_view architecture, std::string_view text) {
    SynthShape shape = tinyShape(architecture);
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        const std::string_view item = text.substr(0, comma);
        const std::size_t equals = item.find('=');
        if (equals == std::string_view::npos) {
            shape = namedShape(architecture, item);
        } else {
            setField(shape, item.substr(0, equals), item.substr(equals + 1));
        }
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    check(shape);
    return shape;
}

} // namespace conclave
