// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/forward.h"

#include "engine/model/activations.h"
#include "engine/model/blocks.h"
#include "engine/model/rope_table.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cstring>

namespace conclave {

namespace {

constexpr std::uint64_t kAlign = 256;

std::uint64_t align(std::uint64_t bytes) {
    return (bytes + kAlign - 1) / kAlign * kAlign;
}

/// Offsets in the step buffer, and behind the tokens in the upload buffer.
struct StepLayout {
    std::array<std::uint64_t, 2> pages; ///< by PageKind
    std::uint64_t states, settings, bytes;
    explicit StepLayout(std::uint64_t pageStride)
        : pages{0, align(kMaxColumns * pageStride * 4)}, states(2 * pages[1]),
          settings(states + align(kMaxColumns * sizeof(shaders::StepState))),
          bytes(settings + align(kMaxColumns * sizeof(shaders::SampleSettings))) {}
};

} // namespace

std::uint64_t Forward::deviceBytes(const Device& device, const Hparams& hparams,
                                   std::uint32_t pages) {
    const Tuning tuning = tuningFor(device);
    return layoutArena(hparams, tuning, tuning.prefillColumns, kMaxColumns, pages, device.lanes())
        .bytes;
}

Forward::Forward(Device& device, Pipelines& pipelines, const Model& model, const KvCache& cache,
                 const RecurrentState& states)
    : m_device(device), m_pipelines(pipelines), m_model(model), m_cache(cache), m_recurrent(states),
      m_tuning(tuningFor(device)), m_pageStride(cache.contextPages()),
      m_once(std::make_unique<DispatchRecorder>(device)) {
    const Hparams& h = model.hparams();
    ArenaLayout layout = layoutArena(h, m_tuning, m_tuning.prefillColumns, kMaxColumns,
                                     m_pageStride, device.lanes());
    m_arena = Buffer(device, layout.bytes, MemoryKind::device);
    bindTo(layout, m_arena);
    m_prefill = layout.prefill;
    m_decode = layout.decode;
    m_prefill.asTexels = m_decode.asTexels = model.weights().asTexels();
    m_prefill.cacheType = m_decode.cacheType = cache.type();
    m_nothing = Buffer(device, kAlign, MemoryKind::device);
    m_noTexels = TexelView(device, m_nothing, VK_FORMAT_R32G32B32A32_UINT);
    if (m_prefill.asTexels) {
        m_arenaTexels = TexelView(device, m_arena, VK_FORMAT_R32G32B32A32_UINT);
    }

    const StepLayout step(m_pageStride);
    const std::uint64_t tokenBytes = align(m_tuning.prefillColumns * 4ULL);
    m_upload = Buffer(device, tokenBytes + step.bytes, MemoryKind::upload);
    m_step = Buffer(device, step.bytes, MemoryKind::device);
    m_ring = Buffer(device, kMaxColumns * CONCLAVE_RING_SIZE * 4, MemoryKind::readback);
    m_logitsOut = Buffer(device, m_decode.logits.bytes, MemoryKind::readback);
    for (std::size_t kind = 0; kind < m_pageTables.size(); ++kind) {
        m_pageTables[kind] = {m_step.handle(), step.pages[kind], kMaxColumns * m_pageStride * 4ULL};
    }
    m_states = {m_step.handle(), step.states, kMaxColumns * sizeof(shaders::StepState)};
    m_settings = {m_step.handle(), step.settings, kMaxColumns * sizeof(shaders::SampleSettings)};

    run([&](DispatchRecorder& out) {
        // Rows that are filled up with zeros meet whatever stands behind their input: it must be a
        // number.
        out.fill(whole(m_arena), 0);
        out.fill(whole(m_step), 0);
    });
    for (std::size_t i = 0; i < h.ropes.size(); ++i) {
        uploadRope(ropeTable(h.ropes[i], m_pageStride), m_prefill.ropes[i]);
    }
    static_cast<void>(stepCommands(1));
}

Forward::~Forward() {
    m_device.waitIdle();
}

void Forward::run(const std::function<void(DispatchRecorder&)>& record) {
    m_once->begin();
    showTexels(*m_once, 0);
    record(*m_once);
    m_once->end();
    m_device.wait(m_device.submit(m_once->commands()));
}

void Forward::uploadRope(std::span<const float> table, BufferRange range) {
    Buffer upload(m_device, table.size_bytes(), MemoryKind::upload);
    std::memcpy(upload.mapped().data(), table.data(), table.size_bytes());
    range.bytes = table.size_bytes();
    run([&](DispatchRecorder& out) { out.copy(whole(upload), range); });
}

CacheView Forward::cacheView(std::uint32_t layer, std::uint32_t firstPosition) const {
    CacheView view;
    view.pages = m_cache.layer(m_model.hparams().layers[layer].keyValueLayer);
    view.pageTable =
        m_pageTables[static_cast<std::size_t>(pageKindOf(m_model.hparams().layers[layer]))];
    view.states = m_states;
    view.recurrent = m_recurrent.layer(layer);
    view.stateSlot = m_stateSlot;
    view.pageStride = m_pageStride;
    view.firstPosition = firstPosition;
    return view;
}

void Forward::showTexels(DispatchRecorder& out, std::uint32_t layer) const {
    const VkBufferView none = m_noTexels.handle();
    out.setTexels(
        m_prefill.asTexels
            ? TexelBindings{m_model.weights().texels(), m_arenaTexels.handle(),
                            m_cache.layerTexels(m_model.hparams().layers[layer].keyValueLayer),
                            whole(m_arena)}
            : TexelBindings{none, none, none});
}

void Forward::uploadPages(const PageLists& pages, std::uint32_t column) {
    const StepLayout step(m_pageStride);
    const std::uint64_t offset =
        align(m_tuning.prefillColumns * 4ULL) + std::uint64_t(column) * m_pageStride * 4;
    for (std::size_t kind = 0; kind < pages.size(); ++kind) {
        assert(pages[kind].size() <= m_pageStride); // the session checked the context length
        std::memcpy(m_upload.mapped().data() + offset + step.pages[kind], pages[kind].data(),
                    std::span(pages[kind]).size_bytes());
    }
}

void Forward::updatePages(const PageLists& pages, std::uint32_t column) {
    uploadPages(pages, column);
    const StepLayout step(m_pageStride);
    const std::uint64_t row = std::uint64_t(column) * m_pageStride * 4;
    const std::uint64_t offset = align(m_tuning.prefillColumns * 4ULL) + row;
    run([&](DispatchRecorder& out) {
        for (std::size_t kind = 0; kind < pages.size(); ++kind) {
            if (const std::uint64_t bytes = std::span(pages[kind]).size_bytes(); bytes > 0) {
                out.copy({m_upload.handle(), offset + step.pages[kind], bytes},
                         {m_pageTables[kind].buffer, m_pageTables[kind].offset + row, bytes});
            }
        }
    });
}

std::uint32_t Forward::prefill(std::span<const std::uint32_t> tokens, std::uint32_t first,
                               const PageLists& pages, std::uint32_t stateSlot,
                               const Progress& progress) {
    updatePages(pages);
    m_stateSlot = stateSlot;
    std::uint32_t done = 0;
    while (done < tokens.size()) {
        const std::size_t count = std::min<std::size_t>(tokens.size() - done, chunkColumns());
        const std::uint32_t completed =
            prefillChunk(tokens.subspan(done, count), first + done, done, progress);
        if (completed == 0) {
            break;
        }
        done += completed;
    }
    return done;
}

std::uint32_t Forward::prefillChunk(std::span<const std::uint32_t> tokens, std::uint32_t first,
                                    std::uint32_t done, const Progress& progress) {
    const Hparams& h = m_model.hparams();
    std::memcpy(m_upload.mapped().data(), tokens.data(), tokens.size_bytes());
    m_prefill.columns = static_cast<std::uint32_t>(tokens.size());
    std::uint32_t layer = 0;
    while (layer < h.layerCount) {
        // Submits are cut by measured time: drivers kill what runs for seconds, and a user who
        // stops should not wait.
        const std::uint32_t end = std::min(
            h.layerCount, layer + std::max(1U, static_cast<std::uint32_t>(m_layersPerSubmit)));
        const auto begin = std::chrono::steady_clock::now();
        run([&](DispatchRecorder& out) {
            PrefillRecorder rec(out, m_pipelines, m_tuning, m_model.architecture(), h, m_prefill);
            if (layer == 0) {
                const BufferRange ids{m_upload.handle(), 0, tokens.size_bytes()};
                rec.embed(m_model.weights(), ids);
                rec.embedPerLayer(m_model.weights(), ids, 1);
            }
            for (std::uint32_t l = layer; l < end; ++l) {
                showTexels(out, l);
                recordLayer(h.layers[l], {rec, m_model.weights().layers()[l], cacheView(l, first)});
            }
        });
        const double milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count();
        const double perLayer = std::max(milliseconds / (end - layer), 1e-3);
        m_layersPerSubmit = std::clamp(m_tuning.submitMilliseconds / perLayer,
                                       m_layersPerSubmit / 4, m_layersPerSubmit * 4);
        layer = end;
        const bool last = layer == h.layerCount;
        if (progress && !progress(done + (last ? m_prefill.columns : 0)) && !last) {
            return 0;
        }
    }
    return m_prefill.columns;
}

std::span<const float> Forward::logits(std::uint32_t firstColumn, std::uint32_t columns) {
    assert(columns > 0 && columns <= kMaxColumns && firstColumn + columns <= m_prefill.columns);
    const Hparams& h = m_model.hparams();
    const std::uint64_t count = std::uint64_t(columns) * h.vocabularySize;
    run([&](DispatchRecorder& out) {
        PrefillRecorder rec(out, m_pipelines, m_tuning, m_model.architecture(), h, m_prefill);
        rec.normHead(m_model.weights(), firstColumn, columns);
        out.copy({m_prefill.logits.buffer, m_prefill.logits.offset, count * 4}, whole(m_logitsOut));
    });
    return m_logitsOut.as<const float>().first(count);
}

std::vector<float> Forward::stepLogits() {
    const std::uint64_t count = m_model.hparams().vocabularySize;
    run([&](DispatchRecorder& out) {
        out.copy({m_decode.logits.buffer, m_decode.logits.offset, count * 4}, whole(m_logitsOut));
    });
    const auto values = m_logitsOut.as<const float>().first(count);
    return {values.begin(), values.end()};
}

DispatchRecorder& Forward::stepCommands(std::uint32_t columns) {
    std::unique_ptr<DispatchRecorder>& commands = m_steps.at(columns - 1);
    if (commands == nullptr) {
        const PlanFigures ofOne = m_figures;
        commands = std::make_unique<DispatchRecorder>(m_device);
        recordStep(*commands, columns);
        m_figures = columns == 1 ? m_figures : ofOne;
    }
    return *commands;
}

void Forward::recordStep(DispatchRecorder& out, std::uint32_t columns) {
    const Hparams& h = m_model.hparams();
    m_decode.columns = columns;
    out.begin();
    DecodeRecorder rec(out, m_pipelines, m_tuning, m_model.architecture(), h, m_decode);
    showTexels(out, 0);
    rec.embedPerLayer(m_model.weights(), m_states, sizeof(shaders::StepState) / 4);
    for (std::uint32_t l = 0; l < h.layerCount; ++l) {
        showTexels(out, l);
        recordLayer(h.layers[l], {rec, m_model.weights().layers()[l], cacheView(l, 0)});
    }
    m_figures.dispatchesPerLayer = double(out.dispatchCount()) / h.layerCount;
    const std::uint32_t layerBarriers = out.barrierCount();
    rec.normHead(m_model.weights(), 0, columns);
    rec.sample(m_model.weights(), m_states, m_settings, whole(m_ring));
    out.end();
    // The first layer of a step waits by the barrier at the begin of the commands.
    m_figures.barriersPerLayer = double(layerBarriers + 1) / h.layerCount;
    m_figures.dispatches = out.dispatchCount();
    m_figures.barriers = out.barrierCount() + 1;
}

std::vector<KernelTime> Forward::profileStep() {
    DispatchRecorder timed(m_device, true);
    recordStep(timed, 1);
    m_device.wait(m_device.submit(timed.commands()));
    return timed.times();
}

void Forward::startDecode(const shaders::StepState& state, const shaders::SampleSettings& settings,
                          const PageLists& pages) {
    uploadPages(pages);
    m_columns = m_decode.columns = 1;
    const StepLayout step(m_pageStride);
    const std::uint64_t offset = align(m_tuning.prefillColumns * 4ULL);
    std::byte* upload = m_upload.mapped().data() + offset;
    std::memcpy(upload + step.states, &state, sizeof state);
    std::memcpy(upload + step.settings, &settings, sizeof settings);
    run([&](DispatchRecorder& out) {
        out.copy({m_upload.handle(), offset, step.bytes}, whole(m_step));
        PrefillRecorder head(out, m_pipelines, m_tuning, m_model.architecture(), m_model.hparams(),
                             m_prefill);
        head.normHead(m_model.weights(), m_prefill.columns - 1, 1);
        DecodeRecorder rec(out, m_pipelines, m_tuning, m_model.architecture(), m_model.hparams(),
                           m_decode);
        rec.sample(m_model.weights(), m_states, m_settings, whole(m_ring));
    });
}

void Forward::resumeDecode(std::span<const DecodeColumn> columns) {
    assert(!columns.empty() && columns.size() <= kMaxColumns);
    m_columns = static_cast<std::uint32_t>(columns.size());
    const StepLayout step(m_pageStride);
    const std::uint64_t offset = align(m_tuning.prefillColumns * 4ULL);
    std::byte* upload = m_upload.mapped().data();
    for (std::uint32_t i = 0; i < m_columns; ++i) {
        const DecodeColumn& column = columns[i];
        uploadPages(*column.pages, i);
        std::memcpy(upload + i * 4ULL, &column.state.token, 4);
        std::memcpy(upload + offset + step.states + i * sizeof column.state, &column.state,
                    sizeof column.state);
        std::memcpy(upload + offset + step.settings + i * sizeof column.settings, &column.settings,
                    sizeof column.settings);
    }
    Activations fed = m_prefill;
    fed.columns = m_columns;
    run([&](DispatchRecorder& out) {
        out.copy({m_upload.handle(), offset, step.bytes}, whole(m_step));
        PrefillRecorder rec(out, m_pipelines, m_tuning, m_model.architecture(), m_model.hparams(),
                            fed);
        rec.embed(m_model.weights(), {m_upload.handle(), 0, m_columns * 4ULL});
    });
}

std::uint64_t Forward::submitStep() {
    return m_device.submit(stepCommands(m_columns).commands());
}

bool Forward::wait(std::uint64_t step, std::chrono::nanoseconds timeout) {
    return m_device.wait(step, timeout);
}

std::uint32_t Forward::ringToken(std::uint32_t index, std::uint32_t column) const {
    return m_ring
        .as<const std::uint32_t>()[column * CONCLAVE_RING_SIZE + index % CONCLAVE_RING_SIZE];
}

} // namespace conclave
