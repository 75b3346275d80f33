// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/quantise/quantiser.h"

#include "app/text.h"
#include "engine/error.h"
#include "engine/gguf/model_summary.h"
#include "engine/quantize/quantise_file.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

namespace conclave {

Quantiser::Quantiser(ModelBrowser& browser, ModelsViewModel& models, Hub& hub,
                     NoticesModel& notices, const QString& cacheFolder)
    : m_browser(browser), m_models(models), m_notices(notices),
      m_choices([this](const QString& source) { return knownQuants(source); }),
      m_maker([&hub] { return QDir(hub.folder()).filePath(QStringLiteral("made")); },
              cacheFolder.isEmpty() ? QDir::temp().filePath(QStringLiteral("conclave-importance"))
                                    : QDir(cacheFolder).filePath(QStringLiteral("importance"))) {
    connect(&m_maker, &QuantMaker::made, this, &Quantiser::take);
    connect(&m_maker, &QuantMaker::gaveUp, this,
            [this](const QString& source, const QString& type) {
                m_awaited.erase({source, type});
            });
    connect(&m_maker, &QuantMaker::moved, this, [this](const QString& source) {
        if (source == guide()) {
            ++m_guideRevision;
            emit guideChanged();
        }
    });
    connect(browser.library(), &LibraryModel::countChanged, this, [this] {
        m_choices.refresh();
        noteGuide();
        noteArrivals();
    });
    noteGuide();
}

void Quantiser::noteGuide() {
    m_guideHere =
        guide().isEmpty() ? QHash<QString, QString>() : m_browser.library()->quantsLike(guide());
    ++m_guideRevision;
    emit guideChanged();
}

KnownQuants Quantiser::knownQuants(const QString& source) const {
    return {m_browser.library()->quantsLike(source), m_browser.quantsOnHub(source)};
}

QVariantMap Quantiser::guideQuant(const QString& type) {
    if (!m_guideSizes.contains(type) && !guide().isEmpty()) {
        try {
            const GgufFile file(guide().toStdString());
            m_guideSizes[type] = gigabytesText(planQuantisation(file, type.toStdString()).outBytes);
        } catch (const Error&) {
            m_guideSizes[type] = QString(); // making it will say why
        }
    }
    return {{"size", m_guideSizes.value(type)},
            {"path", m_guideHere.value(type)},
            {"busy", m_maker.activeRow(guide(), type) >= 0}};
}

void Quantiser::makeGuide(const QString& type) {
    m_maker.make(guide(), tr("The Guide"), type);
}

void Quantiser::makeChosen() {
    if (m_choices.state() == QLatin1String("ready") && m_choices.refusal().isEmpty()) {
        m_maker.make(m_choices.source(), m_choices.title(), m_choices.type(),
                     m_choices.importance());
    }
}

QVariantList Quantiser::othersOf(const QString& path) const {
    const KnownQuants known = knownQuants(path);
    QString source; // the best there is
    for (const QString& here : known.here) {
        if (QFileInfo(here).size() > QFileInfo(source).size()) {
            source = here;
        }
    }
    QVariantList others;
    try {
        const GgufFile file(source.toStdString());
        for (const QuantiseType& type : quantiseTypes()) {
            const QString name = QString::fromUtf8(type.name.data(), qsizetype(type.name.size()));
            if (!isUsualType(type.name) || known.here.contains(name)) {
                continue;
            }
            const QuantisePlan plan = planQuantisation(file, type.name);
            const QStringList places = known.hub.value(name);
            if (places.isEmpty() && plan.outBytes >= plan.inBytes) {
                continue; // nothing is gained by it
            }
            others << QVariantMap{{"type", name},
                                  {"size", gigabytesText(plan.outBytes)},
                                  {"repository", places.value(0)},
                                  {"elsewhere", places.mid(1)},
                                  {"source", source}};
        }
    } catch (const Error&) {
        // a model that cannot be read offers nothing
    }
    return others;
}

/// Made or downloaded: the library has it now.
void Quantiser::noteArrivals() {
    const auto expected = m_expected;
    for (const auto& [model, type] : expected) {
        const QString path = m_browser.library()->quantsLike(model).value(type);
        if (!path.isEmpty()) {
            m_expected.erase({model, type});
            emit arrived(path, model, type);
        }
    }
}

std::optional<QuantOffer> Quantiser::planned(const QString& source, const QString& type) {
    try {
        const GgufFile file(source.toStdString());
        const QuantisePlan plan = planQuantisation(file, type.toStdString());
        QuantOffer quant{m_browser.library()->quantsLike(source).value(type),
                         QString::fromStdString(summarise(file).name), type, plan.outBytes,
                         plan.bitsPerWeight};
        if (!QFileInfo::exists(quant.path)) { // somebody took it away
            quant.path.clear();
        }
        return quant;
    } catch (const Error& error) {
        m_notices.warn(QString::fromStdString(error.what()));
        return std::nullopt;
    }
}

void Quantiser::makeAwaited(const QuantOffer& quant, const QString& source) {
    m_awaited.emplace(source, quant.type);
    m_maker.make(source, quant.name, quant.type);
}

void Quantiser::stopAwaited() {
    const auto awaited = m_awaited; // each one stopped leaves it
    for (const auto& [source, type] : awaited) {
        m_maker.stop(m_maker.activeRow(source, type));
    }
}

void Quantiser::take(const QString& path, const QString& source, const QString& name,
                     const QString& type) {
    m_browser.library()->addMade(path, source);
    m_models.offer(path);
    if (m_awaited.erase({source, type}) == 0) {
        m_notices.inform(tr("%1 is ready as %2.").arg(name, type), tr("Use it"),
                         [this, path] { m_models.openFile(QUrl::fromLocalFile(path)); });
    }
    emit made(path, source, type);
}

} // namespace conclave
