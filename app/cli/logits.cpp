// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/engine_runner.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/guide_path.h"
#include "engine/model/session.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <memory>

namespace conclave::cli {
namespace {

struct Options {
    std::string model, device, tokens, positions = "all";
    std::uint32_t greedy = 0;
    bool json = false;
};

/// "1,2,3"; nothing if a part is not a number.
std::optional<std::vector<std::uint32_t>> readList(std::string_view text) {
    std::vector<std::uint32_t> result;
    const char* next = text.data();
    const char* const end = next + text.size();
    while (true) {
        std::uint32_t value = 0;
        const auto [after, error] = std::from_chars(next, end, value);
        if (error != std::errc{} || (after != end && *after != ',')) {
            return std::nullopt;
        }
        result.push_back(value);
        if (after == end) {
            return result;
        }
        next = after + 1;
    }
}

std::vector<std::uint32_t> readPositions(const std::string& text, std::uint32_t count) {
    if (text == "last") {
        return {count - 1};
    }
    if (text == "all") {
        std::vector<std::uint32_t> all(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            all[i] = i;
        }
        return all;
    }
    std::vector<std::uint32_t> positions = *readList(text); // checked when it was given
    for (const std::uint32_t position : positions) {
        if (position >= count) {
            throw Error(ErrorKind::badRequest,
                        fmt::format("There is no position {}: the tokens have the positions 0 to "
                                    "{}.",
                                    position, count - 1));
        }
    }
    return positions;
}

/// Logits by position; each position of a list is computed once, in ascending order.
class Evaluation {
public:
    Evaluation(Session& session, std::span<const TokenId> tokens,
               std::vector<std::uint32_t> positions, std::size_t vocabulary)
        : m_ascending(std::move(positions)), m_vocabulary(vocabulary) {
        std::ranges::sort(m_ascending);
        const auto rest = std::ranges::unique(m_ascending);
        m_ascending.erase(rest.begin(), rest.end());
        m_logits = session.evaluate(tokens, m_ascending);
    }

    [[nodiscard]] std::span<const float> at(std::uint32_t position) const {
        const auto place = std::ranges::lower_bound(m_ascending, position) - m_ascending.begin();
        return std::span(m_logits).subspan(static_cast<std::size_t>(place) * m_vocabulary,
                                           m_vocabulary);
    }

private:
    std::vector<std::uint32_t> m_ascending;
    std::size_t m_vocabulary;
    std::vector<float> m_logits; ///< [ascending positions, vocabulary]
};

/// "[0.25,-1.5]" with as many digits as a float needs; JSON knows no other numbers than finite.
std::string toJson(std::span<const float> values) {
    fmt::memory_buffer text;
    text.push_back('[');
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isfinite(values[i])) {
            fmt::format_to(std::back_inserter(text), "{}{}", i == 0 ? "" : ",", values[i]);
        } else {
            fmt::format_to(std::back_inserter(text), "{}null", i == 0 ? "" : ",");
        }
    }
    text.push_back(']');
    return fmt::to_string(text);
}

/// The next tokens by arg-max.
std::vector<TokenId> continueGreedily(Session& session, std::span<const TokenId> tokens,
                                      std::uint32_t count) {
    std::vector<TokenId> result;
    if (count > 0) {
        SamplingSettings greedy;
        greedy.temperature = 0;
        session.sync(tokens);
        session.decode(greedy, 0, {}, count, [&](TokenId token) {
            result.push_back(token);
            return !interrupted();
        });
    }
    return result;
}

void print(const Options& options, const Evaluation& evaluation,
           const std::vector<std::uint32_t>& positions, std::size_t vocabulary,
           const std::vector<TokenId>& greedy) {
    if (!options.json) {
        for (const std::uint32_t position : positions) {
            const auto row = evaluation.at(position);
            const auto best = std::ranges::max_element(row);
            printText(fmt::format("position {}: largest logit {:.5f}, of token {}\n", position,
                                  *best, best - row.begin()));
        }
        if (!greedy.empty()) {
            printText(fmt::format("greedy: {}\n", fmt::join(greedy, " ")));
        }
        return;
    }
    // Written in pieces: a long text with a large vocabulary is gigabytes.
    printText(fmt::format(R"({{"vocabulary_size":{},"positions":[{}],"logits":[)", vocabulary,
                          fmt::join(positions, ",")));
    for (std::size_t i = 0; i < positions.size(); ++i) {
        printText((i == 0 ? "" : ",") + toJson(evaluation.at(positions[i])));
    }
    printText(fmt::format(R"(],"greedy":[{}]}})", fmt::join(greedy, ",")) + "\n");
}

/// Whole steps with some room behind, as the reference counts it: for models with longrope, whether
/// the context is longer than the original one decides what their logits are.
std::uint32_t contextFor(std::uint32_t tokens) {
    return (tokens + 40 + 255) / 256 * 256;
}

void run(const Options& options) {
    const std::vector<TokenId> tokens = *readList(options.tokens); // checked when it was given
    const auto count = static_cast<std::uint32_t>(tokens.size());
    const auto positions = readPositions(options.positions, count);

    ProgressLine progress("Loading");
    Runtime runtime(options.device, cacheDirectory(), GgufFile(resolveModel(options.model)),
                    contextFor(count + options.greedy), [&progress](double part) {
                        progress.show(part);
                        return !interrupted();
                    });
    progress.clear();
    const std::uint32_t vocabulary = runtime.model().hparams().vocabularySize;
    for (const TokenId token : tokens) {
        if (token >= vocabulary) {
            throw Error(ErrorKind::badRequest,
                        fmt::format("There is no token {}: the vocabulary of {} has {} tokens.",
                                    token, options.model, vocabulary));
        }
    }
    Session session(runtime);
    const Evaluation evaluation(session, tokens, positions, vocabulary);
    const auto greedy = continueGreedily(session, tokens, options.greedy);
    print(options, evaluation, positions, vocabulary, greedy);
}

} // namespace

void addLogits(CLI::App& program) {
    auto* command = program.add_subcommand("logits", "Run tokens and show the logits after them");
    const auto options = std::make_shared<Options>();
    addModel(*command, options->model);
    command->add_option("--tokens", options->tokens, "Token ids: 1,2,3")
        ->required()
        ->check([](const std::string& text) {
            return readList(text) ? "" : text + " is not a list of token ids such as 1,2,3";
        });
    command->add_option("--positions", options->positions, "all, last, or a list: 0,5")
        ->capture_default_str()
        ->check([](const std::string& text) {
            return text == "all" || text == "last" || readList(text)
                       ? ""
                       : text + " is neither all nor last nor a list such as 0,5";
        });
    command->add_option("--greedy", options->greedy, "Add the N next tokens by arg-max");
    addDevice(*command, options->device);
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
