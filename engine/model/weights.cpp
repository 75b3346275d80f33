// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/weights.h"

#include "engine/half.h"
#include "engine/model/delta_rows.h"
#include "engine/model/weight_layout.h"
#include "engine/reference/dequantise.h"
#include "engine/vulkan/dispatch_recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace conclave {

namespace {

constexpr std::uint64_t kStagingBytes = 32ULL << 20;
constexpr std::uint64_t kAlignment = 256;

std::uint64_t align(std::uint64_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

std::uint32_t roundUpTo32(std::uint64_t weights) {
    return static_cast<std::uint32_t>((weights + 31) / 32 * 32);
}

} // namespace

/// The way of the weights from the mapped file to slabs of device memory.
class WeightUpload {
public:
    WeightUpload(Device& device, const GgufFile& file, Weights& weights,
                 const LoadProgress& progress)
        : m_device(device), m_file(file), m_weights(weights), m_memory(*weights.m_memory),
          m_progress(progress), m_total(WeightMemory::mostBytes(file)), m_remaining(m_total) {
        const std::uint64_t available = device.availableBytes();
        if (m_remaining > available) {
            throw Error(
                ErrorKind::outOfMemory,
                fmt::format("{} needs {:.1f} GB of device memory for its weights, and {} has "
                            "{:.1f} GB free; choose a smaller model or quantisation.",
                            file.path().filename().string(), double(m_remaining) / 1e9,
                            device.info().name, double(available) / 1e9));
        }
    }

    /// Absent: a matrix without rows. The matrices of a stack lie one after another.
    WeightMatrix matrix(const std::string& name) {
        const TensorInfo* tensor = m_file.findTensor(name);
        if (tensor == nullptr) {
            return {};
        }
        const std::uint64_t rows = tensor->shape[1] * tensor->shape[2];
        WeightMatrix result = this->rows(*tensor, 0, rows);
        result.matrix.rows = static_cast<std::uint32_t>(tensor->shape[1]);
        return result;
    }

    /// Some rows of a tensor, as a matrix of their own.
    WeightMatrix rows(const TensorInfo& tensor, std::uint64_t first, std::uint64_t count) {
        WeightMatrix result = describe(tensor, count);
        const std::uint64_t bytes = align(count * result.matrix.rowStride * 16ULL);
        const BlockFormat& format = blockFormat(tensor.type);
        const std::uint64_t rowBytes = tensor.shape[0] / format.blockSize * format.blockBytes;
        const WeightMemory::Source source{tensor.type, tensor.shape[0],
                                          tensor.data.subspan(first * rowBytes, count * rowBytes)};
        result.matrix.address = words(once(fmt::format("{}:{}", tensor.name, first), source, bytes,
                                           [&] { upload(tensor, first, count); }));
        return result;
    }

    /// Rows from here and there, all of one length, as one matrix.
    WeightMatrix gathered(std::span<const TensorRows> parts) {
        if (parts.size() == 1) {
            return rows(*parts[0].tensor, parts[0].first, parts[0].count);
        }
        std::uint64_t count = 0;
        bool alike = true;
        for (const TensorRows& part : parts) {
            count += part.count;
            alike = alike && part.tensor->type == parts[0].tensor->type;
        }
        WeightMatrix result = describe(*parts[0].tensor, count);
        if (!alike) {
            result.type = BlockType::f32;
            result.matrix.rowStride = deviceRowQuads(BlockType::f32, parts[0].tensor->shape[0]);
        }
        result.matrix.address = words(place(align(count * result.matrix.rowStride * 16ULL)));
        for (const TensorRows& part : parts) {
            if (alike) {
                upload(*part.tensor, part.first, part.count);
            } else {
                uploadExpanded(part);
            }
        }
        return result;
    }

    /// A vector of F32, or several one after another; 0 if the first is absent.
    shaders::uvec2 vector(std::initializer_list<std::string> names) {
        std::vector<std::span<const std::byte>> parts;
        std::uint64_t bytes = 0;
        for (const std::string& name : names) {
            const TensorInfo* tensor = m_file.findTensor(name);
            if (tensor == nullptr) {
                return {};
            }
            parts.push_back(tensor->data); // F32, as checkTensors() made sure
            bytes += tensor->bytes();
        }
        if (parts.size() == 1) {
            return words(once(*names.begin(), {BlockType::f32, bytes, parts[0]}, align(bytes),
                              [&] { writeParts(parts, bytes); }));
        }
        const std::uint64_t address = place(align(bytes));
        writeParts(parts, bytes);
        return words(address);
    }
    shaders::uvec2 vector(const std::string& name) { return vector({name}); }

