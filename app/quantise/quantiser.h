// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Everything behind "Make a quant", built and owned in one place.
#pragma once

#include "app/models/model_browser.h"
#include "app/quantise/quant_choices.h"
#include "app/quantise/quant_maker.h"

#include <QObject>
#include <QVariantMap>

#include <set>
#include <utility>

namespace conclave {

/// A quantisation of a model that is here or can be made.
struct QuantOffer {
    QString path; ///< empty: it has to be made
    QString name; ///< of the model
    QString type; ///< "Q4_K_M"
    std::uint64_t bytes = 0;
    double bitsPerWeight = 0;
};

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
    /// `cacheFolder` keeps importance matrices that were computed; empty: the system's folder does.
    Quantiser(ModelBrowser& browser, ModelsViewModel& models, Hub& hub, NoticesModel& notices,
              const QString& cacheFolder);

    /// {size, path, busy}: a quantisation of the Guide; `path` is empty until it is made.
    Q_INVOKABLE QVariantMap guideQuant(const QString& type);
    /// Makes a quantisation of the Guide.
    Q_INVOKABLE void makeGuide(const QString& type);
    /// Makes what is chosen in choices().
    Q_INVOKABLE void makeChosen();

    /// [{type, size, repository, elsewhere, source}]: the usual quantisations of that file's model
    /// that are not on this computer. With a repository it can be downloaded from there or, if it
    /// is gone, from those of `elsewhere`; without, it is made of `source`.
    [[nodiscard]] QVariantList othersOf(const QString& path) const;
    /// Tells arrived() once that quantisation of that file's model is on this computer.
    void await(const QString& path, const QString& type) { m_expected.emplace(path, type); }
    /// Ends await().
    void forget(const QString& path, const QString& type) { m_expected.erase({path, type}); }

    /// What that quantisation of that file is or would be; none, and a notice, if there is no way.
    [[nodiscard]] std::optional<QuantOffer> planned(const QString& source, const QString& type);
    /// Makes it for somebody who waits for made() or the maker's gaveUp(): no notice tells of it.
    void makeAwaited(const QuantOffer& quant, const QString& source);
    /// Stops what makeAwaited() began.
    void stopAwaited();

    [[nodiscard]] QuantChoices* choices() { return &m_choices; }
    [[nodiscard]] QuantMaker* maker() { return &m_maker; }
    [[nodiscard]] QString guide() const { return m_models.guide(); }
    [[nodiscard]] int guideRevision() const { return m_guideRevision; }

signals:
    void guideChanged();
    /// A quantisation is complete and in the library.
    void made(const QString& path, const QString& source, const QString& type);
    /// What await() was asked for is in the library. `model` is the path given then.
    void arrived(const QString& path, const QString& model, const QString& type);

private:
    [[nodiscard]] KnownQuants knownQuants(const QString& source) const;
    void take(const QString& path, const QString& source, const QString& name, const QString& type);
    void noteGuide();
    void noteArrivals();

    ModelBrowser& m_browser;
    ModelsViewModel& m_models;
    NoticesModel& m_notices;
    QHash<QString, QString> m_guideSizes; ///< by type
    QHash<QString, QString> m_guideHere;  ///< paths by type
    int m_guideRevision = 0;
    std::set<std::pair<QString, QString>> m_awaited;  ///< source, type: told by signals only
    std::set<std::pair<QString, QString>> m_expected; ///< path, type: see await()
    QuantChoices m_choices;
    QuantMaker m_maker;
};

} // namespace conclave
