// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Which (column, slot) assignments a workgroup row multiplies with which expert. An assignment is
// column * expertUsedCount + slot. Decode: one assignment per tile, straight from the route.
// Prefill (CONCLAVE_GROUPED): tiles of up to COLUMNS assignments of one expert, made by sort_experts.comp.
#ifndef CONCLAVE_EXPERT_TILES_GLSL
#define CONCLAVE_EXPERT_TILES_GLSL

uint tileExpert, tileFirst, tileCount;

#ifdef CONCLAVE_GROUPED
layout(set = 0, binding = 2, std430) readonly buffer Order { uint order[]; }; // [assignment]
layout(set = 0, binding = 3, std430) readonly buffer Tiles { uvec4 tiles[]; };
layout(set = 0, binding = 4, std430) readonly buffer Routes { Route routes[]; };

void openTile(uint tile) {
    tileExpert = min(tiles[tile].x, p.expertCount - 1);
    tileFirst = tiles[tile].y;
    tileCount = tiles[tile].z;
}

uint assignmentOf(uint c) { return order[tileFirst + min(c, tileCount - 1)]; }
#else
layout(set = 0, binding = 2, std430) readonly buffer Routes { Route routes[]; };

void openTile(uint tile) {
    tileExpert = min(routes[tile / p.expertUsedCount].expert[tile % p.expertUsedCount],
                     p.expertCount - 1);
    tileFirst = tile;
    tileCount = 1;
}

uint assignmentOf(uint c) { return tileFirst; }
#endif

/// The weight that the router gave an assignment.
float weightOf(uint assignment) {
    return routes[assignment / p.expertUsedCount].weight[assignment % p.expertUsedCount];
}

#endif
