// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Everything behind the page of models, built and owned in one place.
#pragma once

#include "app/models/discover_model.h"
#include "app/models/hub_hits.h"
#include "app/models/library_model.h"
#include "app/models/model_detail.h"

#include <QObject>

namespace conclave {

/// What differs between the real program, tests and screenshots.
struct BrowserOptions {
    BandwidthMeter bandwidth; ///< empty: nothing is measured
    PlaceLister places;       ///< empty: no other program's folders are looked at
    std::uint64_t ramBytes = 0;
};

/// Of this computer.
[[nodiscard]] BrowserOptions realBrowserOptions();

/// GUI thread. A finished download enters the library with its licence beside it.
class ModelBrowser : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(conclave::Machine* machine READ machine CONSTANT)
    Q_PROPERTY(conclave::DiscoverModel* discover READ discover CONSTANT)
    Q_PROPERTY(conclave::HubHits* hits READ hits CONSTANT)
    Q_PROPERTY(conclave::ModelDetail* detail READ detail CONSTANT)
    Q_PROPERTY(conclave::LibraryModel* library READ library CONSTANT)
    /// [{key, name, url, kind, sentences, warnings, words, models}]: every licence of the
    /// catalogue.
    Q_PROPERTY(QVariantList licences READ licences NOTIFY languageChanged)

public:
    ModelBrowser(storage::Database& database, ModelsViewModel& models, HardwareViewModel& hardware,
                 SettingsViewModel& settings, NoticesModel& notices, Hub& hub,
                 const BrowserOptions& options);

    /// The page is shown: measures the device and looks at the folders of models, once.
    Q_INVOKABLE void open();

    /// An answer was stored: its speed counts.
    void learn() { m_library.learnSpeed(); }

    [[nodiscard]] const Catalogue& catalogue() const { return m_catalogue; }
    [[nodiscard]] Machine* machine() { return &m_machine; }
    [[nodiscard]] DiscoverModel* discover() { return &m_discover; }
    [[nodiscard]] HubHits* hits() { return &m_hits; }
    [[nodiscard]] ModelDetail* detail() { return &m_detail; }
    [[nodiscard]] LibraryModel* library() { return &m_library; }
    [[nodiscard]] QVariantList licences() const;
    /// Quantisation -> repositories, the most certain first, of what the catalogue knows to be on
    /// the hub of that file's model.
    [[nodiscard]] QHash<QString, QStringList> quantsOnHub(const QString& path) const;

signals:
    void languageChanged();

private:
    void takeDownload(const QString& name, const QStringList& paths);
    /// Asks the hub for the text of the licence, to be kept beside the downloaded file.
    void fetchLicence(const QString& repository, const QString& folder);
    [[nodiscard]] Licence licenceOf(const QString& repository) const;

    Hub& m_hub;
    ModelsViewModel& m_models;
    storage::LibraryStore m_store;
    Catalogue m_catalogue = shippedCatalogue();
    Machine m_machine;
    LibraryModel m_library;
    DiscoverModel m_discover;
    HubHits m_hits;
    ModelDetail m_detail;
    bool m_opened = false;
};

} // namespace conclave
