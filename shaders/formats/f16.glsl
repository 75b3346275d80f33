// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// F16: 32 consecutive weights are four quads of eight IEEE 754 half floats.
void expand_f16(uvec2 address, uint row, uint chunk, uint rowLength, out vec4 w[8]) {
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uvec4 q = weightQuad(address, row + chunk * 4 + i);
        w[2 * i] = vec4(unpackHalf2x16(q.x), unpackHalf2x16(q.y));
        w[2 * i + 1] = vec4(unpackHalf2x16(q.z), unpackHalf2x16(q.w));
    }
}
