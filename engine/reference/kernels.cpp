// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/reference/kernels.h"

#include "engine/reference/dequantise.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace conclave::reference {

namespace {

double dot(std::span<const float> x, std::span<const float> y) {
    double total = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        total += double{x[i]} * double{y[i]};
    }
    return total;
}

/// Part `index` of `parts` equal ones.
std::span<const float> part(std::span<const float> all, std::size_t index, std::size_t parts) {
    const std::size_t size = all.size() / parts;
    return all.subspan(index * size, size);
}

} // namespace

Vector rmsNorm(std::span<const float> x, std::span<const float> weight, float epsilon) {
    const double meanSquare = dot(x, x) / static_cast<double>(x.size());
    const double factor = 1 / std::sqrt(meanSquare + double{epsilon});
    Vector out(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        out[i] = static_cast<float>(double{x[i]} * factor * double{weight[i]});
    }
    return out;
}

Vector headNorm(std::span<const float> heads, std::span<const float> weight, float epsilon) {
    Vector out;
    for (std::size_t start = 0; start < heads.size(); start += weight.size()) {
        const Vector head = rmsNorm(heads.subspan(start, weight.size()), weight, epsilon);
        out.insert(out.end(), head.begin(), head.end());
    }
    return out;
}

Vector matVec(std::span<const float> matrix, std::span<const float> x) {
    const std::size_t rows = matrix.size() / x.size();
    Vector out(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        out[row] = static_cast<float>(dot(part(matrix, row, rows), x));
    }
    return out;
}

Vector matVec(BlockType type, std::span<const std::byte> matrix, std::span<const float> x) {
    return matVec(dequantised(type, matrix), x);
}

Vector sum(std::span<const float> x, std::span<const float> y) {
    Vector out(x.size());
    std::transform(x.begin(), x.end(), y.begin(), out.begin(), std::plus<>());
    return out;
}

Vector softmax(std::span<const float> x) {
    const double largest = *std::max_element(x.begin(), x.end());
    double total = 0;
    for (const float value : x) {
        total += std::exp(double{value} - largest);
    }
    Vector out(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        out[i] = static_cast<float>(std::exp(double{x[i]} - largest) / total);
    }
    return out;
}

Vector swiglu(std::span<const float> gate, std::span<const float> up) {
    Vector out(gate.size());
    for (std::size_t i = 0; i < gate.size(); ++i) {
        const double silu = double{gate[i]} / (1 + std::exp(-double{gate[i]}));
        out[i] = static_cast<float>(silu * double{up[i]});
    }
    return out;
}

Vector rope(std::span<const float> heads, std::uint32_t headSize, std::uint32_t position,
            const RopeRule& rule) {
    Vector out(heads.begin(), heads.end());
    const std::uint32_t pairs = rule.rotated / 2;
    for (std::size_t start = 0; start < heads.size(); start += headSize) {
        for (std::uint32_t i = 0; i < pairs; ++i) {
            const bool split = rule.layout == RopeLayout::halfSplit;
            const std::size_t first = start + (split ? i : 2 * i);
            const std::size_t second = first + (split ? pairs : 1);
            const double factor =
                rule.frequencyFactors.empty() ? 1 : double{rule.frequencyFactors[i]};
            const double angle =
                position * std::pow(double{rule.freqBase}, -2.0 * i / rule.rotated) / factor;
            const double x = heads[first];
            const double y = heads[second];
            out[first] = static_cast<float>(x * std::cos(angle) - y * std::sin(angle));
            out[second] = static_cast<float>(x * std::sin(angle) + y * std::cos(angle));
        }
    }
    return out;
}

void KvHistory::append(std::span<const float> key, std::span<const float> value) {
    keys.insert(keys.end(), key.begin(), key.end());
    values.insert(values.end(), value.begin(), value.end());
}

Vector attend(std::span<const float> query, const KvHistory& history, std::uint32_t headCountKv,
              std::uint32_t headSize) {
    const std::size_t tokens = history.keys.size() / (std::size_t{headCountKv} * headSize);
    const std::size_t headCount = query.size() / headSize;
    Vector out;
    for (std::size_t head = 0; head < headCount; ++head) {
        const std::size_t headKv = head / (headCount / headCountKv);
        const auto ofToken = [&](const Vector& cache, std::size_t token) {
            return part(cache, token * headCountKv + headKv, tokens * headCountKv);
        };
        Vector scores(tokens);
        for (std::size_t token = 0; token < tokens; ++token) {
            scores[token] =
                static_cast<float>(dot(part(query, head, headCount), ofToken(history.keys, token)) /
                                   std::sqrt(static_cast<double>(headSize)));
        }
        const Vector weights = softmax(scores);
        std::vector<double> mixed(headSize, 0.0);
        for (std::size_t token = 0; token < tokens; ++token) {
            const auto value = ofToken(history.values, token);
            for (std::uint32_t i = 0; i < headSize; ++i) {
                mixed[i] += double{weights[token]} * double{value[i]};
            }
        }
        out.insert(out.end(), mixed.begin(), mixed.end());
    }
    return out;
}

std::vector<ChosenExpert> route(std::span<const float> routerLogits, std::uint32_t k,
                                const RouterRule& rule) {
    const Vector shares = softmax(routerLogits);
    std::vector<ChosenExpert> chosen(shares.size());
    for (std::uint32_t expert = 0; expert < shares.size(); ++expert) {
        chosen[expert] = {expert, shares[expert]};
    }
    std::stable_sort(
        chosen.begin(), chosen.end(),
        [](const ChosenExpert& a, const ChosenExpert& b) { return a.weight > b.weight; });
    chosen.resize(std::min<std::size_t>(k, chosen.size()));
    if (rule.renormalise) {
        float total = 0;
        for (const ChosenExpert& expert : chosen) {
            total += expert.weight;
        }
        total = std::max(total, 0x1p-14F);
        for (ChosenExpert& expert : chosen) {
            expert.weight /= total;
        }
    }
    return chosen;
}

Vector feedForward(const FeedForwardWeights& weights, std::span<const float> x) {
    return matVec(weights.down, swiglu(matVec(weights.gate, x), matVec(weights.up, x)));
}

Vector expertSum(const FeedForwardWeights& weights, std::uint32_t expertCount,
                 std::span<const ChosenExpert> chosen, std::span<const float> x) {
    Vector out(x.size(), 0.0F);
    for (const auto& [expert, weight] : chosen) {
        const FeedForwardWeights own{part(weights.gate, expert, expertCount),
                                     part(weights.up, expert, expertCount),
                                     part(weights.down, expert, expertCount)};
        const Vector y = feedForward(own, x);
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] += weight * y[i];
        }
    }
    return out;
}

} // namespace conclave::reference
