// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How files come into the library: found in folders, dropped, read, told apart.
#include "app/guarded.h"
#include "app/models/library_model.h"

#include <QFileInfo>

#include <algorithm>

namespace conclave {

namespace {

/// Of the contents, computed or as their publisher states it.
const std::string& knownHash(const storage::ModelFileRow& row) {
    return row.sha256.empty() ? row.expectedSha256 : row.sha256;
}

bool looksLike(const storage::ModelFileRow& a, const storage::ModelFileRow& b) {
    return !a.identity.empty() && a.identity == b.identity;
}

/// Copies, or one file under two names.
bool isSame(const storage::ModelFileRow& a, const storage::ModelFileRow& b) {
    return looksLike(a, b) &&
           ((!knownHash(a).empty() && knownHash(a) == knownHash(b)) ||
            QFileInfo(pathOf(a)).canonicalFilePath() == QFileInfo(pathOf(b)).canonicalFilePath());
}

} // namespace

/// Copies of one file become one row: Conclave's own first, else the one used last.
void LibraryModel::regroup() {
    std::vector<Entry> grouped;
    for (Entry& entry : m_entries) {
        const auto same = std::find_if(grouped.begin(), grouped.end(),
                                       [&](const Entry& e) { return isSame(e.row, entry.row); });
        if (same == grouped.end()) {
            grouped.push_back(std::move(entry));
            continue;
        }
        if (entry.row.owned && !same->row.owned) {
            std::swap(*same, entry);
        }
        same->copies << pathOf(entry.row) << entry.copies;
    }
    m_entries = std::move(grouped);
}

/// Files that look the same are hashed: only then is it sure that they are.
void LibraryModel::tellApart() {
    QStringList paths;
    for (const Entry& entry : m_entries) {
        const bool alike = std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry& e) {
            return &e != &entry && looksLike(e.row, entry.row);
        });
        if (alike && knownHash(entry.row).empty() && !m_hashed.contains(pathOf(entry.row))) {
            m_hashed << pathOf(entry.row);
            paths << pathOf(entry.row);
        }
    }
    if (paths.isEmpty()) {
        return;
    }
    inPool([this, paths] {
        for (const QString& path : paths) {
            const QString hash = hashOf(partsOf(path), [this](double) { return !m_ending.load(); });
            QMetaObject::invokeMethod(
                this, [this, path, hash] { keepHash(path, hash); }, Qt::QueuedConnection);
        }
    });
}

void LibraryModel::keepHash(const QString& path, const QString& hash) {
    if (const Entry* entry = entryAt(rowOf(path)); entry != nullptr && !hash.isEmpty()) {
        storage::ModelFileRow row = entry->row;
        row.sha256 = hash.toStdString();
        guarded(m_notices, [&] { m_store.store(row); });
    }
}

void LibraryModel::inPool(std::function<void()> work) {
    ++m_scanning;
    emit stateChanged();
    m_pool.start([this, work = std::move(work)] {
        work();
        QMetaObject::invokeMethod(
            this,
            [this] {
                --m_scanning;
                load();
                learnSpeed();
                tellApart();
                emit stateChanged();
            },
            Qt::QueuedConnection);
    });
}

void LibraryModel::scan() {
    std::vector<FoundFile> known;
    for (const Entry& entry : m_entries) {
        known.push_back({pathOf(entry.row), QString::fromStdString(entry.row.source)});
        for (const QString& copy : entry.copies) {
            known.push_back({copy, {}});
        }
    }
    inPool([this, known = std::move(known), places = m_places, own = m_ownFolder] {
        std::vector<FoundFile> found;
        std::vector<ScanPlace> all = places ? places() : std::vector<ScanPlace>{};
        if (!own.isEmpty()) {
            all.push_back({QStringLiteral("hub"), own});
        }
        const auto add = [&found](const std::vector<FoundFile>& files) {
            for (const FoundFile& file : files) {
                if (std::none_of(found.begin(), found.end(),
                                 [&](const FoundFile& f) { return f.path == file.path; })) {
                    found.push_back(file);
                }
            }
        };
        // Other programs first: what lies in a folder of theirs is not taken for Conclave's own.
        for (const ScanPlace& place : all) {
            add(scanPlace(place));
        }
        add(known);
        read(std::move(found));
    });
}

/// Pool thread: describes one file after another.
void LibraryModel::read(std::vector<FoundFile> files) {
    for (const FoundFile& file : files) {
        if (m_ending) {
            return;
        }
        QMetaObject::invokeMethod(
            this, [this, described = describeFile(file)] { take(described); },
            Qt::QueuedConnection);
    }
}

/// Stores what was read, and keeps what only the library knew.
void LibraryModel::take(DescribedFile described) {
    storage::ModelFileRow& row = described.row;
    const auto rows = guarded(m_notices, std::vector<storage::ModelFileRow>{},
                              [this] { return m_store.files(); });
    const auto known =
        std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.path == row.path; });
    if (known != rows.end()) {
        const bool changed = known->modifiedAt != row.modifiedAt || known->bytes != row.bytes;
        row.addedAt = known->addedAt;
        row.lastUsedAt = known->lastUsedAt;
        const auto keep = [](std::string& field, const std::string& before) {
            field = field.empty() ? before : field;
        };
        keep(row.source, known->source);
        keep(row.repository, known->repository);
        keep(row.revision, known->revision);
        keep(row.licence, known->licence);
        keep(row.expectedSha256, known->expectedSha256);
        row.owned = row.owned || known->owned;
        if (known->source == "made") { // not downloaded, though it lies in that folder
            row.source = known->source;
        }
        if (!changed) {
            keep(row.sha256, known->sha256);
            row.verifiedAt = std::max(row.verifiedAt, known->verifiedAt);
        }
    }
    m_plans[pathOf(row)] = described.plan;
    guarded(m_notices, [&] { m_store.store(row); });
}

void LibraryModel::importUrls(const QList<QUrl>& urls) {
    std::vector<FoundFile> files;
    QString last;
    for (const QUrl& url : urls) {
        const QFileInfo info(url.toLocalFile());
        if (info.isDir()) {
            const auto inside = scanPlace({QStringLiteral("opened"), info.absoluteFilePath()});
            files.insert(files.end(), inside.begin(), inside.end());
        } else if (info.isFile()) {
            last = info.absoluteFilePath();
            files.push_back({last, QStringLiteral("opened")});
        }
    }
    if (files.empty()) {
        m_notices.warn(tr("There is no GGUF file in what was dropped."));
        return;
    }
    if (files.size() == 1 && !last.isEmpty()) {
        m_models.openFile(QUrl::fromLocalFile(last));
    } else {
        m_notices.inform(tr("%1 models were added to the library.").arg(files.size()));
    }
    inPool([this, files = std::move(files)] { read(files); });
}

} // namespace conclave
