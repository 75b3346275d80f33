// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/models_view_model.h"

#include "app/text.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/model_summary.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace conclave {

ModelsViewModel::ModelsViewModel(EngineBridge& engine, SettingsViewModel& settings,
                                 NoticesModel& notices, const QString& guide)
    : m_engine(engine), m_settings(settings), m_notices(notices), m_guide(guide) {
    if (!guide.isEmpty()) {
        m_entries.push_back(describe(guide, true));
    }
    const QJsonArray opened =
        QJsonDocument::fromJson(m_settings.text("openedModels").toUtf8()).array();
    for (const QJsonValue& path : opened) {
        m_entries.push_back(describe(path.toString(), false));
    }
    connect(&m_engine, &EngineBridge::loadingChanged, this, [this](double progress) {
        m_loadProgress = progress;
        emit loadingChanged();
    });
    connect(&m_engine, &EngineBridge::modelChanged, this, [this] {
        if (m_engine.model()) {
            // Not m_currentPath: another file may have been chosen while this one was loading.
            m_lastGoodPath = QString::fromStdString(m_engine.model()->path.string());
            m_settings.store("lastModel", m_lastGoodPath == m_guide ? std::string()
                                                                    : m_lastGoodPath.toStdString());
        }
        showCurrent();
    });
    connect(&m_engine, &EngineBridge::loadFailed, this, [this](const QString& sentence) {
        m_error = sentence;
        emit errorChanged();
        emit loadingChanged();
        m_notices.warn(sentence);
        const QString back = m_lastGoodPath.isEmpty() ? m_guide : m_lastGoodPath;
        if (!back.isEmpty() && back != m_currentPath) {
            load(back); // the app stays usable
        }
    });
}

ModelsViewModel::Entry ModelsViewModel::describe(const QString& path, bool builtIn) {
    Entry entry{path, QFileInfo(path).completeBaseName(), {}, builtIn};
    try {
        const ModelSummary summary = summarise(GgufFile(path.toStdString()));
        entry.name = QString::fromStdString(summary.name);
        entry.detail = QStringLiteral("%1 · %2").arg(QString::fromStdString(summary.quantisation),
                                                     bytesText(summary.fileBytes));
    } catch (const Error& error) {
        entry.detail = QString::fromStdString(error.what());
    }
    return entry;
}

void ModelsViewModel::start() {
    const QString last = m_settings.text("lastModel");
    load(!last.isEmpty() && QFileInfo::exists(last) ? last : m_guide);
}

void ModelsViewModel::reload() {
    load(m_currentPath.isEmpty() ? m_guide : m_currentPath);
}

void ModelsViewModel::load(const QString& path) {
    if (path.isEmpty()) {
        m_notices.warn(
            tr("The built-in model is missing; install Conclave again or open a GGUF file."));
        return;
    }
    m_currentPath = path;
    m_error.clear();
    emit errorChanged();
    LoadRequest request;
    request.model = path.toStdString();
    request.device = m_settings.text("device").toStdString();
    request.contextLength = static_cast<std::uint32_t>(m_settings.contextLength());
    request.cacheType = m_settings.engineCacheType();
    m_engine.load(std::move(request));
    showCurrent();
}

void ModelsViewModel::choose(int row) {
    if (row >= 0 && row < count()) {
        load(m_entries[static_cast<std::size_t>(row)].path);
    }
}

void ModelsViewModel::openFile(const QUrl& file) {
    const QString path = file.isLocalFile() ? file.toLocalFile() : file.toString();
    if (!QFileInfo(path).isFile()) {
        m_notices.warn(tr("%1 is not a file on this computer.").arg(path));
        return;
    }
    add(path);
    load(path);
}

void ModelsViewModel::add(const QString& path) {
    const bool known = std::any_of(m_entries.begin(), m_entries.end(),
                                   [&](const Entry& e) { return e.path == path; });
    if (known) {
        return;
    }
    beginInsertRows({}, count(), count());
    m_entries.push_back(describe(path, false));
    endInsertRows();
    emit countChanged();
    remember();
}

