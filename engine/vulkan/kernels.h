// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// All kernels on one page: name of the shader, number of bindings, size of its push constants.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace conclave {

enum class Kernel : std::uint32_t {
    attend,
    attendPrefill,
    combineAdd,
    deltaGate,
    deltaPrepare,
    deltaScan,
    embed,
    expertDownAdd,
    expertDownGrouped,
    expertGateUp,
    expertGateUpGrouped,
    normAdd,
    normGateUp,
    normProject,
    normRoute,
    normRows,
    perLayerGate,
    perLayerInputs,
    projectAdd,
    projectHeads,
    ropeStore,
    routeRows,
    sample,
    sortExperts,
    count,
};

/// Texel buffers that a kernel may read through, see shaders/common/base.glsl.
enum Texels : std::uint32_t { noTexels = 0, weightTexels = 1, arenaTexels = 2, cacheTexels = 4 };

/// One row: shaders/kernels/<name>.comp.
struct KernelInfo {
    Kernel kernel;
    std::string_view name;
    std::uint32_t bindings; ///< storage buffers
    std::uint32_t texels;   ///< bits of Texels
    std::uint32_t pushBytes;
};

extern const std::array<KernelInfo, static_cast<std::size_t>(Kernel::count)> kKernels;

[[nodiscard]] inline const KernelInfo& kernelInfo(Kernel kernel) {
    return kKernels[static_cast<std::size_t>(kernel)];
}

} // namespace conclave
