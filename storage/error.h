// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The one exception type of storage: a kind the program acts on and a sentence for the user.
#pragma once

#include <stdexcept>
#include <string>

namespace conclave::storage {

/// Kinds exist only where the program acts differently.
enum class ErrorKind {
    cannotOpen,   ///< the folder or the file cannot be read or written
    notADatabase, ///< the file is something else
    damaged,      ///< SQLite found the file malformed
    newerVersion, ///< written by a newer Conclave; left untouched
    diskFull,     ///< no room for the change; what was there before stays
    busy,         ///< another program holds the file
    badRequest,   ///< an unknown id or a value outside its range
};

/// What could not be done, with which thing, why; then what helps, if known.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& sentence)
        : std::runtime_error(sentence), m_kind(kind) {}
    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }

private:
    ErrorKind m_kind;
};

} // namespace conclave::storage
