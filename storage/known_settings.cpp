// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/setting_store.h"

#include <cstdint>
#include <limits>

namespace conclave::storage {

namespace {

constexpr double kAnyCount = std::numeric_limits<std::int32_t>::max();

SettingDefinition choice(std::string_view key, std::vector<std::string_view> choices) {
    return {.key = key, .fallback = std::string(choices.front()), .choices = std::move(choices)};
}

SettingDefinition freeText(std::string_view key, std::string fallback = {}) {
    return {.key = key, .fallback = std::move(fallback)};
}

SettingDefinition truth(std::string_view key) {
    return {.key = key, .fallback = false};
}

SettingDefinition count(std::string_view key, int fallback, double minimum, double maximum) {
    return {.key = key, .fallback = fallback, .minimum = minimum, .maximum = maximum};
}

SettingDefinition real(std::string_view key, double fallback, double minimum, double maximum) {
    return {.key = key, .fallback = fallback, .minimum = minimum, .maximum = maximum};
}

} // namespace

std::span<const SettingDefinition> knownSettings() {
    // The first choice is the default.
    static const std::vector<SettingDefinition> kSettings = {
        choice("theme", {"system", "light", "dark"}),
        choice("language", {"system", "en", "ko"}),
        count("fontScale", 100, 80, 150), // percent
        choice("sendKey", {"enter", "ctrlEnter"}),
        choice("reducedMotion", {"system", "on", "off"}),
        truth("chatListFolded"),
        truth("welcomeSeen"),

        choice("thinkingDefault", {"auto", "on", "off"}),
        real("temperature", 0.7, 0, 2),
        count("topK", 40, 0, 1000), // 0: off
        real("topP", 0.95, 0, 1),
        real("minP", 0.05, 0, 1),
        real("repeatPenalty", 1, 1, 2),
        real("presencePenalty", 0, 0, 2),
        count("maxTokens", 0, 0, kAnyCount),     // 0: to the end of the context
        count("contextLength", 0, 0, kAnyCount), // 0: the model's own
        choice("cacheType", {"f16", "q8_0"}),

        freeText("device"),             // selector of the engine; empty: the best one
        freeText("lastModel"),          // path
        freeText("openedModels", "[]"), // JSON list of paths, latest first

        truth("networkForbidden"),
        freeText("hubUrl"),          // base address; empty: Hugging Face
        freeText("proxy", "system"), // "system", "none" or an address
        freeText("downloadFolder"),  // empty: "models" in the data folder
        choice("hubTokenPlace", {"none", "keyring", "file"}),
        freeText("hubTokenFor"),      // host of the hub the token is for
        freeText("bandwidths", "{}"), // JSON: UUID of a device -> measured bytes per second
    };
    return kSettings;
}

} // namespace conclave::storage
