// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/vulkan/bandwidth.h"

#include "engine/vulkan/dispatch_recorder.h"

#include <algorithm>

namespace conclave {

double measureBandwidth(Device& device) {
    constexpr std::uint64_t kBytes = 64 << 20; // beyond the caches of processors
    constexpr int kCopies = 8, kTries = 5;
    const Buffer from(device, kBytes, MemoryKind::device), to(device, kBytes, MemoryKind::device);
    DispatchRecorder recorder(device);
    recorder.begin();
    recorder.fill(whole(from), 1);
    for (int i = 0; i < kCopies; ++i) {
        recorder.copy(whole(from), whole(to));
    }
    recorder.end();

    double best = 0; // whatever disturbs a copy makes it slower
    for (int i = 0; i < kTries; ++i) {
        const auto start = std::chrono::steady_clock::now();
        device.wait(device.submit(recorder.commands()));
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        // A copy reads and writes; the fill before them writes only.
        best = std::max(best, (2.0 * kCopies + 1) * double{kBytes} / seconds.count());
    }
    return best;
}

} // namespace conclave
