// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/vulkan/kernels.h"

#include "shaders/params.h"

namespace conclave {

using namespace shaders;

namespace {
constexpr std::uint32_t kBoth = weightTexels | arenaTexels;
constexpr std::uint32_t kAll = kBoth | cacheTexels;
} // namespace

const std::array<KernelInfo, static_cast<std::size_t>(Kernel::count)> kKernels{{
    {Kernel::attend, "attend", 7, kAll, sizeof(AttendParams)},
    {Kernel::attendPrefill, "attend_prefill", 4, kAll, sizeof(AttendParams)},
    {Kernel::combineAdd, "combine_add", 3, noTexels, sizeof(ExpertParams)},
    {Kernel::deltaGate, "delta_gate", 3, kBoth, sizeof(DeltaParams)},
    {Kernel::deltaPrepare, "delta_prepare", 4, kBoth, sizeof(DeltaParams)},
    {Kernel::deltaScan, "delta_scan", 6, kBoth, sizeof(DeltaParams)},
    {Kernel::embed, "embed", 2, weightTexels, sizeof(EmbedParams)},
    {Kernel::expertDownAdd, "expert_down_add", 3, kBoth, sizeof(ExpertParams)},
    {Kernel::expertDownGrouped, "expert_down_grouped", 5, kBoth, sizeof(ExpertParams)},
    {Kernel::expertGateUp, "expert_gate_up", 3, kBoth, sizeof(ExpertParams)},
    {Kernel::expertGateUpGrouped, "expert_gate_up_grouped", 5, kBoth, sizeof(ExpertParams)},
    {Kernel::normAdd, "norm_add", 2, kBoth, sizeof(NormAddParams)},
    {Kernel::normGateUp, "norm_gate_up", 2, kBoth, sizeof(NormGateUpParams)},
    {Kernel::normProject, "norm_project", 2, kBoth, sizeof(NormProjectParams)},
    {Kernel::normRoute, "norm_route", 5, kBoth, sizeof(NormRouteParams)},
    {Kernel::normRows, "norm_rows", 2, kBoth, sizeof(NormRowsParams)},
    {Kernel::perLayerGate, "per_layer_gate", 3, kBoth, sizeof(PerLayerGateParams)},
    {Kernel::perLayerInputs, "per_layer_inputs", 2, kBoth, sizeof(PerLayerParams)},
    {Kernel::projectAdd, "project_add", 3, kBoth, sizeof(ProjectAddParams)},
    {Kernel::projectHeads, "project_heads", 2, kBoth, sizeof(ProjectHeadsParams)},
    {Kernel::ropeStore, "rope_store", 3, kBoth, sizeof(AttendParams)},
    {Kernel::routeRows, "route_rows", 3, kBoth, sizeof(NormRouteParams)},
    {Kernel::sample, "sample", 5, weightTexels, sizeof(SampleParams)},
    {Kernel::sortExperts, "sort_experts", 4, noTexels, sizeof(SortParams)},
}};

} // namespace conclave
