// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Plans against what the engine lays out for models as they are published: files of their full
// size, of which only the directory takes room on the disk.
#include "engine/gguf/gguf_file.h"
#include "engine/model/activations.h"
#include "engine/model/forward.h"
#include "engine/model/kv_cache.h"
#include "engine/model/recurrent_state.h"
#include "engine/plan/fit.h"
#include "engine/synth/synth.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace conclave {

namespace {

constexpr std::uint32_t kLanes = 32;

/// As tuningFor() has it for a graphics card.
Tuning cardTuning() {
    Tuning tuning;
    tuning.attentionJobs = 128;
    tuning.prefillColumns = 512;
    return tuning;
}

GgufFile published(const QTemporaryDir& folder, const QString& family, const QString& shape) {
    SynthRequest request;
    request.path = folder.filePath("model.gguf").toStdString();
    request.shape = readShape(family.toStdString(), shape.toStdString());
    writeSynthDirectory(request);
    return GgufFile(request.path);
}

bool close(std::uint64_t planned, std::uint64_t real, double share) {
    return std::abs(double(planned) - double(real)) <= share * double(real);
}

QByteArray megabytes(const char* what, std::uint64_t planned, std::uint64_t real) {
    return QStringLiteral("%1: planned %2 MB, takes %3 MB")
        .arg(QLatin1String(what))
        .arg(double(planned) / 1e6, 0, 'f', 1)
        .arg(double(real) / 1e6, 0, 'f', 1)
        .toUtf8();
}

} // namespace

class PlanFamiliesTest : public QObject {
    Q_OBJECT

private slots:
    void everyMemoryIsPlanned_data();
    void everyMemoryIsPlanned();
};

void PlanFamiliesTest::everyMemoryIsPlanned_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("shape");
    for (const auto& [family, shape] :
         {std::pair("qwen3moe", "qwen3-30b-a3b"),     std::pair("qwen3", "qwen3-8b"),
          std::pair("llama", "llama-3.2-3b"),         std::pair("llama", "mixtral-8x7b"),
          std::pair("qwen2moe", "qwen1.5-moe-a2.7b"), std::pair("phi3", "phi-4"),
          std::pair("gemma2", "gemma-2-9b"),          std::pair("gemma3", "gemma-3-12b"),
          std::pair("gemma4", "gemma-4-e2b"),         std::pair("gemma4", "gemma-4-26b-a4b"),
          std::pair("deepseek2", "deepseek-v2-lite"), std::pair("deepseek2", "deepseek-v3"),
          std::pair("llama4", "llama-4-scout"),       std::pair("gpt-oss", "gpt-oss-20b"),
          std::pair("glm4moe", "glm-4.5-air"),        std::pair("olmoe", "olmoe-1b-7b"),
          std::pair("minimax-m2", "minimax-m2"),      std::pair("qwen3next", "qwen3-next-80b-a3b"),
          std::pair("qwen35moe", "qwen3.5-35b-a3b"),  std::pair("qwen35", "qwen3.5-4b")}) {
        QTest::newRow(shape) << QString(family) << QString(shape);
    }
}

void PlanFamiliesTest::everyMemoryIsPlanned() {
    QFETCH(QString, family);
    QFETCH(QString, shape);
    const QTemporaryDir folder;
    const GgufFile file = published(folder, family, shape);
    const PlanModel plan = planModel(file.metadata(), file.tensors());
    for (const std::uint32_t context : {4096U, 32768U}) {
        const Hparams h = readHparams(file, requireArchitecture(family.toStdString()), context);
        const std::uint32_t pages = context / 64;
        for (const CacheType type : {CacheType::f16, CacheType::q8_0}) {
            const std::uint64_t cache = cacheSize(h, type, kLanes, pages, 512, 1).bytes +
                                        kStateSlots * RecurrentState::slotBytes(h);
            const std::uint64_t planned = cacheBytes(plan, context, type);
            QVERIFY2(close(planned, cache, 0.02), megabytes("cache", planned, cache));
        }
        const std::uint64_t arena =
            layoutArena(h, cardTuning(), 512, kMaxColumns, pages, kLanes).bytes;
        const std::uint64_t planned = scratchBytes(plan, DeviceMemory::separate);
        QVERIFY2(close(planned, arena, 0.05), megabytes("work space", planned, arena));
    }
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::PlanFamiliesTest)
#include "plan_families_test.moc"
