// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What both lowerings share: shapes of grids and the projection kernels.
#include "engine/model/recorder.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace conclave {

namespace {

/// Query, key and value pairs that a subgroup keeps per lane.
constexpr std::uint32_t kMaxLanePairs = 96;

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

bool isThere(shaders::uvec2 address) {
    return address.x != 0 || address.y != 0;
}

std::uint32_t activationFlags(Activation activation) {
    switch (activation) {
    case Activation::gelu:
        return CONCLAVE_ACTIVATION_GELU;
    case Activation::clamped:
        return CONCLAVE_ACTIVATION_CLAMPED;
    case Activation::silu:
        break;
    }
    return 0;
}

/// Where a projection begins to write, a binding may begin.
std::uint32_t aligned(std::uint32_t floats) {
    return (floats + 63) / 64 * 64;
}

/// Latent attention keeps [absorbed queries][queries][reduced queries][key and value] of a column.
/// Keys follow what is projected with them.
struct LatentPlaces {
    std::uint32_t absorbed = 0, queries, reduced, key, end;
    LatentPlaces(const LatentHparams& m, const LayerHparams& layer)
        : queries(aligned(layer.headCount * m.rank)),
          reduced(queries + layer.headCount * (m.plainSize + m.ropeSize)) {
        reduced = m.queryRank > 0 ? aligned(reduced) : reduced;
        key = reduced + m.queryRank;
        end = aligned(key + m.rank + m.ropeSize);
    }
};

} // namespace

std::uint32_t qkvLength(const Hparams& hparams, const LayerHparams& layer) {
    switch (layer.attention) {
    case AttentionKind::latent:
        return LatentPlaces(hparams.latent, layer).end;
    case AttentionKind::deltaNet: {
        const DeltaHparams& d = hparams.delta;
        return aligned(d.channels() + d.inner() + 2 * d.heads);
    }
    case AttentionKind::groupedQuery:
        break;
    }
    return layer.queryRows() + 2 * layer.keyLength();
}

std::uint32_t tileHeads(const LayerHparams& layer, std::uint32_t lanes) {
    const std::uint32_t sharing = layer.headCount / layer.headCountKv;
    const std::uint32_t lanePairs = ceilDivide(layer.headSize / 2, lanes);
    std::uint32_t heads = std::min(sharing, std::max(1U, kMaxLanePairs / lanePairs));
    while (sharing % heads != 0) {
        --heads;
    }
    return heads;
}

std::uint32_t Recorder::tiles(const LayerHparams& layer) const {
    return layer.headCount / tileHeads(layer, m_pipelines.lanes());
}

Recorder::Columns Recorder::queryKeyValue(const LayerWeights& w, std::uint32_t first) const {
    BufferRange range = m_act.qkv;
    range.offset += first * sizeof(float);
    range.bytes -= first * sizeof(float);
    return {range, qkvLength(m_hparams, layer(w))};
}

std::array<WeightMatrix, 3> Recorder::projections(const LayerWeights& w) const {
    return layer(w).attention == AttentionKind::deltaNet
               ? std::array{w.delta.inputs, w.delta.gate, w.delta.betaDecay}
               : std::array{w.query, w.key, w.value};
}

Recorder::Shape Recorder::shape(std::uint64_t rows, std::uint64_t rowLength, std::uint32_t columns,
                                std::uint32_t tileColumns, std::uint32_t matrices) const {
    Shape s;
    s.specialisation = specialisation();
    s.specialisation.workgroup = m_tuning.workgroup;
    s.specialisation.rows = tileColumns == 1 ? m_tuning.rows : m_tuning.tileRows;
    s.specialisation.columns = tileColumns;
    // Every matrix may end in an unfinished group of rows.
    const std::uint64_t groups = ceilDivide(rows, s.specialisation.rows) + matrices - 1;
    s.grid.x = subgroupGrid(groups, 1 + rowLength / (32ULL * m_pipelines.lanes()));
    s.grid.y = ceilDivide(columns, tileColumns);
    return s;
}

Specialisation Recorder::specialisation() const {
    Specialisation s;
    s.texels = m_act.asTexels ? 1 : 0;
    return s;
}

std::uint32_t Recorder::subgroupGrid(std::uint64_t jobs, std::uint64_t iterations) const {
    const std::uint64_t subgroups = m_tuning.workgroup / m_pipelines.lanes();
    const std::uint64_t enough = ceilDivide(jobs * iterations, subgroups * m_tuning.maxIterations);
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(
        ceilDivide(jobs, subgroups), std::max<std::uint64_t>(m_tuning.maxWorkgroups, enough)));
}

