// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/model.h"

#include "engine/gguf/model_kind.h"

#include <utility>

namespace conclave {

namespace {

const Architecture& architectureOf(const GgufFile& file) {
    requireLanguageModel(file);
    return requireArchitecture(file.requireString("general.architecture"));
}

} // namespace

Model::Model(Device& device, GgufFile file, std::uint32_t contextLength,
             const LoadProgress& progress, std::shared_ptr<WeightMemory> memory)
    : m_file(std::move(file)), m_architecture(architectureOf(m_file)),
      m_hparams(readHparams(m_file, m_architecture, contextLength)),
      m_weights(device, m_file, m_hparams, progress, std::move(memory)) {}

} // namespace conclave
