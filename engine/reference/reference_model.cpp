// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/reference/reference_model.h"

#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/reference/dequantise.h"

#include <cmath>
#include <string>
#include <tuple>
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

std::string named(std::uint32_t layer, const std::string& part) {
    return "blk." + std::to_string(layer) + "." + part;
}

/// Rows [first, first + count) of a matrix with rows of `length`.
Vector rowsOf(const Vector& matrix, std::size_t length, std::size_t first, std::size_t count) {
    const auto begin = matrix.begin() + first * length;
    return {begin, begin + count * length};
}

Vector plus(Vector x, const Vector& bias) {
    return bias.empty() ? x : sum(x, bias);
}

/// Of the equal parts that belong to the key heads rows [first, first + count) each.
Vector rowsOfKeyHeads(const Vector& matrix, std::size_t length, std::size_t keyHeads,
                      std::size_t first, std::size_t count) {
    const std::size_t perKeyHead = matrix.size() / length / keyHeads;
    Vector rows;
    for (std::size_t k = 0; k < keyHeads; ++k) {
        const Vector some = rowsOf(matrix, length, k * perKeyHead + first, count);
        rows.insert(rows.end(), some.begin(), some.end());
    }
    return rows;
}

/// The first and second halves of the pairs of equal parts [head][2][size].
std::pair<Vector, Vector> halvesOfHeads(const Vector& all, std::size_t size) {
    const std::size_t heads = all.size() / size / 2;
    std::pair<Vector, Vector> halves;
    for (std::size_t head = 0; head < heads; ++head) {
        const auto begin = all.begin() + 2 * head * size;
        halves.first.insert(halves.first.end(), begin, begin + size);
        halves.second.insert(halves.second.end(), begin + size, begin + 2 * size);
    }
    return halves;
}

} // namespace

ReferenceModel::ReferenceModel(const GgufFile& file, std::uint32_t contextLength)
    : m_architecture(requireArchitecture(file.requireString("general.architecture"))),
      m_hparams(readHparams(file, m_architecture, contextLength)), m_states(m_hparams.layerCount) {
    const auto weights = std::make_shared<Weights>();
    weights->embedding = weightsOf(file, "token_embd.weight");
    weights->outputNorm = weightsOf(file, "output_norm.weight");
    weights->output = weightsOrNone(file, "output.weight");
    weights->perLayerEmbedding = weightsOrNone(file, "per_layer_token_embd.weight");
    weights->perLayerProjection = weightsOrNone(file, "per_layer_model_proj.weight");
    weights->perLayerNorm = weightsOrNone(file, "per_layer_proj_norm.weight");
    weights->layers.resize(m_hparams.layerCount);
    for (std::uint32_t index = 0; index < m_hparams.layerCount; ++index) {
        loadAttention(file, weights->layers[index], index);
        loadFeedForward(file, weights->layers[index], index);
    }
    m_weights = weights;
}

void ReferenceModel::loadDeltaNet(const GgufFile& file, Layer& layer, std::uint32_t index) {
    const auto get = [&](const std::string& part) {
        return weightsOrNone(file, named(index, part));
    };
    const DeltaHparams& d = m_hparams.delta;
    const std::size_t embed = m_hparams.embeddingLength;
    const std::size_t sharing = d.heads / d.keyHeads;
    const auto split = [&](const Vector& all, std::size_t first, std::size_t count) {
        return rowsOfKeyHeads(all, embed, d.keyHeads, first, count);
    };
    layer.deltaInputs = get("attn_qkv.weight");
    layer.deltaGate = get("attn_gate.weight");
    if (const Vector all = get("ssm_in.weight"); !all.empty()) { // the first files
        const std::size_t values = sharing * d.valueSize;
        for (const auto& [first, count] : {std::pair<std::size_t, std::size_t>{0, d.keySize},
                                           {d.keySize, d.keySize},
                                           {2 * d.keySize, values}}) {
            const Vector rows = split(all, first, count);
            layer.deltaInputs.insert(layer.deltaInputs.end(), rows.begin(), rows.end());
        }
        layer.deltaGate = split(all, 2 * d.keySize + values, values);
    }
    layer.deltaBeta = get("ssm_beta.weight");
    layer.deltaAlpha = get("ssm_alpha.weight");
    if (const Vector both = get("ssm_ba.weight"); !both.empty()) {
        layer.deltaBeta = split(both, 0, sharing);
        layer.deltaAlpha = split(both, sharing, sharing);
    }
    layer.convolution = get("ssm_conv1d.weight");
    layer.decay = get("ssm_a");
    layer.timeStep = get("ssm_dt.bias");
    layer.deltaNorm = get("ssm_norm.weight");
    layer.output = get("ssm_out.weight");
}

