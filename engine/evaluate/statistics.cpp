// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/statistics.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace conclave::quality {
namespace {

/// Logarithm of the sum of exponentials.
double logTotal(std::span<const float> logits) {
    const float most = *std::ranges::max_element(logits);
    double total = 0;
    for (const float logit : logits) {
        total += std::exp(double{logit} - double{most});
    }
    return double{most} + std::log(total);
}

std::ptrdiff_t placeOfLargest(std::span<const float> values) {
    return std::ranges::max_element(values) - values.begin();
}

/// Mean of something over the scores, and its standard error.
Measured meanOf(std::span<const TokenScore> scores,
                const std::function<double(const TokenScore&)>& value) {
    double sum = 0, squares = 0;
    for (const TokenScore& score : scores) {
        sum += value(score);
        squares += value(score) * value(score);
    }
    const auto count = static_cast<double>(scores.size());
    const double mean = sum / count;
    const double variance = squares / count - mean * mean;
    const bool enough = variance > 0 && scores.size() > 10;
    return {mean, enough ? std::sqrt(variance / (count - 1)) : 0};
}

/// Covariance of the two means.
double covarianceOfMeans(std::span<const TokenScore> scores) {
    double own = 0, reference = 0, product = 0;
    for (const TokenScore& score : scores) {
        own += score.surprise;
        reference += score.referenceSurprise;
        product += score.surprise * score.referenceSurprise;
    }
    const auto count = static_cast<double>(scores.size());
    return scores.size() < 10 ? 0
                              : (product / count - own / count * (reference / count)) / (count - 1);
}

Measured perplexityOf(const Measured& surprise) {
    const double perplexity = std::exp(surprise.value);
    return {perplexity, perplexity * surprise.error};
}

/// Between the two nearest of the sorted values.
double quantile(const std::vector<double>& sorted, double fraction) {
    const double place = fraction * static_cast<double>(sorted.size() - 1);
    const auto lower = static_cast<std::size_t>(place);
    const std::size_t upper = std::min(lower + 1, sorted.size() - 1);
    const double rest = place - static_cast<double>(lower);
    return (1 - rest) * sorted[lower] + rest * sorted[upper];
}

Divergence divergenceOf(std::span<const TokenScore> scores, const Measured& surprise) {
    Divergence result;
    const Measured reference =
        meanOf(scores, [](const TokenScore& s) { return s.referenceSurprise; });
    result.referencePerplexity = perplexityOf(reference);
    const double ratio = std::exp(surprise.value - reference.value);
    const double variance = surprise.error * surprise.error + reference.error * reference.error -
                            2 * covarianceOfMeans(scores);
    result.perplexityRatio = {ratio, ratio * std::sqrt(std::max(variance, 0.0))};

    std::vector<double> sorted;
    for (const TokenScore& score : scores) {
        sorted.push_back(score.divergence);
    }
    std::ranges::sort(sorted);
    result.klMean = meanOf(scores, [](const TokenScore& s) { return s.divergence; });
    result.klMedian = quantile(sorted, 0.5);
    result.klP99 = quantile(sorted, 0.99);
    result.klMax = sorted.back();

    const double same = meanOf(scores, [](const TokenScore& s) { return s.sameTop; }).value;
    const double others = std::max<double>(1, static_cast<double>(scores.size()) - 1);
    result.topAgreement = {same, std::sqrt(same * (1 - same) / others)};

    const Measured change = meanOf(scores, [](const TokenScore& s) {
        const double difference = std::exp(-s.surprise) - std::exp(-s.referenceSurprise);
        return difference * difference;
    });
    const double rms = std::sqrt(change.value);
    result.probabilityChangeRms = {rms, rms > 0 ? change.error / (2 * rms) : 0};
    return result;
}

} // namespace

TokenScore scoreToken(std::span<const float> logits, std::uint32_t next) {
    return {.surprise = logTotal(logits) - double{logits[next]}};
}

TokenScore scoreToken(std::span<const float> logits, std::span<const float> referenceLogits,
                      std::uint32_t next) {
    const double total = logTotal(logits);
    const double referenceTotal = logTotal(referenceLogits);
    TokenScore score{.surprise = total - double{logits[next]},
                     .referenceSurprise = referenceTotal - double{referenceLogits[next]}};
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const double reference = double{referenceLogits[i]} - referenceTotal;
        score.divergence += std::exp(reference) * (reference - (double{logits[i]} - total));
    }
    score.sameTop = placeOfLargest(logits) == placeOfLargest(referenceLogits) ? 1 : 0;
    return score;
}

Quality summarise(std::span<const TokenScore> scores, bool withReference) {
    Quality quality;
    quality.tokens = scores.size();
    if (scores.empty()) {
        return quality;
    }
    const Measured surprise = meanOf(scores, [](const TokenScore& s) { return s.surprise; });
    quality.perplexity = perplexityOf(surprise);
    if (withReference) {
        quality.divergence = divergenceOf(scores, surprise);
    }
    return quality;
}

} // namespace conclave::quality
