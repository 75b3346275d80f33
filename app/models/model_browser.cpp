// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_browser.h"

#include "app/hub/hub_names.h"
#include "app/models/catalogue_words.h"
#include "app/models/licence_file.h"
#include "engine/plan/device_bandwidth.h"
#include "engine/vulkan/system_memory.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace conclave {

BrowserOptions realBrowserOptions() {
    BrowserOptions options;
    options.bandwidth = [](const std::string& uuid) { return deviceBandwidth(uuid); };
    options.places = [] {
        return knownPlaces(QDir::homePath(), QProcessEnvironment::systemEnvironment());
    };
    options.ramBytes = systemMemoryBytes();
    return options;
}

ModelBrowser::ModelBrowser(storage::Database& database, ModelsViewModel& models,
                           HardwareViewModel& hardware, SettingsViewModel& settings,
                           NoticesModel& notices, Hub& hub, const BrowserOptions& options)
    : m_hub(hub), m_models(models), m_store(database),
      m_machine(hardware, settings, m_store, notices, options.bandwidth, options.ramBytes),
      m_library(m_store, models, m_machine, notices, options.places),
      m_discover(m_catalogue, m_machine), m_hits(*hub.search(), m_discover, m_catalogue, m_machine),
      m_detail(m_catalogue, m_machine, hub) {
    m_library.setOwnFolder(hub.folder());
    connect(&hub, &Hub::folderChanged, this, [this] { m_library.setOwnFolder(m_hub.folder()); });
    connect(hub.downloads(), &DownloadsModel::finished, this, &ModelBrowser::takeDownload);
    connect(&m_library, &LibraryModel::countChanged, this,
            [this] { m_detail.setInstalled(m_library.installed()); });
    m_detail.setInstalled(m_library.installed());
    connect(&m_detail, &ModelDetail::headerTaken, &m_hits, &HubHits::learn);
    connect(&settings, &SettingsViewModel::languageChanged, this, &ModelBrowser::languageChanged);
}

void ModelBrowser::open() {
    if (!m_opened) {
        m_opened = true;
        m_machine.measure();
        m_library.scan();
    }
}

Licence ModelBrowser::licenceOf(const QString& repository) const {
    for (const CatalogueModel& model : m_catalogue.models) {
        const auto& all = model.repositories;
        if (std::any_of(all.begin(), all.end(),
                        [&](const CatalogueRepository& r) { return r.name == repository; })) {
            return model.licence;
        }
    }
    const HubModelDetails& details = *m_hub.details();
    if (details.repository() != repository) {
        return {};
    }
    Licence licence =
        licenceNamed(details.licenceName().isEmpty() ? details.licence() : details.licenceName(),
                     m_catalogue.licences);
    if (licence.url.isEmpty()) {
        licence.url = details.licenceLink();
    }
    return licence;
}

void ModelBrowser::takeDownload(const QString&, const QStringList& paths) {
    if (paths.isEmpty()) {
        return;
    }
    DownloadsModel& downloads = *m_hub.downloads();
    QString repository, sha256;
    QUrl url;
    for (int row = 0; row < downloads.rowCount(); ++row) {
        const QModelIndex at = downloads.index(row);
        if (downloads.data(at, DownloadsModel::PathsRole).toStringList() == paths) {
            repository = downloads.data(at, DownloadsModel::RepositoryRole).toString();
            sha256 = downloads.data(at, DownloadsModel::Sha256Role).toString();
            url = downloads.data(at, DownloadsModel::UrlRole).toUrl();
        }
    }
    const Licence licence = licenceOf(repository);
    const QString folder = QFileInfo(paths.first()).absolutePath();
    const QString text = m_detail.licenceTextOf(repository);
    keepLicence(folder, repository, licence, text);
    const bool ofRegistry = url.path().contains(QLatin1String("/blobs/sha256:"));
    if (text.isEmpty() && !ofRegistry) { // what a registry has was read with its manifest
        fetchLicence(repository, folder);
    }
    m_library.addDownloaded(paths.first(), repository, licence.shortName(), sha256);
    m_models.offer(paths.first());
}

QHash<QString, QStringList> ModelBrowser::quantsOnHub(const QString& path) const {
    QHash<QString, QStringList> places;
    const QString own = m_library.repositoryOf(path);
    for (const CatalogueModel& model : m_catalogue.models) {
        const auto& all = model.repositories;
        if (own.isEmpty() ||
            std::none_of(all.begin(), all.end(),
                         [&](const CatalogueRepository& r) { return r.name == own; })) {
            continue;
        }
        for (const CatalogueQuant& quant : model.quants) {
            places[quant.name] = placesOf(model, quant);
        }
    }
    return places;
}

void ModelBrowser::fetchLicence(const QString& repository, const QString& folder) {
    ModelReference reference;
    reference.repository = repository;
    HubClient& client = m_hub.client();
    client.model(reference, this, [this, &client, folder](const Outcome<HubModel>& outcome) {
        const auto* model = std::get_if<HubModel>(&outcome);
        if (model == nullptr) {
            return; // the words of the licence and its address are there already
        }
        const auto file = std::find_if(model->files.begin(), model->files.end(),
                                       [](const HubFile& f) { return isLicenceFile(f.path); });
        if (file == model->files.end()) {
            return;
        }
        const QString name = model->summary.repository;
        client.text(*model, file->path, this, [this, folder, name](const Outcome<QString>& text) {
            if (const auto* words = std::get_if<QString>(&text)) {
                keepLicence(folder, name, licenceOf(name), *words);
            }
        });
    });
}

QVariantList ModelBrowser::licences() const {
    QVariantList list;
    for (const Licence& licence : m_catalogue.licences) {
        QStringList models;
        for (const CatalogueModel& model : m_catalogue.models) {
            if (model.licence.key == licence.key) {
                models << model.name;
            }
        }
        if (models.isEmpty() || licence.url.isEmpty()) {
            continue;
        }
        list << QVariantMap{{"key", licence.key},
                            {"name", licence.name},
                            {"url", licence.url},
                            {"kind", licence.kind()},
                            {"sentences", licence.sentences()},
                            {"words", inWords(licence.words)},
                            {"models", models.join(QStringLiteral(", "))}};
    }
    return list;
}

} // namespace conclave
