// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Vocabularies made here, small enough to check by hand, and broken ones.
#include "engine/error.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/text/byte_alphabet.h"
#include "engine/text/tokenizer.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace conclave;
using Ids = std::vector<TokenId>;

namespace {

/// A vocabulary about to be written; tests break it before that.
struct Draft {
    std::string model = "gpt2";
    std::string pre = "qwen2";
    std::vector<std::string> tokens;
    std::vector<std::int32_t> types;
    std::vector<float> scores;
    std::vector<std::string> merges;
    std::vector<std::pair<std::string, std::uint32_t>> roles;
    std::optional<bool> addBos;
    std::string name;
};

constexpr std::int32_t kNormal = 1, kUnknown = 2, kControl = 3, kUserDefined = 4, kByte = 6;

/// 256 bytes, then "he" 256, "ll" 257, "hell" 258, " w" 259, then the special tokens.
Draft bytePairDraft() {
    Draft draft;
    draft.tokens.assign(byteAlphabet().begin(), byteAlphabet().end());
    const std::string space = byteAlphabet()[' '];
    for (const std::string& token :
         {std::string("he"), std::string("ll"), std::string("hell"), space + "w"})
        draft.tokens.push_back(token);
    draft.types.assign(draft.tokens.size(), kNormal);
    draft.merges = {"h e", "l l", "he ll", space + " w"};
    draft.tokens.insert(draft.tokens.end(), {"<|im_start|>", "<|im_end|>", "<think>"});
    draft.types.insert(draft.types.end(), {kControl, kNormal, kUserDefined});
    draft.roles = {{"eos_token_id", 261}};
    return draft;
}

/// <unk> 0, <s> 1, </s> 2, bytes 3 to 258, then "▁" 259, "a" 260, "b" 261, "ab" 262, "▁ab" 263.
Draft sentencePieceDraft() {
    Draft draft;
    draft.model = "llama";
    draft.pre = "default";
    draft.tokens = {"<unk>", "<s>", "</s>"};
    draft.types = {kUnknown, kControl, kControl};
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    for (std::size_t byte = 0; byte < 256; ++byte) {
        draft.tokens.push_back(std::string("<0x") + kDigits[byte >> 4] + kDigits[byte & 15] + ">");
        draft.types.push_back(kByte);
    }
    for (const char* token : {"\xE2\x96\x81", "a", "b", "ab",
                              "\xE2\x96\x81"
                              "ab"}) {
        draft.tokens.emplace_back(token);
        draft.types.push_back(kNormal);
    }
    draft.scores.assign(draft.tokens.size(), 0.0F);
    draft.scores[262] = -1.0F;
    draft.scores[263] = -2.0F;
    return draft;
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(Draft&)>)

class TokenizerTest : public QObject {
    Q_OBJECT

    Tokenizer open(const Draft& draft) {
        const std::string path = m_folder.filePath("vocabulary.gguf").toStdString();
        GgufWriter writer(path);
        writer.addString("general.architecture", "qwen3");
        if (!draft.name.empty())
            writer.addString("general.name", draft.name);
        writer.addString("tokenizer.ggml.model", draft.model);
        writer.addString("tokenizer.ggml.pre", draft.pre);
        writer.addStrings("tokenizer.ggml.tokens", draft.tokens);
        if (!draft.types.empty())
            writer.addInt32s("tokenizer.ggml.token_type", draft.types);
        if (!draft.scores.empty())
            writer.addFloat32s("tokenizer.ggml.scores", draft.scores);
        if (!draft.merges.empty())
            writer.addStrings("tokenizer.ggml.merges", draft.merges);
        for (const auto& [role, id] : draft.roles)
            writer.addUint32("tokenizer.ggml." + role, id);
        if (draft.addBos)
            writer.addBool("tokenizer.ggml.add_bos_token", *draft.addBos);
        writer.finish();
        return Tokenizer(GgufFile(path));
    }

    QTemporaryDir m_folder;

private slots:
    void mergesByRank() {
        const Tokenizer tokenizer = open(bytePairDraft());
        QCOMPARE(tokenizer.encode("hello w"), (Ids{258, 'o', 259}));
        QCOMPARE(tokenizer.encode("lll"), (Ids{257, 'l'}));
        QCOMPARE(tokenizer.encode(""), Ids{});
    }

