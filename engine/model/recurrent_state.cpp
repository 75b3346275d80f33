// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/recurrent_state.h"

#include "engine/error.h"

#include <algorithm>

namespace conclave {

namespace {

constexpr std::uint64_t kStandIn = 256; ///< bytes that a layer without a state binds

bool isRecurrent(const LayerHparams& layer) {
    return layer.attention == AttentionKind::deltaNet;
}

} // namespace

RecurrentState::RecurrentState(Device& device, const Hparams& hparams, std::uint32_t slots)
    : m_device(device), m_recorder(std::make_unique<DispatchRecorder>(device)) {
    const bool any = slotBytes(hparams) > 0;
    m_slotBytes = any ? hparams.delta.stateFloats() * sizeof(float) : 0;
    for (const LayerHparams& layer : hparams.layers) {
        const std::uint64_t bytes = isRecurrent(layer) ? slots * m_slotBytes : kStandIn;
        m_layers.emplace_back(device, bytes, MemoryKind::device);
        m_bytes += isRecurrent(layer) ? bytes : 0;
    }
    for (std::uint32_t slot = any ? slots : 0; slot > 0; --slot) {
        m_free.push_back(slot - 1);
    }
}

std::uint64_t RecurrentState::slotBytes(const Hparams& hparams) noexcept {
    const auto layers = std::count_if(hparams.layers.begin(), hparams.layers.end(), isRecurrent);
    return layers > 0 ? layers * hparams.delta.stateFloats() * sizeof(float) : 0;
}

std::optional<std::uint32_t> RecurrentState::take() {
    if (m_free.empty()) {
        return {};
    }
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    return slot;
}

void RecurrentState::copy(std::uint32_t from, std::uint32_t to) {
    m_recorder->begin();
    for (const Buffer& layer : m_layers) {
        if (layer.bytes() > kStandIn) {
            m_recorder->copy({layer.handle(), from * m_slotBytes, m_slotBytes},
                             {layer.handle(), to * m_slotBytes, m_slotBytes});
        }
    }
    m_recorder->end();
    m_device.wait(m_device.submit(m_recorder->commands()));
}

std::optional<std::uint32_t> RecurrentState::takeFromCopies() {
    if (m_free.empty() && !m_holders.empty()) {
        m_holders.front()->dropCopy();
    }
    return take();
}

SessionState::~SessionState() {
    dropCopy();
    if (m_slot) {
        m_pool.release(*m_slot);
    }
}

std::uint32_t SessionState::resumable(std::uint32_t limit) const noexcept {
    if (!m_pool.exists()) {
        return limit;
    }
    const std::uint32_t copied = m_copyLength <= limit ? m_copyLength : 0;
    return m_length && *m_length <= limit ? std::max(*m_length, copied) : copied;
}

std::uint32_t SessionState::resume(std::uint32_t limit) {
    if (!m_pool.exists()) {
        return limit;
    }
    if (!m_slot) {
        m_slot = m_pool.takeFromCopies();
        m_length.reset();
    }
    if (!m_slot) {
        throw Error(
            ErrorKind::outOfMemory,
            "This model is writing as many answers as it can at once; wait until one of them "
            "is complete, or stop one, and send your message again.");
    }
    const std::uint32_t length = resumable(limit);
    if (length > 0 && m_length != length) {
        m_pool.copy(*m_copySlot, *m_slot);
    }
    m_length = length; // the token at position 0 reads no state
    return length;
}

void SessionState::keepCopy() {
    if (!m_pool.exists() || !m_slot || !m_length || *m_length == m_copyLength) {
        return;
    }
    if (!m_copySlot) {
        m_copySlot = m_pool.take();
        if (m_copySlot) {
            m_pool.addHolder(*this);
        }
    }
    if (m_copySlot) {
        m_pool.copy(*m_slot, *m_copySlot);
        m_copyLength = *m_length;
    }
}

void SessionState::dropCopy() noexcept {
    if (m_copySlot) {
        m_pool.removeHolder(*this);
        m_pool.release(*m_copySlot);
        m_copySlot.reset();
        m_copyLength = 0;
    }
}

void SessionState::truncate(std::uint32_t tokens) noexcept {
    if (m_length && *m_length > tokens) {
        m_length.reset();
    }
    if (m_copyLength > tokens) {
        m_copyLength = 0;
    }
}

} // namespace conclave
