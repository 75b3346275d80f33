// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How fast a device moves memory: the limit that decoding is measured against.
#pragma once

#include "engine/vulkan/device.h"

namespace conclave {

/// Bytes per second, read and written together, of large copies inside the device.
[[nodiscard]] double measureBandwidth(Device& device);

} // namespace conclave
