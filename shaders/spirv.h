// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The compiled kernels, embedded in the program.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace conclave::shaders {

/// SPIR-V words of shaders/kernels/<kernel>.comp; empty if there is no such kernel.
[[nodiscard]] std::span<const std::uint32_t> spirv(std::string_view kernel) noexcept;

} // namespace conclave::shaders
