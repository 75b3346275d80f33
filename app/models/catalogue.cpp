// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/catalogue.h"

#include "engine/plan/cache_need.h"

#include <QFile>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace conclave {

namespace {

using Json = nlohmann::json;

QString text(const Json& row, const char* key) {
    const auto found = row.find(key);
    return found != row.end() && found->is_string()
               ? QString::fromStdString(found->get_ref<const std::string&>())
               : QString();
}

std::uint64_t number(const Json& row, const char* key) {
    const auto found = row.find(key);
    return found != row.end() && found->is_number() ? found->get<std::uint64_t>() : 0;
}

bool truth(const Json& row, const char* key) {
    const auto found = row.find(key);
    return found != row.end() && found->is_boolean() && found->get<bool>();
}

const Json& part(const Json& row, const char* key) {
    static const Json nothing = Json::object();
    const auto found = row.find(key);
    return found == row.end() ? nothing : *found;
}

QStringList texts(const Json& row, const char* key) {
    QStringList list;
    for (const Json& entry : part(row, key)) {
        list << QString::fromStdString(entry.get<std::string>());
    }
    return list;
}

TrustMark markOf(const std::string& letter) {
    return letter.empty() ? TrustMark::recalled : static_cast<TrustMark>(letter[0]);
}

Licence licenceFrom(const std::string& key, const Json& row) {
    Licence licence;
    licence.key = QString::fromStdString(key);
    licence.name = text(row, "name");
    licence.spdx = text(row, "spdx");
    licence.url = text(row, "url");
    licence.words = text(row, "words");
    licence.redistribution = text(row, "redistribution");
    licence.commercial = text(row, "commercial");
    licence.distillation = text(row, "distillation");
    licence.show = text(row, "show");
    licence.userLimit = number(row, "users");
    licence.revenueLimit = number(row, "revenue");
    licence.showFromUsers = number(row, "showUsers");
    licence.useRules = truth(row, "useRules");
    licence.notInEu = truth(row, "notInEu");
    licence.patents = truth(row, "patents");
    licence.osi = truth(row, "osi");
    return licence;
}

CatalogueQuant quantFrom(const Json& row) {
    return {text(row, "name"), number(row, "bytes"), markOf(row.value("mark", "r")),
            text(row, "repo"), text(row, "file"),    text(row, "sha256")};
}

/// Halves as bytes with a half of scale for each 32.
std::uint64_t asBytes(std::uint64_t halves) {
    return halves * 17 / 32;
}

WorkShape shapeFrom(const Json& dimensions, const CatalogueModel& model) {
    WorkShape shape;
    const std::uint64_t heads = number(dimensions, "heads"),
                        kvHeads = number(dimensions, "kvHeads"),
                        headSize = number(dimensions, "headSize");
    shape.embedding = number(dimensions, "embedding");
    shape.attention = (2 * heads + 2 * kvHeads) * headSize;
    if (kvHeads == 0 && model.layers > 0) { // latent: queries are absorbed into what is cached
        const std::uint64_t cached = model.cache.fullPerToken / model.layers / 2;
        shape.attention = 2 * heads * (headSize + cached);
    }
    shape.feedForward = number(dimensions, "feedForward");
    shape.expertFeedForward = number(dimensions, "expertFeedForward");
    shape.sharedFeedForward = model.expertsShared * shape.expertFeedForward;
    shape.experts = model.experts;
    shape.expertsUsed = model.expertsUsed;
    shape.vocabulary = number(dimensions, "vocabulary");
    return shape;
}

void readLists(const Json& row, const QStringList& sources, CatalogueModel& model) {
    for (const Json& quant : part(row, "quants")) {
        model.quants.push_back(quantFrom(quant));
    }
    for (const Json& repository : part(row, "repositories")) {
        model.repositories.push_back({text(repository, "repo"), truth(repository, "official"),
                                      truth(repository, "confirmed")});
    }
    for (const Json& score : part(row, "scores")) {
        model.scores.push_back(
            {QString::fromStdString(score[0].get<std::string>()), score[1].get<double>()});
    }
    for (const auto& [quant, bytes] : part(row, "read").items()) {
        model.readPerToken[QString::fromStdString(quant)] = bytes.get<std::uint64_t>();
    }
    for (const auto& [group, fact] : part(row, "facts").items()) {
        const int source = fact[1].get<int>();
        model.facts[QString::fromStdString(group)] = {markOf(fact[0].get<std::string>()),
                                                      sources.value(source)};
    }
}

CatalogueModel modelFrom(const Json& row, const QStringList& sources) {
    CatalogueModel model;
    model.id = text(row, "id");
    model.name = text(row, "name");
    model.organisation = text(row, "organisation");
    model.country = text(row, "country");
    model.family = text(row, "family");
    model.released = text(row, "released");
    model.source = text(row, "source");
    model.architecture = text(row, "architecture");
    model.mixture = truth(row, "moe");
    model.parameters = number(row, "parameters");
    model.activeParameters = number(row, "active");
    model.experts = number(row, "experts");
    model.expertsUsed = number(row, "expertsUsed");
    model.expertsShared = number(row, "expertsShared");
    model.expertWeights = number(row, "expertWeights");
    model.context = number(row, "context");
    model.contextExtended = number(row, "contextExtended");
    model.inputs = texts(row, "inputs");
    model.languages = texts(row, "languages");
    model.tags = texts(row, "tags");
    model.notes = texts(row, "notes");
    model.strengths = text(row, "strengths");
    model.tools = truth(row, "tools");
    const Json& thinking = part(row, "thinking");
    model.thinking = text(thinking, "mode");
    model.thinkingDefault = text(thinking, "default");
    model.switches = texts(thinking, "switches");
    model.efforts = texts(thinking, "effort");
    const Json& cache = part(row, "cache");
    model.cache = {number(cache, "full"), number(cache, "window"), number(cache, "windowTokens"),
                   number(cache, "state") * stateCopies(model.architecture.toStdString())};
    model.cache.fullPerTokenQ8 = asBytes(model.cache.fullPerToken);
    model.cache.windowPerTokenQ8 = asBytes(model.cache.windowPerToken);
    model.layers = number(part(row, "dimensions"), "layers");
    model.shape = shapeFrom(part(row, "dimensions"), model);
    readLists(row, sources, model);
    return model;
}

} // namespace

