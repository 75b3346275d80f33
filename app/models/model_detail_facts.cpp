// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What is known of one model, in words, each with where it is from.
#include "app/models/catalogue_words.h"
#include "app/models/model_detail.h"
#include "app/text.h"

#include <QLocale>

namespace conclave {

namespace {

QString markText(TrustMark mark) {
    switch (mark) {
    case TrustMark::verified:
        return ModelDetail::tr("checked");
    case TrustMark::partly:
        return ModelDetail::tr("partly checked");
    case TrustMark::computed:
        return ModelDetail::tr("computed");
    case TrustMark::recalled:
        break;
    }
    return ModelDetail::tr("not checked");
}

/// "checked: model card; as of 2026-09".
QString sourceText(const FactSource& fact, const QString& asOf) {
    const QString mark = markText(fact.mark);
    return (fact.source.isEmpty() ? mark : mark + QStringLiteral(": ") + inWords(fact.source)) +
           QStringLiteral(" · ") + ModelDetail::tr("as of %1").arg(asOf);
}

QString thinkingText(const CatalogueModel& model) {
    if (model.thinking == QLatin1String("switchable")) {
        return ModelDetail::tr("thinking can be switched");
    }
    if (model.thinking == QLatin1String("always")) {
        return model.efforts.isEmpty() ? ModelDetail::tr("always thinks")
                                       : ModelDetail::tr("always thinks, with more or less effort");
    }
    return model.thinking == QLatin1String("none") ? ModelDetail::tr("does not think aloud")
                                                   : QString();
}

QString expertsText(const CatalogueModel& model) {
    if (model.experts == 0) {
        return {};
    }
    const QString text =
        ModelDetail::tr("%1 experts, %2 at work").arg(model.experts).arg(model.expertsUsed);
    return model.expertsShared > 0
               ? text + ModelDetail::tr(" and %1 shared").arg(model.expertsShared)
               : text;
}

QVariantMap fact(const QString& label, const QString& value, const QString& source) {
    return {{"label", label}, {"value", value}, {"source", source}};
}

} // namespace

QString ModelDetail::line() const {
    QStringList parts;
    if (m_kind == QLatin1String("hub")) {
        const HubModelDetails& details = *m_hub.details();
        parts << details.author() << details.licence();
        if (details.parameters() > 0) {
            parts << countText(std::uint64_t(details.parameters()));
        }
        parts << details.architecture() << (m_header ? m_header->thinking : QString());
    } else if (m_model != nullptr) {
        parts << m_model->organisation << m_model->licence.shortName() << expertsText(*m_model)
              << thinkingText(*m_model) << inWords(m_model->languages).join(QStringLiteral(", "));
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QVariantList ModelDetail::facts() const {
    if (m_model == nullptr) {
        return hubFacts();
    }
    QVariantList list;
    const auto source = [&](const char* group) {
        return sourceText(m_model->facts.value(QLatin1String(group)), m_catalogue.asOf);
    };
    const CatalogueModel& m = *m_model;
    list << fact(tr("Good at"), inWords(m.strengths),
                 tr("editorial · as of %1").arg(m_catalogue.asOf));
    list << fact(tr("Parameters"),
                 m.mixture ? tr("%1, of which %2 at work per token")
                                 .arg(countText(m.parameters), countText(m.activeParameters))
                           : countText(m.parameters),
                 source("dimensions"));
    list << fact(tr("Context"),
                 m.contextExtended > m.context
                     ? tr("%1 as trained; the maker documents %2 with extra settings")
                           .arg(tokensText(m.context), tokensText(m.contextExtended))
                     : tokensText(m.context),
                 source("context"));
    list << fact(tr("Thinking"), thinkingText(m), source("thinking"));
    if (m.inputs.size() > 1) {
        list << fact(tr("Reads"), tr("also pictures; this version uses the text part only"),
                     source("dimensions"));
    }
    list << fact(tr("Released"), m.released, source("released"));
    return list;
}

/// Of a model that the catalogue does not know.
QVariantList ModelDetail::hubFacts() const {
    QVariantList list;
    if (m_kind != QLatin1String("hub") || state() != QLatin1String("ready")) {
        return list;
    }
    const HubModelDetails& details = *m_hub.details();
    const QString hub = tr("as the hub states it"), file = tr("read from the file itself");
    if (details.parameters() > 0) {
        list << fact(tr("Parameters"), countText(std::uint64_t(details.parameters())), hub);
    }
    if (!m_header) {
        if (details.contextLength() > 0) {
            list << fact(tr("Context"), tokensText(std::uint64_t(details.contextLength())), hub);
        }
        return list;
    }
    const WorkShape& shape = m_header->plan.shape;
    list << fact(tr("Kind"),
                 shape.experts > 0 ? tr("mixture of %1 experts, %2 at work per token")
                                         .arg(shape.experts)
                                         .arg(shape.expertsUsed)
                                   : tr("dense"),
                 file);
    list << fact(tr("Context"), tokensText(m_header->plan.contextTrained), file);
    if (!m_header->thinking.isEmpty()) {
        list << fact(tr("Thinking"), m_header->thinking, file);
    }
    return list;
}

QStringList ModelDetail::notes() const {
    return m_model != nullptr ? inWords(m_model->notes) : QStringList();
}

QVariantList ModelDetail::scores() const {
    QVariantList list;
    if (m_model != nullptr) {
        for (const CatalogueScore& score : m_model->scores) {
            list << QVariantMap{{"benchmark", score.benchmark},
                                {"score", QLocale().toString(score.score, 'f', 1)}};
        }
    }
    return list;
}

QVariantMap ModelDetail::licence() const {
    Licence licence = m_model != nullptr ? m_model->licence : Licence{};
    QString source;
    if (m_kind == QLatin1String("hub") && m_model == nullptr) {
        const HubModelDetails& details = *m_hub.details();
        // An Ollama model has a text instead of a name.
        const QString name = !details.licenceName().isEmpty() ? details.licenceName()
                             : !details.licence().isEmpty()
                                 ? details.licence()
                                 : details.licenceText().trimmed().section('\n', 0, 0).trimmed();
        licence = licenceNamed(name, m_catalogue.licences);
        if (licence.name.isEmpty()) {
            licence.name = tr("not stated");
        }
        if (licence.url.isEmpty()) {
            licence.url = details.licenceLink();
        }
        source = tr("as its publisher states it at the hub");
    } else if (m_model != nullptr) {
        source = sourceText(m_model->facts.value(QStringLiteral("licence")), m_catalogue.asOf);
    }
    return {{"name", licence.name},
            {"url", licence.url},
            {"words", inWords(licence.words)},
            {"sentences", licence.sentences()},
            {"warnings", licence.warnings()},
            {"source", source}};
}

QVariantList ModelDetail::repositories() const {
    QVariantList list;
    if (m_model != nullptr) {
        for (const CatalogueRepository& r : m_model->repositories) {
            list << QVariantMap{
                {"name", r.name}, {"official", r.official}, {"confirmed", r.confirmed}};
        }
    }
    return list;
}

} // namespace conclave
