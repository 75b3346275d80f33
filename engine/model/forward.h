// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Forward passes of a model: chunks of a prompt, and decode steps recorded once.
#pragma once

#include "engine/model/kv_cache.h"
#include "engine/model/model.h"
#include "engine/model/recorder.h"
#include "engine/model/recurrent_state.h"

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace conclave {

inline constexpr std::uint32_t kMaxColumns = 16;

/// Pages of a session in order, by PageKind. What a window has left behind may stand for anything.
using PageLists = std::array<std::vector<std::uint32_t>, 2>;

/// The most recent decode plan in figures.
struct PlanFigures {
    double dispatchesPerLayer = 0, barriersPerLayer = 0;
    std::uint32_t dispatches = 0, barriers = 0; ///< of a whole step
};

/// Where one column of a decode stands, said by the host.
struct DecodeColumn {
    shaders::StepState state;
    shaders::SampleSettings settings;
    const PageLists* pages = nullptr; ///< of its session
};

/// Owns activations, device-side step state and recorded commands of one model. One thread.
class Forward {
public:
    Forward(Device& device, Pipelines& pipelines, const Model& model, const KvCache& cache,
            const RecurrentState& states);
    ~Forward();
    Forward(const Forward&) = delete;
    Forward& operator=(const Forward&) = delete;

    /// Bytes that a Forward takes on the device, before it is made.
    [[nodiscard]] static std::uint64_t deviceBytes(const Device& device, const Hparams& hparams,
                                                   std::uint32_t pages);

    /// Called between submits with the tokens done; returns false to stop.
    using Progress = std::function<bool(std::uint32_t)>;

    /// Runs tokens of one session from position `first` on. `pages` holds the session's pages,
    /// `stateSlot` its recurrent state, which is undefined afterwards if the run was stopped.
    /// Returns the number of tokens that were completed (all unless stopped). The residual stream
    /// of the last chunk stays for logits().
    std::uint32_t prefill(std::span<const std::uint32_t> tokens, std::uint32_t first,
                          const PageLists& pages, std::uint32_t stateSlot,
                          const Progress& progress);

    /// Logits [columns, vocabulary] of columns of the last prefill chunk, at most kMaxColumns.
    [[nodiscard]] std::span<const float> logits(std::uint32_t firstColumn, std::uint32_t columns);

    /// Starts sampling from the logits of the last prefilled token: column 0 draws its first token.
    /// `state.position` is the position of that last token.
    void startDecode(const shaders::StepState& state, const shaders::SampleSettings& settings,
                     const PageLists& pages);
    /// Goes on with these columns, each with a token that is still to be fed: after startDecode()
    /// for more than one, or when columns came and went. Nothing may be in flight.
    void resumeDecode(std::span<const DecodeColumn> columns);
    /// Makes pages known that a running decode is about to need.
    void updatePages(const PageLists& pages, std::uint32_t column = 0);
    /// Queues one decode step of all columns; wait() on the result, then ringToken().
    std::uint64_t submitStep();
    bool wait(std::uint64_t step, std::chrono::nanoseconds timeout);
    /// Token number `index` (0: drawn by startDecode) of that column of the running decode.
    [[nodiscard]] std::uint32_t ringToken(std::uint32_t index, std::uint32_t column = 0) const;
    /// Logits of the last decode step; nothing may be in flight.
    [[nodiscard]] std::vector<float> stepLogits();

    /// Runs one decode step more with the device's clock; a decode must have been started.
    [[nodiscard]] std::vector<KernelTime> profileStep();

    [[nodiscard]] std::uint32_t chunkColumns() const noexcept { return m_tuning.prefillColumns; }
    /// Tokens of the last prefill chunk.
    [[nodiscard]] std::uint32_t lastColumns() const noexcept { return m_prefill.columns; }
    [[nodiscard]] const PlanFigures& figures() const noexcept { return m_figures; }
    [[nodiscard]] std::uint64_t arenaBytes() const noexcept { return m_arena.bytes(); }

private:
    void recordStep(DispatchRecorder& out, std::uint32_t columns);
    void run(const std::function<void(DispatchRecorder&)>& record);
    void uploadRope(std::span<const float> table, BufferRange range);
    void uploadPages(const PageLists& pages, std::uint32_t column = 0);
    [[nodiscard]] DispatchRecorder& stepCommands(std::uint32_t columns);
    [[nodiscard]] CacheView cacheView(std::uint32_t layer, std::uint32_t firstPosition) const;
    void showTexels(DispatchRecorder& out, std::uint32_t layer) const;
    std::uint32_t prefillChunk(std::span<const std::uint32_t> tokens, std::uint32_t first,
                               std::uint32_t done, const Progress& progress);

    Device& m_device;
    Pipelines& m_pipelines;
    const Model& m_model;
    const KvCache& m_cache;
    const RecurrentState& m_recurrent;
    Tuning m_tuning;
    Buffer m_arena;   ///< all activations, and the rope table
    Buffer m_nothing; ///< what unused texel bindings show
    TexelView m_arenaTexels, m_noTexels;
    Buffer m_upload;    ///< tokens, page table, state and settings on their way in
    Buffer m_step;      ///< page table, states, settings on the device
    Buffer m_ring;      ///< sampled tokens, host-visible
    Buffer m_logitsOut; ///< logits for the host
    Activations m_prefill, m_decode;
    std::array<BufferRange, 2> m_pageTables; ///< by PageKind
    BufferRange m_states, m_settings;
    std::uint32_t m_pageStride = 0;
    std::uint32_t m_stateSlot = 0; ///< of the session that is prefilled
    std::unique_ptr<DispatchRecorder> m_once;
    std::array<std::unique_ptr<DispatchRecorder>, kMaxColumns>
        m_steps;                 ///< by columns - 1, once used
    std::uint32_t m_columns = 1; ///< of the running decode
    double m_layersPerSubmit = 1;
    PlanFigures m_figures;
};

} // namespace conclave
