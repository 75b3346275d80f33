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
constexpr std::uint64_t kSharedBytes = 120'000;
constexpr auto kPromptHash = "4f1ca209c1327917d06c4480845518078fe28345dde2a986ff4d1e5d43971c9a";

double bitsPerWeightOf(const std::string& quantisation) {
    return quantisation == "Q8_0"     ? 8.5
           : quantisation == "Q4_K_M" ? 5.0
           : quantisation == "Q2_K"   ? 3.4
                                      : 16;
}

/// The text up to and including the next space.
std::string takeWord(std::string& text) {
    const std::size_t space = text.find(' ');
    const std::size_t length = space == std::string::npos ? text.size() : space + 1;
    std::string word = text.substr(0, length);
    text.erase(0, length);
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
    const std::string stem = path.stem().string();
    const std::size_t dash = stem.rfind("-Q");
    model.path = path;
    model.name = stem == "guide" || stem.find("uide-") != std::string::npos ? "Guide" : stem;
    model.architecture = "qwen3moe";
    model.quantisation = dash == std::string::npos ? "F16" : stem.substr(dash + 1);
    model.bitsPerWeight = bitsPerWeightOf(model.quantisation);
    model.parameters = 11'000'000;
    model.activeParameters = 4'200'000;
    model.fileBytes = static_cast<std::uint64_t>(22'000'000 * model.bitsPerWeight / 16);
    model.layers = 6;
    model.experts = 8;
    model.expertsUsed = 2;
    model.contextLength = kContextLength;
    model.contextLengthTrained = kContextLength;
    model.thinking = ThinkingSupport::switchable;
    model.device = scriptedDevices().front();
    model.weightBytes = model.fileBytes;
    model.kvCacheBytes = 12'600'000;
    model.scratchBytes = 3'400'000;
    model.loadMilliseconds = 120;
    return model;
}

SideBySidePlan scriptedPlan(const std::vector<LoadRequest>& requests) {
    SideBySidePlan plan;
    for (const LoadRequest& request : requests) {
        const ModelInfo model = scriptedModel(request.model);
        plan.bytes.push_back(model.weightBytes + model.kvCacheBytes + model.scratchBytes);
    }
    plan.sharedBytes = requests.empty() ? 0 : (requests.size() - 1) * kSharedBytes;
    plan.availableBytes = scriptedDevices().front().memoryBytes;
    return plan;
}

std::optional<Quality> scriptedQuality(const EvaluateRequest& request) {
    const bool coarse = request.model.stem().string().ends_with("Q2_K");
    Quality quality;
    quality.perplexity = {coarse ? 1.112 : 1.051, 0.012};
    quality.tokens = 2040;
    quality.chunks = 8;
    for (std::uint32_t chunk = 1; chunk <= quality.chunks; ++chunk) {
        if (request.progress &&
            !request.progress({chunk, quality.chunks, "measuring", chunk / 8.0, quality})) {
            return std::nullopt;
        }
    }
    if (request.reference) {
        Divergence distance;
        distance.referencePerplexity = {1.048, 0.012};
        distance.klMean = {coarse ? 0.0312 : 0.0021, coarse ? 0.0024 : 0.0002};
        distance.klMedian = distance.klMean.value / 4;
        distance.klP99 = distance.klMean.value * 20;
        distance.topAgreement = {coarse ? 0.914 : 0.981, coarse ? 0.006 : 0.003};
        distance.probabilityChangeRms = {0.02, 0.001};
        quality.divergence = distance;
    }
    return quality;
}

