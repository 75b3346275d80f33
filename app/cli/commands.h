// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The commands of conclave-cli: each function adds one, with its options and what it does.
#pragma once

#include <CLI/App.hpp>

namespace conclave::cli {

void addCompare(CLI::App& program);
void addDevices(CLI::App& program);
void addInspect(CLI::App& program);
void addTokenize(CLI::App& program);
void addDetokenize(CLI::App& program);
void addTemplate(CLI::App& program);
void addLogits(CLI::App& program);
void addGenerate(CLI::App& program);
void addChat(CLI::App& program);
void addBench(CLI::App& program);
void addImatrix(CLI::App& program);
void addPerplexity(CLI::App& program);
void addQuantize(CLI::App& program);
void addSynth(CLI::App& program);

} // namespace conclave::cli
