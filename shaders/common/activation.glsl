// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#ifndef CONCLAVE_ACTIVATION_GLSL
#define CONCLAVE_ACTIVATION_GLSL

float sigmoid(float x) { return 1.0 / (1.0 + exp(-x)); }

/// x sigmoid(x), also called swish.
float silu(float x) { return x / (1.0 + exp(-x)); }

/// The tanh form of Hendrycks and Gimpel, arXiv 1606.08415. tanh(z) = 1 - 2 / (exp(2 z) + 1).
float gelu(float x) {
    float z = 0.7978845608028654 * x * (1.0 + 0.044715 * x * x);
    return x * (1.0 - 1.0 / (exp(2.0 * z) + 1.0));
}

/// cap tanh(x / cap); 0: x.
float softCapped(float x, float cap) { return cap > 0 ? cap * tanh(clamp(x / cap, -15.0, 15.0)) : x; }

/// How the two branches of a gated block are joined.
float joined(float gate, float up) {
    if ((FLAGS & CONCLAVE_ACTIVATION_GELU) != 0) {
        return gelu(gate) * up;
    }
    if ((FLAGS & CONCLAVE_ACTIVATION_CLAMPED) != 0) {
        float g = min(gate, 7.0), u = clamp(up, -7.0, 7.0);
        return g * sigmoid(1.702 * g) * (u + 1.0);
    }
    return silu(gate) * up;
}

#endif
