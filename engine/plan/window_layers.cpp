// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/window_layers.h"

#include <algorithm>
#include <array>

namespace conclave {

namespace {

/// Families with sliding-window layers whose files may not say which: every `period`-th layer keeps
/// the whole context. From the models' configurations.
struct WindowRule {
    std::string_view family;
    std::uint64_t period;
    std::uint64_t window; ///< where files do not carry it
};

constexpr std::array kWindowRules{
    WindowRule{"gemma2", 2, 4096},  WindowRule{"gemma3", 6, 1024},
    WindowRule{"gemma3n", 5, 512},  WindowRule{"gpt-oss", 2, 128},
    WindowRule{"cohere2", 4, 4096}, WindowRule{"exaone4", 4, 4096},
    WindowRule{"olmo2", 4, 0},      WindowRule{"llama4", 4, 8192},
    WindowRule{"gemma4", 6, 1024},  WindowRule{"smallthinker", 4, 4096},
};

const WindowRule* ruleOf(const std::string& family) {
    const auto* found = std::find_if(kWindowRules.begin(), kWindowRules.end(),
                                     [&](const WindowRule& r) { return r.family == family; });
    return found == kWindowRules.end() ? nullptr : found;
}

} // namespace

WindowLayers::WindowLayers(const MetadataReader& metadata) : m_metadata(metadata) {
    const WindowRule* rule = ruleOf(metadata.family());
    m_tokens = metadata.numberOr("attention.sliding_window", rule != nullptr ? rule->window : 0);
    m_listed = metadata.ofLayer("attention.sliding_window_pattern", 1).has_value() &&
               !metadata.number("attention.sliding_window_pattern");
    m_period =
        metadata.numberOr("attention.sliding_window_pattern", rule != nullptr ? rule->period : 0);
}

bool WindowLayers::covers(std::uint64_t layer) const {
    if (m_tokens == 0) {
        return false;
    }
    if (m_listed) {
        return m_metadata.ofLayer("attention.sliding_window_pattern", layer).value_or(0) != 0;
    }
    return m_period > 1 && (layer + 1) % m_period != 0;
}

} // namespace conclave