    /// A vector of F32, every value times a factor.
    shaders::uvec2 vectorTimes(const std::string& name, float factor) {
        std::vector<float> values(m_file.requireTensor(name).elements());
        std::memcpy(values.data(), m_file.requireTensor(name).data.data(),
                    values.size() * sizeof(float));
        for (float& value : values) {
            value *= factor;
        }
        const auto bytes = std::as_bytes(std::span(values));
        const std::uint64_t address = place(align(bytes.size()));
        writeParts({&bytes, 1}, bytes.size());
        return words(address);
    }

    /// Gate and up are tensors of their own, or the halves of one.
    DenseWeights dense(const std::string& prefix, const std::string& suffix) {
        DenseWeights w;
        w.down = matrix(prefix + "ffn_down" + suffix);
        w.gate = matrix(prefix + "ffn_gate" + suffix);
        if (w.gate.matrix.rows > 0 || w.down.matrix.rows == 0) {
            w.up = matrix(prefix + "ffn_up" + suffix);
        } else {
            const TensorInfo& both = m_file.requireTensor(prefix + "ffn_up" + suffix);
            const std::uint64_t half = both.shape[1] / 2;
            w.gate = rows(both, 0, half);
            w.up = rows(both, half, half);
        }
        return w;
    }

    /// Each expert becomes one contiguous region: gate, up, down, biases.
    ExpertWeights experts(const std::string& prefix, std::uint32_t count) {
        ExpertWeights result;
        const TensorInfo* bias = m_file.findTensor(prefix + "ffn_gate_exps.bias");
        result.biased = bias != nullptr;
        std::vector<shaders::ExpertRef> table(count);
        for (std::uint32_t e = 0; e < count; ++e) {
            const std::array matrices{ofExpert(prefix, "gate", e), ofExpert(prefix, "up", e),
                                      ofExpert(prefix, "down", e)};
            result.gate = matrices[0];
            result.up = matrices[1];
            result.down = matrices[2];
            table[e] = {matrices[0].matrix.address, matrices[1].matrix.address,
                        matrices[2].matrix.address,
                        result.biased ? expertBias(prefix, e) : shaders::uvec2{}};
        }
        result.table = words(place(align(count * sizeof(shaders::ExpertRef))));
        const auto bytes = std::as_bytes(std::span(table));
        writeParts({&bytes, 1}, bytes.size());
        return result;
    }

    /// The key part of attn_kv_b {rank, heads * (plain + value)}, turned over so that a query is
    /// multiplied by it: {plain, rank} for each head, rounded to halves once.
    WeightMatrix turnedKeys(const TensorInfo& both, std::uint32_t heads, const LatentHparams& m) {
        const std::uint64_t rowBytes =
            m.rank / blockFormat(both.type).blockSize * blockFormat(both.type).blockBytes;
        const std::uint64_t perHead = m.plainSize + m.valueSize;
        WeightMatrix result;
        result.type = BlockType::f16;
        result.rowLength = roundUpTo32(m.plainSize);
        result.matrix = {{}, deviceRowQuads(BlockType::f16, m.plainSize), m.rank};
        const std::uint64_t headBytes = result.matrix.rowStride * 16ULL * m.rank;
        result.matrix.address = words(place(align(headBytes * heads)));
        for (std::uint32_t head = 0; head < heads; ++head) {
            const std::vector<float> rows = dequantised(
                both.type, both.data.subspan(head * perHead * rowBytes, m.plainSize * rowBytes));
            write(headBytes, [&](std::span<std::byte> out) {
                std::fill(out.begin(), out.end(), std::byte{});
                for (std::uint64_t r = 0; r < m.rank; ++r) {
                    for (std::uint64_t i = 0; i < m.plainSize; ++i) {
                        const std::uint16_t half = floatToHalf(rows[i * m.rank + r]);
                        std::memcpy(&out[r * result.matrix.rowStride * 16ULL + i * 2], &half, 2);
                    }
                }
            });
        }
        return result;
    }

