// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The whole program without its window, on a folder of its own and the scripted engine.
#pragma once

#include "app/app.h"
#include "tests/support/scripted_engine.h"

#include <QTemporaryDir>

#include <memory>

namespace conclave {

/// Starts, ends and restarts App like a user would; the folder lasts as long as the object.
class AppFixture {
public:
    explicit AppFixture(ScriptedPace pace = {}) : m_pace(pace) {}

    /// Instead of the temporary folder.
    void setDataFolder(const QString& folder) { m_dataFolder = folder; }
    /// Instead of a scripted device with 8 GB of its own and 32 GB of RAM.
    void setMachine(const DeviceInfo& device, std::uint64_t ramBytes) {
        m_devices = {device};
        m_ramBytes = ramBytes;
    }
    /// Where models of other programs are looked for; nowhere unless this is set.
    void setPlaces(PlaceLister places) { m_places = std::move(places); }
    /// How devices are measured; not at all unless this is set.
    void setMeter(BandwidthMeter meter) { m_meter = std::move(meter); }
    /// Where the program keeps what it can make again; nowhere unless this is set.
    void setCacheFolder(const QString& folder) { m_cacheFolder = folder; }
    /// Starts the program and waits for its model; false if that takes too long.
    [[nodiscard]] bool start();
    /// Ends the program in the ordinary way.
    void end() { m_app.reset(); }
    [[nodiscard]] bool restart();

    /// Sends a message and waits for the end of the answer.
    [[nodiscard]] bool ask(const QString& question);
    [[nodiscard]] bool waitUntilIdle();

    App& app() { return *m_app; }
    ChatViewModel& chat() { return *m_app->chat(); }
    ChatListViewModel& chats() { return *m_app->chats(); }
    ScriptedEngine& engine() { return *m_engine; }
    /// What the engine of the compare page was asked last time; it may be gone by now.
    const ScriptedLog& compareLog() { return *m_compareLog; }
    /// What models are said to need side by side; without it they fit. Before start().
    void setPlan(const SideBySidePlan& plan) { m_plan = plan; }
    [[nodiscard]] std::string database() const { return path("conclave.db").toStdString(); }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    /// What the chat shows at `row` for the role of that name.
    [[nodiscard]] QVariant shown(int row, const char* role);
    /// The sentence of each notice on screen.
    [[nodiscard]] QStringList notices();

private:
    QTemporaryDir m_folder;
    QString m_dataFolder = m_folder.path();
    QString m_cacheFolder;
    std::vector<DeviceInfo> m_devices = scriptedDevices();
    std::uint64_t m_ramBytes = 32'000'000'000;
    ScriptedPace m_pace;
    PlaceLister m_places;
    BandwidthMeter m_meter;
    std::optional<SideBySidePlan> m_plan;
    ScriptedEngine* m_engine = nullptr; ///< owned by m_app
    std::shared_ptr<const ScriptedLog> m_compareLog;
    std::unique_ptr<App> m_app;
};

/// What a model shows at `row` for the role of that name, as delegates see it.
[[nodiscard]] QVariant shownBy(const QAbstractItemModel& model, int row, const char* role);
/// The same for every row.
[[nodiscard]] QStringList column(const QAbstractItemModel& model, const char* role);

} // namespace conclave
