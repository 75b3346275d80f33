// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The repository as the house tests read it: files of ours, their lines, their includes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::house {

/// A text file of the repository, read whole.
struct SourceFile {
    std::string path; ///< from the repository root, with '/'
    std::vector<std::string> lines;

    [[nodiscard]] bool isUnder(std::string_view folder) const { return path.starts_with(folder); }
    [[nodiscard]] std::string extension() const;
};

/// One #include line: "engine/error.h" or QString, without quotes or brackets.
struct Include {
    std::string target;
    std::size_t line = 0; ///< from 1
};

[[nodiscard]] std::filesystem::path repositoryRoot();

/// All code, shaders, scripts, build and text files of ours, sorted by path; no build folders, no
/// data, no third-party text.
[[nodiscard]] const std::vector<SourceFile>& sourceFiles();

[[nodiscard]] std::vector<Include> includesOf(const SourceFile& file);

/// The whole text of a file; empty if there is none.
[[nodiscard]] std::string textOf(std::string_view path);

} // namespace conclave::house