void ReferenceModel::loadAttention(const GgufFile& file, Layer& layer, std::uint32_t index) {
    const auto get = [&](const std::string& part) {
        return weightsOrNone(file, named(index, part));
    };
    const LayerHparams& h = m_hparams.layers[index];
    const std::size_t embed = m_hparams.embeddingLength;
    layer.attnNorm = get("attn_norm.weight");
    if (h.attention == AttentionKind::deltaNet) {
        loadDeltaNet(file, layer, index);
        return;
    }
    layer.query = get("attn_q.weight");
    layer.key = get("attn_k.weight");
    layer.value = get("attn_v.weight");
    layer.queryBias = get("attn_q.bias");
    layer.keyBias = get("attn_k.bias");
    layer.valueBias = get("attn_v.bias");
    if (const Vector fused = get("attn_qkv.weight"); !fused.empty()) {
        const std::size_t queries = h.queryRows();
        const std::size_t keys = h.keyLength();
        layer.query = rowsOf(fused, embed, 0, queries);
        layer.key = rowsOf(fused, embed, queries, keys);
        layer.value = rowsOf(fused, embed, queries + keys, keys);
    }
    layer.queryNorm = get("attn_q_norm.weight");
    layer.keyNorm = get("attn_k_norm.weight");
    layer.sinks = get("attn_sinks.weight");
    if (h.attention == AttentionKind::latent) {
        layer.queryA = get("attn_q_a.weight");
        layer.queryANorm = get("attn_q_a_norm.weight");
        layer.query = layer.queryA.empty() ? layer.query : get("attn_q_b.weight");
        layer.keyValueA = get("attn_kv_a_mqa.weight");
        layer.keyNorm = get("attn_kv_a_norm.weight");
        layer.keyB = get("attn_k_b.weight");
        layer.valueB = get("attn_v_b.weight");
        if (layer.keyB.empty()) {
            splitKeyValueB(get("attn_kv_b.weight"), h.headCount, layer);
        }
    }
    layer.output = get("attn_output.weight");
    layer.outputBias = get("attn_output.bias");
}

/// Older files hold [heads, plain + value, rank].
void ReferenceModel::splitKeyValueB(const Vector& both, std::uint32_t heads, Layer& layer) const {
    const LatentHparams& m = m_hparams.latent;
    for (std::size_t head = 0; head < heads; ++head) {
        const std::size_t first = head * (m.plainSize + m.valueSize);
        const Vector keys = rowsOf(both, m.rank, first, m.plainSize);
        for (std::size_t r = 0; r < m.rank; ++r) {
            for (std::size_t i = 0; i < m.plainSize; ++i) {
                layer.keyB.push_back(keys[i * m.rank + r]);
            }
        }
        const Vector values = rowsOf(both, m.rank, first + m.plainSize, m.valueSize);
        layer.valueB.insert(layer.valueB.end(), values.begin(), values.end());
    }
}