    void wordsAreMergedApart() { // "e" and "l" never meet across a space
        QCOMPARE(open(bytePairDraft()).encode("he ll"), (Ids{256, ' ', 257}));
    }

    void textSurvivesTheRoundTrip() {
        const Tokenizer tokenizer = open(bytePairDraft());
        for (const std::string text :
             {"hello world", "\xEC\x95\x88\xEB\x85\x95 \xF0\x9F\x98\x80\n\t",
              "\xFF\xC0\x80 broken \xE2\x82", " \r\n  1234567 don't"})
            QCOMPARE(tokenizer.decode(tokenizer.encode(text)), text);
    }

    void digitsAreGroupedFromTheRight() {
        Draft draft = bytePairDraft();
        draft.merges.insert(draft.merges.end(), {"1 2", "3 4"});
        draft.tokens.insert(draft.tokens.end(), {"12", "34"}); // 263, 264
        draft.types.insert(draft.types.end(), {kNormal, kNormal});
        draft.pre = "afmoe"; // "1", "234"
        QCOMPARE(open(draft).encode("1234"), (Ids{'1', '2', 264}));
        draft.pre = "deepseek-v3"; // "123", "4"
        QCOMPARE(open(draft).encode("1234"), (Ids{263, '3', '4'}));
    }

    void classesAreThoseOfUnicode15() {
        Draft draft = bytePairDraft();
        const std::string space = byteAlphabet()[' '];
        const auto spelled = [](std::string_view text) {
            std::string result;
            for (const char byte : text)
                result += byteAlphabet()[static_cast<unsigned char>(byte)];
            return result;
        };
        // A space goes along with a letter that is newer than PCRE2's tables, and with U+180E,
        // which is no space of its own.
        for (const std::string_view text : {" \xF0\xB1\x8D\x90", " \xE1\xA0\x8E"}) {
            draft.tokens.push_back(spelled(text.substr(0, 2)));
            draft.types.push_back(kNormal);
            draft.merges.push_back(space + " " + spelled(text.substr(1, 1)));
        }
        const Tokenizer tokenizer = open(draft);
        QCOMPARE(tokenizer.encode("a  \xF0\xB1\x8D\x90").at(2), TokenId(263));
        QCOMPARE(tokenizer.encode("a  \xE1\xA0\x8E").at(2), TokenId(264));
    }

    void gemma4MergesLinesAndFallsBackToBytes() {
        Draft draft;
        draft.model = draft.pre = "gemma4";
        draft.tokens = {"<pad>",
                        "<eos>",
                        "<bos>",
                        "\xE2\x96\x81",
                        "a",
                        "\xE2\x96\x81"
                        "a",
                        "a\xE2\x96\x81"
                        "a",
                        "\n",
                        "\n\n",
                        "<0xC3>",
                        "<0xA9>",
                        "</s>",
                        "<|tool_response>"};
        draft.types = {kControl, kControl, kControl, kNormal, kNormal,  kNormal, kNormal,
                       kNormal,  kNormal,  kByte,    kByte,   kControl, kControl};
        draft.merges = {"\xE2\x96\x81 a", "a \xE2\x96\x81"
                                          "a"};
        draft.roles = {{"bos_token_id", 2}, {"eos_token_id", 1}};
        draft.addBos = false; // as early files say, wrongly
        const Tokenizer tokenizer = open(draft);
        QCOMPARE(tokenizer.encode("a a"), (Ids{2, 6}));
        QCOMPARE(tokenizer.encode("a\n\n\n a", {.addSpecial = false}), (Ids{4, 7, 7, 7, 5}));
        QCOMPARE(tokenizer.encode("a\n\na", {.addSpecial = false}), (Ids{4, 8, 4}));
        QCOMPARE(tokenizer.encode("\xC3\xA9", {.addSpecial = false}), (Ids{9, 10}));
        QCOMPARE(tokenizer.decode(Ids{6, 8, 9, 10, 5}), std::string("a a\n\n\xC3\xA9 a"));
        QVERIFY(tokenizer.isEndOfGeneration(12));
        QVERIFY(!tokenizer.isEndOfGeneration(11)); // here it is a tag
    }

