// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// IQ1, IQ2 and IQ3: codes name points of a grid, eight weights (in IQ3 four) at once. The grids of
// IQ2 and IQ3 hold sizes; signs are bits beside them.
layout(set = 0, binding = CONCLAVE_BINDING_CODEBOOKS) uniform utextureBuffer codebookTexels;

/// Eight bytes, from entry `i` of a grid that begins at texel `book`.
uvec2 gridEight(uint book, uint i) { return texelFetch(codebookTexels, int(book + i)).xy; }
/// Four bytes.
uint gridFour(uint book, uint i) {
    uvec2 two = gridEight(book, i / 2);
    return (i & 1u) == 0 ? two.x : two.y;
}

/// Eight sign bits from seven: the number of minus signs is even.
uint evenSigns(uint seven) { return seven | (uint(bitCount(seven)) & 1u) << 7; }

/// Codes of weights 8g to 8g + 7 of a chunk.
void takeSigned(uvec2 sizes, uint signs, uint g, inout vec4 codes[8]) {
    codes[2 * g] = signedBytes(negate(sizes.x, signs));
    codes[2 * g + 1] = signedBytes(negate(sizes.y, signs >> 4));
}

/// IQ2_XXS: planes of {4 bytes of entries, 4 times seven signs and four bits of scale}, and half d.
Chunk chunk_iq2_xxs(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uvec2 q = planePair(address, row, chunk);
    [[unroll]] for (uint g = 0; g < 4; ++g) {
        takeSigned(gridEight(CONCLAVE_CODEBOOK_IQ2_XXS, byteOf(q.x, g)),
                   evenSigns((q.y >> (7 * g)) & 127u), g, c.codes);
    }
    float d = planeHalf(address, row + rowLength / 64, chunk / 8);
    c.scale = vec2(d * (0.5 + float(q.y >> 28)) * 0.25);
    c.offset = vec2(0);
    return c;
}

/// The scales of a chunk from a byte with two nibbles.
vec2 nibbleScales(float d, uint scales) {
    return d * (0.5 + vec2(scales & 15u, scales >> 4)) * 0.25;
}

/// IQ2_XS: planes of pairs of bytes (nine bits of entry, seven signs), of nibbles of scale, of half d.
Chunk chunk_iq2_xs(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint blocks = rowLength / 256, scalePlane = row + blocks * 4;
    uvec2 q = planePair(address, row, chunk);
    [[unroll]] for (uint g = 0; g < 4; ++g) {
        uint code = bitfieldExtract(q[g / 2], int(16 * (g & 1u)), 16);
        takeSigned(gridEight(CONCLAVE_CODEBOOK_IQ2_XS, code & 511u), evenSigns(code >> 9), g,
                   c.codes);
    }
    c.scale = nibbleScales(planeHalf(address, scalePlane + planeQuads(blocks * 8), chunk / 8),
                           planeByte(address, scalePlane, chunk));
    c.offset = vec2(0);
    return c;
}

/// IQ2_S: planes of {4 bytes of entries, 4 bytes of signs}, of {8 bytes of upper pairs of bits of
/// entries, 8 bytes of scales}, of half d.
Chunk chunk_iq2_s(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint blocks = rowLength / 256, piece = chunk & 7u;
    uvec2 q = planePair(address, row, chunk);
    uvec4 header = weightQuad(address, row + blocks * 4 + chunk / 8);
    uint high = byteOf(piece < 4 ? header.x : header.y, piece & 3u);
    [[unroll]] for (uint g = 0; g < 4; ++g) {
        uint entry = byteOf(q.x, g) | ((high >> (2 * g)) & 3u) << 8;
        takeSigned(gridEight(CONCLAVE_CODEBOOK_IQ2_S, entry), byteOf(q.y, g), g, c.codes);
    }
    c.scale = nibbleScales(planeHalf(address, row + blocks * 5, chunk / 8),
                           byteOf(piece < 4 ? header.z : header.w, piece & 3u));
    c.offset = vec2(0);
    return c;
}

