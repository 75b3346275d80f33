// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli_process.h"

#include <QProcess>

namespace conclave::test {

QJsonDocument CliRun::document() const {
    return output.count('\n') == 1 ? QJsonDocument::fromJson(output) : QJsonDocument();
}

bool CliRun::failedWith(const char* part) const {
    return exitCode == 1 && output.isEmpty() && errors.contains(part) && errors.count('\n') == 1 &&
           errors.trimmed().endsWith('.');
}

CliRun runCli(const QStringList& arguments, const QByteArray& input) {
    constexpr int kMilliseconds = 400000; // the first run compiles kernels for the processor
    QProcess process;
    process.start(CONCLAVE_CLI, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kMilliseconds) || process.exitStatus() != QProcess::NormalExit) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString keysOf(const QJsonObject& object) {
    return object.keys().join(' ');
}

} // namespace conclave::test
