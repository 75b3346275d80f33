// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hardware/hardware_view_model.h"

#include "app/text.h"

#include <QThread>

#include <algorithm>

namespace conclave {

namespace {

QString kindOf(const DeviceInfo& device) {
    if (device.type == "discrete") {
        return HardwareViewModel::tr("graphics card");
    }
    if (device.type == "integrated") {
        return HardwareViewModel::tr("graphics in the processor");
    }
    return device.type == "virtual" ? HardwareViewModel::tr("virtual graphics card")
                                    : HardwareViewModel::tr("software on the processor");
}

QString featuresOf(const DeviceInfo& device) {
    QStringList features{QStringLiteral("subgroup %1").arg(device.subgroupSize)};
    if (device.fp16) {
        features << QStringLiteral("fp16");
    }
    if (device.integerDot) {
        features << QStringLiteral("integer dot");
    }
    if (device.cooperativeMatrix) {
        features << QStringLiteral("cooperative matrix");
    }
    return features.join(QStringLiteral(" · "));
}

} // namespace

HardwareViewModel::HardwareViewModel(ModelsViewModel& models, SettingsViewModel& settings,
                                     DeviceLister lister)
    : m_models(models), m_settings(settings), m_lister(std::move(lister)) {}

HardwareViewModel::~HardwareViewModel() {
    if (m_thread) {
        m_thread->wait();
    }
}

void HardwareViewModel::refresh() {
    if (m_busy) {
        return;
    }
    m_busy = true;
    emit changed();
    if (m_thread) {
        m_thread->wait();
    }
    m_thread.reset(QThread::create([this, lister = m_lister] {
        std::vector<DeviceInfo> devices = lister();
        QMetaObject::invokeMethod(
            this, [this, devices = std::move(devices)] { show(devices); }, Qt::QueuedConnection);
    }));
    m_thread->start();
}

void HardwareViewModel::show(std::vector<DeviceInfo> devices) {
    const std::string wanted = m_settings.text("device").toStdString();
    const bool found = std::any_of(devices.begin(), devices.end(), [&](const DeviceInfo& d) {
        return d.uuid == wanted && d.usable;
    });
    if (found) {
        for (DeviceInfo& device : devices) {
            device.chosen = device.uuid == wanted;
        }
    }
    beginResetModel();
    m_devices = std::move(devices);
    m_busy = false;
    endResetModel();
    emit changed();
}

void HardwareViewModel::choose(int row) {
    if (row >= 0 && row < count() && m_devices[static_cast<std::size_t>(row)].usable) {
        useDevice(m_devices[static_cast<std::size_t>(row)].uuid);
    }
}

void HardwareViewModel::chooseAutomatic() {
    useDevice({});
}

void HardwareViewModel::useDevice(const std::string& uuid) {
    if (m_settings.text("device").toStdString() != uuid) {
        m_settings.store("device", uuid);
        m_models.reload();
    }
    refresh();
}

const DeviceInfo* HardwareViewModel::chosen() const {
    const auto found = std::find_if(m_devices.begin(), m_devices.end(),
                                    [](const DeviceInfo& d) { return d.chosen; });
    return found == m_devices.end() ? nullptr : &*found;
}

std::optional<DeviceInfo> HardwareViewModel::device() const {
    return chosen() == nullptr ? std::nullopt : std::optional(*chosen());
}

QString HardwareViewModel::deviceName() const {
    return chosen() == nullptr ? QString() : QString::fromStdString(chosen()->name);
}

QString HardwareViewModel::deviceReason() const {
    return chosen() == nullptr ? QString() : reasonOf(*chosen());
}

bool HardwareViewModel::software() const {
    return chosen() != nullptr && chosen()->type == "software";
}

QString HardwareViewModel::reasonOf(const DeviceInfo& device) const {
    if (!device.usable) {
        return QString::fromStdString(device.reason);
    }
    if (!device.chosen) {
        return tr("another device was preferred");
    }
    if (!m_settings.text("device").isEmpty()) {
        return tr("chosen by you");
    }
    return device.type == "software"
               ? tr("No graphics card was found, so the processor does the work through software "
                    "Vulkan; this is slow.")
               : tr("the fastest kind of device found");
}

int HardwareViewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant HardwareViewModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const DeviceInfo& device = m_devices[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NameRole:
        return QString::fromStdString(device.name);
    case KindRole:
        return kindOf(device);
    case DriverRole:
        return QString::fromStdString(device.driver);
    case MemoryRole:
        return bytesText(device.memoryBytes);
    case ApiVersionRole:
        return QString::fromStdString(device.apiVersion);
    case UuidRole:
        return QString::fromStdString(device.uuid);
    case ChosenRole:
        return device.chosen;
    case UsableRole:
        return device.usable;
    case ReasonRole:
        return reasonOf(device);
    case FeaturesRole:
        return featuresOf(device);
    default:
        return {};
    }
}

QHash<int, QByteArray> HardwareViewModel::roleNames() const {
    return {{NameRole, "name"},
            {KindRole, "kind"},
            {DriverRole, "driver"},
            {MemoryRole, "memory"},
            {ApiVersionRole, "apiVersion"},
            {UuidRole, "uuid"},
            {ChosenRole, "chosen"},
            {UsableRole, "usable"},
            {ReasonRole, "reason"},
            {FeaturesRole, "features"}};
}

} // namespace conclave
