// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Measures how near models are to a reference, in the background.
#pragma once

#include "engine/evaluate/evaluate.h"
#include "storage/comparison_store.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>
#include <thread>

namespace conclave {

/// engine/evaluate, or a script of it in tests.
using Evaluator = std::function<std::optional<Quality>(const EvaluateRequest&)>;

/// What models are measured on.
struct MeasuringText {
    std::string text;          ///< UTF-8
    bool conversation = false; ///< see EvaluateRequest
};

/// Chooses the text for a reference model, by its file; may throw Error. Any thread.
using MeasuringTextChooser = std::function<MeasuringText(const std::string& path)>;

/// Chooses among the shipped texts; empty if they are not installed.
[[nodiscard]] MeasuringTextChooser shippedMeasuringTexts();

/// One measurement at a time. GUI thread.
class QualityMeasurer : public QObject {
    Q_OBJECT

public:
    /// `cacheFolder`: what evaluate() may keep.
    QualityMeasurer(Evaluator evaluator, MeasuringTextChooser chooseText, QString cacheFolder);
    ~QualityMeasurer() override;

    /// Measures each path against the reference; ends with finished(). Not while busy.
    void start(const QStringList& paths, const QString& reference, const QString& device);
    void stop();
    [[nodiscard]] bool busy() const { return m_busy; }
    /// Whether there is a text to measure on.
    [[nodiscard]] bool possible() const { return m_evaluator && m_chooseText; }

signals:
    /// `done` of `total` paths are complete; `part` of all work.
    void progressed(int done, int total, double part);
    void measured(const QString& path, const conclave::storage::QualityRow& row);
    /// One path could not be measured; the others go on.
    void failed(const QString& path, const QString& sentence);
    void finished();

private:
    Evaluator m_evaluator;
    MeasuringTextChooser m_chooseText;
    QString m_cacheFolder;
    bool m_busy = false;
    std::jthread m_thread;
};

} // namespace conclave
