// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Shapes that have a name: a tiny one per family, and those of published models.
#pragma once

#include <span>
#include <string_view>

namespace conclave {

struct NamedShape {
    std::string_view name;
    std::string_view architecture; ///< general.architecture in GGUF
    std::string_view values;       ///< as readShape() reads them
};

/// Grouped by family, the tiny shape of a family before its others.
[[nodiscard]] std::span<const NamedShape> namedShapes() noexcept;

} // namespace conclave