void Recorder::project(Columns output, Columns input, const Projection& projection,
                       std::uint32_t columns, std::uint32_t tileColumns) {
    const auto& [a, b, c] = projection.matrices;
    const std::uint64_t rows = std::uint64_t(a.matrix.rows) + b.matrix.rows + c.matrix.rows;
    Shape s = shape(rows, a.rowLength, columns, tileColumns, 3);
    s.specialisation.flags = isThere(projection.norm) ? CONCLAVE_WITH_NORM : 0;
    s.specialisation.formatA = formatOf(a);
    s.specialisation.formatB = formatOf(b.matrix.rows > 0 ? b : a);
    s.specialisation.formatC = formatOf(c.matrix.rows > 0 ? c : a);
    const shaders::NormProjectParams params{a.matrix,
                                            b.matrix,
                                            c.matrix,
                                            projection.norm,
                                            a.rowLength,
                                            input.stride,
                                            output.stride,
                                            columns,
                                            projection.firstColumn,
                                            quadOf(input.range),
                                            m_hparams.rmsEpsilon,
                                            projection.softCap};
    m_out.dispatch(m_pipelines.get(Kernel::normProject, s.specialisation),
                   std::array{Binding{input.range}, Binding{output.range, Access::write}},
                   pushBytes(params), s.grid);
}

void Recorder::projectAdd(Columns input, const WeightMatrix& matrix, const Behind& behind) {
    Shape s = shape(matrix.matrix.rows, matrix.rowLength, m_act.columns, tileColumns());
    s.specialisation.formatA = formatOf(matrix);
    s.specialisation.flags = (isThere(behind.bias) ? CONCLAVE_WITH_BIAS : 0) |
                             (behind.shared ? CONCLAVE_SHARED_EXPERT : 0);
    const shaders::ProjectAddParams params{matrix.matrix, behind.bias,   matrix.rowLength,
                                           input.stride,  m_act.columns, quadOf(input.range)};
    m_out.dispatch(m_pipelines.get(Kernel::projectAdd, s.specialisation),
                   std::array{Binding{input.range}, Binding{m_act.x, Access::readWrite},
                              Binding{m_act.routes}},
                   pushBytes(params), s.grid);
}

void Recorder::normAdd(BufferRange to, BufferRange from, shaders::uvec2 norm, float scale,
                       bool overwrite) {
    Specialisation s = specialisation();
    s.workgroup = m_tuning.workgroup;
    s.flags = overwrite ? CONCLAVE_OVERWRITE : 0;
    const shaders::NormAddParams params{norm,         m_hparams.embeddingLength, m_act.columns,
                                        quadOf(from), m_hparams.rmsEpsilon,      scale};
    m_out.dispatch(m_pipelines.get(Kernel::normAdd, s),
                   std::array{Binding{from}, Binding{to, Access::readWrite}}, pushBytes(params),
                   {subgroupGrid(m_act.columns)});
}

void Recorder::projectHeads(Columns output, std::uint32_t outputHeadStride, Columns input,
                            std::uint32_t inputHeadStride, const WeightMatrix& matrix,
                            std::uint32_t heads) {
    Shape s = shape(matrix.matrix.rows, matrix.rowLength, m_act.columns, tileColumns());
    s.specialisation.formatA = formatOf(matrix);
    s.grid.z = heads;
    const shaders::ProjectHeadsParams params{matrix.matrix,
                                             heads,
                                             matrix.matrix.rows * matrix.matrix.rowStride,
                                             matrix.rowLength,
                                             input.stride,
                                             inputHeadStride,
                                             output.stride,
                                             outputHeadStride,
                                             m_act.columns,
                                             quadOf(input.range)};
    m_out.dispatch(m_pipelines.get(Kernel::projectHeads, s.specialisation),
                   std::array{Binding{input.range}, Binding{output.range, Access::write}},
                   pushBytes(params), s.grid);
}

