// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// All block formats behind one call. `format` is a specialisation constant wherever it is passed,
// so a pipeline keeps the code of its own formats only.
//
// A chunk is 32 weights of a row in two runs of 16: the weights from runStart(), and those
// runDistance() further on. Runs never cross a scale.
#ifndef CONCLAVE_FORMATS_GLSL
#define CONCLAVE_FORMATS_GLSL

#include "shaders/common/chunk.glsl"
#include "shaders/formats/f32.glsl"
#include "shaders/formats/f16.glsl"
#include "shaders/formats/bf16.glsl"
#include "shaders/formats/q8_0.glsl"
#include "shaders/formats/q4_simple.glsl"
#include "shaders/formats/q5_simple.glsl"
#include "shaders/formats/q2_K.glsl"
#include "shaders/formats/q3_K.glsl"
#include "shaders/formats/q4_K.glsl"
#include "shaders/formats/q5_K.glsl"
#include "shaders/formats/q6_K.glsl"
#include "shaders/formats/four_bit.glsl"
#include "shaders/formats/low_bit.glsl"
#include "shaders/formats/codebook.glsl"

// GGUF type ids.
#define FORMAT_F32 0u
#define FORMAT_F16 1u
#define FORMAT_Q4_0 2u
#define FORMAT_Q4_1 3u
#define FORMAT_Q5_0 6u
#define FORMAT_Q5_1 7u
#define FORMAT_Q8_0 8u
#define FORMAT_Q2_K 10u
#define FORMAT_Q3_K 11u
#define FORMAT_Q4_K 12u
#define FORMAT_Q5_K 13u
#define FORMAT_Q6_K 14u
#define FORMAT_IQ2_XXS 16u
#define FORMAT_IQ2_XS 17u
#define FORMAT_IQ3_XXS 18u
#define FORMAT_IQ1_S 19u
#define FORMAT_IQ4_NL 20u
#define FORMAT_IQ3_S 21u
#define FORMAT_IQ2_S 22u
#define FORMAT_IQ4_XS 23u
#define FORMAT_IQ1_M 29u
#define FORMAT_BF16 30u
#define FORMAT_TQ1_0 34u
#define FORMAT_TQ2_0 35u
#define FORMAT_MXFP4 39u
#define FORMAT_NVFP4 40u
#define FORMAT_Q1_0 41u
#define FORMAT_Q2_0 42u

uint runDistance(uint format) {
    switch (format) {
    case FORMAT_Q2_K:
    case FORMAT_Q3_K:
    case FORMAT_Q4_K:
    case FORMAT_Q5_K:
    case FORMAT_TQ2_0: return 32;
    case FORMAT_Q6_K: return 64;
    default: return 16;
    }
}

uint runStart(uint format, uint chunk) {
    uint runs = runDistance(format) / 16; // side by side before the second run of the first chunk
    return (chunk / runs) * (runs * 32) + (chunk & (runs - 1)) * 16;
}

/// Whether offsets of a format are not 0 throughout.
bool hasOffset(uint format) {
    switch (format) {
    case FORMAT_F32:
    case FORMAT_F16:
    case FORMAT_BF16:
    case FORMAT_Q8_0:
    case FORMAT_IQ1_S:
    case FORMAT_IQ1_M:
    case FORMAT_IQ2_XXS:
    case FORMAT_IQ2_XS:
    case FORMAT_IQ2_S:
    case FORMAT_IQ3_XXS:
    case FORMAT_IQ3_S:
    case FORMAT_IQ4_NL:
    case FORMAT_IQ4_XS: return false;
    default: return true;
    }
}

/// A chunk as it is stored; `row` is the quad at which the row begins.
Chunk chunkOf(uint format, uvec2 address, uint row, uint chunk, uint rowLength) {
    switch (format) {
    case FORMAT_F16: return chunk_f16(address, row, chunk, rowLength);
    case FORMAT_BF16: return chunk_bf16(address, row, chunk, rowLength);
    case FORMAT_Q4_0: return chunk_q4_0(address, row, chunk, rowLength);
    case FORMAT_Q4_1: return chunk_q4_1(address, row, chunk, rowLength);
    case FORMAT_Q5_0: return chunk_q5_0(address, row, chunk, rowLength);
    case FORMAT_Q5_1: return chunk_q5_1(address, row, chunk, rowLength);
    case FORMAT_Q8_0: return chunk_q8_0(address, row, chunk, rowLength);
    case FORMAT_Q2_K: return chunk_q2_K(address, row, chunk, rowLength);
    case FORMAT_Q3_K: return chunk_q3_K(address, row, chunk, rowLength);
    case FORMAT_Q4_K: return chunk_q4_K(address, row, chunk, rowLength);
    case FORMAT_Q5_K: return chunk_q5_K(address, row, chunk, rowLength);
    case FORMAT_Q6_K: return chunk_q6_K(address, row, chunk, rowLength);
    case FORMAT_IQ1_S: return chunk_iq1_s(address, row, chunk, rowLength);
    case FORMAT_IQ1_M: return chunk_iq1_m(address, row, chunk, rowLength);
    case FORMAT_IQ2_XXS: return chunk_iq2_xxs(address, row, chunk, rowLength);
    case FORMAT_IQ2_XS: return chunk_iq2_xs(address, row, chunk, rowLength);
    case FORMAT_IQ2_S: return chunk_iq2_s(address, row, chunk, rowLength);
    case FORMAT_IQ3_XXS: return chunk_iq3_xxs(address, row, chunk, rowLength);
    case FORMAT_IQ3_S: return chunk_iq3_s(address, row, chunk, rowLength);
    case FORMAT_IQ4_NL: return chunk_iq4_nl(address, row, chunk, rowLength);
    case FORMAT_IQ4_XS: return chunk_iq4_xs(address, row, chunk, rowLength);
    case FORMAT_TQ1_0: return chunk_tq1_0(address, row, chunk, rowLength);
    case FORMAT_TQ2_0: return chunk_tq2_0(address, row, chunk, rowLength);
    case FORMAT_MXFP4: return chunk_mxfp4(address, row, chunk, rowLength);
    case FORMAT_NVFP4: return chunk_nvfp4(address, row, chunk, rowLength);
    case FORMAT_Q1_0: return chunk_q1_0(address, row, chunk, rowLength);
    case FORMAT_Q2_0: return chunk_q2_0(address, row, chunk, rowLength);
    default: return chunk_f32(address, row, chunk, rowLength);
    }
}

/// The weights of a chunk.
void expandChunk(uint format, uvec2 address, uint row, uint chunk, uint rowLength, out vec4 w[8]) {
    Chunk c = chunkOf(format, address, row, chunk, rowLength);
    [[unroll]] for (uint i = 0; i < 8; ++i) {
        w[i] = c.codes[i] * c.scale[i / 4] + c.offset[i / 4];
    }
}

#endif
