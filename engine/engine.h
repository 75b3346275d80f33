// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The boundary of the engine: requests in, events out. Everything above sees only this header.
#pragma once

#include "engine/error.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace conclave {

/// One message of a conversation, in the form chat templates expect.
struct ChatMessage {
    std::string role;     ///< "system", "user" or "assistant"
    std::string content;  ///< UTF-8
    std::string thinking; ///< trace of an assistant message; empty if none
};

enum class Thinking {
    automatic, ///< what the model's template does by itself
    on,
    off,
};

/// How the next token is drawn. Zero or one as noted switches a step off.
struct SamplingSettings {
    float temperature = 0.7F;          ///< 0: greedy
    std::uint32_t topK = 40;           ///< 0: off
    float topP = 0.95F;                ///< 1: off
    float minP = 0.05F;                ///< 0: off
    float repeatPenalty = 1.0F;        ///< 1: off
    float presencePenalty = 0.0F;      ///< 0: off
    std::optional<std::uint64_t> seed; ///< absent: a random one, reported in GenerationFacts
};

/// How keys and values are kept.
enum class CacheType {
    f16,
    q8_0, ///< bytes with a half scale for each 32: half the memory, a little less exact
};

struct LoadRequest {
    std::filesystem::path model;     ///< GGUF file; first file of a split set
    std::string device;              ///< index, UUID or part of the name; empty: the best one
    std::uint32_t contextLength = 0; ///< tokens; 0: the model's own, as far as memory allows
    CacheType cacheType = CacheType::f16;
};

struct GenerateRequest {
    std::uint64_t id = 0;    ///< chosen by the caller, returned in every event
    std::uint32_t model = 0; ///< which of the models loaded together answers, from 0
    std::vector<ChatMessage> messages;
    /// Continue the last message, an assistant's, instead of answering it.
    bool continueLast = false;
    Thinking thinking = Thinking::automatic;
    std::optional<std::uint32_t> thinkingBudget; ///< tokens; then thinking is ended
    std::uint32_t maxTokens = 0; ///< thinking and answer together; 0: up to the context
    SamplingSettings sampling;
    /// The prompt is used as it is, without the chat template (messages hold one text).
    bool raw = false;
};

enum class ThinkingSupport { none, always, switchable };

/// A Vulkan device as the user sees it.
struct DeviceInfo {
    std::uint32_t index = 0;
    std::string uuid;
    std::string name;
    std::string type; ///< "discrete", "integrated", "virtual", "software"
    std::string apiVersion;
    std::string driver;
    std::uint64_t memoryBytes = 0;
    std::uint32_t subgroupSize = 0;
    bool integerDot = false;
    bool fp16 = false;
    bool cooperativeMatrix = false;
    bool usable = true;
    bool chosen = false;
    std::string reason; ///< why chosen, why not, or why not usable
};

/// What is known of a loaded model.
struct ModelInfo {
    std::filesystem::path path;
    std::string name;         ///< general.name, else the file name
    std::string architecture; ///< "qwen3moe"
    std::string quantisation; ///< as publishers name it: "Q4_K_M", "F16"
    double bitsPerWeight = 0;
    std::uint64_t parameters = 0;
    std::uint64_t activeParameters = 0;
    std::uint64_t fileBytes = 0;
    std::uint32_t layers = 0, experts = 0, expertsUsed = 0;
    std::uint32_t contextLength = 0; ///< tokens this load can hold
    std::uint32_t contextLengthTrained = 0;
    ThinkingSupport thinking = ThinkingSupport::none;
    DeviceInfo device;
    std::uint64_t weightBytes = 0, kvCacheBytes = 0, scratchBytes = 0; ///< on the device
    /// Of weightBytes: bit-identical to weights of a model loaded together with this one, before
    /// it, and held once for both.
    std::uint64_t sharedBytes = 0;
    double loadMilliseconds = 0;
};

enum class StopReason { endOfText, maxTokens, contextFull, cancelled };

/// A tool that a model asks for. The caller decides what becomes of it.
struct ToolCall {
    std::string name;
    std::string arguments; ///< JSON as the model wrote it; usually an object
};

