// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Models in several files: keys split.no, split.count and split.tensors.count, and names that end
// in -00001-of-00003.gguf. The metadata is in the first part.
#pragma once

#include "engine/gguf/gguf_header.h"

namespace conclave {

/// Which part of how many a file says it is; 0 of 1 if it is whole.
struct SplitPart {
    std::uint64_t number = 0; ///< from 0
    std::uint64_t count = 1;
};

/// Throws Error(badFile) when the keys contradict themselves.
[[nodiscard]] SplitPart splitPartOf(const GgufHeader& header);

/// The name of another part of the set that `part` belongs to, numbered from 0. Throws
/// Error(badFile) when the name of `part` is not that of its own number.
[[nodiscard]] std::string partFileName(const GgufHeader& part, std::uint64_t number);

/// Error(badFile) that names the part which is not there.
[[noreturn]] void failMissingPart(const GgufHeader& part, std::uint64_t number);

/// One header of all parts, given in order; each tensor keeps data and offset of its own file.
/// Throws Error(badFile) for parts that are of another set, in another order or incomplete.
[[nodiscard]] GgufHeader joinParts(std::vector<GgufHeader> parts);

} // namespace conclave
