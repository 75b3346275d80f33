// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/blocks.h"

namespace conclave {

void attentionBlock(LayerPass& pass) {
    auto& [rec, w, cache] = pass;
    rec.normProject(w);
    rec.attend(w, cache);
    rec.attentionOutputAdd(w);
}

void denseBlock(LayerPass& pass) {
    auto& [rec, w, cache] = pass;
    rec.normGateUp(w);
    rec.downAdd(w);
}

void expertBlock(LayerPass& pass) {
    auto& [rec, w, cache] = pass;
    rec.normRoute(w);
    rec.expertGateUp(w);
    rec.expertDownAdd(w);
}

void recordLayer(const Architecture& architecture, LayerPass pass) {
    attentionBlock(pass);
    switch (architecture.feedForward) {
    case FeedForward::dense:
        denseBlock(pass);
        break;
    case FeedForward::experts:
        expertBlock(pass);
        break;
    }
}

} // namespace conclave
