// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Checked reading of the metadata keys of one family.
#pragma once

#include "engine/gguf/gguf_file.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// Caps of the research on hostile files: no table of ours is indexed by metadata beyond them.
inline constexpr std::uint64_t kMaxLayers = 1024;
inline constexpr std::uint64_t kMaxExperts = 1024;
inline constexpr std::uint64_t kMaxExpertsUsed = 32;
inline constexpr std::uint64_t kMaxLength = 1U << 20;
inline constexpr std::uint64_t kMaxHeadSize = 1024;
inline constexpr std::uint64_t kMaxContext = 1U << 26;

/// Keys are named without the family: "attention.head_count". Wrong types and values outside the
/// allowed range are Error(badFile) with one sentence.
class HparamsReader {
public:
    HparamsReader(const GgufFile& file, std::string_view family) : m_file(file), m_family(family) {}

    [[nodiscard]] const GgufFile& file() const noexcept { return m_file; }
    [[nodiscard]] std::string key(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;

    /// From 1 to `max`. Without a fallback the key is required.
    [[nodiscard]] std::uint32_t count(std::string_view name, std::uint64_t max,
                                      std::optional<std::uint64_t> fallback = {}) const;
    /// The same with 0 allowed; absent: 0.
    [[nodiscard]] std::uint32_t countOrZero(std::string_view name, std::uint64_t max) const;
    /// One count for each of `layers` layers: an array in the file, or one number for all.
    [[nodiscard]] std::vector<std::uint32_t>
    perLayer(std::string_view name, std::uint64_t max, std::uint32_t layers,
             std::optional<std::uint64_t> fallback = {}) const;

    [[nodiscard]] float number(std::string_view name, double low, double high,
                               std::optional<double> fallback = {}) const;
    [[nodiscard]] bool flag(std::string_view name, bool fallback) const;
    [[nodiscard]] std::string text(std::string_view name, std::string_view fallback) const;

    /// The values of a small f32 tensor, or nothing. Throws Error(badFile) if it is not [length].
    [[nodiscard]] std::vector<float> vector(std::string_view tensor, std::uint64_t length) const;

    /// "FILE cannot be loaded: ..." as an exception.
    [[noreturn]] void reject(const std::string& reason) const;
    [[noreturn]] void unsupported(const std::string& reason) const;

private:
    [[nodiscard]] std::uint32_t checked(std::string_view name, std::uint64_t value,
                                        std::uint64_t min, std::uint64_t max) const;

    const GgufFile& m_file;
    std::string_view m_family;
};

} // namespace conclave