/// An answer while it is given.
struct ScriptedEngine::Answer {
    GenerateRequest request;
    ScriptedReply reply;
    std::string thinking, text; ///< what is still to be said
    std::string again;          ///< what an endless answer goes on with
    double tokensPerSecond = 0;
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

void ScriptedEngine::loadTogether(std::vector<LoadRequest> requests) {
    m_log->add(requests);
    push(std::move(requests));
}

void ScriptedEngine::generate(GenerateRequest request) {
    m_log->add(request);
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

void ScriptedLog::add(const std::vector<LoadRequest>& requests) {
    const std::lock_guard lock(m_mutex);
    m_loads.insert(m_loads.end(), requests.begin(), requests.end());
}

void ScriptedLog::add(const GenerateRequest& request) {
    const std::lock_guard lock(m_mutex);
    m_generations.push_back(request);
}

std::vector<LoadRequest> ScriptedLog::loads() const {
    const std::lock_guard lock(m_mutex);
    return m_loads;
}

std::vector<GenerateRequest> ScriptedLog::generations() const {
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
        std::optional<Request> request;
        {
            std::unique_lock lock(m_mutex);
            const auto isNext = [this] { return !m_waiting.empty(); };
            if (m_answers.empty() && !m_changed.wait(lock, stop, isNext)) {
                return;
            }
            const bool side =
                !m_waiting.empty() && std::holds_alternative<GenerateRequest>(m_waiting.front());
            if (side || (m_answers.empty() && !m_waiting.empty())) {
                request = std::move(m_waiting.front());
                m_waiting.pop_front();
            }
        }
        if (request) {
            std::visit([this](const auto& r) { perform(r); }, *request);
        } else {
            std::erase_if(m_answers, [this](auto& answer) { return !step(*answer); });
        }
    }
}

void ScriptedEngine::perform(const Loads& requests) {
    m_models.clear();
    for (int step = 1; step <= 4; ++step) {
        if (!wait(m_pace.load, 0)) {
            return;
        }
        m_sink(ModelLoading{step / 4.0});
    }
    std::vector<ModelInfo> models;
    for (const LoadRequest& request : requests) {
        const std::string name = request.model.filename().string();
        if (name.ends_with("broken.gguf")) {
            m_sink(Failed{0, ErrorKind::badFile,
                          "Cannot load " + name +
                              ": tensor blk.3.ffn_up_exps.weight is cut off; download it again."});
            return;
        }
        models.push_back(scriptedModel(request.model));
        if (request.contextLength != 0) {
            models.back().contextLength = std::min(request.contextLength, kContextLength);
        }
        models.back().sharedBytes = models.size() > 1 ? kSharedBytes : 0;
    }
    m_models = std::move(models);
    for (std::uint32_t i = 0; i < m_models.size(); ++i) {
        m_sink(ModelReady{m_models[i], i});
    }
}

void ScriptedEngine::perform(const Unload&) {
    m_models.clear();
    m_sink(ModelUnloaded{});
}

void ScriptedEngine::perform(const GenerateRequest& request) {
    if (request.model >= m_models.size()) {
        m_sink(Failed{request.id, ErrorKind::badRequest, "No model is loaded; choose one first."});
        return;
    }
    const ModelInfo& model = m_models[request.model];
    auto answer = std::make_unique<Answer>();
    answer->request = request;
    answer->reply = replyTo(lastQuestion(request), model.quantisation);
    answer->tokensPerSecond = kTokensPerSecond * (16 / model.bitsPerWeight > 2 ? 1.4 : 1);
    GenerationFacts& facts = answer->facts;
    facts.model = model.name;
    facts.quantisation = model.quantisation;
    facts.device = model.device.name;
    facts.promptTokens = kPromptTokens;
    facts.contextLength = model.contextLength;
    facts.promptSha256 = kPromptHash;
    facts.seed = request.sampling.seed.value_or(20260101);

    // A continued answer goes on where it was cut off.
    answer->thinking = request.thinking == Thinking::on ? answer->reply.thinking : std::string();
    answer->text = answer->reply.answer;
    if (request.continueLast && !request.messages.empty()) {
        const std::string& before = request.messages.back().content;
        answer->thinking = before.empty() ? answer->thinking : std::string();
        answer->text =
            answer->text.starts_with(before) ? answer->text.substr(before.size()) : answer->text;
    }
    answer->again = answer->text;
    m_sink(PrefillProgress{request.id, kPromptTokens / 2, kPromptTokens});
    m_sink(PrefillProgress{request.id, kPromptTokens, kPromptTokens});
    m_answers.push_back(std::move(answer));
}

bool ScriptedEngine::step(Answer& answer) {
    const GenerateRequest& request = answer.request;
    GenerationFacts& facts = answer.facts;
    if (answer.text.empty() && answer.reply.endless) {
        answer.text = answer.again;
    }
    if (shouldAnswer(request.id) ||
        facts.thinkingTokens >= request.thinkingBudget.value_or(UINT32_MAX)) {
        answer.thinking.clear();
    }
    const bool thinks = !answer.thinking.empty();
    std::string& text = thinks ? answer.thinking : answer.text;
    if (text.empty()) {
        finish(answer);
        return false;
    }
    if (!wait(m_pace.word, request.id)) {
        facts.stopReason = StopReason::cancelled;
        finish(answer);
        return false;
    }
    std::string word = takeWord(text);
    if (thinks) {
        m_sink(ThinkingText{request.id, std::move(word)});
        ++facts.thinkingTokens;
    } else {
        m_sink(AnswerText{request.id, std::move(word)});
        ++facts.answerTokens;
    }
    if (facts.thinkingTokens + facts.answerTokens == request.maxTokens) {
        facts.stopReason = StopReason::maxTokens;
        finish(answer);
        return false;
    }
    return true;
}

void ScriptedEngine::finish(Answer& answer) {
    GenerationFacts& facts = answer.facts;
    if (facts.stopReason == StopReason::endOfText && !answer.reply.failure.empty()) {
        m_sink(Failed{answer.request.id, ErrorKind::deviceLost, answer.reply.failure});
        return;
    }
    facts.contextUsed = facts.promptTokens + facts.thinkingTokens + facts.answerTokens;
    facts.firstTokenMilliseconds = 84;
    facts.prefillMilliseconds = 78;
    facts.prefillTokensPerSecond = facts.promptTokens / 0.078;
    facts.thinkingMilliseconds = facts.thinkingTokens * 1000 / kTokensPerSecond;
    facts.decodeTokensPerSecond =
        answer.tokensPerSecond / static_cast<double>(std::max<std::size_t>(1, m_answers.size()));
    facts.decodeMilliseconds =
        (facts.thinkingTokens + facts.answerTokens) * 1000 / facts.decodeTokensPerSecond;
    facts.totalMilliseconds = facts.firstTokenMilliseconds + facts.decodeMilliseconds;
    m_sink(Finished{answer.request.id, facts});
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
