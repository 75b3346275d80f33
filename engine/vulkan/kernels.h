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
    bandwidth,
    combineAdd,
    embed,
    expertDownAdd,
    expertDownGrouped,
    expertGateUp,
    expertGateUpGrouped,
    normGateUp,
    normProject,
    normRoute,
    normRows,
    projectAdd,
    ropeStore,
    routeRows,
    sample,
    sortExperts,
    count,
};

/// One row: shaders/kernels/<name>.comp.
struct KernelInfo {
    Kernel kernel;
    std::string_view name;
    std::uint32_t bindings;
    std::uint32_t pushBytes;
};

extern const std::array<KernelInfo, static_cast<std::size_t>(Kernel::count)> kKernels;

[[nodiscard]] inline const KernelInfo& kernelInfo(Kernel kernel) {
    return kKernels[static_cast<std::size_t>(kernel)];
}

} // namespace conclave
