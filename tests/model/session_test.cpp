// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a session promises: common beginnings are reused, sessions share pages, seeds repeat, and
// every way to reach a token sequence ends at the same logits.
#include "engine/error.h"
#include "engine/model/session.h"
#include "engine/synth/synth.h"
#include "tests/support/conformance.h"
#include "tests/support/dice.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <numeric>

using namespace conclave;
using namespace conclave::test;

namespace {

using Tokens = std::vector<std::uint32_t>;

/// Chunks end elsewhere in another history, sums come in another order, and a half in the cache
/// rounds to the other side now and then.
constexpr double kSame = 1e-6;

Tokens randomTokens(std::uint32_t seed, std::size_t count) {
    Dice dice(seed);
    Tokens tokens(count);
    std::generate(tokens.begin(), tokens.end(), [&] { return dice.between(0, 500); });
    return tokens;
}

Tokens decoded(Session& session, const SamplingSettings& settings, std::uint64_t seed,
               std::uint32_t count, const Tokens& stop = {}) {
    Tokens drawn;
    const auto reported = session.decode(settings, seed, stop, count, [&](TokenId token) {
        drawn.push_back(token);
        return true;
    });
    return reported == drawn.size() ? drawn : Tokens{};
}

SamplingSettings greedy() {
    SamplingSettings settings;
    settings.temperature = 0;
    return settings;
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Runtime> m_runtime;
    const Tokens m_prompt = randomTokens(1, 150);

    std::vector<float> freshLogits(const Tokens& tokens) {
        Session fresh(*m_runtime);
        (void)fresh.sync(tokens);
        return fresh.logits();
    }

    std::uint32_t freePages() { return m_runtime->cache().pool(PageKind::full).freePages(); }

private slots:
    void initTestCase() {
        SynthRequest request;
        request.path = std::filesystem::path(m_folder.path().toStdString()) / "tiny.gguf";
        request.shape = readShape("qwen3moe", "context=512");
        request.type = "F16";
        writeSynthModel(request);
        m_runtime = std::make_unique<Runtime>("", "", GgufFile(request.path), 512);
    }

    void cleanup() {
        QCOMPARE(freePages(), m_runtime->cache().contextPages()); // no session leaves pages behind
        for (const std::string& message : m_runtime->device().instance().messages()) {
            QFAIL(message.c_str());
        }
        QVERIFY(m_runtime->device().instance().validates());
    }

    void syncReusesTheCommonPrefix() {
        Session session(*m_runtime);
        QCOMPARE(session.sync(m_prompt), std::optional<std::uint32_t>(0));
        QCOMPARE(session.sync(m_prompt), std::optional<std::uint32_t>(149)); // the last one anew
        Tokens longer = m_prompt;
        longer.push_back(7);
        QCOMPARE(session.sync(longer), std::optional<std::uint32_t>(150));
        Tokens other = m_prompt;
        other[100] = (other[100] + 1) % 500;
        QCOMPARE(session.commonPrefix(other), 100U);
        QCOMPARE(session.sync(other), std::optional<std::uint32_t>(100));
        QVERIFY(nmse(session.logits(), freshLogits(other)) < kSame);
    }

    void everyWayToASequenceEndsAtTheSameLogits() {
        const auto expected = freshLogits(m_prompt);
        Session session(*m_runtime);
        for (const std::size_t count : {1, 63, 64, 65, 128, 40, 150}) {
            (void)session.sync(std::span(m_prompt).first(count));
        }
        QVERIFY(nmse(session.logits(), expected) < kSame);
        Session evaluated(*m_runtime);
        QVERIFY(nmse(evaluated.evaluate(m_prompt, Tokens{149}), expected) < kSame);
    }

    void sameSeedSameTokens() {
        const SamplingSettings settings;
        Session session(*m_runtime);
        (void)session.sync(m_prompt);
        const Tokens first = decoded(session, settings, 5, 40);
        QCOMPARE(first.size(), std::size_t{40});
        (void)session.sync(m_prompt);
        QCOMPARE(decoded(session, settings, 5, 40), first);
        (void)session.sync(m_prompt);
        QVERIFY(decoded(session, settings, 6, 40) != first);
    }

    /// One column at a time or a whole chunk: the same model.
    void decodingAgreesWithPrefill() {
        Session session(*m_runtime);
        (void)session.sync(m_prompt);
        const Tokens drawn = decoded(session, greedy(), 0, 60);
        Tokens whole = m_prompt;
        whole.insert(whole.end(), drawn.begin(), drawn.end());
        Tokens positions(drawn.size());
        std::iota(positions.begin(), positions.end(), 149U);
        Session other(*m_runtime);
        const auto logits = other.evaluate(whole, positions);
        const std::size_t vocabulary = logits.size() / positions.size();
        for (std::size_t step = 0; step < drawn.size(); ++step) {
            const auto row = std::span(logits).subspan(step * vocabulary, vocabulary);
            QVERIFY(row[drawn[step]] >= row[argMax(row)] - 0.02F); // nearly tied at most
        }
    }

    void decodedTokensStayInTheSession() {
        Session session(*m_runtime);
        (void)session.sync(m_prompt);
        Tokens whole = m_prompt;
        const Tokens drawn = decoded(session, greedy(), 0, 20);
        whole.insert(whole.end(), drawn.begin(), drawn.end());
        // The last drawn token was never fed.
        QCOMPARE(session.sync(whole), std::optional<std::uint32_t>(169));
        QVERIFY(nmse(session.logits(), freshLogits(whole)) < kSame);
    }

    void forksShareWholePages() {
        Session session(*m_runtime);
        (void)session.sync(m_prompt); // three pages of 64
        const std::uint32_t before = freePages();
        const auto fork = session.fork(150);
        QCOMPARE(freePages(), before);
        QCOMPARE(fork->sync(m_prompt), std::optional<std::uint32_t>(128));
        QCOMPARE(freePages(), before - 1);
        // Each goes its own way without disturbing the other.
        Tokens other = m_prompt;
        other.back() = 3;
        (void)fork->sync(other);
        (void)decoded(*fork, greedy(), 0, 30);
        (void)session.sync(m_prompt);
        QVERIFY(nmse(session.logits(), freshLogits(m_prompt)) < kSame);
    }

    void stopTokensEndTheAnswer() {
        Session session(*m_runtime);
        (void)session.sync(m_prompt);
        const Tokens drawn = decoded(session, greedy(), 0, 30);
        const TokenId stop = drawn[10];
        const auto first = std::find(drawn.begin(), drawn.end(), stop);
        (void)session.sync(m_prompt);
        QCOMPARE(decoded(session, greedy(), 0, 30, {stop}), Tokens(drawn.begin(), first + 1));
    }

    void theCallerCanStopAtAnyToken() {
        Session session(*m_runtime);
        (void)session.sync(m_prompt);
        int count = 0;
        QCOMPARE(session.decode(greedy(), 0, {}, 100, [&](TokenId) { return ++count < 7; }), 7U);
        QCOMPARE(count, 7);
        (void)session.sync(m_prompt); // still usable
        QVERIFY(nmse(session.logits(), freshLogits(m_prompt)) < kSame);
    }

    void theAnswerEndsWithTheContext() {
        Session session(*m_runtime);
        const Tokens tokens = randomTokens(3, 500);
        (void)session.sync(tokens);
        const Tokens drawn = decoded(session, greedy(), 0, 100);
        QVERIFY2(drawn.size() == 12 || drawn.size() == 13,
                 qPrintable(QString::number(drawn.size())));
    }

    void whatDoesNotFitIsRefused() {
        Session session(*m_runtime);
        QVERIFY_EXCEPTION_THROWN((void)session.sync(randomTokens(4, 513)), Error);
        QVERIFY_EXCEPTION_THROWN((void)session.sync(Tokens{}), Error);
        (void)session.sync(randomTokens(5, 512));
        Session second(*m_runtime);
        QVERIFY_EXCEPTION_THROWN((void)second.sync(m_prompt), Error); // no page is free
        (void)session.sync(Tokens{1});
        QCOMPARE(second.sync(m_prompt), std::optional<std::uint32_t>(0));
    }

    void aStoppedPromptCanBeContinued() {
        Session session(*m_runtime);
        const Tokens tokens = randomTokens(6, 200);
        QVERIFY(!session.sync(tokens, [](std::uint32_t done) { return done < 100; }));
        const auto reused = session.sync(tokens);
        QVERIFY(reused && *reused < 200);
        QVERIFY(nmse(session.logits(), freshLogits(tokens)) < kSame);
    }
};

/// Layers with a window keep it and a chunk of the prompt, not the whole conversation.
class WindowTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Runtime> m_runtime;
    static constexpr std::uint32_t kContext = 1024;

