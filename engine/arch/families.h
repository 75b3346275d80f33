// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The rows themselves, one file each; architectures.cpp lists them.
#pragma once

#include "engine/arch/architecture.h"

namespace conclave {

extern const Architecture kQwen3;
extern const Architecture kQwen3Moe;

} // namespace conclave
