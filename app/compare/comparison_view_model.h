// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The compare page: columns, prompts, what runs, what was measured, what is kept.
#pragma once

#include "app/compare/comparison_columns_model.h"
#include "app/compare/comparison_list_model.h"
#include "app/compare/comparison_runner.h"
#include "app/compare/quality_measurer.h"
#include "app/models/models_view_model.h"
#include "app/quantise/quantiser.h"
#include "app/settings/settings_view_model.h"

#include <QTimer>
#include <QUrl>

#include <functional>

namespace conclave {

/// One comparison at a time, shown and changed; each is kept as soon as something was asked. GUI
/// thread.
class ComparisonViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(conclave::ComparisonColumnsModel* columns READ columns CONSTANT)
    Q_PROPERTY(conclave::ComparisonListModel* saved READ saved CONSTANT)
    Q_PROPERTY(QString comparisonId READ comparisonId NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(bool isEmpty READ isEmpty NOTIFY changed)
    Q_PROPERTY(bool canAsk READ canAsk NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY stateChanged)
    Q_PROPERTY(QString stage READ stage NOTIFY stateChanged)
    Q_PROPERTY(double progress READ progress NOTIFY stateChanged)
    Q_PROPERTY(QString verdict READ verdict NOTIFY changed)
    Q_PROPERTY(QString planText READ planText NOTIFY changed)
    Q_PROPERTY(QString promptText READ promptText NOTIFY changed)
    Q_PROPERTY(int prompt READ prompt WRITE setPrompt NOTIFY changed)
    Q_PROPERTY(int promptCount READ promptCount NOTIFY changed)
    Q_PROPERTY(QString promptHash READ promptHash NOTIFY changed)
    Q_PROPERTY(bool samePrompt READ samePrompt NOTIFY changed)
    Q_PROPERTY(int seed READ seed WRITE setSeed NOTIFY changed)
    Q_PROPERTY(bool blind READ blind WRITE setBlind NOTIFY changed)
    Q_PROPERTY(bool hidden READ hidden NOTIFY changed)
    Q_PROPERTY(QString voteText READ voteText NOTIFY changed)
    Q_PROPERTY(bool canMeasure READ canMeasure NOTIFY changed)
    /// What was chosen of offers() and is not here yet, in words; empty: nothing.
    Q_PROPERTY(QString comingText READ comingText NOTIFY comingChanged)
    Q_PROPERTY(QVariantList candidates READ candidates NOTIFY candidatesChanged)
    Q_PROPERTY(QString guide READ guide CONSTANT)

public:
    ComparisonViewModel(storage::ComparisonStore& store, ModelsViewModel& models,
                        Quantiser& quantiser, SettingsViewModel& settings, NoticesModel& notices,
                        std::unique_ptr<ComparisonRunner> runner,
                        std::unique_ptr<QualityMeasurer> measurer);

    /// The list of what was compared so far.
    void start() { m_saved.reload(); }

    /// The Guide in eight, four and two bits: makes what is missing, asks, measures.
    Q_INVOKABLE void compareSizes();
    Q_INVOKABLE void addColumn(const QString& path);
    Q_INVOKABLE void addFile(const QUrl& file);
    /// Quantiser::othersOf the model in the last column, or in use.
    Q_INVOKABLE QVariantList offers() const;
    /// Downloads or makes one of offers(); it becomes a column when it is here.
    Q_INVOKABLE void addOffer(const QVariantMap& offer);
    Q_INVOKABLE void removeColumn(int row);
    /// "auto", "on" or "off".
    Q_INVOKABLE void setThinking(int row, const QString& mode);
    /// A second column of the same file with the other thinking mode.
    Q_INVOKABLE void splitThinking(int row);
    Q_INVOKABLE void setReference(int row);
    Q_INVOKABLE void send(const QString& text);
    /// Every line that is not empty is a prompt.
    Q_INVOKABLE void sendAll(const QString& lines);
    Q_INVOKABLE void stop();
    Q_INVOKABLE void measure();
    /// -1: all alike. Ends a blind comparison's hiding.
    Q_INVOKABLE void vote(int row);
    Q_INVOKABLE void reveal();
    Q_INVOKABLE void open(const QString& id);
    Q_INVOKABLE void remove(const QString& id);
    Q_INVOKABLE void startNew();
    Q_INVOKABLE void exportMarkdown(const QUrl& file);
    Q_INVOKABLE void exportCsv(const QUrl& file);
    Q_INVOKABLE QString markdown() const;
    /// A picture is saved by the page, which has it; this tells the user.
    Q_INVOKABLE void tellSaved(const QUrl& file, bool saved);
    Q_INVOKABLE QString localPath(const QUrl& file) const { return file.toLocalFile(); }
    /// Colours of marked words: "#rrggbb".
    Q_INVOKABLE void setMarks(const QString& ink, const QString& ground);
    /// Gives the memory of the models back while nobody looks.
    Q_INVOKABLE void release();

    [[nodiscard]] ComparisonColumnsModel* columns() { return &m_columns; }
    [[nodiscard]] ComparisonListModel* saved() { return &m_saved; }
    [[nodiscard]] QString comparisonId() const { return QString::fromStdString(m_comparison.id); }
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isEmpty() const { return m_comparison.columns.empty(); }
    [[nodiscard]] bool canAsk() const;
    [[nodiscard]] bool busy() const;
    [[nodiscard]] QString stage() const { return m_stage; }
    [[nodiscard]] double progress() const { return m_progress; }
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] QString planText() const { return m_planText; }
    [[nodiscard]] QString promptText() const;
    [[nodiscard]] int prompt() const { return m_prompt; }
    void setPrompt(int prompt);
    [[nodiscard]] int promptCount() const { return static_cast<int>(m_comparison.prompts.size()); }
    [[nodiscard]] QString promptHash() const;
    [[nodiscard]] bool samePrompt() const;
    [[nodiscard]] int seed() const { return static_cast<int>(m_comparison.seed); }
    void setSeed(int seed);
    [[nodiscard]] bool blind() const { return m_comparison.blind; }
    void setBlind(bool blind);
    [[nodiscard]] bool hidden() const { return m_comparison.blind && !m_revealed; }
    [[nodiscard]] QString voteText() const;
    [[nodiscard]] bool canMeasure() const;
    [[nodiscard]] QString comingText() const;
    [[nodiscard]] QVariantList candidates() const;
    [[nodiscard]] QString guide() const { return m_quantiser.guide(); }

