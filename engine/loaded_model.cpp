// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/loaded_model.h"

#include "engine/gguf/model_kind.h"
#include "engine/gguf/model_summary.h"

#include <algorithm>
#include <chrono>

namespace conclave {

namespace {

constexpr std::size_t kMaxSessions = 4;

const GgufFile& ofKnownFamily(const GgufFile& file) {
    requireLanguageModel(file);
    static_cast<void>(requireArchitecture(file.requireString("general.architecture")));
    return file;
}

std::string textOf(const Tokenizer& tokenizer, std::optional<TokenId> token) {
    return token ? tokenizer.piece(*token) : std::string();
}

ChatPrompt promptOf(const GgufFile& file, const Tokenizer& tokenizer) {
    const auto source = file.findString("tokenizer.chat_template");
    return {source ? ChatTemplate(std::string(*source))
                   : ChatPrompt::fallbackTemplate(tokenizer.find("<|im_start|>").has_value()),
            textOf(tokenizer, tokenizer.bos()), textOf(tokenizer, tokenizer.eos())};
}

ModelInfo infoOf(const LoadRequest& request, Runtime& runtime, const ChatPrompt& prompt) {
    const ModelSummary summary = summarise(runtime.model().file());
    ModelInfo info;
    info.path = request.model;
    info.name = summary.name;
    info.architecture = summary.architecture;
    info.quantisation = summary.quantisation;
    info.bitsPerWeight = summary.bitsPerWeight;
    info.parameters = summary.parameters;
    info.activeParameters = summary.activeParameters;
    info.fileBytes = summary.fileBytes;
    info.layers = static_cast<std::uint32_t>(summary.layers);
    info.experts = static_cast<std::uint32_t>(summary.experts);
    info.expertsUsed = static_cast<std::uint32_t>(summary.expertsUsed);
    info.contextLength = runtime.contextLength();
    info.contextLengthTrained = runtime.model().hparams().contextLength;
    info.thinking = prompt.thinkingSupport();
    info.device = runtime.device().info();
    info.weightBytes = runtime.weightBytes();
    info.sharedBytes = runtime.sharedBytes();
    info.kvCacheBytes = runtime.cacheBytes();
    info.scratchBytes = runtime.scratchBytes();
    return info;
}

} // namespace

// Family and text come first: they are quick, and what they refuse need not be uploaded.
LoadedModel::LoadedModel(const LoadRequest& request, GgufFile file, std::shared_ptr<Gpu> gpu,
                         const LoadProgress& progress, std::shared_ptr<WeightMemory> memory)
    : m_tokenizer(ofKnownFamily(file)), m_prompt(promptOf(file, m_tokenizer)),
      m_runtime(std::move(gpu), std::move(file), request.contextLength, progress, std::move(memory),
                request.cacheType),
      m_info(infoOf(request, m_runtime, m_prompt)),
      m_decoder(std::make_unique<Decoder>(m_runtime)) {
    warmUp();
}

// Drivers compile a kernel when it first runs; the first answer should not wait for that.
void LoadedModel::warmUp() {
    Session session(m_runtime);
    const std::vector<TokenId> tokens(std::min(8U, m_runtime.contextLength() / 2), 0);
    session.sync(tokens);
    session.decode({.temperature = 0}, 0, {}, 2, [](TokenId) { return true; });
}

Session& LoadedModel::takeSession(std::span<const TokenId> tokens) {
    const auto best =
        std::max_element(m_sessions.begin(), m_sessions.end(), [&](const auto& a, const auto& b) {
            return a->commonPrefix(tokens) < b->commonPrefix(tokens);
        });
    std::unique_ptr<Session> chosen;
    if (best == m_sessions.end()) {
        chosen = std::make_unique<Session>(m_runtime);
    } else if (!m_taken.contains(best->get()) &&
               ((*best)->commonPrefix(tokens) == (*best)->tokens().size() ||
                (m_runtime.states().exists() && (*best)->reusable(tokens) > 0))) {
        chosen = std::move(*best); // the prompt only adds to it, or it cannot be shared
        m_sessions.erase(best);
    } else {
        chosen = (*best)->fork((*best)->commonPrefix(tokens));
    }
    const auto pages = static_cast<std::uint32_t>(
        std::min<std::size_t>(tokens.size() + tokens.size() / 2, m_runtime.contextLength()) /
            CONCLAVE_PAGE_SIZE +
        1);
    const auto idle = [this] {
        return std::find_if(m_sessions.begin(), m_sessions.end(), [this](const auto& session) {
            return !m_taken.contains(session.get());
        });
    };
    const auto hasRoom = [&] {
        return m_sessions.size() < kMaxSessions && m_runtime.cache().hasRoomFor(pages) &&
               m_runtime.states().hasRoom();
    };
    for (auto oldest = idle(); oldest != m_sessions.end() && !hasRoom(); oldest = idle()) {
        m_sessions.erase(oldest);
    }
    m_sessions.push_back(std::move(chosen));
    m_taken.insert(m_sessions.back().get());
    return *m_sessions.back();
}

} // namespace conclave
