// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Decoding of several sessions of one model at once: one column of every step for each.
#pragma once

#include "engine/model/session.h"

#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <vector>

namespace conclave {

/// One session that is being decoded. Made by Decoder::add.
struct DecodeLane {
    Session* session = nullptr;
    shaders::SampleSettings settings{};
    std::vector<TokenId> stopTokens;
    std::uint32_t maxTokens = 0;
    Session::OnToken onToken;

    std::uint32_t drawn = 0;    ///< tokens handed to onToken
    bool ended = false;         ///< no token follows
    std::exception_ptr failure; ///< why it ended, if not in order
};

/// Lanes come and go between steps; all that are there share one recorded step, so weights are read
/// once for all of them. Steps are queued ahead so that the device never waits for the host. One
/// thread; at most kMaxColumns lanes.
class Decoder {
public:
    explicit Decoder(Runtime& runtime) : m_runtime(runtime) {}
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    /// Hands out what is in flight, so that the sessions may be prefilled. Before Session::sync().
    void settle();
    /// Right after session.sync(): draws the first token, which advance() hands out. The lane lives
    /// until it has ended and advance() or settle() has returned.
    std::shared_ptr<const DecodeLane> add(Session& session, const SamplingSettings& sampling,
                                          std::uint64_t seed, std::span<const TokenId> stopTokens,
                                          std::uint32_t maxTokens, Session::OnToken onToken);

    [[nodiscard]] bool empty() const noexcept { return m_lanes.empty(); }
    /// Waits for one step and hands each lane its next token; queues at most `ahead` steps before.
    void advance(std::uint32_t ahead = 8);

private:
    void queue(std::uint32_t ahead);
    void deliverStep();
    void deliver(DecodeLane& lane, TokenId token);
    void dropEnded();
    void resume();
    [[nodiscard]] std::uint32_t room() const;
    [[nodiscard]] shaders::StepState stateOf(const DecodeLane& lane) const;

    Runtime& m_runtime;
    std::vector<std::shared_ptr<DecodeLane>> m_lanes; ///< by column
    std::deque<std::uint64_t> m_inFlight;             ///< steps, oldest first
    std::shared_ptr<DecodeLane> m_fresh;              ///< its first token was not handed out yet
    TokenId m_firstToken = 0;
    bool m_stale = false; ///< the device does not hold the lanes' states
    double m_stepMilliseconds = 50;
};

} // namespace conclave
