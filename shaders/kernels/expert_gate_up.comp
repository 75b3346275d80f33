#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Decode: one tile per assignment, the experts straight from the route.
#extension GL_GOOGLE_include_directive : require
#include "shaders/kernels/expert_gate_up.glsl"
