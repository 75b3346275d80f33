// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/app.h"

#include "app/guarded.h"
#include "engine/gguf/gguf_directory.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QGuiApplication>
#include <QUrl>

#include <span>

namespace conclave {

namespace {

constexpr qint64 kBinMilliseconds = 30LL * 24 * 60 * 60 * 1000;

storage::Database openDatabase(const QString& folder, NoticesModel& notices) {
    QDir().mkpath(folder);
    try {
        return storage::Database((folder + QStringLiteral("/conclave.db")).toStdString());
    } catch (const storage::Error& error) {
        notices.warn(QString::fromStdString(error.what()) + QLatin1Char(' ') +
                     App::tr("You can chat, but nothing will be kept."));
        return storage::Database::inMemory();
    }
}

/// How much of a GGUF file at the hub its header takes.
quint64 headerBytes(const QByteArray& start, quint64 fileBytes, const QString& name) {
    const auto bytes = std::as_bytes(std::span(start.constData(), std::size_t(start.size())));
    const GgufBeginning beginning = readGgufBeginning(bytes, fileBytes, name.toStdString());
    return beginning.header ? beginning.header->headerBytes() : beginning.bytesNeeded;
}

} // namespace

App::App(const AppOptions& options)
    : m_database(openDatabase(options.dataFolder, m_notices)), m_chatStore(m_database),
      m_settingStore(m_database), m_comparisonStore(m_database),
      m_settings(m_settingStore, m_notices, options.dataFolder),
      m_hub(m_database, m_settingStore, m_settings, m_notices, options.dataFolder),
      m_engine(options.engine, {options.cacheFolder.toStdString()}),
      m_models(m_engine, m_settings, m_notices, options.guide),
      m_hardware(m_models, m_settings, options.devices),
      m_browser(m_database, m_models, m_hardware, m_settings, m_notices, m_hub, options.browser),
      m_quantiser(m_browser, m_models, m_hub, m_notices, options.cacheFolder),
      m_chat(m_chatStore, m_engine, m_settings, m_notices), m_chats(m_chatStore, m_chat, m_notices),
      m_compare(m_comparisonStore, m_models, m_quantiser, m_settings, m_notices,
                std::make_unique<ComparisonRunner>(options.engine,
                                                   EngineOptions{options.cacheFolder.toStdString()},
                                                   options.planner),
                std::make_unique<QualityMeasurer>(options.evaluator, options.measuringText,
                                                  options.cacheFolder)) {
    m_hub.client().setHeaderSizer(headerBytes);
    guarded(m_notices, [&] {
        m_chatStore.markInterrupted();
        m_chatStore.purgeDeleted(QDateTime::currentMSecsSinceEpoch() - kBinMilliseconds);
    });
    m_chats.reload();
    connect(&m_compare, &ComparisonViewModel::downloadWanted, this,
            [this](const QString& reference, const QStringList& elsewhere) {
                m_hub.pulls().ask(reference, m_hub.folder(), elsewhere);
            });
    connect(&m_hub.pulls(), &HubPulls::failed, &m_compare, &ComparisonViewModel::forgetOffer);
    connect(&m_chat, &ChatViewModel::replyFinished, &m_browser, &ModelBrowser::learn);
}

void App::start() {
    m_models.start();
    m_hardware.refresh();
    m_hub.start();
    m_compare.start();
}

void App::copyToClipboard(const QString& text) const {
    QGuiApplication::clipboard()->setText(text);
}

void App::openLink(const QString& url) const {
    const QUrl link(url, QUrl::StrictMode);
    const QString scheme = link.scheme();
    if (scheme == QLatin1String("http") || scheme == QLatin1String("https") ||
        scheme == QLatin1String("mailto")) {
        QDesktopServices::openUrl(link);
    }
}

QString App::version() const {
    return QStringLiteral(CONCLAVE_VERSION);
}

} // namespace conclave
