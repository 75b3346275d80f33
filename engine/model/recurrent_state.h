// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What recurrent layers keep of a session. Unlike keys and values it stands for one length only: it
// cannot be cut back, so a second copy is kept at an earlier length.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/vulkan/dispatch_recorder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace conclave {

class SessionState;

/// Slots of a loaded model: one for each session that it keeps, and two for copies or for answers
/// beyond those. A slot is tens of megabytes, held whether it is used or not.
inline constexpr std::uint32_t kStateSlots = 6;

/// States of all recurrent layers of a model in slots: each layer has one buffer of f32 [slot]
/// [state] in the order of shaders/common/delta.glsl. A model without such layers has no slots and
/// takes no memory. One thread.
class RecurrentState {
public:
    RecurrentState(Device& device, const Hparams& hparams, std::uint32_t slots);

    /// Bytes of one slot over all layers; 0: no layer is recurrent.
    [[nodiscard]] static std::uint64_t slotBytes(const Hparams& hparams) noexcept;

    [[nodiscard]] bool exists() const noexcept { return m_bytes > 0; }
    [[nodiscard]] std::uint32_t freeSlots() const noexcept {
        return static_cast<std::uint32_t>(m_free.size());
    }
    /// Whether a session without a state can have one, perhaps in place of another's copy.
    [[nodiscard]] bool hasRoom() const noexcept {
        return !exists() || !m_free.empty() || !m_holders.empty();
    }
    [[nodiscard]] std::uint64_t bytes() const noexcept { return m_bytes; }
    /// All slots of a layer; an empty stand-in for a layer without a state.
    [[nodiscard]] BufferRange layer(std::uint32_t index) const { return whole(m_layers.at(index)); }

    /// A slot with undefined contents, which the token at position 0 does not read; or nothing.
    [[nodiscard]] std::optional<std::uint32_t> take();
    /// The same; sessions give up their copies when all slots are taken.
    [[nodiscard]] std::optional<std::uint32_t> takeFromCopies();
    void release(std::uint32_t slot) noexcept { m_free.push_back(slot); }
    void addHolder(SessionState& session) { m_holders.push_back(&session); }
    void removeHolder(SessionState& session) noexcept { std::erase(m_holders, &session); }
    /// Copies all layers from slot to slot and waits.
    void copy(std::uint32_t from, std::uint32_t to);

private:
    Device& m_device;
    std::vector<Buffer> m_layers;
    std::vector<std::uint32_t> m_free;
    std::vector<SessionState*> m_holders; ///< of copies, the oldest first
    std::uint64_t m_slotBytes = 0;        ///< of one layer
    std::uint64_t m_bytes = 0;
    std::unique_ptr<DispatchRecorder> m_recorder;
};

/// The state of one session, and its copy. Lengths count the tokens that a state has taken in.
class SessionState {
public:
    explicit SessionState(RecurrentState& pool) noexcept : m_pool(pool) {}
    ~SessionState();
    SessionState(const SessionState&) = delete;
    SessionState& operator=(const SessionState&) = delete;

    /// Where the state lies; 0 without recurrent layers.
    [[nodiscard]] std::uint32_t slot() const noexcept { return m_slot.value_or(0); }
    /// The length that resume() would bring the state to.
    [[nodiscard]] std::uint32_t resumable(std::uint32_t limit) const noexcept;
    /// Brings the state to a length of at most `limit` tokens, of which the session's tokens have
    /// not changed, and returns it; `limit` without recurrent layers. Throws Error(outOfMemory) if
    /// no slot is free.
    [[nodiscard]] std::uint32_t resume(std::uint32_t limit);
    /// Keeps a copy of the state as it is, if a slot is free.
    void keepCopy();
    /// The state has taken in the first `tokens` tokens of the session.
    void reached(std::uint32_t tokens) noexcept { m_length = tokens; }
    /// Nobody knows what the state has taken in.
    void lost() noexcept { m_length.reset(); }
    /// Tokens from there on change.
    void truncate(std::uint32_t tokens) noexcept;
    /// Frees the slot of the copy.
    void dropCopy() noexcept;

private:
    RecurrentState& m_pool;
    std::optional<std::uint32_t> m_slot, m_copySlot;
    std::optional<std::uint32_t> m_length; ///< nothing: not known
    std::uint32_t m_copyLength = 0;        ///< 0: no copy
};

} // namespace conclave
