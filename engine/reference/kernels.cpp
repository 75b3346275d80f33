// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/reference/kernels.h"

#include "engine/arch/rope_hparams.h"
#include "engine/reference/dequantise.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

namespace conclave::reference {

namespace {

thread_local const MatVecObserver::See* matVecSeen = nullptr;

double dot(std::span<const float> x, std::span<const float> y) {
    double total = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        total += double{x[i]} * double{y[i]};
    }
    return total;
}

/// The same for rows of matrices, where nearly all time of a model goes: sixteen floats side by
/// side, each the sum of sixteen products at most before it joins the double, so that rounding
/// stays near that of one float.
double fastDot(std::span<const float> x, std::span<const float> y) {
    constexpr std::size_t kLanes = 16;
    constexpr std::size_t kRun = 16 * kLanes;
    using Floats [[gnu::vector_size(kLanes * sizeof(float))]] = float;
    const std::size_t whole = x.size() / kLanes * kLanes;
    double total = dot(x.subspan(whole), y.subspan(whole));
    for (std::size_t start = 0; start < whole; start += kRun) {
        Floats sums{};
        for (std::size_t i = start; i < std::min(start + kRun, whole); i += kLanes) {
            Floats a, b;
            std::memcpy(&a, x.data() + i, sizeof a);
            std::memcpy(&b, y.data() + i, sizeof b);
            sums += a * b;
        }
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            total += double{sums[lane]};
        }
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

Vector rmsNorm(std::span<const float> x, float epsilon) {
    return rmsNorm(x, Vector(x.size(), 1.0F), epsilon);
}

Vector headNorm(std::span<const float> heads, std::span<const float> weight, float epsilon) {
    Vector out;
    for (std::size_t start = 0; start < heads.size(); start += weight.size()) {
        const Vector head = rmsNorm(heads.subspan(start, weight.size()), weight, epsilon);
        out.insert(out.end(), head.begin(), head.end());
    }
    return out;
}

MatVecObserver::MatVecObserver(See see) : m_see(std::move(see)) {
    matVecSeen = &m_see;
}

MatVecObserver::~MatVecObserver() {
    matVecSeen = nullptr;
}

Vector matVec(std::span<const float> matrix, std::span<const float> x) {
    if (matVecSeen != nullptr) {
        (*matVecSeen)(matrix, x);
    }
    const std::size_t rows = matrix.size() / x.size();
    Vector out(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        out[row] = static_cast<float>(fastDot(part(matrix, row, rows), x));
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

Vector joined(Activation activation, std::span<const float> gate, std::span<const float> up) {
    if (activation == Activation::silu) {
        return swiglu(gate, up);
    }
    Vector out(gate.size());
    for (std::size_t i = 0; i < gate.size(); ++i) {
        double g = gate[i];
        double u = up[i];
        if (activation == Activation::gelu) {
            g *=
                0.5 * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (g + 0.044715 * g * g * g)));
        } else {
            g = std::min(g, 7.0);
            g /= 1 + std::exp(-1.702 * g);
            u = std::clamp(u, -7.0, 7.0) + 1;
        }
        out[i] = static_cast<float>(g * u);
    }
    return out;
}

Vector softCapped(std::span<const float> x, float cap) {
    Vector out(x.begin(), x.end());
    for (float& value : out) {
        value = cap == 0 ? value : static_cast<float>(cap * std::tanh(double{value} / cap));
    }
    return out;
}

RopeRule::RopeRule(RopeLayout pairs, double base, std::uint32_t rotated, const Vector& factors)
    : layout(pairs), angles(plainRope(rotated, base, factors)) {}

Vector rope(std::span<const float> heads, std::uint32_t headSize, std::uint32_t position,
            const RopeRule& rule) {
    Vector out(heads.begin(), heads.end());
    const std::size_t pairs = rule.angles.frequencies.size();
    const double magnitude = rule.angles.magnitude;
    for (std::size_t start = rule.first; start < heads.size(); start += headSize) {
        for (std::size_t i = 0; i < pairs; ++i) {
            const bool split = rule.layout == RopeLayout::halfSplit;
            const std::size_t first = start + (split ? i : 2 * i);
            const std::size_t second = first + (split ? pairs : 1);
            const double angle = position * rule.angles.frequencies[i];
            const double x = heads[first] * magnitude;
            const double y = heads[second] * magnitude;
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

namespace {

/// The first position that the token at `position` sees.
std::size_t firstVisible(std::size_t position, const AttentionRule& rule) {
    if (rule.window == 0) {
        return 0;
    }
    return rule.chunked ? position / rule.window * rule.window
                        : position + 1 - std::min<std::size_t>(position + 1, rule.window);
}

} // namespace

Vector attend(std::span<const float> query, const KvHistory& history, std::uint32_t headCountKv,
              std::uint32_t headSize, const AttentionRule& rule) {
    const std::size_t tokens = history.keys.size() / (std::size_t{headCountKv} * headSize);
    const std::size_t headCount = query.size() / headSize;
    const std::uint32_t valueSize = rule.valueSize > 0 ? rule.valueSize : headSize;
    const double scale =
        rule.scale > 0 ? double{rule.scale} : 1 / std::sqrt(static_cast<double>(headSize));
    const std::size_t begin = firstVisible(tokens - 1, rule);
    Vector out;
    for (std::size_t head = 0; head < headCount; ++head) {
        const std::size_t headKv = head / (headCount / headCountKv);
        const auto ofToken = [&](const Vector& cache, std::size_t token) {
            return part(cache, token * headCountKv + headKv, tokens * headCountKv);
        };
        Vector scores;
        for (std::size_t token = begin; token < tokens; ++token) {
            scores.push_back(static_cast<float>(
                dot(part(query, head, headCount), ofToken(history.keys, token)) * scale));
        }
        scores = softCapped(scores, rule.softCap);
        if (!rule.sinks.empty()) {
            scores.push_back(rule.sinks[head]);
        }
        const Vector weights = softmax(scores);
        std::vector<double> mixed(valueSize, 0.0);
        for (std::size_t token = begin; token < tokens; ++token) {
            const auto value = ofToken(history.values, token);
            for (std::uint32_t i = 0; i < valueSize; ++i) {
                mixed[i] += double{weights[token - begin]} * double{value[i]};
            }
        }
        out.insert(out.end(), mixed.begin(), mixed.end());
    }
    return out;
}

Vector unitHeads(std::span<const float> heads, std::uint32_t size, float epsilon) {
    Vector out;
    for (std::size_t start = 0; start < heads.size(); start += size) {
        const auto head = heads.subspan(start, size);
        const double length = std::max(std::sqrt(dot(head, head)), double{epsilon});
        for (const float value : head) {
            out.push_back(static_cast<float>(value / length));
        }
    }
    return out;
}

Vector convolved(DeltaState& state, std::span<const float> input, std::span<const float> weight,
                 std::uint32_t taps) {
    state.inputs.emplace_back(input.begin(), input.end());
    const std::size_t tokens = state.inputs.size();
    Vector out(input.size());
    for (std::size_t channel = 0; channel < input.size(); ++channel) {
        double total = 0;
        for (std::size_t back = 0; back < std::min<std::size_t>(taps, tokens); ++back) {
            total += double{weight[channel * taps + taps - 1 - back]} *
                     double{state.inputs[tokens - 1 - back][channel]};
        }
        out[channel] = static_cast<float>(total / (1 + std::exp(-total)));
    }
    return out;
}

Vector deltaRule(DeltaState& state, std::span<const float> query, std::span<const float> key,
                 std::span<const float> value, std::span<const float> decay,
                 std::span<const float> beta) {
    const std::size_t heads = beta.size();
    const std::size_t keySize = key.size() / heads;
    const std::size_t valueSize = value.size() / heads;
    state.memory.resize(value.size() * keySize);
    Vector out;
    for (std::size_t row = 0; row < value.size(); ++row) {
        const std::size_t head = row / valueSize;
        const auto q = part(query, head, heads);
        const auto k = part(key, head, heads);
        double* memory = &state.memory[row * keySize];
        double known = 0;
        for (std::size_t i = 0; i < keySize; ++i) {
            memory[i] *= double{decay[head]};
            known += memory[i] * double{k[i]};
        }
        const double correction = double{beta[head]} * (double{value[row]} - known);
        double read = 0;
        for (std::size_t i = 0; i < keySize; ++i) {
            memory[i] += correction * double{k[i]};
            read += memory[i] * double{q[i]};
        }
        out.push_back(static_cast<float>(read));
    }
    return out;
}

namespace {

/// Minus infinity for the experts outside the best groups; a group counts as much as its two best.
Vector withoutLesserGroups(Vector ranks, const RouterRule& rule) {
    const std::size_t size = ranks.size() / rule.groups;
    std::vector<std::pair<double, std::size_t>> groups;
    for (std::size_t g = 0; g < rule.groups; ++g) {
        Vector members(ranks.begin() + g * size, ranks.begin() + (g + 1) * size);
        std::sort(members.begin(), members.end(), std::greater<>());
        groups.emplace_back(members[0] + (size > 1 ? double{members[1]} : 0.0), g);
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = rule.groupsUsed; i < groups.size(); ++i) {
        const auto first = ranks.begin() + groups[i].second * size;
        std::fill(first, first + size, -std::numeric_limits<float>::infinity());
    }
    return ranks;
}

Vector sigmoids(std::span<const float> x) {
    Vector out;
    for (const float value : x) {
        out.push_back(static_cast<float>(1 / (1 + std::exp(-double{value}))));
    }
    return out;
}

Vector withBias(Vector x, std::span<const float> bias) {
    return bias.empty() ? x : sum(x, bias);
}

} // namespace

std::vector<ChosenExpert> route(std::span<const float> routerLogits, std::uint32_t k,
                                const RouterRule& rule, std::span<const float> choiceBias) {
    const Vector scores =
        rule.score == RouterScore::sigmoid ? sigmoids(routerLogits) : softmax(routerLogits);
    Vector ranks = choiceBias.empty() ? Vector(routerLogits.begin(), routerLogits.end())
                                      : sum(scores, choiceBias);
    if (rule.groups > rule.groupsUsed) {
        ranks = withoutLesserGroups(withBias(scores, choiceBias), rule);
    }
    std::vector<ChosenExpert> chosen(scores.size());
    for (std::uint32_t expert = 0; expert < scores.size(); ++expert) {
        chosen[expert] = {expert, scores[expert]};
    }
    std::stable_sort(chosen.begin(), chosen.end(),
                     [&](const ChosenExpert& a, const ChosenExpert& b) {
                         return ranks[a.expert] > ranks[b.expert];
                     });
    chosen.resize(std::min<std::size_t>(k, chosen.size()));
    float total = 0;
    for (const ChosenExpert& expert : chosen) {
        total += expert.weight;
    }
    total = std::max(total, 0x1p-14F);
    for (ChosenExpert& expert : chosen) {
        expert.weight *= rule.scale;
        expert.weight /= rule.renormalise ? total : 1;
    }
    return chosen;
}

Vector feedForward(const FeedForwardWeights& weights, std::span<const float> x,
                   Activation activation) {
    const Vector hidden = joined(activation, withBias(matVec(weights.gate, x), weights.gateBias),
                                 withBias(matVec(weights.up, x), weights.upBias));
    return withBias(matVec(weights.down, hidden), weights.downBias);
}

Vector expertSum(const FeedForwardWeights& weights, std::uint32_t expertCount,
                 std::span<const ChosenExpert> chosen, std::span<const float> x,
                 Activation activation, bool scalesInput) {
    const auto of = [&](std::span<const float> all, std::uint32_t expert) {
        return all.empty() ? all : part(all, expert, expertCount);
    };
    Vector out(x.size(), 0.0F);
    for (const auto& [expert, weight] : chosen) {
        const FeedForwardWeights own{of(weights.gate, expert),   of(weights.up, expert),
                                     of(weights.down, expert),   of(weights.gateBias, expert),
                                     of(weights.upBias, expert), of(weights.downBias, expert)};
        Vector input(x.begin(), x.end());
        for (float& value : input) {
            value *= scalesInput ? weight : 1;
        }
        const Vector y = feedForward(own, input, activation);
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] += (scalesInput ? 1 : weight) * y[i];
        }
    }
    return out;
}

} // namespace conclave::reference
