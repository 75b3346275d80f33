// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/pretokenizer_rules.h"

#include "engine/error.h"

#include <fmt/format.h>

namespace conclave {

namespace {

// The expressions are those of the publishers' tokenizer.json files. Each cuts the pieces that the
// one before it left into its matches and what lies between them.

#define CONTRACTIONS "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
#define TRAILING_SPACES "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
#define GPT2 "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)"
#define UPPER "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]"
#define LOWER "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]"

constexpr const char* kGpt2[] = {GPT2};

constexpr const char* kStarcoder[] = {"\\p{N}", GPT2};

constexpr const char* kDefault[] = {"[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, "\\p{N}+",
                                    "[0-9][0-9][0-9]"};

constexpr const char* kFalcon[] = {"[\\p{P}\\$\\+<=>\\^~\\|`]+", GPT2, "[0-9][0-9][0-9]"};

constexpr const char* kLlama3[] = {
    CONTRACTIONS
    "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|" TRAILING_SPACES};

constexpr const char* kQwen2[] = {
    CONTRACTIONS
    "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|" TRAILING_SPACES};

constexpr const char* kQwen35[] = {CONTRACTIONS
                                   "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}|"
                                   " ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|" TRAILING_SPACES};

constexpr const char* kGpt4o[] = {"[^\\r\\n\\p{L}\\p{N}]?" UPPER "*" LOWER "+" CONTRACTIONS "?|"
                                  "[^\\r\\n\\p{L}\\p{N}]?" UPPER "+" LOWER "*" CONTRACTIONS "?|"
                                  "\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|" TRAILING_SPACES};

constexpr const char* kTekken[] = {"[^\\r\\n\\p{L}\\p{N}]?" UPPER "*" LOWER
                                   "+|[^\\r\\n\\p{L}\\p{N}]?" UPPER "+" LOWER "*|"
                                   "\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|" TRAILING_SPACES};

constexpr const char* kKimiK2[] = {
    "\\p{Han}+|"
    "[^\\r\\n\\p{L}\\p{N}]?(?:(?!\\p{Han})" UPPER ")*(?:(?!\\p{Han})" LOWER ")+" CONTRACTIONS "?|"
    "[^\\r\\n\\p{L}\\p{N}]?(?:(?!\\p{Han})" UPPER ")+(?:(?!\\p{Han})" LOWER ")*" CONTRACTIONS "?|"
    "\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|" TRAILING_SPACES};

// As DeepSeek lists them: the Latin, Greek, Cyrillic, Armenian, Georgian and Cherokee letters with
// a case, and a few smaller alphabets. Written as numbers because Unicode normalisation would
// change some of them.
#define CASED_LETTERS                                                                              \
    "A-Za-z\\x{B5}\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{1BA}\\x{1BC}-\\x{1BF}"                 \
    "\\x{1C4}-\\x{293}\\x{295}-\\x{2AF}\\x{370}-\\x{373}\\x{376}\\x{377}\\x{37B}-\\x{37D}"         \
    "\\x{37F}\\x{386}\\x{388}-\\x{38A}\\x{38C}\\x{38E}-\\x{3A1}\\x{3A3}-\\x{3F5}"                  \
    "\\x{3F7}-\\x{481}\\x{48A}-\\x{52F}\\x{531}-\\x{556}\\x{10A0}-\\x{10C5}"                       \
    "\\x{13A0}-\\x{13F5}\\x{13F8}-\\x{13FD}\\x{1C90}-\\x{1CBA}\\x{1CBD}-\\x{1CBF}"                 \
    "\\x{1D00}-\\x{1D2B}\\x{1D6B}-\\x{1D77}\\x{1D79}-\\x{1D9A}\\x{1E00}-\\x{1F15}"                 \
    "\\x{1F18}-\\x{1F1D}\\x{1F20}-\\x{1F45}\\x{1F48}-\\x{1F4D}\\x{1F50}-\\x{1F57}"                 \
    "\\x{1F59}\\x{1F5B}\\x{1F5D}\\x{1F5F}-\\x{1F7D}\\x{1F80}-\\x{1FB4}\\x{1FB6}-\\x{1FBC}"         \
    "\\x{1FBE}\\x{1FC2}-\\x{1FC4}\\x{1FC6}-\\x{1FCC}\\x{1FD0}-\\x{1FD3}"                           \
    "\\x{1FD6}-\\x{1FDB}\\x{1FE0}-\\x{1FEC}\\x{1FF2}-\\x{1FF4}\\x{1FF6}-\\x{1FFC}"                 \
    "\\x{2102}\\x{2107}\\x{210A}-\\x{2113}\\x{2115}\\x{2119}-\\x{211D}\\x{2124}\\x{2126}"          \
    "\\x{2128}\\x{212A}-\\x{212D}\\x{212F}-\\x{2134}\\x{2139}\\x{213C}-\\x{213F}"                  \
    "\\x{2145}-\\x{2149}\\x{214E}\\x{2183}\\x{2184}\\x{2C00}-\\x{2C7B}\\x{2C7E}-\\x{2CE4}"         \
    "\\x{2CEB}-\\x{2CEE}\\x{2CF2}\\x{2CF3}\\x{A640}-\\x{A66D}\\x{A680}-\\x{A69B}"                  \
    "\\x{A722}-\\x{A76F}\\x{A771}-\\x{A787}\\x{A78B}-\\x{A78E}\\x{AB70}-\\x{ABBF}"                 \
    "\\x{FB00}-\\x{FB06}\\x{FB13}-\\x{FB17}\\x{FF21}-\\x{FF3A}\\x{FF41}-\\x{FF5A}"                 \
    "\\x{10400}-\\x{1044F}\\x{104B0}-\\x{104D3}\\x{104D8}-\\x{104FB}\\x{10C80}-\\x{10CB2}"         \
    "\\x{10CC0}-\\x{10CF2}\\x{118A0}-\\x{118DF}\\x{1E900}-\\x{1E943}"

// The publisher's class of punctuation also holds U+3000. The reference implementation, which made
// the conformance data, sees that as a space only.
constexpr const char* kDeepSeekLlm[] = {
    "[\\r\\n]", "\\s?[" CASED_LETTERS "]+", "\\s?[!-/:-~！-／：-～‘-‟、。]+",
    "\\s+$",    "[一-龥ࠀ-一가-퟿]+", "\\p{N}+"};

constexpr const char* kDeepSeekCoder[] = {"[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+",
                                          "[一-龥ࠀ-一가-퟿]+", "\\p{N}"};

constexpr const char* kDeepSeek3[] = {
    "\\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+",
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?"
    "[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|" TRAILING_SPACES};

constexpr const char* kBloom[] = {" ?[^(\\s|.,!?…。，、।۔،)]+"};

constexpr const char* kViking[] = {" ?[^(\\s|.,!?…。，、।۔،)]+", "\\p{N}"};

constexpr const char* kBailing[] = {
    "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|"
    "\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"};

constexpr const char* kSeedCoder[] = {
    CONTRACTIONS
    "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1}| ?[^\\s\\p{L}\\p{N}\\r\\n]+|" TRAILING_SPACES};

constexpr const char* kExaoneMoe[] = {
    CONTRACTIONS "|[^\\r\\n\\p{L}\\p{N}]?(?:\\p{L}\\p{M}*(?: \\p{L}\\p{M}*)*)+|\\p{N}|"
                 " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]?|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"};

#undef CONTRACTIONS
#undef TRAILING_SPACES
#undef GPT2
#undef UPPER
#undef LOWER
#undef CASED_LETTERS

constexpr PreTokenizerRule kRules[] = {
    {.names = "default", .expressions = kDefault, .tidiesSpaces = true},
    {.names = "gpt-2 phi-2 gigachat a.x-4.0 mellum modern-bert mpt olmo jais exaone4",
     .expressions = kGpt2,
     .tidiesSpaces = true},
    {.names = "trillion granite-docling", .expressions = kGpt2},
    {.names = "llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral midm-2.0 lfm2",
     .expressions = kLlama3,
     .wholeWords = true,
     .addsBos = true,
     .tidiesSpaces = true},
    {.names = "dbrx smaug-bpe glm4 chatglm-bpe", .expressions = kLlama3, .tidiesSpaces = true},
    {.names = "qwen2 deepseek-r1-qwen hunyuan solar-open grok-2 kormo", .expressions = kQwen2},
    {.names = "stablelm2 megrez", .expressions = kQwen2, .tidiesSpaces = true},
    {.names = "qwen35", .expressions = kQwen35},
    {.names = "gpt-4o llama4 minimax-m2 kanana2", .expressions = kGpt4o},
    {.names = "tekken", .expressions = kTekken, .wholeWords = true, .addsBos = true},
    {.names = "kimi-k2", .expressions = kKimiK2},
    {.names = "deepseek-llm", .expressions = kDeepSeekLlm},
    {.names = "deepseek-coder", .expressions = kDeepSeekCoder},
    {.names = "deepseek-v3 hunyuan-dense joyai-llm hy_v4", .expressions = kDeepSeek3},
    {.names = "falcon", .expressions = kFalcon, .tidiesSpaces = true},
    {.names = "starcoder refact codeshell exaone minerva-7b mellum2",
     .expressions = kStarcoder,
     .tidiesSpaces = true},
    {.names = "command-r smollm", .expressions = kStarcoder},
    {.names = "bloom gpt3-finnish", .expressions = kBloom, .tidiesSpaces = true},
    {.names = "poro-chat", .expressions = kBloom},
    {.names = "viking", .expressions = kViking},
    {.names = "bailingmoe bailingmoe2 llada-moe", .expressions = kBailing},
    {.names = "seed-coder", .expressions = kSeedCoder},
    {.names = "exaone-moe", .expressions = kExaoneMoe, .tidiesSpaces = true},
};

bool lists(std::string_view names, std::string_view name) {
    while (!names.empty()) {
        const std::string_view first = names.substr(0, names.find(' '));
        if (first == name)
            return true;
        names.remove_prefix(std::min(names.size(), first.size() + 1));
    }
    return false;
}

} // namespace

const PreTokenizerRule& preTokenizerRule(std::string_view name) {
    for (const PreTokenizerRule& rule : kRules)
        if (lists(rule.names, name))
            return rule;
    throw Error(ErrorKind::unsupported,
                fmt::format("Cannot use this model: its pre-tokenizer '{}' is not known to this "
                            "version, and guessing would garble its text.",
                            name));
}

} // namespace conclave
