// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/pretokenizer_rules.h"

#include "engine/error.h"

#include <fmt/format.h>

namespace conclave {

namespace {

// The expressions are those of the publishers' tokenizer.json files, as the reference
// implementation understands them: it made the conformance data, and models in GGUF files are used
// through it. Where the two differ a note says so. Each expression cuts the pieces that the one
// before it left into its matches and what lies between them. Classes are those of Unicode 15.1
// (see unicodeClasses() in pretokenizer.cpp).

#define CONTRACTIONS "'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])"
#define TRAILING_SPACES "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
#define GPT2 "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)"
#define WORD "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+"
#define SIGNS " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
// The publishers of o200k and tekken separate Unicode's cases and take marks for letters; the
// reference separates the cases of ASCII only, and marks are no letters.
#define UPPER "(?:(?![a-z])\\p{L})"
#define LOWER "(?:(?![A-Z])\\p{L})"
#define CASED_WORD(ending)                                                                         \
    "[^\\r\\n\\p{L}\\p{N}]?" UPPER "*" LOWER "+" ending "|[^\\r\\n\\p{L}\\p{N}]?" UPPER "+" LOWER  \
    "*" ending
#define PATH_SIGNS " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
#define MARKED_WORD "[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+"

constexpr const char* kGpt2[] = {GPT2};

constexpr const char* kStarcoder[] = {"\\p{N}", GPT2};

constexpr const char* kDefault[] = {"[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, "\\p{N}+",
                                    "[0-9][0-9][0-9]"};

constexpr const char* kFalcon[] = {"[\\p{P}\\$\\+<=>\\^~\\|`]+", GPT2, "[0-9][0-9][0-9]"};

constexpr const char* kLlama3[] = {CONTRACTIONS "|" WORD "|\\p{N}{1,3}|" SIGNS "|" TRAILING_SPACES};

constexpr const char* kMiniCpm5[] = {"\\p{N}{1,3}",
                                     CONTRACTIONS "|" WORD "|\\p{N}+|" SIGNS "|" TRAILING_SPACES};

constexpr const char* kJais2[] = {
    CONTRACTIONS "|" WORD "|\\p{N}{1,3}|" SIGNS "|\\s*[\\r\\n]+|"
                 "\\s{512}(?!\\S)|\\s{256}(?!\\S)|\\s{128}(?!\\S)|\\s{64}(?!\\S)|\\s{32}(?!\\S)|"
                 "\\s{16}(?!\\S)|\\s{8}(?!\\S)|\\s{4}(?!\\S)|\\s{1,2}(?!\\S)|\\s"};

constexpr const char* kQwen2[] = {CONTRACTIONS "|" WORD "|\\p{N}|" SIGNS "|" TRAILING_SPACES};

constexpr const char* kUfakZeka[] = {WORD "|\\p{N}|" SIGNS "|" TRAILING_SPACES};

constexpr const char* kLaguna[] = {"[^\\n]+|\\n+",
                                   CONTRACTIONS "|" WORD "|\\p{N}|" SIGNS "|" TRAILING_SPACES};

constexpr const char* kQwen35[] = {CONTRACTIONS
                                   "|" MARKED_WORD "|\\p{N}|"
                                   " ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|" TRAILING_SPACES};

constexpr const char* kGpt4o[] = {CASED_WORD("(?:" CONTRACTIONS ")?") "|\\p{N}{1,3}|" PATH_SIGNS
                                                                      "|" TRAILING_SPACES};

constexpr const char* kTekken[] = {CASED_WORD("") "|\\p{N}|" PATH_SIGNS "|" TRAILING_SPACES};

constexpr const char* kGraniteEmbedding[] = {
    "[^\\r\\n\\p{L}\\p{N}]?(?:(?![a-z])[\\p{L}\\p{M}])*(?:(?![A-Z])[\\p{L}\\p{M}])+"
    "(?:" CONTRACTIONS ")?|"
    "[^\\r\\n\\p{L}\\p{N}]?(?:(?![a-z])[\\p{L}\\p{M}])+(?:(?![A-Z])[\\p{L}\\p{M}])*"
    "(?:" CONTRACTIONS ")?|\\p{N}{1,3}|" PATH_SIGNS "|" TRAILING_SPACES};

constexpr const char* kTinyAya[] = {MARKED_WORD "(?:" CONTRACTIONS ")?|\\p{N}{1,3}|" PATH_SIGNS
                                                "|" TRAILING_SPACES};

constexpr const char* kYoutu[] = {"[가-힣ㄱ-ㆎ]+|[！…“”‘’—：；，\\x{3001}-\\x{303F}\\x{FE30}-\\x{"
                                  "FE4F}]+|[ㄅ-ㄯ]+|[一-龥぀-ゟ゠-ヿ]+",
                                  MARKED_WORD "(?:" CONTRACTIONS ")?|\\p{N}|" PATH_SIGNS
                                              "|" TRAILING_SPACES};

// The publisher also takes marks for letters. Chinese is what the reference counts as such.
#define HAN                                                                                        \
    "[\\x{4E00}-\\x{9FFF}\\x{3400}-\\x{4DBF}\\x{20000}-\\x{2A6DF}\\x{2A700}-\\x{2EBEF}"            \
    "\\x{F900}-\\x{FAFF}\\x{2F800}-\\x{2FA1F}]"
constexpr const char* kKimiK2[] = {HAN "+|[^\\r\\n\\p{L}\\p{N}]?(?:(?!" HAN ")\\p{L})+"
                                       "(?:" CONTRACTIONS ")?|\\p{N}{1,3}|" SIGNS
                                       "|" TRAILING_SPACES};

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

// The publisher's classes of punctuation and of East Asian letters also hold spaces, U+3000 and
// U+202F among them. The reference sees those as spaces only.
#define EAST_ASIAN "(?:(?!\\s)[一-龥ࠀ-一가-퟿])+"

constexpr const char* kDeepSeekLlm[] = {
    "[\\r\\n]", "\\s?[" CASED_LETTERS "]+", "\\s?[!-/:-~！-／：-～‘-‟、。]+", "\\s+$", EAST_ASIAN,
    "\\p{N}+"};

constexpr const char* kDeepSeekCoder[] = {"[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", EAST_ASIAN,
                                          "\\p{N}"};

#define ASCII_SIGN "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~]"
#define DEEPSEEK_WORD ASCII_SIGN "[A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"

constexpr const char* kDeepSeek3[] = {"\\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+",
                                      DEEPSEEK_WORD "| ?[\\p{P}\\p{S}]+[\\r\\n]*|" TRAILING_SPACES};

constexpr const char* kSpark25[] = {"\\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+",
                                    DEEPSEEK_WORD "| ?[\\p{P}\\p{S}]+|[\\r\\n]|\\s+(?!\\S)|\\s+",
                                    "\\p{N}"};

// The reference has U+F900 in its normalised form, U+8C48, which makes the third range a wide one.
constexpr const char* kAfMoe[] = {
    "[一-鿿㐀-䶿\\x{8C48}-\\x{FAFF}぀-ゟ゠-ヿ\\x{FF65}-\\x{FF9F}\\x{2F00}-\\x{2FDF}"
    "\\x{E40}-\\x{E7F}\\x{E80}-\\x{EFF}\\x{1780}-\\x{17FF}\\x{1000}-\\x{109F}"
    "\\x{AA60}-\\x{AA7F}\\x{A9E0}-\\x{A9FF}가-\\x{D7AF}\\x{1100}-\\x{11FF}]+",
    DEEPSEEK_WORD "| ?[\\p{P}\\p{S}]+[\\r\\n]*|" TRAILING_SPACES};

constexpr const char* kBloom[] = {" ?[^(\\s|.,!?…。，、।۔،)]+"};

constexpr const char* kViking[] = {" ?[^(\\s|.,!?…。，、।۔،)]+", "\\p{N}"};

constexpr const char* kBailing[] = {CONTRACTIONS "|" WORD "|\\p{N}|" SIGNS
                                                 "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"};

constexpr const char* kSeedCoder[] = {CONTRACTIONS
                                      "|" WORD "|\\p{N}| ?[^\\s\\p{L}\\p{N}]+|" TRAILING_SPACES};

constexpr const char* kExaoneMoe[] = {
    CONTRACTIONS "|[^\\r\\n\\p{L}\\p{N}]?(?:\\p{L}\\p{M}*(?: \\p{L}\\p{M}*)*)+|\\p{N}|"
                 " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]?|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"};

constexpr const char* kSuperBpe[] = {"\\p{N}+"};

constexpr const char* kChameleon[] = {"<sentinel:[0-9]+>",      "IMGIMG[A-I]{1,4}Z",
                                      "[\\t\\n]|    |  ",       "\\p{N}",
                                      "[\\p{P}!-/:-@\\[-`{-~]", GPT2};

constexpr const char* kLines[] = {"[^\\n]+|\\n+"};

#undef CONTRACTIONS
#undef TRAILING_SPACES
#undef GPT2
#undef WORD
#undef SIGNS
#undef UPPER
#undef LOWER
#undef CASED_WORD
#undef PATH_SIGNS
#undef MARKED_WORD
#undef HAN
#undef CASED_LETTERS
#undef EAST_ASIAN
#undef ASCII_SIGN
#undef DEEPSEEK_WORD

constexpr PreTokenizerRule kRules[] = {
    {.names = "default", .expressions = kDefault, .tidiesSpaces = true},
    {.names = "gpt-2 phi-2 gigachat a.x-4.0 mellum modern-bert mpt olmo jais exaone4 jina-es "
              "jina-de jina-v2-es jina-v2-de jina-v1-en jina-v2-code roberta-bpe",
     .expressions = kGpt2,
     .tidiesSpaces = true},
    {.names = "trillion granite-docling", .expressions = kGpt2},
    {.names = "llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano",
     .expressions = kLlama3,
     .wholeWords = true,
     .addsBos = true,
     .tidiesSpaces = true},
    {.names = "dbrx smaug-bpe glm4 chatglm-bpe", .expressions = kLlama3, .tidiesSpaces = true},
    {.names = "jais-2", .expressions = kJais2, .tidiesSpaces = true},
    {.names = "minicpm5", .expressions = kMiniCpm5, .wholeWords = true, .tidiesSpaces = true},
    {.names = "qwen2 deepseek-r1-qwen hunyuan solar-open grok-2 kormo f2llmv2",
     .expressions = kQwen2},
    {.names = "stablelm2 megrez", .expressions = kQwen2, .tidiesSpaces = true},
    {.names = "ufakzeka", .expressions = kUfakZeka},
    {.names = "laguna", .expressions = kLaguna},
    {.names = "qwen35", .expressions = kQwen35},
    {.names = "gpt-4o llama4 minimax-m2 kanana2 talkie", .expressions = kGpt4o},
    {.names = "granite-embed-multi-97m", .expressions = kGraniteEmbedding, .wholeWords = true},
    {.names = "tiny_aya cohere2moe", .expressions = kTinyAya, .digitGroups = "\\p{N}+"},
    {.names = "youtu", .expressions = kYoutu, .wholeWords = true},
    {.names = "tekken", .expressions = kTekken, .wholeWords = true, .addsBos = true},
    {.names = "kimi-k2", .expressions = kKimiK2},
    {.names = "deepseek-llm", .expressions = kDeepSeekLlm},
    {.names = "deepseek-coder", .expressions = kDeepSeekCoder},
    {.names = "deepseek-v3 hunyuan-dense joyai-llm hy_v4", .expressions = kDeepSeek3},
    {.names = "spark2_5", .expressions = kSpark25},
    {.names = "afmoe", .expressions = kAfMoe, .digitGroups = "\\p{N}+"},
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
    {.names = "superbpe", .expressions = kSuperBpe, .digitGroups = "[0-9]+"},
    {.names = "chameleon", .expressions = kChameleon, .addsBos = true},
    {.names = "gemma4 granite-embed-multi-311m",
     .expressions = kLines,
     .addsBos = true,
     .tidiesSpaces = true,
     .marksSpaces = true,
     .wholeLineBreaks = true},
    {.names = "sarvam-moe", .expressions = kLines, .marksSpaces = true},
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
