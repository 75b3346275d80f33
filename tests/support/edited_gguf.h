// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Copies of model files with other metadata, tensors left out, or matrices in other formats: what
// published files vary and no shape of conclave-cli synth does.
#pragma once

#include "engine/gguf/gguf_file.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace conclave::test {

struct GgufEdit {
    /// Values that replace or add keys; nothing leaves a key out.
    std::map<std::string, std::optional<GgufValue>> keys;
    std::set<std::string> without;                    ///< tensors that are left out
    std::map<std::string, std::string> renamed;       ///< tensors, to their new names
    std::map<std::string, std::vector<float>> values; ///< of F32 tensors, in place of theirs
    /// The format of a tensor, whose blocks become random ones where it is another; absent: as is.
    std::function<BlockType(const TensorInfo&)> type;
};

void copyEdited(const std::filesystem::path& from, const std::filesystem::path& to,
                const GgufEdit& edit);

} // namespace conclave::test
