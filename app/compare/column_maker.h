// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Makes quantisations that are to become columns.
#pragma once

#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <thread>

namespace conclave {

/// A file that can be made, before it is.
struct PlannedColumn {
    QString path, name, type;
    std::uint64_t bytes = 0;
    double bitsPerWeight = 0;
};

/// One file at a time, in the background; it appears in the folder of models when it is complete.
/// GUI thread.
class ColumnMaker : public QObject {
    Q_OBJECT

public:
    /// `folder`: tells where made files go; it is made when needed.
    explicit ColumnMaker(std::function<QString()> folder);
    ~ColumnMaker() override;

    /// What make() would make. Throws the engine's Error.
    [[nodiscard]] PlannedColumn plan(const QString& source, const QString& type) const;
    /// Ends with made() or failed(). An existing file is taken as it is.
    void make(const QString& source, const QString& type);
    void cancel();

    [[nodiscard]] bool busy() const { return m_busy; }

signals:
    /// `part` is 0 to 1.
    void progressed(const QString& type, double part);
    void made(const QString& path, const QString& type);
    /// Cancelled: an empty sentence.
    void failed(const QString& type, const QString& sentence);

private:
    [[nodiscard]] QString pathOf(const QString& source, const QString& type) const;
    void takeEnd(const QString& path, const QString& type, const QString& sentence);

    std::function<QString()> m_folder;
    bool m_busy = false;
    std::jthread m_thread;
};

} // namespace conclave