void ReferenceModel::loadFeedForward(const GgufFile& file, Layer& layer, std::uint32_t index) {
    const auto get = [&](const std::string& part) {
        return weightsOrNone(file, named(index, part));
    };
    layer.ffnNorm = get("ffn_norm.weight");
    layer.attnPostNorm = get("post_attention_norm.weight");
    if (layer.ffnNorm.empty()) { // the only norm behind attention is the one before this block
        layer.ffnNorm.swap(layer.attnPostNorm);
    }
    layer.ffnPostNorm = get("post_ffw_norm.weight");
    layer.perLayerGate = get("inp_gate.weight");
    layer.perLayerProjection = get("proj.weight");
    layer.perLayerNorm = get("post_norm.weight");
    if (const Vector scale = get("layer_output_scale.weight"); !scale.empty()) {
        layer.outputScale = scale[0];
    }
    const bool experts = m_hparams.layers[index].experts;
    const std::string suffix = experts ? "_exps" : "";
    Dense& w = layer.feedForward;
    w = {get("ffn_gate" + suffix + ".weight"), get("ffn_up" + suffix + ".weight"),
         get("ffn_down" + suffix + ".weight"), get("ffn_gate" + suffix + ".bias"),
         get("ffn_up" + suffix + ".bias"),     get("ffn_down" + suffix + ".bias")};
    if (!experts && w.gate.empty()) {
        const std::size_t embed = m_hparams.embeddingLength;
        const std::size_t width = m_hparams.layers[index].feedForwardLength;
        w.gate = rowsOf(w.up, embed, 0, width);
        w.up = rowsOf(w.up, embed, width, width);
    }
    if (!experts) {
        return;
    }
    for (std::uint32_t e = 0;
         file.findTensor(named(index, "ffn_gate.0.weight")) != nullptr && e < m_hparams.expertCount;
         ++e) { // early Mixtral files
        const std::string number = "." + std::to_string(e) + ".weight";
        const Vector gate = get("ffn_gate" + number);
        const Vector up = get("ffn_up" + number);
        const Vector down = get("ffn_down" + number);
        w.gate.insert(w.gate.end(), gate.begin(), gate.end());
        w.up.insert(w.up.end(), up.begin(), up.end());
        w.down.insert(w.down.end(), down.begin(), down.end());
    }
    layer.router = get("ffn_gate_inp.weight");
    layer.routerBias = get("ffn_gate_inp.bias");
    layer.choiceBias = get("exp_probs_b.bias");
    layer.sharedGate = get("ffn_gate_inp_shexp.weight");
    layer.expertScale = get("ffn_down_exps.scale");
    layer.expertsNorm = get("pre_ffw_norm_2.weight");
    if (!layer.expertsNorm.empty()) {
        layer.besidePostNorm = get("post_ffw_norm_1.weight");
        layer.expertsPostNorm = get("post_ffw_norm_2.weight");
        layer.beside = {
            get("ffn_gate.weight"), get("ffn_up.weight"), get("ffn_down.weight"), {}, {}, {}};
        layer.routerNorm = get("ffn_gate_inp.scale");
    }
    if (const Vector both = get("ffn_gate_up_exps.weight"); !both.empty()) {
        const std::size_t embed = m_hparams.embeddingLength;
        const std::size_t width = m_hparams.expertFeedForwardLength;
        for (std::size_t e = 0; e < m_hparams.expertCount; ++e) {
            const Vector gate = rowsOf(both, embed, 2 * e * width, width);
            const Vector up = rowsOf(both, embed, (2 * e + 1) * width, width);
            w.gate.insert(w.gate.end(), gate.begin(), gate.end());
            w.up.insert(w.up.end(), up.begin(), up.end());
        }
    }
    layer.shared = {get("ffn_gate_shexp.weight"),
                    get("ffn_up_shexp.weight"),
                    get("ffn_down_shexp.weight"),
                    {},
                    {},
                    {}};
}

void ReferenceModel::eachMatrix(
    const std::function<void(const std::string&, std::span<const float>)>& show) const {
    const auto tell = [&](const std::string& tensor, const Vector& weights) {
        if (!weights.empty()) {
            show(tensor, weights);
        }
    };
    const auto tellBlock = [&](std::uint32_t index, const std::string& ending, const Dense& w) {
        tell(named(index, "ffn_gate" + ending), w.gate);
        tell(named(index, "ffn_up" + ending), w.up);
        tell(named(index, "ffn_down" + ending), w.down);
    };
    tell("output.weight", m_weights->output);
    for (std::uint32_t index = 0; index < m_hparams.layerCount; ++index) {
        const Layer& layer = m_weights->layers[index];
        const bool experts = m_hparams.layers[index].experts;
        tell(named(index, "attn_q_a.weight"), layer.queryA);
        tell(named(index, layer.queryA.empty() ? "attn_q.weight" : "attn_q_b.weight"), layer.query);
        tell(named(index, "attn_kv_a_mqa.weight"), layer.keyValueA);
        tell(named(index, "attn_k.weight"), layer.key);
        tell(named(index, "attn_v.weight"), layer.value);
        tell(named(index, "attn_output.weight"), layer.output);
        tellBlock(index, experts ? "_exps.weight" : ".weight", layer.feedForward);
        tellBlock(index, "_shexp.weight", layer.shared);
        tellBlock(index, ".weight", layer.beside);
        tell(named(index, "inp_gate.weight"), layer.perLayerGate);
        tell(named(index, "proj.weight"), layer.perLayerProjection);
    }
}