    /// A quant of addOffer() will not come from the hub, "owner/name:Q4_K_M"; `sentence` says why,
    /// empty: it was not wanted any more.
    void forgetOffer(const QString& reference, const QString& sentence);

signals:
    void changed();
    void stateChanged();
    void candidatesChanged();
    void comingChanged();
    /// A quant of the hub is wanted: "owner/name:Q4_K_M", or from one of the other repositories.
    void downloadWanted(const QString& reference, const QStringList& elsewhere);
    /// The run that was started is over, with all that belongs to it.
    void finished();

private:
    /// What was chosen of offers() and is not here yet.
    struct Coming {
        QString source, type; ///< a file of the model, and which quantisation of it
        QString reference;    ///< on the hub; empty: it is made here
    };

    void connectRunner();
    void connectMeasurer();
    void connectMaker();
    void takeArrival(const QString& path, const QString& source, const QString& type);
    void forgetComing(const std::function<bool(const Coming&)>& which, const QString& sentence);
    [[nodiscard]] bool describe(const QString& path, storage::ComparisonColumn& column) const;
    void makeEditable();
    void ask(const QStringList& prompts);
    void showMaking(const QString& type, double part);
    void takeMade(const QString& path, const QString& type);
    void endMaking(const QString& sentence);
    void askOnceMade();
    void takeAnswer(int prompt, int column, const GenerationFacts& facts, bool together);
    void takeFailure(int prompt, int column, const QString& sentence);
    void takeQuality(int column, const storage::QualityRow& row);
    void afterAnswers();
    void setStage(const QString& stage, double progress = -1);
    void keepColumn(int column);
    void keepAnswer(const storage::ComparisonAnswer& answer);
    void showComparison();
    void writeFile(const QUrl& file, const QString& text);

    storage::ComparisonStore& m_store;
    ModelsViewModel& m_models;
    Quantiser& m_quantiser;
    SettingsViewModel& m_settings;
    NoticesModel& m_notices;
    storage::Comparison m_comparison; ///< id empty: nothing was asked yet
    ComparisonColumnsModel m_columns;
    ComparisonListModel m_saved;
    std::unique_ptr<ComparisonRunner> m_runner;
    std::unique_ptr<QualityMeasurer> m_measurer;

    QString m_stage, m_planText;
    double m_progress = -1;
    int m_prompt = 0;      ///< shown
    int m_firstPrompt = 0; ///< of the run
    bool m_revealed = false, m_stopped = false;
    bool m_preparing = false; ///< compareSizes() waits for what is missing
    QList<Coming> m_coming;
    QTimer m_screen; ///< coalesces what arrives, and samples speeds
};

} // namespace conclave
