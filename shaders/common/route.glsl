// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// From router logits to the chosen experts: softmax over all, top-k, ties to the lower index, and
// with FLAGS bit 1 the weights divided by their sum (clamped at 2^-14 as the reference does).
// By one subgroup for one column. Needs `logits` [column][expert] and `routes` [column].

void chooseExperts(uint column, uint expertCount, uint expertUsedCount) {
    uint base = column * expertCount;
    float best = -1e30;
    for (uint e = lane(); e < expertCount; e += LANES) {
        best = max(best, logits[base + e]);
    }
    best = subgroupMax(best);
    float sum = 0;
    for (uint e = lane(); e < expertCount; e += LANES) {
        sum += exp(logits[base + e] - best);
    }
    sum = subgroupAdd(sum);

    // Each round takes the best of those that come after the last choice in (logit, index) order.
    float chosenSum = 0, lastValue = 1e30;
    uint lastExpert = 0;
    for (uint k = 0; k < expertUsedCount; ++k) {
        float value = -1e30;
        uint expert = expertCount - 1;
        for (uint e = lane(); e < expertCount; e += LANES) {
            float v = logits[base + e];
            bool left = v < lastValue || (v == lastValue && e > lastExpert);
            if (left && v > value) {
                value = v;
                expert = e;
            }
        }
        float top = subgroupMax(value);
        lastExpert = subgroupMin(value == top ? expert : expertCount - 1);
        lastValue = top;
        float weight = exp(top - best) / sum;
        chosenSum += weight;
        if (lane() == 0) {
            routes[column].expert[k] = lastExpert;
            routes[column].weight[k] = weight;
        }
    }
    if (lane() == 0 && (FLAGS & 1u) != 0) {
        for (uint k = 0; k < expertUsedCount; ++k) {
            routes[column].weight[k] /= max(chosenSum, 1.0 / 16384.0);
        }
    }
}
