// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One model before it is downloaded: facts with their sources, files, fit, licence.
#pragma once

#include "app/hub/hub.h"
#include "app/models/quants_model.h"
#include "app/models/remote_plan.h"

#include <QObject>
#include <QSet>
#include <QVariantList>
#include <QVariantMap>

namespace conclave {

/// A model of the catalogue, known without a network, or of the hub, asked for by the user. GUI
/// thread.
class ModelDetail : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    /// "" (nothing is shown), "catalogue" or "hub".
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    /// idle, loading, ready or failed; a catalogue model is always ready.
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QString modelId READ modelId NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString line READ line NOTIFY changed)
    /// [{label, value, source}]
    Q_PROPERTY(QVariantList facts READ facts NOTIFY changed)
    Q_PROPERTY(QStringList notes READ notes NOTIFY changed)
    /// [{benchmark, score}]: the maker's own figures.
    Q_PROPERTY(QVariantList scores READ scores NOTIFY changed)
    /// {name, url, sentences, warnings, words, source}
    Q_PROPERTY(QVariantMap licence READ licence NOTIFY changed)
    /// Repositories to download from: [{name, official, confirmed}].
    Q_PROPERTY(QVariantList repositories READ repositories NOTIFY changed)
    /// "", "auto" or "manual": terms have to be accepted on `page` first.
    Q_PROPERTY(QString gated READ gated NOTIFY changed)
    Q_PROPERTY(QString page READ page NOTIFY changed)
    Q_PROPERTY(conclave::QuantsModel* quants READ quants CONSTANT)
    /// Why a model of the hub that was found has nothing to download; empty if it has.
    Q_PROPERTY(QString nothingHere READ nothingHere NOTIFY changed)
    /// Files that turn pictures into tokens: [{name, size}]; `projector` is taken along, -1: none.
    Q_PROPERTY(QVariantList projectors READ projectors NOTIFY changed)
    Q_PROPERTY(int projector READ projector WRITE setProjector NOTIFY planChanged)
    Q_PROPERTY(int row READ row WRITE setRow NOTIFY planChanged)
    /// The context slider: one of contextCount() lengths.
    Q_PROPERTY(int contextIndex READ contextIndex WRITE setContextIndex NOTIFY planChanged)
    Q_PROPERTY(int contextCount READ contextCount NOTIFY changed)
    /// {quant, context, verdict, verdictText, sentence, speed, measured, known, reading, device:
    /// {...}, ram: {...}}; `reading`: the file's header is on its way; each memory: {name, total,
    /// weights, cache, scratch, free as shares of 1, texts}
    Q_PROPERTY(QVariantMap plan READ plan NOTIFY planChanged)

public:
    ModelDetail(const Catalogue& catalogue, Machine& machine, Hub& hub);

    Q_INVOKABLE void showCatalogue(const QString& modelId);
    /// Asks the hub for "owner/repo", "ollama:name:tag" or an address.
    Q_INVOKABLE void showHub(const QString& reference);
    Q_INVOKABLE void close();
    /// Queues the file of that row. A catalogue model is looked up at the hub first.
    Q_INVOKABLE void download(int row);
    /// Ends what download() began, while the hub is still being asked.
    Q_INVOKABLE void cancelDownload(int row);
    /// Which of `repositories` files are taken from.
    Q_INVOKABLE void chooseRepository(const QString& name);

    /// Says which files are on this computer already; see QuantsModel.
    void setInstalled(const QHash<QString, QString>& paths) { m_quants.setInstalled(paths); }
    /// The licence text the hub has of that repository, if it was shown.
    [[nodiscard]] QString licenceTextOf(const QString& repository) const;

    [[nodiscard]] QString kind() const { return m_kind; }
    [[nodiscard]] QString state() const;
    [[nodiscard]] QString error() const;
    [[nodiscard]] QString modelId() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString line() const;
    [[nodiscard]] QVariantList facts() const;
    [[nodiscard]] QStringList notes() const;
    [[nodiscard]] QVariantList scores() const;
    [[nodiscard]] QVariantMap licence() const;
    [[nodiscard]] QVariantList repositories() const;
    [[nodiscard]] QString gated() const;
    [[nodiscard]] QString page() const;
    [[nodiscard]] QString nothingHere() const;
    [[nodiscard]] QVariantList projectors() const;
    [[nodiscard]] int projector() const { return m_projector; }
    void setProjector(int projector);
    [[nodiscard]] QuantsModel* quants() { return &m_quants; }
    [[nodiscard]] int row() const { return m_row; }
    void setRow(int row);
    [[nodiscard]] int contextIndex() const { return m_contextIndex; }
    void setContextIndex(int index);
    [[nodiscard]] int contextCount() const { return static_cast<int>(m_contexts.size()); }
    [[nodiscard]] QVariantMap plan() const;

signals:
    void changed();
    void planChanged();
    /// What the header of a file at the hub says is known now.
    void headerTaken(const QString& repository, const conclave::PlannedQuant& quant, bool thinks);

private:
    void takeHub();
    void takeHeader(int row);
    void readHeader(int row);
    void chooseAsked();
    [[nodiscard]] QVariantList hubFacts() const;
    void begin(const QString& kind);
    void chooseRecommended();
    void offerContexts(std::uint64_t trained);
    [[nodiscard]] std::uint64_t context() const;
    [[nodiscard]] const CatalogueModel* knownRepository(const QString& repository) const;

    const Catalogue& m_catalogue;
    Machine& m_machine;
    Hub& m_hub;
    QuantsModel m_quants;
    QString m_kind;
    const CatalogueModel* m_model = nullptr; ///< shown, or the one a hub repository holds
    std::optional<RemoteHeader> m_header;    ///< of a hub file, once read
    QSet<int> m_headers;                     ///< rows whose header was asked for
    int m_reading = -1;                      ///< the row whose header is on its way
    QString m_headerError;                   ///< why the last one could not be read
    int m_projector = -1;
    int m_row = -1;
    bool m_rowChosen = false; ///< by the user, not by us
    std::vector<std::uint64_t> m_contexts;
    int m_contextIndex = 0;
};

} // namespace conclave
