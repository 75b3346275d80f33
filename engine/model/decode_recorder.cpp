// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Decode: every operation is one dispatch; norms are recomputed by whoever needs them, and the last
// to arrive does what needs everybody's result.
#include "engine/model/recorder.h"

#include <algorithm>
#include <array>

namespace conclave {

namespace {

std::uint32_t formatOf(const WeightMatrix& matrix) {
    return static_cast<std::uint32_t>(matrix.type);
}

} // namespace

void DecodeRecorder::normProject(const LayerWeights& w) {
    project(queryKeyValue(w), {m_act.x, m_hparams.embeddingLength},
            {.matrices = projections(w), .norm = w.attentionNorm}, m_act.columns, m_act.columns);
}

void DecodeRecorder::normProjectLatent(const LayerWeights& w) {
    projectLatent({m_act.x, m_hparams.embeddingLength}, w.attentionNorm, w);
}

std::uint32_t DecodeRecorder::splits(const Tuning& tuning, std::uint32_t tiles,
                                     std::uint32_t columns) noexcept {
    return std::clamp(tuning.attentionJobs / (tiles * columns), 1U, 64U);
}

void DecodeRecorder::attend(const LayerWeights& w, const CacheView& cache) {
    shaders::AttendParams params = attendParams(w, cache);
    const std::uint32_t tiles = this->tiles(layer(w));
    params.splits = splits(m_tuning, tiles, m_act.columns);
    m_out.dispatch(m_pipelines.get(Kernel::attend, attendSpecialisation(w)),
                   std::array{Binding{m_act.qkv}, Binding{cache.pages, Access::readWrite},
                              Binding{cache.pageTable}, Binding{cache.states},
                              Binding{m_act.heads, Access::write},
                              Binding{m_act.partials, Access::readWrite},
                              Binding{m_act.attendArrivals, Access::readWrite}},
                   pushBytes(params), {params.splits, tiles, m_act.columns});
}

void DecodeRecorder::normGateUp(const LayerWeights& w) {
    gateUp(m_act.hidden, m_act.x, w.feedForwardNorm, w.dense);
}

void DecodeRecorder::normRoute(const LayerWeights& w) {
    Shape s = shape(w.router.matrix.matrix.rows, w.router.matrix.rowLength, 1, m_act.columns);
    s.specialisation.formatA = formatOf(w.router.matrix);
    s.specialisation.flags = routeFlags();
    const shaders::NormRouteParams params = routeParams(w);
    m_out.dispatch(m_pipelines.get(Kernel::normRoute, s.specialisation),
                   std::array{Binding{m_act.x}, Binding{m_act.routerLogits, Access::readWrite},
                              Binding{m_act.routes, Access::readWrite},
                              Binding{m_act.normed, Access::write},
                              Binding{m_act.routeArrivals, Access::readWrite}},
                   pushBytes(params), s.grid);
}

void DecodeRecorder::expertGateUp(const LayerWeights& w) {
    const shaders::ExpertParams params = expertParams(w, false);
    const std::uint32_t assignments = m_act.columns * m_hparams.expertUsedCount;
    Shape s = shape(params.rows, 2ULL * params.rowLength, assignments, 1);
    s.specialisation.formatA = formatOf(w.experts.gate);
    s.specialisation.formatB = formatOf(w.experts.up);
    s.specialisation.flags = expertFlags(w);
    m_out.dispatch(m_pipelines.get(Kernel::expertGateUp, s.specialisation),
                   std::array{Binding{m_act.normed}, Binding{m_act.hidden, Access::write},
                              Binding{m_act.routes}},
                   pushBytes(params), s.grid);
}

void DecodeRecorder::expertDownAdd(const LayerWeights& w) {
    const shaders::ExpertParams params = expertParams(w, true);
    Shape s = shape(params.rows, std::uint64_t{params.rowLength} * m_hparams.expertUsedCount,
                    m_act.columns, 1);
    s.specialisation.formatA = formatOf(w.experts.down);
    s.specialisation.flags = expertFlags(w);
    m_out.dispatch(m_pipelines.get(Kernel::expertDownAdd, s.specialisation),
                   std::array{Binding{m_act.hidden}, Binding{expertTarget(w), Access::readWrite},
                              Binding{m_act.routes}},
                   pushBytes(params), s.grid);
}

void DecodeRecorder::sample(const Weights& weights, BufferRange states, BufferRange settings,
                            BufferRange ring) {
    const WeightMatrix& table = weights.embedding();
    Specialisation s = specialisation();
    s.workgroup = m_tuning.sampleWorkgroup;
    s.groupSize = m_tuning.sampleWorkgroup / m_pipelines.lanes(); // subgroups
    s.formatA = formatOf(table);
    const shaders::SampleParams params{table.matrix, table.rowLength, m_hparams.vocabularySize,
                                       m_hparams.embeddingScale};
    m_out.dispatch(m_pipelines.get(Kernel::sample, s),
                   std::array{Binding{m_act.logits, Access::readWrite},
                              Binding{states, Access::readWrite}, Binding{settings},
                              Binding{ring, Access::write}, Binding{m_act.x, Access::write}},
                   pushBytes(params), {m_act.columns});
}

} // namespace conclave
