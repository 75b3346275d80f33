// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What unpacking a block format gives, and the bit work that the formats share.
#ifndef CONCLAVE_CHUNK_GLSL
#define CONCLAVE_CHUNK_GLSL

/// 32 weights in two runs of 16, codes[0..3] and codes[4..7]: weight = code * scale + offset, with
/// .x for the first run and .y for the second. Codes are exact, and so is every weight.
struct Chunk {
    vec4 codes[8];
    vec2 scale;
    vec2 offset;
};

uint byteOf(uint word, uint i) { return bitfieldExtract(word, int(8 * i), 8); }
vec4 bytes4(uint word) {
    return vec4(word & 0xFFu, bitfieldExtract(word, 8, 8), bitfieldExtract(word, 16, 8), word >> 24);
}
vec4 signedBytes(uint word) {
    int bytes = int(word);
    return vec4(bitfieldExtract(bytes, 0, 8), bitfieldExtract(bytes, 8, 8),
                bitfieldExtract(bytes, 16, 8), bytes >> 24);
}

/// The first and the second run from the lower and the upper nibbles of 16 bytes.
void takeNibbles(uvec4 q, out vec4 codes[8]) {
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        codes[i] = bytes4(q[i] & 0x0F0F0F0Fu);
        codes[i + 4] = bytes4((q[i] >> 4) & 0x0F0F0F0Fu);
    }
}

/// The lower four bits, one to each byte.
uint spreadBits(uint bits) { return ((bits & 15u) * 0x00204081u) & 0x01010101u; }

/// Four bytes of sizes from 1 to 127 as signed bytes: a set bit of the lower four means minus.
uint negate(uint sizes, uint signs) {
    uint minus = spreadBits(signs);
    return (sizes ^ (minus * 0xFFu)) + minus;
}

// Device rows are stored in planes, see engine/model/weight_layout.h. Every plane begins at a quad.
uint planeWord(uvec2 address, uint plane, uint i) { return weightWord(address, plane * 4 + i); }
uint planeShort(uvec2 address, uint plane, uint i) {
    return bitfieldExtract(planeWord(address, plane, i / 2), int(16 * (i & 1u)), 16);
}
uint planeByte(uvec2 address, uint plane, uint i) {
    return byteOf(planeWord(address, plane, i / 4), i & 3u);
}
uvec2 planePair(uvec2 address, uint plane, uint i) {
    uvec4 two = weightQuad(address, plane + i / 2);
    return (i & 1u) == 0 ? two.xy : two.zw;
}
float planeHalf(uvec2 address, uint plane, uint i) {
    return unpackHalf2x16(planeShort(address, plane, i)).x;
}

/// Quads of a plane with so many bytes.
uint planeQuads(uint bytes) { return (bytes + 15) / 16; }

#endif
