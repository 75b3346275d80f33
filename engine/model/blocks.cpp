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

void latentAttentionBlock(LayerPass& pass) {
    auto& [rec, w, cache] = pass;
    rec.normProjectLatent(w);
    rec.attend(w, cache);
    rec.latentOutputAdd(w);
}

void deltaNetBlock(LayerPass& pass) {
    auto& [rec, w, cache] = pass;
    rec.normProject(w);
    rec.deltaRule(w, cache);
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
    if (w.shared.down.matrix.rows > 0) {
        rec.sharedGateUp(w);
        rec.sharedDownAdd(w);
    }
}

void expertsBesideDenseBlock(LayerPass& pass) {
    auto& [rec, w, cache] = pass;
    rec.normGateUp(w);
    rec.downBeside(w);
    rec.normRoute(w);
    rec.expertGateUp(w);
    rec.expertDownAdd(w);
    rec.besideAdd(w);
}

void recordLayer(const LayerHparams& layer, LayerPass pass) {
    switch (layer.attention) {
    case AttentionKind::groupedQuery:
        attentionBlock(pass);
        break;
    case AttentionKind::latent:
        latentAttentionBlock(pass);
        break;
    case AttentionKind::deltaNet:
        deltaNetBlock(pass);
        break;
    }
    if (layer.experts && layer.feedForwardLength > 0) {
        expertsBesideDenseBlock(pass);
    } else if (layer.experts) {
        expertBlock(pass);
    } else {
        denseBlock(pass);
    }
    if (pass.w.perLayerGate.matrix.rows > 0) {
        pass.rec.perLayerAdd(pass.w);
    }
}

} // namespace conclave
