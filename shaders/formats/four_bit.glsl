// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Four-bit codes that name one of 16 levels: IQ4_NL, IQ4_XS, MXFP4 and NVFP4.

/// The levels of IQ4, -127 to 113, of codes 0 to 15: a polynomial that comes closer to them than 0.44
/// is faster than any table here.
vec4 iq4Levels(vec4 q) {
    return roundEven((((0.001586 * q + 0.031086) * q - 1.3719) * q + 24.174) * q - 126.57);
}

/// 12 more than twice the values of E2M1 (OCP Microscaling Formats 1.0), of four codes in the bytes
/// of a word: the sizes 0, 1, 2, 3, 4, 6, 8, 12 and a sign.
const float E2M1_OFFSET = 12.0;
uint twiceE2m1(uint codes) {
    uint fours = (codes >> 2) & 0x01010101u, twos = (codes >> 1) & fours;
    uint sizes = (codes & 0x07070707u) + (codes & (fours * 3u)) + ((twos & codes) << 1);
    uint minus = ((codes >> 3) & 0x01010101u) * 0xFFu;
    return ((0x0C0C0C0Cu + sizes) & ~minus) | ((0x0C0C0C0Cu - sizes) & minus);
}

/// IQ4_NL: planes of nibbles and half scales.
Chunk chunk_iq4_nl(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    takeNibbles(weightQuad(address, row + chunk), c.codes);
    [[unroll]] for (uint i = 0; i < 8; ++i) {
        c.codes[i] = iq4Levels(c.codes[i]);
    }
    c.scale = vec2(planeHalf(address, row + rowLength / 32, chunk));
    c.offset = vec2(0);
    return c;
}

/// IQ4_XS: planes of nibbles and {half d, upper pairs of bits of 8 scales, their lower nibbles}.
Chunk chunk_iq4_xs(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uvec2 header = planePair(address, row + rowLength / 32, chunk / 8);
    uint piece = chunk & 7u;
    takeNibbles(weightQuad(address, row + chunk), c.codes);
    [[unroll]] for (uint i = 0; i < 8; ++i) {
        c.codes[i] = iq4Levels(c.codes[i]);
    }
    uint scale = bitfieldExtract(header.y, int(4 * piece), 4) |
                 bitfieldExtract(header.x, int(16 + 2 * piece), 2) << 4;
    c.scale = vec2(unpackHalf2x16(header.x).x * (float(scale) - 32.0));
    c.offset = vec2(0);
    return c;
}

/// MXFP4: planes of nibbles and exponents, whose scale is 2^(x - 127) (E8M0).
Chunk chunk_mxfp4(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uvec4 q = weightQuad(address, row + chunk);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        c.codes[i] = bytes4(twiceE2m1(q[i] & 0x0F0F0F0Fu));
        c.codes[i + 4] = bytes4(twiceE2m1((q[i] >> 4) & 0x0F0F0F0Fu));
    }
    uint x = planeByte(address, row + rowLength / 32, chunk);
    c.scale = vec2(uintBitsToFloat(x > 1 ? (x - 1) << 23 : 0x00200000u << x)); // halved
    c.offset = -E2M1_OFFSET * c.scale;
    return c;
}

/// Half of an unsigned E4M3: exponent bias 7, subnormals; not-a-number stands for 0.
float halfE4m3(uint bits) {
    uint exponent = (bits >> 3) & 15u, mantissa = bits & 7u;
    float size = exponent == 0 ? float(mantissa) * (1.0 / 1024.0)
                               : uintBitsToFloat((exponent + 119) << 23 | mantissa << 20);
    return (bits & 127u) == 127u ? 0.0 : size;
}

/// NVFP4: planes of nibbles and four scales for 64 weights. Eight bytes hold 16 weights: the lower
/// nibbles the first eight.
Chunk chunk_nvfp4(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uvec4 q = weightQuad(address, row + chunk);
    [[unroll]] for (uint run = 0; run < 2; ++run) {
        [[unroll]] for (uint i = 0; i < 2; ++i) {
            uint word = q[2 * run + i];
            c.codes[4 * run + i] = bytes4(twiceE2m1(word & 0x0F0F0F0Fu));
            c.codes[4 * run + i + 2] = bytes4(twiceE2m1((word >> 4) & 0x0F0F0F0Fu));
        }
    }
    uint scales = planeShort(address, row + rowLength / 32, chunk);
    c.scale = vec2(halfE4m3(scales & 0xFFu), halfE4m3(scales >> 8));
    c.offset = -E2M1_OFFSET * c.scale;
    return c;
}