std::vector<float> ReferenceModel::forward(std::span<const std::uint32_t> tokens) {
    m_position = 0;
    m_states.assign(m_hparams.layerCount, {});
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
    const auto row = std::span<const float>(m_weights->embedding).subspan(token * embed, embed);
    Vector x(row.begin(), row.end());
    for (float& value : x) {
        value *= m_hparams.embeddingScale;
    }
    const Vector perLayer = perLayerInputs(token, x);
    for (std::uint32_t layer = 0; layer < m_hparams.layerCount; ++layer) {
        x = seen(layer, "attn_out", sum(x, attentionBlock(layer, x)));
        x = sum(x, feedForwardBlock(layer, x));
        x = perLayer.empty() ? x : sum(x, perLayerBlock(layer, x, perLayer));
        for (float& value : x) {
            value *= m_weights->layers[layer].outputScale;
        }
        x = seen(layer, "ffn_out", x);
    }
    ++m_position;
    const std::uint32_t end = m_hparams.layerCount;
    x = seen(end, "output_norm", rmsNorm(x, m_weights->outputNorm, m_hparams.rmsEpsilon));
    return seen(
        end, "logits",
        softCapped(matVec(m_weights->output.empty() ? m_weights->embedding : m_weights->output, x),
                   m_hparams.finalSoftCap));
}

Vector ReferenceModel::rotated(const LayerHparams& layer, const Vector& heads,
                               std::uint32_t headSize, std::uint32_t first) const {
    if (layer.rope == kNoRope) {
        return heads;
    }
    return rope(heads, headSize, m_position,
                RopeRule{m_architecture.rope, m_hparams.ropes[layer.rope], first});
}

Vector ReferenceModel::grown(const LayerHparams& layer, Vector query) const {
    const QueryTemperature& t = m_hparams.temperature;
    if (!m_hparams.temperatureOnUnrotated || layer.rope == kNoRope) {
        const double steps = std::floor(double(m_position + t.offset) / t.length);
        for (float& value : query) {
            value *= static_cast<float>(1 + double{t.scale} * std::log(1 + steps));
        }
    }
    return query;
}

AttentionRule ReferenceModel::ruleOf(const LayerHparams& layer) const {
    return {.scale = m_hparams.attentionScale,
            .softCap = m_hparams.attentionSoftCap,
            .window = layer.window,
            .chunked = layer.chunked};
}

Vector ReferenceModel::groupedQuery(std::uint32_t index, const Vector& normed) {
    const Layer& layer = m_weights->layers[index];
    const LayerHparams& h = m_hparams.layers[index];
    const float epsilon = m_hparams.rmsEpsilon;
    const bool ownsKeys = h.keyValueLayer == index;
    Vector query = plus(matVec(layer.query, normed), layer.queryBias);
    Vector gate;
    if (h.gated) {
        std::tie(query, gate) = halvesOfHeads(query, h.headSize);
    }
    Vector key = ownsKeys ? plus(matVec(layer.key, normed), layer.keyBias) : Vector{};
    Vector value = layer.value.empty() ? key : plus(matVec(layer.value, normed), layer.valueBias);
    if (!layer.queryNorm.empty()) { // of a head, or of all of them together
        query = headNorm(query, layer.queryNorm, epsilon);
        key = headNorm(key, layer.keyNorm, epsilon);
    }
    if (m_hparams.unweightedValueNorm) {
        value = headNorm(value, Vector(h.valueSize, 1.0F), epsilon);
    }
    query = rotated(h, query, h.headSize);
    key = rotated(h, key, h.headSize);
    if (m_hparams.unweightedHeadNorm && h.rope != kNoRope) {
        const Vector ones(h.headSize, 1.0F);
        query = headNorm(query, ones, epsilon);
        key = headNorm(key, ones, epsilon);
    }
    query = seen(index, "query", grown(h, query));
    if (ownsKeys) {
        key = seen(index, "key", key);
        value = seen(index, "value", value);
        m_states[index].history.append(key, value);
    }
    AttentionRule rule = ruleOf(h);
    rule.sinks = layer.sinks;
    Vector heads =
        attend(query, m_states[h.keyValueLayer].history, h.headCountKv, h.headSize, rule);
    for (std::size_t i = 0; i < gate.size(); ++i) {
        heads[i] = static_cast<float>(heads[i] / (1 + std::exp(-double{gate[i]})));
    }
    return seen(index, "heads", heads);
}

