// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a GGUF file says about itself: typed metadata and the tensor directory, without the data.
#pragma once

#include "engine/gguf/block_format.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conclave {

/// One metadata value. Integers are widened to 64 bits, floats to double; arrays are homogeneous.
using GgufValue =
    std::variant<bool, std::int64_t, std::uint64_t, double, std::string, std::vector<bool>,
                 std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>>;

using GgufMetadata = std::map<std::string, GgufValue, std::less<>>;

/// One tensor of the directory. Its size is free of overflow and lies wholly inside the file.
struct TensorInfo {
    std::string name;
    BlockType type{};
    std::array<std::uint64_t, 4> shape{1, 1, 1, 1}; ///< GGUF order: shape[0] is the row length
    std::uint32_t dimensions = 1;
    std::span<const std::byte> data; ///< in the mapping of a GgufFile; empty for a mere header
    std::uint64_t offset = 0;        ///< of the data, from the start of the file it lies in

    [[nodiscard]] std::uint64_t elements() const noexcept {
        return shape[0] * shape[1] * shape[2] * shape[3];
    }
    [[nodiscard]] std::uint64_t bytes() const noexcept {
        const BlockFormat& format = blockFormat(type);
        return elements() / format.blockSize * format.blockBytes;
    }
};

/// The header of a GGUF file or of all parts of a split set together.
class GgufHeader {
public:
    /// `fileName` is what messages call the file, `fileBytes` its whole size, `headerBytes` what
    /// precedes the tensor data. Throws Error(badFile) when two tensors share a name.
    GgufHeader(std::string fileName, std::uint64_t fileBytes, std::uint64_t headerBytes,
               GgufMetadata metadata, std::vector<TensorInfo> tensors);

    [[nodiscard]] const std::string& fileName() const noexcept { return m_fileName; }
    [[nodiscard]] std::uint64_t fileBytes() const noexcept { return m_fileBytes; } ///< all parts
    [[nodiscard]] std::uint64_t headerBytes() const noexcept { return m_headerBytes; }

    [[nodiscard]] const GgufValue* find(std::string_view key) const;

    /// Typed access. Absent key: empty optional. Present with another type: Error(badFile).
    [[nodiscard]] std::optional<std::uint64_t> findUint(std::string_view key) const;
    [[nodiscard]] std::optional<double> findFloat(std::string_view key) const; ///< integers too
    [[nodiscard]] std::optional<bool> findBool(std::string_view key) const;
    [[nodiscard]] std::optional<std::string_view> findString(std::string_view key) const;
    /// Absent key: nullptr. Arrays of 32-bit and 64-bit integers are both int64 here.
    [[nodiscard]] const std::vector<std::string>* findStrings(std::string_view key) const;
    [[nodiscard]] const std::vector<std::int64_t>* findInts(std::string_view key) const;
    [[nodiscard]] const std::vector<double>* findFloats(std::string_view key) const;

    /// The same for keys a model cannot do without. Absent: Error(badFile) naming the key.
    [[nodiscard]] std::uint64_t requireUint(std::string_view key) const;
    [[nodiscard]] double requireFloat(std::string_view key) const;
    [[nodiscard]] std::string_view requireString(std::string_view key) const;

    [[nodiscard]] std::span<const TensorInfo> tensors() const noexcept { return m_tensors; }
    [[nodiscard]] const TensorInfo* findTensor(std::string_view name) const;
    /// Absent: Error(badFile) naming the tensor.
    [[nodiscard]] const TensorInfo& requireTensor(std::string_view name) const;

    [[nodiscard]] const GgufMetadata& metadata() const noexcept { return m_metadata; }

    /// Points the tensors into the bytes of the one file this is the header of.
    void locate(std::span<const std::byte> file) noexcept;

private:
    template <typename T>
    [[nodiscard]] const T* findAs(std::string_view key, std::string_view expected) const;
    [[noreturn]] void fail(const std::string& why) const;

    std::string m_fileName;
    std::uint64_t m_fileBytes, m_headerBytes;
    GgufMetadata m_metadata;
    std::vector<TensorInfo> m_tensors;
    std::map<std::string, std::size_t, std::less<>> m_tensorIndex;
};

} // namespace conclave
