// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What both lowerings share: shapes of grids and the projection kernels.
#include "engine/model/recorder.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace conclave {

namespace {

constexpr std::uint32_t kWithNorm = 1;
constexpr std::uint32_t kInterleavedPairs = 1;

std::uint32_t formatOf(const WeightMatrix& matrix) {
    return static_cast<std::uint32_t>(matrix.type);
}

/// Where a range lies in the arena.
std::uint32_t quadOf(const BufferRange& range) {
    return static_cast<std::uint32_t>(range.offset / 16);
}

std::uint32_t ceilDivide(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::uint32_t>((a + b - 1) / b);
}

} // namespace

Recorder::Shape Recorder::shape(std::uint64_t rows, std::uint32_t columns,
                                std::uint32_t tileColumns, std::uint32_t matrices) const {
    Shape s;
    s.specialisation = specialisation();
    s.specialisation.workgroup = m_tuning.workgroup;
    s.specialisation.rows = tileColumns == 1 ? m_tuning.rows : m_tuning.tileRows;
    s.specialisation.columns = tileColumns;
    // Every matrix may end in an unfinished group of rows.
    const std::uint64_t groups = ceilDivide(rows, s.specialisation.rows) + matrices - 1;
    s.grid.x = subgroupGrid(groups);
    s.grid.y = ceilDivide(columns, tileColumns);
    return s;
}

Specialisation Recorder::specialisation() const {
    Specialisation s;
    s.texels = m_act.asTexels ? 1 : 0;
    return s;
}

std::uint32_t Recorder::subgroupGrid(std::uint64_t jobs) const {
    const std::uint64_t subgroups = m_tuning.workgroup / m_pipelines.lanes();
    return std::min(ceilDivide(jobs, subgroups), m_tuning.maxWorkgroups);
}

void Recorder::project(BufferRange output, std::uint32_t outputStride, BufferRange input,
                       shaders::uvec2 norm, const WeightMatrix& a, const WeightMatrix& b,
                       const WeightMatrix& c, std::uint32_t columns, std::uint32_t tileColumns,
                       std::uint32_t firstColumn) {
    const std::uint64_t rows = std::uint64_t(a.matrix.rows) + b.matrix.rows + c.matrix.rows;
    Shape s = shape(rows, columns, tileColumns, 3);
    const bool normed = norm.x != 0 || norm.y != 0;
    s.specialisation.flags = normed ? kWithNorm : 0;
    s.specialisation.formatA = formatOf(a);
    s.specialisation.formatB = formatOf(b.matrix.rows > 0 ? b : a);
    s.specialisation.formatC = formatOf(c.matrix.rows > 0 ? c : a);
    const shaders::NormProjectParams params{
        a.matrix,     b.matrix, c.matrix,    norm,          a.rowLength,
        outputStride, columns,  firstColumn, quadOf(input), m_hparams.rmsEpsilon};
    m_out.dispatch(m_pipelines.get(Kernel::normProject, s.specialisation),
                   std::array{Binding{input}, Binding{output, Access::write}}, pushBytes(params),
                   s.grid);
}

void Recorder::projectAdd(BufferRange input, const WeightMatrix& matrix,
                          std::uint32_t tileColumns) {
    Shape s = shape(matrix.matrix.rows, m_act.columns, tileColumns);
    s.specialisation.formatA = formatOf(matrix);
    const shaders::ProjectAddParams params{matrix.matrix, matrix.rowLength, matrix.rowLength,
                                           m_act.columns, quadOf(input)};
    m_out.dispatch(m_pipelines.get(Kernel::projectAdd, s.specialisation),
                   std::array{Binding{input}, Binding{m_act.x, Access::readWrite}},
                   pushBytes(params), s.grid);
}

void Recorder::gateUp(BufferRange input, shaders::uvec2 norm, const LayerWeights& w,
                      std::uint32_t tileColumns) {
    Shape s = shape(w.gate.matrix.rows, m_act.columns, tileColumns);
    s.specialisation.flags = norm.x != 0 || norm.y != 0 ? kWithNorm : 0;
    s.specialisation.formatA = formatOf(w.gate);
    s.specialisation.formatB = formatOf(w.up);
    const shaders::NormGateUpParams params{w.gate.matrix,       w.up.matrix,   norm,
                                           w.gate.rowLength,    m_act.columns, quadOf(input),
                                           m_hparams.rmsEpsilon};
    m_out.dispatch(m_pipelines.get(Kernel::normGateUp, s.specialisation),
                   std::array{Binding{input}, Binding{m_act.hidden, Access::write}},
                   pushBytes(params), s.grid);
}

shaders::AttendParams Recorder::attendParams(const LayerWeights& w, const CacheView& cache) const {
    shaders::AttendParams params{};
    params.queryNorm = w.queryNorm;
    params.keyNorm = w.keyNorm;
    params.rope = words(m_act.address + m_act.rope.offset);
    params.ropeQuad = quadOf(m_act.rope);
    params.qkvQuad = quadOf(m_act.qkv);
    params.headCountKv = m_hparams.headCountKv;
    params.splits = 1;
    params.pageStride = cache.pageStride;
    params.columns = m_act.columns;
    params.firstPosition = cache.firstPosition;
    params.scale = 1.0F / std::sqrt(static_cast<float>(m_hparams.headSize));
    params.epsilon = m_hparams.rmsEpsilon;
    return params;
}

Specialisation Recorder::attendSpecialisation() const {
    Specialisation s = specialisation();
    s.headSize = m_hparams.headSize;
    s.groupSize = m_hparams.headCount / m_hparams.headCountKv;
    s.flags = m_architecture.rope == RopeLayout::interleaved ? kInterleavedPairs : 0;
    return s;
}

shaders::ExpertParams Recorder::expertParams(const LayerWeights& w, bool down) const {
    const WeightMatrix& first = down ? w.experts.down : w.experts.gate;
    shaders::ExpertParams params{};
    params.table = w.experts.table;
    params.rowStride = first.matrix.rowStride;
    params.secondRowStride = w.experts.up.matrix.rowStride;
    params.rows = first.matrix.rows;
    params.rowLength = first.rowLength;
    params.columns = m_act.columns;
    params.expertCount = m_hparams.expertCount;
    params.expertUsedCount = m_hparams.expertUsedCount;
    params.inputQuad = quadOf(down ? m_act.hidden : m_act.normed);
    return params;
}

void Recorder::normHead(const Weights& weights, std::uint32_t firstColumn, std::uint32_t columns) {
    project(m_act.logits, m_hparams.vocabularySize, m_act.x, weights.outputNorm(), weights.output(),
            {}, {}, columns, columns, firstColumn);
}

void Recorder::embed(const Weights& weights, BufferRange tokens) {
    const WeightMatrix& table = weights.embedding();
    Specialisation s = specialisation();
    s.formatA = formatOf(table);
    const shaders::EmbedParams params{table.matrix, table.rowLength, m_act.columns};
    const std::uint64_t chunks = std::uint64_t(m_act.columns) * table.rowLength / 32;
    m_out.dispatch(m_pipelines.get(Kernel::embed, s),
                   std::array{Binding{tokens}, Binding{m_act.x, Access::write}}, pushBytes(params),
                   {std::min(ceilDivide(chunks, m_pipelines.lanes()), m_tuning.maxWorkgroups)});
}

} // namespace conclave
