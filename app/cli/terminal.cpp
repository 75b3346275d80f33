// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/terminal.h"

#include "engine/error.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <unistd.h>
#include <utility>

namespace conclave::cli {
namespace {

std::atomic<bool> wasInterrupted{false}; // the only thing a signal handler may touch

void onInterrupt(int) {
    if (wasInterrupted.exchange(true)) {
        std::signal(SIGINT, SIG_DFL);
        std::raise(SIGINT);
    }
}

} // namespace

CLI::Option* addModel(CLI::App& command, std::string& model) {
    return command.add_option("MODEL", model, "GGUF file, or guide for the built-in model")
        ->required();
}

CLI::Option* addJson(CLI::App& command, bool& json) {
    return command.add_flag("--json", json, "Print one JSON document and nothing else");
}

CLI::Option* addDevice(CLI::App& command, std::string& device) {
    return command.add_option("--device", device,
                              "Vulkan device: its number, UUID or part of its name");
}

std::string toLine(const nlohmann::ordered_json& document) {
    using Handler = nlohmann::ordered_json::error_handler_t;
    return document.dump(-1, ' ', false, Handler::replace);
}

void printJson(const nlohmann::ordered_json& document) {
    printText(toLine(document) + "\n");
}

void printText(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() ||
        std::fflush(stdout) != 0) {
        throw Error(ErrorKind::io, "Cannot write the result: standard output is closed or full.");
    }
}

std::string readText(const std::string& path) {
    const auto readAll = [](std::istream& in) {
        return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    };
    if (path == "-") {
        return readAll(std::cin);
    }
    std::ifstream file(path, std::ios::binary);
    std::string text = file ? readAll(file) : std::string();
    if (!file) {
        throw Error(ErrorKind::io, "Cannot read " + path + ".");
    }
    return text;
}

void catchInterrupts() {
    std::signal(SIGINT, onInterrupt);
}

bool interrupted() noexcept {
    return wasInterrupted;
}

void forgetInterrupt() noexcept {
    wasInterrupted = false;
}

bool errorIsTerminal() {
    return ::isatty(STDERR_FILENO) == 1;
}

bool outputIsTerminal() {
    return ::isatty(STDOUT_FILENO) == 1;
}

bool inputIsTerminal() {
    return ::isatty(STDIN_FILENO) == 1;
}

ProgressLine::ProgressLine(std::string what) : m_what(std::move(what)) {}

ProgressLine::~ProgressLine() {
    clear();
}

void ProgressLine::show(double part) {
    const int percent = static_cast<int>(part * 100);
    if (percent == m_shown || !errorIsTerminal()) {
        return;
    }
    m_shown = percent;
    std::fprintf(stderr, "\r%s %3d %%", m_what.c_str(), percent);
    std::fflush(stderr);
}

void ProgressLine::clear() {
    if (m_shown >= 0) {
        std::fprintf(stderr, "\r\033[K");
        m_shown = -1;
    }
}

} // namespace conclave::cli
