// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the tests of storage share: a folder of their own and how a call fails.
#pragma once

#include "storage/error.h"

#include <QTemporaryDir>

#include <filesystem>
#include <optional>
#include <string>

namespace conclave::storage {

/// A path inside a folder that is removed with the object.
class TemporaryPath {
public:
    [[nodiscard]] std::filesystem::path file(const char* name = "chats.db") const {
        return folder() / name;
    }
    [[nodiscard]] std::filesystem::path folder() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

/// The error the work ends with, or none.
template <typename Work> std::optional<Error> failureOf(Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

/// One sentence: ends with a full stop and has no line break.
inline bool isOneSentence(const std::string& text) {
    return text.ends_with('.') && text.find('\n') == std::string::npos &&
           text.find(". ") == std::string::npos;
}

} // namespace conclave::storage
