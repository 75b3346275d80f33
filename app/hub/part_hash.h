// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A fast 64-bit hash of one part: tells whether the disk still holds what the network brought. It
// is no protection against forgery; that is the hash of the whole file, as the hub states it.
#pragma once

#include <QtGlobal>

#include <xxhash.h>

#include <memory>

namespace conclave {

/// XXH3 (64 bits), fed piece by piece.
class PartHash {
public:
    PartHash() : m_state(XXH3_createState()) { reset(); }

    void reset() { XXH3_64bits_reset(m_state.get()); }
    void add(const char* data, std::size_t bytes) {
        XXH3_64bits_update(m_state.get(), data, bytes);
    }
    [[nodiscard]] quint64 value() const { return XXH3_64bits_digest(m_state.get()); }

private:
    struct Free {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };
    std::unique_ptr<XXH3_state_t, Free> m_state;
};

} // namespace conclave
