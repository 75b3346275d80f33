// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Builds GGUF bytes field by field, so that a test can get any of them wrong.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::test {

// Numbers of the metadata types in the GGUF specification.
enum ValueType : std::uint32_t {
    kU8,
    kI8,
    kU16,
    kI16,
    kU32,
    kI32,
    kF32,
    kBool,
    kString,
    kArray,
    kU64,
    kI64,
    kF64,
};

/// Every function appends; nothing is checked.
class RawGguf {
public:
    RawGguf(std::uint64_t tensors, std::uint64_t keys, std::uint32_t version = 3) {
        m_bytes = "GGUF";
        put(version);
        put(tensors);
        put(keys);
    }

    template <typename T> RawGguf& put(T value) {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
        return *this;
    }
    RawGguf& text(std::string_view value) {
        put(std::uint64_t{value.size()});
        m_bytes.append(value);
        return *this;
    }
    RawGguf& key(std::string_view name, std::uint32_t type) { return text(name).put(type); }
    RawGguf& string(std::string_view name, std::string_view value) {
        return key(name, kString).text(value);
    }
    template <typename T> RawGguf& number(std::string_view name, std::uint32_t type, T value) {
        return key(name, type).put(value);
    }
    RawGguf& array(std::string_view name, std::uint32_t elementType, std::uint64_t count) {
        return key(name, kArray).put(elementType).put(count);
    }
    RawGguf& tensor(std::string_view name, const std::vector<std::uint64_t>& shape,
                    std::uint32_t type, std::uint64_t offset) {
        text(name).put(static_cast<std::uint32_t>(shape.size()));
        for (const std::uint64_t length : shape) {
            put(length);
        }
        return put(type).put(offset);
    }
    RawGguf& pad(std::size_t alignment = 32) {
        m_bytes.resize((m_bytes.size() + alignment - 1) / alignment * alignment);
        return *this;
    }
    RawGguf& data(std::size_t bytes) {
        m_bytes.append(bytes, '\x01');
        return *this;
    }

    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

inline void writeFile(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::remove(path); // to overwrite a file would wait for the disk on ext4
    std::ofstream(path, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
}

} // namespace conclave::test
