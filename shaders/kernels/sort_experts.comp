#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Sorts the assignments of many columns by expert and cuts them into tiles of at most tileColumns,
// so that no workgroup is launched for an expert nobody chose: the dispatches of the grouped kernels
// read their grid from `grid`. Stable: equal input, equal order. One subgroup; an expert per lane.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { SortParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Routes { Route routes[]; };
layout(set = 0, binding = 1, std430) writeonly buffer Order { uint order[]; }; // [assignment]
layout(set = 0, binding = 2, std430) writeonly buffer Tiles { uvec4 tiles[]; };
layout(set = 0, binding = 3, std430) writeonly buffer Grid { uint grid[]; }; // two grids

const uint STEP = 8; // assignments looked at together, for the sake of Tuning::maxIterations
const uint NONE = ~0u;

uint expertOf(uint a) {
    return a < p.columns * p.expertUsedCount
               ? min(routes[a / p.expertUsedCount].expert[a % p.expertUsedCount], p.expertCount - 1)
               : NONE;
}

void main() {
    uint assignments = p.columns * p.expertUsedCount;
    uint firstOrder = 0, firstTile = 0;
    for (uint base = 0; base < p.expertCount; base += LANES) {
        uint expert = base + lane();
        uint count = 0;
        for (uint a = 0; a < assignments; a += STEP) {
            [[unroll]] for (uint k = 0; k < STEP; ++k) {
                count += expertOf(a + k) == expert ? 1 : 0;
            }
        }
        uint tileCount = (count + p.tileColumns - 1) / p.tileColumns;
        uint at = firstOrder + subgroupExclusiveAdd(count);
        uint tile = firstTile + subgroupExclusiveAdd(tileCount);
        for (uint t = 0; t < tileCount; ++t) {
            tiles[tile + t] = uvec4(expert, at + t * p.tileColumns,
                                    min(p.tileColumns, count - t * p.tileColumns), 0);
        }
        for (uint a = 0; a < assignments && count > 0; a += STEP) {
            [[unroll]] for (uint k = 0; k < STEP; ++k) {
                if (expertOf(a + k) == expert) {
                    order[at++] = a + k;
                }
            }
        }
        firstOrder += subgroupAdd(count);
        firstTile += subgroupAdd(tileCount);
    }
    if (lane() == 0) {
        grid[0] = p.gateUpWidth;
        grid[1] = firstTile;
        grid[2] = 1;
        grid[3] = p.downWidth;
        grid[4] = firstTile;
        grid[5] = 1;
    }
}
