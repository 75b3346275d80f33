// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// An engine without a model: answers by rote, for tests and pictures of the interface.
#pragma once

#include "engine/engine.h"
#include "engine/evaluate/evaluate.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

namespace conclave {

/// How fast the scripted engine pretends to be.
struct ScriptedPace {
    std::chrono::milliseconds word{0}; ///< before each word
    std::chrono::milliseconds load{0}; ///< before each of the four steps of a load
};

/// Everything a scripted engine was asked, oldest first; for tests, from any thread.
class ScriptedLog {
public:
    [[nodiscard]] std::vector<LoadRequest> loads() const;
    [[nodiscard]] std::vector<GenerateRequest> generations() const;
    void add(const std::vector<LoadRequest>& requests);
    void add(const GenerateRequest& request);

private:
    mutable std::mutex m_mutex;
    std::vector<LoadRequest> m_loads;
    std::vector<GenerateRequest> m_generations;
};

/// Keeps the promises of Engine on a thread of its own; one word counts as one token. What it
/// answers to what is in tests/support/scripted_replies.h; a model in Q2_K by its name makes small
/// mistakes. A model whose name ends in "broken.gguf" cannot be loaded.
class ScriptedEngine : public Engine {
public:
    ScriptedEngine(ScriptedPace pace, EventSink sink);
    ~ScriptedEngine() override;

    void loadTogether(std::vector<LoadRequest> requests) override;
    void generate(GenerateRequest request) override;
    void cancel(std::uint64_t id) override;
    void answerNow(std::uint64_t id) override;
    void unload() override;

    /// Everything asked so far.
    [[nodiscard]] std::vector<LoadRequest> loads() const { return m_log->loads(); }
    [[nodiscard]] std::vector<GenerateRequest> generations() const { return m_log->generations(); }
    /// The same, which may outlive the engine.
    [[nodiscard]] std::shared_ptr<const ScriptedLog> log() const { return m_log; }

private:
    struct Unload {};
    using Loads = std::vector<LoadRequest>;
    using Request = std::variant<Loads, GenerateRequest, Unload>;
    struct Answer;

    void push(Request request);
    void run(const std::stop_token& stop);
    void perform(const Loads& requests);
    void perform(const GenerateRequest& request);
    void perform(const Unload&);
    /// One word more of an answer; false when it is over and was told.
    [[nodiscard]] bool step(Answer& answer);
    void finish(Answer& answer);
    /// Waits; false when the request was cancelled or the engine ends.
    bool wait(std::chrono::milliseconds time, std::uint64_t id);
    [[nodiscard]] bool shouldAnswer(std::uint64_t id) const;

    ScriptedPace m_pace;
    EventSink m_sink;
    std::shared_ptr<ScriptedLog> m_log = std::make_shared<ScriptedLog>();
    // Of the engine thread:
    std::vector<ModelInfo> m_models;
    std::vector<std::unique_ptr<Answer>> m_answers; ///< that are being given, in turn

    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable_any m_changed;
    std::deque<Request> m_waiting;
    std::set<std::uint64_t> m_cancelled, m_answerNow;
    bool m_ending = false;

    std::jthread m_thread; ///< last: uses the rest until it is joined
};

/// The device every answer is said to come from, and a software one beside it.
[[nodiscard]] std::vector<DeviceInfo> scriptedDevices();

/// Models always fit, with a little in common.
[[nodiscard]] SideBySidePlan scriptedPlan(const std::vector<LoadRequest>& requests);

/// A quality by the name of the file: 98.1 % of the same choices, in Q2_K 91.4 %.
[[nodiscard]] std::optional<Quality> scriptedQuality(const EvaluateRequest& request);

/// The model that a load of the scripted engine yields: the Guide's, or by the file's name
/// ("guide-Q4_K_M.gguf") another quantisation of it.
[[nodiscard]] ModelInfo scriptedModel(const std::filesystem::path& path);

} // namespace conclave
