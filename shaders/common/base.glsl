// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What every kernel starts with: extensions, specialisation constants, weights behind addresses.
#ifndef CONCLAVE_BASE_GLSL
#define CONCLAVE_BASE_GLSL

#extension GL_EXT_buffer_reference : require
#extension GL_EXT_buffer_reference2 : require
#extension GL_EXT_buffer_reference_uvec2 : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_KHR_shader_subgroup_ballot : require

#include "shaders/params.h"

layout(constant_id = CONCLAVE_SPEC_LANES) const uint LANES = 32;
layout(constant_id = CONCLAVE_SPEC_ROWS) const uint ROWS = 4;
layout(constant_id = CONCLAVE_SPEC_COLUMNS) const uint COLUMNS = 1;
layout(constant_id = CONCLAVE_SPEC_FORMAT_A) const uint FORMAT_A = 0;
layout(constant_id = CONCLAVE_SPEC_FORMAT_B) const uint FORMAT_B = 0;
layout(constant_id = CONCLAVE_SPEC_FORMAT_C) const uint FORMAT_C = 0;
layout(constant_id = CONCLAVE_SPEC_FLAGS) const uint FLAGS = 0;
layout(constant_id = CONCLAVE_SPEC_TEXELS) const uint TEXELS = 0;
layout(local_size_x_id = CONCLAVE_SPEC_WORKGROUP) in;

layout(buffer_reference, std430, buffer_reference_align = 16) readonly buffer Quads { uvec4 at[]; };

// Weights are read by address. Software Vulkan loads from addresses and storage buffers lane by lane
// through memory, ten times slower than it gathers texels (Mesa 22.3: 22 ns against 2 ns a value), so
// there weights and activations are also bound as texel buffers, and addresses are offsets.
layout(set = 0, binding = CONCLAVE_BINDING_WEIGHTS) uniform utextureBuffer weightTexels;
layout(set = 0, binding = CONCLAVE_BINDING_ARENA) uniform utextureBuffer arenaTexels;

uvec4 weightQuad(uvec2 address, uint i) {
    return TEXELS != 0 ? texelFetch(weightTexels, int(address.x / 16 + i)) : Quads(address).at[i];
}
uint weightWord(uvec2 address, uint i) { return weightQuad(address, i / 4)[i & 3u]; }
vec4 weightFloats(uvec2 address, uint i) { return uintBitsToFloat(weightQuad(address, i)); }
float weightFloat(uvec2 address, uint i) { return uintBitsToFloat(weightWord(address, i)); }
ExpertRef expertRef(uvec2 table, uint expert) {
    uvec4 first = weightQuad(table, expert * 2), second = weightQuad(table, expert * 2 + 1);
    return ExpertRef(first.xy, first.zw, second.xy, second.zw);
}
vec4 arenaFloats(uint quad) { return uintBitsToFloat(texelFetch(arenaTexels, int(quad))); }

/// The subgroups of a dispatch share its work in strides, so any grid is a correct grid.
uint worker() { return gl_WorkGroupID.x * gl_NumSubgroups + gl_SubgroupID; }
uint workerCount() { return gl_NumWorkGroups.x * gl_NumSubgroups; }
uint lane() { return gl_SubgroupInvocationID; }

/// So many quads behind an address.
uvec2 offsetBy(uvec2 address, uint quads) {
    uint carry;
    uint low = uaddCarry(address.x, quads * 16, carry);
    return uvec2(low, address.y + carry);
}

bool isNull(uvec2 address) { return address.x == 0 && address.y == 0; }

#endif
