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

QString gigabytesText(std::uint64_t bytes) {
    return bytes < 100'000'000
               ? bytesText(bytes)
               : QLocale().toString(double(bytes) / 1e9, 'f', 1) + QStringLiteral(" GB");
}

QString tokensText(std::uint64_t tokens) {
    constexpr std::uint64_t kK = 1024, kM = kK * kK;
    if (tokens >= kM) {
        return QLocale().toString(double(tokens) / double(kM), 'f', tokens % kM == 0 ? 0 : 1) +
               QLatin1Char('M');
    }
    return tokens < kK ? QString::number(tokens)
                       : QLocale().toString(double(tokens) / double(kK), 'f', 0) + QLatin1Char('K');
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
