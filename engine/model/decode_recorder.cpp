// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Decode: every operation is one dispatch; norms are recomputed by whoever needs them, and the last
// to arrive does what needs everybody's result.
#include "engine/model/recorder.h"

#include <algorithm>
#include <array>

namespace conclave {

namespace {

constexpr std::uint32_t kRenormalise = 1;

std::uint32_t formatOf(const WeightMatrix& matrix) {
    return static_cast<std::uint32_t>(matrix.type);
}

} // namespace

void DecodeRecorder::normProject(const LayerWeights& w) {
    const std::uint32_t stride = m_hparams.queryLength() + 2 * m_hparams.keyLength();
    project(m_act.qkv, stride, m_act.x, w.attentionNorm, w.query, w.key, w.value, m_act.columns,
            m_act.columns);
}

std::uint32_t DecodeRecorder::splits(const Tuning& tuning, const Hparams& hparams,
                                     std::uint32_t columns) noexcept {
    return std::clamp(tuning.attentionJobs / (hparams.headCountKv * columns), 1U, 64U);
}

void DecodeRecorder::attend(const LayerWeights& w, const CacheView& cache) {
    shaders::AttendParams params = attendParams(w, cache);
    params.splits = splits(m_tuning, m_hparams, m_act.columns);
    m_out.dispatch(m_pipelines.get(Kernel::attend, attendSpecialisation()),
                   std::array{Binding{m_act.qkv}, Binding{cache.pages, Access::readWrite},
                              Binding{cache.pageTable}, Binding{cache.states},
                              Binding{m_act.heads, Access::write},
                              Binding{m_act.partials, Access::readWrite},
                              Binding{m_act.attendArrivals, Access::readWrite}},
                   pushBytes(params), {params.splits, m_hparams.headCountKv, m_act.columns});
}

void DecodeRecorder::attentionOutputAdd(const LayerWeights& w) {
    projectAdd(m_act.heads, w.attentionOutput, m_act.columns);
}

void DecodeRecorder::normGateUp(const LayerWeights& w) {
    gateUp(m_act.x, w.feedForwardNorm, w, m_act.columns);
}

void DecodeRecorder::downAdd(const LayerWeights& w) {
    projectAdd(m_act.hidden, w.down, m_act.columns);
}

void DecodeRecorder::normRoute(const LayerWeights& w) {
    Shape s = shape(w.router.matrix.rows, 1, m_act.columns);
    s.specialisation.formatA = formatOf(w.router);
    s.specialisation.flags = m_architecture.router.renormalise ? kRenormalise : 0;
    const shaders::NormRouteParams params{w.router.matrix,
                                          w.feedForwardNorm,
                                          w.router.rowLength,
                                          m_act.columns,
                                          m_hparams.expertCount,
                                          m_hparams.expertUsedCount,
                                          static_cast<std::uint32_t>(m_act.x.offset / 16),
                                          m_hparams.rmsEpsilon};
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
    Shape s = shape(params.rows, assignments, 1);
    s.specialisation.formatA = formatOf(w.experts.gate);
    s.specialisation.formatB = formatOf(w.experts.up);
    m_out.dispatch(m_pipelines.get(Kernel::expertGateUp, s.specialisation),
                   std::array{Binding{m_act.normed}, Binding{m_act.hidden, Access::write},
                              Binding{m_act.routes}},
                   pushBytes(params), s.grid);
}

void DecodeRecorder::expertDownAdd(const LayerWeights& w) {
    const shaders::ExpertParams params = expertParams(w, true);
    Shape s = shape(params.rows, m_act.columns, 1);
    s.specialisation.formatA = formatOf(w.experts.down);
    m_out.dispatch(m_pipelines.get(Kernel::expertDownAdd, s.specialisation),
                   std::array{Binding{m_act.hidden}, Binding{m_act.x, Access::readWrite},
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
    const shaders::SampleParams params{table.matrix, table.rowLength, m_hparams.vocabularySize};
    m_out.dispatch(m_pipelines.get(Kernel::sample, s),
                   std::array{Binding{m_act.logits, Access::readWrite},
                              Binding{states, Access::readWrite}, Binding{settings},
                              Binding{ring, Access::write}, Binding{m_act.x, Access::write}},
                   pushBytes(params), {m_act.columns});
}

} // namespace conclave
