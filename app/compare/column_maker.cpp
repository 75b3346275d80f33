// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/column_maker.h"

#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/model_summary.h"
#include "engine/quantize/quantise_file.h"

#include <QDir>
#include <QFileInfo>
#include <QMetaObject>
#include <QRegularExpression>

#include <new>

namespace conclave {

namespace {

/// The name of the model as a part of a file name.
QString fileStem(const QString& source) {
    QString name = QFileInfo(source).completeBaseName();
    try {
        name = QString::fromStdString(summarise(GgufFile(source.toStdString())).name);
    } catch (const Error&) {
        // making it will tell
    }
    static const QRegularExpression strange(QStringLiteral("[^\\w.-]+"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    return name.replace(strange, QStringLiteral("-"));
}

} // namespace

ColumnMaker::ColumnMaker(std::function<QString()> folder) : m_folder(std::move(folder)) {}

ColumnMaker::~ColumnMaker() = default; // the thread is asked to stop, and joined

PlannedColumn ColumnMaker::plan(const QString& source, const QString& type) const {
    const GgufFile file(source.toStdString());
    const QuantisePlan plan = planQuantisation(file, type.toStdString());
    return {pathOf(source, type), QString::fromStdString(summarise(file).name), type, plan.outBytes,
            plan.bitsPerWeight};
}

QString ColumnMaker::pathOf(const QString& source, const QString& type) const {
    return m_folder() + QStringLiteral("/%1-%2.gguf").arg(fileStem(source), type);
}

void ColumnMaker::make(const QString& source, const QString& type) {
    if (m_busy) {
        return;
    }
    const QString target = pathOf(source, type);
    if (QFileInfo::exists(target)) {
        emit made(target, type);
        return;
    }
    m_busy = true;
    emit progressed(type, 0);
    QDir().mkpath(m_folder());
    m_thread = std::jthread([this, source, target, type](const std::stop_token& stop) {
        QuantiseRequest request;
        request.input = source.toStdString();
        request.output = target.toStdString();
        request.type = type.toStdString();
        request.progress = [this, &stop, &type](const QuantiseProgress& progress) {
            QMetaObject::invokeMethod(
                this, [this, type, part = progress.part] { emit progressed(type, part); },
                Qt::QueuedConnection);
            return !stop.stop_requested();
        };
        QString path, sentence;
        try {
            path = quantiseFile(request) ? target : QString();
        } catch (const Error& error) {
            sentence = QString::fromStdString(error.what());
        } catch (const std::bad_alloc&) {
            sentence = tr("There is not enough memory to make %1; close other programs.").arg(type);
        }
        QMetaObject::invokeMethod(
            this, [this, path, type, sentence] { takeEnd(path, type, sentence); },
            Qt::QueuedConnection);
    });
}

void ColumnMaker::cancel() {
    m_thread.request_stop();
}

void ColumnMaker::takeEnd(const QString& path, const QString& type, const QString& sentence) {
    m_busy = false;
    if (path.isEmpty()) {
        emit failed(type, sentence);
    } else {
        emit made(path, type);
    }
}

} // namespace conclave
