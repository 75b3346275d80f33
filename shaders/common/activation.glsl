// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#ifndef CONCLAVE_ACTIVATION_GLSL
#define CONCLAVE_ACTIVATION_GLSL

/// x sigmoid(x), also called swish.
float silu(float x) { return x / (1.0 + exp(-x)); }

#endif
