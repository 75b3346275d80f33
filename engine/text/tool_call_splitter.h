// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Takes the calls out of an answer while it is being written.
#pragma once

#include "engine/engine.h"
#include "engine/text/tool_call_marks.h"

#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// Marks may be split over chunks; a possible beginning of one is held back until it is decided. A
/// marked stretch that holds no call is text after all, without its marks.
class ToolCallSplitter {
public:
    explicit ToolCallSplitter(ToolCallFormat format);

    /// The text to show, as far as it is decided.
    [[nodiscard]] std::string feed(std::string_view chunk);
    /// What was held back. Nothing may be fed afterwards.
    [[nodiscard]] std::string finish();

    /// The calls so far, in order.
    [[nodiscard]] const std::vector<ToolCall>& calls() const noexcept { return m_calls; }

private:
    [[nodiscard]] bool holdsBareJson() const;
    [[nodiscard]] std::string takeText();
    [[nodiscard]] std::string takeCalls(std::string_view body);

    ToolCallFormat m_format;
    std::vector<ToolCall> m_calls;
    std::string m_pending;                 ///< not yet decided
    const ToolCallMarks* m_open = nullptr; ///< the marks that `m_pending` is between
    bool m_atStart = true;                 ///< nothing has been shown
};

} // namespace conclave
