// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Builds and owns all long-lived objects, in order.
#pragma once

#include "app/chat/chat_list_view_model.h"
#include "app/chat/chat_view_model.h"
#include "app/compare/comparison_view_model.h"
#include "app/engine_bridge.h"
#include "app/hardware/hardware_view_model.h"
#include "app/hub/hub.h"
#include "app/models/model_browser.h"
#include "app/models/models_view_model.h"
#include "app/notices_model.h"
#include "app/quantise/quantiser.h"
#include "app/settings/settings_view_model.h"

#include <QObject>

namespace conclave {

/// What differs between the real program, tests and screenshots.
struct AppOptions {
    QString dataFolder;  ///< chats and settings; made if missing
    QString cacheFolder; ///< what can be made again; empty: nothing is kept
    QString guide;       ///< the built-in model; empty if it is missing
    EngineFactory engine = createVulkanEngine;
    DeviceLister devices = listDevices;
    BrowserOptions browser = realBrowserOptions();
    SideBySidePlanner planner = planSideBySide;
    Evaluator evaluator = evaluate;
    /// What quality is measured on; empty: it is not measured.
    MeasuringTextChooser measuringText = shippedMeasuringTexts();
};

/// The program without its window. If the database cannot be opened, the app works on one in memory
/// and says so.
class App : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by main")
    Q_PROPERTY(conclave::ChatListViewModel* chats READ chats CONSTANT)
    Q_PROPERTY(conclave::ChatViewModel* chat READ chat CONSTANT)
    Q_PROPERTY(conclave::ModelsViewModel* models READ models CONSTANT)
    Q_PROPERTY(conclave::ModelBrowser* browser READ browser CONSTANT)
    Q_PROPERTY(conclave::Quantiser* quantiser READ quantiser CONSTANT)
    Q_PROPERTY(conclave::HardwareViewModel* hardware READ hardware CONSTANT)
    Q_PROPERTY(conclave::Hub* hub READ hub CONSTANT)
    Q_PROPERTY(conclave::SettingsViewModel* settings READ settings CONSTANT)
    Q_PROPERTY(conclave::ComparisonViewModel* compare READ compare CONSTANT)
    Q_PROPERTY(conclave::NoticesModel* notices READ notices CONSTANT)
    Q_PROPERTY(QString version READ version CONSTANT)

public:
    explicit App(const AppOptions& options);

    /// What can wait until the first frame is on screen: the model, the device list.
    Q_INVOKABLE void start();
    Q_INVOKABLE void copyToClipboard(const QString& text) const;
    /// Opens http, https and mailto links in the user's programs; nothing else.
    Q_INVOKABLE void openLink(const QString& url) const;

    [[nodiscard]] ChatListViewModel* chats() { return &m_chats; }
    [[nodiscard]] ChatViewModel* chat() { return &m_chat; }
    [[nodiscard]] ModelsViewModel* models() { return &m_models; }
    [[nodiscard]] ModelBrowser* browser() { return &m_browser; }
    [[nodiscard]] Quantiser* quantiser() { return &m_quantiser; }
    [[nodiscard]] HardwareViewModel* hardware() { return &m_hardware; }
    [[nodiscard]] Hub* hub() { return &m_hub; }
    [[nodiscard]] SettingsViewModel* settings() { return &m_settings; }
    [[nodiscard]] ComparisonViewModel* compare() { return &m_compare; }
    [[nodiscard]] NoticesModel* notices() { return &m_notices; }
    [[nodiscard]] QString version() const;

private:
    NoticesModel m_notices;
    storage::Database m_database;
    storage::ChatStore m_chatStore;
    storage::SettingStore m_settingStore;
    storage::ComparisonStore m_comparisonStore;
    SettingsViewModel m_settings;
    Hub m_hub;
    EngineBridge m_engine;
    ModelsViewModel m_models;
    HardwareViewModel m_hardware;
    ModelBrowser m_browser;
    Quantiser m_quantiser;
    ChatViewModel m_chat;
    ChatListViewModel m_chats;
    ComparisonViewModel m_compare;
};

} // namespace conclave
