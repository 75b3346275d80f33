// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The operations a layer is written with, each at the grain of what one dispatch can do. Two
// lowerings stand behind the same calls: decode (one token of up to 16 sessions, one dispatch each)
// and prefill (many tokens of one session).
#pragma once

#include "engine/model/tuning.h"
#include "engine/model/weights.h"
#include "engine/vulkan/dispatch_recorder.h"

#include <array>
#include <vector>

namespace conclave {

/// Floats of one column of Activations::qkv in a layer.
[[nodiscard]] std::uint32_t qkvLength(const Hparams& hparams, const LayerHparams& layer);

/// Floats of one column of Activations::deltaInputs.
[[nodiscard]] std::uint32_t deltaInputLength(const DeltaHparams& delta);

/// Query heads that one subgroup attends with: as many of those that share a key head as its
/// registers hold.
[[nodiscard]] std::uint32_t tileHeads(const LayerHparams& layer, std::uint32_t lanes);

/// Where the values between the operations live. `columns` is the number of tokens.
struct Activations {
    std::uint32_t columns = 1;
    BufferRange x;           ///< f32 [columns, embedding]: the residual stream
    BufferRange qkv;         ///< f32 [columns, qkvLength()], see heads.glsl
    BufferRange heads;       ///< f32 [columns, heads * value size]
    BufferRange latentHeads; ///< f32 [columns, heads * value size], latent attention: projected
    BufferRange perLayer, perLayerProjected; ///< f32 [columns, layers * length]
    BufferRange perLayerGated;               ///< f32 [columns, length]
    BufferRange sum;          ///< f32 [columns, embedding]: branches that are added before a norm
    BufferRange deltaInputs;  ///< f32 [columns, deltaInputLength()], see delta.glsl
    BufferRange branch;       ///< f32 [columns, embedding]: what a norm still has to pass
    BufferRange normed;       ///< f32 [columns, embedding]
    BufferRange routerLogits; ///< f32 [columns, experts]
    BufferRange routes;       ///< Route [columns]
    BufferRange hidden;       ///< f32 [columns, feed forward] or [columns * used, expert ffn]
    BufferRange sharedHidden; ///< f32 [columns, shared ffn]
    BufferRange logits;       ///< f32 [head columns, vocabulary]
    BufferRange partials;     ///< f32, decode: partial attention of every split
    BufferRange attendArrivals, routeArrivals; ///< u32, decode: zero between dispatches
    BufferRange expertOutput;                  ///< f32 [columns * used, embedding], prefill
    BufferRange order;              ///< u32 [columns * used], prefill: assignments by expert
    BufferRange tiles;              ///< uvec4, prefill: expert, first, count
    BufferRange grids;              ///< u32 [2][3], prefill: grids of the grouped kernels
    std::vector<BufferRange> ropes; ///< [Hparams::ropes], see rope_table.h
    std::uint64_t address = 0;      ///< of the arena
    bool asTexels = false;          ///< kernels read weights and activations as texels
    CacheType cacheType = CacheType::f16;
};

/// The KV cache of one layer as the attention of a pass sees it.
struct CacheView {
    BufferRange pages;     ///< the layer's pool
    BufferRange pageTable; ///< u32 [columns, pageStride]; prefill: [1, pageStride]
    BufferRange states;    ///< StepState [columns], decode
    std::uint32_t pageStride = 0;
    std::uint32_t firstPosition = 0; ///< of column 0, prefill
    BufferRange recurrent;           ///< the layer's states in slots, see recurrent_state.h
    std::uint32_t stateSlot = 0;     ///< of the session, prefill
};

/// Records the operations of a forward pass. Output first, then inputs, as in an assignment.
class Recorder {
public:
    Recorder(DispatchRecorder& out, Pipelines& pipelines, const Tuning& tuning,
             const Architecture& architecture, const Hparams& hparams, Activations& activations)
        : m_out(out), m_pipelines(pipelines), m_tuning(tuning), m_architecture(architecture),
          m_hparams(hparams), m_act(activations) {}
    virtual ~Recorder() = default;

