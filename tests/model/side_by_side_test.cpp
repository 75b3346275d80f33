// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Several models in one engine: what they have in common is held once, they answer at the same
// time, and each says what it says alone.
#include "engine/engine.h"
#include "engine/synth/synth.h"

#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>

using namespace conclave;

namespace {

/// An engine whose events are waited for.
class Waiting {
public:
    Waiting()
        : m_engine(createVulkanEngine({}, [this](EngineEvent event) {
              const std::lock_guard lock(m_mutex);
              m_events.push_back(std::move(event));
              m_arrived.notify_one();
          })) {}

    /// The models, or nothing after `failure` was set.
    std::vector<ModelInfo> load(std::vector<LoadRequest> requests) {
        std::vector<ModelInfo> models;
        const std::size_t count = requests.size();
        m_engine->loadTogether(std::move(requests));
        while (models.size() < count) {
            const EngineEvent event = next();
            if (const auto* ready = std::get_if<ModelReady>(&event)) {
                models.push_back(ready->model);
            } else if (const auto* failed = std::get_if<Failed>(&event)) {
                failure = failed->sentence;
                return {};
            }
        }
        return models;
    }

    /// The same, of the second of two loads asked for at once.
    std::vector<ModelInfo> loadInstead(LoadRequest first, LoadRequest second) {
        m_engine->load(std::move(first));
        return load({std::move(second)});
    }

    struct Answer {
        std::string text;
        GenerationFacts facts;
        std::size_t firstEvent = 0, lastEvent = 0; ///< places of its text among all texts
    };
    std::map<std::uint64_t, Answer> answer(const std::vector<GenerateRequest>& requests) {
        std::map<std::uint64_t, Answer> answers;
        for (const GenerateRequest& request : requests) {
            m_engine->generate(request);
        }
        std::size_t open = requests.size(), texts = 0;
        while (open > 0) {
            const EngineEvent event = next();
            if (const auto* text = std::get_if<AnswerText>(&event)) {
                Answer& answer = answers[text->id];
                answer.firstEvent = answer.text.empty() ? texts : answer.firstEvent;
                answer.lastEvent = texts++;
                answer.text += text->text;
                if (text->id == m_cancelled && --m_textsBefore == 0) {
                    m_engine->cancel(text->id);
                }
            } else if (const auto* finished = std::get_if<Finished>(&event)) {
                answers[finished->id].facts = finished->facts;
                --open;
            } else if (const auto* failed = std::get_if<Failed>(&event)) {
                failure = failed->sentence;
                --open;
            }
        }
        return answers;
    }

    /// That answer is cancelled when so many texts of it have come.
    void cancelAfter(std::uint64_t id, int texts) {
        m_cancelled = id;
        m_textsBefore = texts;
    }
    std::string failure;

private:
    EngineEvent next() {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return !m_events.empty(); });
        EngineEvent event = std::move(m_events.front());
        m_events.pop_front();
        return event;
    }

    std::uint64_t m_cancelled = 0;
    int m_textsBefore = 0;
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<EngineEvent> m_events;
    std::unique_ptr<Engine> m_engine;
};

GenerateRequest question(std::uint64_t id, std::uint32_t model, std::uint64_t seed = 3,
                         std::uint32_t tokens = 40) {
    GenerateRequest request;
    request.id = id;
    request.model = model;
    request.raw = true;
    request.messages = {{"user", "one two three four five six", ""}};
    request.maxTokens = tokens;
    request.sampling.seed = seed;
    return request;
}

} // namespace

class SideBySideTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    LoadRequest request(const char* name) const {
        return {.model = path(name), .device = {}, .contextLength = 512};
    }
    void write(const char* name, const char* type, std::uint64_t seed) const {
        SynthRequest synth;
        synth.path = path(name);
        synth.shape = readShape("qwen3moe", "context=512");
        synth.type = type;
        synth.seed = seed;
        writeSynthModel(synth);
    }

