// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/library_model.h"

#include "app/guarded.h"
#include "app/hub/quant_groups.h"
#include "app/text.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace conclave {

namespace {

/// As hubs call the file: "UD-Q4_K_XL" is another one than "Q4_K_M", though both say that inside.
QString labelOf(const storage::ModelFileRow& row) {
    const QString label = quantLabelIn(QFileInfo(pathOf(row)).fileName());
    return label.isEmpty() ? QString::fromStdString(row.quantisation) : label;
}

bool sharesFiles(const QString& source) {
    return source == QLatin1String("ollama") || source == QLatin1String("huggingface");
}

} // namespace

LibraryModel::LibraryModel(storage::LibraryStore& store, ModelsViewModel& models, Machine& machine,
                           NoticesModel& notices, PlaceLister places)
    : m_store(store), m_models(models), m_machine(machine), m_notices(notices),
      m_places(std::move(places)) {
    m_pool.setMaxThreadCount(1);
    connect(&m_models, &ModelsViewModel::currentChanged, this, &LibraryModel::noteUse);
    connect(&m_machine, &Machine::changed, this, &LibraryModel::replanAll);
    load();
}

LibraryModel::~LibraryModel() {
    m_ending = true;
    m_pool.clear();
    m_pool.waitForDone();
}

/// What earlier runs stored.
void LibraryModel::load() {
    const auto rows = guarded(m_notices, std::vector<storage::ModelFileRow>{},
                              [this] { return m_store.files(); });
    beginResetModel();
    m_entries.clear();
    for (const storage::ModelFileRow& row : rows) {
        Entry entry;
        entry.row = row;
        entry.planned.name = QString::fromStdString(row.quantisation);
        entry.planned.bytes = static_cast<std::uint64_t>(row.bytes);
        entry.planned.bitsPerWeight = row.bitsPerWeight;
        entry.planned.formatRuns = quantisationRuns(entry.planned.name);
        if (const auto plan = m_plans.constFind(pathOf(row)); plan != m_plans.constEnd()) {
            entry.planned.model = plan.value();
            entry.planned.planned = plan.value().weightBytes > 0;
        }
        replan(entry.planned, m_machine, kUsualContext);
        m_entries.push_back(std::move(entry));
    }
    regroup();
    endResetModel();
    emit countChanged();
}

void LibraryModel::addDownloaded(const QString& path, const QString& repository,
                                 const QString& licence, const QString& sha256) {
    FoundFile file{path, QStringLiteral("hub"), {}, repository, {}, sha256, licence};
    DescribedFile described = describeFile(file);
    described.row.sha256 = sha256.toStdString();
    described.row.verifiedAt = QDateTime::currentMSecsSinceEpoch(); // the downloader did
    take(std::move(described));
    load();
}

void LibraryModel::addMade(const QString& path, const QString& source) {
    DescribedFile described =
        describeFile({path, QStringLiteral("made"), {}, repositoryOf(source)});
    described.row.owned = true;
    take(std::move(described));
    load();
}

QHash<QString, QString> LibraryModel::quantsLike(const QString& path) const {
    const int known = rowOf(path);
    const storage::ModelFileRow model =
        known >= 0 ? m_entries[static_cast<std::size_t>(known)].row : describeFile({path, {}}).row;
    QHash<QString, QString> paths;
    for (const Entry& entry : m_entries) {
        const storage::ModelFileRow& row = entry.row;
        if (row.fault.empty() && row.name == model.name && row.architecture == model.architecture &&
            row.parameters == model.parameters) {
            paths[QString::fromStdString(row.quantisation)] = pathOf(row);
        }
    }
    if (known < 0 && model.fault.empty()) {
        paths[QString::fromStdString(model.quantisation)] = pathOf(model);
    }
    return paths;
}

QString LibraryModel::repositoryOf(const QString& path) const {
    const int row = rowOf(path);
    return row < 0
               ? QString()
               : QString::fromStdString(m_entries[static_cast<std::size_t>(row)].row.repository);
}

