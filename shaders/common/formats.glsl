// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// All block formats behind one call. `format` is a specialisation constant wherever it is passed,
// so a pipeline keeps the code of its own formats only.
//
// A chunk is 32 weights of a row in two runs of 16: w[0..3] are the weights from runStart(), and
// w[4..7] those runDistance() further on. Runs never cross a scale.
#ifndef CONCLAVE_FORMATS_GLSL
#define CONCLAVE_FORMATS_GLSL

#include "shaders/formats/f32.glsl"
#include "shaders/formats/f16.glsl"
#include "shaders/formats/bf16.glsl"
#include "shaders/formats/q8_0.glsl"
#include "shaders/formats/q4_K.glsl"
#include "shaders/formats/q5_K.glsl"
#include "shaders/formats/q6_K.glsl"

#define FORMAT_F32 0u
#define FORMAT_F16 1u
#define FORMAT_Q8_0 8u
#define FORMAT_Q4_K 12u
#define FORMAT_Q5_K 13u
#define FORMAT_Q6_K 14u
#define FORMAT_BF16 30u

uint runStart(uint format, uint chunk) {
    switch (format) {
    case FORMAT_Q4_K:
    case FORMAT_Q5_K: return (chunk / 2) * 64 + (chunk & 1u) * 16;
    case FORMAT_Q6_K: return (chunk / 4) * 128 + (chunk & 3u) * 16;
    default: return chunk * 32;
    }
}

uint runDistance(uint format) {
    switch (format) {
    case FORMAT_Q4_K:
    case FORMAT_Q5_K: return 32;
    case FORMAT_Q6_K: return 64;
    default: return 16;
    }
}

/// The weights of one chunk; `row` is the quad at which the row begins.
void expandChunk(uint format, uvec2 address, uint row, uint chunk, uint rowLength, out vec4 w[8]) {
    switch (format) {
    case FORMAT_F16: expand_f16(address, row, chunk, rowLength, w); break;
    case FORMAT_BF16: expand_bf16(address, row, chunk, rowLength, w); break;
    case FORMAT_Q8_0: expand_q8_0(address, row, chunk, rowLength, w); break;
    case FORMAT_Q4_K: expand_q4_K(address, row, chunk, rowLength, w); break;
    case FORMAT_Q5_K: expand_q5_K(address, row, chunk, rowLength, w); break;
    case FORMAT_Q6_K: expand_q6_K(address, row, chunk, rowLength, w); break;
    default: expand_f32(address, row, chunk, rowLength, w); break;
    }
}

#endif
