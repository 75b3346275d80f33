// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/gpu_table.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace conclave {

GpuFacts gpuFacts(const QString& deviceName) {
    QFile file(QStringLiteral(":/catalogue/gpus.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QJsonArray rows =
        QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("gpus")].toArray();
    for (const QJsonValue& value : rows) {
        const QJsonArray row = value.toArray(); // name, pattern, GB/s, unified, sizes, mark
        const QRegularExpression pattern(row[1].toString(),
                                         QRegularExpression::CaseInsensitiveOption);
        if (pattern.match(deviceName).hasMatch()) {
            return {row[0].toString(), row[2].toDouble() * 1e9, row[3].toBool()};
        }
    }
    return {};
}

} // namespace conclave
