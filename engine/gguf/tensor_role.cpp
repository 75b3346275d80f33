// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/tensor_role.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace conclave {
namespace {

constexpr std::string_view kLayerPrefix = "blk.";

} // namespace

std::optional<std::uint64_t> layerOf(std::string_view name) noexcept {
    if (!name.starts_with(kLayerPrefix)) {
        return {};
    }
    std::uint64_t layer = 0;
    const char* begin = name.data() + kLayerPrefix.size();
    const auto [end, error] = std::from_chars(begin, name.data() + name.size(), layer);
    return error == std::errc{} && end != name.data() + name.size() && *end == '.'
               ? std::optional(layer)
               : std::nullopt;
}

std::string_view roleOf(std::string_view name) noexcept {
    return layerOf(name) ? name.substr(name.find('.', kLayerPrefix.size()) + 1) : name;
}

bool isRoutedExpert(std::string_view name) noexcept {
    const std::string_view role = roleOf(name);
    if (role.find("_exps.") != std::string_view::npos) {
        return true;
    }
    constexpr std::array<std::string_view, 3> kParts{"ffn_gate.", "ffn_up.", "ffn_down."};
    return std::ranges::any_of(kParts, [&](std::string_view part) {
        return role.starts_with(part) && role.size() > part.size() && role[part.size()] >= '0' &&
               role[part.size()] <= '9';
    });
}

bool isLookedUp(std::string_view name, bool tiedEmbedding) noexcept {
    return (name == "token_embd.weight" && !tiedEmbedding) || name == "per_layer_token_embd.weight";
}

} // namespace conclave
