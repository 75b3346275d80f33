// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/block_writer.h"

#include "app/hub/disk_fault.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace conclave {

namespace {

constexpr quint64 kBlock = 256 << 10;
constexpr std::size_t kMostBlocks = 32; ///< so 8 MiB wait at most
constexpr std::chrono::milliseconds kPatience{100};

} // namespace

BlockWriter::BlockWriter(PartFile& file, std::function<void()> news)
    : m_file(file), m_news(std::move(news)) {
    m_thread = std::thread([this] { run(); });
}

BlockWriter::~BlockWriter() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        m_queue.clear();
    }
    m_due.notify_one();
    m_thread.join();
}

BlockWriter::Block& BlockWriter::blockFor(quint64 offset, std::unique_lock<std::mutex>& lock) {
    if (!m_queue.empty()) {
        Block& newest = m_queue.back();
        if (!newest.completes && newest.offset + newest.bytes == offset && newest.bytes < kBlock)
            return newest;
    }
    m_room.wait(lock, [this] { return m_queue.size() < kMostBlocks; });
    Block block{offset, 0, {}, {}};
    if (m_spare.empty()) {
        block.data.reset(new char[kBlock]);
    } else {
        block.data = std::move(m_spare.back());
        m_spare.pop_back();
    }
    return m_queue.emplace_back(std::move(block));
}

void BlockWriter::write(quint64 offset, const char* data, quint64 bytes) {
    std::unique_lock lock(m_mutex);
    while (bytes > 0 && !m_fault) {
        Block& block = blockFor(offset, lock);
        const quint64 size = std::min(bytes, kBlock - block.bytes);
        std::memcpy(block.data.get() + block.bytes, data, size);
        block.bytes += size;
        data += size;
        offset += size;
        bytes -= size;
        if (block.bytes == kBlock)
            m_due.notify_one(); // seldom: waking a thread costs more than a small copy
    }
}

void BlockWriter::partComplete(int part, quint64 hash) {
    const std::lock_guard lock(m_mutex);
    if (m_queue.empty() || m_queue.back().completes)
        m_queue.emplace_back();
    m_queue.back().completes = {part, hash};
    m_due.notify_one();
}

BlockWriter::Written BlockWriter::take() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_written, {});
}

void BlockWriter::finish() {
    std::unique_lock lock(m_mutex);
    m_finish = true;
    m_due.notify_one();
    m_room.wait(lock, [this] { return m_queue.empty() && !m_busy; });
    m_finish = false;
}

bool BlockWriter::isDue() const {
    return !m_queue.empty() && (m_finish || m_queue.size() > 1 || m_queue.front().completes ||
                                m_queue.front().bytes == kBlock);
}

void BlockWriter::run() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_due.wait_for(lock, kPatience, [this] { return m_stop || isDue(); });
        if (m_stop)
            return;
        if (m_queue.empty())
            continue;
        Block block = std::move(m_queue.front());
        m_queue.pop_front();
        m_busy = true;
        const bool healthy = !m_fault;
        lock.unlock();
        std::optional<NetworkError> fault;
        try {
            if (healthy && block.bytes > 0)
                m_file.write(block.offset, block.data.get(), block.bytes);
        } catch (const DiskFault& caught) {
            fault = caught.error();
        }
        lock.lock();
        if (fault)
            m_fault = m_written.fault = fault;
        else if (healthy && block.completes)
            m_written.parts.push_back(*block.completes);
        if (block.data)
            m_spare.push_back(std::move(block.data));
        m_busy = false;
        m_room.notify_one();
        if (fault || (healthy && block.completes))
            m_news();
    }
}

} // namespace conclave
