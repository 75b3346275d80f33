// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A mapped GGUF file or split set: typed metadata and the tensor directory.
#pragma once

#include "engine/gguf/block_format.h"
#include "engine/gguf/mapped_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
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

/// One tensor of the directory. `data` points into the mapping and lies wholly inside the file.
struct TensorInfo {
    std::string name;
    BlockType type{};
    std::array<std::uint64_t, 4> shape{1, 1, 1, 1}; ///< GGUF order: shape[0] is the row length
    std::uint32_t dimensions = 1;
    std::span<const std::byte> data;

    [[nodiscard]] std::uint64_t elements() const noexcept {
        return shape[0] * shape[1] * shape[2] * shape[3];
    }
    [[nodiscard]] std::uint64_t bytes() const noexcept { return data.size(); }
};

/// A read-only GGUF file, or a split set opened by its first part. Immutable after construction;
/// may be read from any thread.
class GgufFile {
public:
    /// Throws Error(badFile) with one sentence for every damaged or hostile file,
    /// Error(unsupported) for a version or tensor type this program does not know, Error(io) when
    /// it cannot be read.
    explicit GgufFile(const std::filesystem::path& path);

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    [[nodiscard]] std::uint64_t fileBytes() const noexcept; ///< of all parts together

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

    [[nodiscard]] const std::map<std::string, GgufValue, std::less<>>& metadata() const noexcept {
        return m_metadata;
    }

private:
    void openOtherParts();
    template <typename T>
    [[nodiscard]] const T* findAs(std::string_view key, std::string_view expected) const;

    std::filesystem::path m_path;
    std::vector<MappedFile> m_parts;
    std::map<std::string, GgufValue, std::less<>> m_metadata;
    std::vector<TensorInfo> m_tensors;
    std::map<std::string, std::size_t, std::less<>> m_tensorIndex;
};

} // namespace conclave