    void marksForFillingInAreNoText() {
        Draft draft = bytePairDraft();
        draft.tokens.insert(draft.tokens.end(), {"<fim_prefix>", "<|file_sep|>"}); // 263, 264
        draft.types.insert(draft.types.end(), {kUserDefined, kNormal});
        const Tokenizer tokenizer = open(draft);
        QVERIFY(tokenizer.encode("<fim_prefix>").size() > 1);
        QCOMPARE(tokenizer.encode("<fim_prefix>", {.parseSpecial = true}), (Ids{263}));
        QVERIFY(tokenizer.isEndOfGeneration(264));
        QVERIFY(!tokenizer.isEndOfGeneration(263));
    }

    void specialTokensAreReadOnRequest() {
        const Tokenizer tokenizer = open(bytePairDraft());
        QCOMPARE(tokenizer.encode("<|im_start|>he", {true, true}), (Ids{260, 256}));
        QVERIFY(tokenizer.encode("<|im_start|>he", {true, false}).size() > 5);
        QCOMPARE(tokenizer.encode("<think>he", {true, false}), (Ids{262, 256}));
        QCOMPARE(tokenizer.decode(Ids{260, 256, 262}), std::string("<|im_start|>he<think>"));
        QCOMPARE(tokenizer.decode(Ids{260, 256, 262}, false), std::string("he<think>"));
    }

