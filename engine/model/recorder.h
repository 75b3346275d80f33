// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The operations a layer is written with, each at the grain of what one dispatch can do. Two
// lowerings stand behind the same calls: decode (one token of up to 16 sessions, one dispatch each)
// and prefill (many tokens of one session).
#pragma once

#include "engine/model/tuning.h"
#include "engine/model/weights.h"
#include "engine/vulkan/dispatch_recorder.h"

namespace conclave {

/// Where the values between the operations live. `columns` is the number of tokens.
struct Activations {
    std::uint32_t columns = 1;
    BufferRange x;            ///< f32 [columns, embedding]: the residual stream
    BufferRange qkv;          ///< f32 [columns, (heads + 2 kv heads) * head size]
    BufferRange heads;        ///< f32 [columns, heads * head size]
    BufferRange normed;       ///< f32 [columns, embedding]
    BufferRange routerLogits; ///< f32 [columns, experts]
    BufferRange routes;       ///< Route [columns]
    BufferRange hidden;       ///< f32 [columns, feed forward] or [columns * used, expert ffn]
    BufferRange logits;       ///< f32 [head columns, vocabulary]
    BufferRange partials;     ///< f32, decode: partial attention of every split
    BufferRange attendArrivals, routeArrivals; ///< u32, decode: zero between dispatches
    BufferRange expertOutput;                  ///< f32 [columns * used, embedding], prefill
    BufferRange order;         ///< u32 [columns * used], prefill: assignments by expert
    BufferRange tiles;         ///< uvec4, prefill: expert, first, count
    BufferRange grids;         ///< u32 [2][3], prefill: grids of the grouped kernels
    BufferRange rope;          ///< see rope_table.h
    std::uint64_t address = 0; ///< of the arena
    bool asTexels = false;     ///< kernels read weights and activations as texels
};

/// The KV cache of one layer as the attention of a pass sees it.
struct CacheView {
    BufferRange pages;     ///< the layer's pool
    BufferRange pageTable; ///< u32 [columns, pageStride]; prefill: [1, pageStride]
    BufferRange states;    ///< StepState [columns], decode
    std::uint32_t pageStride = 0;
    std::uint32_t firstPosition = 0; ///< of column 0, prefill
};

/// Records the operations of a forward pass. Output first, then inputs, as in an assignment.
class Recorder {
public:
    Recorder(DispatchRecorder& out, Pipelines& pipelines, const Tuning& tuning,
             const Architecture& architecture, const Hparams& hparams, Activations& activations)
        : m_out(out), m_pipelines(pipelines), m_tuning(tuning), m_architecture(architecture),
          m_hparams(hparams), m_act(activations) {}
    virtual ~Recorder() = default;

    /// qkv = [Q; K; V] norm(x)
    virtual void normProject(const LayerWeights& w) = 0;
    /// heads = attention(rope(norm(q)), cache with rope(norm(k)) and v appended)
    virtual void attend(const LayerWeights& w, const CacheView& cache) = 0;
    /// x += W heads
    virtual void attentionOutputAdd(const LayerWeights& w) = 0;
    /// hidden = silu(G norm(x)) * (U norm(x))
    virtual void normGateUp(const LayerWeights& w) = 0;
    /// x += D hidden
    virtual void downAdd(const LayerWeights& w) = 0;
    /// normed = norm(x); routes = top-k of softmax(R normed)
    virtual void normRoute(const LayerWeights& w) = 0;
    /// hidden[a] = silu(G_e normed) * (U_e normed) for the chosen experts
    virtual void expertGateUp(const LayerWeights& w) = 0;
    /// x += sum of weight_e (D_e hidden[a])
    virtual void expertDownAdd(const LayerWeights& w) = 0;

    /// logits[c] = W norm(x[firstColumn + c]) for `columns` columns: the head, in any pass.
    void normHead(const Weights& weights, std::uint32_t firstColumn, std::uint32_t columns);
    /// x[c] = embedding[tokens[c]]
    void embed(const Weights& weights, BufferRange tokens);

protected:
    /// Shape of a projection with that many rows of output in all.
    struct Shape {
        Specialisation specialisation;
        Grid grid;
    };
    [[nodiscard]] Shape shape(std::uint64_t rows, std::uint32_t columns, std::uint32_t tileColumns,
                              std::uint32_t matrices = 1) const;
    [[nodiscard]] std::uint32_t subgroupGrid(std::uint64_t jobs) const;
    /// A specialisation with what every kernel of this pass has in common.
    [[nodiscard]] Specialisation specialisation() const;

    void project(BufferRange output, std::uint32_t outputStride, BufferRange input,
                 shaders::uvec2 norm, const WeightMatrix& a, const WeightMatrix& b,
                 const WeightMatrix& c, std::uint32_t columns, std::uint32_t tileColumns,
                 std::uint32_t firstColumn = 0);
    void projectAdd(BufferRange input, const WeightMatrix& matrix, std::uint32_t tileColumns);
    void gateUp(BufferRange input, shaders::uvec2 norm, const LayerWeights& w,
                std::uint32_t tileColumns);
    [[nodiscard]] shaders::AttendParams attendParams(const LayerWeights& w,
                                                     const CacheView& cache) const;
    [[nodiscard]] Specialisation attendSpecialisation() const;
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
    void attend(const LayerWeights& w, const CacheView& cache) override;
    void attentionOutputAdd(const LayerWeights& w) override;
    void normGateUp(const LayerWeights& w) override;
    void downAdd(const LayerWeights& w) override;
    void normRoute(const LayerWeights& w) override;
    void expertGateUp(const LayerWeights& w) override;
    void expertDownAdd(const LayerWeights& w) override;

    /// Draws the next token of every column and gathers its embedding.
    void sample(const Weights& weights, BufferRange states, BufferRange settings, BufferRange ring);

    /// Workgroups that share the positions of one key/value head.
    [[nodiscard]] static std::uint32_t splits(const Tuning& tuning, const Hparams& hparams,
                                              std::uint32_t columns) noexcept;
};

/// Many tokens of one session: norms of their own, tiles of columns, experts sorted and grouped.
class PrefillRecorder final : public Recorder {
public:
    using Recorder::Recorder;
    void normProject(const LayerWeights& w) override;
    void attend(const LayerWeights& w, const CacheView& cache) override;
    void attentionOutputAdd(const LayerWeights& w) override;
    void normGateUp(const LayerWeights& w) override;
    void downAdd(const LayerWeights& w) override;
    void normRoute(const LayerWeights& w) override;
    void expertGateUp(const LayerWeights& w) override;
    void expertDownAdd(const LayerWeights& w) override;

private:
    void norm(shaders::uvec2 weight);
    [[nodiscard]] Shape groupedShape(const LayerWeights& w, bool down) const;
    void grouped(Kernel kernel, BufferRange input, BufferRange output, const LayerWeights& w,
                 bool down);
};

} // namespace conclave
