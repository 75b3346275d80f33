// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/device_bandwidth.h"

#include "engine/error.h"
#include "engine/vulkan/bandwidth.h"

namespace conclave {

double deviceBandwidth(const std::string& selector) {
    try {
        Device device(selector);
        return measureBandwidth(device);
    } catch (const Error&) {
        return 0; // the plan then has no speed to tell
    }
}

} // namespace conclave
