// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the scripted engine says.
#pragma once

#include <string>

namespace conclave {

/// One reply by rote.
struct ScriptedReply {
    std::string thinking; ///< used when thinking is on
    std::string answer;
    bool endless = false;     ///< the answer is repeated until it is stopped
    std::string failure = {}; ///< not empty: fails with this sentence after the answer
};

/// "fail please" fails in mid-answer, "endless" never ends, "show code" has code and a table,
/// Korean is answered in Korean; everything else gets a friendly paragraph.
/// A coarse quantisation ("Q2_K") confuses a word or two.
[[nodiscard]] ScriptedReply replyTo(const std::string& question,
                                    const std::string& quantisation = "F16");

} // namespace conclave
