// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Reads the conformance data: reference numbers that this project did not compute.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace conclave::test {

/// One prompt with what the reference makes of it. Logits are those after the tokens at
/// `positions`.
struct ConformancePrompt {
    std::string id;
    std::vector<std::uint32_t> tokens;    ///< fed as they are, from position 0
    std::vector<std::uint32_t> positions; ///< ascending; the last is the last of `tokens`
    std::vector<float> exact;             ///< [position, vocabulary], float32 throughout
    std::vector<float> native;         ///< [position, vocabulary], of the reference's CPU kernels
    std::vector<std::uint32_t> greedy; ///< continuation by the largest logit
    std::vector<double> greedyMargin;  ///< gap to the second largest, per step
    std::vector<double> routerMargin;  ///< per position; empty without experts
    double routerMarginMin = 0;        ///< over all tokens; infinity without experts
};

/// One model file with its prompts.
struct ConformanceCase {
    std::string name; ///< of the data files, without suffix: "qwen3moe-s.F16"
    std::filesystem::path model;
    std::string architecture;
    std::uint32_t vocabularySize = 0;
    std::vector<ConformancePrompt> prompts;
};

/// CONCLAVE_CONFORMANCE_DIR, else ../shared/conformance beside the source tree; empty where neither
/// exists: such tests are skipped.
[[nodiscard]] std::optional<std::filesystem::path> conformanceFolder();

/// Names of all cases whose family this version knows and whose tensors all have formats that it
/// runs, in alphabetical order. Empty without data.
[[nodiscard]] std::vector<std::string> runnableModels();

/// Names of all cases. Empty without data.
[[nodiscard]] std::vector<std::string> allModels();

/// Throws std::runtime_error with the file's name when it is absent or not what it should be.
[[nodiscard]] ConformanceCase readConformance(const std::string& name);

/// The bytes of a file; throws std::runtime_error when it cannot be read.
[[nodiscard]] std::vector<std::byte> readBytes(const std::filesystem::path& file);

/// A file of float32 numbers.
[[nodiscard]] std::vector<float> readFloats(const std::filesystem::path& file);

} // namespace conclave::test
