// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Every setting as a property that is saved at once.
#pragma once

#include "app/notices_model.h"
#include "engine/engine.h"
#include "storage/setting_store.h"

#include <QObject>
#include <QString>

namespace conclave {

/// A view of the table of settings. GUI thread.
class SettingsViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY changed)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY changed)
    Q_PROPERTY(int fontScale READ fontScale WRITE setFontScale NOTIFY changed)
    Q_PROPERTY(QString sendKey READ sendKey WRITE setSendKey NOTIFY changed)
    Q_PROPERTY(QString reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY changed)
    Q_PROPERTY(QString thinkingDefault READ thinkingDefault WRITE setThinkingDefault NOTIFY changed)
    Q_PROPERTY(double temperature READ temperature WRITE setTemperature NOTIFY changed)
    Q_PROPERTY(int topK READ topK WRITE setTopK NOTIFY changed)
    Q_PROPERTY(double topP READ topP WRITE setTopP NOTIFY changed)
    Q_PROPERTY(double minP READ minP WRITE setMinP NOTIFY changed)
    Q_PROPERTY(double repeatPenalty READ repeatPenalty WRITE setRepeatPenalty NOTIFY changed)
    Q_PROPERTY(double presencePenalty READ presencePenalty WRITE setPresencePenalty NOTIFY changed)
    Q_PROPERTY(int maxTokens READ maxTokens WRITE setMaxTokens NOTIFY changed)
    Q_PROPERTY(int contextLength READ contextLength WRITE setContextLength NOTIFY changed)
    Q_PROPERTY(QString cacheType READ cacheType WRITE setCacheType NOTIFY changed)
    Q_PROPERTY(bool chatListFolded READ chatListFolded WRITE setChatListFolded NOTIFY changed)
    Q_PROPERTY(bool dark READ dark NOTIFY darkChanged)
    Q_PROPERTY(QString dataFolder READ dataFolder CONSTANT)

public:
    SettingsViewModel(storage::SettingStore& store, NoticesModel& notices, QString dataFolder);

    Q_INVOKABLE void resetSampling();

    [[nodiscard]] QString theme() const { return text("theme"); }
    void setTheme(const QString& value) { store("theme", value.toStdString()); }
    [[nodiscard]] QString language() const { return text("language"); }
    void setLanguage(const QString& value) { store("language", value.toStdString()); }
    [[nodiscard]] int fontScale() const { return integer("fontScale"); }
    void setFontScale(int value) { store("fontScale", value); }
    [[nodiscard]] QString sendKey() const { return text("sendKey"); }
    void setSendKey(const QString& value) { store("sendKey", value.toStdString()); }
    [[nodiscard]] QString reducedMotion() const { return text("reducedMotion"); }
    void setReducedMotion(const QString& value) { store("reducedMotion", value.toStdString()); }
    [[nodiscard]] QString thinkingDefault() const { return text("thinkingDefault"); }
    void setThinkingDefault(const QString& value) { store("thinkingDefault", value.toStdString()); }
    [[nodiscard]] double temperature() const { return number("temperature"); }
    void setTemperature(double value) { store("temperature", value); }
    [[nodiscard]] int topK() const { return integer("topK"); }
    void setTopK(int value) { store("topK", value); }
    [[nodiscard]] double topP() const { return number("topP"); }
    void setTopP(double value) { store("topP", value); }
    [[nodiscard]] double minP() const { return number("minP"); }
    void setMinP(double value) { store("minP", value); }
    [[nodiscard]] double repeatPenalty() const { return number("repeatPenalty"); }
    void setRepeatPenalty(double value) { store("repeatPenalty", value); }
    [[nodiscard]] double presencePenalty() const { return number("presencePenalty"); }
    void setPresencePenalty(double value) { store("presencePenalty", value); }
    [[nodiscard]] int maxTokens() const { return integer("maxTokens"); }
    void setMaxTokens(int value) { store("maxTokens", value); }
    [[nodiscard]] int contextLength() const { return integer("contextLength"); }
    void setContextLength(int value) { store("contextLength", value); }
    [[nodiscard]] QString cacheType() const { return text("cacheType"); }
    void setCacheType(const QString& value) { store("cacheType", value.toStdString()); }
    [[nodiscard]] bool chatListFolded() const { return boolean("chatListFolded"); }
    void setChatListFolded(bool value) { store("chatListFolded", value); }

    /// Whether the interface is dark, by choice or with the system.
    [[nodiscard]] bool dark() const;
    [[nodiscard]] QString dataFolder() const { return m_dataFolder; }
    /// What a request samples with.
    [[nodiscard]] SamplingSettings sampling() const;
    /// cacheType() as a load request has it.
    [[nodiscard]] CacheType engineCacheType() const {
        return cacheType() == QLatin1String("q8_0") ? CacheType::q8_0 : CacheType::f16;
    }

    // Settings without a form of their own.
    [[nodiscard]] QString text(std::string_view key) const;
    void store(std::string_view key, const storage::SettingValue& value);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void changed();
    void darkChanged();
    void languageChanged();

private:
    [[nodiscard]] int integer(std::string_view key) const;
    [[nodiscard]] double number(std::string_view key) const;
    [[nodiscard]] bool boolean(std::string_view key) const;

    storage::SettingStore& m_store;
    NoticesModel& m_notices;
    QString m_dataFolder;
};

} // namespace conclave
