// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/machine.h"

#include "app/guarded.h"
#include "app/models/gpu_table.h"
#include "app/text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QThread>

#include <algorithm>

namespace conclave {

namespace {

constexpr int kRuns = 3;              ///< of the meter
constexpr unsigned long kPause = 400; ///< milliseconds between them, to miss a busy moment

} // namespace

Machine::Machine(HardwareViewModel& hardware, SettingsViewModel& settings,
                 storage::LibraryStore& store, NoticesModel& notices, BandwidthMeter meter,
                 std::uint64_t ramBytes)
    : m_hardware(hardware), m_settings(settings), m_store(store), m_notices(notices),
      m_meter(std::move(meter)), m_ramBytes(ramBytes) {
    reloadSpeeds();
    connect(&m_hardware, &HardwareViewModel::changed, this, &Machine::look);
    connect(&m_settings, &SettingsViewModel::changed, this, [this] {
        if (m_plan.cacheType != cacheType()) {
            look();
        }
    });
}

Machine::~Machine() {
    if (m_thread) {
        m_thread->requestInterruption();
        m_thread->wait();
    }
}

CacheType Machine::cacheType() const {
    return m_settings.engineCacheType();
}

void Machine::look() {
    const std::optional<DeviceInfo> device = m_hardware.device();
    m_plan = {};
    m_plan.ramBytes = m_ramBytes;
    m_plan.cacheType = cacheType();
    m_deviceName.clear();
    m_uuid.clear();
    if (device) {
        m_deviceName = QString::fromStdString(device->name);
        m_uuid = QString::fromStdString(device->uuid);
        const GpuFacts facts = gpuFacts(m_deviceName);
        m_plan.deviceBytes = device->memoryBytes;
        m_plan.apple = m_deviceName.startsWith(QLatin1String("Apple"));
        m_plan.memory = device->type == "software"                      ? DeviceMemory::software
                        : device->type == "integrated" || facts.unified ? DeviceMemory::shared
                                                                        : DeviceMemory::separate;
        m_plan.deviceBandwidth = facts.bandwidth;
        if (const double measured = storedBandwidth(m_uuid); measured > 0) {
            m_plan.deviceBandwidth = measured;
            m_plan.bandwidthMeasured = true;
        }
    }
    emit changed();
    if (m_measureWhenKnown) {
        measure();
    }
}

double Machine::storedBandwidth(const QString& uuid) const {
    return QJsonDocument::fromJson(m_settings.text("bandwidths").toUtf8())
        .object()[uuid]
        .toDouble();
}

void Machine::measure() {
    m_measureWhenKnown = m_uuid.isEmpty();
    if (m_uuid.isEmpty() || m_measured.contains(m_uuid) || !m_meter ||
        (m_thread && m_thread->isRunning())) {
        return;
    }
    m_measured.insert(m_uuid);
    m_thread.reset(QThread::create([this, meter = m_meter, uuid = m_uuid] {
        for (int run = 0; run < kRuns && !QThread::currentThread()->isInterruptionRequested();
             ++run) {
            if (run > 0) {
                QThread::msleep(kPause);
            }
            const double bandwidth = meter(uuid.toStdString());
            QMetaObject::invokeMethod(
                this, [this, uuid, bandwidth] { store(uuid, bandwidth); }, Qt::QueuedConnection);
        }
    }));
    m_thread->start();
}

void Machine::store(const QString& uuid, double bandwidth) {
    if (bandwidth <= storedBandwidth(uuid)) {
        return; // what is known stays, the published figure if it could not be measured at all
    }
    QJsonObject known = QJsonDocument::fromJson(m_settings.text("bandwidths").toUtf8()).object();
    known[uuid] = bandwidth;
    m_settings.store("bandwidths",
                     QJsonDocument(known).toJson(QJsonDocument::Compact).toStdString());
    look();
}

void Machine::reloadSpeeds() {
    m_speeds = guarded(m_notices, std::vector<storage::MeasuredSpeed>{},
                       [this] { return m_store.speeds(); });
}

void Machine::setCorrection(double correction) {
    if (m_correction != correction) {
        m_correction = correction;
        emit changed();
    }
}

const storage::MeasuredSpeed* Machine::measured(const QString& model,
                                                const QString& quantisation) const {
    const auto found =
        std::find_if(m_speeds.begin(), m_speeds.end(), [&](const storage::MeasuredSpeed& s) {
            return s.model == model.toStdString() && s.quantisation == quantisation.toStdString() &&
                   (m_deviceName.isEmpty() || s.device == m_deviceName.toStdString());
        });
    return found == m_speeds.end() ? nullptr : &*found;
}

QString Machine::deviceName() const {
    return shortDeviceName(m_deviceName);
}

QString Machine::deviceMemory() const {
    return known() ? bytesText(m_plan.deviceBytes) : QString();
}

QString Machine::bandwidth() const {
    if (m_plan.deviceBandwidth <= 0) {
        return {};
    }
    const QString figure = QLocale().toString(m_plan.deviceBandwidth / 1e9, 'f', 0);
    return m_plan.bandwidthMeasured ? tr("%1 GB/s, measured").arg(figure)
                                    : tr("%1 GB/s, published").arg(figure);
}

QString Machine::ram() const {
    return m_ramBytes > 0 ? bytesText(m_ramBytes) : QString();
}

} // namespace conclave