/// The model that was loaded counts as used now.
void LibraryModel::noteUse() {
    const QString path = m_models.currentPath();
    if (m_models.loading() || path.isEmpty() || m_models.info().isEmpty() ||
        path == m_models.guide()) {
        return;
    }
    if (rowOf(path) < 0) {
        take(describeFile({path, QStringLiteral("opened")}));
    }
    guarded(m_notices,
            [&] { m_store.markUsed(path.toStdString(), QDateTime::currentMSecsSinceEpoch()); });
    m_machine.reloadSpeeds();
    load();
}

/// Large models that answered here say how far estimates are off; small ones are bound otherwise.
void LibraryModel::learnSpeed() {
    constexpr std::uint64_t kLargeBytes = 500'000'000;
    m_machine.reloadSpeeds();
    std::vector<double> ratios;
    for (const Entry& entry : m_entries) {
        const auto* measured =
            m_machine.measured(QString::fromStdString(entry.row.name), entry.planned.name);
        const SpeedEstimate guess = estimateSpeed(entry.planned.model, m_machine.plan(),
                                                  entry.planned.fit, kUsualContext / 4);
        if (measured != nullptr && guess.known() &&
            entry.planned.model.bytesPerToken >= kLargeBytes) {
            ratios.push_back(measured->tokensPerSecond / guess.tokensPerSecond);
        }
    }
    if (!ratios.empty()) {
        std::sort(ratios.begin(), ratios.end());
        m_machine.setCorrection(ratios[ratios.size() / 2]);
    }
    replanAll();
}

void LibraryModel::replanAll() {
    for (Entry& entry : m_entries) {
        replan(entry.planned, m_machine, kUsualContext);
    }
    if (!m_entries.empty()) {
        emit dataChanged(index(0), index(count() - 1), {VerdictRole, VerdictTextRole, SpeedRole});
    }
}

LibraryModel::Entry* LibraryModel::entryAt(int row) {
    return row >= 0 && row < count() ? &m_entries[static_cast<std::size_t>(row)] : nullptr;
}

int LibraryModel::rowOf(const QString& path) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) {
        return pathOf(e.row) == path || e.copies.contains(path);
    });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

void LibraryModel::show(int row) {
    if (row >= 0 && row < count()) {
        emit dataChanged(index(row), index(row));
    }
}

void LibraryModel::setState(const QString& path, const QString& state, double progress) {
    const int row = rowOf(path);
    if (Entry* entry = entryAt(row)) {
        entry->state = state;
        entry->progress = progress;
        show(row);
    }
}

void LibraryModel::use(int row) {
    if (const Entry* entry = entryAt(row)) {
        m_models.openFile(QUrl::fromLocalFile(pathOf(entry->row)));
    }
}

void LibraryModel::verify(int row) {
    const Entry* entry = entryAt(row);
    if (entry == nullptr || !entry->state.isEmpty()) {
        return;
    }
    const QString path = pathOf(entry->row);
    m_stopVerifying = false;
    setState(path, QStringLiteral("verifying"));
    m_pool.start([this, path] {
        int shown = -1; // percent; the interface needs no more
        const QString hash = hashOf(partsOf(path), [&](double share) {
            if (const int percent = static_cast<int>(share * 100); percent != shown) {
                shown = percent;
                QMetaObject::invokeMethod(
                    this,
                    [this, path, share] { setState(path, QStringLiteral("verifying"), share); },
                    Qt::QueuedConnection);
            }
            return !m_stopVerifying && !m_ending;
        });
        QMetaObject::invokeMethod(
            this, [this, path, hash] { finishVerifying(path, hash); }, Qt::QueuedConnection);
    });
}

void LibraryModel::finishVerifying(const QString& path, const QString& hash) {
    setState(path, {});
    const int row = rowOf(path);
    Entry* entry = entryAt(row);
    if (entry == nullptr || hash.isEmpty()) {
        if (!m_stopVerifying) {
            m_notices.warn(tr("%1 could not be read to the end; check the disk.").arg(path));
        }
        return;
    }
    storage::ModelFileRow& file = entry->row;
    const std::string before = file.expectedSha256.empty() ? file.sha256 : file.expectedSha256;
    const bool differs = !before.empty() && before != hash.toStdString();
    if (differs) {
        file.fault = tr("%1 is damaged: its contents are not those that were published or last "
                        "checked; download it again.")
                         .arg(QFileInfo(path).fileName())
                         .toStdString();
    } else {
        file.sha256 = hash.toStdString();
        file.verifiedAt = QDateTime::currentMSecsSinceEpoch();
    }
    guarded(m_notices, [&] { m_store.store(file); });
    show(row);
}

