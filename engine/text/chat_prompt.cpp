// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/chat_prompt.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace conclave {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const ChatMessage& message) {
    Json json = {{"role", message.role}, {"content", message.content}};
    if (!message.thinking.empty()) {
        json["reasoning_content"] = message.thinking; // most templates
        json["thinking"] = message.thinking;          // Harmony
    }
    return json;
}

/// Templates have different names for the one switch; those they do not know do no harm. Harmony
/// has no switch, but levels: off is the lowest.
void setThinking(Json& variables, Thinking thinking, bool harmony) {
    if (thinking == Thinking::automatic)
        return;
    const bool on = thinking == Thinking::on;
    variables["enable_thinking"] = on;
    variables["thinking"] = on;
    if (on)
        return;
    variables["thinking_budget"] = 0;
    if (harmony)
        variables["reasoning_effort"] = "low";
}

/// The same conversation for templates that know no system role: its text begins the first
/// message of the user.
std::vector<ChatMessage> withoutSystem(std::span<const ChatMessage> messages) {
    std::vector<ChatMessage> folded(messages.begin() + 1, messages.end());
    for (ChatMessage& message : folded)
        if (message.role == "user") {
            message.content = messages.front().content + "\n\n" + message.content;
            break;
        }
    return folded;
}

std::string withoutLineEnd(std::string text) {
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

} // namespace

ChatPrompt::ChatPrompt(ChatTemplate chatTemplate, std::string bos, std::string eos)
    : m_template(std::move(chatTemplate)), m_bos(std::move(bos)), m_eos(std::move(eos)),
      m_answerFormat(findAnswerFormat(m_template.source())) {
    const TemplateProbes probes{probe(Thinking::on, false), probe(Thinking::off, false),
                                probe(Thinking::on, true), m_template.source()};
    const std::optional<ThinkingMarkers> found = findThinkingMarkers(probes);
    if (!found)
        return;
    m_support = probes.on != probes.off ? ThinkingSupport::switchable : ThinkingSupport::always;
    for (const Thinking thinking : {Thinking::automatic, Thinking::on, Thinking::off}) {
        const std::string prompt = probe(thinking, false);
        if (endsTrace(prompt, *found))
            continue;
        ThinkingMarkers& markers = m_markers[static_cast<std::size_t>(thinking)].emplace(*found);
        markers.opensInPrompt = opensTrace(prompt, *found);
    }
}

ChatTemplate ChatPrompt::fallbackTemplate(bool vocabularyHasImStart) {
    constexpr const char* kChatMl =
        "{% for message in messages %}"
        "{{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}"
        "{% endfor %}"
        "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
    constexpr const char* kPlain =
        "{{ bos_token }}{% for message in messages %}"
        "{{ message.role | capitalize + ': ' + message.content + '\\n\\n' }}"
        "{% endfor %}"
        "{% if add_generation_prompt %}Assistant:{% endif %}";
    return ChatTemplate(vocabularyHasImStart ? kChatMl : kPlain);
}

std::string ChatPrompt::render(std::span<const ChatMessage> messages, Thinking thinking,
                               bool continueLast) const {
    if (!continueLast)
        return renderTurns(messages, thinking, true);
    if (messages.empty() || messages.back().role != "assistant")
        throw Error(ErrorKind::badRequest,
                    "Cannot continue this conversation: its last message is not an answer.");
    // Not through the template, which would end the message: what the model was given, then what it
    // wrote.
    const ChatMessage& last = messages.back();
    std::string prompt = renderTurns(messages.first(messages.size() - 1), thinking, true);
    const std::optional<ThinkingMarkers>& marks = markers(thinking);
    if (marks && (!last.thinking.empty() || marks->opensInPrompt)) {
        if (!marks->opensInPrompt)
            prompt += marks->openText;
        const bool ended = !last.content.empty();
        prompt += ended ? withoutLineEnd(last.thinking) + marks->closeText : last.thinking;
    } else if (m_answerFormat.harmony) {
        prompt += HarmonySplitter::kFinal;
    }
    return prompt += last.content;
}

std::string ChatPrompt::renderTurns(std::span<const ChatMessage> messages, Thinking thinking,
                                    bool addGenerationPrompt) const {
    Json variables = {{"messages", Json::array()}, {"tools", nullptr},
                      {"documents", nullptr},      {"add_generation_prompt", addGenerationPrompt},
                      {"bos_token", m_bos},        {"eos_token", m_eos}};
    for (const ChatMessage& message : messages)
        variables["messages"].push_back(toJson(message));
    setThinking(variables, thinking, m_answerFormat.harmony);
    try {
        return m_template.render(variables);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::badRequest && messages.size() > 1 &&
            messages.front().role == "system")
            return renderTurns(withoutSystem(messages), thinking, addGenerationPrompt);
        // Some templates for tools stumble over the usual null, others take a missing variable for
        // tools: an empty list is what is left.
        if (error.kind() != ErrorKind::unsupported)
            throw;
        variables["tools"] = Json::array();
        return m_template.render(variables);
    }
}

std::string ChatPrompt::probe(Thinking thinking, bool answered) const {
    std::vector<ChatMessage> messages{{"user", std::string(TemplateProbes::kQuestion), {}}};
    if (answered)
        messages.push_back({"assistant", std::string(TemplateProbes::kAnswer),
                            std::string(TemplateProbes::kTrace)});
    try {
        return renderTurns(messages, thinking, !answered);
    } catch (const Error&) {
        return {}; // real conversations will tell the user what is wrong
    }
}

} // namespace conclave
