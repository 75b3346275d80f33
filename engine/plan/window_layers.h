// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Which layers of a model look back on the end of the context only.
#pragma once

#include "engine/plan/metadata_reader.h"

namespace conclave {

/// By a list in the file, by a period in the file, or by what is known of the family.
class WindowLayers {
public:
    explicit WindowLayers(const MetadataReader& metadata);

    [[nodiscard]] std::uint64_t tokens() const { return m_tokens; }
    [[nodiscard]] bool covers(std::uint64_t layer) const;

private:
    const MetadataReader& m_metadata;
    std::uint64_t m_tokens = 0, m_period = 0;
    bool m_listed = false;
};

} // namespace conclave
