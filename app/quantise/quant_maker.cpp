// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/quantise/quant_maker.h"

#include "app/text.h"
#include "engine/error.h"
#include "engine/quantize/quantise_file.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace conclave {

namespace {

constexpr int kMostSilentMilliseconds = 1000;
constexpr double kSecondsToTell = 3; ///< before that it is too early to say how long it takes

bool isActive(const QString& state) {
    return state == QLatin1String("waiting") || state == QLatin1String("making");
}

/// "45 s", "3 min", "2 h".
QString durationText(double seconds) {
    if (seconds < 60) {
        return QuantMaker::tr("%1 s").arg(std::max(1, qRound(seconds)));
    }
    return seconds < 3600 ? QuantMaker::tr("%1 min").arg(qRound(seconds / 60))
                          : QuantMaker::tr("%1 h").arg(qRound(seconds / 3600));
}

} // namespace

QString quantFileName(const QString& source, const QString& type) {
    static const QRegularExpression part(QStringLiteral("-\\d{5}-of-\\d{5}$"));
    QString stem = QFileInfo(source).completeBaseName();
    stem.remove(part);
    for (const QuantiseType& known : quantiseTypes()) {
        const QString label = QString::fromUtf8(known.name.data(), qsizetype(known.name.size()));
        if (stem.size() > label.size() + 1 && stem.endsWith(label, Qt::CaseInsensitive) &&
            QStringLiteral("-._").contains(stem[stem.size() - label.size() - 1])) {
            stem.chop(label.size() + 1);
            break;
        }
    }
    return stem + QLatin1Char('-') + type + QStringLiteral(".gguf");
}

QuantMaker::QuantMaker(std::function<QString()> folder, QString importanceFolder)
    : m_folder(std::move(folder)), m_importanceFolder(std::move(importanceFolder)) {
    m_pool.setMaxThreadCount(1);
}

QuantMaker::~QuantMaker() {
    for (const Job& job : m_jobs) {
        *job.stopped = true;
    }
    m_pool.waitForDone();
}

QString QuantMaker::outputFor(const QString& source, const QString& type) const {
    const QDir folder(m_folder());
    const QFileInfo name(quantFileName(source, type));
    const auto taken = [&](const QString& path) {
        return QFileInfo::exists(path) ||
               std::any_of(m_jobs.begin(), m_jobs.end(), [&](const Job& job) {
                   return job.output == path && isActive(job.state);
               });
    };
    QString path = folder.filePath(name.fileName());
    for (int number = 2; taken(path); ++number) {
        path =
            folder.filePath(QStringLiteral("%1-%2.gguf").arg(name.completeBaseName()).arg(number));
    }
    return path;
}

int QuantMaker::activeRow(const QString& source, const QString& type) const {
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job& job) {
        return job.source == source && job.type == type && isActive(job.state);
    });
    return found == m_jobs.end() ? -1 : static_cast<int>(found - m_jobs.begin());
}

void QuantMaker::make(const QString& source, const QString& name, const QString& type,
                      const ImportanceSource& importance) {
    if (activeRow(source, type) >= 0) {
        return;
    }
    Job job;
    job.source = source;
    job.name = name;
    job.type = type;
    job.importance = importance;
    job.output = outputFor(source, type);
    job.state = QStringLiteral("waiting");
    job.text = tr("waits its turn");
    job.id = ++m_lastId;
    beginInsertRows({}, count(), count());
    m_jobs.push_back(std::move(job));
    endInsertRows();
    emit countChanged();
    emit activeCountChanged();
    emit moved(source);
    startNext();
}

void QuantMaker::startNext() {
    const auto waiting = std::find_if(m_jobs.begin(), m_jobs.end(), [](const Job& job) {
        return job.state == QLatin1String("waiting");
    });
    const bool busy = std::any_of(m_jobs.begin(), m_jobs.end(), [](const Job& job) {
        return job.state == QLatin1String("making");
    });
    if (busy || waiting == m_jobs.end()) {
        return;
    }
    waiting->state = QStringLiteral("making");
    waiting->text = tr("starts");
    waiting->clock.start();
    const int row = static_cast<int>(waiting - m_jobs.begin());
    emit dataChanged(index(row), index(row));
    m_pool.start([this, job = *waiting] { run(job); });
}

/// Pool thread.
void QuantMaker::run(const Job& job) {
    const auto tell = [this, id = job.id](const QString& state, const QString& text) {
        QMetaObject::invokeMethod(
            this, [this, id, state, text] { finish(id, state, text); }, Qt::QueuedConnection);
    };
    QuantiseRequest request;
    request.input = job.source.toStdString();
    request.output = job.output.toStdString();
    request.type = job.type.toStdString();
    request.progress = [&, report = reporter(job, false)](const QuantiseProgress& state) mutable {
        return report(state.part);
    };
    try {
        const auto importance = importanceOf(job);
        if (!importance) {
            tell(QStringLiteral("stopped"), tr("stopped; nothing of it is kept"));
            return;
        }
        request.importance = importance->toStdString();
        if (!QDir().mkpath(QFileInfo(job.output).absolutePath())) {
            throw Error(ErrorKind::io, tr("Cannot make the folder %1; choose another in Settings.")
                                           .arg(QFileInfo(job.output).absolutePath())
                                           .toStdString());
        }
        const auto result = quantiseFile(request);
        if (!result) {
            tell(QStringLiteral("stopped"), tr("stopped; nothing of it is kept"));
            return;
        }
        tell(QStringLiteral("made"), tr("%1, %2 bits per weight, made in %3")
                                         .arg(gigabytesText(result->outBytes),
                                              QLocale().toString(result->bitsPerWeight, 'f', 2),
                                              durationText(result->seconds)));
    } catch (const std::exception& error) {
        tell(QStringLiteral("failed"), QString::fromStdString(error.what()));
    }
}

