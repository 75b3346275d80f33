// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/house/source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <regex>

namespace conclave::house {

namespace {

namespace fs = std::filesystem;

/// What is read; pictures, models and data are not.
constexpr std::array<std::string_view, 14> kExtensions{".h",   ".cpp",   ".comp", ".glsl", ".qml",
                                                       ".txt", ".cmake", ".sh",   ".awk",  ".py",
                                                       ".md",  ".json",  ".js",   ".ts"};

constexpr std::array<std::string_view, 11> kFolders{
    "app",       "ui",    "engine", "shaders",        "storage",  "resources",
    "installer", "tests", ".ci",    "CMakeLists.txt", "README.md"};

bool isRead(const fs::path& path) {
    const std::string extension = path.extension().string();
    return std::ranges::find(kExtensions, extension) != kExtensions.end() ||
           path.parent_path().filename() == ".ci";
}

SourceFile read(const fs::path& path) {
    SourceFile file{fs::relative(path, repositoryRoot()).generic_string(), {}};
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line);)
        file.lines.push_back(std::move(line));
    return file;
}

std::vector<SourceFile> readAll() {
    std::vector<SourceFile> files;
    for (const std::string_view folder : kFolders) {
        const fs::path start = repositoryRoot() / folder;
        if (fs::is_regular_file(start))
            files.push_back(read(start));
        if (!fs::is_directory(start))
            continue;
        for (const auto& entry : fs::recursive_directory_iterator(start)) {
            if (entry.is_regular_file() && isRead(entry.path()))
                files.push_back(read(entry.path()));
        }
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

} // namespace

std::string SourceFile::extension() const {
    return fs::path(path).extension().string();
}

fs::path repositoryRoot() {
    return CONCLAVE_SOURCE_DIR;
}

const std::vector<SourceFile>& sourceFiles() {
    static const std::vector<SourceFile> files = readAll();
    return files;
}

std::vector<Include> includesOf(const SourceFile& file) {
    static const std::regex kInclude(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<Include> includes;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        std::smatch match;
        if (std::regex_search(file.lines[i], match, kInclude))
            includes.push_back({match[1].str(), i + 1});
    }
    return includes;
}

std::string textOf(std::string_view path) {
    std::ifstream stream(repositoryRoot() / path);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace conclave::house
