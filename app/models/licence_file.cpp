// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/licence_file.h"

#include "app/models/catalogue_words.h"

#include <QDate>
#include <QSaveFile>

namespace conclave {

bool keepLicence(const QString& folder, const QString& repository, const Licence& licence,
                 const QString& text) {
    const QString name =
        licence.name.isEmpty() ? Licence::tr("not stated by its publisher") : licence.name;
    QStringList lines{Licence::tr("Licence of %1: %2").arg(repository, name)};
    if (!licence.url.isEmpty()) {
        lines << licence.url;
    }
    lines << Licence::tr("Kept by Conclave on %1, the day of the download.")
                 .arg(QDate::currentDate().toString(Qt::ISODate));
    lines << QString() << licence.sentences();
    if (!licence.words.isEmpty()) {
        lines << inWords(licence.words);
    }
    if (!text.isEmpty()) {
        lines << QString() << text;
    }
    QSaveFile file(folder + QStringLiteral("/licence.txt"));
    if (!file.open(QIODevice::WriteOnly)) {
        return false;
    }
    file.write((lines.join(QLatin1Char('\n')) + QLatin1Char('\n')).toUtf8());
    return file.commit();
}

} // namespace conclave
