// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// From router logits to the chosen experts, by one subgroup for one column: a softmax over all experts
// or (CONCLAVE_SIGMOID) the sigmoid of each; of these scores, with a bias for the choice alone
// (DeepSeek-V3, arXiv 2412.19437), the best; ties to the lower index. CONCLAVE_GROUPED_CHOICE: only
// experts of the best groups take part, a group counting as much as its two best. CONCLAVE_RENORMALISE:
// weights are divided by their sum (clamped at 2^-14 as the reference does).
// Needs `logits` [column][expert], `routes` [column] and `activation(column, quad)`, the router's input.
#include "shaders/common/activation.glsl"

const uint MAX_GROUPS = 64;

float logitOf(uint column, uint e) {
    float l = logits[column * p.expertCount + e];
    return isNull(p.bias) ? l : l + weightFloat(p.bias, e);
}

/// What a softmax needs to be one: the largest logit and the sum of exponentials.
float best, expSum;

float scoreOf(uint column, uint e) {
    float l = logitOf(column, e);
    return (FLAGS & CONCLAVE_SIGMOID) != 0 ? sigmoid(l) : exp(l - best) / expSum;
}

/// What experts are compared by. Without a bias the logits themselves: scores can round to a tie.
float rankOf(uint column, uint e) {
    return isNull(p.choiceBias) ? logitOf(column, e)
                                : scoreOf(column, e) + weightFloat(p.choiceBias, e);
}

/// Bit g of the mask: group g takes part. Groups are few, so a lane looks at one of them at a time.
uvec2 groupMask(uint column) {
    uvec2 mask = uvec2(0);
    float rank[MAX_GROUPS / 8]; // of groups lane(), lane() + LANES, ...; LANES is at least 8
    uint size = p.expertCount / p.groups;
    for (uint g = lane(), i = 0; g < p.groups && i < MAX_GROUPS / 8; g += LANES, ++i) {
        float first = -1e30, second = -1e30;
        for (uint e = g * size; e < (g + 1) * size; ++e) {
            float r = isNull(p.choiceBias) ? scoreOf(column, e) : rankOf(column, e);
            second = max(second, min(first, r));
            first = max(first, r);
        }
        rank[i] = size == 1 ? first : first + second;
    }
    for (uint k = 0; k < p.groupsUsed; ++k) {
        float top = -1e30;
        uint chosen = p.groups;
        for (uint g = lane(), i = 0; g < p.groups && i < MAX_GROUPS / 8; g += LANES, ++i) {
            bool taken = ((g < 32 ? mask.x >> g : mask.y >> (g - 32)) & 1u) != 0;
            if (!taken && rank[i] > top) {
                top = rank[i];
                chosen = g;
            }
        }
        float most = subgroupMax(top);
        uint g = subgroupMin(top == most ? chosen : p.groups);
        mask |= g < 32 ? uvec2(1u << g, 0) : uvec2(0, 1u << (g - 32));
    }
    return mask;
}

/// The shared expert counts once, or as much as its own gate says.
float sharedWeightOf(uint column) {
    if (isNull(p.sharedGate)) {
        return 1;
    }
    float sum = 0;
    for (uint i = lane(); i < p.rowLength / 4; i += LANES) {
        sum += dot(activation(column, i), weightFloats(p.sharedGate, i));
    }
    return sigmoid(subgroupAdd(sum));
}

void chooseExperts(uint column) {
    best = -1e30;
    for (uint e = lane(); e < p.expertCount; e += LANES) {
        best = max(best, logitOf(column, e));
    }
    best = subgroupMax(best);
    expSum = 0;
    for (uint e = lane(); e < p.expertCount; e += LANES) {
        expSum += exp(logitOf(column, e) - best);
    }
    expSum = subgroupAdd(expSum);
    uvec2 mask = uvec2(~0u);
    if ((FLAGS & CONCLAVE_GROUPED_CHOICE) != 0) {
        mask = groupMask(column);
    }

    // Each round takes the best of those that come after the last choice in (rank, index) order.
    float chosenSum = 0, lastRank = 1e30;
    uint lastExpert = 0;
    for (uint k = 0; k < p.expertUsedCount; ++k) {
        float top = -1e30;
        uint expert = p.expertCount - 1;
        for (uint e = lane(); e < p.expertCount; e += LANES) {
            if ((FLAGS & CONCLAVE_GROUPED_CHOICE) != 0) {
                uint g = e * p.groups / p.expertCount;
                if (((g < 32 ? mask.x >> g : mask.y >> (g - 32)) & 1u) == 0) {
                    continue;
                }
            }
            float r = rankOf(column, e);
            bool left = r < lastRank || (r == lastRank && e > lastExpert);
            if (left && r > top) {
                top = r;
                expert = e;
            }
        }
        lastRank = subgroupMax(top);
        lastExpert = subgroupMin(top == lastRank ? expert : p.expertCount - 1);
        float weight = scoreOf(column, lastExpert);
        chosenSum += weight;
        if (lane() == 0) {
            routes[column].expert[k] = lastExpert;
            routes[column].weight[k] = weight;
        }
    }
    float shared_ = sharedWeightOf(column);
    if (lane() == 0) {
        routes[column].sharedWeight = shared_;
        float factor =
            (FLAGS & CONCLAVE_RENORMALISE) != 0 ? p.scale / max(chosenSum, 1.0 / 16384.0) : p.scale;
        for (uint k = 0; k < p.expertUsedCount; ++k) {
            float own = isNull(p.expertScale) ? 1.0
                                              : weightFloat(p.expertScale, routes[column].expert[k]);
            routes[column].weight[k] *= factor * own;
        }
    }
}
