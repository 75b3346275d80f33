// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One model of the hub in detail: what it is, what its licence says, which quants it has.
#pragma once

#include "app/hub/hub_types.h"
#include "app/hub/quant_list_model.h"
#include "app/hub/remote_header.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <map>

namespace conclave {

class DownloadsModel;
class HubClient;

/// GUI thread. Asks the hub only in open(), readHeader(), loadCard(), loadLicence() and download().
class HubModelDetails : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Hub")
    /// "idle", "loading", "ready" or "failed".
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QString repository READ repository NOTIFY changed)
    Q_PROPERTY(QString author READ author NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString commit READ commit NOTIFY changed)
    /// The page for the browser: to read, and to accept a gated model's terms.
    Q_PROPERTY(QString page READ page NOTIFY changed)
    Q_PROPERTY(QString gated READ gated NOTIFY changed)
    Q_PROPERTY(QString licence READ licence NOTIFY changed)
    Q_PROPERTY(QString licenceName READ licenceName NOTIFY changed)
    Q_PROPERTY(QString licenceLink READ licenceLink NOTIFY changed)
    /// The licence file's text after loadLicence(); an Ollama model has it at once.
    Q_PROPERTY(QString licenceText READ licenceText NOTIFY textsChanged)
    /// The model card (README.md without its YAML header) after loadCard().
    Q_PROPERTY(QString card READ card NOTIFY textsChanged)
    Q_PROPERTY(QString architecture READ architecture NOTIFY changed)
    Q_PROPERTY(QString chatTemplate READ chatTemplate NOTIFY changed)
    Q_PROPERTY(double parameters READ parameters NOTIFY changed)
    Q_PROPERTY(double contextLength READ contextLength NOTIFY changed)
    Q_PROPERTY(double downloads READ downloads NOTIFY changed)
    Q_PROPERTY(double likes READ likes NOTIFY changed)
    Q_PROPERTY(QStringList tags READ tags NOTIFY changed)
    /// Best quality first; projectors are in a list of their own.
    Q_PROPERTY(conclave::QuantListModel* quants READ quants CONSTANT)
    Q_PROPERTY(conclave::QuantListModel* projectors READ projectors CONSTANT)

public:
    HubModelDetails(HubClient& client, DownloadsModel& downloads);

    /// "owner/repo", "owner/repo:Q4_K_M", "ollama:name:tag" or an address.
    Q_INVOKABLE void open(const QString& reference);
    Q_INVOKABLE void close();
    Q_INVOKABLE void loadCard();
    Q_INVOKABLE void loadLicence();
    /// Reads the start of the quant's files by Range: header, metadata, tensor directory. Then
    /// headerRead(row) or headerFailed(row, sentence) follows.
    Q_INVOKABLE void readHeader(int quantRow);
    /// Queues quant `quantRow`, with projector `projectorRow` unless that is -1, into
    /// folder/owner/repo. Returns the row in the list of downloads, or -1 after setting `error`.
    Q_INVOKABLE int download(int quantRow, const QString& folder, int projectorRow = -1);

    [[nodiscard]] QString state() const { return m_state; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QString repository() const { return m_model.summary.repository; }
    [[nodiscard]] QString author() const { return repository().section('/', 0, 0); }
    [[nodiscard]] QString name() const { return repository().section('/', 1); }
    [[nodiscard]] QString commit() const { return m_model.commit; }
    [[nodiscard]] QString page() const;
    [[nodiscard]] QString gated() const { return m_model.summary.gated; }
    [[nodiscard]] QString licence() const { return m_model.summary.licence; }
    [[nodiscard]] QString licenceName() const { return m_model.licenceName; }
    [[nodiscard]] QString licenceLink() const { return m_model.licenceLink; }
    [[nodiscard]] QString licenceText() const { return m_model.licenceText; }
    [[nodiscard]] QString card() const { return m_card; }
    [[nodiscard]] QString architecture() const { return m_model.summary.architecture; }
    [[nodiscard]] QString chatTemplate() const { return m_model.summary.chatTemplate; }
    [[nodiscard]] double parameters() const { return double(m_model.summary.parameters); }
    [[nodiscard]] double contextLength() const { return double(m_model.summary.contextLength); }
    [[nodiscard]] double downloads() const { return double(m_model.summary.downloads); }
    [[nodiscard]] double likes() const { return double(m_model.summary.likes); }
    [[nodiscard]] QStringList tags() const { return m_model.summary.tags; }
    [[nodiscard]] QuantListModel* quants() { return &m_quants; }
    [[nodiscard]] QuantListModel* projectors() { return &m_projectors; }
    /// For C++: everything known, and the headers read so far (one per file of the quant).
    [[nodiscard]] const HubModel& model() const { return m_model; }
    [[nodiscard]] QList<QByteArray> headers(int quantRow) const;

signals:
    void changed();
    void textsChanged();
    void headerRead(int quantRow);
    void headerFailed(int quantRow, const QString& sentence);

private:
    void take(Outcome<HubModel> outcome);
    void fail(const QString& sentence);
    void readNextHeader(int quantRow, int file);

    HubClient& m_client;
    DownloadsModel& m_downloads;
    HubModel m_model;
    QuantListModel m_quants, m_projectors;
    QString m_state = QStringLiteral("idle");
    QString m_error, m_card;
    std::map<int, QList<QByteArray>> m_headers; ///< by row of m_quants
    int m_generation = 0;
};

} // namespace conclave
