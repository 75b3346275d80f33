// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Runs conclave-cli and keeps what came of it.
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace conclave::test {

/// The outcome of one run.
struct CliRun {
    int exitCode = -1; ///< -1: it crashed or took too long
    QByteArray output, errors;

    [[nodiscard]] QJsonObject object() const { return document().object(); }
    [[nodiscard]] QJsonArray array() const { return document().array(); }
    /// Null unless the output is exactly one JSON document on one line.
    [[nodiscard]] QJsonDocument document() const;
    /// It ended with status 1, said nothing on standard output and one sentence on standard error.
    [[nodiscard]] bool failedWith(const char* part) const;
};

[[nodiscard]] CliRun runCli(const QStringList& arguments, const QByteArray& input = {});

/// Keys of an object, sorted, as one text: for comparing with the contract.
[[nodiscard]] QString keysOf(const QJsonObject& object);

} // namespace conclave::test
