// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The real interface over the scripted engine and history, to look at or to photograph.
#include "app/app.h"
#include "engine/gguf/guide_path.h"
#include "tests/support/scripted_engine.h"
#include "tests/support/scripted_history.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>

namespace {

constexpr int kPollMilliseconds = 50;
constexpr int kSettleMilliseconds = 900; ///< longer than any animation of the interface

struct Options {
    QString page, theme, language, screenshot, model, tab, quant;
    QSize size;
};

Options parseOptions(const QCoreApplication& program) {
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption page(
        "page", "chat, welcome, compare, comparison, thinking, models, hardware or settings",
        "page", "chat");
    const QCommandLineOption theme("theme", "light or dark", "theme", "light");
    const QCommandLineOption language("language", "en or ko", "language", "en");
    const QCommandLineOption size("size", "size of the window", "WxH", "1280x800");
    const QCommandLineOption screenshot("screenshot", "save a picture, then end", "file");
    const QCommandLineOption model("model", "show that model of the catalogue", "id");
    const QCommandLineOption tab("tab", "discover, library, downloads or licences", "tab",
                                 "discover");
    const QCommandLineOption quant("quant", "show what can be made of the Guide, with that type",
                                   "type");
    parser.addOptions({page, theme, language, size, screenshot, model, tab, quant});
    parser.process(program);
    const QStringList numbers = parser.value(size).split(QLatin1Char('x'));
    return {parser.value(page),     parser.value(theme),
            parser.value(language), parser.value(screenshot),
            parser.value(model),    parser.value(tab),
            parser.value(quant),    QSize(numbers.value(0).toInt(), numbers.value(1).toInt())};
}

/// The Guide stands in the list of models as it does in the real program.
QString guide() {
    try {
        return QString::fromStdString(conclave::guidePath().string());
    } catch (const conclave::Error&) {
        return QStringLiteral("guide.gguf");
    }
}

conclave::AppOptions appOptions(const QString& folder) {
    using namespace std::chrono_literals;
    conclave::AppOptions options;
    options.dataFolder = folder;
    options.guide = guide();
    options.devices = conclave::scriptedDevices;
    options.browser = {[](const std::string&) { return 272e9; }, {}, 32'000'000'000};
    options.planner = conclave::scriptedPlan;
    options.evaluator = conclave::scriptedQuality;
    options.measuringText = [](const std::string&) {
        return conclave::MeasuringText{"A text to measure on."};
    };
    options.engine = [](const conclave::EngineOptions&, conclave::EventSink sink) {
        return std::make_unique<conclave::ScriptedEngine>(conclave::ScriptedPace{40ms, 60ms},
                                                          std::move(sink));
    };
    return options;
}

/// Saves a picture of the window once nothing is loading or moving any more, then ends.
void photograph(QQuickWindow& window, conclave::App& app, const QString& file) {
    auto* poll = new QTimer(&window);
    QObject::connect(poll, &QTimer::timeout, &window, [&window, &app, file, poll] {
        if (!app.chat()->ready() || app.hardware()->busy() || app.models()->loading() ||
            app.compare()->busy()) {
            return;
        }
        poll->stop();
        QTimer::singleShot(kSettleMilliseconds, &window, [&window, file] {
            QCoreApplication::exit(window.grabWindow().save(file) ? 0 : 1);
        });
    });
    poll->start(kPollMilliseconds);
}

/// Brings the compare page to what there is to see.
void compare(conclave::App& app, const QString& what) {
    if (what == QLatin1String("comparison")) {
        app.compare()->compareSizes();
        return;
    }
    app.compare()->addColumn(guide());
    if (what == QLatin1String("thinking")) {
        app.compare()->splitThinking(0);
        app.compare()->send(QStringLiteral("What does Q4_K_M mean?"));
    }
}

} // namespace

int main(int argc, char* argv[]) {
    QGuiApplication gui(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("conclave-scripted"));
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    const Options options = parseOptions(gui);

    const QTemporaryDir folder;
    conclave::ScriptedHistory history;
    {
        conclave::storage::Database database(folder.filePath("conclave.db").toStdString());
        history = conclave::fillHistory(database);
    }
    conclave::App app(appOptions(folder.path()));
    app.settings()->setTheme(options.theme);
    app.settings()->setLanguage(options.language);
    QLocale::setDefault(QLocale(options.language));
    QTranslator translator;
    if (translator.load(QLocale(options.language), "conclave", "_", ":/i18n")) {
        QCoreApplication::installTranslator(&translator);
    }
    app.chats()->reload(); // texts made before the translation

    const bool inChat = options.page == QLatin1String("chat");
    if (inChat) {
        app.chats()->open(QString::fromStdString(history.showcase));
    }
    QQmlApplicationEngine engine;
    engine.setInitialProperties({{"app", QVariant::fromValue(&app)}});
    engine.addImportPath("qrc:/"); // where both modules keep their qmldir
    engine.load(QUrl("qrc:/Conclave/Main.qml"));
    if (engine.rootObjects().isEmpty()) {
        return 1;
    }
    auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
    window->resize(options.size);
    const bool compares =
        options.page == QLatin1String("comparison") || options.page == QLatin1String("thinking");
    window->setProperty("page", inChat || options.page == QLatin1String("welcome")
                                    ? QStringLiteral("chats")
                                : compares ? QStringLiteral("compare")
                                           : options.page);
    app.start();
    if (auto* models = window->findChild<QQuickItem*>("modelsPage")) {
        models->setProperty("tab", options.tab);
        if (!options.model.isEmpty()) {
            app.browser()->detail()->showCatalogue(options.model);
            QMetaObject::invokeMethod(models, "showDetail");
        }
        if (!options.quant.isEmpty()) {
            app.quantiser()->makeGuide(options.quant); // so that the list of those made shows, too
            QMetaObject::invokeMethod(models, "makeQuant",
                                      Q_ARG(QVariant, app.quantiser()->guide()),
                                      Q_ARG(QVariant, options.quant));
        }
    }
    if (compares) {
        compare(app, options.page);
    }
    if (!options.screenshot.isEmpty()) {
        photograph(*window, app, options.screenshot);
    }
    return QGuiApplication::exec();
}