void Recorder::projectLatent(Columns input, shaders::uvec2 norm, const LayerWeights& w) {
    const LayerHparams& l = layer(w);
    const LatentHparams& m = m_hparams.latent;
    const LatentPlaces places(m, l);
    if (m.queryRank > 0) {
        project(queryKeyValue(w, places.reduced), input,
                {.matrices = {w.latent.queryA, w.latent.keyValueA}, .norm = norm}, m_act.columns,
                tileColumns());
        project(queryKeyValue(w, places.queries), queryKeyValue(w, places.reduced),
                {.matrices = {w.query}, .norm = w.latent.queryANorm}, m_act.columns, tileColumns());
    } else {
        project(queryKeyValue(w, places.queries), input,
                {.matrices = {w.query, w.latent.keyValueA}, .norm = norm}, m_act.columns,
                tileColumns());
    }
    projectHeads(queryKeyValue(w, places.absorbed), m.rank, queryKeyValue(w, places.queries),
                 m.plainSize + m.ropeSize, w.latent.keyB, l.headCount);
}

void Recorder::attentionOutputAdd(const LayerWeights& w) {
    addBack({m_act.heads, layer(w).headsLength()}, w.attentionOutput,
            {w.attentionOutputBias, w.attentionPostNorm});
}

void Recorder::latentOutputAdd(const LayerWeights& w) {
    const LayerHparams& l = layer(w);
    const LatentHparams& m = m_hparams.latent;
    const Columns values{m_act.latentHeads, l.headCount * m.valueSize};
    projectHeads(values, m.valueSize, {m_act.heads, l.headsLength()}, l.valueSize, w.latent.valueB,
                 l.headCount);
    addBack(values, w.attentionOutput, {w.attentionOutputBias, w.attentionPostNorm});
}

void Recorder::downAdd(const LayerWeights& w) {
    addBack({m_act.hidden, w.dense.gate.matrix.rows}, w.dense.down,
            {{}, w.feedForwardPostNorm, scaleBehind(w)});
}

void Recorder::sharedGateUp(const LayerWeights& w) {
    gateUp(m_act.sharedHidden, m_act.normed, {}, w.shared);
}

void Recorder::sharedDownAdd(const LayerWeights& w) {
    projectAdd({m_act.sharedHidden, w.shared.gate.matrix.rows}, w.shared.down, {.shared = true});
}

void Recorder::downBeside(const LayerWeights& w) {
    project({m_act.branch, m_hparams.embeddingLength}, {m_act.hidden, w.dense.gate.matrix.rows},
            {.matrices = {w.dense.down}}, m_act.columns, tileColumns());
    normAdd(m_act.sum, m_act.branch, w.beside.densePostNorm, 1, true);
}

void Recorder::besideAdd(const LayerWeights& w) {
    normAdd(m_act.sum, m_act.branch, w.beside.expertPostNorm);
    normAdd(m_act.x, m_act.sum, w.feedForwardPostNorm, scaleBehind(w));
}

BufferRange Recorder::expertTarget(const LayerWeights& w) const {
    return isThere(w.beside.expertPostNorm) ? m_act.branch : m_act.x;
}

void Recorder::perLayerAdd(const LayerWeights& w) {
    const WeightMatrix& gate = w.perLayerGate;
    const std::uint32_t length = m_hparams.perLayerLength;
    Shape s = shape(gate.matrix.rows, gate.rowLength, m_act.columns, tileColumns());
    s.specialisation.formatA = formatOf(gate);
    s.specialisation.flags = activationFlags(m_architecture.activation);
    const shaders::PerLayerGateParams params{gate.matrix,
                                             gate.rowLength,
                                             m_act.columns,
                                             m_hparams.embeddingLength,
                                             m_hparams.layerCount * length,
                                             length,
                                             w.index * length,
                                             quadOf(m_act.x)};
    m_out.dispatch(m_pipelines.get(Kernel::perLayerGate, s.specialisation),
                   std::array{Binding{m_act.x}, Binding{m_act.perLayerGated, Access::write},
                              Binding{m_act.perLayer}},
                   pushBytes(params), s.grid);
    addBack({m_act.perLayerGated, length}, w.perLayerProjection,
            {{}, w.perLayerPostNorm, w.outputScale});
}

void Recorder::addBack(Columns input, const WeightMatrix& matrix, const Behind& behind) {
    if (!isThere(behind.norm)) {
        projectAdd(input, matrix, behind);
        return;
    }
    project({m_act.branch, m_hparams.embeddingLength}, input, {.matrices = {matrix}}, m_act.columns,
            tileColumns());
    normAdd(m_act.x, m_act.branch, behind.norm, behind.scale);
}

