// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/guarded.h"

#include <sqlite3.h>

namespace conclave::storage {

namespace {

struct Explanation {
    ErrorKind kind;
    std::string_view reason; ///< follows "Cannot <task>: "
};

Explanation explain(int resultCode) {
    switch (resultCode & 0xff) { // the primary code; the rest says where inside SQLite
    case SQLITE_NOTADB:
        return {ErrorKind::notADatabase,
                "it is not a Conclave database; move it away to start with an empty one"};
    case SQLITE_CORRUPT:
        return {ErrorKind::damaged, "the file is damaged; put back a backup or move it away to "
                                    "start with an empty one"};
    case SQLITE_FULL:
        return {ErrorKind::diskFull, "the disk is full; free some space and try again"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::busy,
                "another program is writing to it; close that program and try again"};
    case SQLITE_READONLY:
        return {ErrorKind::cannotOpen,
                "it may not be written to; allow writing to the file and its folder"};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {ErrorKind::cannotOpen,
                "the file or its folder cannot be opened; check that it exists and may be written "
                "to"};
    case SQLITE_IOERR:
        return {ErrorKind::cannotOpen,
                "the disk reported a fault while reading or writing; check the disk"};
    default:
        return {ErrorKind::badRequest, {}};
    }
}

} // namespace

Error translated(const SQLite::Exception& failure, std::string_view task) {
    const auto [kind, reason] = explain(failure.getErrorCode());
    const std::string sentence = "Cannot " + std::string(task) + ": ";
    if (reason.empty())
        return Error(kind, sentence + failure.what() + ".");
    return Error(kind, sentence + std::string(reason) + ".");
}

} // namespace conclave::storage
