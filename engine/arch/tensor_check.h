// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The shapes of all tensors that a model needs.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/arch/hparams_reader.h"

namespace conclave {

/// Throws Error(badFile) for a missing tensor or another shape, Error(unsupported) for sizes and
/// formats that the kernels cannot run. What a file may leave out is checked where it is there.
void checkTensors(const HparamsReader& read, const Architecture& architecture, const Hparams& h);

} // namespace conclave
