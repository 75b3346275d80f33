// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/engine_runner.h"
#include "app/cli/generation_options.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/guide_path.h"
#include "engine/gguf/model_summary.h"
#include "engine/model/session.h"
#include "engine/vulkan/bandwidth.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

struct Options {
    std::vector<std::string> models;
    std::string device;
    std::uint32_t prefill = 512, decode = 128, depth = 0, repeat = 5;
    std::uint64_t seed = 1;
    CacheType cacheType = CacheType::f16;
    bool json = false;
};

/// Tokens per second of the repetitions.
struct Speeds {
    std::vector<double> values;

    [[nodiscard]] double median() const {
        std::vector<double> sorted = values;
        std::ranges::sort(sorted);
        const std::size_t middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
    [[nodiscard]] ordered_json toJson() const {
        const auto [min, max] = std::ranges::minmax(values);
        return {{"median", median()}, {"min", min}, {"max", max}};
    }
};

/// What was measured of one model.
struct Row {
    std::string model, device;
    Speeds prefill, decode;
    PlanFigures plan;
    double tauMicroseconds = 0; ///< per layer: the time of a token that memory does not explain
    std::uint64_t bytesPerToken = 0;
    double bandwidth = 0; ///< bytes per second
    double loadMilliseconds = 0;
    std::uint64_t deviceBytes = 0;

    [[nodiscard]] double fractionOfBandwidth() const {
        return static_cast<double>(bytesPerToken) * decode.median() / bandwidth;
    }
};

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void stopIfInterrupted() {
    if (interrupted()) {
        throw Error(ErrorKind::badRequest, "Stopped before everything was measured.");
    }
}

std::uint64_t peakProcessBytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024; // Linux counts in KiB
}

/// One repetition on a session of its own: random tokens at the depth asked for, then sampling as
/// a chat does it.
void measureOnce(Runtime& runtime, const Options& options, Row& row) {
    std::mt19937_64 random(options.seed);
    std::vector<TokenId> tokens(options.depth + options.prefill);
    for (TokenId& token : tokens) {
        token = static_cast<TokenId>(random() % runtime.model().hparams().vocabularySize);
    }
    const auto goOn = [](std::uint32_t) { return !interrupted(); };
    Session session(runtime);
    if (options.depth > 0) {
        session.sync(std::span(tokens).first(options.depth), goOn);
        stopIfInterrupted();
    }
    const auto prefillStart = Clock::now();
    session.sync(tokens, goOn);
    row.prefill.values.push_back(options.prefill / secondsSince(prefillStart));
    stopIfInterrupted();

    // The first token comes from the prefill; each further one is a step.
    Clock::time_point first;
    std::uint32_t drawn = 0;
    session.decode({}, options.seed, {}, options.decode + 1, [&](TokenId) {
        first = drawn == 0 ? Clock::now() : first;
        ++drawn;
        return !interrupted();
    });
    stopIfInterrupted();
    row.decode.values.push_back((drawn - 1) / secondsSince(first));
}

Row measure(const std::string& model, const Options& options) {
    Row row{.model = model};
    const auto loadStart = Clock::now();
    ProgressLine loading("Loading " + model);
    Runtime runtime(
        options.device, cacheDirectory(), GgufFile(resolveModel(model)),
        options.depth + options.prefill + options.decode + 1,
        [&](double part) {
            loading.show(part);
            return !interrupted();
        },
        options.cacheType);
    loading.clear();
    row.loadMilliseconds = 1000 * secondsSince(loadStart);
    row.device = runtime.device().info().name;
    row.bytesPerToken = summarise(runtime.model().file()).bytesPerToken;
    row.deviceBytes = runtime.weightBytes() + runtime.cacheBytes() + runtime.scratchBytes();

    ProgressLine measuring("Measuring " + model);
    for (std::uint32_t i = 0; i <= options.repeat; ++i) { // one more: the first warms up
        measuring.show(static_cast<double>(i) / (options.repeat + 1));
        measureOnce(runtime, options, row);
    }
    row.prefill.values.erase(row.prefill.values.begin());
    row.decode.values.erase(row.decode.values.begin());

    row.plan = runtime.forward().figures();
    row.bandwidth = measureBandwidth(runtime.device());
    const double explained = static_cast<double>(row.bytesPerToken) / row.bandwidth;
    row.tauMicroseconds = std::max(0.0, 1 / row.decode.median() - explained) * 1e6 /
                          runtime.model().hparams().layerCount;
    return row;
}

ordered_json toJson(const Row& row) {
    return {{"model", row.model},
            {"device", row.device},
            {"prefill_tokens_per_second", row.prefill.toJson()},
            {"decode_tokens_per_second", row.decode.toJson()},
            {"dispatches_per_layer", row.plan.dispatchesPerLayer},
            {"barriers_per_layer", row.plan.barriersPerLayer},
            {"tau_us_per_layer", row.tauMicroseconds},
            {"bytes_per_token", row.bytesPerToken},
            {"measured_bandwidth_bytes_per_second", row.bandwidth},
            {"fraction_of_bandwidth", row.fractionOfBandwidth()},
            {"load_ms", row.loadMilliseconds},
            {"peak_device_bytes", row.deviceBytes},
            {"peak_process_bytes", peakProcessBytes()}};
}

std::string toText(const Row& row) {
    return fmt::format(
        "{} on {}\n"
        "  prefill  {:10.1f} tokens/s\n"
        "  decode   {:10.1f} tokens/s, {:.1f} % of {:.1f} GB/s, {:.1f} MB per token\n"
        "  layer    {:10.1f} dispatches, {:.1f} barriers, {:.1f} us beyond memory\n"
        "  load     {:10.1f} ms, {:.1f} MB on the device\n",
        row.model, row.device, row.prefill.median(), row.decode.median(),
        100 * row.fractionOfBandwidth(), row.bandwidth / 1e9,
        static_cast<double>(row.bytesPerToken) / 1e6, row.plan.dispatchesPerLayer,
        row.plan.barriersPerLayer, row.tauMicroseconds, row.loadMilliseconds,
        static_cast<double>(row.deviceBytes) / 1e6);
}

void run(const Options& options) {
    ordered_json rows = ordered_json::array();
    for (const std::string& model : options.models) {
        const Row row = measure(model, options);
        rows.push_back(toJson(row));
        if (!options.json) {
            printText(toText(row));
        }
    }
    if (options.json) {
        printJson(rows);
    }
}

} // namespace

void addBench(CLI::App& program) {
    auto* command = program.add_subcommand("bench", "Measure the speed of models");
    const auto options = std::make_shared<Options>();
    const CLI::Range positive(1U, 1U << 24), any(0U, 1U << 24);
    command->add_option("MODEL", options->models, "GGUF files, or guide for the built-in model")
        ->required();
    command->add_option("--prefill", options->prefill, "Tokens of the prompt")
        ->capture_default_str()
        ->check(positive);
    command->add_option("--decode", options->decode, "Tokens to generate")
        ->capture_default_str()
        ->check(positive);
    command->add_option("--depth", options->depth, "Tokens already in the context")
        ->capture_default_str()
        ->check(any);
    command->add_option("--repeat", options->repeat, "Measurements, after one to warm up")
        ->capture_default_str()
        ->check(positive);
    command->add_option("--seed", options->seed, "Of the random tokens")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    addCacheType(*command, options->cacheType);
    addDevice(*command, options->device);
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