void LibraryModel::moveTo(int row, const QUrl& folder) {
    const Entry* entry = entryAt(row);
    if (entry == nullptr || !entry->row.owned || !entry->state.isEmpty() ||
        !QFileInfo(folder.toLocalFile()).isDir()) {
        return;
    }
    const QString path = pathOf(entry->row), target = folder.toLocalFile();
    setState(path, QStringLiteral("moving"));
    m_pool.start([this, path, target] {
        const QString moved = moveFiles(partsOf(path), target);
        QMetaObject::invokeMethod(
            this,
            [this, path, target, moved] {
                setState(path, {});
                if (moved.isEmpty()) {
                    m_notices.warn(tr("%1 could not be moved to %2; check the space and the rights "
                                      "there. It is where it was.")
                                       .arg(QFileInfo(path).fileName(), target));
                    return;
                }
                storage::ModelFileRow file = m_entries[static_cast<std::size_t>(rowOf(path))].row;
                guarded(m_notices, [&] {
                    m_store.forget(file.path);
                    file.path = moved.toStdString();
                    m_store.store(file);
                });
                m_plans[moved] = m_plans.take(path);
                m_models.replacePath(path, moved);
                load();
            },
            Qt::QueuedConnection);
    });
}

void LibraryModel::deleteFile(int row) {
    const Entry* entry = entryAt(row);
    if (entry == nullptr || sharesFiles(QString::fromStdString(entry->row.source)) ||
        !entry->state.isEmpty()) {
        return;
    }
    const QString path = pathOf(entry->row), name = QString::fromStdString(entry->row.name);
    m_models.dropPath(path);
    const auto freed = deleteFiles(partsOf(path), entry->row.owned ? m_ownFolder : QString());
    if (!freed) {
        m_notices.warn(tr("%1 could not be deleted; check the rights on its folder.").arg(path));
        return;
    }
    guarded(m_notices, [&] { m_store.forget(path.toStdString()); });
    load();
    m_notices.inform(tr("%1 was deleted; %2 are free again.").arg(name, gigabytesText(*freed)));
}

void LibraryModel::forget(int row) {
    const Entry* entry = entryAt(row);
    if (entry == nullptr) {
        return;
    }
    const QStringList paths = entry->copies + QStringList{pathOf(entry->row)};
    guarded(m_notices, [&] {
        for (const QString& path : paths) {
            m_store.forget(path.toStdString());
        }
    });
    for (const QString& path : paths) {
        m_models.dropPath(path);
    }
    load();
}

QHash<QString, QString> LibraryModel::installed() const {
    QHash<QString, QString> paths;
    for (const Entry& entry : m_entries) {
        if (entry.row.fault.empty() && !entry.row.repository.empty()) {
            paths[QString::fromStdString(entry.row.repository) + QLatin1Char(' ') +
                  labelOf(entry.row)] = pathOf(entry.row);
        }
    }
    return paths;
}

QString LibraryModel::ownBytes() const {
    std::uint64_t sum = 0;
    for (const Entry& entry : m_entries) {
        sum += entry.row.owned ? static_cast<std::uint64_t>(entry.row.bytes) : 0;
    }
    return gigabytesText(sum);
}

QString LibraryModel::allBytes() const {
    std::uint64_t sum = 0;
    for (const Entry& entry : m_entries) {
        sum += static_cast<std::uint64_t>(entry.row.bytes);
    }
    return gigabytesText(sum);
}

