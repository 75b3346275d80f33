// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A model as the engine thread uses it: runtime, text, and the timelines of recent chats.
#pragma once

#include "engine/engine.h"
#include "engine/model/decoder.h"
#include "engine/text/chat_prompt.h"
#include "engine/text/tokenizer.h"

#include <memory>
#include <set>
#include <vector>

namespace conclave {

/// One load. One thread.
class LoadedModel {
public:
    /// Throws Error. `memory` as for Runtime.
    LoadedModel(const LoadRequest& request, GgufFile file, std::shared_ptr<Gpu> gpu,
                const LoadProgress& progress, std::shared_ptr<WeightMemory> memory);

    [[nodiscard]] const ModelInfo& info() const noexcept { return m_info; }
    void setLoadMilliseconds(double milliseconds) noexcept {
        m_info.loadMilliseconds = milliseconds;
    }
    [[nodiscard]] const Tokenizer& tokenizer() const noexcept { return m_tokenizer; }
    [[nodiscard]] const ChatPrompt& prompt() const noexcept { return m_prompt; }
    [[nodiscard]] Runtime& runtime() noexcept { return m_runtime; }

    [[nodiscard]] Decoder& decoder() noexcept { return *m_decoder; }

    /// The session that shares the longest beginning with `tokens`: a recent one if it only needs
    /// to grow, else a new one on shared pages. Old sessions make room when pages run out. It is
    /// the caller's until releaseSession().
    [[nodiscard]] Session& takeSession(std::span<const TokenId> tokens);
    void releaseSession(const Session& session) noexcept { m_taken.erase(&session); }

private:
    void warmUp();

    Tokenizer m_tokenizer;
    ChatPrompt m_prompt;
    Runtime m_runtime;
    ModelInfo m_info;
    std::vector<std::unique_ptr<Session>> m_sessions; ///< most recent last
    std::set<const Session*> m_taken;
    std::unique_ptr<Decoder> m_decoder;
};

} // namespace conclave