    /// The value part, head by head.
    WeightMatrix valueRows(const TensorInfo& both, std::uint32_t heads, const LatentHparams& m) {
        WeightMatrix result = describe(both, m.valueSize);
        const std::uint64_t headBytes = result.matrix.rowStride * 16ULL * m.valueSize;
        result.matrix.address = words(place(align(headBytes * heads)));
        for (std::uint32_t head = 0; head < heads; ++head) {
            upload(both, std::uint64_t{head} * (m.plainSize + m.valueSize) + m.plainSize,
                   m.valueSize);
        }
        return result;
    }

    /// Waits for the last copies.
    void finish() {
        flush();
        m_device.waitIdle();
        m_remaining = 0;
        report();
    }

private:
    static WeightMatrix describe(const TensorInfo& tensor, std::uint64_t rows) {
        WeightMatrix result;
        result.type = tensor.type;
        result.rowLength = roundUpTo32(tensor.shape[0]);
        result.matrix.rows = static_cast<std::uint32_t>(rows);
        result.matrix.rowStride = deviceRowQuads(tensor.type, tensor.shape[0]);
        return result;
    }

    /// "gate", "up" or "down" of an expert: part of a stack, half a part where gate and up are one
    /// tensor, or a tensor of its own in early Mixtral files.
    WeightMatrix ofExpert(const std::string& prefix, const std::string& which, std::uint32_t e) {
        if (const TensorInfo* all = m_file.findTensor(prefix + "ffn_" + which + "_exps.weight")) {
            return rows(*all, e * all->shape[1], all->shape[1]);
        }
        if (const TensorInfo* both = m_file.findTensor(prefix + "ffn_gate_up_exps.weight")) {
            const std::uint64_t half = both->shape[1] / 2;
            return rows(*both, e * both->shape[1] + (which == "up" ? half : 0), half);
        }
        const TensorInfo& own =
            m_file.requireTensor(fmt::format("{}ffn_{}.{}.weight", prefix, which, e));
        return rows(own, 0, own.shape[1]);
    }

    shaders::uvec2 expertBias(const std::string& prefix, std::uint32_t expert) {
        std::vector<std::span<const std::byte>> parts;
        std::uint64_t bytes = 0;
        for (const char* which : {"gate", "up", "down"}) {
            const TensorInfo& all =
                m_file.requireTensor(fmt::format("{}ffn_{}_exps.bias", prefix, which));
            const std::uint64_t length = all.shape[0] * sizeof(float);
            parts.push_back(all.data.subspan(expert * length, length));
            bytes += length;
        }
        const std::uint64_t address = place(align(bytes));
        writeParts(parts, bytes);
        return words(address);
    }

    void writeParts(std::span<const std::span<const std::byte>> parts, std::uint64_t bytes) {
        write(bytes, [&](std::span<std::byte> out) {
            for (const auto part : parts) {
                std::memcpy(out.data(), part.data(), part.size());
                out = out.subspan(part.size());
            }
        });
    }

    /// The address of weights that a model beside this one has already, or of new room that `write`
    /// fills.
    template <class Write>
    std::uint64_t once(const std::string& name, const WeightMemory::Source& source,
                       std::uint64_t bytes, const Write& write) {
        if (const auto address = m_memory.find(name, source)) {
            m_weights.m_deviceBytes += bytes;
            m_weights.m_sharedBytes += bytes;
            m_remaining -= std::min(m_remaining, bytes);
            report();
            return *address;
        }
        const std::uint64_t address = place(bytes);
        write();
        m_memory.keep(name, source, address);
        return address;
    }

    /// Room for `bytes` in a slab; the address of its begin. Later writes go there.
    std::uint64_t place(std::uint64_t bytes) {
        m_place = m_memory.place(bytes);
        m_weights.m_deviceBytes += bytes;
        m_remaining -= std::min(m_remaining, bytes);
        return m_place.address;
    }

