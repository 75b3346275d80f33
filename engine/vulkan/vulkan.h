// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The Vulkan interface, loaded at run time by volk so that the program starts without a loader.
#pragma once

#ifndef VK_NO_PROTOTYPES
#define VK_NO_PROTOTYPES
#endif
#include <volk.h>

namespace conclave {

/// Throws Error of the fitting kind unless the result is a success. `doing` completes the sentence
/// "The graphics driver could not ...".
void check(VkResult result, const char* doing);

} // namespace conclave