/// The truth about one answer.
struct GenerationFacts {
    StopReason stopReason = StopReason::endOfText;
    std::string model, quantisation, device;
    std::uint32_t promptTokens = 0;
    std::uint32_t cachedTokens = 0; ///< of the prompt, reused from the KV cache
    std::uint32_t thinkingTokens = 0, answerTokens = 0;
    double firstTokenMilliseconds = 0, prefillMilliseconds = 0, thinkingMilliseconds = 0,
           decodeMilliseconds = 0, totalMilliseconds = 0;
    double prefillTokensPerSecond = 0, decodeTokensPerSecond = 0;
    std::uint64_t seed = 0;
    std::string promptSha256;                         ///< of the rendered prompt, hexadecimal
    std::uint32_t contextUsed = 0, contextLength = 0; ///< tokens
    std::vector<ToolCall> toolCalls;                  ///< in the answer's order; not in its text
};

// Events, in the order in which a caller meets them.
struct ModelLoading {
    double progress = 0; /**< 0 to 1, of all models that are loaded together */
};
struct ModelReady {
    ModelInfo model;
    std::uint32_t index = 0; /**< among the models loaded together */
};
struct ModelUnloaded {};
struct PrefillProgress {
    std::uint64_t id = 0;
    std::uint32_t done = 0, total = 0; /**< tokens */
};
struct ThinkingText {
    std::uint64_t id = 0;
    std::string text; /**< whole characters */
};
struct AnswerText {
    std::uint64_t id = 0;
    std::string text; /**< whole characters */
};
struct Finished {
    std::uint64_t id = 0;
    GenerationFacts facts;
};
/// A request failed; the engine stays usable. `id` is 0 for a load.
struct Failed {
    std::uint64_t id = 0;
    ErrorKind kind{};
    std::string sentence;
};

using EngineEvent = std::variant<ModelLoading, ModelReady, ModelUnloaded, PrefillProgress,
                                 ThinkingText, AnswerText, Finished, Failed>;

/// Called on the engine thread, never concurrently; must not call back into the engine and wait.
using EventSink = std::function<void(EngineEvent)>;

/// One engine thread. Loads wait their turn; generations that were asked for run side by side, a
/// step each in turn, and those on one model in one step together. All functions return at once and
/// may be called from any one thread; the destructor cancels and waits.
class Engine {
public:
    virtual ~Engine() = default;
    /// Ends with ModelReady or Failed. Models loaded before are unloaded first.
    void load(LoadRequest request) { loadTogether({std::move(request)}); }
    /// Loads several models on the device of the first. Ends with one ModelReady for each, in
    /// order, or with Failed: then none is loaded. A load that another one follows before it is
    /// done is given up without a word.
    virtual void loadTogether(std::vector<LoadRequest> requests) = 0;
    /// Ends with Finished or Failed.
    virtual void generate(GenerateRequest request) = 0;
    /// Stops that generation, running or waiting: Finished with StopReason::cancelled. Unknown ids
    /// are ignored.
    virtual void cancel(std::uint64_t id) = 0;
    /// Ends the thinking of that generation; the answer follows.
    virtual void answerNow(std::uint64_t id) = 0;
    virtual void unload() = 0;
};

/// Where the engine keeps what it may rebuild at any time (pipelines, measurements).
struct EngineOptions {
    std::filesystem::path cacheDirectory; ///< empty: nothing is kept
};

/// The engine of this project. The sink outlives it.
[[nodiscard]] std::unique_ptr<Engine> createVulkanEngine(EngineOptions options, EventSink sink);

/// How models would lie on one device side by side, told before anything is loaded.
struct SideBySidePlan {
    std::vector<std::uint64_t> bytes; ///< of each: weights, conversation and work space
    std::uint64_t sharedBytes = 0;    ///< of these, the same in several files and held once
    std::uint64_t availableBytes = 0; ///< of the device, as the driver reports it now

    [[nodiscard]] std::uint64_t totalBytes() const noexcept {
        return std::accumulate(bytes.begin(), bytes.end(), std::uint64_t{0}) - sharedBytes;
    }
    [[nodiscard]] bool fits() const noexcept { return totalBytes() <= availableBytes; }
};

/// Reads the files and opens the device; takes as long as reading what they have in common. Any
/// thread. Throws Error.
[[nodiscard]] SideBySidePlan planSideBySide(const std::vector<LoadRequest>& requests);

/// All Vulkan devices, usable or not, with the one an empty selector would take marked.
/// No loader or driver: an empty list.
[[nodiscard]] std::vector<DeviceInfo> listDevices();

} // namespace conclave
