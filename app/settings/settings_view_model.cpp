// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/settings/settings_view_model.h"

#include "app/guarded.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

namespace conclave {

SettingsViewModel::SettingsViewModel(storage::SettingStore& store, NoticesModel& notices,
                                     QString dataFolder)
    : m_store(store), m_notices(notices), m_dataFolder(std::move(dataFolder)) {
    qGuiApp->installEventFilter(this);
}

bool SettingsViewModel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ApplicationPaletteChange) {
        emit darkChanged();
    }
    return QObject::eventFilter(watched, event);
}

QString SettingsViewModel::text(std::string_view key) const {
    return guarded(m_notices, QString(), [&] { return QString::fromStdString(m_store.text(key)); });
}

int SettingsViewModel::integer(std::string_view key) const {
    return guarded(m_notices, 0, [&] { return m_store.integer(key); });
}

double SettingsViewModel::number(std::string_view key) const {
    return guarded(m_notices, 0.0, [&] { return m_store.number(key); });
}

bool SettingsViewModel::boolean(std::string_view key) const {
    return guarded(m_notices, false, [&] { return m_store.boolean(key); });
}

void SettingsViewModel::store(std::string_view key, const storage::SettingValue& value) {
    const bool stored = guarded(m_notices, [&] {
        if (m_store.value(key) != value) {
            m_store.set(key, value);
        }
    });
    if (!stored) {
        return;
    }
    emit changed();
    if (key == "theme") {
        emit darkChanged();
    }
    if (key == "language") {
        emit languageChanged();
    }
}

void SettingsViewModel::resetSampling() {
    guarded(m_notices, [&] {
        for (const char* key : {"temperature", "topK", "topP", "minP", "repeatPenalty",
                                "presencePenalty", "maxTokens"}) {
            m_store.reset(key);
        }
    });
    emit changed();
}

bool SettingsViewModel::dark() const {
    const QString wanted = theme();
    if (wanted != QLatin1String("system")) {
        return wanted == QLatin1String("dark");
    }
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() <
           palette.color(QPalette::WindowText).lightness();
}

SamplingSettings SettingsViewModel::sampling() const {
    SamplingSettings s;
    s.temperature = static_cast<float>(temperature());
    s.topK = static_cast<std::uint32_t>(topK());
    s.topP = static_cast<float>(topP());
    s.minP = static_cast<float>(minP());
    s.repeatPenalty = static_cast<float>(repeatPenalty());
    s.presencePenalty = static_cast<float>(presencePenalty());
    return s;
}

} // namespace conclave
