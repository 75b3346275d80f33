// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How a model marks its trace, found by rendering its template: model names play no part.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace conclave {

/// How a model marks its trace in what it writes.
struct ThinkingMarkers {
    std::string open;           ///< "<think>"
    std::string close;          ///< "</think>"
    bool opensInPrompt = false; ///< the prompt already holds `open`: the answer begins in the trace
    std::string openText = open + "\n";            ///< with the whitespace the model writes
    std::string closeText = "\n" + close + "\n\n"; ///< the same
};

/// Whether a prompt ends inside of a trace, or right behind one (an empty one keeps a model from
/// thinking).
[[nodiscard]] bool opensTrace(std::string_view prompt, const ThinkingMarkers& markers);
[[nodiscard]] bool endsTrace(std::string_view prompt, const ThinkingMarkers& markers);

/// What a template writes for a conversation that asks kProbeQuestion. Empty if it refuses.
struct TemplateProbes {
    std::string on, off;  ///< up to where the model begins to write
    std::string answered; ///< with an answer kProbeAnswer that was reached through kProbeTrace
    std::string_view source;

    static constexpr std::string_view kQuestion = "conclave probes a question";
    static constexpr std::string_view kTrace = "conclave probes a trace";
    static constexpr std::string_view kAnswer = "conclave probes an answer";
};

/// The markers a model uses when it thinks; nothing if its template shows no sign of a trace.
[[nodiscard]] std::optional<ThinkingMarkers> findThinkingMarkers(const TemplateProbes& probes);

} // namespace conclave
