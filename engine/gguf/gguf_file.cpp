// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_file.h"

#include "engine/gguf/gguf_directory.h"
#include "engine/gguf/gguf_split.h"

namespace conclave {
namespace {

/// One part: its header, the tensors of which point into the mapping.
GgufHeader readMapped(const MappedFile& file, const std::filesystem::path& path) {
    return readGgufDirectory(file.bytes(), path.filename().string());
}

} // namespace

/// What the constructor needs before its members exist.
struct GgufFile::Mapped {
    std::filesystem::path path;
    std::vector<MappedFile> parts;
    GgufHeader header;
};

GgufFile::Mapped GgufFile::open(const std::filesystem::path& path) {
    std::vector<MappedFile> files;
    files.emplace_back(path);
    GgufHeader header = readMapped(files.front(), path);
    const SplitPart split = splitPartOf(header);
    if (split.count == 1) {
        return {path, std::move(files), std::move(header)};
    }
    files.clear();
    std::vector<GgufHeader> headers;
    const auto folder = path.parent_path();
    for (std::uint64_t part = 0; part < split.count; ++part) {
        const auto partPath = folder / partFileName(header, part);
        if (!std::filesystem::exists(partPath)) {
            failMissingPart(header, part);
        }
        files.emplace_back(partPath);
        headers.push_back(readMapped(files.back(), partPath));
    }
    return {folder / partFileName(header, 0), std::move(files), joinParts(std::move(headers))};
}

GgufFile::GgufFile(const std::filesystem::path& path) : GgufFile(open(path)) {}

GgufFile::GgufFile(Mapped mapped)
    : GgufHeader(std::move(mapped.header)), m_path(std::move(mapped.path)),
      m_parts(std::move(mapped.parts)) {}

} // namespace conclave