void Recorder::gateUp(BufferRange output, BufferRange input, shaders::uvec2 norm,
                      const DenseWeights& w) {
    Shape s = shape(w.gate.matrix.rows, 2ULL * w.gate.rowLength, m_act.columns, tileColumns());
    s.specialisation.flags =
        (isThere(norm) ? CONCLAVE_WITH_NORM : 0) | activationFlags(m_architecture.activation);
    s.specialisation.formatA = formatOf(w.gate);
    s.specialisation.formatB = formatOf(w.up);
    const shaders::NormGateUpParams params{w.gate.matrix,       w.up.matrix,   norm,
                                           w.gate.rowLength,    m_act.columns, quadOf(input),
                                           m_hparams.rmsEpsilon};
    m_out.dispatch(m_pipelines.get(Kernel::normGateUp, s.specialisation),
                   std::array{Binding{input}, Binding{output, Access::write}}, pushBytes(params),
                   s.grid);
}

shaders::AttendParams Recorder::attendParams(const LayerWeights& w, const CacheView& cache) const {
    const LayerHparams& l = layer(w);
    const bool latent = l.attention == AttentionKind::latent;
    const LatentPlaces places(m_hparams.latent, l);
    shaders::AttendParams params{};
    params.queryNorm = w.queryNorm;
    params.keyNorm = w.keyNorm;
    params.bias = w.queryKeyValueBias;
    params.sinks = w.sinks;
    params.headCount = l.headCount;
    params.headCountKv = l.headCountKv;
    params.splits = 1;
    params.pageStride = cache.pageStride;
    params.columns = m_act.columns;
    params.firstPosition = cache.firstPosition;
    params.qkvQuad = quadOf(m_act.qkv);
    params.columnStride = qkvLength(m_hparams, l);
    params.firstQuery = latent ? places.queries : 0;
    params.queryStride = latent ? m_hparams.latent.plainSize + m_hparams.latent.ropeSize
                                : l.queryRows() / l.headCount;
    params.firstKey = latent ? places.key : l.queryRows();
    if (l.rope != kNoRope) {
        params.rotatedPairs = m_hparams.ropes[l.rope].rotated / 2;
        params.rope = words(m_act.address + m_act.ropes[l.rope].offset);
        params.ropeQuad = quadOf(m_act.ropes[l.rope]);
    }
    params.window = l.window;
    params.scale = m_hparams.attentionScale;
    params.epsilon = m_hparams.rmsEpsilon;
    params.softCap = m_hparams.attentionSoftCap;
    if (!m_hparams.temperatureOnUnrotated || l.rope == kNoRope) {
        params.temperature = m_hparams.temperature.scale;
    }
    params.temperatureLength = m_hparams.temperature.length;
    params.temperatureOffset = m_hparams.temperature.offset;
    return params;
}

Specialisation Recorder::attendSpecialisation(const LayerWeights& w) const {
    const LayerHparams& l = layer(w);
    Specialisation s = specialisation();
    s.headSize = l.headSize;
    s.valueSize = l.valueSize;
    s.groupSize = tileHeads(l, m_pipelines.lanes());
    s.flags = (m_architecture.rope == RopeLayout::interleaved ? CONCLAVE_INTERLEAVED_PAIRS : 0) |
              (m_architecture.queryKeyNorm == HeadNorm::wholeProjection ? CONCLAVE_WHOLE_NORM : 0) |
              (m_hparams.unweightedHeadNorm ? CONCLAVE_UNWEIGHTED_NORM : 0) |
              (l.attention == AttentionKind::latent ? CONCLAVE_LATENT : 0) |
              (m_hparams.unweightedValueNorm ? CONCLAVE_VALUE_NORM : 0) |
              (l.keyValueLayer != w.index ? CONCLAVE_BORROWED_KEYS : 0) |
              (l.chunked ? CONCLAVE_CHUNKED : 0) | (l.gated ? CONCLAVE_GATED : 0) |
              (m_act.cacheType == CacheType::q8_0 ? CONCLAVE_CACHE_BYTES : 0);
    return s;
}

shaders::NormRouteParams Recorder::routeParams(const LayerWeights& w) const {
    const WeightMatrix& matrix = w.router.matrix;
    return {matrix.matrix,
            isThere(w.beside.routerNorm) ? w.beside.routerNorm : w.feedForwardNorm,
            w.router.bias,
            w.router.choiceBias,
            w.router.sharedGate,
            w.beside.expertNorm,
            w.beside.expertScale,
            matrix.rowLength,
            m_act.columns,
            m_hparams.expertCount,
            m_hparams.expertUsedCount,
            m_hparams.router.groups,
            m_hparams.router.groupsUsed,
            quadOf(m_act.x),
            m_hparams.rmsEpsilon,
            m_hparams.router.scale};
}

