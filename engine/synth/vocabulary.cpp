// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/vocabulary.h"

#include <fmt/format.h>

#include <array>
#include <set>

namespace conclave {
namespace {

// Values of tokenizer.ggml.token_type.
constexpr std::int32_t kNormal = 1, kControl = 3, kUserDefined = 4;

struct SpecialToken {
    std::string_view text;
    std::int32_t type;
};
constexpr std::array kSpecialTokens{
    SpecialToken{"<|endoftext|>", kControl}, SpecialToken{"<|im_start|>", kControl},
    SpecialToken{"<|im_end|>", kControl},    SpecialToken{"<think>", kUserDefined},
    SpecialToken{"</think>", kUserDefined},
};

constexpr std::array<std::string_view, 64> kWords{
    "the",  "and",   "that",  "have",   "for",   "not",  "with", "you",   "this",  "but",   "his",
    "from", "they",  "say",   "her",    "she",   "will", "one",  "all",   "would", "there", "their",
    "what", "out",   "about", "who",    "which", "when", "make", "can",   "like",  "time",  "just",
    "him",  "know",  "take",  "people", "into",  "year", "your", "good",  "some",  "could", "them",
    "see",  "other", "than",  "then",   "now",   "look", "only", "come",  "over",  "think", "also",
    "back", "after", "use",   "two",    "how",   "our",  "work", "first", "well",
};

std::string utf8(std::uint32_t codePoint) { // up to U+07FF
    if (codePoint < 0x80) {
        return {static_cast<char>(codePoint)};
    }
    return {static_cast<char>(0xC0 | (codePoint >> 6)),
            static_cast<char>(0x80 | (codePoint & 0x3F))};
}

/// How byte-level BPE (Radford et al. 2019) writes a byte: printable Latin-1 as itself, the rest in
/// order from U+0100.
std::string byteToken(std::uint32_t byte) {
    const auto printable = [](std::uint32_t b) {
        return (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b <= 0xFF && b != 0xAD);
    };
    if (printable(byte)) {
        return utf8(byte);
    }
    std::uint32_t rank = 0;
    for (std::uint32_t b = 0; b < byte; ++b) {
        rank += printable(b) ? 0 : 1;
    }
    return utf8(0x100 + rank);
}

/// Merges that build each word, with and without its leading space, from the left.
void addWords(SynthVocabulary& vocabulary, std::set<std::string>& known, std::uint32_t room) {
    const std::string space = byteToken(' ');
    for (const std::string_view word : kWords) {
        for (const std::string& start : {space, std::string()}) {
            std::string piece = start.empty() ? std::string(word.substr(0, 1)) : start;
            for (const char c : word.substr(start.empty() ? 1 : 0)) {
                const std::string longer = piece + c;
                if (known.contains(longer)) {
                    piece = longer;
                    continue;
                }
                if (vocabulary.tokens.size() == room) {
                    return;
                }
                vocabulary.merges.push_back(fmt::format("{} {}", piece, c));
                vocabulary.tokens.push_back(longer);
                known.insert(longer);
                piece = longer;
            }
        }
    }
}

} // namespace

SynthVocabulary makeVocabulary(std::uint32_t size) {
    SynthVocabulary vocabulary;
    vocabulary.tokens.reserve(size);
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        vocabulary.tokens.push_back(byteToken(byte));
    }
    std::set<std::string> known(vocabulary.tokens.begin(), vocabulary.tokens.end());
    const auto room = size - static_cast<std::uint32_t>(kSpecialTokens.size());
    addWords(vocabulary, known, room);
    while (vocabulary.tokens.size() < room) {
        vocabulary.tokens.push_back(
            fmt::format("{}word{}", byteToken(' '), vocabulary.tokens.size()));
    }
    vocabulary.types.assign(room, kNormal);
    vocabulary.endOfText = room;
    vocabulary.endOfMessage = room + 2;
    for (const SpecialToken& special : kSpecialTokens) {
        vocabulary.tokens.emplace_back(special.text);
        vocabulary.types.push_back(special.type);
    }
    return vocabulary;
}

std::string_view synthChatTemplate() noexcept {
    return R"({%- for message in messages -%}
    {%- set text = message.content -%}
    {%- if message.role == 'assistant' and '</think>' in text -%}
        {%- set text = text.split('</think>')[-1].lstrip('\n') -%}
    {%- endif -%}
    {{- '<|im_start|>' + message.role + '\n' + text + '<|im_end|>\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{- '<|im_start|>assistant\n' -}}
    {%- if enable_thinking is defined and enable_thinking is false -%}
        {{- '<think>\n\n</think>\n\n' -}}
    {%- endif -%}
{%- endif -%}
)";
}

} // namespace conclave
