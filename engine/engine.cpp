// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The engine thread: takes requests in order, answers with events, and is the one place where the
// engine's exceptions end.
#include "engine/engine.h"

#include "engine/generation.h"
#include "engine/loaded_model.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <thread>

namespace conclave {

namespace {

struct UnloadRequest {};
struct GoOn {}; ///< nothing was asked: a step of the answers that are being given
struct Quit {};
/// A generation that was asked for: its controls, which any thread may set, and its state.
struct Running {
    explicit Running(GenerateRequest r) : request(std::move(r)) {}
    GenerateRequest request;
    GenerationControl control;
    std::unique_ptr<Generation> generation; ///< of the engine thread
};

using LoadRequests = std::vector<LoadRequest>;
using Request = std::variant<LoadRequests, std::shared_ptr<Running>, UnloadRequest, GoOn, Quit>;

class VulkanEngine final : public Engine {
public:
    VulkanEngine(EngineOptions options, EventSink sink)
        : m_options(std::move(options)), m_sink(std::move(sink)), m_thread([this] { work(); }) {}

    ~VulkanEngine() override {
        {
            const std::lock_guard lock(m_mutex);
            m_quit = true;
            for (const auto& [id, running] : m_known) {
                running->control.cancel = true;
            }
        }
        m_wake.notify_one();
        m_thread.join();
    }

    void loadTogether(LoadRequests requests) override { enqueue(std::move(requests)); }
    void generate(GenerateRequest request) override {
        enqueue(std::make_shared<Running>(std::move(request)));
    }
    void unload() override { enqueue(UnloadRequest{}); }

    void cancel(std::uint64_t id) override {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_known.find(id); found != m_known.end()) {
            found->second->control.cancel = true;
        }
    }

    void answerNow(std::uint64_t id) override {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_known.find(id); found != m_known.end()) {
            found->second->control.answerNow = true;
        }
    }

private:
    void enqueue(Request request) {
        {
            const std::lock_guard lock(m_mutex);
            if (const auto* running = std::get_if<std::shared_ptr<Running>>(&request)) {
                m_known[(*running)->request.id] = *running;
            }
            m_requests.push_back(std::make_unique<Request>(std::move(request)));
        }
        m_wake.notify_one();
    }

    void work() {
        while (!m_quitted) {
            perform(*nextRequest());
        }
        for (const auto& running : m_running) {
            running->generation.reset();
        }
        m_models.clear(); // on the thread that used the device
    }

    /// Loads wait until all answers are given; a further generation joins them if there is a column
    /// left for it.
    std::unique_ptr<Request> nextRequest() {
        std::unique_lock lock(m_mutex);
        if (m_running.empty()) {
            m_wake.wait(lock, [this] { return m_quit || !m_requests.empty(); });
        }
        if (m_quit) {
            return std::make_unique<Request>(Quit{});
        }
        const bool joins = !m_requests.empty() && m_running.size() < kMaxColumns &&
                           std::holds_alternative<std::shared_ptr<Running>>(*m_requests.front());
        if (!m_running.empty() && !joins) {
            return std::make_unique<Request>(GoOn{});
        }
        std::unique_ptr<Request> request = std::move(m_requests.front());
        m_requests.pop_front();
        return request;
    }

    void perform(const Request& request) {
        const auto* running = std::get_if<std::shared_ptr<Running>>(&request);
        guarded([&] { std::visit([this](const auto& r) { handle(r); }, request); },
                [&](ErrorKind kind, const std::string& sentence) {
                    fail(running != nullptr ? (*running)->request.id : 0, kind, sentence);
                });
    }

    /// The edge at which the engine's exceptions become events.
    template <class Work, class Failure>
    static void guarded(const Work& work, const Failure& failure) {
        try {
            work();
        } catch (const Error& error) {
            failure(error.kind(), error.what());
        } catch (const std::bad_alloc&) {
            failure(ErrorKind::outOfMemory,
                    "There is not enough memory; close other programs or choose a smaller model.");
        } catch (const std::exception& error) {
            failure(ErrorKind::badRequest, error.what());
        }
    }

    void fail(std::uint64_t id, ErrorKind kind, const std::string& sentence) {
        forget(id);
        m_sink(Failed{id, kind, sentence});
        if (kind == ErrorKind::deviceLost) {
            failAll(kind, sentence);
        }
    }

    /// The next request opens device and models again.
    void failAll(ErrorKind kind, const std::string& sentence) {
        for (const auto& running : std::exchange(m_running, {})) {
            if (running->generation != nullptr) {
                running->generation.reset();
                forget(running->request.id);
                m_sink(Failed{running->request.id, kind, sentence});
            }
        }
        m_models.clear();
    }

    void forget(std::uint64_t id) {
        const std::lock_guard lock(m_mutex);
        m_known.erase(id);
    }

