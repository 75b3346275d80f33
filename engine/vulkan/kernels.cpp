// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/vulkan/kernels.h"

#include "shaders/params.h"

namespace conclave {

using namespace shaders;

const std::array<KernelInfo, static_cast<std::size_t>(Kernel::count)> kKernels{{
    {Kernel::attend, "attend", 7, sizeof(AttendParams)},
    {Kernel::attendPrefill, "attend_prefill", 4, sizeof(AttendParams)},
    {Kernel::bandwidth, "bandwidth", 1, sizeof(BandwidthParams)},
    {Kernel::combineAdd, "combine_add", 3, sizeof(ExpertParams)},
    {Kernel::embed, "embed", 2, sizeof(EmbedParams)},
    {Kernel::expertDownAdd, "expert_down_add", 3, sizeof(ExpertParams)},
    {Kernel::expertDownGrouped, "expert_down_grouped", 4, sizeof(ExpertParams)},
    {Kernel::expertGateUp, "expert_gate_up", 3, sizeof(ExpertParams)},
    {Kernel::expertGateUpGrouped, "expert_gate_up_grouped", 4, sizeof(ExpertParams)},
    {Kernel::normGateUp, "norm_gate_up", 2, sizeof(NormGateUpParams)},
    {Kernel::normProject, "norm_project", 2, sizeof(NormProjectParams)},
    {Kernel::normRoute, "norm_route", 5, sizeof(NormRouteParams)},
    {Kernel::normRows, "norm_rows", 2, sizeof(NormRowsParams)},
    {Kernel::projectAdd, "project_add", 2, sizeof(ProjectAddParams)},
    {Kernel::ropeStore, "rope_store", 3, sizeof(AttendParams)},
    {Kernel::routeRows, "route_rows", 2, sizeof(NormRouteParams)},
    {Kernel::sample, "sample", 5, sizeof(SampleParams)},
    {Kernel::sortExperts, "sort_experts", 4, sizeof(SortParams)},
}};

} // namespace conclave
