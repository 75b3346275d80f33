// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/pull.h"

#include "app/hub/download_queue.h"
#include "app/hub/hub_client.h"
#include "app/hub/hub_names.h"
#include "app/hub/quant_groups.h"
#include "app/hub/signal_watch.h"
#include "app/hub/token_store.h"
#include "app/text.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

#include <unistd.h>

namespace conclave {

namespace {

constexpr int kUsage = 2, kFailed = 1, kInterrupted = 130;
constexpr int kMoment = 100; ///< milliseconds
constexpr quint64 kSmall = 64 << 20;

void tell(const QString& sentence) {
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
}

storage::Database openDatabase(const QString& folder) {
    QDir().mkpath(folder);
    return storage::Database((folder + QStringLiteral("/conclave.db")).toStdString());
}

/// One pull from the look-up to the exit status.
class Pull : public QObject {
public:
    Pull(storage::Database& database, const QString& dataFolder, ModelReference reference,
         QString folder, bool json)
        : m_settings(database), m_log(database), m_tokens(m_policy, m_settings, dataFolder),
          m_ledger(m_log, m_notices), m_client(m_policy, m_ledger),
          m_downloads(m_policy, m_ledger, dataFolder), m_reference(std::move(reference)),
          m_folder(std::move(folder)), m_json(json), m_terminal(::isatty(STDERR_FILENO) == 1) {
        m_policy.setForbidden(m_settings.boolean("networkForbidden"));
        m_policy.setHubUrl(QUrl(QString::fromStdString(m_settings.text("hubUrl"))));
        m_policy.setProxy(QString::fromStdString(m_settings.text("proxy")));
        if (m_folder.isEmpty())
            m_folder = QString::fromStdString(m_settings.text("downloadFolder"));
        if (m_folder.isEmpty())
            m_folder = dataFolder + QStringLiteral("/models");
        connect(&m_tokens, &TokenStore::loaded, this, &Pull::lookUp, Qt::SingleShotConnection);
        connect(&m_downloads.queue(), &DownloadQueue::progressed, this, &Pull::show);
        connect(&m_signals, &SignalWatch::received, this, [this] {
            endLine();
            tell(tr("Interrupted; the same command goes on from here."));
            QCoreApplication::exit(kInterrupted);
        });
    }

    void start() {
        m_downloads.settlement().checkNotes();
        m_tokens.load();
    }

    /// The files are verified; a moment for the disk to take what is still in the system's cache,
    /// if a moment may be enough.
    void settle() {
        if (m_job.bytes() < kSmall)
            m_downloads.settlement().waitUntilDone(kMoment);
    }

private:
    void lookUp() {
        m_client.model(m_reference, this, [this](Outcome<HubModel> outcome) {
            if (const auto* error = std::get_if<NetworkError>(&outcome))
                return fail(error->sentence);
            const auto& model = std::get<HubModel>(outcome);
            const HubQuant* quant = chosenQuant(model.quants, m_reference.selection);
            if (!quant)
                return fail(noQuant(model));
            Outcome<DownloadJob> job = m_client.job(model, {*quant}, m_folder);
            if (const auto* error = std::get_if<NetworkError>(&job))
                return fail(error->sentence);
            m_job = std::get<DownloadJob>(std::move(job));
            QMetaObject::invokeMethod(&m_downloads.queue(), [queue = &m_downloads.queue(),
                                                             job = m_job] { queue->add(job); });
        });
    }

    [[nodiscard]] QString noQuant(const HubModel& model) const {
        QStringList there;
        for (const HubQuant& quant : model.quants)
            there << (quant.label.isEmpty() ? quant.name : quant.label);
        there.removeDuplicates();
        if (there.isEmpty())
            return tr("%1 has no GGUF files; look for a repository whose name ends in GGUF.")
                .arg(m_reference.repository);
        return tr("%1 has no quant or file called \"%2\"; there are: %3.")
            .arg(m_reference.repository, m_reference.selection, there.join(QStringLiteral(", ")));
    }

