// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"
#include "engine/error.h"

#include <fmt/format.h>

#include <array>
#include <string>

namespace conclave {

std::span<const Architecture* const> architectures() noexcept {
#define CONCLAVE_ADDRESS(family) &family,
    static constexpr std::array kFamilies{CONCLAVE_FAMILIES(CONCLAVE_ADDRESS)};
#undef CONCLAVE_ADDRESS
    return kFamilies;
}

const Architecture& requireArchitecture(std::string_view ggufName) {
    std::string supported;
    for (const Architecture* family : architectures()) {
        if (family->ggufName == ggufName) {
            return *family;
        }
        supported += supported.empty() ? "" : ", ";
        supported += family->ggufName;
    }
    throw Error(ErrorKind::unsupported,
                fmt::format("This version cannot run models of the family \"{}\"; it runs {}.",
                            ggufName.substr(0, 64), supported));
}

} // namespace conclave
