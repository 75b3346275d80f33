#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Prefill: tiles of assignments sorted by expert, so that an expert is read once for many columns.
#extension GL_GOOGLE_include_directive : require
#define CONCLAVE_GROUPED
#include "shaders/kernels/expert_gate_up.glsl"