    void show(const DownloadProgress& now) {
        if (now.jobId != m_job.id)
            return;
        if (now.state == DownloadState::done)
            return finish();
        if (now.state == DownloadState::failed)
            return fail(now.error.sentence);
        if (!m_terminal)
            return;
        const QString line =
            now.state == DownloadState::waiting
                ? tr("%1 Next attempt in %2 s.").arg(now.error.sentence).arg(now.secondsToRetry)
                : tr("%1: %2 of %3, %4/s, %5 % verified")
                      .arg(m_job.name, bytesText(now.receivedBytes), bytesText(now.totalBytes),
                           bytesText(quint64(now.bytesPerSecond)))
                      .arg(100 * now.verifiedBytes / std::max<quint64>(now.totalBytes, 1));
        std::fprintf(stderr, "\r\033[K%s", qPrintable(line));
        std::fflush(stderr);
        m_openLine = true;
    }

    void endLine() {
        if (std::exchange(m_openLine, false))
            std::fputc('\n', stderr);
    }

    void finish() {
        endLine();
        QJsonArray files, hashes;
        for (const DownloadFile& file : m_job.files) {
            files.append(file.path);
            hashes.append(file.hash);
            if (!m_json)
                std::printf("%s\n", qPrintable(file.path));
        }
        if (m_json) {
            const QJsonObject result{
                {"files", files},
                {"bytes", qint64(m_job.bytes())},
                {"sha256", hashes.size() == 1 ? hashes[0] : QJsonValue(hashes)}};
            std::printf("%s", QJsonDocument(result).toJson().constData());
        }
        std::fflush(stdout);
        QCoreApplication::exit(0);
    }

    void fail(const QString& sentence) {
        endLine();
        tell(sentence);
        QCoreApplication::exit(kFailed);
    }

    NoticesModel m_notices;
    storage::SettingStore m_settings;
    storage::NetworkLog m_log;
    NetworkPolicy m_policy;
    TokenStore m_tokens;
    RequestLedger m_ledger;
    HubClient m_client;
    DownloadThread m_downloads;
    SignalWatch m_signals;
    ModelReference m_reference;
    QString m_folder;
    DownloadJob m_job;
    bool m_json, m_terminal, m_openLine = false;
};

} // namespace

int runPull(const QStringList& arguments, const QString& dataFolder) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "conclave::Pull", "Downloads a model, verified; goes on where an earlier call ended."));
    parser.addHelpOption();
    parser.addPositionalArgument(
        QStringLiteral("model"),
        QCoreApplication::translate("conclave::Pull",
                                    "owner/name[:QUANT or :FILE], an address, or ollama:name:tag"));
    parser.addOption({QStringLiteral("to"),
                      QCoreApplication::translate("conclave::Pull", "Folder for models."),
                      QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("json"),
                      QCoreApplication::translate("conclave::Pull", "Prints one JSON document.")});
    if (!parser.parse(QStringList{QStringLiteral("conclave pull")} + arguments)) {
        tell(parser.errorText());
        return kUsage;
    }
    if (parser.isSet(QStringLiteral("help"))) {
        std::printf("%s", qPrintable(parser.helpText()));
        return 0;
    }
    if (parser.positionalArguments().size() != 1) {
        tell(QStringLiteral("conclave pull OWNER/NAME[:QUANT|FILE] [--to DIR] [--json]"));
        return kUsage;
    }
    const auto reference = referenceIn(parser.positionalArguments().constFirst());
    if (!reference) {
        tell(QCoreApplication::translate("conclave::Pull",
                                         "\"%1\" names no model; write owner/name, "
                                         "owner/name:QUANT or ollama:name:tag.")
                 .arg(parser.positionalArguments().constFirst()));
        return kUsage;
    }
    const QString to = parser.value(QStringLiteral("to"));
    try {
        storage::Database database = openDatabase(dataFolder);
        Pull pull(database, dataFolder, *reference, to.isEmpty() ? to : QDir().absoluteFilePath(to),
                  parser.isSet(QStringLiteral("json")));
        pull.start();
        const int status = QCoreApplication::exec();
        if (status == 0)
            pull.settle();
        return status;
    } catch (const storage::Error& error) {
        tell(QString::fromStdString(error.what()));
        return kFailed;
    }
}

} // namespace conclave