private slots:
    void initTestCase() {
        write("a.gguf", "F16", 1);
        write("b.gguf", "Q4_K_M", 1);
        std::filesystem::copy_file(path("a.gguf"), path("twin.gguf"));
    }

    void theSameWeightsAreHeldOnce() {
        Waiting engine;
        const auto models = engine.load({request("a.gguf"), request("twin.gguf")});
        QCOMPARE(models.size(), 2U);
        QCOMPARE(models[0].sharedBytes, 0U);
        // All but the small tables of experts' addresses.
        QVERIFY2(
            double(models[1].sharedBytes) > 0.95 * double(models[1].weightBytes),
            qPrintable(QString("%1 of %2").arg(models[1].sharedBytes).arg(models[1].weightBytes)));
        const auto answers = engine.answer({question(1, 0), question(2, 1)});
        QVERIFY(!answers.at(1).text.empty());
        QCOMPARE(answers.at(1).text, answers.at(2).text);
    }

    void aLoadThatAnotherFollowsIsGivenUp() {
        Waiting engine;
        const auto models = engine.loadInstead(request("a.gguf"), request("b.gguf"));
        QCOMPARE(engine.failure, std::string());
        QCOMPARE(models.size(), 1U);
        QCOMPARE(models[0].path, path("b.gguf"));
        QVERIFY(!engine.answer({question(1, 0)}).at(1).text.empty());
        // One that is not there is not missed, either.
        const auto again = engine.loadInstead(request("absent.gguf"), request("a.gguf"));
        QCOMPARE(engine.failure, std::string());
        QCOMPARE(again.size(), 1U);
    }

    void thePlanTellsWhatIsShared() {
        const SideBySidePlan twins = planSideBySide({request("a.gguf"), request("twin.gguf")});
        QVERIFY(twins.fits());
        const auto weights = std::filesystem::file_size(path("a.gguf"));
        QVERIFY(twins.sharedBytes > weights / 2 && twins.sharedBytes <= weights);
        QCOMPARE(twins.totalBytes() + twins.sharedBytes, twins.bytes[0] + twins.bytes[1]);
        const SideBySidePlan alone = planSideBySide({request("a.gguf")});
        QCOMPARE(alone.sharedBytes, 0U);
        SynthRequest synth; // bytes need less room than halves from larger heads on
        synth.path = path("wide.gguf");
        synth.shape = readShape("qwen3moe", "context=512,head_size=128");
        writeSynthModel(synth);
        LoadRequest wide = request("wide.gguf");
        const std::uint64_t asHalves = planSideBySide({wide}).bytes[0];
        wide.cacheType = CacheType::q8_0;
        QVERIFY(planSideBySide({wide}).bytes[0] < asHalves);
    }

    void modelsAnswerAtTheSameTimeWhatTheySayAlone() {
        Waiting together, first, second;
        const auto models = together.load({request("a.gguf"), request("b.gguf")});
        QCOMPARE(models.size(), 2U);
        QVERIFY(models[1].weightBytes < models[0].weightBytes);
        const auto both = together.answer({question(1, 0), question(2, 1)});
        QVERIFY(both.at(1).firstEvent < both.at(2).lastEvent);
        QVERIFY(both.at(2).firstEvent < both.at(1).lastEvent);
        QCOMPARE(first.load({request("a.gguf")}).size(), 1U);
        QCOMPARE(second.load({request("b.gguf")}).size(), 1U);
        QCOMPARE(both.at(1).text, first.answer({question(1, 0)}).at(1).text);
        QCOMPARE(both.at(2).text, second.answer({question(1, 0)}).at(1).text);
        QVERIFY(both.at(1).facts.answerTokens > 0);
        QCOMPARE(both.at(1).facts.promptSha256, both.at(2).facts.promptSha256);
    }

    void oneModelAnswersSeveralInOneStep() {
        Waiting engine;
        QCOMPARE(engine.load({request("a.gguf")}).size(), 1U);
        const auto alone5 = engine.answer({question(1, 0, 5)}).at(1).text;
        const auto alone6 = engine.answer({question(2, 0, 6, 20)}).at(2).text;
        const auto both = engine.answer({question(3, 0, 5), question(4, 0, 6, 20)});
        QCOMPARE(both.at(3).text, alone5);
        QCOMPARE(both.at(4).text, alone6);
        QVERIFY(both.at(4).firstEvent < both.at(3).lastEvent);
    }

    void oneIsCancelledTheOtherGoesOn() {
        Waiting engine;
        QCOMPARE(engine.load({request("a.gguf"), request("b.gguf")}).size(), 2U);
        engine.cancelAfter(2, 5);
        const auto answers = engine.answer({question(1, 0, 3, 60), question(2, 1, 3, 400)});
        QVERIFY(answers.at(1).facts.stopReason != StopReason::cancelled); // to its own end
        QCOMPARE(answers.at(2).facts.stopReason, StopReason::cancelled);
        QVERIFY(answers.at(2).facts.answerTokens < 400);
    }

    void aModelThatIsNotThereIsOneSentence() {
        Waiting engine;
        QCOMPARE(engine.load({request("a.gguf")}).size(), 1U);
        (void)engine.answer({question(1, 3)});
        QVERIFY2(!engine.failure.empty(), engine.failure.c_str());
        engine.failure.clear();
        QVERIFY(engine.load({request("a.gguf"), request("missing.gguf")}).empty());
        QVERIFY2(engine.failure.find("missing.gguf") != std::string::npos, engine.failure.c_str());
        QCOMPARE(engine.load({request("b.gguf")}).size(), 1U); // stays usable
        QVERIFY(!engine.answer({question(2, 0)}).at(2).text.empty());
    }
};

QTEST_GUILESS_MAIN(SideBySideTest)
#include "side_by_side_test.moc"
