// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Any bytes as text: byte-level BPE gives them back, the vocabularies with space marks
// never fail.
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/text/byte_alphabet.h"
#include "engine/text/tokenizer.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

using conclave::Tokenizer;

Tokenizer open(const std::string& model, const std::string& pre,
               const std::vector<std::string>& tokens) {
    const auto path = std::filesystem::temp_directory_path() / ("tokenizer_fuzz_" + pre + ".gguf");
    conclave::GgufWriter writer(path);
    writer.addString("tokenizer.ggml.model", model);
    writer.addString("tokenizer.ggml.pre", pre);
    writer.addStrings("tokenizer.ggml.tokens", tokens);
    writer.addFloat32s("tokenizer.ggml.scores", std::vector<float>(tokens.size()));
    writer.addStrings("tokenizer.ggml.merges",
                      std::vector<std::string>{"h e", "l l", "he ll", "a a", "aa aa"});
    writer.finish();
    Tokenizer tokenizer{conclave::GgufFile(path)};
    std::filesystem::remove(path);
    return tokenizer;
}

std::vector<std::string> bytesAnd(std::initializer_list<const char*> more) {
    std::vector<std::string> tokens(conclave::byteAlphabet().begin(),
                                    conclave::byteAlphabet().end());
    tokens.insert(tokens.end(), more.begin(), more.end());
    return tokens;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<std::string> bytePair =
        bytesAnd({"he", "ll", "hell", "aa", "aaaa", "<|im_start|>", "<|im_end|>"});
    static const Tokenizer bytePairs[] = {
        open("gpt2", "qwen2", bytePair), open("gpt2", "gpt-4o", bytePair),
        open("gpt2", "deepseek-v3", bytePair), open("gpt2", "kimi-k2", bytePair),
        open("gpt2", "afmoe", bytePair)};
    static const std::vector<std::string> marked{"<unk>", "<s>", "</s>", "\xE2\x96\x81",
                                                 "a",     "aa",  "\n\n", "<0x41>"};
    static const Tokenizer withMarks[] = {open("llama", "default", marked),
                                          open("gemma4", "default", marked)};
    const std::string text(data, data + size);
    for (const Tokenizer& tokenizer : bytePairs)
        if (tokenizer.decode(tokenizer.encode(text, {false, true})) != text)
            std::abort();
    for (const Tokenizer& tokenizer : withMarks)
        (void)tokenizer.decode(tokenizer.encode(text, {true, true}));
    return 0;
}
