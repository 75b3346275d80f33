// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One timeline of tokens on a model, and everything needed to run it.
#pragma once

#include "engine/engine.h"
#include "engine/model/forward.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace conclave {

using TokenId = std::uint32_t;

/// An open device with its kernels; models that are loaded together share it. One thread.
struct Gpu {
    Gpu(const std::string& selector, const std::filesystem::path& cacheDirectory)
        : device(selector), pipelines(device, cacheDirectory) {}
    Device device;
    Pipelines pipelines;
};

/// A model with its device, kernels, cache and activations: what one load makes. One thread.
class Runtime {
public:
    /// `contextLength` 0: the model's own, as far as memory allows. Throws Error.
    Runtime(const std::string& deviceSelector, const std::filesystem::path& cacheDirectory,
            GgufFile model, std::uint32_t contextLength, const LoadProgress& progress = {},
            CacheType cacheType = CacheType::f16);
    /// Beside other models, with whom it shares equal weights if `memory` is theirs, too.
    Runtime(std::shared_ptr<Gpu> gpu, GgufFile model, std::uint32_t contextLength,
            const LoadProgress& progress, std::shared_ptr<WeightMemory> memory,
            CacheType cacheType = CacheType::f16);
    ~Runtime();

    [[nodiscard]] Device& device() noexcept { return m_gpu->device; }
    [[nodiscard]] const Model& model() const noexcept { return *m_model; }
    [[nodiscard]] Forward& forward() noexcept { return *m_forward; }
    [[nodiscard]] KvCache& cache() noexcept { return *m_cache; }
    [[nodiscard]] RecurrentState& states() noexcept { return *m_states; }
    /// Tokens that one session can hold.
    [[nodiscard]] std::uint32_t contextLength() const noexcept { return m_contextLength; }
    /// Device bytes of weights, KV cache with recurrent states, and all else.
    [[nodiscard]] std::uint64_t weightBytes() const noexcept {
        return m_model->weights().deviceBytes();
    }
    /// Of weightBytes(), what a model loaded before has brought.
    [[nodiscard]] std::uint64_t sharedBytes() const noexcept {
        return m_model->weights().sharedBytes();
    }
    [[nodiscard]] std::uint64_t cacheBytes() const noexcept {
        return m_cache->bytes() + m_states->bytes();
    }
    [[nodiscard]] std::uint64_t scratchBytes() const noexcept { return m_forward->arenaBytes(); }

private:
    /// The cache for sessions of `wanted` pages, or as many as memory allows. Throws
    /// Error(outOfMemory) if that is next to nothing.
    [[nodiscard]] CacheSize largestCache(std::uint32_t wanted, CacheType type) const;

    std::shared_ptr<Gpu> m_gpu;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<KvCache> m_cache;
    std::unique_ptr<RecurrentState> m_states;
    std::unique_ptr<Forward> m_forward;
    std::uint32_t m_contextLength = 0;
};

/// One timeline of tokens. The caller hands over the whole sequence it wants; the session reuses
/// the common beginning. Sessions with a common beginning share its pages.
class Session {
public:
    explicit Session(Runtime& runtime) : m_runtime(runtime), m_state(runtime.states()) {}
    ~Session() { truncate(0); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] std::span<const TokenId> tokens() const noexcept { return m_tokens; }
    /// Length of the common beginning with `tokens`.
    [[nodiscard]] std::uint32_t commonPrefix(std::span<const TokenId> tokens) const noexcept;
    /// Tokens that sync(tokens) would take from what is there; `tokens` holds at least one.
    [[nodiscard]] std::uint32_t reusable(std::span<const TokenId> tokens) const noexcept;
    /// A new session that shares the whole pages of the first `tokens` tokens; with recurrent
    /// layers, whose states cannot be cut back, an empty one.
    [[nodiscard]] std::unique_ptr<Session> fork(std::uint32_t tokens) const;

    /// Brings the session to exactly these tokens (at least one) and leaves the pass of the last
    /// one for logits() and decode(): it is always computed anew. Returns the tokens taken from the
    /// cache, or nothing if `progress` stopped it; what was computed is kept. Throws
    /// Error(badRequest) if the context is too short, Error(outOfMemory) if no page is free.
    std::optional<std::uint32_t> sync(std::span<const TokenId> tokens,
                                      const Forward::Progress& progress = {});

    /// Logits [vocabulary] after the last token of sync().
    [[nodiscard]] std::vector<float> logits();

    /// Logits [positions, vocabulary] after each of those positions of `tokens`, ascending.
    [[nodiscard]] std::vector<float> evaluate(std::span<const TokenId> tokens,
                                              std::span<const std::uint32_t> positions);

    /// Called with each new token; returns false to stop.
    using OnToken = std::function<bool(TokenId)>;

    /// Samples up to `maxTokens` tokens after sync(), stopping after one of `stopTokens`. The
    /// tokens fed back are part of the session afterwards. Returns how many were drawn.
    std::uint32_t decode(const SamplingSettings& sampling, std::uint64_t seed,
                         std::span<const TokenId> stopTokens, std::uint32_t maxTokens,
                         const OnToken& onToken);

private:
    friend class Decoder;

    /// The common beginning without the last token, as far as its keys and values are there.
    [[nodiscard]] std::uint32_t keptBeginning(std::span<const TokenId> tokens) const noexcept;
    void truncate(std::uint32_t tokens) noexcept;
    void reserve(std::uint32_t tokens);
    /// Pages of the list before this one are gone.
    [[nodiscard]] std::size_t firstHeld(PageKind kind) const noexcept;
    /// Lets go of pages that lie behind the window of all tokens to come; whether there were any.
    bool dropBehindWindow() noexcept;
    /// Whether the pages that the window of a token at `position` reaches into are all here.
    [[nodiscard]] bool windowIsWhole(std::uint32_t position) const noexcept;

    Runtime& m_runtime;
    std::vector<TokenId> m_tokens; ///< whose keys and values are in the cache
    PageLists m_pages;             ///< of this session, in order
    std::uint32_t m_dropped = 0;   ///< pages at the beginning of the window list that are gone
    SessionState m_state;          ///< of recurrent layers
};

} // namespace conclave