    void handle(const LoadRequests& requests) {
        m_models.clear();
        m_lastLoad.clear();
        try {
            open(requests);
        } catch (const Error&) {
            if (!overtaken()) {
                throw;
            }
        }
        if (overtaken()) {
            m_models.clear();
            return;
        }
        m_lastLoad = requests;
        for (std::uint32_t i = 0; i < m_models.size(); ++i) {
            m_sink(ModelReady{m_models[i]->info(), i});
        }
    }

    void open(const LoadRequests& requests) {
        std::vector<GgufFile> files;
        std::uint64_t bytes = 0;
        for (const LoadRequest& request : requests) {
            files.emplace_back(request.model);
            bytes += WeightMemory::mostBytes(files.back());
        }
        const auto gpu = std::make_shared<Gpu>(requests.front().device, m_options.cacheDirectory);
        const auto memory = requests.size() > 1 && WeightMemory::holds(gpu->device, bytes)
                                ? std::make_shared<WeightMemory>(gpu->device, bytes)
                                : nullptr;
        std::vector<std::unique_ptr<LoadedModel>> models;
        int percent = -1;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const auto start = std::chrono::steady_clock::now();
            const LoadProgress progress = [&](double share) {
                const double part = (double(i) + share) / double(requests.size());
                if (static_cast<int>(part * 100) != percent) {
                    percent = static_cast<int>(part * 100);
                    m_sink(ModelLoading{part});
                }
                return !quitting() && !overtaken();
            };
            models.push_back(std::make_unique<LoadedModel>(requests[i], std::move(files[i]), gpu,
                                                           progress, memory));
            models.back()->setLoadMilliseconds(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                    .count());
        }
        m_models = std::move(models);
    }

    void handle(const std::shared_ptr<Running>& running) {
        const GenerateRequest& request = running->request;
        if (running->control.cancel) {
            GenerationFacts facts;
            facts.stopReason = StopReason::cancelled;
            forget(request.id);
            m_sink(Finished{request.id, facts});
            return;
        }
        if (m_models.empty() && !m_lastLoad.empty()) {
            open(m_lastLoad);
        }
        if (request.model >= m_models.size()) {
            throw Error(ErrorKind::badRequest, "No model is loaded; choose one first.");
        }
        running->generation = std::make_unique<Generation>(*m_models[request.model], request,
                                                           running->control, m_sink);
        running->generation->start();
        m_running.push_back(running);
        finishWhatIsOver();
    }

    void handle(const UnloadRequest&) {
        m_models.clear();
        m_lastLoad.clear();
        m_sink(ModelUnloaded{});
    }

    void handle(const GoOn&) { step(); }
    void handle(const Quit&) { m_quitted = true; }

    /// One step of each model that is answering. With several, few steps are queued ahead, so that
    /// all of them stream evenly.
    void step() {
        const auto answering = [](const auto& model) { return !model->decoder().empty(); };
        guarded(
            [&] {
                const auto active = std::count_if(m_models.begin(), m_models.end(), answering);
                for (const auto& model : m_models) {
                    if (answering(model)) {
                        model->decoder().advance(active > 1 ? 2 : 8);
                    }
                }
            },
            [this](ErrorKind kind, const std::string& sentence) { failAll(kind, sentence); });
        finishWhatIsOver();
    }

    void finishWhatIsOver() {
        for (const auto& running : std::vector(m_running)) { // a failure may change the list
            if (running->generation != nullptr) {
                guarded([&] { finishIfOver(*running); },
                        [&](ErrorKind kind, const std::string& sentence) {
                            running->generation.reset();
                            fail(running->request.id, kind, sentence);
                        });
            }
        }
        std::erase_if(m_running, [](const auto& r) { return r->generation == nullptr; });
    }

    void finishIfOver(Running& running) {
        if (running.generation->over()) {
            const GenerationFacts facts = running.generation->finish();
            running.generation.reset();
            forget(running.request.id);
            m_sink(Finished{running.request.id, facts});
        }
    }

    [[nodiscard]] bool quitting() {
        const std::lock_guard lock(m_mutex);
        return m_quit;
    }

    /// The user wants something else before this load is done.
    [[nodiscard]] bool overtaken() {
        const std::lock_guard lock(m_mutex);
        return !m_requests.empty() && std::holds_alternative<LoadRequests>(*m_requests.front());
    }

    EngineOptions m_options;
    EventSink m_sink;

    std::mutex m_mutex; ///< guards the queue and what belongs to it
    std::condition_variable m_wake;
    std::deque<std::unique_ptr<Request>> m_requests;
    std::map<std::uint64_t, std::shared_ptr<Running>> m_known; ///< waiting and running, by id
    bool m_quit = false;

    // Of the engine thread:
    std::vector<std::unique_ptr<LoadedModel>> m_models;
    std::vector<std::shared_ptr<Running>> m_running; ///< all have a generation
    LoadRequests m_lastLoad;
    bool m_quitted = false;

    std::thread m_thread; ///< last: starts when all else is there
};

} // namespace

std::unique_ptr<Engine> createVulkanEngine(EngineOptions options, EventSink sink) {
    return std::make_unique<VulkanEngine>(std::move(options), std::move(sink));
}

} // namespace conclave