    void endsOfTurnsAreKnownByTheirText() {
        const Tokenizer tokenizer = open(bytePairDraft());
        QVERIFY(tokenizer.isEndOfGeneration(261));
        QVERIFY(!tokenizer.isEndOfGeneration(260));
        QVERIFY(!tokenizer.isEndOfGeneration(4'000'000'000));
        QCOMPARE(tokenizer.endOfGeneration(), Ids{261});
    }

    void bosIsAddedWhereTheFileSaysSo() {
        Draft draft = bytePairDraft();
        draft.roles.emplace_back("bos_token_id", 260);
        draft.addBos = true;
        const Tokenizer tokenizer = open(draft);
        QVERIFY(tokenizer.addsBos());
        QCOMPARE(tokenizer.encode("he"), (Ids{260, 256}));
        QCOMPARE(tokenizer.encode("he", {false, false}), Ids{256});
    }

    void sentencePieceMergesByScore() {
        const Tokenizer tokenizer = open(sentencePieceDraft());
        QCOMPARE(tokenizer.encode("ab"), (Ids{1, 263}));
        QCOMPARE(tokenizer.encode("abb"), (Ids{1, 263, 261}));
        QCOMPARE(tokenizer.encode("a ab", {false, false}), (Ids{259, 260, 263}));
        QCOMPARE(tokenizer.decode(Ids{259, 260, 263}), std::string("a ab"));
    }

    /// Without scores the order of the tokens is that of the merges.
    void sentencePieceMergesByOrderWithoutScores() {
        Draft draft = sentencePieceDraft();
        const Ids scored = open(draft).encode("a ab abb");
        draft.scores.clear();
        QCOMPARE(open(draft).encode("a ab abb"), scored);
        std::swap(draft.tokens[262], draft.tokens[263]);
        QVERIFY(open(draft).encode("a ab abb") != scored);
    }

    /// Roles that name no token are left out, as publishers cut tokens off and forget them.
    void rolesWithoutATokenAreLeftOut() {
        for (const std::uint64_t outside : {std::uint64_t{263}, std::uint64_t{4'294'967'295}}) {
            Draft draft = bytePairDraft();
            draft.roles = {{"eos_token_id", outside}, {"bos_token_id", outside}};
            draft.addBos = true;
            const Tokenizer tokenizer = open(draft);
            QVERIFY(!tokenizer.bos() && !tokenizer.eos() && !tokenizer.addsBos());
            QCOMPARE(tokenizer.encode("he"), (Ids{256}));
        }
    }

    void sentencePieceFallsBackToBytes() {
        const Tokenizer tokenizer = open(sentencePieceDraft());
        const Ids ids = tokenizer.encode("\xC3\xA9\n", {false, false});
        QCOMPARE(ids, (Ids{259, 3 + 0xC3, 3 + 0xA9, 3 + '\n'}));
        QCOMPARE(tokenizer.decode(ids), std::string("\xC3\xA9\n"));
    }

    void everyRuleOfTheTableCompiles() {
        for (const char* name :
             {"default", "gpt-2", "llama-bpe", "dbrx", "qwen2", "qwen35", "gpt-4o", "tekken",
              "kimi-k2", "deepseek-llm", "deepseek-coder", "deepseek-v3", "falcon", "starcoder",
              "bloom", "viking", "bailingmoe", "seed-coder", "exaone-moe"}) {
            Draft draft = bytePairDraft();
            draft.pre = name;
            const Tokenizer tokenizer = open(draft);
            const std::string text = "Don't PANIC, it's 12345 \n\n 中文 русский  \xFF end ";
            QCOMPARE(tokenizer.decode(tokenizer.encode(text, {false, false})), text);
        }
    }

    void longWordsTakeNoLongerThanManyShortOnes() {
        const Tokenizer tokenizer = open(bytePairDraft());
        const std::string word(400'000, 'l');
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(tokenizer.encode(word).size(), std::size_t{200'000});
        QVERIFY2(timer.elapsed() < 5000, "merging a long word is not n log n");
    }

    void brokenVocabulariesAreRefused_data() {
        using Break = std::function<void(Draft&)>;
        QTest::addColumn<Break>("damage");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, Break damage, const char* reason) {
            QTest::newRow(name) << damage << reason;
        };
        row(
            "no tokens",
            [](Draft& d) {
                d.tokens.clear();
                d.types.clear();
            },
            "it has no tokens");
        row(
            "types missing", [](Draft& d) { d.types.pop_back(); },
            "263 tokens but 262 token types");
        row(
            "merge without space", [](Draft& d) { d.merges[1] = "ll"; }, "merge 1 is not a pair");
        row(
            "merge with nothing", [](Draft& d) { d.merges[1] = "l "; }, "merge 1 is not a pair");
        row(
            "empty merge", [](Draft& d) { d.merges[0].clear(); }, "merge 0 is not a pair");
        row(
            "no merges", [](Draft& d) { d.merges.clear(); }, "needs merges");
        row(
            "long token", [](Draft& d) { d.tokens[7].assign(70'000, 'x'); }, "70000 bytes");
        row(
            "unknown kind", [](Draft& d) { d.model = "unigram"; }, "'unigram'");
        row(
            "unknown pre-tokenizer", [](Draft& d) { d.pre = "martian"; }, "'martian'");
        row(
            "scores missing",
            [](Draft& d) {
                d.model = "llama";
                d.scores = {1.0F};
            },
            "1 scores");
    }

    void brokenVocabulariesAreRefused() {
        QFETCH(const std::function<void(Draft&)>, damage);
        QFETCH(const QString, reason);
        Draft draft = bytePairDraft();
        damage(draft);
        try {
            (void)open(draft);
            QFAIL("accepted");
        } catch (const Error& error) {
            const QString sentence = QString::fromUtf8(error.what());
            QVERIFY2(sentence.contains(reason), qPrintable(sentence));
            QVERIFY(error.kind() == ErrorKind::badFile || error.kind() == ErrorKind::unsupported);
        }
    }

    void oddVocabulariesAreUsedAsFarAsTheyGo() {
        Draft draft = bytePairDraft();
        draft.tokens['x'] = "gone";       // a byte without a token
        draft.tokens['y'] = "";           // an empty token
        draft.merges.emplace_back("q z"); // a merge whose result is no token
        draft.types['a'] = 99;            // a type from the future
        const Tokenizer tokenizer = open(draft);
        QCOMPARE(tokenizer.encode("xqzy"), (Ids{'q', 'z'}));
        QCOMPARE(tokenizer.piece('y'), std::string());
        QCOMPARE(tokenizer.piece(1'000'000), std::string());
    }
};

QTEST_GUILESS_MAIN(TokenizerTest)
#include "tokenizer_test.moc"
