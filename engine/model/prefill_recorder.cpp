// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Prefill: norms once per token, projections over tiles of columns, experts sorted and grouped.
#include "engine/model/recorder.h"

#include <array>

namespace conclave {

namespace {

constexpr shaders::uvec2 kNoNorm{0, 0};
constexpr std::uint64_t kAttentionBlock = 4; // positions a pass takes together, see attention.glsl

} // namespace

void PrefillRecorder::norm(shaders::uvec2 weight) {
    Specialisation s = specialisation();
    s.workgroup = m_tuning.workgroup;
    const shaders::NormRowsParams params{weight, m_hparams.embeddingLength, m_act.columns,
                                         static_cast<std::uint32_t>(m_act.x.offset / 16),
                                         m_hparams.rmsEpsilon};
    m_out.dispatch(m_pipelines.get(Kernel::normRows, s),
                   std::array{Binding{m_act.x}, Binding{m_act.normed, Access::write}},
                   pushBytes(params), {subgroupGrid(m_act.columns)});
}

void PrefillRecorder::normProject(const LayerWeights& w) {
    norm(w.attentionNorm);
    project(queryKeyValue(w), {m_act.normed, m_hparams.embeddingLength},
            {.matrices = projections(w)}, m_act.columns, m_tuning.tileColumns);
}

void PrefillRecorder::normProjectLatent(const LayerWeights& w) {
    norm(w.attentionNorm);
    projectLatent({m_act.normed, m_hparams.embeddingLength}, kNoNorm, w);
}

void PrefillRecorder::attend(const LayerWeights& w, const CacheView& cache) {
    const shaders::AttendParams params = attendParams(w, cache);
    Specialisation s = attendSpecialisation(w);
    s.workgroup = m_tuning.workgroup;
    const std::uint64_t columns = m_act.columns;
    if (layer(w).keyValueLayer == w.index) {
        m_out.dispatch(m_pipelines.get(Kernel::ropeStore, s),
                       std::array{Binding{m_act.qkv}, Binding{cache.pages, Access::readWrite},
                                  Binding{cache.pageTable}},
                       pushBytes(params), {subgroupGrid(columns * layer(w).headCountKv)});
    }
    m_out.dispatch(m_pipelines.get(Kernel::attendPrefill, s),
                   std::array{Binding{m_act.qkv}, Binding{cache.pages, Access::readWrite},
                              Binding{cache.pageTable}, Binding{m_act.heads, Access::write}},
                   pushBytes(params),
                   {subgroupGrid(columns * tiles(layer(w)),
                                 (cache.firstPosition + columns) / kAttentionBlock)});
}

void PrefillRecorder::normGateUp(const LayerWeights& w) {
    norm(w.feedForwardNorm);
    gateUp(m_act.hidden, m_act.normed, kNoNorm, w.dense);
}

void PrefillRecorder::normRoute(const LayerWeights& w) {
    norm(routeParams(w).norm);
    const Columns normed{m_act.normed, m_hparams.embeddingLength};
    project({m_act.routerLogits, m_hparams.expertCount}, normed, {.matrices = {w.router.matrix}},
            m_act.columns, m_tuning.tileColumns);
    Specialisation s = specialisation();
    s.workgroup = m_tuning.workgroup;
    s.flags = routeFlags();
    shaders::NormRouteParams params = routeParams(w);
    params.inputQuad = static_cast<std::uint32_t>(m_act.normed.offset / 16);
    m_out.dispatch(m_pipelines.get(Kernel::routeRows, s),
                   std::array{Binding{m_act.normed}, Binding{m_act.routes, Access::readWrite},
                              Binding{m_act.routerLogits}},
                   pushBytes(params), {subgroupGrid(m_act.columns)});
    if (const shaders::uvec2 own = w.beside.expertNorm; own.x != 0 || own.y != 0) {
        norm(own);
    }
    const shaders::SortParams sort{
        m_act.columns,        m_hparams.expertCount,         m_hparams.expertUsedCount,
        m_tuning.tileColumns, groupedShape(w, false).grid.x, groupedShape(w, true).grid.x};
    m_out.dispatch(m_pipelines.get(Kernel::sortExperts, specialisation()),
                   std::array{Binding{m_act.routes}, Binding{m_act.order, Access::write},
                              Binding{m_act.tiles, Access::write},
                              Binding{m_act.grids, Access::write}},
                   pushBytes(sort), {});
}

Recorder::Shape PrefillRecorder::groupedShape(const LayerWeights& w, bool down) const {
    const shaders::ExpertParams params = expertParams(w, down);
    return shape(params.rows, std::uint64_t{down ? 1U : 2U} * params.rowLength,
                 m_tuning.tileColumns, m_tuning.tileColumns);
}

void PrefillRecorder::grouped(Kernel kernel, BufferRange input, BufferRange output,
                              const LayerWeights& w, bool down) {
    const shaders::ExpertParams params = expertParams(w, down);
    Shape s = groupedShape(w, down);
    s.specialisation.formatA =
        static_cast<std::uint32_t>(down ? w.experts.down.type : w.experts.gate.type);
    s.specialisation.formatB = static_cast<std::uint32_t>(w.experts.up.type);
    s.specialisation.flags = expertFlags(w);
    BufferRange grid = m_act.grids;
    grid.offset += down ? 12 : 0;
    grid.bytes = 12;
    m_out.dispatchIndirect(m_pipelines.get(kernel, s.specialisation),
                           std::array{Binding{input}, Binding{output, Access::write},
                                      Binding{m_act.order}, Binding{m_act.tiles},
                                      Binding{m_act.routes}},
                           pushBytes(params), grid);
}

void PrefillRecorder::expertGateUp(const LayerWeights& w) {
    grouped(Kernel::expertGateUpGrouped, m_act.normed, m_act.hidden, w, false);
}

void PrefillRecorder::expertDownAdd(const LayerWeights& w) {
    grouped(Kernel::expertDownGrouped, m_act.hidden, m_act.expertOutput, w, true);
    Specialisation s = specialisation();
    s.workgroup = m_tuning.workgroup;
    s.flags = expertFlags(w);
    const shaders::ExpertParams params = expertParams(w, true);
    const std::uint64_t values = std::uint64_t(params.columns) * params.rows;
    m_out.dispatch(m_pipelines.get(Kernel::combineAdd, s),
                   std::array{Binding{m_act.expertOutput},
                              Binding{expertTarget(w), Access::readWrite}, Binding{m_act.routes}},
                   pushBytes(params),
                   {subgroupGrid(values / m_pipelines.lanes() + 1, m_hparams.expertUsedCount)});
}

} // namespace conclave
