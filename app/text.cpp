// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/text.h"

#include <QLocale>

namespace conclave {

QString bytesText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes),
                                       bytes < 10'000'000'000 && bytes >= 1'000'000'000 ? 1 : 0,
                                       QLocale::DataSizeSIFormat);
}

QString countText(std::uint64_t count) {
    const double value = static_cast<double>(count);
    if (value >= 1e9) {
        return QLocale().toString(value / 1e9, 'f', 1) + QStringLiteral(" B");
    }
    if (value >= 1e6) {
        return QLocale().toString(value / 1e6, 'f', 1) + QStringLiteral(" M");
    }
    return QLocale().toString(static_cast<qulonglong>(count));
}

QString shortDeviceName(const QString& name) {
    return name.section(QStringLiteral(" ("), 0, 0);
}

} // namespace conclave
