// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/quality_measurer.h"

#include "engine/error.h"

#include <QFile>
#include <QMetaObject>

#include <new>

namespace conclave {

namespace {

/// Enough for an agreement known to a few tenths of a per cent; the error is shown beside it.
constexpr std::uint32_t kChunks = 8;

storage::QualityRow toRow(const Quality& quality) {
    storage::QualityRow row;
    row.perplexity = quality.perplexity.value;
    row.perplexityError = quality.perplexity.error;
    row.tokens = static_cast<std::int64_t>(quality.tokens);
    if (const auto& d = quality.divergence) {
        row.againstReference = true;
        row.klMean = d->klMean.value;
        row.klError = d->klMean.error;
        row.klMedian = d->klMedian;
        row.klP99 = d->klP99;
        row.topAgreement = d->topAgreement.value;
        row.topAgreementError = d->topAgreement.error;
        row.probabilityRms = d->probabilityChangeRms.value;
        row.probabilityRmsError = d->probabilityChangeRms.error;
    }
    return row;
}

/// The reference's own perplexity comes with the first comparison.
std::optional<storage::QualityRow> referenceRow(const Quality& quality) {
    if (!quality.divergence) {
        return std::nullopt;
    }
    storage::QualityRow row;
    row.perplexity = quality.divergence->referencePerplexity.value;
    row.perplexityError = quality.divergence->referencePerplexity.error;
    row.tokens = static_cast<std::int64_t>(quality.tokens);
    return row;
}

} // namespace

MeasuringTextChooser shippedMeasuringTexts() {
    if (evaluationTexts().empty()) {
        return {};
    }
    return [](const std::string& path) -> MeasuringText {
        const std::optional<EvaluationText> chosen = evaluationTextFor(path);
        QFile file(chosen ? QString::fromStdString(chosen->path.string()) : QString());
        if (!file.open(QFile::ReadOnly)) {
            throw Error(ErrorKind::io, "Cannot read the text that quality is measured on; "
                                       "installing the program again brings it back.");
        }
        return {file.readAll().toStdString(), chosen->conversation};
    };
}

QualityMeasurer::QualityMeasurer(Evaluator evaluator, MeasuringTextChooser chooseText,
                                 QString cacheFolder)
    : m_evaluator(std::move(evaluator)), m_chooseText(std::move(chooseText)),
      m_cacheFolder(std::move(cacheFolder)) {}

QualityMeasurer::~QualityMeasurer() = default; // the thread is asked to stop, and joined

void QualityMeasurer::start(const QStringList& paths, const QString& reference,
                            const QString& device) {
    if (m_busy) {
        return;
    }
    m_busy = true;
    m_thread = std::jthread([this, paths, reference, device](const std::stop_token& stop) {
        const auto tell = [this](auto&& work) {
            QMetaObject::invokeMethod(this, std::forward<decltype(work)>(work),
                                      Qt::QueuedConnection);
        };
        const int total = static_cast<int>(paths.size());
        bool referenceTold = false;
        for (int i = 0; i < total && !stop.stop_requested(); ++i) {
            const QString path = paths[i];
            EvaluateRequest request;
            request.model = path.toStdString();
            if (path != reference) {
                request.reference = reference.toStdString();
            }
            request.chunks = kChunks;
            request.device = device.toStdString();
            request.cacheDirectory = m_cacheFolder.toStdString();
            request.progress = [&](const EvaluateProgress& progress) {
                const double part = (i + progress.part) / total;
                tell([this, i, total, part] { emit progressed(i, total, part); });
                return !stop.stop_requested();
            };
            QString sentence;
            try {
                const MeasuringText measuring = m_chooseText(reference.toStdString());
                request.text = measuring.text;
                request.conversation = measuring.conversation;
                if (const auto quality = m_evaluator(request)) {
                    tell([this, path, row = toRow(*quality)] { emit measured(path, row); });
                    if (const auto row = referenceRow(*quality); row && !referenceTold) {
                        referenceTold = true;
                        tell([this, reference, row = *row] { emit measured(reference, row); });
                    }
                }
            } catch (const Error& error) {
                sentence = QString::fromStdString(error.what());
            } catch (const std::bad_alloc&) {
                sentence = tr("There is not enough memory to measure; close other programs.");
            }
            if (!sentence.isEmpty()) {
                tell([this, path, sentence] { emit failed(path, sentence); });
            }
        }
        tell([this] {
            m_busy = false;
            emit finished();
        });
    });
}

void QualityMeasurer::stop() {
    m_thread.request_stop();
}

} // namespace conclave
