// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_engine.h"

#include "tests/support/scripted_replies.h"

#include <algorithm>
#include <utility>

namespace conclave {

namespace {

constexpr std::uint32_t kContextLength = 4096;
constexpr std::uint32_t kPromptTokens = 48;
constexpr double kTokensPerSecond = 182.4;

/// The text up to and including the next space.
std::string_view takeWord(std::string_view& text) {
    const std::size_t space = text.find(' ');
    const std::size_t length = space == std::string_view::npos ? text.size() : space + 1;
    const std::string_view word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

std::string lastQuestion(const GenerateRequest& request) {
    const auto found =
        std::find_if(request.messages.rbegin(), request.messages.rend(),
                     [](const ChatMessage& message) { return message.role == "user"; });
    return found == request.messages.rend() ? std::string() : found->content;
}

} // namespace

std::vector<DeviceInfo> scriptedDevices() {
    DeviceInfo fast;
    fast.uuid = "00000000-0000-0000-0000-00000000c0de";
    fast.name = "Scripted device";
    fast.type = "discrete";
    fast.apiVersion = "1.3.242";
    fast.driver = "scripted 1.0";
    fast.memoryBytes = 8'000'000'000;
    fast.subgroupSize = 32;
    fast.integerDot = fast.fp16 = fast.chosen = true;
    fast.reason = "discrete GPU with the most memory";

    DeviceInfo software;
    software.index = 1;
    software.uuid = "00000000-0000-0000-0000-00000000beef";
    software.name = "Scripted software device";
    software.type = "software";
    software.apiVersion = "1.3.230";
    software.driver = "scripted 1.0";
    software.memoryBytes = 16'000'000'000;
    software.subgroupSize = 8;
    software.reason = "computes on the processor";
    return {fast, software};
}

ModelInfo scriptedModel(const std::filesystem::path& path) {
    ModelInfo model;
    model.path = path;
    model.name = path.stem() == "guide" ? "Guide" : path.stem().string();
    model.architecture = "qwen3moe";
    model.quantisation = "F16";
    model.bitsPerWeight = 16;
    model.parameters = 11'000'000;
    model.activeParameters = 4'200'000;
    model.fileBytes = 22'000'000;
    model.layers = 6;
    model.experts = 8;
    model.expertsUsed = 2;
    model.contextLength = kContextLength;
    model.contextLengthTrained = kContextLength;
    model.thinking = ThinkingSupport::switchable;
    model.device = scriptedDevices().front();
    model.weightBytes = 22'000'000;
    model.kvCacheBytes = 12'600'000;
    model.scratchBytes = 3'400'000;
    model.loadMilliseconds = 120;
    return model;
}

/// The state of one answer while it is given.
struct ScriptedEngine::Answer {
    const GenerateRequest& request;
    GenerationFacts facts;
};

ScriptedEngine::ScriptedEngine(ScriptedPace pace, EventSink sink)
    : m_pace(pace), m_sink(std::move(sink)),
      m_thread([this](const std::stop_token& stop) { run(stop); }) {}

ScriptedEngine::~ScriptedEngine() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_thread.request_stop();
    m_changed.notify_all();
}

void ScriptedEngine::load(LoadRequest request) {
    {
        const std::lock_guard lock(m_mutex);
        m_loads.push_back(request);
    }
    push(std::move(request));
}

void ScriptedEngine::generate(GenerateRequest request) {
    {
        const std::lock_guard lock(m_mutex);
        m_generations.push_back(request);
    }
    push(std::move(request));
}

void ScriptedEngine::unload() {
    push(Unload{});
}

void ScriptedEngine::cancel(std::uint64_t id) {
    const std::lock_guard lock(m_mutex);
    m_cancelled.insert(id);
    m_changed.notify_all();
}

void ScriptedEngine::answerNow(std::uint64_t id) {
    const std::lock_guard lock(m_mutex);
    m_answerNow.insert(id);
}

std::vector<LoadRequest> ScriptedEngine::loads() const {
    const std::lock_guard lock(m_mutex);
    return m_loads;
}

std::vector<GenerateRequest> ScriptedEngine::generations() const {
    const std::lock_guard lock(m_mutex);
    return m_generations;
}

void ScriptedEngine::push(Request request) {
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back(std::move(request));
    m_changed.notify_all();
}

void ScriptedEngine::run(const std::stop_token& stop) {
    while (true) {
        Request request;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return !m_waiting.empty(); })) {
                return;
            }
            request = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        std::visit([this](const auto& r) { perform(r); }, request);
    }
}

