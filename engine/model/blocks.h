// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A transformer layer, written with the operations of the Recorder in the order of the papers.
#pragma once

#include "engine/model/recorder.h"

namespace conclave {

/// What the blocks of one layer work on.
struct LayerPass {
    Recorder& rec;
    const LayerWeights& w;
    const CacheView& cache;
};

/// Grouped-query attention (Ainslie et al., arXiv 2305.13245) with its norm and residual.
void attentionBlock(LayerPass& pass);

/// Multi-head latent attention (DeepSeek-V2, arXiv 2405.04434), key and value matrices absorbed.
void latentAttentionBlock(LayerPass& pass);

/// Gated DeltaNet (Yang et al., arXiv 2412.06464) with its norm and residual.
void deltaNetBlock(LayerPass& pass);

/// Gated feed-forward block with its norm and residual.
void denseBlock(LayerPass& pass);

/// Mixture of experts (Shazeer et al., arXiv 1701.06538), chosen and shared, with its norm and
/// residual.
void expertBlock(LayerPass& pass);

/// Experts and a dense block over the same residual stream, each with a norm behind it (Gemma 4).
void expertsBesideDenseBlock(LayerPass& pass);

/// One layer, by the kinds of its blocks.
void recordLayer(const LayerHparams& layer, LayerPass pass);

} // namespace conclave
