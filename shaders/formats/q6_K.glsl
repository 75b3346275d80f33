// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q6_K: 256 weights of 6 bits, a signed scale per 16, a half factor. Blocks of 210 bytes are not
// aligned, so device rows hold four planes: low nibbles, high bit pairs, scales, factors.
void expand_q6_K(uvec2 address, uint row, uint chunk, uint rowLength, out vec4 w[8]) {
    uint block = chunk / 8;
    uint half_ = (chunk / 4) & 1u;
    uint piece = chunk & 3u;
    uint highPlane = row + rowLength / 32;
    uint scalePlane = highPlane + rowLength / 64;
    uint factorPlane = scalePlane + rowLength / 256;
    uvec4 q = weightQuad(address, row + chunk);
    uvec4 h = weightQuad(address, highPlane + block * 4 + half_ * 2 + (piece & 1u)) >> (piece & 2u);
    uint scaleWord = scalePlane * 4 + block * 4 + half_ * 2;
    int lowScale = bitfieldExtract(int(weightWord(address, scaleWord)), int(8 * piece), 8);
    int highScale = bitfieldExtract(int(weightWord(address, scaleWord + 1)), int(8 * piece), 8);
    vec2 factors = unpackHalf2x16(weightWord(address, factorPlane * 4 + block / 2));
    float d = (block & 1u) == 0 ? factors.x : factors.y;
    float low = d * float(lowScale), high = d * float(highScale);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint lowBits = (h[i] & 0x03030303u) << 4;
        uint highBits = h[i] & 0x30303030u;
        w[i] = low * (bytes4((q[i] & 0x0F0F0F0Fu) | lowBits) - 32.0);
        w[i + 4] = high * (bytes4(((q[i] >> 4) & 0x0F0F0F0Fu) | highBits) - 32.0);
    }
}