void ScriptedEngine::perform(const LoadRequest& request) {
    m_model.reset();
    for (int step = 1; step <= 4; ++step) {
        if (!wait(m_pace.load, 0)) {
            return;
        }
        m_sink(ModelLoading{step / 4.0});
    }
    const std::string name = request.model.filename().string();
    if (name.ends_with("broken.gguf")) {
        m_sink(Failed{0, ErrorKind::badFile,
                      "Cannot load " + name +
                          ": tensor blk.3.ffn_up_exps.weight is cut off; download it again."});
        return;
    }
    m_model = scriptedModel(request.model);
    if (request.contextLength != 0) {
        m_model->contextLength = std::min(request.contextLength, kContextLength);
    }
    m_sink(ModelReady{*m_model});
}

void ScriptedEngine::perform(const Unload&) {
    m_model.reset();
    m_sink(ModelUnloaded{});
}

void ScriptedEngine::perform(const GenerateRequest& request) {
    if (!m_model) {
        m_sink(Failed{request.id, ErrorKind::badRequest, "No model is loaded; choose one first."});
        return;
    }
    const ScriptedReply reply = replyTo(lastQuestion(request));
    Answer answer{request, {}};
    GenerationFacts& facts = answer.facts;
    facts.model = m_model->name;
    facts.quantisation = m_model->quantisation;
    facts.device = m_model->device.name;
    facts.promptTokens = kPromptTokens;
    facts.contextLength = m_model->contextLength;
    facts.seed = request.sampling.seed.value_or(20260101);

    m_sink(PrefillProgress{request.id, kPromptTokens / 2, kPromptTokens});
    m_sink(PrefillProgress{request.id, kPromptTokens, kPromptTokens});

    // A continued answer goes on where it was cut off.
    std::string thinking = request.thinking == Thinking::on ? reply.thinking : std::string();
    std::string text = reply.answer;
    if (request.continueLast && !request.messages.empty()) {
        const std::string& before = request.messages.back().content;
        thinking = before.empty() ? thinking : std::string();
        text = text.starts_with(before) ? text.substr(before.size()) : text;
    }

    bool going = stream<ThinkingText>(answer, thinking, facts.thinkingTokens);
    do {
        going = going && stream<AnswerText>(answer, text, facts.answerTokens);
    } while (going && reply.endless);
    if (going && !reply.failure.empty()) {
        m_sink(Failed{request.id, ErrorKind::deviceLost, reply.failure});
        return;
    }
    facts.contextUsed = facts.promptTokens + facts.thinkingTokens + facts.answerTokens;
    facts.firstTokenMilliseconds = 84;
    facts.prefillMilliseconds = 78;
    facts.prefillTokensPerSecond = facts.promptTokens / 0.078;
    facts.thinkingMilliseconds = facts.thinkingTokens * 1000 / kTokensPerSecond;
    facts.decodeTokensPerSecond = kTokensPerSecond;
    facts.decodeMilliseconds =
        (facts.thinkingTokens + facts.answerTokens) * 1000 / kTokensPerSecond;
    facts.totalMilliseconds = facts.firstTokenMilliseconds + facts.decodeMilliseconds;
    m_sink(Finished{request.id, facts});
}

template <class Text>
bool ScriptedEngine::stream(Answer& answer, const std::string& text, std::uint32_t& tokens) {
    const GenerateRequest& request = answer.request;
    std::string_view rest = text;
    while (!rest.empty()) {
        if (std::is_same_v<Text, ThinkingText> &&
            (shouldAnswer(request.id) || tokens >= request.thinkingBudget.value_or(UINT32_MAX))) {
            return true;
        }
        if (!wait(m_pace.word, request.id)) {
            answer.facts.stopReason = StopReason::cancelled;
            return false;
        }
        m_sink(Text{request.id, std::string(takeWord(rest))});
        ++tokens;
        if (answer.facts.thinkingTokens + answer.facts.answerTokens == request.maxTokens) {
            answer.facts.stopReason = StopReason::maxTokens;
            return false;
        }
    }
    return true;
}

bool ScriptedEngine::wait(std::chrono::milliseconds time, std::uint64_t id) {
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_for(lock, time, [&] { return m_ending || m_cancelled.contains(id); });
}

bool ScriptedEngine::shouldAnswer(std::uint64_t id) const {
    const std::lock_guard lock(m_mutex);
    return m_answerNow.contains(id);
}

} // namespace conclave
