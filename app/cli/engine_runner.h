// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The engine for a program that waits: requests that return when they are answered.
#pragma once

#include "engine/engine.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::cli {

/// A stream of text: whether it belongs to the trace, and the text.
using TextSink = std::function<void(bool thinking, std::string_view text)>;

/// A complete answer.
struct Answer {
    std::string thinking, text;
    GenerationFacts facts;
};

/// One engine, used from one thread. Ctrl-C cancels a generation and ends a load with an Error.
class EngineRunner {
public:
    EngineRunner();

    /// Shows progress on a terminal. Throws the engine's Error.
    ModelInfo load(LoadRequest request);
    std::vector<ModelInfo> loadTogether(std::vector<LoadRequest> requests);
    /// Throws the engine's Error. A cancelled generation ends with StopReason::cancelled.
    GenerationFacts generate(GenerateRequest request, const TextSink& onText);
    /// All at once, by their places; a failure of one cancels the others.
    std::vector<Answer> generateTogether(std::vector<GenerateRequest> requests);

private:
    std::vector<GenerationFacts>
    answer(std::vector<GenerateRequest> requests,
           const std::function<void(std::size_t, bool, std::string_view)>& onText);
    std::optional<EngineEvent> nextEvent(std::chrono::milliseconds patience);

    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<EngineEvent> m_events;
    std::uint64_t m_lastId = 0;
    std::unique_ptr<Engine> m_engine; // last: its sink uses the queue until it is destroyed
};

/// Where rebuilt-at-will files go: XDG_CACHE_HOME/conclave, else ~/.cache/conclave; empty if
/// neither is known.
[[nodiscard]] std::filesystem::path cacheDirectory();

} // namespace conclave::cli
