// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How a model marks that it calls a tool, found in its template's text: model names play no part.
#pragma once

#include <string_view>
#include <vector>

namespace conclave {

/// A stretch of an answer that holds calls. Without `close` it goes on to the end of the answer.
struct ToolCallMarks {
    std::string_view open;  ///< "<tool_call>"
    std::string_view close; ///< "</tool_call>"
};

struct ToolCallFormat {
    std::vector<ToolCallMarks> marks;
    bool bareNames = false; ///< between the marks a name alone is a call without arguments (GLM)
    bool bareJson = false; ///< an answer that is nothing but {"name": ..., ...} is a call (Llama 3)

    /// Whether a special token of this text belongs to a call, so that it has to be written.
    [[nodiscard]] bool uses(std::string_view token) const;
};

[[nodiscard]] ToolCallFormat findToolCallFormat(std::string_view templateSource);

} // namespace conclave