/// As the paper writes it, with keys and values of every head; kernels absorb the matrices.
Vector ReferenceModel::latent(std::uint32_t index, const Vector& normed) {
    const Layer& layer = m_weights->layers[index];
    const LayerHparams& h = m_hparams.layers[index];
    const LatentHparams& m = m_hparams.latent;
    const float epsilon = m_hparams.rmsEpsilon;
    const std::uint32_t keySize = m.plainSize + m.ropeSize;
    const Vector reduced = layer.queryA.empty()
                               ? normed
                               : rmsNorm(matVec(layer.queryA, normed), layer.queryANorm, epsilon);
    const Vector query = rotated(h, matVec(layer.query, reduced), keySize, m.plainSize);

    const Vector both = matVec(layer.keyValueA, normed);
    const Vector compressed = rmsNorm(std::span(both).first(m.rank), layer.keyNorm, epsilon);
    const Vector turning = rotated(h, Vector(both.begin() + m.rank, both.end()), m.ropeSize);
    Vector keys;
    Vector values;
    for (std::size_t head = 0; head < h.headCount; ++head) {
        for (std::size_t i = 0; i < m.plainSize; ++i) {
            double key = 0;
            for (std::size_t r = 0; r < m.rank; ++r) {
                key += double{layer.keyB[(head * m.rank + r) * m.plainSize + i]} *
                       double{compressed[r]};
            }
            keys.push_back(static_cast<float>(key));
        }
        keys.insert(keys.end(), turning.begin(), turning.end());
        const Vector value =
            matVec(rowsOf(layer.valueB, m.rank, head * m.valueSize, m.valueSize), compressed);
        values.insert(values.end(), value.begin(), value.end());
    }
    keys = seen(index, "key", keys);
    values = seen(index, "value", values);
    m_states[index].history.append(keys, values);
    AttentionRule rule = ruleOf(h);
    rule.valueSize = m.valueSize;
    return seen(
        index, "heads",
        attend(seen(index, "query", query), m_states[index].history, h.headCount, keySize, rule));
}

/// Gated DeltaNet (arXiv 2412.06464).
Vector ReferenceModel::deltaNet(std::uint32_t index, const Vector& normed) {
    const Layer& layer = m_weights->layers[index];
    const DeltaHparams& d = m_hparams.delta;
    const Vector channels = convolved(m_states[index].delta, matVec(layer.deltaInputs, normed),
                                      layer.convolution, d.taps);
    const std::size_t keys = std::size_t{d.keyHeads} * d.keySize;
    const Vector queries =
        unitHeads(std::span(channels).first(keys), d.keySize, m_hparams.rmsEpsilon);
    const Vector uniqueKeys =
        unitHeads(std::span(channels).subspan(keys, keys), d.keySize, m_hparams.rmsEpsilon);
    Vector query;
    Vector key;
    for (std::size_t head = 0; head < d.heads; ++head) {
        const std::size_t from =
            d.order == KeyHeadOrder::turns ? head % d.keyHeads : head / (d.heads / d.keyHeads);
        for (std::size_t i = from * d.keySize; i < (from + 1) * d.keySize; ++i) {
            query.push_back(static_cast<float>(queries[i] / std::sqrt(double(d.keySize))));
            key.push_back(uniqueKeys[i]);
        }
    }
    Vector beta = matVec(layer.deltaBeta, normed);
    Vector decay = matVec(layer.deltaAlpha, normed);
    for (std::size_t head = 0; head < d.heads; ++head) {
        const double step = double{decay[head]} + double{layer.timeStep[head]};
        const double softplus = step > 20 ? step : std::log1p(std::exp(step));
        decay[head] = static_cast<float>(std::exp(layer.decay[head] * softplus));
        beta[head] = static_cast<float>(1 / (1 + std::exp(-double{beta[head]})));
    }
    const auto value = std::span(channels).subspan(2 * keys);
    const Vector read = deltaRule(m_states[index].delta, seen(index, "query", query),
                                  seen(index, "key", key), value, decay, beta);
    return seen(index, "heads",
                swiglu(matVec(layer.deltaGate, normed),
                       headNorm(read, layer.deltaNorm, m_hparams.rmsEpsilon)));
}

Vector ReferenceModel::attentionBlock(std::uint32_t index, std::span<const float> x) {
    const Layer& layer = m_weights->layers[index];
    const Vector normed =
        seen(index, "attn_norm", rmsNorm(x, layer.attnNorm, m_hparams.rmsEpsilon));
    Vector heads;
    switch (m_hparams.layers[index].attention) {
    case AttentionKind::groupedQuery:
        heads = groupedQuery(index, normed);
        break;
    case AttentionKind::latent:
        heads = latent(index, normed);
        break;
    case AttentionKind::deltaNet:
        heads = deltaNet(index, normed);
        break;
    }
    const Vector out = plus(matVec(layer.output, heads), layer.outputBias);
    return layer.attnPostNorm.empty() ? out
                                      : rmsNorm(out, layer.attnPostNorm, m_hparams.rmsEpsilon);
}

