// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a licence allows, in plain words of the user's language.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace conclave {

/// One licence as resources/catalogue/make.py describes it. Not legal advice: the address leads to
/// the text itself.
struct Licence {
    Q_DECLARE_TR_FUNCTIONS(Licence)
public:
    QString key, name, spdx, url;
    QString words;                    ///< the restrictions in one English sentence
    QString redistribution;           ///< in English
    QString commercial = "unknown";   ///< yes, limited, no, unknown
    QString distillation = "unknown"; ///< yes, named, inherits, research, unknown
    QString show;                     ///< what users of the model must be shown; empty: nothing
    std::uint64_t userLimit = 0;      ///< monthly users above which a separate licence is needed
    std::uint64_t revenueLimit = 0;   ///< US dollars a year, likewise
    std::uint64_t showFromUsers = 0;  ///< `show` applies above that many monthly users
    bool useRules = false;            ///< a list of forbidden uses applies and is passed on
    bool notInEu = false;             ///< rights are not granted to licensees in the EU
    bool patents = false;             ///< grants a patent licence
    bool osi = false;                 ///< approved by the Open Source Initiative

    /// "Apache-2.0", else the name.
    [[nodiscard]] QString shortName() const { return spdx.isEmpty() ? name : spdx; }
    /// free, limited, research or unknown: what a filter asks for.
    [[nodiscard]] QString kind() const;
    /// One sentence each on commercial use, attribution, distillation, rules of use,
    /// redistribution.
    [[nodiscard]] QStringList sentences() const;
    /// What one has to know before the download; empty for free licences.
    [[nodiscard]] QStringList warnings() const;
};

/// The licence a publisher names on the hub ("apache-2.0", "llama3.1", "gemma"), among known ones;
/// else one without verdicts that carries this name.
[[nodiscard]] Licence licenceNamed(const QString& hubName, const std::vector<Licence>& known);

} // namespace conclave
