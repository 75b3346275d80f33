// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// BF16: the upper half of a float32, eight to a quad.
vec4 bfloat4(uint low, uint high) {
    return uintBitsToFloat(uvec4(low << 16, low & 0xFFFF0000u, high << 16, high & 0xFFFF0000u));
}

void expand_bf16(uvec2 address, uint row, uint chunk, uint rowLength, out vec4 w[8]) {
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uvec4 q = weightQuad(address, row + chunk * 4 + i);
        w[2 * i] = bfloat4(q.x, q.y);
        w[2 * i + 1] = bfloat4(q.z, q.w);
    }
}
