// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The one place where volk's functions are compiled.
#define VOLK_IMPLEMENTATION
#include "engine/vulkan/vulkan.h"
