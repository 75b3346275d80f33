// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_file.h"

#include "engine/error.h"
#include "engine/gguf/byte_reader.h"
#include "engine/gguf/gguf_directory.h"

#include <fmt/format.h>

namespace conclave {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& why) {
    throw Error(ErrorKind::badFile,
                fmt::format("Cannot load {}: {}.", path.filename().string(), why));
}

[[noreturn]] void failMissing(const std::filesystem::path& path, std::string_view key) {
    fail(path, fmt::format("it has no metadata key {}", key));
}

/// "model-00001-of-00003.gguf" for part 0 of 3; empty if the given path is not named so.
std::filesystem::path partPath(const std::filesystem::path& first, std::uint64_t part,
                               std::uint64_t count) {
    const std::string ending = fmt::format("-00001-of-{:05}.gguf", count);
    const std::string name = first.filename().string();
    if (!name.ends_with(ending) || name.size() == ending.size()) {
        return {};
    }
    return first.parent_path() / fmt::format("{}-{:05}-of-{:05}.gguf",
                                             name.substr(0, name.size() - ending.size()), part + 1,
                                             count);
}

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

GgufFile::GgufFile(const std::filesystem::path& path) : m_path(path) {
    m_parts.emplace_back(path);
    GgufDirectory first = readGgufDirectory(m_parts.front().bytes(), path.filename().string());
    m_metadata = std::move(first.metadata);
    m_tensors = std::move(first.tensors);
    openOtherParts();

    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        if (!m_tensorIndex.emplace(m_tensors[i].name, i).second) {
            fail(m_path, fmt::format("tensor {} is in two parts", shown(m_tensors[i].name)));
        }
    }
}

/// Split sets: keys split.no, split.count and split.tensors.count; every part is a GGUF file whose
/// name follows from that of the first.
void GgufFile::openOtherParts() {
    const std::uint64_t count = findUint("split.count").value_or(1);
    if (count <= 1) {
        return;
    }
    if (findUint("split.no").value_or(0) != 0) {
        fail(m_path, "it is a later part of a split model; open the part that ends in "
                     "-00001-of-" +
                         fmt::format("{:05}", count) + ".gguf");
    }
    if (count > 99999 || partPath(m_path, 0, count).empty()) {
        fail(m_path, fmt::format("it is the first of {} parts, so its name must end in "
                                 "-00001-of-{:05}.gguf",
                                 count, count));
    }
    for (std::uint64_t part = 1; part < count; ++part) {
        const std::filesystem::path path = partPath(m_path, part, count);
        if (!std::filesystem::exists(path)) {
            fail(m_path, fmt::format("part {} of {} is missing; put {} into the same folder",
                                     part + 1, count, path.filename().string()));
        }
        m_parts.emplace_back(path);
        GgufDirectory other = readGgufDirectory(m_parts.back().bytes(), path.filename().string());
        const auto holds = [&other](std::string_view key, std::uint64_t expected) {
            const auto entry = other.metadata.find(key);
            return entry != other.metadata.end() && asUint(entry->second) == expected;
        };
        if (!holds("split.no", part) || !holds("split.count", count)) {
            fail(path, fmt::format("it is not part {} of {} of the same model", part + 1, count));
        }
        for (TensorInfo& tensor : other.tensors) {
            m_tensors.push_back(std::move(tensor));
        }
    }
    if (findUint("split.tensors.count").value_or(m_tensors.size()) != m_tensors.size()) {
        fail(m_path, fmt::format("its {} parts hold {} tensors together instead of {}", count,
                                 m_tensors.size(), *findUint("split.tensors.count")));
    }
}

std::uint64_t GgufFile::fileBytes() const noexcept {
    std::uint64_t total = 0;
    for (const MappedFile& part : m_parts) {
        total += part.bytes().size();
    }
    return total;
}

const GgufValue* GgufFile::find(std::string_view key) const {
    const auto entry = m_metadata.find(key);
    return entry != m_metadata.end() ? &entry->second : nullptr;
}

/// The value of a key as one of the types of GgufValue; nullptr if absent.
template <typename T>
const T* GgufFile::findAs(std::string_view key, std::string_view expected) const {
    const GgufValue* value = find(key);
    if (value == nullptr) {
        return nullptr;
    }
    const T* result = std::get_if<T>(value);
    if (result == nullptr) {
        fail(m_path, fmt::format("metadata key {} is not {}", shown(key), expected));
    }
    return result;
}

std::optional<std::uint64_t> GgufFile::findUint(std::string_view key) const {
    const GgufValue* value = find(key);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto result = asUint(*value);
    if (!result) {
        fail(m_path, fmt::format("metadata key {} is not a whole number from 0", shown(key)));
    }
    return result;
}

std::optional<double> GgufFile::findFloat(std::string_view key) const {
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

std::optional<bool> GgufFile::findBool(std::string_view key) const {
    const bool* value = findAs<bool>(key, "true or false");
    return value != nullptr ? std::optional(*value) : std::nullopt;
}

std::optional<std::string_view> GgufFile::findString(std::string_view key) const {
    const std::string* value = findAs<std::string>(key, "a text");
    return value != nullptr ? std::optional<std::string_view>(*value) : std::nullopt;
}

const std::vector<std::string>* GgufFile::findStrings(std::string_view key) const {
    return findAs<std::vector<std::string>>(key, "a list of texts");
}

const std::vector<std::int64_t>* GgufFile::findInts(std::string_view key) const {
    return findAs<std::vector<std::int64_t>>(key, "a list of whole numbers");
}

const std::vector<double>* GgufFile::findFloats(std::string_view key) const {
    return findAs<std::vector<double>>(key, "a list of numbers");
}

std::uint64_t GgufFile::requireUint(std::string_view key) const {
    const auto value = findUint(key);
    if (!value) {
        failMissing(m_path, key);
    }
    return *value;
}

double GgufFile::requireFloat(std::string_view key) const {
    const auto value = findFloat(key);
    if (!value) {
        failMissing(m_path, key);
    }
    return *value;
}

std::string_view GgufFile::requireString(std::string_view key) const {
    const auto value = findString(key);
    if (!value) {
        failMissing(m_path, key);
    }
    return *value;
}

const TensorInfo* GgufFile::findTensor(std::string_view name) const {
    const auto entry = m_tensorIndex.find(name);
    return entry != m_tensorIndex.end() ? &m_tensors[entry->second] : nullptr;
}

const TensorInfo& GgufFile::requireTensor(std::string_view name) const {
    const TensorInfo* tensor = findTensor(name);
    if (tensor == nullptr) {
        fail(m_path, fmt::format("it has no tensor {}", name));
    }
    return *tensor;
}

} // namespace conclave
