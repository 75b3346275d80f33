// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Everything of a loaded model that does not change.
#pragma once

#include "engine/model/weights.h"

namespace conclave {

/// A model on a device. Immutable after construction.
class Model {
public:
    /// Throws Error with one sentence for whatever stands in the way.
    /// `contextLength` as in readHparams().
    Model(Device& device, GgufFile file, std::uint32_t contextLength = 0,
          const LoadProgress& progress = {}, std::shared_ptr<WeightMemory> memory = {});

    [[nodiscard]] const Architecture& architecture() const noexcept { return m_architecture; }
    [[nodiscard]] const Hparams& hparams() const noexcept { return m_hparams; }
    [[nodiscard]] const Weights& weights() const noexcept { return m_weights; }
    [[nodiscard]] const GgufFile& file() const noexcept { return m_file; }

private:
    GgufFile m_file;
    const Architecture& m_architecture;
    Hparams m_hparams;
    Weights m_weights;
};

} // namespace conclave