std::uint32_t Recorder::routeFlags() const {
    const RouterRule& rule = m_hparams.router;
    return (rule.renormalise ? CONCLAVE_RENORMALISE : 0) |
           (rule.score == RouterScore::sigmoid ? CONCLAVE_SIGMOID : 0) |
           (rule.groups > rule.groupsUsed ? CONCLAVE_GROUPED_CHOICE : 0);
}

std::uint32_t Recorder::expertFlags(const LayerWeights& w) const {
    return activationFlags(m_architecture.activation) |
           (w.experts.biased ? CONCLAVE_WITH_BIAS : 0) |
           (m_hparams.router.scalesInput ? CONCLAVE_WEIGHTED_INPUT : 0) |
           (isThere(w.beside.expertPostNorm) ? CONCLAVE_OVERWRITE : 0);
}

shaders::ExpertParams Recorder::expertParams(const LayerWeights& w, bool down) const {
    const WeightMatrix& first = down ? w.experts.down : w.experts.gate;
    shaders::ExpertParams params{};
    params.table = w.experts.table;
    params.rowStride = first.matrix.rowStride;
    params.secondRowStride = w.experts.up.matrix.rowStride;
    params.rows = first.matrix.rows;
    params.rowLength = first.rowLength;
    params.inputStride = down ? m_hparams.expertFeedForwardLength : m_hparams.embeddingLength;
    params.columns = m_act.columns;
    params.expertCount = m_hparams.expertCount;
    params.expertUsedCount = m_hparams.expertUsedCount;
    params.biasRow = down ? 2 * m_hparams.expertFeedForwardLength : 0;
    params.inputQuad = quadOf(down ? m_act.hidden : m_act.normed);
    return params;
}

void Recorder::normHead(const Weights& weights, std::uint32_t firstColumn, std::uint32_t columns) {
    project({m_act.logits, m_hparams.vocabularySize}, {m_act.x, m_hparams.embeddingLength},
            {.matrices = {weights.output()},
             .norm = weights.outputNorm(),
             .softCap = m_hparams.finalSoftCap,
             .firstColumn = firstColumn},
            columns, columns);
}

void Recorder::embed(const Weights& weights, BufferRange tokens) {
    embedRows(weights.embedding(), tokens, 1, m_act.x, m_hparams.embeddingScale);
}

void Recorder::embedRows(const WeightMatrix& table, BufferRange tokens, std::uint32_t tokenStride,
                         BufferRange output, float scale) {
    Specialisation s = specialisation();
    s.formatA = formatOf(table);
    const shaders::EmbedParams params{table.matrix, table.rowLength, m_act.columns, tokenStride,
                                      scale};
    const std::uint64_t chunks = std::uint64_t(m_act.columns) * table.rowLength / 32;
    m_out.dispatch(m_pipelines.get(Kernel::embed, s),
                   std::array{Binding{tokens}, Binding{output, Access::write}}, pushBytes(params),
                   {std::min(ceilDivide(chunks, m_pipelines.lanes()), m_tuning.maxWorkgroups)});
}

void Recorder::embedPerLayer(const Weights& weights, BufferRange tokens,
                             std::uint32_t tokenStride) {
    const PerLayerWeights& w = weights.perLayer();
    const std::uint32_t length = m_hparams.perLayerLength, layers = m_hparams.layerCount;
    if (length == 0) {
        return;
    }
    embedRows(w.table, tokens, tokenStride, m_act.perLayer, std::sqrt(static_cast<float>(length)));
    project({m_act.perLayerProjected, layers * length}, {m_act.x, m_hparams.embeddingLength},
            {.matrices = {w.projection}}, m_act.columns, tileColumns());
    Specialisation s = specialisation();
    s.workgroup = m_tuning.workgroup;
    // The projection is meant to be divided by sqrt(embedding); a norm feels that in its epsilon
    // alone.
    const float epsilon = m_hparams.rmsEpsilon * static_cast<float>(m_hparams.embeddingLength);
    const shaders::PerLayerParams params{
        w.norm, length, layers, m_act.columns, quadOf(m_act.perLayerProjected), epsilon};
    m_out.dispatch(
        m_pipelines.get(Kernel::perLayerInputs, s),
        std::array{Binding{m_act.perLayerProjected}, Binding{m_act.perLayer, Access::readWrite}},
        pushBytes(params), {subgroupGrid(std::uint64_t{m_act.columns} * layers)});
}

} // namespace conclave
