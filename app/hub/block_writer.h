// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Writes what arrives in a thread of its own, so that the network need not wait for the disk.
#pragma once

#include "app/hub/hub_types.h"
#include "app/hub/part_file.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace conclave {

/// In the order of the calls, neighbours joined to blocks; what does not fill one is written after
/// a moment. Used by one thread.
class BlockWriter : public PartSink {
public:
    /// The file outlives it. `news`: called in the writer's thread when there is something for
    /// take().
    BlockWriter(PartFile& file, std::function<void()> news);
    /// Forgets what is not written.
    ~BlockWriter() override;

    /// Waits while much is still to be written; a fault comes through take().
    void write(quint64 offset, const char* data, quint64 bytes) override;
    /// All bytes of the part were given to write().
    void partComplete(int part, quint64 hash);

    struct Written {
        std::vector<std::pair<int, quint64>> parts; ///< number and hash of complete ones
        std::optional<NetworkError> fault;          ///< after them; nothing more is written then
    };
    /// What was written since the last call.
    [[nodiscard]] Written take();
    /// Writes what was given so far; returns when that is done.
    void finish();

private:
    struct Block {
        quint64 offset = 0, bytes = 0;
        std::unique_ptr<char[]> data;
        std::optional<std::pair<int, quint64>> completes; ///< with this one, a part is written
    };

    void run();
    /// Whether the oldest block is to be written without waiting for more.
    [[nodiscard]] bool isDue() const;
    /// The place for more bytes: the end of the newest block, or a new one. Waits for room.
    Block& blockFor(quint64 offset, std::unique_lock<std::mutex>& lock);

    PartFile& m_file;
    std::function<void()> m_news;
    std::mutex m_mutex;             ///< guards what follows
    std::condition_variable m_due;  ///< for the thread: there is work
    std::condition_variable m_room; ///< for its user: some was done
    std::deque<Block> m_queue;
    std::vector<std::unique_ptr<char[]>> m_spare;
    Written m_written;
    std::optional<NetworkError> m_fault;
    bool m_busy = false, m_finish = false, m_stop = false;
    std::thread m_thread;
};

} // namespace conclave
