// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/metadata_reader.h"

#include <algorithm>

namespace conclave {

namespace {

std::optional<std::uint64_t> unsignedOf(const GgufValue& value) {
    if (const auto* number = std::get_if<std::uint64_t>(&value)) {
        return *number;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value); number != nullptr && *number >= 0) {
        return static_cast<std::uint64_t>(*number);
    }
    if (const auto* truth = std::get_if<bool>(&value)) {
        return *truth ? 1 : 0;
    }
    return {};
}

} // namespace

MetadataReader::MetadataReader(const GgufMetadata& metadata) : m_metadata(metadata) {
    const auto found = metadata.find("general.architecture");
    if (found != metadata.end()) {
        if (const auto* name = std::get_if<std::string>(&found->second)) {
            m_family = *name;
        }
    }
}

const GgufValue* MetadataReader::find(const std::string& key) const {
    const auto found = m_metadata.find(m_family + "." + key);
    return found == m_metadata.end() ? nullptr : &found->second;
}

std::optional<std::uint64_t> MetadataReader::number(const std::string& key) const {
    const GgufValue* value = find(key);
    return value == nullptr ? std::nullopt : unsignedOf(*value);
}

std::optional<std::uint64_t> MetadataReader::ofLayer(const std::string& key,
                                                     std::uint64_t layer) const {
    const GgufValue* value = find(key);
    if (value == nullptr) {
        return {};
    }
    if (const auto* list = std::get_if<std::vector<std::int64_t>>(value)) {
        return layer < list->size() && (*list)[layer] >= 0
                   ? std::optional(static_cast<std::uint64_t>((*list)[layer]))
                   : std::nullopt;
    }
    if (const auto* list = std::get_if<std::vector<bool>>(value)) {
        return layer < list->size() ? std::optional<std::uint64_t>((*list)[layer] ? 1 : 0)
                                    : std::nullopt;
    }
    return unsignedOf(*value);
}

std::uint64_t MetadataReader::largest(const std::string& key) const {
    const GgufValue* value = find(key);
    if (value == nullptr) {
        return 0;
    }
    if (const auto* list = std::get_if<std::vector<std::int64_t>>(value)) {
        const auto most = std::max_element(list->begin(), list->end());
        return most == list->end() || *most < 0 ? 0 : static_cast<std::uint64_t>(*most);
    }
    return unsignedOf(*value).value_or(0);
}

} // namespace conclave