QString LibraryModel::lineOf(const Entry& entry) const {
    const auto& row = entry.row;
    QStringList parts;
    if (row.parameters > 0) {
        const auto parameters = static_cast<std::uint64_t>(row.parameters);
        const auto active = static_cast<std::uint64_t>(row.activeParameters);
        const bool mixture = entry.planned.model.expertBytes > 0 || active * 10 < parameters * 8;
        parts << (mixture ? tr("MoE %1, %2 active").arg(countText(parameters), countText(active))
                          : tr("Dense %1").arg(countText(parameters)));
    }
    parts << QString::fromStdString(row.quantisation)
          << gigabytesText(static_cast<std::uint64_t>(row.bytes));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString LibraryModel::verifiedText(const storage::ModelFileRow& row) const {
    if (row.verifiedAt == 0) {
        return {};
    }
    const QString date = QLocale().toString(QDateTime::fromMSecsSinceEpoch(row.verifiedAt).date(),
                                            QLocale::ShortFormat);
    // Without a hash of its own it was verified while it was downloaded.
    const bool recorded = row.expectedSha256.empty() && !row.sha256.empty();
    return recorded ? tr("contents recorded on %1").arg(date) : tr("verified on %1").arg(date);
}

int LibraryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant LibraryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    const storage::ModelFileRow& row = entry.row;
    const QString source = QString::fromStdString(row.source);
    const bool foreign = !row.owned && source != QLatin1String("opened");
    switch (role) {
    case PathRole:
        return pathOf(row);
    case NameRole:
        return QString::fromStdString(row.name);
    case LineRole:
        return lineOf(entry);
    case LicenceRole:
        return QString::fromStdString(row.licence);
    case SourceRole:
        return sourceText(source);
    case PlacesRole: {
        QStringList places{QDir::toNativeSeparators(pathOf(row))};
        for (const QString& copy : entry.copies) {
            places << QDir::toNativeSeparators(copy);
        }
        return places;
    }
    case LastUsedRole:
        return row.lastUsedAt == 0
                   ? QString()
                   : QLocale().toString(QDateTime::fromMSecsSinceEpoch(row.lastUsedAt),
                                        QLocale::ShortFormat);
    case SpeedRole: {
        const auto* measured =
            m_machine.measured(QString::fromStdString(row.name), entry.planned.name);
        return measured == nullptr
                   ? QString()
                   : tr("%1 tokens/s")
                         .arg(QLocale().toString(measured->tokensPerSecond, 'f',
                                                 measured->tokensPerSecond < 10 ? 1 : 0));
    }
    case StateRole:
        return entry.state;
    case ProgressRole:
        return entry.progress;
    case VerifiedRole:
        return verifiedText(row);
    case FaultRole:
        return QFileInfo::exists(pathOf(row))
                   ? QString::fromStdString(row.fault)
                   : tr("The file is not there any more, or its disk is away.");
    case CurrentRole:
        return m_models.currentPath() == pathOf(row) ||
               entry.copies.contains(m_models.currentPath());
    case VerdictRole:
        return row.fault.empty()
                   ? verdictKey(entry.planned, familyRuns(QString::fromStdString(row.architecture)))
                   : QString();
    case VerdictTextRole:
        return verdictText(data(index, VerdictRole).toString());
    case CanDeleteRole:
        return !sharesFiles(source);
    case DeleteWarningRole:
        return foreign ? tr("This file belongs to %1, which will miss it.").arg(sourceText(source))
                       : QString();
    case OwnedRole:
        return row.owned;
    default:
        return {};
    }
}

QHash<int, QByteArray> LibraryModel::roleNames() const {
    return {{PathRole, "path"},
            {NameRole, "name"},
            {LineRole, "line"},
            {LicenceRole, "licence"},
            {SourceRole, "source"},
            {PlacesRole, "places"},
            {LastUsedRole, "lastUsed"},
            {SpeedRole, "speed"},
            {StateRole, "fileState"},
            {ProgressRole, "progress"},
            {VerifiedRole, "verified"},
            {FaultRole, "fault"},
            {CurrentRole, "current"},
            {VerdictRole, "verdict"},
            {VerdictTextRole, "verdictText"},
            {CanDeleteRole, "canDelete"},
            {DeleteWarningRole, "deleteWarning"},
            {OwnedRole, "owned"}};
}

} // namespace conclave
