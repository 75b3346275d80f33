// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The plan against what the engine really took for the same file.
#include "engine/engine.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/guide_path.h"
#include "engine/plan/fit.h"

#include <QTest>

#include <cmath>
#include <condition_variable>
#include <mutex>

namespace conclave {

class PlanLoadedTest : public QObject {
    Q_OBJECT

private slots:
    void theGuideTakesWhatWasPlanned() {
        std::mutex mutex;
        std::condition_variable arrived;
        std::optional<ModelInfo> info;
        std::string failure;
        auto engine = createVulkanEngine({}, [&](const EngineEvent& event) {
            const std::lock_guard lock(mutex);
            if (const auto* ready = std::get_if<ModelReady>(&event)) {
                info = ready->model;
            } else if (const auto* failed = std::get_if<Failed>(&event)) {
                failure = failed->sentence;
            }
            arrived.notify_all();
        });
        LoadRequest request;
        request.model = guidePath();
        engine->load(request);
        {
            std::unique_lock lock(mutex);
            arrived.wait(lock, [&] { return info || !failure.empty(); });
        }
        if (!info) {
            QSKIP(failure.c_str());
        }
        const GgufFile file(guidePath());
        const PlanModel model = planModel(file.metadata(), file.tensors());
        const auto close = [](std::uint64_t planned, std::uint64_t real) {
            return std::abs(double(planned) - double(real)) <= 0.05 * double(real);
        };
        QVERIFY2(close(model.weightBytes, info->weightBytes),
                 qPrintable(QString("%1 of %2").arg(model.weightBytes).arg(info->weightBytes)));
        const std::uint64_t planned = cacheBytes(model, info->contextLength);
        qInfo("weights %llu of %llu, cache %llu of %llu, scratch %llu of %llu",
              (unsigned long long)model.weightBytes, (unsigned long long)info->weightBytes,
              (unsigned long long)planned, (unsigned long long)info->kvCacheBytes,
              (unsigned long long)scratchBytes(model, DeviceMemory::software),
              (unsigned long long)info->scratchBytes);
        QVERIFY2(close(planned, info->kvCacheBytes),
                 qPrintable(QString("%1 of %2").arg(planned).arg(info->kvCacheBytes)));
    }
};

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::PlanLoadedTest)
#include "plan_loaded_test.moc"
