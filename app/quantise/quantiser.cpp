// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/quantise/quantiser.h"

#include "app/text.h"
#include "engine/error.h"
#include "engine/quantize/quantise_file.h"

#include <QDir>
#include <QUrl>

namespace conclave {

Quantiser::Quantiser(ModelBrowser& browser, ModelsViewModel& models, Hub& hub,
                     NoticesModel& notices)
    : m_browser(browser), m_models(models), m_notices(notices),
      m_choices([this](const QString& source) { return knownQuants(source); }),
      m_maker([&hub] { return QDir(hub.folder()).filePath(QStringLiteral("made")); }) {
    connect(&m_maker, &QuantMaker::made, this, &Quantiser::take);
    connect(&m_maker, &QuantMaker::moved, this, [this](const QString& source) {
        if (source == guide()) {
            ++m_guideRevision;
            emit guideChanged();
        }
    });
    connect(browser.library(), &LibraryModel::countChanged, this, [this] {
        m_choices.refresh();
        noteGuide();
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

void Quantiser::take(const QString& path, const QString& source, const QString& name,
                     const QString& type) {
    m_browser.library()->addMade(path, source);
    m_models.offer(path);
    m_notices.inform(tr("%1 is ready as %2.").arg(name, type), tr("Use it"),
                     [this, path] { m_models.openFile(QUrl::fromLocalFile(path)); });
    emit made(path);
}

} // namespace conclave
