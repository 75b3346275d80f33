// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Tensor type numbers that are not in the table of block formats: removed ones and those of forks.
#pragma once

#include <cstdint>
#include <string>

namespace conclave {

/// What a number stands for, and what the user can do, as parts of a sentence.
struct ForeignType {
    std::string what; ///< "the removed format Q4_2"
    std::string help; ///< "look for a newer file of this model"
};

[[nodiscard]] ForeignType foreignType(std::uint32_t typeId);

} // namespace conclave
