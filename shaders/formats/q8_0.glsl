// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q8_0: 32 int8 and one half scale. Device rows hold all int8 first, then all scales, so that the
// weights are aligned to quads.
vec4 signedBytes(uint bytes) {
    return vec4(bitfieldExtract(int(bytes), 0, 8), bitfieldExtract(int(bytes), 8, 8),
                bitfieldExtract(int(bytes), 16, 8), bitfieldExtract(int(bytes), 24, 8));
}

void expand_q8_0(uvec2 address, uint row, uint chunk, uint rowLength, out vec4 w[8]) {
    uint pair = weightWord(address, (row + rowLength / 16) * 4 + chunk / 2);
    vec2 scales = unpackHalf2x16(pair);
    float d = (chunk & 1) == 0 ? scales.x : scales.y;
    [[unroll]] for (uint i = 0; i < 2; ++i) {
        uvec4 q = weightQuad(address, row + chunk * 2 + i);
        [[unroll]] for (uint j = 0; j < 4; ++j) {
            w[4 * i + j] = d * signedBytes(q[j]);
        }
    }
}