    PagePool& windowed() { return m_runtime->cache().pool(PageKind::window); }

private slots:
    void initTestCase() {
        SynthRequest request;
        request.path = std::filesystem::path(m_folder.path().toStdString()) / "tiny.gguf";
        request.shape = readShape("gpt-oss", "window=40,context=1024");
        request.type = "F16";
        writeSynthModel(request);
        m_runtime = std::make_unique<Runtime>("", "", GgufFile(request.path), kContext);
    }

    void thePoolIsSmallerThanTheContext() {
        QCOMPARE(m_runtime->cache().contextPages(), kContext / CONCLAVE_PAGE_SIZE);
        QVERIFY(windowed().size() < m_runtime->cache().contextPages() / 2);
    }

    /// Far beyond what the pool holds, and the same as one prompt from the beginning.
    void longConversationsPassThroughThePool() {
        Tokens tokens = randomTokens(11, 700);
        std::vector<float> grown;
        {
            Session session(*m_runtime);
            for (std::size_t end = 100; end <= tokens.size(); end += 150) {
                (void)session.sync(std::span(tokens).first(end));
                grown = session.logits();
            }
            QCOMPARE(session.tokens().size(), tokens.size());
        }
        Session fresh(*m_runtime);
        (void)fresh.sync(tokens);
        QVERIFY(nmse(fresh.logits(), grown) < kSame);
    }