    void upload(const TensorInfo& tensor, std::uint64_t firstRow, std::uint64_t rows) {
        const BlockFormat& format = blockFormat(tensor.type);
        const std::uint64_t rowBytes = tensor.shape[0] / format.blockSize * format.blockBytes;
        const std::uint64_t stride = deviceRowQuads(tensor.type, tensor.shape[0]) * 16ULL;
        const std::uint64_t rowsAtOnce = std::max<std::uint64_t>(1, kStagingBytes / 4 / stride);
        for (std::uint64_t row = 0; row < rows; row += rowsAtOnce) {
            const std::uint64_t count = std::min(rowsAtOnce, rows - row);
            const auto file = tensor.data.subspan((firstRow + row) * rowBytes, count * rowBytes);
            write(count * stride, [&](std::span<std::byte> out) {
                toDeviceLayout(tensor.type, tensor.shape[0], count, file, out);
            });
        }
        report();
    }

    void uploadExpanded(const TensorRows& part) {
        const TensorInfo& tensor = *part.tensor;
        const BlockFormat& format = blockFormat(tensor.type);
        const std::uint64_t rowBytes = tensor.shape[0] / format.blockSize * format.blockBytes;
        const std::vector<float> values = dequantised(
            tensor.type, tensor.data.subspan(part.first * rowBytes, part.count * rowBytes));
        write(deviceRowQuads(BlockType::f32, tensor.shape[0]) * 16ULL * part.count,
              [&](std::span<std::byte> out) {
                  toDeviceLayout(BlockType::f32, tensor.shape[0], part.count,
                                 std::as_bytes(std::span(values)), out);
              });
    }

    /// Lets `fill` write `bytes` at the place reached, directly or through staging.
    template <class Fill> void write(std::uint64_t bytes, const Fill& fill) {
        const std::span<std::byte> mapped = m_place.slab->mapped();
        if (!mapped.empty()) {
            fill(mapped.subspan(m_place.offset, bytes));
        } else {
            fill(stage(bytes));
        }
        m_place.offset += bytes;
    }

    /// Room in the staging buffer whose copy to the slab is recorded.
    std::span<std::byte> stage(std::uint64_t bytes) {
        if (m_staging.bytes() == 0) {
            m_staging = Buffer(m_device, kStagingBytes, MemoryKind::upload);
            m_recorder = std::make_unique<DispatchRecorder>(m_device);
        }
        if (bytes > kStagingBytes) {
            throw Error(ErrorKind::unsupported,
                        fmt::format("{} cannot be loaded: a single row is larger than {} bytes.",
                                    m_file.path().filename().string(), kStagingBytes));
        }
        if (m_staged + bytes > kStagingBytes) {
            flush();
        }
        if (m_staged == 0) {
            m_recorder->begin();
        }
        m_recorder->copy({m_staging.handle(), m_staged, bytes},
                         {m_place.slab->handle(), m_place.offset, bytes});
        const auto out = m_staging.mapped().subspan(m_staged, bytes);
        m_staged += align(bytes);
        return out;
    }

    void flush() {
        if (m_staged > 0) {
            m_recorder->end();
            m_device.wait(m_device.submit(m_recorder->commands()));
            m_staged = 0;
        }
    }

    void report() {
        if (m_progress && !m_progress(1.0 - double(m_remaining) / double(m_total))) {
            throw Error(ErrorKind::io, "Loading was cancelled.");
        }
    }

