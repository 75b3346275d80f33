// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The one exception type of the engine: a kind the program acts on and a sentence for the user.
#pragma once

#include <stdexcept>
#include <string>

namespace conclave {

/// Kinds exist only where the program acts differently.
enum class ErrorKind {
    badFile,     ///< the file is damaged or hostile: another file helps
    unsupported, ///< a family, format, feature or template this version does not know
    outOfMemory, ///< device or process memory: a smaller model or context helps
    noDevice,    ///< no usable Vulkan device
    deviceLost,  ///< the driver gave up: the engine rebuilds the device
    badRequest,  ///< an argument outside its range
    io,          ///< reading or writing failed
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

} // namespace conclave