void ModelsViewModel::forget(int row) {
    if (row < 0 || row >= count() || m_entries[static_cast<std::size_t>(row)].builtIn) {
        return;
    }
    const bool current = m_entries[static_cast<std::size_t>(row)].path == m_currentPath;
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    emit countChanged();
    remember();
    if (current) {
        load(m_guide);
    }
}

void ModelsViewModel::dropPath(const QString& path) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& e) { return e.path == path; });
    if (found != m_entries.end()) {
        forget(static_cast<int>(found - m_entries.begin()));
    }
}

void ModelsViewModel::replacePath(const QString& from, const QString& to) {
    const bool current = m_currentPath == from;
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& e) { return e.path == from; });
    if (found == m_entries.end()) {
        return;
    }
    found->path = to;
    const QModelIndex at = index(static_cast<int>(found - m_entries.begin()));
    emit dataChanged(at, at);
    remember();
    if (current) {
        load(to);
    }
}

void ModelsViewModel::remember() {
    QJsonArray paths;
    for (const Entry& entry : m_entries) {
        if (!entry.builtIn) {
            paths.append(entry.path);
        }
    }
    m_settings.store("openedModels",
                     QJsonDocument(paths).toJson(QJsonDocument::Compact).toStdString());
}

void ModelsViewModel::showCurrent() {
    emit currentChanged();
    if (!m_entries.empty()) {
        emit dataChanged(index(0), index(count() - 1), {CurrentRole});
    }
}

QString ModelsViewModel::currentName() const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& e) { return e.path == m_currentPath; });
    return found == m_entries.end() ? QString() : found->name;
}

QString ModelsViewModel::currentQuant() const {
    return m_engine.model() ? QString::fromStdString(m_engine.model()->quantisation) : QString();
}

QVariantMap ModelsViewModel::info() const {
    if (!m_engine.model()) {
        return {};
    }
    const ModelInfo& m = *m_engine.model();
    const QString thinking = m.thinking == ThinkingSupport::none     ? tr("none")
                             : m.thinking == ThinkingSupport::always ? tr("always on")
                                                                     : tr("can be switched");
    return {{"name", QString::fromStdString(m.name)},
            {"architecture", QString::fromStdString(m.architecture)},
            {"quantisation", QString::fromStdString(m.quantisation)},
            {"parameters", countText(m.parameters)},
            {"activeParameters", countText(m.activeParameters)},
            {"fileSize", bytesText(m.fileBytes)},
            {"layers", m.layers},
            {"experts", m.experts},
            {"expertsUsed", m.expertsUsed},
            {"contextLength", m.contextLength},
            {"trainedContext", m.contextLengthTrained},
            {"thinking", thinking},
            {"device", QString::fromStdString(m.device.name)},
            {"weights", bytesText(m.weightBytes)},
            {"kvCache", bytesText(m.kvCacheBytes)},
            {"scratch", bytesText(m.scratchBytes)},
            {"weightsBytes", static_cast<qulonglong>(m.weightBytes)},
            {"kvCacheBytes", static_cast<qulonglong>(m.kvCacheBytes)},
            {"scratchBytes", static_cast<qulonglong>(m.scratchBytes)},
            {"deviceBytes", static_cast<qulonglong>(m.device.memoryBytes)}};
}

int ModelsViewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ModelsViewModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NameRole:
        return entry.name;
    case DetailRole:
        return entry.detail;
    case PathRole:
        return entry.path;
    case CurrentRole:
        return entry.path == m_currentPath;
    case BuiltInRole:
        return entry.builtIn;
    case MissingRole:
        return !QFileInfo::exists(entry.path);
    default:
        return {};
    }
}

QHash<int, QByteArray> ModelsViewModel::roleNames() const {
    return {{NameRole, "name"},       {DetailRole, "detail"},   {PathRole, "path"},
            {CurrentRole, "current"}, {BuiltInRole, "builtIn"}, {MissingRole, "missing"}};
}

} // namespace conclave
