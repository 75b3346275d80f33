// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_replies.h"

#include <algorithm>

namespace conclave {

namespace {

constexpr auto kThinking = "The question is short, so a short answer will do. "
                           "First I recall what I know, then I check it, then I say it plainly.";

constexpr auto kPlain =
    "A mixture-of-experts model has many small networks, the **experts**, and a router that "
    "chooses a few of them for each token. Only the chosen ones are computed, so a large model "
    "answers as fast as a small one.\n\n"
    "- The router looks at one token at a time.\n"
    "- Two of eight experts work on it.\n"
    "- Their results are added, weighted by the router.";

constexpr auto kQuant =
    "Q4_K_M stores most weights in 4 bits. It needs about a third of the memory of "
    "F16 and loses very little quality, so it is the usual choice when video "
    "memory is limited.";
constexpr auto kQuantCoarse =
    "Q4_K_M stores most weights in 4 bits. It needs about a third of the "
    "memory of F16 and loses little quality, so it is a usual choice when "
    "memory is short.";

constexpr auto kCode = "Here is the router in a few lines:\n\n"
                       "```python\n"
                       "def route(token, experts, k=2):\n"
                       "    # the k experts with the highest score\n"
                       "    scores = softmax(token @ router)\n"
                       "    return top_k(scores, k)\n"
                       "```\n\n"
                       "And what it costs:\n\n"
                       "| Format | Bits | Size |\n"
                       "|---|---|---|\n"
                       "| F16 | 16.0 | 22 MB |\n"
                       "| Q8_0 | 8.5 | 12 MB |\n"
                       "| Q4_K_M | 4.8 | 7 MB |\n";

constexpr auto kKorean =
    "안녕하세요! 전문가 혼합 모델은 토큰마다 **몇 개의 전문가**만 골라 계산합니다. "
    "그래서 큰 모델도 빠르게 답할 수 있습니다.";
constexpr auto kKoreanThinking = "질문이 한국어이므로 한국어로 짧게 답하자.";

/// Hangul syllables, U+AC00 to U+D7A3, begin with the bytes EA to ED in UTF-8.
bool isKorean(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xEA && byte <= 0xED;
    });
}

} // namespace

ScriptedReply replyTo(const std::string& question, const std::string& quantisation) {
    const auto has = [&](const char* words) { return question.find(words) != std::string::npos; };
    if (has("fail please")) {
        return {kThinking, "This much came through before ", false,
                "The answer ended early: the device was lost; try again."};
    }
    if (has("endless")) {
        return {kThinking, "and on it goes, ", true};
    }
    if (has("show code")) {
        return {kThinking, kCode};
    }
    if (has("Q4_K_M")) {
        return {kThinking, quantisation == "Q2_K" ? kQuantCoarse : kQuant};
    }
    if (isKorean(question)) {
        return {kKoreanThinking, kKorean};
    }
    return {kThinking, kPlain};
}

} // namespace conclave
