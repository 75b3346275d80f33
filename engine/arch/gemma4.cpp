// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"
#include "engine/arch/rope_hparams.h"

namespace conclave {

namespace {

/// Layers with a window have heads of another size, and a rope of their own.
void readWindowedHeads(const HparamsReader& read, Hparams& h) {
    const std::uint32_t size =
        read.count("attention.key_length_swa", kMaxHeadSize, std::uint64_t{h.layers[0].headSize});
    const std::uint32_t rotated =
        read.count("rope.dimension_count_swa", kMaxHeadSize, std::uint64_t{size});
    h.ropes.push_back(plainRope(rotated, read.number("rope.freq_base_swa", 1, 1e12, 10000.0)));
    for (LayerHparams& layer : h.layers) {
        if (layer.window > 0) {
            layer.headSize = size;
            layer.valueSize =
                read.count("attention.value_length_swa", kMaxHeadSize, std::uint64_t{size});
            layer.rope = 1;
        }
    }
}

/// The last layers use keys and values of the last layer before them that sees as much.
void shareKeys(const HparamsReader& read, Hparams& h) {
    const std::uint32_t shared = read.countOrZero("attention.shared_kv_layers", h.layerCount - 1);
    const std::uint32_t owning = h.layerCount - shared;
    for (std::uint32_t l = owning; l < h.layerCount; ++l) {
        std::uint32_t source = owning;
        while (source > 0 && (h.layers[source - 1].window > 0) != (h.layers[l].window > 0)) {
            --source;
        }
        if (source == 0) {
            read.reject("it shares keys of a kind of layer that it does not have");
        }
        h.layers[l].keyValueLayer = source - 1;
    }
}

void adapt(const HparamsReader& read, Hparams& h) {
    readWindowedHeads(read, h);
    shareKeys(read, h);
    h.attentionScale = 1;
    h.unweightedValueNorm = true;
    h.valueIsKey = true;
    h.perLayerLength = read.countOrZero("embedding_length_per_layer_input", kMaxLength);
    const auto lengths = read.perLayer("feed_forward_length", kMaxLength, h.layerCount);
    for (std::uint32_t l = 0; l < h.layerCount; ++l) {
        h.layers[l].feedForwardLength = lengths[l]; // beside experts, too
    }
}

} // namespace

// Gemma 4: norms around each block, heads of two sizes, keys and values shared between layers, a
// second embedding for each layer; with experts these stand beside the dense block.
const Architecture kGemma4{
    .ggufName = "gemma4",
    .queryKeyNorm = HeadNorm::perHead,
    .activation = Activation::gelu,
    .scalesEmbedding = true,
    .windowPeriod = 6,
    .adapt = adapt,
};

} // namespace conclave
