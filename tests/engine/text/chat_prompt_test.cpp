// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Prompts and thinking, found by probing; the templates here are small ones of the published kinds.
#include "engine/text/chat_prompt.h"

#include <QtTest>

using namespace conclave;

namespace {

const char* const kHead =
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>";

/// Thinks by itself and writes an empty trace when told not to (as Qwen 3).
const std::string kSwitchable =
    "{% for m in messages %}<|{{ m.role }}|>"
    "{% if loop.last and m.reasoning_content %}{{ '<think>\\n' + m.reasoning_content + "
    "'\\n</think>\\n\\n' }}{% endif %}{{ m.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}"
    "{% if enable_thinking is defined and not enable_thinking %}"
    "{{ '<think>\\n\\n</think>\\n\\n' }}{% endif %}{% endif %}";

/// Opens the trace in the prompt, always (as DeepSeek R1).
const std::string kAlways =
    std::string(kHead) + "{{ '<think>\\n' }}{% endif %}{# drops '</think>' of old answers #}";

/// Silent unless asked (as Gemma 4).
const std::string kSilent = std::string(kHead) +
                            "{% if not enable_thinking %}<|channel>thought\n<channel|>{% endif %}"
                            "{% endif %}";

/// Channels instead of tags, and levels instead of a switch (as gpt-oss).
const std::string kChannels =
    "effort {{ reasoning_effort or 'medium' }}{% for m in messages %}<|start|>{{ m.role }}"
    "{% if m.thinking %}<|channel|>analysis<|message|>{{ m.thinking }}<|end|><|start|>assistant"
    "{% endif %}{% if m.role == 'assistant' %}<|channel|>final{% endif %}<|message|>"
    "{{ m.content }}<|end|>{% endfor %}{% if add_generation_prompt %}<|start|>assistant{% endif %}";

const std::string kNone = std::string(kHead) + "{% endif %}";

ChatPrompt prompt(const std::string& source) {
    return {ChatTemplate(source), "<s>", "</s>"};
}

QString render(const ChatPrompt& chat, const std::vector<ChatMessage>& messages, Thinking thinking,
               bool continueLast = false) {
    return QString::fromStdString(chat.render(messages, thinking, continueLast));
}

const std::vector<ChatMessage> kQuestion{{"user", "Q", {}}};

} // namespace

class ChatPromptTest : public QObject {
    Q_OBJECT

private slots:
    void findsWhatATemplateDoesWithThinking() {
        QCOMPARE(prompt(kSwitchable).thinkingSupport(), ThinkingSupport::switchable);
        QCOMPARE(prompt(kAlways).thinkingSupport(), ThinkingSupport::always);
        QCOMPARE(prompt(kSilent).thinkingSupport(), ThinkingSupport::switchable);
        QCOMPARE(prompt(kNone).thinkingSupport(), ThinkingSupport::none);
        QVERIFY(!prompt(kNone).markers(Thinking::on));
    }

    void asksChannelsForLessEffort() {
        const ChatPrompt chat = prompt(kChannels);
        QCOMPARE(chat.thinkingSupport(), ThinkingSupport::switchable);
        QVERIFY(chat.answerFormat().harmony);
        QVERIFY(render(chat, kQuestion, Thinking::on).startsWith("effort medium"));
        QVERIFY(render(chat, kQuestion, Thinking::off).startsWith("effort low"));
        QVERIFY(chat.markers(Thinking::off)); // it still thinks, though less
    }

    void continuesInTheFinalChannel() {
        const QString text = render(prompt(kChannels), {{"user", "Q", {}}, {"assistant", "A", {}}},
                                    Thinking::automatic, true);
        QVERIFY2(text.endsWith("<|start|>assistant<|channel|>final<|message|>A"), qPrintable(text));
    }

    void findsTheMarkers() {
        const auto markers = prompt(kSwitchable).markers(Thinking::on);
        QVERIFY(markers);
        QCOMPARE(markers->open, std::string("<think>"));
        QCOMPARE(markers->close, std::string("</think>"));
        QCOMPARE(markers->openText, std::string("<think>\n"));
        QCOMPARE(markers->closeText, std::string("\n</think>\n\n"));
        QVERIFY(!markers->opensInPrompt);
        QVERIFY(!prompt(kSwitchable).markers(Thinking::off));
        QVERIFY(prompt(kSwitchable).markers(Thinking::automatic));
    }

