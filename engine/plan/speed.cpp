// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/speed.h"

#include <algorithm>

namespace conclave {

namespace {

/// Of the bandwidth of a copy measured here, and of the figure on the box. In software the
/// arithmetic is the limit: `bench` counted 0.060 of a copy for Q4_K_M, 0.065 for Q8_0 and 0.033
/// for a small mixture of experts (llvmpipe, two cores, 2026-11-25).
constexpr double kOfMeasured = 0.8, kOfPublished = 0.7, kOfRam = 0.6, kOfSoftware = 0.06;
/// Work per layer that does not depend on its size: small kernels and the waits between them.
constexpr double kSecondsPerLayer = 30e-6, kSecondsPerLayerInSoftware = 150e-6;
/// Share of the estimate to both sides.
constexpr double kErrorSoftware = 0.5, kErrorPublished = 0.35, kErrorMeasured = 0.25,
                 kErrorCorrected = 0.15;

double cacheBytesRead(const PlanModel& model, std::uint64_t used) {
    const std::uint64_t window = std::min(used, model.cache.windowTokens);
    return double(model.cache.fullPerToken) * double(used) +
           double(model.cache.windowPerToken) * double(window) + double(model.cache.state);
}

} // namespace

SpeedEstimate estimateSpeed(const PlanModel& model, const PlanMachine& machine, const FitPlan& plan,
                            std::uint64_t used, double correction) {
    const bool needsRam = plan.ram.weights > 0;
    if (plan.verdict == FitVerdict::tooLarge || machine.deviceBandwidth <= 0 ||
        model.bytesPerToken == 0 || (needsRam && machine.ramBandwidth <= 0)) {
        return {};
    }
    // Experts are chosen evenly, as far as a plan knows: those in RAM in proportion.
    const double ramShare =
        model.expertBytes > 0 ? double(plan.ram.weights) / double(model.expertBytes) : 0;
    const double fromRam = double(model.expertBytesPerToken) * ramShare;
    const double fromDevice = double(model.bytesPerToken) - fromRam + cacheBytesRead(model, used);
    const bool software = machine.memory == DeviceMemory::software;
    const double fraction = software                    ? kOfSoftware
                            : machine.bandwidthMeasured ? kOfMeasured
                                                        : kOfPublished;
    double seconds =
        fromDevice / (fraction * machine.deviceBandwidth) +
        double(model.layers) * (software ? kSecondsPerLayerInSoftware : kSecondsPerLayer);
    if (needsRam) {
        seconds += fromRam / (kOfRam * machine.ramBandwidth);
    }
    const bool corrected = correction != 1;
    const double error = corrected                   ? kErrorCorrected
                         : software                  ? kErrorSoftware
                         : machine.bandwidthMeasured ? kErrorMeasured
                                                     : kErrorPublished;
    const double speed = correction / seconds;
    return {speed, speed * (1 - error), speed * (1 + error)};
}

} // namespace conclave
