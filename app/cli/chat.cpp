// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/engine_runner.h"
#include "app/cli/generation_options.h"
#include "app/cli/terminal.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kHelp = "/think      think before answering\n"
                                   "/no_think   answer at once\n"
                                   "/system T   set the system message and begin anew\n"
                                   "/save FILE  write the conversation as JSON\n"
                                   "/quit       end\n";

/// Messages for the person, not part of the conversation.
void tell(std::string_view text) {
    std::fprintf(stderr, "%s\n", std::string(text).c_str());
}

/// A conversation in the terminal.
class Conversation {
public:
    explicit Conversation(const GenerationOptions& options) : m_request(options.request) {
        const ModelInfo model = m_engine.load(options.loadRequest());
        tell(fmt::format("{} {} on {}. /help lists the commands.", model.name, model.quantisation,
                         model.device.name));
    }

    void run() {
        std::string line;
        while (!m_ended && prompt(line)) {
            if (line.starts_with('/')) {
                obey(line);
            } else if (!line.empty()) {
                answer(line);
            }
        }
    }

private:
    /// The next line; false at the end of input and after Ctrl-C.
    static bool prompt(std::string& line) {
        if (inputIsTerminal()) {
            std::fputs("\n> ", stderr);
        }
        return static_cast<bool>(std::getline(std::cin, line)) && !interrupted();
    }

    void obey(const std::string& line) {
        const std::size_t space = line.find(' ');
        const std::string command = line.substr(0, space);
        const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
        if (command == "/think") {
            m_request.thinking = Thinking::on;
        } else if (command == "/no_think") {
            m_request.thinking = Thinking::off;
        } else if (command == "/system") {
            m_messages.clear();
            if (!rest.empty()) {
                m_messages.push_back({.role = "system", .content = rest, .thinking = {}});
            }
        } else if (command == "/save") {
            save(rest);
        } else if (command == "/quit") {
            m_ended = true;
        } else {
            tell(kHelp);
        }
    }

    void answer(const std::string& question) {
        m_messages.push_back({.role = "user", .content = question, .thinking = {}});
        GenerateRequest request = m_request;
        request.messages = m_messages;
        ChatMessage reply{.role = "assistant", .content = {}, .thinking = {}};
        try {
            const GenerationFacts facts =
                m_engine.generate(std::move(request), [&](bool thinking, std::string_view text) {
                    show(reply, thinking, text);
                });
            printText("\n");
            if (errorIsTerminal()) {
                std::fprintf(stderr, "\033[2m%s\033[0m\n", factsLine(facts).c_str());
            }
            m_messages.push_back(std::move(reply));
        } catch (const Error& error) {
            tell(error.what());
            m_messages.pop_back(); // the question may be put again
        }
        forgetInterrupt(); // Ctrl-C ended this answer, not the conversation
    }

    static void show(ChatMessage& reply, bool thinking, std::string_view text) {
        if (thinking) {
            reply.thinking += text;
            if (errorIsTerminal()) {
                std::fprintf(stderr, "\033[2m%s\033[0m", std::string(text).c_str());
            }
            return;
        }
        if (reply.content.empty() && !reply.thinking.empty() && errorIsTerminal()) {
            std::fputs("\n\n", stderr);
        }
        reply.content += text;
        printText(text);
    }

    void save(const std::string& path) const {
        ordered_json messages = ordered_json::array();
        for (const ChatMessage& message : m_messages) {
            messages.push_back({{"role", message.role}, {"content", message.content}});
            if (!message.thinking.empty()) {
                messages.back()["reasoning_content"] = message.thinking;
            }
        }
        std::ofstream file(path);
        file << toLine({{"messages", std::move(messages)}}) << '\n';
        file.close();
        tell(file ? fmt::format("Saved to {}.", path) : fmt::format("Cannot write {}.", path));
    }

    EngineRunner m_engine;
    GenerateRequest m_request; ///< without messages
    std::vector<ChatMessage> m_messages;
    bool m_ended = false;
};

} // namespace

void addChat(CLI::App& program) {
    auto* command = program.add_subcommand("chat", "Talk with a model in the terminal");
    const auto options = std::make_shared<GenerationOptions>();
    addGenerationOptions(*command, *options);
    command->callback([options] { Conversation(*options).run(); });
}

} // namespace conclave::cli