    Device& m_device;
    const GgufFile& m_file;
    Weights& m_weights;
    WeightMemory& m_memory;
    const LoadProgress& m_progress;
    std::uint64_t m_total = 0, m_remaining = 0; ///< bytes not yet placed
    WeightMemory::Place m_place;                ///< where the next write goes
    Buffer m_staging;
    std::unique_ptr<DispatchRecorder> m_recorder;
    std::uint64_t m_staged = 0;
};

namespace {

void loadGroupedQuery(WeightUpload& upload, const GgufFile& file, const std::string& prefix,
                      const LayerHparams& layer, LayerWeights& w) {
    if (const TensorInfo* fused = file.findTensor(prefix + "attn_qkv.weight")) {
        const std::uint32_t queries = layer.queryRows();
        w.query = upload.rows(*fused, 0, queries);
        w.key = upload.rows(*fused, queries, layer.keyLength());
        w.value = upload.rows(*fused, queries + layer.keyLength(), layer.keyLength());
        w.queryKeyValueBias = upload.vector(prefix + "attn_qkv.bias");
    } else {
        w.query = upload.matrix(prefix + "attn_q.weight");
        w.key = upload.matrix(prefix + "attn_k.weight");
        w.value = upload.matrix(prefix + "attn_v.weight");
        if (w.value.matrix.rows == 0) {
            w.value = w.key; // some layers of Gemma 4 have no values of their own
        }
        w.queryKeyValueBias =
            upload.vector({prefix + "attn_q.bias", prefix + "attn_k.bias", prefix + "attn_v.bias"});
    }
    w.queryNorm = upload.vector(prefix + "attn_q_norm.weight");
    w.keyNorm = upload.vector(prefix + "attn_k_norm.weight");
    w.sinks = upload.vector(prefix + "attn_sinks.weight");
}

void loadLatent(WeightUpload& upload, const GgufFile& file, const std::string& prefix,
                const LayerHparams& layer, const LatentHparams& m, LayerWeights& w) {
    w.latent.queryA = upload.matrix(prefix + "attn_q_a.weight");
    w.latent.queryANorm = upload.vector(prefix + "attn_q_a_norm.weight");
    w.query = upload.matrix(prefix + (m.queryRank > 0 ? "attn_q_b.weight" : "attn_q.weight"));
    w.latent.keyValueA = upload.matrix(prefix + "attn_kv_a_mqa.weight");
    w.keyNorm = upload.vector(prefix + "attn_kv_a_norm.weight");
    if (const TensorInfo* both = file.findTensor(prefix + "attn_kv_b.weight");
        both != nullptr && file.findTensor(prefix + "attn_k_b.weight") == nullptr) {
        w.latent.keyB = upload.turnedKeys(*both, layer.headCount, m);
        w.latent.valueB = upload.valueRows(*both, layer.headCount, m);
    } else {
        w.latent.keyB = upload.matrix(prefix + "attn_k_b.weight");
        w.latent.valueB = upload.matrix(prefix + "attn_v_b.weight");
    }
}

void loadPerLayer(WeightUpload& upload, const GgufFile& file, const std::string& prefix,
                  LayerWeights& w) {
    w.perLayerGate = upload.matrix(prefix + "inp_gate.weight");
    w.perLayerProjection = upload.matrix(prefix + "proj.weight");
    w.perLayerPostNorm = upload.vector(prefix + "post_norm.weight");
    if (const TensorInfo* scale = file.findTensor(prefix + "layer_output_scale.weight")) {
        std::memcpy(&w.outputScale, scale->data.data(), sizeof w.outputScale);
    }
}

void loadDeltaNet(WeightUpload& upload, const GgufFile& file, const std::string& prefix,
                  const DeltaHparams& d, LayerWeights& w) {
    const DeltaRows rows = deltaRows(file, prefix, d);
    w.delta.inputs = upload.gathered(rows.inputs);
    w.delta.gate = upload.gathered(rows.gate);
    w.delta.betaDecay = upload.gathered(rows.betaDecay);
    w.delta.convolution = upload.vector(prefix + "ssm_conv1d.weight");
    w.delta.decay = upload.vector(prefix + "ssm_a");
    w.delta.timeStep = upload.vector(prefix + "ssm_dt.bias");
    w.delta.norm = upload.vector(prefix + "ssm_norm.weight");
    w.attentionOutput = upload.matrix(prefix + "ssm_out.weight");
}

void loadFeedForward(WeightUpload& upload, const GgufFile& file, const std::string& prefix,
                     const Hparams& hparams, LayerWeights& w) {
    // Where there is only one norm behind attention, it is the one before the feed-forward block.
    const bool sandwich = file.findTensor(prefix + "ffn_norm.weight") != nullptr;
    const shaders::uvec2 behind = upload.vector(prefix + "post_attention_norm.weight");
    w.attentionPostNorm = sandwich ? behind : shaders::uvec2{};
    w.feedForwardNorm = sandwich ? upload.vector(prefix + "ffn_norm.weight") : behind;
    w.feedForwardPostNorm = upload.vector(prefix + "post_ffw_norm.weight");
    if (hparams.layers[w.index].feedForwardLength > 0) {
        w.dense = upload.dense(prefix, ".weight");
    }
    if (!hparams.layers[w.index].experts) {
        return;
    }
    if (file.findTensor(prefix + "pre_ffw_norm_2.weight") != nullptr) {
        const float factor = 1 / std::sqrt(static_cast<float>(hparams.embeddingLength));
        w.beside = {upload.vectorTimes(prefix + "ffn_gate_inp.scale", factor),
                    upload.vector(prefix + "pre_ffw_norm_2.weight"),
                    upload.vector(prefix + "post_ffw_norm_1.weight"),
                    upload.vector(prefix + "post_ffw_norm_2.weight"),
                    {}};
    }
    w.beside.expertScale = upload.vector(prefix + "ffn_down_exps.scale");
    w.router.matrix = upload.matrix(prefix + "ffn_gate_inp.weight");
    w.router.bias = upload.vector(prefix + "ffn_gate_inp.bias");
    w.router.choiceBias = upload.vector(prefix + "exp_probs_b.bias");
    w.router.sharedGate = upload.vector(prefix + "ffn_gate_inp_shexp.weight");
    w.experts = upload.experts(prefix, hparams.expertCount);
    w.shared = upload.dense(prefix, "_shexp.weight");
}

std::uint64_t bytesOf(const WeightMatrix& m, std::uint64_t count = 1) {
    return count * m.matrix.rows * m.matrix.rowStride * 16;
}

std::uint64_t bytesOf(const DenseWeights& w) {
    return bytesOf(w.gate) + bytesOf(w.up) + bytesOf(w.down);
}

/// Of a layer, for one token.
std::uint64_t bytesRead(const LayerWeights& w, const Hparams& h) {
    const std::uint32_t heads = h.layers[w.index].headCount;
    return bytesOf(w.query) + bytesOf(w.key) + bytesOf(w.value) + bytesOf(w.attentionOutput) +
           bytesOf(w.latent.queryA) + bytesOf(w.latent.keyValueA) + bytesOf(w.latent.keyB, heads) +
           bytesOf(w.latent.valueB, heads) + bytesOf(w.delta.inputs) + bytesOf(w.delta.gate) +
           bytesOf(w.delta.betaDecay) + bytesOf(w.dense) + bytesOf(w.shared) +
           bytesOf(w.router.matrix) +
           h.expertUsedCount *
               (bytesOf(w.experts.gate) + bytesOf(w.experts.up) + bytesOf(w.experts.down));
}

} // namespace

Weights::Weights(Device& device, const GgufFile& file, const Hparams& hparams,
                 const LoadProgress& progress, std::shared_ptr<WeightMemory> memory)
    : m_memory(memory != nullptr
                   ? std::move(memory)
                   : std::make_shared<WeightMemory>(device, WeightMemory::mostBytes(file))) {
    WeightUpload upload(device, file, *this, progress);
    m_embedding = upload.matrix("token_embd.weight");
    m_outputNorm = upload.vector("output_norm.weight");
    m_output = upload.matrix("output.weight");
    if (m_output.matrix.rows == 0) {
        m_output = m_embedding; // tied
    }
    m_perLayer = {upload.matrix("per_layer_token_embd.weight"),
                  upload.matrix("per_layer_model_proj.weight"),
                  upload.vector("per_layer_proj_norm.weight")};
    m_bytesPerToken = bytesOf(m_output) + bytesOf(m_perLayer.projection);
    for (std::uint32_t index = 0; index < hparams.layerCount; ++index) {
        const std::string prefix = fmt::format("blk.{}.", index);
        const LayerHparams& layer = hparams.layers[index];
        LayerWeights w;
        w.index = index;
        w.attentionNorm = upload.vector(prefix + "attn_norm.weight");
        switch (layer.attention) {
        case AttentionKind::groupedQuery:
            loadGroupedQuery(upload, file, prefix, layer, w);
            break;
        case AttentionKind::latent:
            loadLatent(upload, file, prefix, layer, hparams.latent, w);
            break;
        case AttentionKind::deltaNet:
            loadDeltaNet(upload, file, prefix, hparams.delta, w);
            break;
        }
        if (layer.attention != AttentionKind::deltaNet) {
            w.attentionOutput = upload.matrix(prefix + "attn_output.weight");
        }
        w.attentionOutputBias = upload.vector(prefix + "attn_output.bias");
        loadFeedForward(upload, file, prefix, hparams, w);
        loadPerLayer(upload, file, prefix, w);
        m_bytesPerToken += bytesRead(w, hparams);
        m_layers.push_back(w);
    }
    upload.finish();
}

} // namespace conclave