    /// qkv = [Q; K; V] norm(x); of a delta net [inputs; gates; betas; decays]
    virtual void normProject(const LayerWeights& w) = 0;
    /// qkv = queries and the vector that keys and values come from, queries also absorbed:
    /// Q = Qb norm(Qa n) or Q n, kv = KVa n, absorbed = Kb Q, with n = norm(x)
    virtual void normProjectLatent(const LayerWeights& w) = 0;
    /// heads = attention(rope(norm(q)), cache with rope(norm(k)) and v appended)
    virtual void attend(const LayerWeights& w, const CacheView& cache) = 0;
    /// heads = norm(S^T q) silu(gate) with the state S after each token; S and the last inputs of
    /// the convolution stay with the session
    virtual void deltaRule(const LayerWeights& w, const CacheView& cache) = 0;
    /// x += W heads + b; with a norm behind it x += norm(W heads + b)
    void attentionOutputAdd(const LayerWeights& w);
    /// x += W (Vb heads)
    void latentOutputAdd(const LayerWeights& w);
    /// hidden = joined(G norm(x), U norm(x))
    virtual void normGateUp(const LayerWeights& w) = 0;
    /// x += D hidden; with a norm behind it x += norm(D hidden)
    void downAdd(const LayerWeights& w);
    /// normed = norm(x); routes = the best experts by R normed
    virtual void normRoute(const LayerWeights& w) = 0;
    /// hidden[a] = joined(G_e normed, U_e normed) for the chosen experts
    virtual void expertGateUp(const LayerWeights& w) = 0;
    /// x += sum of weight_e (D_e hidden[a])
    virtual void expertDownAdd(const LayerWeights& w) = 0;
    /// sharedHidden = joined(G normed, U normed)
    void sharedGateUp(const LayerWeights& w);
    /// x += weight (D sharedHidden)
    void sharedDownAdd(const LayerWeights& w);
    /// sum = norm(D hidden) of a dense block beside experts
    void downBeside(const LayerWeights& w);
    /// x = scale (x + norm(sum + norm(branch))) with the experts' result in branch
    void besideAdd(const LayerWeights& w);
    /// x = scale (x + norm(P joined(G x, e[layer]))) with the second embedding of the layer
    void perLayerAdd(const LayerWeights& w);

    /// logits[c] = W norm(x[firstColumn + c]) for `columns` columns: the head, in any pass.
    void normHead(const Weights& weights, std::uint32_t firstColumn, std::uint32_t columns);
    /// x[c] = embedding[tokens[c]]
    void embed(const Weights& weights, BufferRange tokens);
    /// The second embedding of every layer from the tokens and from x; nothing if a model has none.
    /// `tokenStride`: words from one token to the next.
    void embedPerLayer(const Weights& weights, BufferRange tokens, std::uint32_t tokenStride);

protected:
    /// Shape of a projection with that many rows of output in all, each from so many weights.
    struct Shape {
        Specialisation specialisation;
        Grid grid;
    };
    [[nodiscard]] Shape shape(std::uint64_t rows, std::uint64_t rowLength, std::uint32_t columns,
                              std::uint32_t tileColumns, std::uint32_t matrices = 1) const;
    /// Workgroups whose subgroups share `jobs` jobs of so many loop iterations each.
    [[nodiscard]] std::uint32_t subgroupGrid(std::uint64_t jobs,
                                             std::uint64_t iterations = 1) const;
    /// A specialisation with what every kernel of this pass has in common.
    [[nodiscard]] Specialisation specialisation() const;

