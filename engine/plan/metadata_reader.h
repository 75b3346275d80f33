// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Numbers of GGUF metadata as plans read them: of the file's family, per layer, never throwing.
#pragma once

#include "engine/plan/plan_model.h"

#include <optional>

namespace conclave {

/// Reads keys such as "qwen3moe.block_count" by their part behind the family's name. Values of an
/// unexpected type count as absent: a plan is made for files that cannot be loaded, too.
class MetadataReader {
public:
    explicit MetadataReader(const GgufMetadata& metadata);

    [[nodiscard]] const std::string& family() const noexcept { return m_family; }

    [[nodiscard]] std::optional<std::uint64_t> number(const std::string& key) const;
    [[nodiscard]] std::uint64_t numberOr(const std::string& key, std::uint64_t fallback) const {
        return number(key).value_or(fallback);
    }
    /// The value of a key that is one number for all layers, or a list with one for each.
    [[nodiscard]] std::optional<std::uint64_t> ofLayer(const std::string& key,
                                                       std::uint64_t layer) const;
    /// The largest value over the layers.
    [[nodiscard]] std::uint64_t largest(const std::string& key) const;

private:
    [[nodiscard]] const GgufValue* find(const std::string& key) const;

    const GgufMetadata& m_metadata;
    std::string m_family;
};

} // namespace conclave
