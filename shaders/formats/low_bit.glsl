// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One- and two-bit weights with one scale: Q1_0, Q2_0, and the ternary TQ1_0 and TQ2_0.

/// Q1_0: planes of 128 bits and half scales; a set bit is d, another -d.
Chunk chunk_q1_0(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint bits = planeWord(address, row, chunk);
    [[unroll]] for (uint i = 0; i < 8; ++i) {
        c.codes[i] = vec4((uvec4(bits) >> (uvec4(0, 1, 2, 3) + 4 * i)) & 1u);
    }
    float d = planeHalf(address, row + rowLength / 128, chunk / 4);
    c.scale = vec2(2.0 * d);
    c.offset = vec2(-d);
    return c;
}

/// Q2_0: planes of 64 pairs of bits, in order, and half scales.
Chunk chunk_q2_0(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uvec2 q = planePair(address, row, chunk);
    [[unroll]] for (uint i = 0; i < 8; ++i) {
        c.codes[i] = vec4((uvec4(q[i / 4]) >> (uvec4(0, 2, 4, 6) + 8 * (i & 3u))) & 3u);
    }
    c.scale = vec2(planeHalf(address, row + rowLength / 64, chunk / 2));
    c.offset = -c.scale;
    return c;
}

/// TQ2_0: planes of pairs of bits, as in Q2_K, and half scales.
Chunk chunk_tq2_0(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    takePairsOfBits(twoBitQuad(address, row, chunk), c.codes);
    c.scale = vec2(planeHalf(address, row + rowLength / 64, chunk / 8));
    c.offset = -c.scale;
    return c;
}

/// A ternary digit from each byte of a word; `power` is 3 to the number of the digit. A byte is
/// ceil(256 n / 243) for the number n of five digits, so digit k, counted from the front, is the
/// integer part of 3 * (what is left of the fraction after k digits).
vec4 ternaryDigits(uint word, uint power) {
    uint even = ((word & 0x00FF00FFu) * power) & 0x00FF00FFu;
    uint odd = (((word >> 8) & 0x00FF00FFu) * power) & 0x00FF00FFu;
    return bytes4((((even * 3u) >> 8) & 0x00030003u) | ((odd * 3u) & 0x03000300u));
}

/// TQ1_0: planes of 48 bytes with five digits each, of 4 bytes with four, of half scales. The digits
/// of 32 bytes are chunks 0 to 4, those of the next 16 runs, the last run comes from the 4 bytes.
Chunk chunk_tq1_0(uvec2 address, uint row, uint chunk, uint rowLength) {
    const uint powers[5] = {1, 3, 9, 27, 81};
    Chunk c;
    uint block = chunk / 8, piece = chunk & 7u;
    uint restPlane = row + rowLength / 256 * 3;
    uint factorPlane = restPlane + planeQuads(rowLength / 64);
    uvec4 first = weightQuad(address, row + block * 3 + (piece < 5 ? 0 : 2));
    uvec4 second = weightQuad(address, row + block * 3 + (piece < 5 ? 1 : 2));
    uint rest = planeWord(address, restPlane, block);
    uint digit = piece < 5 ? piece : 2 * piece - 10;
    uint next = piece < 5 ? piece : 2 * piece - 9;
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        bool last = piece == 7;
        c.codes[i] = ternaryDigits(first[i], powers[digit]);
        c.codes[i + 4] = ternaryDigits(last ? rest : second[i], last ? powers[i] : powers[next]);
    }
    c.scale = vec2(planeHalf(address, factorPlane, block));
    c.offset = -c.scale;
    return c;
}