std::optional<QString> QuantMaker::importanceOf(const Job& job) {
    return job.importance.kind == ImportanceSource::Kind::computed
               ? computedImportance(job.source, job.importance.path, m_importanceFolder,
                                    reporter(job, true))
               : job.importance.path;
}

/// Tells the interface of every per cent, and of what takes long for one; says whether to go on.
std::function<bool(double)> QuantMaker::reporter(const Job& job, bool weighing) {
    return [this, id = job.id, stopped = job.stopped, weighing, shown = -1,
            told = QElapsedTimer()](double part) mutable {
        const int percent = static_cast<int>(part * 100);
        if (percent != shown || told.hasExpired(kMostSilentMilliseconds)) {
            shown = percent;
            told.start();
            QMetaObject::invokeMethod(
                this, [this, id, weighing, part] { showProgress(id, weighing, part); },
                Qt::QueuedConnection);
        }
        return !*stopped;
    };
}

void QuantMaker::showProgress(int id, bool weighing, double part) {
    const int row = rowOf(id);
    if (row < 0) {
        return;
    }
    Job& job = m_jobs[static_cast<std::size_t>(row)];
    if (*job.stopped) {
        return; // it says so
    }
    if (job.weighing != weighing) { // the time that is left is another now
        job.weighing = weighing;
        job.clock.restart();
    }
    job.progress = part;
    job.text = weighing ? tr("computing its importance matrix, %1").arg(progressText(job))
                        : progressText(job);
    emit dataChanged(index(row), index(row), {ProgressRole, TextRole});
    emit progressed(job.source, job.type, part);
}

QString QuantMaker::progressText(const Job& job) const {
    const QString percent = tr("%1 %").arg(static_cast<int>(job.progress * 100));
    const double seconds = static_cast<double>(job.clock.elapsed()) / 1000;
    if (seconds < kSecondsToTell || job.progress <= 0) {
        return percent; // too early to tell
    }
    return tr("%1, %2 left")
        .arg(percent, durationText(seconds / job.progress * (1 - job.progress)));
}

void QuantMaker::finish(int id, const QString& state, const QString& text) {
    const int row = rowOf(id);
    if (row < 0) {
        return;
    }
    Job& job = m_jobs[static_cast<std::size_t>(row)];
    job.state = state;
    job.text = text;
    job.progress = state == QLatin1String("made") ? 1 : job.progress;
    emit dataChanged(index(row), index(row));
    emit activeCountChanged();
    const Job done = job;
    startNext();
    if (state == QLatin1String("made")) {
        emit made(done.output, done.source, done.name, done.type);
    } else {
        const bool failed = state == QLatin1String("failed");
        emit gaveUp(done.source, done.type, failed ? text : QString());
    }
    emit moved(done.source);
}

void QuantMaker::stop(int row) {
    if (row < 0 || row >= count()) {
        return;
    }
    Job& job = m_jobs[static_cast<std::size_t>(row)];
    *job.stopped = true;
    if (job.state == QLatin1String("waiting")) {
        finish(job.id, QStringLiteral("stopped"), tr("stopped; nothing of it is kept"));
    } else if (isActive(job.state)) { // it ends with the step that it is at
        job.text = tr("is being stopped");
        emit dataChanged(index(row), index(row), {TextRole});
    }
}

void QuantMaker::dismiss(int row) {
    if (row < 0 || row >= count() || isActive(m_jobs[static_cast<std::size_t>(row)].state)) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_jobs.erase(m_jobs.begin() + row);
    endRemoveRows();
    emit countChanged();
}

int QuantMaker::activeCount() const {
    return static_cast<int>(std::count_if(m_jobs.begin(), m_jobs.end(),
                                          [](const Job& job) { return isActive(job.state); }));
}

int QuantMaker::rowOf(int id) const {
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job& job) { return job.id == id; });
    return found == m_jobs.end() ? -1 : static_cast<int>(found - m_jobs.begin());
}

int QuantMaker::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant QuantMaker::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Job& job = m_jobs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NameRole:
        return job.name;
    case TypeRole:
        return job.type;
    case StateRole:
        return job.state;
    case ProgressRole:
        return job.progress;
    case TextRole:
        return job.text;
    case PathRole:
        return job.state == QLatin1String("made") ? job.output : QString();
    default:
        return {};
    }
}

QHash<int, QByteArray> QuantMaker::roleNames() const {
    return {{NameRole, "name"},         {TypeRole, "type"}, {StateRole, "jobState"},
            {ProgressRole, "progress"}, {TextRole, "text"}, {PathRole, "path"}};
}

} // namespace conclave
