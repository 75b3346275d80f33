// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/error.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    using namespace conclave::cli;
    constexpr int kDone = 0, kFailed = 1, kWrongUsage = 2;

    CLI::App program("Conclave without a window: runs language models on Vulkan devices.",
                     "conclave-cli");
    program.set_version_flag("--version", "conclave-cli " CONCLAVE_VERSION);
    program.require_subcommand(1);
    program.footer("MODEL is a GGUF file (the first of a split set), or the word guide for the "
                   "built-in model.");
    addDevices(program);
    addInspect(program);
    addTokenize(program);
    addDetokenize(program);
    addTemplate(program);
    addLogits(program);
    addGenerate(program);
    addChat(program);
    addBench(program);
    addCompare(program);
    addImatrix(program);
    addPerplexity(program);
    addQuantize(program);
    addSynth(program);

    catchInterrupts();
    try {
        program.parse(argc, argv); // runs the command, too
        return kDone;
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? kDone : kWrongUsage;
    } catch (const conclave::Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
    } catch (const std::bad_alloc&) {
        std::fprintf(stderr, "There is not enough memory for this.\n");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "This failed unexpectedly: %s.\n", error.what());
    }
    return kFailed;
}
