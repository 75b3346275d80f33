// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the commands share with the person or script in front of them.
#pragma once

#include <CLI/App.hpp>
#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace conclave::cli {

/// The MODEL argument: a path, or "guide".
CLI::Option* addModel(CLI::App& command, std::string& model);
CLI::Option* addJson(CLI::App& command, bool& json);
CLI::Option* addDevice(CLI::App& command, std::string& device);

/// Results, on standard output. Bytes that are not UTF-8 become U+FFFD in JSON.
void printJson(const nlohmann::ordered_json& document);
void printText(std::string_view text);
[[nodiscard]] std::string toLine(const nlohmann::ordered_json& document);

/// A file, or standard input for "-". Throws Error(io).
[[nodiscard]] std::string readText(const std::string& path);

/// From here on Ctrl-C only sets what interrupted() tells; a second one ends the program.
void catchInterrupts();
[[nodiscard]] bool interrupted() noexcept;
void forgetInterrupt() noexcept;

[[nodiscard]] bool errorIsTerminal();  ///< standard error is seen by a person
[[nodiscard]] bool outputIsTerminal(); ///< standard output is seen by a person
[[nodiscard]] bool inputIsTerminal();

/// A line on standard error that is overwritten as work goes on; nothing unless on a terminal.
class ProgressLine {
public:
    explicit ProgressLine(std::string what);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    void show(double part); ///< 0 to 1
    void clear();

private:
    std::string m_what;
    int m_shown = -1; ///< per cent
};

} // namespace conclave::cli