Vector ReferenceModel::expertsBesideDense(std::uint32_t index, std::span<const float> x) {
    const Layer& layer = m_weights->layers[index];
    const Activation activation = m_architecture.activation;
    const float epsilon = m_hparams.rmsEpsilon;
    Vector routed = rmsNorm(x, layer.routerNorm, epsilon);
    for (float& value : routed) {
        value /= std::sqrt(static_cast<float>(x.size()));
    }
    auto chosen = route(seen(index, "router", matVec(layer.router, routed)),
                        m_hparams.expertUsedCount, m_hparams.router);
    for (ChosenExpert& expert : chosen) {
        expert.weight *= layer.expertScale.empty() ? 1 : layer.expertScale[expert.expert];
    }
    const Vector experts = expertSum(layer.feedForward.view(), m_hparams.expertCount, chosen,
                                     rmsNorm(x, layer.expertsNorm, epsilon), activation);
    const Vector dense =
        feedForward(layer.beside.view(), rmsNorm(x, layer.ffnNorm, epsilon), activation);
    return rmsNorm(sum(rmsNorm(dense, layer.besidePostNorm, epsilon),
                       rmsNorm(experts, layer.expertsPostNorm, epsilon)),
                   layer.ffnPostNorm, epsilon);
}

Vector ReferenceModel::perLayerInputs(std::uint32_t token, std::span<const float> x) const {
    const std::size_t length = m_hparams.perLayerLength;
    const std::size_t all = length * m_hparams.layerCount;
    if (all == 0) {
        return {};
    }
    Vector projected = matVec(m_weights->perLayerProjection, x);
    for (float& value : projected) {
        value /= std::sqrt(static_cast<float>(x.size()));
    }
    projected = headNorm(projected, m_weights->perLayerNorm, m_hparams.rmsEpsilon);
    const float scale = std::sqrt(static_cast<float>(length));
    for (std::size_t i = 0; i < all; ++i) {
        projected[i] += scale * m_weights->perLayerEmbedding[token * all + i];
        projected[i] /= std::sqrt(2.0F);
    }
    return projected;
}

Vector ReferenceModel::perLayerBlock(std::uint32_t index, std::span<const float> x,
                                     const Vector& inputs) const {
    const Layer& layer = m_weights->layers[index];
    const auto own = std::span(inputs).subspan(std::size_t{index} * m_hparams.perLayerLength,
                                               m_hparams.perLayerLength);
    const Vector gated = joined(m_architecture.activation, matVec(layer.perLayerGate, x), own);
    return rmsNorm(matVec(layer.perLayerProjection, gated), layer.perLayerNorm,
                   m_hparams.rmsEpsilon);
}

Vector ReferenceModel::feedForwardBlock(std::uint32_t index, std::span<const float> x) {
    const Layer& layer = m_weights->layers[index];
    if (!layer.expertsNorm.empty()) {
        return expertsBesideDense(index, x);
    }
    const Activation activation = m_architecture.activation;
    const Vector normed = seen(index, "ffn_norm", rmsNorm(x, layer.ffnNorm, m_hparams.rmsEpsilon));
    Vector out;
    if (!m_hparams.layers[index].experts) {
        out = feedForward(layer.feedForward.view(), normed, activation);
    } else {
        const Vector routerLogits =
            seen(index, "router", plus(matVec(layer.router, normed), layer.routerBias));
        const auto chosen =
            route(routerLogits, m_hparams.expertUsedCount, m_hparams.router, layer.choiceBias);
        out = expertSum(layer.feedForward.view(), m_hparams.expertCount, chosen, normed, activation,
                        m_hparams.router.scalesInput);
    }
    if (!layer.shared.down.empty()) {
        Vector shared = feedForward(layer.shared.view(), normed, activation);
        if (!layer.sharedGate.empty()) {
            const double gate = 1 / (1 + std::exp(-double{matVec(layer.sharedGate, normed)[0]}));
            for (float& value : shared) {
                value *= static_cast<float>(gate);
            }
        }
        out = sum(out, shared);
    }
    return layer.ffnPostNorm.empty() ? out : rmsNorm(out, layer.ffnPostNorm, m_hparams.rmsEpsilon);
}

Vector ReferenceModel::seen(std::uint32_t layer, std::string_view stage, Vector values) {
    if (m_observer) {
        m_observer(layer, stage, values);
    }
    return values;
}

} // namespace conclave
