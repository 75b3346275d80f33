// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// From a conversation to the text a model continues, whatever its template is like.
#pragma once

#include "engine/engine.h"
#include "engine/text/answer_parser.h"
#include "engine/text/chat_template.h"
#include "engine/text/thinking_markers.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace conclave {

/// Immutable after construction; may be used from any thread.
class ChatPrompt {
public:
    /// `bos` and `eos` are the texts of those tokens, as templates want them.
    ChatPrompt(ChatTemplate chatTemplate, std::string bos, std::string eos);

    /// For a model without a template: ChatML if its vocabulary has "<|im_start|>", else one
    /// "Role: text" paragraph per message.
    [[nodiscard]] static ChatTemplate fallbackTemplate(bool vocabularyHasImStart);

    [[nodiscard]] ThinkingSupport thinkingSupport() const noexcept { return m_support; }

    /// The markers to expect in the answer to a prompt rendered with `thinking`. None if the model
    /// knows no trace or the prompt keeps it from writing one.
    [[nodiscard]] const std::optional<ThinkingMarkers>& markers(Thinking thinking) const {
        return m_markers[static_cast<std::size_t>(thinking)];
    }

    [[nodiscard]] const AnswerFormat& answerFormat() const noexcept { return m_answerFormat; }

    /// The whole prompt. With `continueLast` it ends inside the last message, which must be an
    /// assistant's: after its text, or inside its trace when it has a trace and no text yet.
    /// Throws Error(badRequest) when the template refuses the conversation.
    [[nodiscard]] std::string render(std::span<const ChatMessage> messages, Thinking thinking,
                                     bool continueLast) const;

    /// Whether a rendered prompt already holds the BOS; then it is encoded without addSpecial.
    [[nodiscard]] bool beginsWithBos(std::string_view prompt) const {
        return !m_bos.empty() && prompt.starts_with(m_bos);
    }

private:
    [[nodiscard]] std::string renderTurns(std::span<const ChatMessage> messages, Thinking thinking,
                                          bool addGenerationPrompt) const;
    [[nodiscard]] std::string probe(Thinking thinking, bool answered) const;

    ChatTemplate m_template;
    std::string m_bos;
    std::string m_eos;
    AnswerFormat m_answerFormat;
    ThinkingSupport m_support = ThinkingSupport::none;
    std::array<std::optional<ThinkingMarkers>, 3> m_markers; ///< by Thinking
};

} // namespace conclave
