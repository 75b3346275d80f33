// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Push constants and device-side state, read by C++ and GLSL alike: the only definition of both.
// Addresses are 64-bit device addresses in two words. Strides of weights count quads of 16 bytes.
#ifndef CONCLAVE_SHADERS_PARAMS_H
#define CONCLAVE_SHADERS_PARAMS_H

#ifdef __cplusplus
#include <cstdint>
namespace conclave::shaders {
using uint = std::uint32_t;
struct alignas(8) uvec2 {
    uint x, y;
};
#endif

/// Specialisation constants, by constant_id.
#define CONCLAVE_SPEC_WORKGROUP 0 // invocations per workgroup
#define CONCLAVE_SPEC_LANES 1     // invocations per subgroup
#define CONCLAVE_SPEC_ROWS 2      // matrix rows that a subgroup multiplies at once
#define CONCLAVE_SPEC_COLUMNS 3   // token columns that it multiplies them with
#define CONCLAVE_SPEC_FORMAT_A 4  // GGUF type ids of up to three matrices
#define CONCLAVE_SPEC_FORMAT_B 5
#define CONCLAVE_SPEC_FORMAT_C 6
#define CONCLAVE_SPEC_HEAD_SIZE 7   // values per attention head
#define CONCLAVE_SPEC_GROUP_SIZE 8  // query heads per key/value head
#define CONCLAVE_SPEC_FLAGS 9       // kernel-specific choices
#define CONCLAVE_SPEC_TEXELS 10     // 1: loads go through texel buffers, see base.glsl
#define CONCLAVE_SPEC_VALUE_SIZE 11 // values per head of what attention sums up

/// Bits of CONCLAVE_SPEC_FLAGS. Projections and experts:
#define CONCLAVE_WITH_NORM 1       // the input is normed
#define CONCLAVE_ACTIVATION_GELU 2 // how gate and up are joined; neither bit: SwiGLU
#define CONCLAVE_ACTIVATION_CLAMPED 4
#define CONCLAVE_WITH_BIAS 8
#define CONCLAVE_WEIGHTED_INPUT 16 // the weight of an expert multiplies its input
#define CONCLAVE_OVERWRITE 64      // the result replaces what is there instead of being added
#define CONCLAVE_SHARED_EXPERT 32  // what is added is multiplied by Route.sharedWeight
/// Routers:
#define CONCLAVE_RENORMALISE 1 // weights of the chosen are divided by their sum
#define CONCLAVE_SIGMOID 2     // scores are sigmoids; else a softmax over all
#define CONCLAVE_GROUPED_CHOICE 4
/// Attention:
#define CONCLAVE_INTERLEAVED_PAIRS 1
#define CONCLAVE_WHOLE_NORM 2      // norms go over all query heads and over all key heads together
#define CONCLAVE_UNWEIGHTED_NORM 4 // rotated heads are normed, after the rotation
#define CONCLAVE_LATENT 8          // values are the beginning of the keys, see heads.glsl
#define CONCLAVE_CHUNKED 16        // the window is the chunk that a position lies in
#define CONCLAVE_VALUE_NORM 64     // value heads are normed
#define CONCLAVE_BORROWED_KEYS 128 // keys and values are those of another layer, already stored
#define CONCLAVE_CACHE_BYTES 32    // cached values are bytes with a half scale for each 16 pairs
#define CONCLAVE_GATED 256         // a query head is followed by a gate for its output
/// Delta nets:
#define CONCLAVE_STEP 1  // a column for each session; else all columns are one session
#define CONCLAVE_TURNS 2 // value heads take key heads in turns; else neighbours share one

/// Descriptor bindings of the texel buffers.
#define CONCLAVE_BINDING_WEIGHTS 8
#define CONCLAVE_BINDING_ARENA 9
#define CONCLAVE_BINDING_CACHE 10
#define CONCLAVE_BINDING_CODEBOOKS 11

/// Where the grids of engine/gguf/codebooks.h begin in their texel buffer, eight weights a texel.
#define CONCLAVE_CODEBOOK_IQ1 0
#define CONCLAVE_CODEBOOK_IQ2_XXS 2048
#define CONCLAVE_CODEBOOK_IQ2_XS 2304
#define CONCLAVE_CODEBOOK_IQ2_S 2816
#define CONCLAVE_CODEBOOK_IQ3_XXS 3840
#define CONCLAVE_CODEBOOK_IQ3_S 3968
#define CONCLAVE_CODEBOOK_TEXELS 4224

#define CONCLAVE_PAGE_SIZE 64   // positions of a KV-cache page
#define CONCLAVE_RECENT_SIZE 64 // tokens the penalties look back on
#define CONCLAVE_RING_SIZE 64   // sampled tokens the host may lag behind
#define CONCLAVE_MAX_EXPERTS_USED 32
#define CONCLAVE_MAX_STOP_TOKENS 16

/// A matrix [rows, row length] in device layout (see engine/vulkan/weight_layout.h).
struct Matrix {
    uvec2 address;
    uint rowStride; // quads
    uint rows;
};

/// What the device itself carries from one decode step to the next, one per column.
struct StepState {
    uint token;     // the token that this step feeds
    uint position;  // its position, counted from 0
    uint done;      // not 0: the column has ended, its steps do nothing
    uint generated; // tokens sampled so far
    uint recentCount;
    uint recent[CONCLAVE_RECENT_SIZE]; // ring of the last tokens, prompt included
    uint stateSlot; // where its recurrent state lies, see engine/model/recurrent_state.h
};

/// How one column samples. Written by the host between submits.
struct SampleSettings {
    float temperature; // 0: greedy
    uint topK;         // 0: off
    float topP;        // 1: off
    float minP;        // 0: off
    float repeatPenalty;
    float presencePenalty;
    uint seedLow, seedHigh;
    uint maxGenerated; // the column is done after that many tokens
    uint maxPosition;  // or when the context is full
    uint stopCount;
    uint stopTokens[CONCLAVE_MAX_STOP_TOKENS];
};

/// The experts that the router chose for one column, and the weight of the shared expert.
struct Route {
    uint expert[CONCLAVE_MAX_EXPERTS_USED];
    float weight[CONCLAVE_MAX_EXPERTS_USED];
    float sharedWeight;
};

/// Where an expert's matrices live; one entry per (layer, expert), changed only between submits.
struct ExpertRef {
    uvec2 gate;
    uvec2 up;
    uvec2 down;
    uvec2 bias; // f32, gate then up then down; 0: none
};

struct EmbedParams { // embed.comp
    Matrix table;
    uint rowLength;
    uint columns;
    uint tokenStride; // words from the token of one column to the next
    float scale;
};

struct NormProjectParams { // norm_project.comp
    Matrix a, b, c;        // rows of b and c may be 0
    uvec2 norm;            // f32 [rowLength]; 0: the input is used as it is
    uint rowLength;
    uint inputStride; // floats from one column to the next, here and below
    uint outputStride;
    uint columns;
    uint firstColumn; // of the input
    uint inputQuad;   // where the input lies in the arena, here and below
    float epsilon;
    float softCap; // cap tanh(y / cap); 0: none
};

struct ProjectAddParams { // project_add.comp
    Matrix a;
    uvec2 bias; // f32 [rows], with CONCLAVE_WITH_BIAS
    uint rowLength;
    uint inputStride;
    uint columns;
    uint inputQuad;
};

struct ProjectHeadsParams { // project_heads.comp
    Matrix a;               // of head 0
    uint heads;
    uint headQuads; // from the matrix of one head to the next
    uint rowLength;
    uint inputStride, inputHeadStride;
    uint outputStride, outputHeadStride;
    uint columns;
    uint inputQuad;
};

struct NormAddParams { // norm_add.comp
    uvec2 norm;
    uint rowLength;
    uint columns;
    uint inputQuad;
    float epsilon;
    float scale; // of the sum
};

struct PerLayerParams { // per_layer_inputs.comp
    uvec2 norm;         // f32 [length]
    uint rowLength;     // of one layer
    uint layers;
    uint columns;
    uint inputQuad;
    float epsilon;
};

struct PerLayerGateParams { // per_layer_gate.comp
    Matrix gate;
    uint rowLength;
    uint columns;
    uint inputStride, factorStride, outputStride;
    uint firstFactor; // of the layer
    uint inputQuad;
};

struct NormGateUpParams { // norm_gate_up.comp
    Matrix gate, up;
    uvec2 norm;
    uint rowLength;
    uint columns;
    uint inputQuad;
    float epsilon;
};

struct AttendParams {         // attend.comp, rope_store.comp, attend_prefill.comp
    uvec2 queryNorm, keyNorm; // f32 [head size], or [heads * head size]; 0: none
    uvec2 bias;               // f32 [queries, keys, values]; 0: none
    uvec2 sinks;              // f32 [heads]: a logit without a value; 0: none
    uvec2 rope;               // f32 pairs, see engine/model/rope_table.h
    uint headCount, headCountKv;
    uint splits;     // workgroups that share the positions of one head
    uint pageStride; // page-table entries per column
    uint columns;
    uint firstPosition;     // prefill: position of column 0
    uint qkvQuad, ropeQuad; // where they lie in the arena
    uint columnStride;      // floats from one column of qkv to the next
    uint firstQuery, queryStride;
    uint firstKey;
    uint rotatedPairs;
    uint window; // positions a token sees, itself included; 0: all
    float scale;
    float epsilon;
    float softCap; // of scores; 0: none
    float
        temperature; // queries grow by 1 + temperature ln(1 + floor((position + offset) / length))
    uint temperatureLength, temperatureOffset;
};

struct DeltaParams {   // delta_prepare.comp, delta_scan.comp, delta_gate.comp
    uvec2 convolution; // f32 [channels, taps]
    uvec2 decay;       // f32 [heads]: negative
    uvec2 timeStep;    // f32 [heads]: a bias
    uvec2 norm;        // f32 [value size]
    uint keyHeads, heads;
    uint taps;
    uint columns;
    uint firstPosition; // prefill: position of column 0
    uint slot;          // prefill: where its state lies
    uint slotFloats;    // from one state to the next
    uint qkvQuad;       // where qkv lies in the arena
    uint inputQuad;     // where what delta_prepare.comp makes lies in the arena
    uint columnStride;  // floats from one column of qkv to the next
    uint inputStride;   // the same of what delta_prepare.comp makes
    float epsilon;
};

struct NormRouteParams { // norm_route.comp, route_rows.comp
    Matrix router;
    uvec2 norm;
    uvec2 bias;        // f32 [experts] on logits; 0: none
    uvec2 choiceBias;  // f32 [experts] on scores, for the choice alone; 0: none
    uvec2 sharedGate;  // f32 [row length]: the shared expert counts sigmoid(gate . n); 0: once
    uvec2 expertNorm;  // f32 [row length]: the norm of the experts' input; 0: as the router's
    uvec2 expertScale; // f32 [experts]: factors on the weights of the chosen; 0: none
    uint rowLength;
    uint columns;
    uint expertCount;
    uint expertUsedCount;
    uint groups, groupsUsed;
    uint inputQuad;
    float epsilon;
    float scale; // of all weights
};

struct ExpertParams {     // expert_gate_up.comp, expert_down_add.comp and their prefill twins
    uvec2 table;          // ExpertRef [expertCount] of this layer
    uint rowStride;       // quads from one row to the next, first matrix (gate or down)
    uint secondRowStride; // up
    uint rows;
    uint rowLength;
    uint inputStride;
    uint columns;
    uint expertCount;
    uint expertUsedCount;
    uint biasRow; // of the first matrix in ExpertRef.bias
    uint inputQuad;
};

struct NormRowsParams { // norm_rows.comp
    uvec2 norm;
    uint rowLength;
    uint columns;
    uint inputQuad;
    float epsilon;
};

struct SortParams { // sort_experts.comp
    uint columns;
    uint expertCount;
    uint expertUsedCount;
    uint tileColumns;            // assignments per tile
    uint gateUpWidth, downWidth; // x of the grids of the two grouped kernels
};

struct SampleParams { // sample.comp
    Matrix table;     // embedding of the next token
    uint rowLength;
    uint vocabularySize;
    float scale;
};

#ifdef __cplusplus
} // namespace conclave::shaders
#endif
#endif
