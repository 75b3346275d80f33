// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Makes another quantisation of a model file: what it would become, and the making.
#pragma once

#include "engine/gguf/gguf_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

class ImportanceMatrix;

/// A file type that can be made, as publishers name it.
struct QuantiseType {
    std::string_view name;    ///< "Q4_K_M"
    std::string_view summary; ///< one line for a list: what it is good for
    bool needsImportance;     ///< without an importance matrix it is refused
};

/// All of them, from the largest files to the smallest.
[[nodiscard]] std::span<const QuantiseType> quantiseTypes() noexcept;
/// The row of a name (upper or lower case), or nullptr.
[[nodiscard]] const QuantiseType* findQuantiseType(std::string_view name) noexcept;

/// What becomes of one tensor.
struct PlannedTensor {
    std::string name;
    BlockType from{}, to{};
    std::array<std::uint64_t, 4> shape{1, 1, 1, 1}; ///< GGUF order: shape[0] is the row length
    std::uint32_t dimensions = 1;
    std::uint64_t fromBytes = 0, toBytes = 0;
    /// The rows do not fill blocks of the format that the type asks for; `to` is the published
    /// substitute.
    bool substitute = false;
};

/// Tensors of one kind together: a line of the preview.
struct TensorClassSize {
    std::string name; ///< "embedding", "output", "attention", "experts", "feed-forward", "other"
    std::uint64_t weights = 0;
    std::uint64_t fromBytes = 0, toBytes = 0;
    [[nodiscard]] double bitsPerWeight() const noexcept {
        return weights == 0 ? 0 : 8.0 * static_cast<double>(toBytes) / static_cast<double>(weights);
    }
};

/// The preview: everything that can be said before a byte is written.
struct QuantisePlan {
    std::string type;
    std::vector<PlannedTensor> tensors; ///< in the order in which they are written
    std::vector<TensorClassSize> classes;
    std::uint64_t inBytes = 0;  ///< of the input file or files
    std::uint64_t outBytes = 0; ///< of the output file, exactly unless the importance is to come
    double bitsPerWeight = 0;
    /// Empty, or the sentence why quantiseFile() would refuse (no importance matrix).
    std::string refusal;
    /// Sentences for the user: already quantised input, substitutes, missing importance.
    std::vector<std::string> warnings;
};

/// Throws Error(badRequest) for an unknown type, Error(badFile) for a file without what the rules
/// need. `importance` may be nullptr.
[[nodiscard]] QuantisePlan planQuantisation(const GgufFile& file, std::string_view type,
                                            const ImportanceMatrix* importance = nullptr);
/// The plan with an importance matrix that is still to be computed, by computeImportance().
[[nodiscard]] QuantisePlan planWithImportanceToCome(const GgufFile& file, std::string_view type);

struct QuantiseProgress {
    double part = 0;         ///< 0 to 1, by weights
    std::string_view tensor; ///< being worked on; valid during the call
};

struct QuantiseRequest {
    std::filesystem::path input;      ///< GGUF; first file of a split set
    std::filesystem::path output;     ///< appears when it is complete; an old file is replaced
    std::string type = "Q4_K_M";      ///< one of quantiseTypes()
    std::filesystem::path importance; ///< importance matrix (GGUF or legacy .dat); empty: none
    unsigned threads = 0;             ///< 0: all cores
    /// Called on the caller's thread several times a second; false cancels.
    std::function<bool(const QuantiseProgress&)> progress;
};

struct QuantisedTensor {
    std::string name;
    BlockType from{}, to{};
    double rmse = 0; ///< of the new weights against the old; 0 for copied tensors
};

struct QuantiseResult {
    std::uint64_t inBytes = 0, outBytes = 0;
    double bitsPerWeight = 0;
    std::vector<QuantisedTensor> tensors;
    std::vector<std::string> warnings;
    double seconds = 0;
};

/// Writes `output`, a few megabytes of weights at a time. Empty when cancelled: nothing is left
/// behind then, nor after an exception. Throws Error(badRequest) for what the plan refuses or an
/// output that is the input, Error(badFile) for damaged files or weights that are not finite,
/// Error(io) when the disk is too small or refuses. May run on any thread.
[[nodiscard]] std::optional<QuantiseResult> quantiseFile(const QuantiseRequest& request);

} // namespace conclave