/// IQ3_XXS: planes of 8 bytes of entries, of words of signs and scale as in IQ2_XXS, of half d.
Chunk chunk_iq3_xxs(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint blocks = rowLength / 256;
    uvec2 q = planePair(address, row, chunk);
    uint more = planeWord(address, row + blocks * 4, chunk);
    [[unroll]] for (uint g = 0; g < 4; ++g) {
        uint pair = q[g / 2] >> (16 * (g & 1u));
        takeSigned(uvec2(gridFour(CONCLAVE_CODEBOOK_IQ3_XXS, pair & 0xFFu),
                         gridFour(CONCLAVE_CODEBOOK_IQ3_XXS, byteOf(pair, 1))),
                   evenSigns((more >> (7 * g)) & 127u), g, c.codes);
    }
    c.scale = vec2(planeHalf(address, row + blocks * 6, chunk / 8) * (0.5 + float(more >> 28)) * 0.5);
    c.offset = vec2(0);
    return c;
}

/// IQ3_S: 256 weights in seven quads: 64 bytes of entries, 32 bytes of signs, {8 bytes of ninth bits
/// of entries, 8 nibbles of scales, half d, padding}.
Chunk chunk_iq3_s(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint block = row + (chunk / 8) * 7, piece = chunk & 7u;
    uvec2 q = planePair(address, block, piece);
    uint signs = planeWord(address, block + 4, piece);
    uvec4 header = weightQuad(address, block + 6);
    uint ninth = byteOf(piece < 4 ? header.x : header.y, piece & 3u);
    [[unroll]] for (uint g = 0; g < 4; ++g) {
        uint pair = q[g / 2] >> (16 * (g & 1u));
        uint high = ninth >> (2 * g);
        takeSigned(uvec2(gridFour(CONCLAVE_CODEBOOK_IQ3_S, (pair & 0xFFu) | (high & 1u) << 8),
                         gridFour(CONCLAVE_CODEBOOK_IQ3_S, byteOf(pair, 1) | (high & 2u) << 7)),
                   byteOf(signs, g), g, c.codes);
    }
    uint scale = bitfieldExtract(header.z, int(4 * piece), 4);
    c.scale = vec2(unpackHalf2x16(header.w).x * float(1 + 2 * scale));
    c.offset = vec2(0);
    return c;
}

/// Eight weights of IQ1: a point of its grid, moved an eighth up or down.
void takeShifted(uint entry, bool down, uint g, inout vec4 codes[8]) {
    uvec2 point = gridEight(CONCLAVE_CODEBOOK_IQ1, entry);
    float shift = down ? -0.125 : 0.125;
    codes[2 * g] = signedBytes(point.x) + shift;
    codes[2 * g + 1] = signedBytes(point.y) + shift;
}

/// IQ1_S: planes of 4 bytes of entries, of two bytes with their upper bits, scale and shift, of half d.
Chunk chunk_iq1_s(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint blocks = rowLength / 256;
    uint q = planeWord(address, row, chunk);
    uint more = planeShort(address, row + blocks * 2, chunk);
    [[unroll]] for (uint g = 0; g < 4; ++g) {
        takeShifted(byteOf(q, g) | ((more >> (3 * g)) & 7u) << 8, more >= 0x8000u, g, c.codes);
    }
    float d = planeHalf(address, row + blocks * 3, chunk / 8);
    c.scale = vec2(d * float(2 * ((more >> 12) & 7u) + 1));
    c.offset = vec2(0);
    return c;
}

/// IQ1_M: planes of 4 bytes of entries, of four nibbles with their upper bits and shifts, of four
/// times {four scales of three bits, a nibble of the half d}.
Chunk chunk_iq1_m(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint blocks = rowLength / 256;
    uint q = planeWord(address, row, chunk);
    uint more = planeShort(address, row + blocks * 2, chunk);
    uvec2 scales = planePair(address, row + blocks * 3, chunk / 8);
    [[unroll]] for (uint g = 0; g < 4; ++g) {
        uint nibble = more >> (4 * g);
        takeShifted(byteOf(q, g) | (nibble & 7u) << 8, (nibble & 8u) != 0, g, c.codes);
    }
    uvec2 tops = (scales >> 12) & 0x000F000Fu;
    uint d = (tops.x & 15u) | (tops.x >> 12) | (tops.y & 15u) << 8 | (tops.y >> 16) << 12;
    uint piece = chunk & 7u;
    uint own = (piece < 4 ? scales.x : scales.y) >> (16 * ((piece >> 1) & 1u) + 6 * (piece & 1u));
    c.scale = unpackHalf2x16(d).x * vec2(2 * (own & 7u) + 1, 2 * ((own >> 3) & 7u) + 1);
    c.offset = vec2(0);
    return c;
}
