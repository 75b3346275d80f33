// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/reference/reference_model.h"

#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/reference/dequantise.h"

#include <string>
#include <utility>

namespace conclave {

using namespace reference;

namespace {

Vector weightsOf(const GgufFile& file, const std::string& name) {
    const TensorInfo& tensor = file.requireTensor(name);
    return dequantised(tensor.type, tensor.data);
}

Vector weightsOrNone(const GgufFile& file, const std::string& name) {
    return file.findTensor(name) != nullptr ? weightsOf(file, name) : Vector{};
}

} // namespace

ReferenceModel::ReferenceModel(const GgufFile& file)
    : m_architecture(requireArchitecture(file.requireString("general.architecture"))),
      m_hparams(readHparams(file, m_architecture)), m_rope{m_architecture.rope,
                                                           m_hparams.ropeFreqBase,
                                                           m_hparams.headSize,
                                                           weightsOrNone(file,
                                                                         "rope_freqs.weight")},
      m_embedding(weightsOf(file, "token_embd.weight")),
      m_outputNorm(weightsOf(file, "output_norm.weight")),
      m_output(weightsOrNone(file, "output.weight")), m_layers(m_hparams.layerCount) {
    const std::string ffn = m_architecture.feedForward == FeedForward::experts ? "_exps" : "";
    for (std::uint32_t index = 0; index < m_hparams.layerCount; ++index) {
        const auto named = [&](const std::string& part) {
            return "blk." + std::to_string(index) + "." + part + ".weight";
        };
        Layer& layer = m_layers[index];
        layer.attnNorm = weightsOf(file, named("attn_norm"));
        layer.query = weightsOf(file, named("attn_q"));
        layer.key = weightsOf(file, named("attn_k"));
        layer.value = weightsOf(file, named("attn_v"));
        layer.output = weightsOf(file, named("attn_output"));
        if (m_architecture.queryKeyNorm) {
            layer.queryNorm = weightsOf(file, named("attn_q_norm"));
            layer.keyNorm = weightsOf(file, named("attn_k_norm"));
        }
        layer.ffnNorm = weightsOf(file, named("ffn_norm"));
        if (m_architecture.feedForward == FeedForward::experts) {
            layer.router = weightsOf(file, named("ffn_gate_inp"));
        }
        layer.gate = weightsOf(file, named("ffn_gate" + ffn));
        layer.up = weightsOf(file, named("ffn_up" + ffn));
        layer.down = weightsOf(file, named("ffn_down" + ffn));
    }
}

std::vector<float> ReferenceModel::forward(std::span<const std::uint32_t> tokens) {
    m_position = 0;
    for (Layer& layer : m_layers) {
        layer.history = {};
    }
    std::vector<float> all;
    for (const std::uint32_t token : tokens) {
        const Vector logits = next(token);
        all.insert(all.end(), logits.begin(), logits.end());
    }
    return all;
}

std::vector<float> ReferenceModel::next(std::uint32_t token) {
    if (token >= m_hparams.vocabularySize) {
        throw Error(ErrorKind::badRequest, "Token " + std::to_string(token) +
                                               " is not in the vocabulary of " +
                                               std::to_string(m_hparams.vocabularySize) + ".");
    }
    const std::size_t embed = m_hparams.embeddingLength;
    const auto row = std::span<const float>(m_embedding).subspan(token * embed, embed);
    Vector x(row.begin(), row.end());
    for (std::uint32_t layer = 0; layer < m_hparams.layerCount; ++layer) {
        x = seen(layer, "attn_out", sum(x, attentionBlock(layer, x)));
        x = seen(layer, "ffn_out", sum(x, feedForwardBlock(layer, x)));
    }
    ++m_position;
    const std::uint32_t end = m_hparams.layerCount;
    x = seen(end, "output_norm", rmsNorm(x, m_outputNorm, m_hparams.rmsEpsilon));
    return seen(end, "logits", matVec(m_output.empty() ? m_embedding : m_output, x));
}

Vector ReferenceModel::attentionBlock(std::uint32_t index, std::span<const float> x) {
    Layer& layer = m_layers[index];
    const float epsilon = m_hparams.rmsEpsilon;
    const std::uint32_t headSize = m_hparams.headSize;
    const Vector normed = seen(index, "attn_norm", rmsNorm(x, layer.attnNorm, epsilon));

    Vector query = matVec(layer.query, normed);
    Vector key = matVec(layer.key, normed);
    if (m_architecture.queryKeyNorm) {
        query = headNorm(query, layer.queryNorm, epsilon);
        key = headNorm(key, layer.keyNorm, epsilon);
    }
    query = seen(index, "query", rope(query, headSize, m_position, m_rope));
    key = seen(index, "key", rope(key, headSize, m_position, m_rope));
    layer.history.append(key, seen(index, "value", matVec(layer.value, normed)));

    const Vector heads = attend(query, layer.history, m_hparams.headCountKv, headSize);
    return matVec(layer.output, seen(index, "heads", heads));
}

Vector ReferenceModel::feedForwardBlock(std::uint32_t index, std::span<const float> x) {
    const Layer& layer = m_layers[index];
    const FeedForwardWeights weights{layer.gate, layer.up, layer.down};
    const Vector normed = seen(index, "ffn_norm", rmsNorm(x, layer.ffnNorm, m_hparams.rmsEpsilon));
    if (m_architecture.feedForward == FeedForward::dense) {
        return feedForward(weights, normed);
    }
    const Vector routerLogits = seen(index, "router", matVec(layer.router, normed));
    const auto chosen = route(routerLogits, m_hparams.expertUsedCount, m_architecture.router);
    return expertSum(weights, m_hparams.expertCount, chosen, normed);
}

Vector ReferenceModel::seen(std::uint32_t layer, std::string_view stage, Vector values) {
    if (m_observer) {
        m_observer(layer, stage, values);
    }
    return values;
}

} // namespace conclave
