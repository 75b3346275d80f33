// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/engine_runner.h"

#include "app/cli/terminal.h"

#include <cstdlib>

namespace conclave::cli {
namespace {

constexpr std::chrono::milliseconds kInterruptInterval{50}; // how soon Ctrl-C is noticed

} // namespace

EngineRunner::EngineRunner()
    : m_engine(createVulkanEngine({.cacheDirectory = cacheDirectory()}, [this](EngineEvent event) {
          const std::lock_guard lock(m_mutex);
          m_events.push_back(std::move(event));
          m_arrived.notify_one();
      })) {}

ModelInfo EngineRunner::load(LoadRequest request) {
    ProgressLine progress("Loading " + request.model.filename().string());
    m_engine->load(std::move(request));
    while (true) {
        const auto event = nextEvent(kInterruptInterval);
        if (interrupted()) {
            throw Error(ErrorKind::badRequest, "Stopped while the model was loading.");
        }
        if (!event) {
            continue;
        }
        if (const auto* loading = std::get_if<ModelLoading>(&*event)) {
            progress.show(loading->progress);
        } else if (const auto* ready = std::get_if<ModelReady>(&*event)) {
            return ready->model;
        } else if (const auto* failed = std::get_if<Failed>(&*event)) {
            throw Error(failed->kind, failed->sentence);
        }
    }
}

GenerationFacts EngineRunner::generate(GenerateRequest request, const TextSink& onText) {
    const std::uint64_t id = ++m_lastId;
    request.id = id;
    ProgressLine progress("Reading the prompt");
    m_engine->generate(std::move(request));
    bool cancelled = false;
    while (true) {
        const auto event = nextEvent(kInterruptInterval);
        if (interrupted() && !cancelled) {
            m_engine->cancel(id);
            cancelled = true;
        }
        if (!event) {
            continue;
        }
        if (const auto* prefill = std::get_if<PrefillProgress>(&*event)) {
            progress.show(static_cast<double>(prefill->done) / std::max(1U, prefill->total));
        } else if (const auto* trace = std::get_if<ThinkingText>(&*event)) {
            progress.clear();
            onText(true, trace->text);
        } else if (const auto* answer = std::get_if<AnswerText>(&*event)) {
            progress.clear();
            onText(false, answer->text);
        } else if (const auto* finished = std::get_if<Finished>(&*event)) {
            return finished->facts;
        } else if (const auto* failed = std::get_if<Failed>(&*event)) {
            throw Error(failed->kind, failed->sentence);
        }
    }
}

std::optional<EngineEvent> EngineRunner::nextEvent(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_mutex);
    if (!m_arrived.wait_for(lock, patience, [this] { return !m_events.empty(); })) {
        return std::nullopt;
    }
    EngineEvent event = std::move(m_events.front());
    m_events.pop_front();
    return event;
}

std::filesystem::path cacheDirectory() {
    const auto set = [](const char* value) { return value != nullptr && *value != '\0'; };
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); set(cache)) {
        return std::filesystem::path(cache) / "conclave";
    }
    if (const char* home = std::getenv("HOME"); set(home)) {
        return std::filesystem::path(home) / ".cache" / "conclave";
    }
    return {};
}

} // namespace conclave::cli
