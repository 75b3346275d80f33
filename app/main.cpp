// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The desktop program: folders, language, window.
#include "app/app.h"
#include "app/hub/pull.h"
#include "engine/gguf/guide_path.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QIcon>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QStandardPaths>
#include <QTranslator>

#include <cstdio>
#include <optional>

namespace {

QString dataFolder() {
    const QString chosen = qEnvironmentVariable("CONCLAVE_DATA_DIR");
    return chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                            : chosen;
}

QString cacheFolder() {
    const QString chosen = qEnvironmentVariable("CONCLAVE_DATA_DIR");
    return chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::CacheLocation)
                            : chosen + QStringLiteral("/cache");
}

QString guide() {
    try {
        return QString::fromStdString(conclave::guidePath().string());
    } catch (const conclave::Error&) {
        return {}; // told by ModelsViewModel::start
    }
}

/// The interface in the chosen language; texts follow when it changes.
class Languages {
public:
    Languages(conclave::SettingsViewModel& settings, QQmlApplicationEngine& engine)
        : m_settings(settings), m_engine(engine) {
        apply();
        QObject::connect(&settings, &conclave::SettingsViewModel::languageChanged, &m_translator,
                         [this] {
                             apply();
                             m_engine.retranslate();
                         });
    }

private:
    void apply() {
        QCoreApplication::removeTranslator(&m_translator);
        const QString chosen = m_settings.language();
        const QLocale locale =
            chosen == QLatin1String("system") ? QLocale::system() : QLocale(chosen);
        QLocale::setDefault(locale);
        if (m_translator.load(locale, QStringLiteral("conclave"), QStringLiteral("_"),
                              QStringLiteral(":/i18n"))) {
            QCoreApplication::installTranslator(&m_translator);
        }
    }

    conclave::SettingsViewModel& m_settings;
    QQmlApplicationEngine& m_engine;
    QTranslator m_translator;
};

void nameProgram() {
    QCoreApplication::setApplicationName(QStringLiteral("conclave"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CONCLAVE_VERSION));
}

/// `conclave pull`: no window, no display needed.
int pull(int argc, char* argv[]) {
    const QCoreApplication core(argc, argv);
    nameProgram();
    return conclave::runPull(QCoreApplication::arguments().mid(2), dataFolder());
}

void describe(QCommandLineParser& arguments) {
    arguments.setApplicationDescription(
        QStringLiteral("Runs language models on this computer.\n"
                       "\"conclave pull --help\" tells how to download one without a window."));
    arguments.addHelpOption();
    arguments.addVersionOption();
    arguments.addPositionalArgument(QStringLiteral("file"), QStringLiteral("A GGUF file to open."));
}

/// Whether Qt has nowhere to open a window; it would end the program with a core dump.
bool lacksDisplay([[maybe_unused]] const QStringList& arguments) {
#if defined(Q_OS_LINUX)
    return qEnvironmentVariableIsEmpty("DISPLAY") &&
           qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
           qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") &&
           !arguments.contains(QLatin1String("-platform"));
#else
    return false;
#endif
}

/// Answers what needs no window; the exit status, if that was all.
std::optional<int> answerWithoutWindow(int argc, char* argv[]) {
    const QCoreApplication core(argc, argv);
    nameProgram();
    QCommandLineParser arguments;
    describe(arguments);
    arguments.parse(QCoreApplication::arguments());
    if (arguments.isSet(QStringLiteral("help"))) {
        std::printf("%s", qPrintable(arguments.helpText()));
        return 0;
    }
    if (arguments.isSet(QStringLiteral("version"))) {
        std::printf("conclave %s\n", CONCLAVE_VERSION);
        return 0;
    }
    if (lacksDisplay(QCoreApplication::arguments())) {
        std::fputs("There is no display to open a window on; \"conclave-cli chat guide\" talks in "
                   "the terminal.\n",
                   stderr);
        return 1;
    }
    return std::nullopt;
}

} // namespace

int main(int argc, char* argv[]) {
    if (argc > 1 && qstrcmp(argv[1], "pull") == 0) {
        return pull(argc, argv);
    }
    if (const auto status = answerWithoutWindow(argc, argv)) {
        return *status;
    }
    QGuiApplication gui(argc, argv);
    nameProgram();
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Conclave"));
    QGuiApplication::setDesktopFileName(QStringLiteral("conclave"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/conclave.svg")));
    QQuickStyle::setStyle(QStringLiteral("Basic"));

    QCommandLineParser arguments;
    describe(arguments);
    arguments.process(gui);

    conclave::AppOptions options;
    options.dataFolder = dataFolder();
    options.cacheFolder = cacheFolder();
    options.guide = guide();
    conclave::App app(options);

    QQmlApplicationEngine engine;
    const Languages languages(*app.settings(), engine);
    engine.addImportPath(QStringLiteral("qrc:/")); // where both modules keep their qmldir
    engine.setInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&app)}});
    engine.load(QUrl(QStringLiteral("qrc:/Conclave/Main.qml")));
    if (engine.rootObjects().isEmpty()) {
        return 1;
    }
    // The window comes first; drivers and models follow the first frame.
    auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
    QObject::connect(
        window, &QQuickWindow::frameSwapped, &app,
        [&] {
            app.start();
            if (!arguments.positionalArguments().isEmpty()) {
                app.models()->openFile(QUrl::fromUserInput(
                    arguments.positionalArguments().constFirst(), QDir::currentPath()));
            }
        },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    return QGuiApplication::exec();
}