    /// Going back behind the window starts anew, and says so by reusing nothing.
    void goingBackBehindTheWindowStartsAnew() {
        const Tokens tokens = randomTokens(12, 700);
        Session session(*m_runtime);
        (void)session.sync(tokens);
        Tokens branch(tokens.begin(), tokens.begin() + 150);
        branch.push_back(5);
        QCOMPARE(session.sync(branch), std::optional<std::uint32_t>(0));
        const std::vector<float> after = session.logits();
        (void)session.sync(Tokens{1}); // gives its pages back
        Session fresh(*m_runtime);
        (void)fresh.sync(branch);
        QVERIFY(nmse(after, fresh.logits()) < kSame);
    }

    void decodingLetsGoOfPages() {
        Session session(*m_runtime);
        (void)session.sync(randomTokens(13, 30));
        const Tokens drawn = decoded(session, greedy(), 0, 600);
        QCOMPARE(drawn.size(), std::size_t{600});
        Tokens all = randomTokens(13, 30);
        all.insert(all.end(), drawn.begin(), drawn.end() - 1);
        (void)session.sync(Tokens{1});
        Session fresh(*m_runtime);
        (void)fresh.sync(all);
        QCOMPARE(argMax(fresh.logits()), drawn.back());
    }

    void cleanup() {
        QCOMPARE(windowed().freePages(), windowed().size());
        for (const std::string& message : m_runtime->device().instance().messages()) {
            QFAIL(message.c_str());
        }
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    SessionTest sessions;
    WindowTest windows;
    return QTest::qExec(&sessions, argc, argv) | QTest::qExec(&windows, argc, argv);
}

#include "session_test.moc"
