// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/tuning.h"

#include <algorithm>
#include <thread>

namespace conclave {

Tuning tuningFor(const Device& device) {
    const std::uint32_t lanes = device.lanes();
    Tuning t;
    if (device.physical().software) {
        // A workgroup is a task for a thread: one subgroup each, several per core for balance, and
        // many rows per subgroup because loads are scalar there.
        const std::uint32_t threads = std::max(1U, std::thread::hardware_concurrency());
        t.workgroup = lanes;
        t.rows = 8;
        t.tileRows = 4;
        t.tileColumns = 4;
        t.maxWorkgroups = 8 * threads;
        t.attentionJobs = threads;
        t.maxIterations = 16384;
        t.sampleWorkgroup =
            16 * lanes; // a long vocabulary is scanned many times, see maxIterations
        t.prefillColumns = 64;
    } else {
        t.workgroup = 4 * lanes;
        t.rows = 2;
        t.tileRows = 2;
        t.tileColumns = 8;
        t.maxWorkgroups = 1U << 16;
        t.attentionJobs = 128;
        t.sampleWorkgroup =
            std::min(1024U, device.physical().limits.maxComputeWorkGroupInvocations);
        t.prefillColumns = 512;
    }
    return t;
}

} // namespace conclave
