// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The shipped catalogue: what is known of models worth having, with the source of each fact.
#pragma once

#include "app/models/licence.h"
#include "engine/plan/plan_model.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace conclave {

/// How far a fact can be trusted; letters as in the file.
enum class TrustMark : char {
    verified = 'v', ///< read in a primary or independent public source
    partly = 'p',   ///< part of the group was
    recalled = 'r', ///< plausible, not checked
    computed = 'c', ///< from the dimensions of the model
};

/// A mark and the sentence that names the source; empty if none is named.
struct FactSource {
    TrustMark mark = TrustMark::recalled;
    QString source;
};

struct CatalogueQuant {
    QString name; ///< "Q4_K_M"
    std::uint64_t bytes = 0;
    TrustMark mark = TrustMark::recalled;
    QString repository, file, sha256; ///< empty where not established
};

struct CatalogueRepository {
    QString name; ///< owner/name
    bool official = false;
    bool confirmed = false; ///< the name was seen in a public source
};

struct CatalogueScore {
    QString benchmark;
    double score = 0; ///< the maker's own figure
};

struct CatalogueModel {
    QString id, name, organisation, country, family, released, source, architecture;
    bool mixture = false;
    std::uint64_t parameters = 0, activeParameters = 0;
    std::uint64_t experts = 0, expertsUsed = 0, expertsShared = 0, expertWeights = 0;
    std::uint64_t context = 0, contextExtended = 0; ///< tokens; extended 0: none
    QStringList inputs, languages, tags, notes, switches, efforts;
    QString strengths, thinking, thinkingDefault; ///< thinking: none, always, switchable, unknown
    bool tools = false;
    Licence licence;
    std::vector<CatalogueScore> scores;
    std::vector<CatalogueRepository> repositories; ///< the most certain first
    std::vector<CatalogueQuant> quants;            ///< best quality first
    QMap<QString, std::uint64_t> readPerToken;     ///< bytes of weights, by quantisation
    QMap<QString, FactSource> facts; ///< dimensions, context, released, licence, thinking
    CacheNeed cache;
    WorkShape shape;
    std::uint64_t layers = 0;
};

/// One use case and the ids of models for it, the most capable first.
struct CatalogueUse {
    QString use;
    QStringList candidates;
};

struct Catalogue {
    QString asOf; ///< "2026-09": the collection as a whole
    std::vector<CatalogueModel> models;
    std::vector<CatalogueUse> uses;
    std::vector<Licence> licences;

    [[nodiscard]] const CatalogueModel* find(const QString& id) const;
};

/// The catalogue inside the program.
[[nodiscard]] Catalogue shippedCatalogue();
/// Throws std::exception if the text is not a catalogue.
[[nodiscard]] Catalogue parseCatalogue(const QByteArray& json);

/// The repositories that should have that quantisation, the most certain first.
[[nodiscard]] QStringList placesOf(const CatalogueModel& model, const CatalogueQuant& quant);
/// What that quantisation needs, as far as the catalogue knows.
[[nodiscard]] PlanModel planOf(const CatalogueModel& model, const CatalogueQuant& quant);

} // namespace conclave
