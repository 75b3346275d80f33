// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Measures the limit of decoding on one device, for callers that know no Vulkan.
#pragma once

#include <string>

namespace conclave {

/// Bytes per second of large copies inside the device that the selector names (see LoadRequest).
/// Opens it, takes 128 MB of it for less than a second, and closes it. 0 if it cannot be opened.
[[nodiscard]] double deviceBandwidth(const std::string& selector);

} // namespace conclave
