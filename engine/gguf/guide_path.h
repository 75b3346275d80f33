// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Where the built-in model lies.
#pragma once

#include <filesystem>

namespace conclave {

/// The Guide's GGUF file: the environment variable CONCLAVE_GUIDE if set, else the installed file,
/// else that of the source tree. Throws Error(io) when there is none.
[[nodiscard]] std::filesystem::path guidePath();

/// The path itself, or that of the Guide for the word "guide".
[[nodiscard]] std::filesystem::path resolveModel(const std::filesystem::path& model);

} // namespace conclave
