// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One file on offer with its plan for this computer, and which of several to recommend.
#pragma once

#include "app/models/catalogue.h"
#include "app/models/machine.h"
#include "engine/plan/fit.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace conclave {

/// The context a verdict is for unless the user chose another: a long conversation.
constexpr std::uint64_t kUsualContext = 8192;

struct PlannedQuant {
    QString name;          ///< "Q4_K_M"; a file name if the quantisation is not known
    QString repository;    ///< owner/name
    QStringList elsewhere; ///< repositories that should have it too, the most certain first
    std::uint64_t bytes = 0;
    TrustMark mark = TrustMark::verified; ///< of the size
    double bitsPerWeight = 0;             ///< 0: unknown
    PlanModel model;
    bool planned = false;   ///< `model` says enough for a verdict
    bool formatRuns = true; ///< this version has kernels for it
    FitPlan fit;
    SpeedEstimate speed;
    double measuredSpeed = 0; ///< tokens per second of answers given here; 0: none

    /// "owner/name:Q4_K_M", as hubs are asked for it.
    [[nodiscard]] QString reference() const { return repository + QLatin1Char(':') + name; }
    /// Whether a file of that repository may be this one.
    [[nodiscard]] bool isFrom(const QString& place) const {
        return place == repository || elsewhere.contains(place);
    }
};

/// What this version says of a model on this computer: fits, experts, large, unsupported (its
/// family or format), unknown (too little is known of it or of the computer).
[[nodiscard]] QString verdictKey(const PlannedQuant& quant, bool familyRuns);
/// The same in words.
[[nodiscard]] QString verdictText(const QString& key);

/// Whether this version runs models of that family.
[[nodiscard]] bool familyRuns(const QString& architecture);
/// Whether this version runs files of that quantisation, going by its name.
[[nodiscard]] bool quantisationRuns(const QString& name);

/// Plans for the machine at that context.
void replan(PlannedQuant& quant, const Machine& machine, std::uint64_t context);
[[nodiscard]] std::vector<PlannedQuant>
plannedQuants(const CatalogueModel& model, const Machine& machine, std::uint64_t context);

/// The row to recommend: the best that leaves room, at least three and a half bits; -1 if there is
/// none.
[[nodiscard]] int recommended(const std::vector<PlannedQuant>& quants);
/// "near lossless", "very close", ... by bits per weight; empty if unknown.
[[nodiscard]] QString qualityWords(double bitsPerWeight);
/// "38 ± 7 tokens/s" or "41 tokens/s, measured here"; empty if nothing can be said.
[[nodiscard]] QString speedText(const PlannedQuant& quant);

} // namespace conclave
