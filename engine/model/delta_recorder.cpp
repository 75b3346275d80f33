// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Gated delta nets in both lowerings: the same kernels, over a column of each session or over all
// columns of one.
#include "engine/model/recorder.h"

#include <algorithm>
#include <array>

namespace conclave {

namespace {

/// Values of a head that a subgroup carries through the recurrence.
constexpr std::uint32_t kValuesAtOnce = 4;

std::uint32_t quadOf(const BufferRange& range) {
    return static_cast<std::uint32_t>(range.offset / 16);
}

} // namespace

std::uint32_t deltaInputLength(const DeltaHparams& d) {
    return d.channels() + 2 * d.heads + d.keyHeads;
}

shaders::DeltaParams Recorder::deltaParams(const LayerWeights& w, const CacheView& cache) const {
    const DeltaHparams& d = m_hparams.delta;
    shaders::DeltaParams params{};
    params.convolution = w.delta.convolution;
    params.decay = w.delta.decay;
    params.timeStep = w.delta.timeStep;
    params.norm = w.delta.norm;
    params.keyHeads = d.keyHeads;
    params.heads = d.heads;
    params.taps = d.taps;
    params.columns = m_act.columns;
    params.firstPosition = cache.firstPosition;
    params.slot = cache.stateSlot;
    params.slotFloats = d.stateFloats();
    params.qkvQuad = quadOf(m_act.qkv);
    params.inputQuad = quadOf(m_act.deltaInputs);
    params.columnStride = qkvLength(m_hparams, layer(w));
    params.inputStride = deltaInputLength(d);
    params.epsilon = m_hparams.rmsEpsilon;
    return params;
}

Specialisation Recorder::deltaSpecialisation(std::uint32_t flags) const {
    const DeltaHparams& d = m_hparams.delta;
    Specialisation s = specialisation();
    s.workgroup = m_tuning.workgroup;
    s.rows = kValuesAtOnce;
    s.headSize = d.keySize;
    s.valueSize = d.valueSize;
    s.flags = flags | (d.order == KeyHeadOrder::turns ? CONCLAVE_TURNS : 0);
    return s;
}

void Recorder::prepareAndScan(std::uint32_t flags, std::uint32_t sessions, const LayerWeights& w,
                              const CacheView& cache) {
    const DeltaHparams& d = m_hparams.delta;
    const Specialisation s = deltaSpecialisation(flags);
    const shaders::DeltaParams params = deltaParams(w, cache);
    m_out.dispatch(m_pipelines.get(Kernel::deltaPrepare, s),
                   std::array{Binding{m_act.qkv}, Binding{m_act.deltaInputs, Access::write},
                              Binding{cache.states}, Binding{cache.recurrent}},
                   pushBytes(params),
                   {subgroupGrid(std::uint64_t(m_act.columns) * (d.keyHeads + d.heads))});
    const std::uint32_t slabs = (d.valueSize + kValuesAtOnce - 1) / kValuesAtOnce;
    Specialisation scan = s;
    scan.workgroup = 0; // subgroups wait by themselves, which not every driver allows side by side
    m_out.dispatch(m_pipelines.get(Kernel::deltaScan, scan),
                   std::array{Binding{m_act.qkv}, Binding{m_act.deltaInputs}, Binding{cache.states},
                              Binding{cache.recurrent, Access::readWrite},
                              Binding{m_act.heads, Access::readWrite},
                              Binding{m_act.attendArrivals, Access::readWrite}},
                   pushBytes(params),
                   {std::min(d.heads * slabs, m_tuning.maxWorkgroups), sessions});
}

void DecodeRecorder::deltaRule(const LayerWeights& w, const CacheView& cache) {
    prepareAndScan(CONCLAVE_STEP, m_act.columns, w, cache);
}

void PrefillRecorder::deltaRule(const LayerWeights& w, const CacheView& cache) {
    prepareAndScan(0, 1, w, cache);
    const shaders::DeltaParams params = deltaParams(w, cache);
    m_out.dispatch(m_pipelines.get(Kernel::deltaGate, deltaSpecialisation(0)),
                   std::array{Binding{m_act.qkv}, Binding{m_act.heads, Access::readWrite},
                              Binding{cache.states}},
                   pushBytes(params), {subgroupGrid(std::uint64_t(params.columns) * params.heads)});
}

} // namespace conclave
