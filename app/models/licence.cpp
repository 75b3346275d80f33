// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/licence.h"

#include <QLocale>

#include <algorithm>

namespace conclave {

namespace {

/// "700 million".
QString millions(std::uint64_t count) {
    return Licence::tr("%1 million").arg(QLocale().toString(double(count) / 1e6, 'f', 0));
}

QString commercialSentence(const Licence& licence) {
    if (licence.commercial == QLatin1String("yes")) {
        return Licence::tr("Commercial use is allowed.");
    }
    if (licence.commercial == QLatin1String("no")) {
        return Licence::tr("Not for commercial use: that needs a separate, paid licence.");
    }
    if (licence.userLimit > 0) {
        return Licence::tr("Commercial use is allowed below %1 monthly users; above that a "
                           "separate licence is needed.")
            .arg(millions(licence.userLimit));
    }
    if (licence.revenueLimit > 0) {
        return Licence::tr("Commercial use is free below %1 US dollars of yearly revenue.")
            .arg(millions(licence.revenueLimit));
    }
    return Licence::tr("Whether commercial use is allowed is not established: read the text.");
}

QString distillationSentence(const Licence& licence) {
    if (licence.distillation == QLatin1String("yes")) {
        return Licence::tr("Other models may be trained on its answers.");
    }
    if (licence.distillation == QLatin1String("named")) {
        return Licence::tr("Other models may be trained on its answers, but their names must begin "
                           "with “Llama” when published.");
    }
    if (licence.distillation == QLatin1String("inherits")) {
        return Licence::tr("A model trained on its answers falls under the same terms.");
    }
    if (licence.distillation == QLatin1String("research")) {
        return Licence::tr("Training other models on its answers is for research only.");
    }
    return {};
}

QString attributionSentence(const Licence& licence) {
    if (licence.show.isEmpty()) {
        return licence.commercial == QLatin1String("unknown")
                   ? QString()
                   : Licence::tr("Whoever passes it on keeps the licence and notices with it.");
    }
    if (licence.showFromUsers > 0) {
        return Licence::tr("Products with more than %1 monthly users must show “%2”.")
            .arg(millions(licence.showFromUsers), licence.show);
    }
    return Licence::tr("Products must show “%1” and pass the agreement on.").arg(licence.show);
}

} // namespace

QString Licence::kind() const {
    return commercial == QLatin1String("yes")       ? QStringLiteral("free")
           : commercial == QLatin1String("limited") ? QStringLiteral("limited")
           : commercial == QLatin1String("no")      ? QStringLiteral("research")
                                                    : QStringLiteral("unknown");
}

QStringList Licence::sentences() const {
    QStringList all{commercialSentence(*this)};
    if (notInEu) {
        all << tr("Rights are not granted to people and companies in the European Union.");
    }
    all << attributionSentence(*this) << distillationSentence(*this);
    if (useRules) {
        all << tr("A list of forbidden uses applies and must be passed on.");
    }
    if (patents) {
        all << tr("It includes a patent licence.");
    }
    all.removeAll(QString());
    return all;
}

QStringList Licence::warnings() const {
    QStringList all;
    if (notInEu) {
        all << tr("Rights are not granted to people and companies in the European Union.");
    }
    if (commercial != QLatin1String("yes")) {
        all << commercialSentence(*this);
    }
    return all;
}

Licence licenceNamed(const QString& hubName, const std::vector<Licence>& known) {
    const QString wanted = hubName.trimmed().toLower();
    const auto found = std::find_if(known.begin(), known.end(), [&](const Licence& l) {
        return !wanted.isEmpty() &&
               (l.key == wanted || (l.spdx.toLower() == wanted && !l.key.contains('-')));
    });
    if (found != known.end()) {
        return *found;
    }
    Licence licence;
    licence.name = hubName.trimmed();
    return licence;
}

} // namespace conclave
