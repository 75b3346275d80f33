// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Makes quantisations in the background, one after another, and lists them until they are put away.
#pragma once

#include "app/quantise/importance_source.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QThreadPool>
#include <QtQml/qqmlregistration.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace conclave {

/// A model file and what could be made of it, as a name for the new one: "Qwen3-8B-Q4_K_M.gguf".
/// The label of the source, "-F16" or the like, gives way; parts of a split set become one file.
[[nodiscard]] QString quantFileName(const QString& source, const QString& type);

/// GUI thread; the work is done on a thread of its own with all cores. A file appears when it is
/// complete; when stopped, or at the end of the program, nothing of it is left.
class QuantMaker : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Quantiser")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// Being made or waiting.
    Q_PROPERTY(int activeCount READ activeCount NOTIFY activeCountChanged)

public:
    enum Role {
        NameRole = Qt::UserRole + 1, ///< of the model
        TypeRole,                    ///< "Q4_K_M"
        StateRole,                   ///< waiting, making, made, failed or stopped
        ProgressRole,                ///< 0 to 1
        TextRole,                    ///< the state in words: "45 %, 12 s left", why it failed
        PathRole,                    ///< of the file, once it is made
    };

    /// `folder` is asked where files go; importance matrices are kept in `importanceFolder`.
    QuantMaker(std::function<QString()> folder, QString importanceFolder);
    ~QuantMaker() override;

    /// Queues that quantisation; once only.
    void make(const QString& source, const QString& name, const QString& type,
              const ImportanceSource& importance = {});
    /// Stops what is being made or waits.
    Q_INVOKABLE void stop(int row);
    /// Takes what is finished off the list; the file stays.
    Q_INVOKABLE void dismiss(int row);

    /// Where that quantisation of that file would go: a name nobody has yet.
    [[nodiscard]] QString outputFor(const QString& source, const QString& type) const;
    /// The row of a quantisation that waits or is being made, or -1.
    [[nodiscard]] int activeRow(const QString& source, const QString& type) const;

    [[nodiscard]] int count() const { return static_cast<int>(m_jobs.size()); }
    [[nodiscard]] int activeCount() const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    void activeCountChanged();
    /// The state of a quantisation of that file changed.
    void moved(const QString& source);
    /// What is being made is done to that part, 0 to 1.
    void progressed(const QString& source, const QString& type, double part);
    /// It failed, for that reason, or was stopped: no sentence then.
    void gaveUp(const QString& source, const QString& type, const QString& sentence);
    void made(const QString& path, const QString& source, const QString& name, const QString& type);

private:
    struct Job {
        QString source, name, type, output;
        ImportanceSource importance;
        QString state, text;
        bool weighing = false; ///< the importance matrix is being computed
        double progress = 0;
        QElapsedTimer clock;
        std::shared_ptr<std::atomic<bool>> stopped = std::make_shared<std::atomic<bool>>(false);
        int id = 0;
    };

    void startNext();
    void run(const Job& job);
    [[nodiscard]] std::function<bool(double)> reporter(const Job& job, bool weighing);
    void showProgress(int id, bool weighing, double part);
    /// The matrix of the job, empty for none; nothing when it was stopped. Pool thread.
    [[nodiscard]] std::optional<QString> importanceOf(const Job& job);
    void finish(int id, const QString& state, const QString& text);
    [[nodiscard]] int rowOf(int id) const;
    [[nodiscard]] QString progressText(const Job& job) const;

    std::function<QString()> m_folder;
    QString m_importanceFolder;
    std::vector<Job> m_jobs;
    int m_lastId = 0;
    QThreadPool m_pool; ///< last: its task uses the rest
};

} // namespace conclave