const CatalogueModel* Catalogue::find(const QString& id) const {
    const auto found = std::find_if(models.begin(), models.end(),
                                    [&](const CatalogueModel& m) { return m.id == id; });
    return found == models.end() ? nullptr : &*found;
}

Catalogue parseCatalogue(const QByteArray& json) {
    const Json file = Json::parse(json.begin(), json.end());
    const QStringList sources = texts(file, "sources");
    Catalogue catalogue;
    catalogue.asOf = text(file, "asOf");
    for (const auto& [key, row] : part(file, "licences").items()) {
        catalogue.licences.push_back(licenceFrom(key, row));
    }
    for (const Json& row : part(file, "models")) {
        catalogue.models.push_back(modelFrom(row, sources));
        CatalogueModel& model = catalogue.models.back();
        const QString key = text(row, "licence");
        const auto licence = std::find_if(catalogue.licences.begin(), catalogue.licences.end(),
                                          [&](const Licence& l) { return l.key == key; });
        model.licence = licence == catalogue.licences.end() ? Licence{} : *licence;
    }
    for (const Json& row : part(file, "uses")) {
        catalogue.uses.push_back({text(row, "use"), texts(row, "candidates")});
    }
    return catalogue;
}

Catalogue shippedCatalogue() {
    QFile file(QStringLiteral(":/catalogue/catalogue.json"));
    return file.open(QIODevice::ReadOnly) ? parseCatalogue(file.readAll()) : Catalogue{};
}

QStringList placesOf(const CatalogueModel& model, const CatalogueQuant& quant) {
    QStringList places;
    if (!quant.repository.isEmpty()) {
        places << quant.repository;
    }
    for (const CatalogueRepository& repository : model.repositories) {
        if (repository.name != quant.repository) {
            places << repository.name;
        }
    }
    return places;
}

PlanModel planOf(const CatalogueModel& model, const CatalogueQuant& quant) {
    PlanModel plan;
    plan.weightBytes = quant.bytes;
    plan.layers = model.layers;
    plan.contextTrained = model.context;
    plan.cache = model.cache;
    plan.shape = model.shape;
    if (model.parameters > 0) {
        // MXFP4 files keep everything but the experts in larger formats.
        constexpr double kBitsOfMxfp4 = 4.25;
        const double bits = quant.name == QLatin1String("MXFP4")
                                ? kBitsOfMxfp4
                                : 8.0 * double(quant.bytes) / double(model.parameters);
        plan.expertBytes = std::min(
            quant.bytes, static_cast<std::uint64_t>(double(model.expertWeights) * bits / 8));
    }
    if (model.experts > 0) {
        plan.expertBytesPerToken = plan.expertBytes / model.experts * model.expertsUsed;
    }
    // What a token reads is computed for one or two quantisations; others are in proportion. Some
    // publishers make smaller files than that.
    const auto exact = model.readPerToken.constFind(quant.name);
    if (exact != model.readPerToken.constEnd()) {
        plan.bytesPerToken = std::min(exact.value(), quant.bytes);
        return plan;
    }
    for (const CatalogueQuant& other : model.quants) {
        const auto read = model.readPerToken.constFind(other.name);
        if (read != model.readPerToken.constEnd() && other.bytes > 0) {
            const double share = double(read.value()) / double(other.bytes);
            plan.bytesPerToken =
                static_cast<std::uint64_t>(double(quant.bytes) * std::min(share, 1.0));
        }
    }
    return plan;
}

} // namespace conclave
