// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/decoder.h"

#include <algorithm>
#include <cassert>
#include <chrono>

namespace conclave {

namespace {

constexpr double kQueuedMilliseconds = 50; ///< of work that waits on the device

shaders::SampleSettings settingsOf(const SamplingSettings& sampling, std::uint64_t seed,
                                   std::span<const TokenId> stopTokens, std::uint32_t maxTokens,
                                   std::uint32_t contextLength) {
    shaders::SampleSettings settings{};
    settings.temperature = std::max(sampling.temperature, 0.0F);
    settings.topK = sampling.topK;
    settings.topP = sampling.topP;
    settings.minP = sampling.minP;
    settings.repeatPenalty = sampling.repeatPenalty;
    settings.presencePenalty = sampling.presencePenalty;
    settings.seedLow = static_cast<std::uint32_t>(seed);
    settings.seedHigh = static_cast<std::uint32_t>(seed >> 32);
    settings.maxGenerated = maxTokens;
    settings.maxPosition = contextLength;
    settings.stopCount = static_cast<std::uint32_t>(
        std::min<std::size_t>(stopTokens.size(), CONCLAVE_MAX_STOP_TOKENS));
    std::copy_n(stopTokens.begin(), settings.stopCount, settings.stopTokens);
    return settings;
}

/// The sampler sees by itself that no token follows.
bool endsOnDevice(const DecodeLane& lane, TokenId last) {
    const auto known = std::span(lane.settings.stopTokens).first(lane.settings.stopCount);
    return lane.drawn == lane.maxTokens ||
           std::find(known.begin(), known.end(), last) != known.end();
}

std::array<std::size_t, 2> pageCounts(const PageLists& pages) {
    return {pages[0].size(), pages[1].size()};
}

} // namespace

Decoder::~Decoder() {
    if (!m_inFlight.empty()) {
        m_runtime.forward().wait(m_inFlight.back(), std::chrono::nanoseconds::max());
    }
}

std::shared_ptr<const DecodeLane> Decoder::add(Session& session, const SamplingSettings& sampling,
                                               std::uint64_t seed,
                                               std::span<const TokenId> stopTokens,
                                               std::uint32_t maxTokens, Session::OnToken onToken) {
    assert(m_inFlight.empty() && !m_fresh && m_lanes.size() < kMaxColumns && maxTokens > 0);
    auto lane = std::make_shared<DecodeLane>();
    lane->session = &session;
    lane->settings = settingsOf(sampling, seed, stopTokens, maxTokens, m_runtime.contextLength());
    lane->stopTokens.assign(stopTokens.begin(), stopTokens.end());
    lane->maxTokens = maxTokens;
    lane->onToken = std::move(onToken);

    const auto length = static_cast<std::uint32_t>(session.m_tokens.size());
    session.reserve(std::min<std::uint32_t>(length + 1, m_runtime.contextLength()));
    session.m_state.lost();
    m_runtime.forward().startDecode(stateOf(*lane), lane->settings, session.m_pages);
    m_firstToken = m_runtime.forward().ringToken(0);
    m_fresh = lane;
    m_lanes.push_back(lane);
    m_stale = m_lanes.size() > 1; // alone, it is column 0, as startDecode() left it
    return lane;
}

void Decoder::settle() {
    while (!m_inFlight.empty()) {
        deliverStep();
    }
    if (m_fresh) {
        deliver(*std::exchange(m_fresh, nullptr), m_firstToken);
    }
    dropEnded();
}

void Decoder::advance(std::uint32_t ahead) {
    if (m_fresh) {
        deliver(*std::exchange(m_fresh, nullptr), m_firstToken);
        dropEnded();
        return;
    }
    if (m_lanes.empty()) {
        return;
    }
    const bool leaving =
        std::any_of(m_lanes.begin(), m_lanes.end(), [](const auto& lane) { return lane->ended; });
    if (!leaving) {
        if (m_stale) {
            resume();
        }
        queue(ahead);
    }
    if (!m_inFlight.empty()) {
        deliverStep();
    }
    if (m_inFlight.empty()) {
        dropEnded();
    }
}

/// Steps that every lane still has room for.
std::uint32_t Decoder::room() const {
    std::uint32_t steps = UINT32_MAX;
    for (const auto& lane : m_lanes) {
        const auto length = static_cast<std::uint32_t>(lane->session->m_tokens.size());
        steps = std::min(
            {steps, lane->maxTokens - lane->drawn, m_runtime.contextLength() - length + 1});
    }
    return steps;
}

void Decoder::queue(std::uint32_t ahead) {
    Forward& forward = m_runtime.forward();
    const auto byTime = static_cast<std::uint32_t>(
        std::clamp(kQueuedMilliseconds / m_stepMilliseconds, 1.0, double(ahead)));
    const std::uint32_t wanted = std::min(byTime, room());
    while (m_inFlight.size() < wanted) {
        for (std::uint32_t column = 0; column < m_lanes.size(); ++column) {
            DecodeLane& lane = *m_lanes[column];
            const auto pages = pageCounts(lane.session->m_pages);
            try {
                lane.session->reserve(
                    static_cast<std::uint32_t>(lane.session->m_tokens.size() + m_inFlight.size()));
            } catch (const Error&) {
                lane.failure = std::current_exception();
                lane.ended = true;
                return; // what is in flight is handed out, then the others go on
            }
            if (pageCounts(lane.session->m_pages) != pages) {
                forward.updatePages(lane.session->m_pages, column);
            }
        }
        m_inFlight.push_back(forward.submitStep());
    }
}

void Decoder::deliverStep() {
    Forward& forward = m_runtime.forward();
    const auto begin = std::chrono::steady_clock::now();
    forward.wait(m_inFlight.front(), std::chrono::nanoseconds::max());
    m_inFlight.pop_front();
    const double waited =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    m_stepMilliseconds = std::max(0.05, 0.8 * m_stepMilliseconds + 0.2 * waited);
    for (std::uint32_t column = 0; column < m_lanes.size(); ++column) {
        DecodeLane& lane = *m_lanes[column];
        if (!lane.ended) {
            deliver(lane, forward.ringToken(lane.drawn, column));
        }
    }
}

void Decoder::deliver(DecodeLane& lane, TokenId token) {
    ++lane.drawn;
    const bool stop =
        std::find(lane.stopTokens.begin(), lane.stopTokens.end(), token) != lane.stopTokens.end();
    std::vector<TokenId>& tokens = lane.session->m_tokens;
    const bool full = tokens.size() + 1 > m_runtime.contextLength();
    const bool more = lane.onToken(token) && !stop && lane.drawn < lane.maxTokens && !full;
    if (more) {
        tokens.push_back(token);
        return;
    }
    lane.ended = true;
    // Steps that are queued for a lane that the device does not know to have ended still feed it.
    if (m_inFlight.empty() || endsOnDevice(lane, token)) {
        lane.session->m_state.reached(static_cast<std::uint32_t>(tokens.size()));
    }
}

/// Nothing is in flight.
void Decoder::dropEnded() {
    for (const auto& lane : m_lanes) {
        if (lane->ended) {
            lane->session->truncate(static_cast<std::uint32_t>(lane->session->m_tokens.size()));
        }
    }
    const auto left = std::erase_if(m_lanes, [](const auto& lane) { return lane->ended; });
    m_stale = m_stale || (left > 0 && !m_lanes.empty());
}

/// Columns changed, or a prefill used the activations: the host, which has seen every token, says
/// anew where each lane stands.
void Decoder::resume() {
    std::vector<DecodeColumn> columns;
    for (const auto& lane : m_lanes) {
        columns.push_back({stateOf(*lane), lane->settings, &lane->session->m_pages});
    }
    m_runtime.forward().resumeDecode(columns);
    m_stale = false;
}

shaders::StepState Decoder::stateOf(const DecodeLane& lane) const {
    const std::vector<TokenId>& tokens = lane.session->m_tokens;
    const auto length = static_cast<std::uint32_t>(tokens.size());
    shaders::StepState state{};
    state.token = tokens.back();
    state.position = length - 1;
    state.generated = lane.drawn;
    state.stateSlot = lane.session->m_state.slot();
    const std::uint32_t recent = std::min<std::uint32_t>(length, CONCLAVE_RECENT_SIZE);
    for (std::uint32_t i = length - recent; i < length; ++i) {
        state.recent[i % CONCLAVE_RECENT_SIZE] = tokens[i];
    }
    state.recentCount = length;
    return state;
}

} // namespace conclave
