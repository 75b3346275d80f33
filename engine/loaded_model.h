// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A model as the engine thread uses it: runtime, text, and the timelines of recent chats.
#pragma once

#include "engine/engine.h"
#include "engine/model/session.h"
#include "engine/text/chat_prompt.h"
#include "engine/text/tokenizer.h"

#include <memory>
#include <vector>

namespace conclave {

/// One load. One thread.
class LoadedModel {
public:
    /// Throws Error.
    LoadedModel(const LoadRequest& request, const EngineOptions& options,
                const LoadProgress& progress);

    [[nodiscard]] const ModelInfo& info() const noexcept { return m_info; }
    void setLoadMilliseconds(double milliseconds) noexcept {
        m_info.loadMilliseconds = milliseconds;
    }
    [[nodiscard]] const Tokenizer& tokenizer() const noexcept { return m_tokenizer; }
    [[nodiscard]] const ChatPrompt& prompt() const noexcept { return m_prompt; }
    [[nodiscard]] Runtime& runtime() noexcept { return m_runtime; }

    /// The session that shares the longest beginning with `tokens`: a recent one if it only needs
    /// to grow, else a new one on shared pages. Old sessions make room when pages run out.
    [[nodiscard]] Session& sessionFor(std::span<const TokenId> tokens);

private:
    explicit LoadedModel(GgufFile file, const LoadRequest& request, const EngineOptions& options,
                         const LoadProgress& progress);

    void warmUp();

    Tokenizer m_tokenizer;
    ChatPrompt m_prompt;
    Runtime m_runtime;
    ModelInfo m_info;
    std::vector<std::unique_ptr<Session>> m_sessions; ///< most recent last
};

} // namespace conclave
