// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The Vulkan devices of this computer, and which one does the work.
#pragma once

#include "app/models/models_view_model.h"

#include <QAbstractListModel>

#include <functional>
#include <vector>

namespace conclave {

using DeviceLister = std::function<std::vector<DeviceInfo>()>;

/// Drivers are asked on a thread of their own: the first answer may take a second.
class HardwareViewModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString deviceName READ deviceName NOTIFY changed)
    Q_PROPERTY(QString deviceReason READ deviceReason NOTIFY changed)
    Q_PROPERTY(bool software READ software NOTIFY changed)

public:
    HardwareViewModel(ModelsViewModel& models, SettingsViewModel& settings, DeviceLister lister);
    ~HardwareViewModel() override;

    enum Role {
        NameRole = Qt::UserRole + 1,
        KindRole,
        DriverRole,
        MemoryRole,
        ApiVersionRole,
        UuidRole,
        ChosenRole,
        UsableRole,
        ReasonRole,
        FeaturesRole,
    };

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void choose(int row);
    Q_INVOKABLE void chooseAutomatic();

    [[nodiscard]] int count() const { return static_cast<int>(m_devices.size()); }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString deviceName() const;
    [[nodiscard]] QString deviceReason() const;
    [[nodiscard]] bool software() const;
    /// The device that does the work; none before the drivers answered.
    [[nodiscard]] std::optional<DeviceInfo> device() const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void changed();

private:
    void show(std::vector<DeviceInfo> devices);
    void useDevice(const std::string& uuid);
    [[nodiscard]] const DeviceInfo* chosen() const;
    [[nodiscard]] QString reasonOf(const DeviceInfo& device) const;

    ModelsViewModel& m_models;
    SettingsViewModel& m_settings;
    DeviceLister m_lister;
    std::vector<DeviceInfo> m_devices;
    bool m_busy = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace conclave
