// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Everything behind "Make a quant", built and owned in one place.
#pragma once

#include "app/models/model_browser.h"
#include "app/quantise/quant_choices.h"
#include "app/quantise/quant_maker.h"

#include <QObject>
#include <QVariantMap>

namespace conclave {

/// GUI thread. What is made enters the library and the list of models.
class Quantiser : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(conclave::QuantChoices* choices READ choices CONSTANT)
    Q_PROPERTY(conclave::QuantMaker* maker READ maker CONSTANT)
    /// The built-in model; empty if it is missing.
    Q_PROPERTY(QString guide READ guide CONSTANT)
    /// Counts the changes of what guideQuant() says.
    Q_PROPERTY(int guideRevision READ guideRevision NOTIFY guideChanged)

public:
    Quantiser(ModelBrowser& browser, ModelsViewModel& models, Hub& hub, NoticesModel& notices);

    /// {size, path, busy}: a quantisation of the Guide; `path` is empty until it is made.
    Q_INVOKABLE QVariantMap guideQuant(const QString& type);
    /// Makes a quantisation of the Guide.
    Q_INVOKABLE void makeGuide(const QString& type);
    /// Makes what is chosen in choices().
    Q_INVOKABLE void makeChosen();

    [[nodiscard]] QuantChoices* choices() { return &m_choices; }
    [[nodiscard]] QuantMaker* maker() { return &m_maker; }
    [[nodiscard]] QString guide() const { return m_models.guide(); }
    [[nodiscard]] int guideRevision() const { return m_guideRevision; }

signals:
    void guideChanged();
    /// A quantisation is complete and in the library.
    void made(const QString& path);

private:
    [[nodiscard]] KnownQuants knownQuants(const QString& source) const;
    void take(const QString& path, const QString& source, const QString& name, const QString& type);
    void noteGuide();

    ModelBrowser& m_browser;
    ModelsViewModel& m_models;
    NoticesModel& m_notices;
    QHash<QString, QString> m_guideSizes; ///< by type
    QHash<QString, QString> m_guideHere;  ///< paths by type
    int m_guideRevision = 0;
    QuantChoices m_choices;
    QuantMaker m_maker;
};

} // namespace conclave
