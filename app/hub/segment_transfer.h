// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One connection that fetches a run of parts.
#pragma once

#include "app/hub/http_client.h"
#include "app/hub/part_file.h"
#include "app/hub/part_hash.h"
#include "app/hub/part_layout.h"

#include <functional>
#include <memory>

namespace conclave {

/// A part of which the beginning has arrived: kept when a connection breaks.
struct BegunPart {
    quint64 bytes = 0;
    PartHash hash;
};

/// What to fetch: parts [first, end), the first one from `begun` on if there is that.
struct Segment {
    int first = 0;
    int end = 0;
    std::shared_ptr<BegunPart> begun;
};

/// Network thread. Gives what arrives to the sink and names each part that is complete. A server
/// that ignores the range (status 200) is taken as it is: the stream then runs through the whole
/// file, and parts that are not wanted are passed over.
class SegmentTransfer : public QObject {
    Q_OBJECT

public:
    /// Policy of what a part is worth: asked at the start of each.
    using Wanted = std::function<bool(int part)>;

    /// Client, sink and layout outlive it.
    SegmentTransfer(HttpClient& client, HttpRequest request, const PartLayout& layout,
                    Segment segment, PartSink& sink, Wanted wanted);

    /// Ends it without a signal.
    void cancel();

    [[nodiscard]] const Segment& segment() const { return m_segment; }
    /// The parts still to come are reserved for this one.
    [[nodiscard]] bool holds(int part) const { return part >= m_part && part < m_end; }
    [[nodiscard]] bool whole() const { return m_whole; }
    [[nodiscard]] int part() const { return m_part; }
    /// Of the part under way; taken over by another connection after an end.
    [[nodiscard]] std::shared_ptr<BegunPart> begun() const { return m_writing ? m_begun : nullptr; }
    [[nodiscard]] quint64 begunBytes() const { return m_writing ? m_begun->bytes : 0; }
    [[nodiscard]] const HttpTransfer& transfer() const { return *m_transfer; }
    /// None after a good end.
    [[nodiscard]] const std::optional<NetworkError>& error() const { return m_error; }

signals:
    /// The answer's headers fit the request; others may be looked at through transfer().
    void opened();
    void partReceived(int part, quint64 hash);
    void advanced(qint64 bytes);
    /// Once.
    void ended();

private:
    void open();
    void accept(const char* data, qint64 bytes);
    void enter(int part);
    void end(std::optional<NetworkError> error);
    [[nodiscard]] std::optional<NetworkError> faultOfHeaders() const;

    const PartLayout& m_layout;
    QString m_subject;
    Segment m_segment;
    PartSink& m_sink;
    Wanted m_wanted;
    std::unique_ptr<HttpTransfer> m_transfer;
    std::shared_ptr<BegunPart> m_begun; ///< of m_part
    std::optional<NetworkError> m_error;
    int m_part, m_end;
    bool m_whole = false, m_writing = true, m_ended = false;
};

} // namespace conclave