    void findsMarkersThatThePromptOpens() {
        for (const Thinking thinking : {Thinking::automatic, Thinking::on, Thinking::off}) {
            const auto markers = prompt(kAlways).markers(thinking);
            QVERIFY(markers && markers->opensInPrompt);
            QCOMPARE(markers->close, std::string("</think>"));
        }
    }

    void findsMarkersInTheEmptyTrace() {
        const auto markers = prompt(kSilent).markers(Thinking::on);
        QVERIFY(markers);
        QCOMPARE(markers->open, std::string("<|channel>thought"));
        QCOMPARE(markers->close, std::string("<channel|>"));
        QVERIFY(!prompt(kSilent).markers(Thinking::automatic));
    }

    void asksTheModel() {
        const ChatPrompt chat = prompt(kSwitchable);
        QCOMPARE(render(chat, kQuestion, Thinking::on), "<|user|>Q<|end|><|assistant|>");
        QCOMPARE(render(chat, kQuestion, Thinking::off),
                 "<|user|>Q<|end|><|assistant|><think>\n\n</think>\n\n");
    }

    void continuesWhereTheAnswerStopped() {
        const std::string turn = "<|user|>Q<|end|><|assistant|>";
        const auto continued = [](const ChatPrompt& chat, ChatMessage answer, Thinking thinking) {
            return render(chat, {kQuestion[0], std::move(answer)}, thinking, true);
        };
        const ChatPrompt chat = prompt(kSwitchable);
        QCOMPARE(continued(chat, {"assistant", "It is", "Hm\n"}, Thinking::on).toStdString(),
                 turn + "<think>\nHm\n</think>\n\nIt is");
        QCOMPARE(continued(chat, {"assistant", "", "Hm, le"}, Thinking::on).toStdString(),
                 turn + "<think>\nHm, le");
        QCOMPARE(continued(chat, {"assistant", "It is", ""}, Thinking::on).toStdString(),
                 turn + "It is");
        QCOMPARE(continued(chat, {"assistant", "It is", ""}, Thinking::off).toStdString(),
                 turn + "<think>\n\n</think>\n\nIt is");
        QCOMPARE(continued(prompt(kAlways), {"assistant", "", "Hm"}, Thinking::on).toStdString(),
                 turn + "<think>\nHm");
        QCOMPARE(continued(prompt(kNone), {"assistant", "It is", ""}, Thinking::on).toStdString(),
                 turn + "It is");
    }

    void onlyAnswersCanBeContinued() {
        QVERIFY_EXCEPTION_THROWN((void)prompt(kNone).render(kQuestion, Thinking::on, true), Error);
        QVERIFY_EXCEPTION_THROWN((void)prompt(kNone).render({}, Thinking::on, true), Error);
    }

    void systemTextReachesModelsWithoutASystemRole() {
        const ChatPrompt chat = prompt("{% if messages[0].role == 'system' %}"
                                       "{{ raise_exception('no system role') }}{% endif %}" +
                                       kNone);
        QCOMPARE(render(chat, {{"system", "S", {}}, {"user", "Q", {}}}, Thinking::automatic),
                 "<|user|>S\n\nQ<|end|><|assistant|>");
    }

    void refusalsReachTheUser() {
        const ChatPrompt chat = prompt("{{ raise_exception('never') }}");
        QCOMPARE(chat.thinkingSupport(), ThinkingSupport::none);
        QVERIFY_EXCEPTION_THROWN((void)chat.render(kQuestion, Thinking::on, false), Error);
    }

    void modelsWithoutATemplateGetOne() {
        const ChatPrompt chatMl{ChatPrompt::fallbackTemplate(true), "", ""};
        QCOMPARE(render(chatMl, kQuestion, Thinking::automatic),
                 "<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n");
        const ChatPrompt plain{ChatPrompt::fallbackTemplate(false), "<s>", ""};
        const QString text = render(plain, kQuestion, Thinking::automatic);
        QCOMPARE(text, "<s>User: Q\n\nAssistant:");
        QVERIFY(plain.beginsWithBos(text.toStdString()));
        QVERIFY(!chatMl.beginsWithBos(text.toStdString()));
    }
};

QTEST_GUILESS_MAIN(ChatPromptTest)
#include "chat_prompt_test.moc"
