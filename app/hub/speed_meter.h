// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Bytes per second over the last seconds.
#pragma once

#include <QElapsedTimer>

#include <deque>

namespace conclave {

class SpeedMeter {
public:
    /// Tells how many bytes there are in all by now.
    void update(quint64 bytes) {
        if (!m_clock.isValid())
            m_clock.start();
        const qint64 now = m_clock.elapsed();
        if (!m_samples.empty() && bytes < m_samples.back().bytes)
            m_samples.clear(); // a part turned out bad
        m_samples.push_back({now, bytes});
        while (m_samples.size() > 2 && now - m_samples.front().at > kWindow)
            m_samples.pop_front();
    }
    void reset() { m_samples.clear(); }
    /// 0 until there are two samples.
    [[nodiscard]] double bytesPerSecond() const {
        if (m_samples.size() < 2 || m_samples.back().at == m_samples.front().at)
            return 0;
        return double(m_samples.back().bytes - m_samples.front().bytes) * 1000 /
               double(m_samples.back().at - m_samples.front().at);
    }

private:
    static constexpr qint64 kWindow = 5000; ///< milliseconds
    struct Sample {
        qint64 at;
        quint64 bytes;
    };
    QElapsedTimer m_clock;
    std::deque<Sample> m_samples;
};

} // namespace conclave
