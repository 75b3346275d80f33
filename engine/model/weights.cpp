// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/weights.h"

#include "engine/model/weight_layout.h"
#include "engine/vulkan/dispatch_recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace conclave {

namespace {

constexpr std::uint64_t kSlabBytes = 256ULL << 20;
constexpr std::uint64_t kStagingBytes = 32ULL << 20;
constexpr std::uint64_t kAlignment = 256;

std::uint64_t align(std::uint64_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

/// Tests run the path of real GPUs on a software device by this.
bool addressesForced() {
    return std::getenv("CONCLAVE_VULKAN_ADDRESSES") != nullptr;
}

/// Room for all matrices of a tensor, and for the table of addresses if they are experts.
std::uint64_t deviceBytesOf(const TensorInfo& tensor) {
    const std::uint64_t matrices = tensor.shape[2] * tensor.shape[3];
    const std::uint64_t matrix =
        deviceRowQuads(tensor.type, tensor.shape[0]) * 16ULL * tensor.shape[1];
    return matrices * align(matrix) +
           (matrices > 1 ? align(matrices * sizeof(shaders::ExpertRef)) : 0);
}

} // namespace

/// The way of the weights from the mapped file to slabs of device memory.
class WeightUpload {
public:
    WeightUpload(Device& device, const GgufFile& file, Weights& weights,
                 const LoadProgress& progress)
        : m_device(device), m_file(file), m_weights(weights), m_progress(progress) {
        for (const TensorInfo& tensor : file.tensors()) {
            m_remaining += deviceBytesOf(tensor);
        }
        m_remaining += kAlignment;
        m_total = m_remaining;
        m_oneSlab =
            device.physical().software && !addressesForced() &&
            m_remaining <= std::uint64_t(device.physical().limits.maxTexelBufferElements) * 16;
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

    /// Absent: a matrix without rows.
    WeightMatrix matrix(const std::string& name) {
        const TensorInfo* tensor = m_file.findTensor(name);
        if (tensor == nullptr) {
            return {};
        }
        WeightMatrix result = describe(*tensor);
        result.matrix.address = words(place(deviceBytesOf(*tensor)));
        upload(*tensor, 0, tensor->shape[1]);
        return result;
    }

    /// A vector as f32, whatever its type in the file.
    shaders::uvec2 vector(const std::string& name) {
        const TensorInfo* tensor = m_file.findTensor(name);
        if (tensor == nullptr) {
            return {};
        }
        if (tensor->type != BlockType::f32) {
            throw Error(ErrorKind::unsupported,
                        fmt::format("{} cannot be loaded: tensor {} is stored as {}, expected F32.",
                                    m_file.path().filename().string(), name,
                                    blockFormat(tensor->type).name));
        }
        const std::uint64_t address = place(align(tensor->bytes()));
        write(tensor->bytes(), [&](std::span<std::byte> out) {
            std::memcpy(out.data(), tensor->data.data(), out.size());
        });
        return words(address);
    }

    /// Each expert becomes one contiguous region: gate, up, down. The table is filled at the end.
    ExpertWeights experts(const std::string& prefix, std::uint32_t count) {
        const TensorInfo& gate = m_file.requireTensor(prefix + "ffn_gate_exps.weight");
        const TensorInfo& up = m_file.requireTensor(prefix + "ffn_up_exps.weight");
        const TensorInfo& down = m_file.requireTensor(prefix + "ffn_down_exps.weight");
        ExpertWeights result{{}, describe(gate), describe(up), describe(down)};
        std::vector<shaders::ExpertRef> table(count);
        for (std::uint32_t e = 0; e < count; ++e) {
            table[e].gate = expertMatrix(gate, e);
            table[e].up = expertMatrix(up, e);
            table[e].down = expertMatrix(down, e);
        }
        const std::uint64_t bytes = count * sizeof(shaders::ExpertRef);
        result.table = words(place(align(bytes)));
        write(bytes,
              [&](std::span<std::byte> out) { std::memcpy(out.data(), table.data(), out.size()); });
        return result;
    }

    /// Waits for the last copies.
    void finish() {
        flush();
        m_device.waitIdle();
        if (m_oneSlab) {
            m_weights.m_texels =
                TexelView(m_device, m_weights.m_slabs.back(), VK_FORMAT_R32G32B32A32_UINT);
        }
        m_remaining = 0;
        report();
    }

private:
    static WeightMatrix describe(const TensorInfo& tensor) {
        WeightMatrix result;
        result.type = tensor.type;
        result.rowLength = static_cast<std::uint32_t>(tensor.shape[0]);
        result.matrix.rows = static_cast<std::uint32_t>(tensor.shape[1]);
        result.matrix.rowStride = deviceRowQuads(tensor.type, tensor.shape[0]);
        return result;
    }

    shaders::uvec2 expertMatrix(const TensorInfo& tensor, std::uint32_t expert) {
        const std::uint64_t rows = tensor.shape[1];
        const std::uint64_t bytes = deviceRowQuads(tensor.type, tensor.shape[0]) * 16ULL * rows;
        const std::uint64_t address = place(align(bytes));
        upload(tensor, expert * rows, rows);
        return words(address);
    }

    /// Room for `bytes` in a slab; the address of its begin. Later writes go there.
    std::uint64_t place(std::uint64_t bytes) {
        if (m_weights.m_slabs.empty() || m_used + bytes > m_weights.m_slabs.back().bytes()) {
            flush();
            const std::uint64_t wanted =
                m_oneSlab ? m_remaining : std::min(kSlabBytes, m_remaining);
            m_weights.m_slabs.emplace_back(m_device, std::max(wanted, bytes), MemoryKind::device);
            m_weights.m_deviceBytes += m_weights.m_slabs.back().bytes();
            m_used = m_oneSlab ? kAlignment : 0; // offset 0 stands for "none"
        }
        m_at = m_used;
        m_used += bytes;
        m_remaining -= std::min(m_remaining, bytes);
        return (m_oneSlab ? 0 : m_weights.m_slabs.back().address()) + m_at;
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

    /// Lets `fill` write `bytes` at the place reached, directly or through staging.
    template <class Fill> void write(std::uint64_t bytes, const Fill& fill) {
        const std::span<std::byte> mapped = m_weights.m_slabs.back().mapped();
        if (!mapped.empty()) {
            fill(mapped.subspan(m_at, bytes));
        } else {
            fill(stage(bytes));
        }
        m_at += bytes;
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
                         {m_weights.m_slabs.back().handle(), m_at, bytes});
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
    const LoadProgress& m_progress;
    std::uint64_t m_total = 0, m_remaining = 0; ///< bytes not yet placed
    bool m_oneSlab = false;                     ///< see Weights::asTexels
    std::uint64_t m_used = 0, m_at = 0;         ///< in the last slab
    Buffer m_staging;
    std::unique_ptr<DispatchRecorder> m_recorder;
    std::uint64_t m_staged = 0;
};

Weights::Weights(Device& device, const GgufFile& file, const Architecture& architecture,
                 const Hparams& hparams, const LoadProgress& progress) {
    WeightUpload upload(device, file, *this, progress);
    m_embedding = upload.matrix("token_embd.weight");
    m_outputNorm = upload.vector("output_norm.weight");
    m_output = upload.matrix("output.weight");
    if (m_output.matrix.rows == 0) {
        m_output = m_embedding; // tied
    }
    const auto bytesOf = [](const WeightMatrix& m) {
        return std::uint64_t(m.matrix.rows) * m.matrix.rowStride * 16;
    };
    m_bytesPerToken = bytesOf(m_output);
    for (std::uint32_t layer = 0; layer < hparams.layerCount; ++layer) {
        const std::string prefix = fmt::format("blk.{}.", layer);
        LayerWeights w;
        w.attentionNorm = upload.vector(prefix + "attn_norm.weight");
        w.query = upload.matrix(prefix + "attn_q.weight");
        w.key = upload.matrix(prefix + "attn_k.weight");
        w.value = upload.matrix(prefix + "attn_v.weight");
        w.queryNorm = upload.vector(prefix + "attn_q_norm.weight");
        w.keyNorm = upload.vector(prefix + "attn_k_norm.weight");
        w.attentionOutput = upload.matrix(prefix + "attn_output.weight");
        w.feedForwardNorm = upload.vector(prefix + "ffn_norm.weight");
        if (architecture.feedForward == FeedForward::dense) {
            w.gate = upload.matrix(prefix + "ffn_gate.weight");
            w.up = upload.matrix(prefix + "ffn_up.weight");
            w.down = upload.matrix(prefix + "ffn_down.weight");
        } else {
            w.router = upload.matrix(prefix + "ffn_gate_inp.weight");
            w.experts = upload.experts(prefix, hparams.expertCount);
        }
        m_bytesPerToken +=
            bytesOf(w.query) + bytesOf(w.key) + bytesOf(w.value) + bytesOf(w.attentionOutput) +
            bytesOf(w.gate) + bytesOf(w.up) + bytesOf(w.down) + bytesOf(w.router) +
            hparams.expertUsedCount *
                (bytesOf(w.experts.gate) + bytesOf(w.experts.up) + bytesOf(w.experts.down));
        m_layers.push_back(w);
    }
    upload.finish();
}

} // namespace conclave
