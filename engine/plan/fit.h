// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Whether a model fits a machine at a context length, memory by memory.
#pragma once

#include "engine/engine.h"
#include "engine/plan/plan_model.h"

#include <cstdint>

namespace conclave {

/// How the memory of the device relates to that of the processor.
enum class DeviceMemory {
    separate, ///< a graphics card with its own
    shared,   ///< graphics in the processor, Apple and other unified memory
    software, ///< the processor itself through software Vulkan
};

/// What a plan knows of a machine. Bytes as the system reports them: a "16 GB" card has 2^34.
struct PlanMachine {
    DeviceMemory memory = DeviceMemory::separate;
    bool apple = false;                   ///< macOS lets a GPU have a fixed share of the memory
    std::uint64_t deviceBytes = 0;        ///< the largest device-local heap
    std::uint64_t ramBytes = 0;           ///< of the whole system
    double deviceBandwidth = 0;           ///< bytes per second; 0: unknown
    bool bandwidthMeasured = false;       ///< here, by copying; else as published for this device
    double ramBandwidth = 0;              ///< bytes per second; 0: unknown
    CacheType cacheType = CacheType::f16; ///< as the user has set it
};

/// What a machine can lend to a model after desktop, driver and system have taken their part.
struct MemoryOffer {
    std::uint64_t device = 0;
    std::uint64_t ram = 0; ///< beside the device; 0 where both are the same memory
};

/// Desktop and driver of a graphics card keep a tenth of it, between 256 MB and 1 GB. A system
/// keeps an eighth of shared memory, at least 2 GB; macOS a third, or a quarter above 36 GB.
[[nodiscard]] MemoryOffer memoryOffer(const PlanMachine& machine);

enum class FitVerdict {
    fits,         ///< everything in device memory
    expertsInRam, ///< all but the experts in device memory, the rest of them in RAM
    tooLarge,
};

/// What one memory holds of a model. All bytes.
struct MemoryUse {
    std::uint64_t weights = 0, cache = 0, scratch = 0;
    std::uint64_t offered = 0; ///< see MemoryOffer

    [[nodiscard]] std::uint64_t needed() const noexcept { return weights + cache + scratch; }
    [[nodiscard]] std::uint64_t free() const noexcept {
        return offered > needed() ? offered - needed() : 0;
    }
};

struct FitPlan {
    FitVerdict verdict = FitVerdict::tooLarge;
    MemoryUse device, ram;
    std::uint64_t context = 0;        ///< tokens this plan is for
    std::uint64_t largestContext = 0; ///< tokens that fit under the best verdict; 0: none
};

/// Bytes of the KV cache and the recurrent state at that context, in pages of 64 tokens. Layers
/// with a window keep it and one prefill chunk.
[[nodiscard]] std::uint64_t cacheBytes(const PlanModel& model, std::uint64_t context,
                                       CacheType type = CacheType::f16,
                                       DeviceMemory memory = DeviceMemory::separate);
/// Bytes of the activations of a prefill chunk and of the most answers that run at once; see
/// layoutArena().
[[nodiscard]] std::uint64_t scratchBytes(const PlanModel& model, DeviceMemory memory);

/// `context` is at most what the model was trained for.
[[nodiscard]] FitPlan planFit(const PlanModel& model, const PlanMachine& machine,
                              std::uint64_t context);

} // namespace conclave