    /// Columns that a projection takes at once in this pass.
    [[nodiscard]] virtual std::uint32_t tileColumns() const = 0;
    /// Values on the device, and floats from one column to the next.
    struct Columns {
        BufferRange range;
        std::uint32_t stride = 0;
    };
    /// Up to three matrices over the same input, one after another in the output.
    struct Projection {
        std::array<WeightMatrix, 3> matrices;
        shaders::uvec2 norm{}; ///< of the input; 0: none
        float softCap = 0;
        std::uint32_t firstColumn = 0; ///< of the input
    };
    void project(Columns output, Columns input, const Projection& projection, std::uint32_t columns,
                 std::uint32_t tileColumns);
    /// What a projection back to the residual stream brings along.
    struct Behind {
        shaders::uvec2 bias{}, norm{}; ///< 0: none
        float scale = 1;               ///< of the residual stream, with a norm
        bool shared = false;           ///< the result counts as much as the shared expert
    };
    void projectAdd(Columns input, const WeightMatrix& matrix, const Behind& behind);
    /// x += matrix * input, by way of a norm if there is one behind it.
    void addBack(Columns input, const WeightMatrix& matrix, const Behind& behind);
    void embedRows(const WeightMatrix& table, BufferRange tokens, std::uint32_t tokenStride,
                   BufferRange output, float scale);
    /// to = scale (to + norm(from)), or to = norm(from).
    void normAdd(BufferRange to, BufferRange from, shaders::uvec2 norm, float scale = 1,
                 bool overwrite = false);
    /// Factor on the residual stream behind the feed-forward block, if that is the last of the
    /// layer.
    [[nodiscard]] static float scaleBehind(const LayerWeights& w) {
        return w.perLayerGate.matrix.rows > 0 ? 1 : w.outputScale;
    }
    /// Where the experts' result goes: the residual stream, or a branch that is normed later.
    [[nodiscard]] BufferRange expertTarget(const LayerWeights& w) const;
    void projectHeads(Columns output, std::uint32_t outputHeadStride, Columns input,
                      std::uint32_t inputHeadStride, const WeightMatrix& matrix,
                      std::uint32_t heads);
    void gateUp(BufferRange output, BufferRange input, shaders::uvec2 norm, const DenseWeights& w);
    [[nodiscard]] const LayerHparams& layer(const LayerWeights& w) const {
        return m_hparams.layers[w.index];
    }
    /// Activations::qkv of a layer from value `first` of every column on.
    [[nodiscard]] Columns queryKeyValue(const LayerWeights& w, std::uint32_t first = 0) const;
    /// What normProject multiplies with.
    [[nodiscard]] std::array<WeightMatrix, 3> projections(const LayerWeights& w) const;
    /// The projections of latent attention from the normed or to be normed input.
    void projectLatent(Columns input, shaders::uvec2 norm, const LayerWeights& w);
    [[nodiscard]] std::uint32_t tiles(const LayerHparams& layer) const;
    [[nodiscard]] shaders::AttendParams attendParams(const LayerWeights& w,
                                                     const CacheView& cache) const;
    [[nodiscard]] Specialisation attendSpecialisation(const LayerWeights& w) const;
    [[nodiscard]] shaders::DeltaParams deltaParams(const LayerWeights& w,
                                                   const CacheView& cache) const;
    [[nodiscard]] Specialisation deltaSpecialisation(std::uint32_t flags) const;
    void prepareAndScan(std::uint32_t flags, std::uint32_t sessions, const LayerWeights& w,
                        const CacheView& cache);
    [[nodiscard]] shaders::NormRouteParams routeParams(const LayerWeights& w) const;
    [[nodiscard]] std::uint32_t routeFlags() const;
    [[nodiscard]] std::uint32_t expertFlags(const LayerWeights& w) const;
    [[nodiscard]] shaders::ExpertParams expertParams(const LayerWeights& w, bool down) const;

    DispatchRecorder& m_out;
    Pipelines& m_pipelines;
    const Tuning& m_tuning;
    const Architecture& m_architecture;
    const Hparams& m_hparams;
    Activations& m_act;
};

/// One token of each of up to 16 sessions; an operation is one dispatch.
class DecodeRecorder final : public Recorder {
public:
    using Recorder::Recorder;
    void normProject(const LayerWeights& w) override;
    void normProjectLatent(const LayerWeights& w) override;
    void attend(const LayerWeights& w, const CacheView& cache) override;
    void deltaRule(const LayerWeights& w, const CacheView& cache) override;
    void normGateUp(const LayerWeights& w) override;
    void normRoute(const LayerWeights& w) override;
    void expertGateUp(const LayerWeights& w) override;
    void expertDownAdd(const LayerWeights& w) override;

    /// Draws the next token of every column and gathers its embedding.
    void sample(const Weights& weights, BufferRange states, BufferRange settings, BufferRange ring);

    /// Workgroups that share the positions of one of `tiles` tiles of query heads.
    [[nodiscard]] static std::uint32_t splits(const Tuning& tuning, std::uint32_t tiles,
                                              std::uint32_t columns) noexcept;

private:
    [[nodiscard]] std::uint32_t tileColumns() const override { return m_act.columns; }
};

/// Many tokens of one session: norms of their own, tiles of columns, experts sorted and grouped.
class PrefillRecorder final : public Recorder {
public:
    using Recorder::Recorder;
    void normProject(const LayerWeights& w) override;
    void normProjectLatent(const LayerWeights& w) override;
    void attend(const LayerWeights& w, const CacheView& cache) override;
    void deltaRule(const LayerWeights& w, const CacheView& cache) override;
    void normGateUp(const LayerWeights& w) override;
    void normRoute(const LayerWeights& w) override;
    void expertGateUp(const LayerWeights& w) override;
    void expertDownAdd(const LayerWeights& w) override;

private:
    [[nodiscard]] std::uint32_t tileColumns() const override { return m_tuning.tileColumns; }
    void norm(shaders::uvec2 weight);
    [[nodiscard]] Shape groupedShape(const LayerWeights& w, bool down) const;
    void grouped(Kernel kernel, BufferRange input, BufferRange output, const LayerWeights& w,
                 bool down);
};

} // namespace conclave
