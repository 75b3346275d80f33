// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_header.h"

#include "engine/error.h"
#include "engine/gguf/byte_reader.h"

#include <fmt/format.h>

namespace conclave {
namespace {

std::optional<std::uint64_t> asUint(const GgufValue& value) {
    if (const auto* number = std::get_if<std::uint64_t>(&value)) {
        return *number;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value); number != nullptr && *number >= 0) {
        return static_cast<std::uint64_t>(*number);
    }
    return std::nullopt;
}

} // namespace

GgufHeader::GgufHeader(std::string fileName, std::uint64_t fileBytes, std::uint64_t headerBytes,
                       GgufMetadata metadata, std::vector<TensorInfo> tensors)
    : m_fileName(std::move(fileName)), m_fileBytes(fileBytes), m_headerBytes(headerBytes),
      m_metadata(std::move(metadata)), m_tensors(std::move(tensors)) {
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        if (!m_tensorIndex.emplace(m_tensors[i].name, i).second) {
            fail(fmt::format("tensor {} appears twice; download the file again",
                             shown(m_tensors[i].name)));
        }
    }
}

void GgufHeader::fail(const std::string& why) const {
    throw Error(ErrorKind::badFile, fmt::format("Cannot load {}: {}.", m_fileName, why));
}

void GgufHeader::locate(std::span<const std::byte> file) noexcept {
    for (TensorInfo& tensor : m_tensors) {
        tensor.data = file.subspan(tensor.offset, tensor.bytes());
    }
}

const GgufValue* GgufHeader::find(std::string_view key) const {
    const auto entry = m_metadata.find(key);
    return entry != m_metadata.end() ? &entry->second : nullptr;
}

/// The value of a key as one of the types of GgufValue; nullptr if absent.
template <typename T>
const T* GgufHeader::findAs(std::string_view key, std::string_view expected) const {
    const GgufValue* value = find(key);
    if (value == nullptr) {
        return nullptr;
    }
    const T* result = std::get_if<T>(value);
    if (result == nullptr) {
        fail(fmt::format("metadata key {} is not {}", shown(key), expected));
    }
    return result;
}

std::optional<std::uint64_t> GgufHeader::findUint(std::string_view key) const {
    const GgufValue* value = find(key);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto result = asUint(*value);
    if (!result) {
        fail(fmt::format("metadata key {} is not a whole number from 0", shown(key)));
    }
    return result;
}

std::optional<double> GgufHeader::findFloat(std::string_view key) const {
    const GgufValue* value = find(key);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (const auto* number = std::get_if<std::uint64_t>(value)) {
        return static_cast<double>(*number);
    }
    if (const auto* number = std::get_if<std::int64_t>(value)) {
        return static_cast<double>(*number);
    }
    return *findAs<double>(key, "a number");
}

std::optional<bool> GgufHeader::findBool(std::string_view key) const {
    const bool* value = findAs<bool>(key, "true or false");
    return value != nullptr ? std::optional(*value) : std::nullopt;
}

std::optional<std::string_view> GgufHeader::findString(std::string_view key) const {
    const std::string* value = findAs<std::string>(key, "a text");
    return value != nullptr ? std::optional<std::string_view>(*value) : std::nullopt;
}

const std::vector<std::string>* GgufHeader::findStrings(std::string_view key) const {
    return findAs<std::vector<std::string>>(key, "a list of texts");
}

const std::vector<std::int64_t>* GgufHeader::findInts(std::string_view key) const {
    return findAs<std::vector<std::int64_t>>(key, "a list of whole numbers");
}

const std::vector<double>* GgufHeader::findFloats(std::string_view key) const {
    return findAs<std::vector<double>>(key, "a list of numbers");
}

std::uint64_t GgufHeader::requireUint(std::string_view key) const {
    const auto value = findUint(key);
    if (!value) {
        fail(fmt::format("it has no metadata key {}", shown(key)));
    }
    return *value;
}

double GgufHeader::requireFloat(std::string_view key) const {
    const auto value = findFloat(key);
    if (!value) {
        fail(fmt::format("it has no metadata key {}", shown(key)));
    }
    return *value;
}

std::string_view GgufHeader::requireString(std::string_view key) const {
    const auto value = findString(key);
    if (!value) {
        fail(fmt::format("it has no metadata key {}", shown(key)));
    }
    return *value;
}

const TensorInfo* GgufHeader::findTensor(std::string_view name) const {
    const auto entry = m_tensorIndex.find(name);
    return entry != m_tensorIndex.end() ? &m_tensors[entry->second] : nullptr;
}

const TensorInfo& GgufHeader::requireTensor(std::string_view name) const {
    const TensorInfo* tensor = findTensor(name);
    if (tensor == nullptr) {
        fail(fmt::format("it has no tensor {}", shown(name)));
    }
    return *tensor;
}

} // namespace conclave
