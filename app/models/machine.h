// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// This computer as plans see it: device memory, RAM, bandwidth, and what earlier answers taught.
#pragma once

#include "app/hardware/hardware_view_model.h"
#include "engine/plan/speed.h"
#include "storage/library_store.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

class QThread;

namespace conclave {

/// Bytes per second of the device with that UUID; 0 if it cannot be measured. Any thread.
using BandwidthMeter = std::function<double(const std::string& uuid)>;

/// GUI thread. The device's bandwidth is measured in every run of the program, when the page of
/// models is first shown; until then the best figure of earlier runs counts, or the published one.
/// What disturbs a measurement makes it smaller: so a better one replaces what is known, and a
/// busy moment is not remembered.
class Machine : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(QString deviceName READ deviceName NOTIFY changed)
    Q_PROPERTY(QString deviceMemory READ deviceMemory NOTIFY changed)
    Q_PROPERTY(QString bandwidth READ bandwidth NOTIFY changed)
    Q_PROPERTY(QString ram READ ram NOTIFY changed)
    /// Device and RAM are the same memory.
    Q_PROPERTY(bool shared READ shared NOTIFY changed)
    Q_PROPERTY(bool known READ known NOTIFY changed)

public:
    Machine(HardwareViewModel& hardware, SettingsViewModel& settings, storage::LibraryStore& store,
            NoticesModel& notices, BandwidthMeter meter, std::uint64_t ramBytes);
    ~Machine() override;

    /// Measures the bandwidth of the chosen device unless this run of the program did before.
    Q_INVOKABLE void measure();
    /// Reads the speeds of stored answers again.
    void reloadSpeeds();

    [[nodiscard]] const PlanMachine& plan() const { return m_plan; }
    [[nodiscard]] bool known() const { return m_plan.deviceBytes > 0; }
    [[nodiscard]] bool shared() const { return m_plan.memory != DeviceMemory::separate; }
    [[nodiscard]] QString deviceName() const;
    [[nodiscard]] QString deviceMemory() const;
    /// "272 GB/s measured", "360 GB/s published"; empty if unknown.
    [[nodiscard]] QString bandwidth() const;
    [[nodiscard]] QString ram() const;

    /// The measured speed of that model on the device in use, if it answered here.
    [[nodiscard]] const storage::MeasuredSpeed* measured(const QString& model,
                                                         const QString& quantisation) const;
    /// Median of measured over estimated speed of large models on the device; 1 without any.
    [[nodiscard]] double correction() const { return m_correction; }
    /// Takes measured over estimated speeds, from the library, which knows the files.
    void setCorrection(double correction);

signals:
    void changed();

private:
    void look();
    [[nodiscard]] CacheType cacheType() const;
    void store(const QString& uuid, double bandwidth);
    [[nodiscard]] double storedBandwidth(const QString& uuid) const;

    HardwareViewModel& m_hardware;
    SettingsViewModel& m_settings;
    storage::LibraryStore& m_store;
    NoticesModel& m_notices;
    BandwidthMeter m_meter;
    std::uint64_t m_ramBytes;
    PlanMachine m_plan;
    QString m_uuid, m_deviceName;
    QSet<QString> m_measured; ///< devices, in this run
    std::vector<storage::MeasuredSpeed> m_speeds;
    double m_correction = 1;
    bool m_measureWhenKnown = false; ///< asked for before the drivers answered
    std::unique_ptr<QThread> m_thread;
};

} // namespace conclave
