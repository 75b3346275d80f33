// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/importance_collector.h"

#include "engine/error.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/reference/reference_model.h"

#include <algorithm>
#include <map>

namespace conclave {
namespace {

/// Sums of one matrix.
struct Sums {
    std::string tensor;
    std::size_t weights = 0; ///< of all experts
    std::uint64_t columns = 0, experts = 1;
    std::vector<double> squares; ///< [expert, column]
    std::vector<float> counts;   ///< tokens of each expert
};

class Collector {
public:
    Collector(const GgufFile& file, const ReferenceModel& model) {
        model.eachMatrix([&](const std::string& name, std::span<const float> weights) {
            const TensorInfo* tensor = tensorOf(file, name);
            if (tensor == nullptr) {
                return;
            }
            Sums& sums = m_byAddress[weights.data()];
            sums.tensor = tensor->name;
            sums.weights = weights.size();
            sums.columns = tensor->shape[0];
            sums.experts = tensor->shape[2];
            sums.squares.resize(sums.columns * sums.experts);
            sums.counts.resize(sums.experts);
        });
    }

    void see(std::span<const float> matrix, std::span<const float> x) {
        auto found = m_byAddress.upper_bound(matrix.data());
        if (found == m_byAddress.begin()) {
            return;
        }
        --found;
        Sums& sums = found->second;
        const auto offset = static_cast<std::size_t>(matrix.data() - found->first);
        if (offset >= sums.weights || x.size() != sums.columns) {
            return; // a matrix that is not quantised, such as a router
        }
        const std::size_t expert = offset / (sums.weights / sums.experts);
        for (std::size_t i = 0; i < x.size(); ++i) {
            sums.squares[expert * sums.columns + i] += double{x[i]} * double{x[i]};
        }
        sums.counts[expert] += 1;
    }

    void write(const ImportanceRequest& request, std::uint32_t chunkSize) const {
        GgufWriter writer(request.output);
        writer.addString("general.type", "imatrix");
        writer.addStrings("imatrix.datasets", std::vector<std::string>{request.dataset});
        writer.addUint32("imatrix.chunk_count", static_cast<std::uint32_t>(request.chunks.size()));
        writer.addUint32("imatrix.chunk_size", chunkSize);
        std::map<std::string, const Sums*> byName;
        for (const auto& [address, sums] : m_byAddress) {
            byName.emplace(sums.tensor, &sums);
        }
        for (const auto& [name, sums] : byName) {
            const std::array<std::uint64_t, 2> squares{sums->columns, sums->experts};
            const std::array<std::uint64_t, 2> counts{1, sums->experts};
            writer.addTensor(name + ".in_sum2", BlockType::f32, squares);
            writer.addTensor(name + ".counts", BlockType::f32, counts);
        }
        for (const auto& [name, sums] : byName) {
            const std::vector<float> squares(sums->squares.begin(), sums->squares.end());
            writer.write(std::as_bytes(std::span(squares)));
            writer.write(std::as_bytes(std::span(sums->counts)));
        }
        writer.finish();
    }

private:
    /// Files may fuse matrices that have the same input; the first part then stands for all.
    static const TensorInfo* tensorOf(const GgufFile& file, const std::string& name) {
        if (const TensorInfo* own = file.findTensor(name)) {
            return own;
        }
        const auto replaced = [&](std::string_view part, std::string_view by) -> const TensorInfo* {
            const auto at = name.find(part);
            return at == std::string::npos
                       ? nullptr
                       : file.findTensor(std::string(name).replace(at, part.size(), by));
        };
        if (const TensorInfo* fused = replaced("attn_q.", "attn_qkv.")) {
            return fused;
        }
        return replaced("ffn_up_exps.", "ffn_gate_up_exps.");
    }

    std::map<const float*, Sums> m_byAddress;
};

} // namespace

bool computeImportance(const GgufFile& file, const ImportanceRequest& request) {
    std::size_t total = 0, longest = 0, done = 0;
    for (const auto& chunk : request.chunks) {
        total += chunk.size();
        longest = std::max(longest, chunk.size());
    }
    if (total == 0) {
        throw Error(ErrorKind::badRequest,
                    "Cannot compute an importance matrix from no text; take a longer one.");
    }
    ReferenceModel model(file, static_cast<std::uint32_t>(longest));
    Collector collector(file, model);
    const reference::MatVecObserver observer(
        [&](std::span<const float> matrix, std::span<const float> x) { collector.see(matrix, x); });
    for (const auto& chunk : request.chunks) {
        static_cast<void>(model.forward(std::span(chunk).first(1)));
        for (std::size_t i = 1; i <= chunk.size(); ++i, ++done) {
            const double part = static_cast<double>(done) / static_cast<double>(total);
            if (request.progress && !request.progress(part)) {
                return false;
            }
            if (i < chunk.size()) {
                static_cast<void>(model.next(chunk[i]));
            }
        }
    }
    collector.write(request, static_cast<std::uint32_t>(longest));
    return true;
}

} // namespace conclave
