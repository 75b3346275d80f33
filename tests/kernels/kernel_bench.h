// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Runs single operations of the Recorder on a tiny random model and reads what they leave behind.
#pragma once

#include "engine/model/activations.h"
#include "engine/model/kv_cache.h"
#include "engine/model/model.h"
#include "engine/model/recurrent_state.h"
#include "engine/reference/kernels.h"
#include "tests/support/dice.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace conclave::test {

enum class Lowering { decode, prefill };

/// The device of a test program, with a folder for its models. Validation messages are failures.
class TestDevice {
public:
    TestDevice();
    ~TestDevice();

    [[nodiscard]] Device& device() noexcept { return m_device; }
    [[nodiscard]] Pipelines& pipelines() noexcept { return m_pipelines; }
    /// A new file of a random model; `shape` as in conclave-cli synth. `pure`: all matrices in the
    /// format that the type is named after, the embedding, too.
    [[nodiscard]] std::filesystem::path synth(const std::string& architecture,
                                              const std::string& shape, const std::string& type,
                                              bool pure = false);
    /// What the validation layer said so far, or that it is missing; empty is right.
    [[nodiscard]] std::string complaints() const;

private:
    Device m_device;
    Pipelines m_pipelines;
    std::filesystem::path m_folder;
    int m_models = 0;
};

/// Any shape of dispatches that the kernels must cope with.
[[nodiscard]] Tuning randomTuning(const Device& device, Dice& dice);

/// One model with activations for `columns` tokens and a KV cache of `pages` pages. Layer 0 is the
/// one that operations use.
class KernelBench {
public:
    KernelBench(TestDevice& device, const std::filesystem::path& model, const Tuning& tuning,
                std::uint32_t columns, std::uint32_t pages = 1,
                CacheType cacheType = CacheType::f16);

    [[nodiscard]] const Hparams& hparams() const noexcept { return m_model.hparams(); }
    [[nodiscard]] const LayerWeights& layer() const { return m_model.weights().layers()[0]; }
    [[nodiscard]] const Weights& weights() const { return m_model.weights(); }
    [[nodiscard]] Activations& activations(Lowering lowering) noexcept {
        return lowering == Lowering::decode ? m_layout.decode : m_layout.prefill;
    }
    /// A tensor of layer 0 ("attn_q") or of the model ("output_norm"), expanded.
    [[nodiscard]] reference::Vector expanded(const std::string& name) const;

    /// Cache, page tables (of 16 columns) and states of the operations to come.
    [[nodiscard]] CacheView cache(std::uint32_t firstPosition = 0) const;
    /// All recurrent states of layer 0.
    [[nodiscard]] BufferRange recurrent() const { return m_recurrent.layer(0); }
    void setPageTable(std::span<const std::uint32_t> pages); ///< [columns, pages]
    void setStates(std::span<const shaders::StepState> states);
    [[nodiscard]] BufferRange states() const noexcept { return whole(m_states); }

    /// Copies to the device and back. Ranges of the arena and of other buffers alike.
    void write(BufferRange to, std::span<const std::byte> bytes);
    void write(BufferRange to, std::span<const float> values) { write(to, std::as_bytes(values)); }
    [[nodiscard]] std::vector<std::byte> read(BufferRange from, std::uint64_t bytes);
    [[nodiscard]] std::vector<float> readFloats(BufferRange from, std::uint64_t count);

    /// Records with that lowering, runs, waits.
    void run(Lowering lowering, const std::function<void(Recorder&)>& record);
    /// The same for what only decode can do.
    void runDecode(const std::function<void(DecodeRecorder&)>& record);

private:
    void execute(const std::function<void(DispatchRecorder&)>& record);

    TestDevice& m_device;
    Model m_model;
    Tuning m_tuning;
    ArenaLayout m_layout;
    KvCache m_cache;
    RecurrentState m_recurrent; ///< as many slots as a table has columns
    Buffer m_arena, m_pageTable, m_states, m_nothing;
    TexelView m_arenaTexels, m_noTexels; ///< what the texel bindings show
};

/// NMSE of the device's values, each call's worst kept in a failure message.
#define VERIFY_CLOSE(values, expected, limit)                                                      \
    do {                                                                                           \
        const double closeError = conclave::test::nmse(values, expected);                          \
        QVERIFY2(                                                                                  \
            closeError <= (limit),                                                                 \
            qPrintable(QString("%1: NMSE %2, allowed %3").arg(label).arg(closeError).arg(limit))); \
    } while (false)

} // namespace conclave::test
