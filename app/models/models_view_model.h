// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The models to choose from: the Guide and the files opened so far.
#pragma once

#include "app/engine_bridge.h"
#include "app/notices_model.h"
#include "app/settings/settings_view_model.h"

#include <QAbstractListModel>
#include <QUrl>
#include <QVariantMap>

#include <vector>

namespace conclave {

/// GUI thread. The chosen model is loaded in the background.
class ModelsViewModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString currentName READ currentName NOTIFY currentChanged)
    Q_PROPERTY(QString currentQuant READ currentQuant NOTIFY currentChanged)
    Q_PROPERTY(QString currentPath READ currentPath NOTIFY currentChanged)
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
    Q_PROPERTY(double loadProgress READ loadProgress NOTIFY loadingChanged)
    Q_PROPERTY(QString error READ error NOTIFY errorChanged)
    Q_PROPERTY(QVariantMap info READ info NOTIFY currentChanged)

public:
    /// `guide` is empty if the built-in model is missing.
    ModelsViewModel(EngineBridge& engine, SettingsViewModel& settings, NoticesModel& notices,
                    const QString& guide);

    enum Role {
        NameRole = Qt::UserRole + 1,
        DetailRole,
        PathRole,
        CurrentRole,
        BuiltInRole,
        MissingRole
    };

    /// Loads the model used last, or the Guide.
    void start();
    /// Loads the current model again, for example on another device.
    void reload();

    Q_INVOKABLE void choose(int row);
    Q_INVOKABLE void openFile(const QUrl& file);
    Q_INVOKABLE void forget(int row);
    /// Lists the file without loading it.
    void offer(const QString& path) { add(path); }
    /// The file is elsewhere now.
    void replacePath(const QString& from, const QString& to);
    /// The file is going away: it leaves the list, and the Guide takes over if it was in use.
    void dropPath(const QString& path);
    [[nodiscard]] const QString& guide() const { return m_guide; }

    [[nodiscard]] int count() const { return static_cast<int>(m_entries.size()); }
    [[nodiscard]] QString currentName() const;
    [[nodiscard]] QString currentQuant() const;
    [[nodiscard]] QString currentPath() const { return m_currentPath; }
    [[nodiscard]] bool loading() const { return m_engine.loading(); }
    [[nodiscard]] double loadProgress() const { return m_loadProgress; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QVariantMap info() const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    void currentChanged();
    void loadingChanged();
    void errorChanged();

private:
    struct Entry {
        QString path, name, detail;
        bool builtIn = false;
    };

    [[nodiscard]] static Entry describe(const QString& path, bool builtIn);
    void add(const QString& path);
    void load(const QString& path);
    void remember();
    void showCurrent();

    EngineBridge& m_engine;
    SettingsViewModel& m_settings;
    NoticesModel& m_notices;
    std::vector<Entry> m_entries;
    QString m_guide, m_currentPath, m_error;
    QString m_lastGoodPath; ///< what to fall back to when a load fails
    double m_loadProgress = 0;
};

} // namespace conclave
