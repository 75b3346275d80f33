// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Makes shaders small before a driver sees them. SPIRV-Tools has passes that do the same, but takes
// half a second for each pipeline with them, nearly what the driver would need: this takes 5 ms.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace conclave {

/// A SPIR-V module without the branches that `constants` (value i has constant_id i) rule out: of
/// one with all block formats, a twentieth is left. Drivers would find the same, but only after
/// they have worked through every branch: Mesa 22.3 takes seconds for that. The constants
/// themselves stay to be specialised, with the same values. Branches on what is known only while
/// the shader runs stay, too. `module` is valid and comes from glslc.
[[nodiscard]] std::vector<std::uint32_t>
withoutDeadBranches(std::span<const std::uint32_t> module,
                    std::span<const std::uint32_t> constants);

} // namespace conclave
