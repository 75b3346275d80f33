// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Writes a GGUF file as a stream: metadata, tensor directory, then the data chunk by chunk.
#pragma once

#include "engine/gguf/block_format.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// Writes GGUF version 3. The file appears under its name only when it is complete; until then, and
/// when the writer is destroyed early, there is only NAME.part, which the destructor removes. A
/// power cut leaves the one or the other, too.
/// Every function throws Error(io) with one sentence when the disk refuses, Error(badRequest) for
/// calls out of order or shapes that the format cannot hold.
class GgufWriter {
public:
    explicit GgufWriter(const std::filesystem::path& path);
    ~GgufWriter();
    GgufWriter(const GgufWriter&) = delete;
    GgufWriter& operator=(const GgufWriter&) = delete;

    // Metadata, in the order of the calls; before the first write().
    void addUint32(std::string_view key, std::uint32_t value);
    void addUint64(std::string_view key, std::uint64_t value);
    void addFloat32(std::string_view key, float value);
    void addBool(std::string_view key, bool value);
    void addString(std::string_view key, std::string_view value);
    void addStrings(std::string_view key, std::span<const std::string> values);
    void addBools(std::string_view key, const std::vector<bool>& values);
    void addInt32s(std::string_view key, std::span<const std::int32_t> values);
    void addFloat32s(std::string_view key, std::span<const float> values);

    /// A value that is encoded already, as it lies in another file; the type is its number in the
    /// GGUF specification.
    void addEncoded(std::string_view key, std::uint32_t valueType, std::string_view value);

    /// One entry of the directory; shape[0] is the row length. Before the first write().
    void addTensor(std::string_view name, BlockType type, std::span<const std::uint64_t> shape);

    /// Bytes of tensor data, tensor after tensor in the order of the directory, without padding and
    /// in pieces of any size.
    void write(std::span<const std::byte> data);

    /// Ends the file and gives it its name. Every byte of every tensor must have been written.
    void finish();

    /// Ends the file instead of any write(): the data are a hole that reads as zeros and takes no
    /// room on disk. For tests of what reads directories of any size.
    void finishWithoutData();

    [[nodiscard]] std::uint64_t dataBytes() const noexcept; ///< of all tensors, without padding
    [[nodiscard]] std::uint64_t fileBytes() const noexcept { return m_fileBytes; } ///< so far

private:
    struct CloseFile {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };
    struct Tensor {
        std::string name;
        BlockType type;
        std::vector<std::uint64_t> shape;
        std::uint64_t bytes;
    };

    void addKey(std::string_view key, std::uint32_t valueType);
    void writeHeader();
    void closeAndRename();
    void writeBytes(std::span<const std::byte> bytes);
    void padToAlignment();

    std::filesystem::path m_path, m_partPath;
    std::unique_ptr<std::FILE, CloseFile> m_file;
    std::string m_metadata; ///< encoded
    std::uint64_t m_keyCount = 0;
    std::vector<Tensor> m_tensors;
    bool m_headerWritten = false;
    std::uint64_t m_fileBytes = 0;
    std::size_t m_current = 0;       ///< tensor being written
    std::uint64_t m_currentDone = 0; ///< bytes of it
};

} // namespace conclave
