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
#include <mutex>
#include <new>
#include <set>
#include <thread>

namespace conclave {

namespace {

struct UnloadRequest {};
using LoadRequests = std::vector<LoadRequest>;
using Request = std::variant<LoadRequests, GenerateRequest, UnloadRequest>;

class VulkanEngine final : public Engine {
public:
    VulkanEngine(EngineOptions options, EventSink sink)
        : m_options(std::move(options)), m_sink(std::move(sink)), m_thread([this] { work(); }) {}

    ~VulkanEngine() override {
        {
            const std::lock_guard lock(m_mutex);
            m_quit = true;
            m_control.cancel = true;
        }
        m_wake.notify_one();
        m_thread.join();
    }

    void loadTogether(LoadRequests requests) override { enqueue(std::move(requests)); }
    void generate(GenerateRequest request) override { enqueue(std::move(request)); }
    void unload() override { enqueue(UnloadRequest{}); }

    void cancel(std::uint64_t id) override {
        const std::lock_guard lock(m_mutex);
        if (id == m_running) {
            m_control.cancel = true;
        } else if (isWaiting(id)) {
            m_cancelled.insert(id);
        }
    }

    void answerNow(std::uint64_t id) override {
        const std::lock_guard lock(m_mutex);
        if (id == m_running) {
            m_control.answerNow = true;
        }
    }

private:
    void enqueue(Request request) {
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(std::move(request));
        }
        m_wake.notify_one();
    }

    [[nodiscard]] bool isWaiting(std::uint64_t id) const {
        return std::any_of(m_requests.begin(), m_requests.end(), [id](const Request& request) {
            const auto* generate = std::get_if<GenerateRequest>(&request);
            return generate != nullptr && generate->id == id;
        });
    }

    void work() {
        while (true) {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_quit || !m_requests.empty(); });
            if (m_quit) {
                break;
            }
            const Request request = std::move(m_requests.front());
            m_requests.pop_front();
            const auto* generate = std::get_if<GenerateRequest>(&request);
            m_running = generate != nullptr ? generate->id : 0;
            m_control.answerNow = false;
            m_control.cancel = generate != nullptr && m_cancelled.erase(generate->id) > 0;
            lock.unlock();
            perform(request, m_running);
            lock.lock();
            m_running = 0;
        }
        m_models.clear(); // on the thread that used the device
    }

    /// The edge at which the engine's exceptions become events.
    void perform(const Request& request, std::uint64_t id) {
        try {
            std::visit([this](const auto& r) { handle(r); }, request);
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::deviceLost) {
                m_models.clear(); // the next request opens the device and the model again
            }
            m_sink(Failed{id, error.kind(), error.what()});
        } catch (const std::bad_alloc&) {
            m_sink(Failed{id, ErrorKind::outOfMemory,
                          "There is not enough memory; close other programs or choose a smaller "
                          "model."});
        } catch (const std::exception& error) {
            m_sink(Failed{id, ErrorKind::badRequest, error.what()});
        }
    }

    void handle(const LoadRequests& requests) {
        m_models.clear();
        m_lastLoad.clear();
        open(requests);
        m_lastLoad = requests;
        for (std::uint32_t i = 0; i < m_models.size(); ++i) {
            m_sink(ModelReady{m_models[i]->info(), i});
        }
    }

    void open(const LoadRequests& requests) {
        std::vector<std::unique_ptr<LoadedModel>> models;
        int percent = -1;
        for (const LoadRequest& request : requests) {
            const auto start = std::chrono::steady_clock::now();
            const LoadProgress progress = [&](double share) {
                const double part =
                    (static_cast<double>(models.size()) + share) / double(requests.size());
                if (static_cast<int>(part * 100) != percent) {
                    percent = static_cast<int>(part * 100);
                    m_sink(ModelLoading{part});
                }
                return !quitting();
            };
            models.push_back(std::make_unique<LoadedModel>(request, m_options, progress));
            models.back()->setLoadMilliseconds(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                    .count());
        }
        m_models = std::move(models);
    }

    void handle(const GenerateRequest& request) {
        if (m_control.cancel) {
            GenerationFacts facts;
            facts.stopReason = StopReason::cancelled;
            m_sink(Finished{request.id, facts});
            return;
        }
        if (m_models.empty() && !m_lastLoad.empty()) {
            open(m_lastLoad);
        }
        if (request.model >= m_models.size()) {
            throw Error(ErrorKind::badRequest, "No model is loaded; choose one first.");
        }
        Generation generation(*m_models[request.model], request, m_control, m_sink);
        m_sink(Finished{request.id, generation.run()});
    }

    void handle(const UnloadRequest&) {
        m_models.clear();
        m_lastLoad.clear();
        m_sink(ModelUnloaded{});
    }

    [[nodiscard]] bool quitting() {
        const std::lock_guard lock(m_mutex);
        return m_quit;
    }

    EngineOptions m_options;
    EventSink m_sink;

    std::mutex m_mutex; ///< guards the queue and what belongs to it
    std::condition_variable m_wake;
    std::deque<Request> m_requests;
    std::set<std::uint64_t> m_cancelled; ///< waiting generations that were cancelled
    std::uint64_t m_running = 0;         ///< id of the running generation
    bool m_quit = false;
    GenerationControl m_control;

    // Of the engine thread:
    std::vector<std::unique_ptr<LoadedModel>> m_models;
    LoadRequests m_lastLoad;

    std::thread m_thread; ///< last: starts when all else is there
};

} // namespace

std::unique_ptr<Engine> createVulkanEngine(EngineOptions options, EventSink sink) {
    return std::make_unique<VulkanEngine>(std::move(options), std::move(sink));
}

} // namespace conclave
