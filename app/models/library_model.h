// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The models on this computer: downloaded, opened, and those of other programs, used in place.
#pragma once

#include "app/models/machine.h"
#include "app/models/model_file.h"
#include "app/models/models_view_model.h"
#include "app/models/planned_quant.h"

#include <QAbstractListModel>
#include <QSet>
#include <QThreadPool>
#include <QUrl>

#include <atomic>
#include <functional>
#include <vector>

namespace conclave {

/// The folders to look through, asked when the user opens the library.
using PlaceLister = std::function<std::vector<ScanPlace>()>;

/// GUI thread; files are read on a thread of their own, one task after another. Copies of one file
/// are one row.
class LibraryModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(bool scanning READ scanning NOTIFY stateChanged)
    /// Of all files that Conclave downloaded.
    Q_PROPERTY(QString ownBytes READ ownBytes NOTIFY countChanged)
    Q_PROPERTY(QString allBytes READ allBytes NOTIFY countChanged)

public:
    enum Role {
        PathRole = Qt::UserRole + 1,
        NameRole,
        LineRole, ///< "MoE 30.5 B · Q4_K_M · 18.6 GB"
        LicenceRole,
        SourceRole,   ///< "downloaded", "LM Studio"
        PlacesRole,   ///< folders of the file and its copies
        LastUsedRole, ///< in words; empty: never
        SpeedRole,    ///< measured; empty: not yet
        StateRole,    ///< "", verifying, moving
        ProgressRole,
        VerifiedRole, ///< in words; empty: never checked
        FaultRole,    ///< why it cannot be used; empty: it can
        CurrentRole,
        VerdictRole,
        VerdictTextRole,
        CanDeleteRole,     ///< Ollama and Hugging Face share files between models: not those
        DeleteWarningRole, ///< what deleting means if another program loses the file, too
        OwnedRole,
    };

    LibraryModel(storage::LibraryStore& store, ModelsViewModel& models, Machine& machine,
                 NoticesModel& notices, PlaceLister places);
    ~LibraryModel() override;

    /// Reads the folders of other programs and all known files again.
    Q_INVOKABLE void scan();
    /// Adds dropped files and all models in dropped folders, and opens the file if it is one.
    Q_INVOKABLE void importUrls(const QList<QUrl>& urls);
    Q_INVOKABLE void use(int row);
    /// Computes the SHA-256 and compares it with what is known.
    Q_INVOKABLE void verify(int row);
    Q_INVOKABLE void stopVerifying() { m_stopVerifying = true; }
    Q_INVOKABLE void moveTo(int row, const QUrl& folder);
    /// Deletes the file; the interface has asked before.
    Q_INVOKABLE void deleteFile(int row);
    /// Takes it off the list; the file stays.
    Q_INVOKABLE void forget(int row);

    /// Reads the speeds of stored answers again and corrects estimates by them.
    void learnSpeed();
    /// Where downloads go: files below belong to Conclave.
    void setOwnFolder(const QString& folder) { m_ownFolder = folder; }
    /// A download has been verified and is in place.
    void addDownloaded(const QString& path, const QString& repository, const QString& licence,
                       const QString& sha256);
    /// A quantisation was made of the file `source` and is in place.
    void addMade(const QString& path, const QString& source);
    /// Quantisation -> path, of the usable files of the same model, that file among them.
    [[nodiscard]] QHash<QString, QString> quantsLike(const QString& path) const;
    /// owner/name on the hub, if it is known where that file came from.
    [[nodiscard]] QString repositoryOf(const QString& path) const;
    /// "owner/name quantisation" -> path, of usable files.
    [[nodiscard]] QHash<QString, QString> installed() const;

    [[nodiscard]] int count() const { return static_cast<int>(m_entries.size()); }
    [[nodiscard]] bool scanning() const { return m_scanning > 0; }
    [[nodiscard]] QString ownBytes() const;
    [[nodiscard]] QString allBytes() const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    void stateChanged();

private:
    struct Entry {
        storage::ModelFileRow row;
        PlannedQuant planned;
        QStringList copies; ///< paths of the same file elsewhere
        QString state;
        double progress = 0;
    };

    void read(std::vector<FoundFile> files);
    void take(DescribedFile described);
    void load();
    void regroup();
    void tellApart();
    void keepHash(const QString& path, const QString& hash);
    /// Runs `work` in the pool as a part of scanning, then shows what is stored.
    void inPool(std::function<void()> work);
    void replanAll();
    void noteUse();
    void show(int row);
    void setState(const QString& path, const QString& state, double progress = 0);
    void finishVerifying(const QString& path, const QString& hash);
    [[nodiscard]] Entry* entryAt(int row);
    [[nodiscard]] int rowOf(const QString& path) const;
    [[nodiscard]] QString lineOf(const Entry& entry) const;
    [[nodiscard]] QString verifiedText(const storage::ModelFileRow& row) const;

    storage::LibraryStore& m_store;
    ModelsViewModel& m_models;
    Machine& m_machine;
    NoticesModel& m_notices;
    PlaceLister m_places;
    QString m_ownFolder;
    std::vector<Entry> m_entries;
    QHash<QString, PlanModel> m_plans; ///< by path, of files read since the start
    QSet<QString> m_hashed;            ///< files that were hashed to tell them apart, in this run
    int m_scanning = 0;
    std::atomic<bool> m_stopVerifying = false, m_ending = false;
    QThreadPool m_pool; ///< last: its tasks use the rest
};

} // namespace conclave
