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
    return loadTogether({std::move(request)}).front();
}

std::vector<ModelInfo> EngineRunner::loadTogether(std::vector<LoadRequest> requests) {
    ProgressLine progress("Loading " + requests.front().model.filename().string());
    const std::size_t count = requests.size();
    std::vector<ModelInfo> models;
    m_engine->loadTogether(std::move(requests));
    while (models.size() < count) {
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
            models.push_back(ready->model);
        } else if (const auto* failed = std::get_if<Failed>(&*event)) {
            throw Error(failed->kind, failed->sentence);
        }
    }
    return models;
}

GenerationFacts EngineRunner::generate(GenerateRequest request, const TextSink& onText) {
    return answer({std::move(request)}, [&](std::size_t, bool thinking,
                                            std::string_view text) { onText(thinking, text); })
        .front();
}

std::vector<Answer> EngineRunner::generateTogether(std::vector<GenerateRequest> requests) {
    std::vector<Answer> answers(requests.size());
    const auto facts =
        answer(std::move(requests), [&](std::size_t which, bool thinking, std::string_view text) {
            (thinking ? answers[which].thinking : answers[which].text) += text;
        });
    for (std::size_t i = 0; i < answers.size(); ++i) {
        answers[i].facts = facts[i];
    }
    return answers;
}

std::vector<GenerationFacts>
EngineRunner::answer(std::vector<GenerateRequest> requests,
                     const std::function<void(std::size_t, bool, std::string_view)>& onText) {
    const std::uint64_t first = m_lastId + 1;
    ProgressLine progress("Reading the prompt");
    std::vector<GenerationFacts> facts(requests.size());
    std::size_t open = requests.size();
    for (GenerateRequest& request : requests) {
        request.id = ++m_lastId;
        m_engine->generate(std::move(request));
    }
    bool cancelled = false;
    const auto cancelAll = [&] {
        for (std::uint64_t id = first; id <= m_lastId && !cancelled; ++id) {
            m_engine->cancel(id);
        }
        cancelled = true;
    };
    std::optional<Failed> failure;
    while (open > 0) {
        const auto event = nextEvent(kInterruptInterval);
        if (interrupted()) {
            cancelAll();
        }
        if (!event) {
            continue;
        }
        if (const auto* prefill = std::get_if<PrefillProgress>(&*event)) {
            progress.show(static_cast<double>(prefill->done) / std::max(1U, prefill->total));
        } else if (const auto* trace = std::get_if<ThinkingText>(&*event)) {
            progress.clear();
            onText(trace->id - first, true, trace->text);
        } else if (const auto* text = std::get_if<AnswerText>(&*event)) {
            progress.clear();
            onText(text->id - first, false, text->text);
        } else if (const auto* finished = std::get_if<Finished>(&*event)) {
            facts[finished->id - first] = finished->facts;
            --open;
        } else if (const auto* failed = std::get_if<Failed>(&*event)) {
            failure = *failed;
            --open;
            cancelAll();
        }
    }
    if (failure) {
        throw Error(failure->kind, failure->sentence);
    }
    return facts;
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
