// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/fit.h"

#include "shaders/params.h"

#include <algorithm>

namespace conclave {

namespace {

constexpr std::uint64_t kPage = 64; ///< tokens, as engine/model/kv_cache.h has them
constexpr std::uint64_t kMB = 1'000'000, kGB = 1'000'000'000;
constexpr std::uint64_t kDecodeColumns = 16; ///< see engine/model/forward.h

std::uint64_t less(std::uint64_t a, std::uint64_t b) {
    return a > b ? a - b : 0;
}

std::uint64_t toPage(std::uint64_t tokens) {
    return (tokens + kPage - 1) / kPage * kPage;
}

/// Tokens of a prefill chunk; see engine/model/tuning.cpp.
std::uint64_t prefillColumns(DeviceMemory memory) {
    return memory == DeviceMemory::software ? 64 : 512;
}

std::uint64_t forSystem(std::uint64_t ram) {
    return std::max(2 * kGB, ram / 8);
}

/// The largest multiple of a page whose cache leaves `room`; the cache only grows with the context.
std::uint64_t contextWithin(const PlanModel& model, const PlanMachine& machine,
                            std::uint64_t room) {
    std::uint64_t low = 0, high = model.contextTrained / kPage;
    while (low < high) {
        const std::uint64_t middle = (low + high + 1) / 2;
        if (cacheBytes(model, middle * kPage, machine.cacheType, machine.memory) <= room) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low * kPage;
}

} // namespace

MemoryOffer memoryOffer(const PlanMachine& machine) {
    switch (machine.memory) {
    case DeviceMemory::separate:
        return {less(machine.deviceBytes, std::clamp(machine.deviceBytes / 10, 256 * kMB, 1 * kGB)),
                less(machine.ramBytes, std::max(forSystem(machine.ramBytes), 3 * kGB))};
    case DeviceMemory::shared:
        if (machine.apple) {
            const bool large = machine.ramBytes > 36ULL << 30;
            return {large ? machine.ramBytes / 4 * 3 : machine.ramBytes / 3 * 2, 0};
        }
        break;
    case DeviceMemory::software:
        break;
    }
    const std::uint64_t left = less(machine.ramBytes, forSystem(machine.ramBytes));
    return {machine.deviceBytes == 0 ? left : std::min(machine.deviceBytes, left), 0};
}

std::uint64_t cacheBytes(const PlanModel& model, std::uint64_t context, CacheType type,
                         DeviceMemory memory) {
    const CacheNeed& need = model.cache;
    // A chunk may begin in the middle of a page, and so may the window before it.
    const std::uint64_t window = toPage(need.windowTokens + prefillColumns(memory)) + 2 * kPage;
    const std::uint64_t tokens = toPage(context), kept = std::min(tokens, window);
    const bool bytes = type == CacheType::q8_0 && need.fullPerTokenQ8 + need.windowPerTokenQ8 > 0;
    return need.state + (bytes ? need.fullPerTokenQ8 : need.fullPerToken) * tokens +
           (bytes ? need.windowPerTokenQ8 : need.windowPerToken) * kept;
}

std::uint64_t scratchBytes(const PlanModel& model, DeviceMemory memory) {
    const WorkShape& s = model.shape;
    const std::uint64_t columns = prefillColumns(memory);
    const std::uint64_t hidden = std::max(s.expertsUsed * s.expertFeedForward, s.feedForward);
    const std::uint64_t routed = s.experts > 0 ? s.experts + sizeof(shaders::Route) / 4 : 0;
    const std::uint64_t perColumn =
        3 * s.embedding + s.attention + 2 * s.perLayer + routed + hidden + s.sharedFeedForward;
    const std::uint64_t numbers = (columns + kDecodeColumns) * perColumn +
                                  columns * (1 + s.expertsUsed) * s.embedding +
                                  kDecodeColumns * s.vocabulary;
    const std::uint64_t partials =
        memory == DeviceMemory::software ? 0 : kDecodeColumns * s.attentionPartials;
    return (numbers + partials) * sizeof(float);
}

FitPlan planFit(const PlanModel& model, const PlanMachine& machine, std::uint64_t context) {
    const MemoryOffer offer = memoryOffer(machine);
    FitPlan plan;
    plan.context = model.contextTrained > 0 ? std::min(context, model.contextTrained) : context;
    plan.device.offered = offer.device;
    plan.ram.offered = offer.ram;
    plan.device.cache = cacheBytes(model, plan.context, machine.cacheType, machine.memory);
    plan.device.scratch = scratchBytes(model, machine.memory);
    plan.device.weights = model.weightBytes;
    if (plan.device.needed() <= offer.device) {
        plan.verdict = FitVerdict::fits;
        plan.largestContext =
            contextWithin(model, machine, offer.device - model.weightBytes - plan.device.scratch);
        return plan;
    }
    // As many experts as find room stay on the device.
    const std::uint64_t fixed = model.weightBytes - model.expertBytes;
    const std::uint64_t besides = fixed + plan.device.cache + plan.device.scratch;
    const std::uint64_t room = less(offer.device, besides);
    const std::uint64_t inRam = less(model.expertBytes, room);
    if (model.expertBytes > 0 && besides <= offer.device && inRam <= offer.ram) {
        plan.verdict = FitVerdict::expertsInRam;
        plan.device.weights = model.weightBytes - inRam;
        plan.ram.weights = inRam;
        const std::uint64_t outside = less(model.expertBytes, offer.ram);
        plan.largestContext = contextWithin(
            model, machine, less(offer.device, fixed + plan.device.scratch + outside));
        return plan;
    }
    if (model.weightBytes + plan.device.scratch <= offer.device) { // a shorter context would do
        plan.largestContext =
            contextWithin(model, machine, offer.device - model.weightBytes - plan.device.scratch);
    }
    return plan;
}

} // namespace conclave
