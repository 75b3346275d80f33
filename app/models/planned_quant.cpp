// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/planned_quant.h"

#include "engine/arch/architecture.h"
#include "engine/gguf/block_format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace conclave {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("conclave::PlannedQuant", text);
}

constexpr std::uint32_t kTypeNumbers = 64; ///< more than the specification has

/// Most useful first, where everything fits.
constexpr std::array kPreferred{"UD-Q4_K_XL", "Q4_K_M", "MXFP4", "Q4_0",       "Q4_K_S",
                                "IQ4_XS",     "Q5_K_M", "Q6_K",  "UD-Q3_K_XL", "Q3_K_M",
                                "Q8_0",       "F16",    "BF16",  "F32"};

int preference(const QString& name) {
    const auto* found = std::find(kPreferred.begin(), kPreferred.end(), name);
    return static_cast<int>(found - kPreferred.begin());
}

/// Plenty of memory, and of speed: better quality costs nothing that is missed.
bool leavesPlenty(const PlannedQuant& quant) {
    constexpr double kFasterThanReading = 15; // tokens per second
    return quant.fit.device.needed() * 2 < quant.fit.device.offered &&
           (!quant.speed.known() || quant.speed.tokensPerSecond >= kFasterThanReading);
}

int rank(const PlannedQuant& quant) {
    constexpr double kFewestBits = 3.5; // below, a smaller model answers better
    // Experts in RAM are planned for, but this version cannot run them there.
    if (!quant.planned || !quant.formatRuns || quant.fit.verdict != FitVerdict::fits ||
        (quant.bitsPerWeight > 0 && quant.bitsPerWeight < kFewestBits)) {
        return -1;
    }
    int points = 1000 - preference(quant.name);
    if (quant.name == QLatin1String("Q6_K") && leavesPlenty(quant)) {
        points += 100;
    }
    return points;
}

} // namespace

bool familyRuns(const QString& architecture) {
    const auto all = architectures();
    return std::any_of(all.begin(), all.end(), [&](const Architecture* a) {
        return a->ggufName == architecture.toStdString();
    });
}

bool quantisationRuns(const QString& name) {
    const QString plain = name.startsWith(QLatin1String("UD-")) ? name.mid(3) : name;
    const BlockFormat* best = nullptr;
    for (std::uint32_t type = 0; type < kTypeNumbers; ++type) {
        const BlockFormat* format = findBlockFormat(type);
        if (format != nullptr &&
            plain.startsWith(
                QString::fromLatin1(format->name.data(), qsizetype(format->name.size()))) &&
            (best == nullptr || format->name.size() > best->name.size())) {
            best = format;
        }
    }
    return best == nullptr || best->runs; // a name that says nothing is not held against a file
}

QString verdictKey(const PlannedQuant& quant, bool familyIsKnown) {
    if (!familyIsKnown || !quant.formatRuns) {
        return QStringLiteral("unsupported");
    }
    if (!quant.planned || quant.fit.device.offered == 0) {
        return QStringLiteral("unknown");
    }
    switch (quant.fit.verdict) {
    case FitVerdict::fits:
        return QStringLiteral("fits");
    case FitVerdict::expertsInRam:
        return QStringLiteral("experts");
    case FitVerdict::tooLarge:
        break;
    }
    return QStringLiteral("large");
}

QString verdictText(const QString& key) {
    return key == QLatin1String("fits")          ? tr("Fits")
           : key == QLatin1String("experts")     ? tr("Too large for now")
           : key == QLatin1String("large")       ? tr("Too large")
           : key == QLatin1String("unsupported") ? tr("Not yet")
                                                 : QString();
}

void replan(PlannedQuant& quant, const Machine& machine, std::uint64_t context) {
    if (!quant.planned) {
        return;
    }
    quant.fit = planFit(quant.model, machine.plan(), context);
    // Speeds are for a conversation that fills a quarter of the context, as most do at most.
    quant.speed = estimateSpeed(quant.model, machine.plan(), quant.fit, quant.fit.context / 4,
                                machine.correction());
}

std::vector<PlannedQuant> plannedQuants(const CatalogueModel& model, const Machine& machine,
                                        std::uint64_t context) {
    std::vector<PlannedQuant> quants;
    for (const CatalogueQuant& known : model.quants) {
        PlannedQuant quant;
        quant.name = known.name;
        const QStringList places = placesOf(model, known);
        quant.repository = places.value(0);
        quant.elsewhere = places.mid(1);
        quant.bytes = known.bytes;
        quant.mark = known.mark;
        quant.bitsPerWeight =
            model.parameters > 0 ? 8.0 * double(known.bytes) / double(model.parameters) : 0;
        quant.model = planOf(model, known);
        quant.planned = true;
        quant.formatRuns = quantisationRuns(known.name);
        if (const auto* measured = machine.measured(model.name, known.name)) {
            quant.measuredSpeed = measured->tokensPerSecond;
        }
        replan(quant, machine, context);
        quants.push_back(std::move(quant));
    }
    return quants;
}

int recommended(const std::vector<PlannedQuant>& quants) {
    int best = -1, bestRank = -1;
    for (std::size_t row = 0; row < quants.size(); ++row) {
        if (const int points = rank(quants[row]); points > bestRank) {
            best = static_cast<int>(row);
            bestRank = points;
        }
    }
    return best;
}

QString qualityWords(double bits) {
    return bits <= 0     ? QString()
           : bits >= 15  ? tr("as published")
           : bits >= 7.5 ? tr("near lossless")
           : bits >= 5.3 ? tr("very close")
           : bits >= 4.2 ? tr("small loss")
           : bits >= 3.3 ? tr("noticeable loss")
                         : tr("for trying only");
}

QString speedText(const PlannedQuant& quant) {
    const auto rounded = [](double value) {
        return QLocale().toString(value, 'f', value < 1 ? 2 : value < 10 ? 1 : 0);
    };
    if (quant.measuredSpeed > 0) {
        return tr("%1 tokens/s, measured here").arg(rounded(quant.measuredSpeed));
    }
    if (!quant.speed.known() || quant.fit.verdict != FitVerdict::fits) {
        return {};
    }
    return tr("%1 ± %2 tokens/s")
        .arg(rounded(quant.speed.tokensPerSecond),
             rounded(quant.speed.high - quant.speed.tokensPerSecond));
}

} // namespace conclave
