// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// From a conversation to the text a model continues, whatever its template is like.
#pragma once

#include "engine/engine.h"
#include "engine/text/chat_template.h"

#include <optional>
#include <span>
#include <string>

namespace conclave {

/// How a model marks its trace in what it writes.
struct ThinkingMarkers {
    std::string open;   ///< "<think>"
    std::string close;  ///< "</think>"
    bool opensInPrompt; ///< the prompt already holds `open`: the answer begins inside the trace
};

/// What a template does with thinking is found once, by rendering probes; model names play no part.
/// Immutable after construction.
class ChatPrompt {
public:
    /// `bos` and `eos` are the texts of those tokens, as templates want them. The prompt may begin
    /// with `bos`: encode it with addSpecial only if it does not.
    ChatPrompt(ChatTemplate chatTemplate, std::string bos, std::string eos);

    /// For a model without a template: ChatML if its vocabulary has "<|im_start|>", else one
    /// "Role: text" paragraph per message.
    [[nodiscard]] static ChatTemplate fallbackTemplate(bool vocabularyHasImStart);

    [[nodiscard]] ThinkingSupport thinkingSupport() const noexcept { return m_support; }

    /// The markers to expect in the answer to a prompt rendered with `thinking`; none if no trace
    /// will be written.
    [[nodiscard]] std::optional<ThinkingMarkers> markers(Thinking thinking) const;

    /// The whole prompt. With `continueLast` it ends inside the last message, which must be an
    /// assistant's: after its text, or inside its trace when it has a trace and no text yet.
    [[nodiscard]] std::string render(std::span<const ChatMessage> messages, Thinking thinking,
                                     bool continueLast) const;

private:
    ChatTemplate m_template;
    std::string m_bos;
    std::string m_eos;
    ThinkingSupport m_support = ThinkingSupport::none;
};

} // namespace conclave
