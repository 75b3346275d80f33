// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Separates a model's trace from its answer while both are still being written.
#pragma once

#include "engine/text/thinking_markers.h"

#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// Markers may be split over chunks; a possible beginning of one is held back until it is decided.
/// A trace stands at the beginning or nowhere: in the midst of an answer its marker is just text.
/// Line breaks right after a marker belong to the marker.
class ThinkingSplitter {
public:
    struct Part {
        bool thinking;
        std::string text; ///< never empty
    };

    /// `insideTrace`: the text begins inside the trace.
    ThinkingSplitter(ThinkingMarkers markers, bool insideTrace);
    explicit ThinkingSplitter(const ThinkingMarkers& markers)
        : ThinkingSplitter(markers, markers.opensInPrompt) {}

    [[nodiscard]] std::vector<Part> feed(std::string_view chunk);
    /// What was held back. Nothing may be fed afterwards.
    [[nodiscard]] std::vector<Part> finish();

    /// Whether the text fed so far ends inside the trace.
    [[nodiscard]] bool thinking() const noexcept { return m_state == State::trace; }

private:
    enum class State { beginning, trace, answer };

    void seekOpening();
    void passTrace(std::vector<Part>& parts);
    void trimLineBreaks();

    ThinkingMarkers m_markers;
    std::string m_pending; ///< not yet decided
    State m_state;
    bool m_afterMarker; ///< nothing but line breaks has come since
};

} // namespace conclave
