// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Families that mix gated delta nets with gated attention.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/arch/hparams_reader.h"

namespace conclave {

/// The sizes of the gated delta nets, and which layers have one: all but every
/// full_attention_interval-th, whose attention gets an output gate instead.
void readDeltaNet(const HparamsReader& read, KeyHeadOrder order, Hparams& hparams);

} // namespace conclave
