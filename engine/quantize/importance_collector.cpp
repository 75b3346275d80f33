// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/importance_collector.h"

#include "engine/error.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/quantize/parallel.h"
#include "engine/reference/reference_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace conclave {
namespace {

/// A matrix that activations are multiplied with.
struct Matrix {
    std::string tensor;
    std::size_t weights = 0; ///< of all experts
    std::uint64_t columns = 0, experts = 1;
    std::size_t place = 0; ///< in Totals
};

/// Sums of one matrix.
struct Sums {
    std::vector<double> squares; ///< [expert, column]
    std::vector<float> counts;   ///< tokens of each expert
};
using Totals = std::vector<Sums>;

class Collector {
public:
    Collector(const GgufFile& file, const ReferenceModel& model) {
        model.eachMatrix([&](const std::string& name, std::span<const float> weights) {
            const TensorInfo* tensor = tensorOf(file, name);
            if (tensor == nullptr) {
                return;
            }
            Matrix& matrix = m_byAddress[weights.data()];
            matrix.tensor = tensor->name;
            matrix.weights = weights.size();
            matrix.columns = tensor->shape[0];
            matrix.experts = tensor->shape[2];
            matrix.place = m_totals.size();
            m_totals.push_back({std::vector<double>(matrix.columns * matrix.experts),
                                std::vector<float>(matrix.experts)});
        });
        m_nothing = m_totals;
    }

    /// For the sums of one chunk.
    [[nodiscard]] Totals nothing() const { return m_nothing; }

    /// Adds an activation to the sums of a chunk. Any thread.
    void see(Totals& totals, std::span<const float> weights, std::span<const float> x) const {
        auto found = m_byAddress.upper_bound(weights.data());
        if (found == m_byAddress.begin()) {
            return;
        }
        --found;
        const Matrix& matrix = found->second;
        const auto offset = static_cast<std::size_t>(weights.data() - found->first);
        if (offset >= matrix.weights || x.size() != matrix.columns) {
            return; // a matrix that is not quantised, such as a router
        }
        const std::size_t expert = offset / (matrix.weights / matrix.experts);
        Sums& sums = totals[matrix.place];
        for (std::size_t i = 0; i < x.size(); ++i) {
            sums.squares[expert * matrix.columns + i] += double{x[i]} * double{x[i]};
        }
        sums.counts[expert] += 1;
    }

    /// Adds the sums of a chunk to the whole, in the order of the chunks whatever order they come
    /// in: sums of floats depend on it.
    void take(std::size_t chunk, Totals totals) {
        m_waiting.emplace(chunk, std::move(totals));
        for (; !m_waiting.empty() && m_waiting.begin()->first == m_next; ++m_next) {
            const Totals& next = m_waiting.begin()->second;
            for (std::size_t i = 0; i < next.size(); ++i) {
                add(m_totals[i].squares, next[i].squares);
                add(m_totals[i].counts, next[i].counts);
            }
            m_waiting.erase(m_waiting.begin());
        }
    }

    void write(const ImportanceRequest& request, std::uint32_t chunkSize) const {
        GgufWriter writer(request.output);
        writer.addString("general.type", "imatrix");
        writer.addStrings("imatrix.datasets", std::vector<std::string>{request.dataset});
        writer.addUint32("imatrix.chunk_count", static_cast<std::uint32_t>(request.chunks.size()));
        writer.addUint32("imatrix.chunk_size", chunkSize);
        std::map<std::string, const Matrix*> byName;
        for (const auto& [address, matrix] : m_byAddress) {
            byName.emplace(matrix.tensor, &matrix);
        }
        for (const auto& [name, matrix] : byName) {
            const std::array<std::uint64_t, 2> squares{matrix->columns, matrix->experts};
            const std::array<std::uint64_t, 2> counts{1, matrix->experts};
            writer.addTensor(name + ".in_sum2", BlockType::f32, squares);
            writer.addTensor(name + ".counts", BlockType::f32, counts);
        }
        for (const auto& [name, matrix] : byName) {
            const Sums& sums = m_totals[matrix->place];
            const std::vector<float> squares(sums.squares.begin(), sums.squares.end());
            writer.write(std::as_bytes(std::span(squares)));
            writer.write(std::as_bytes(std::span(sums.counts)));
        }
        writer.finish();
    }

private:
    template <typename T> static void add(std::vector<T>& to, const std::vector<T>& from) {
        std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus());
    }

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

    std::map<const float*, Matrix> m_byAddress;
    Totals m_totals, m_nothing;
    std::map<std::size_t, Totals> m_waiting; ///< for an earlier chunk
    std::size_t m_next = 0;
};

/// All weights become floats before the first token is run.
void checkMemory(const GgufFile& file, std::uint64_t there) {
    std::uint64_t weights = 0;
    for (const TensorInfo& tensor : file.tensors()) {
        weights += tensor.elements();
    }
    const std::uint64_t needed = weights * sizeof(float);
    if (there > 0 && needed > there) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("Cannot compute an importance matrix of {} here: that takes {:.1f} "
                                "GB of memory, and {:.1f} GB are free. Use one published with the "
                                "model.",
                                file.path().filename().string(), double(needed) / 1e9,
                                double(there) / 1e9));
    }
}

/// Counts the tokens of all threads.
class Progress {
public:
    Progress(const ImportanceRequest& request, std::size_t total)
        : m_request(request), m_total(total) {}

    /// False once the caller has had enough.
    bool advance() {
        const std::lock_guard lock(m_mutex);
        const double part = static_cast<double>(m_done++) / static_cast<double>(m_total);
        m_wanted = m_wanted && (!m_request.progress || m_request.progress(part));
        return m_wanted;
    }
    [[nodiscard]] bool wanted() const noexcept { return m_wanted; }

private:
    const ImportanceRequest& m_request;
    std::mutex m_mutex;
    std::size_t m_total, m_done = 0;
    bool m_wanted = true;
};

} // namespace

bool computeImportance(const GgufFile& file, const ImportanceRequest& request) {
    std::size_t total = 0, longest = 0;
    for (const auto& chunk : request.chunks) {
        total += chunk.size();
        longest = std::max(longest, chunk.size());
    }
    if (total == 0) {
        throw Error(ErrorKind::badRequest,
                    "Cannot compute an importance matrix from no text; take a longer one.");
    }
    checkMemory(file, request.memoryBytes);
    const ReferenceModel model(file, static_cast<std::uint32_t>(longest));
    Collector collector(file, model);
    Progress progress(request, total);
    std::mutex taking;
    const unsigned threads =
        request.threads > 0 ? request.threads : std::max(1U, std::thread::hardware_concurrency());
    quantize::inParallel(request.chunks.size(), threads, [&](std::size_t index) {
        Totals totals = collector.nothing();
        const reference::MatVecObserver observer(
            [&](std::span<const float> matrix, std::span<const float> x) {
                collector.see(totals, matrix, x);
            });
        ReferenceModel own = model;
        for (const std::uint32_t token : request.chunks[index]) {
            if (!progress.advance()) {
                return;
            }
            static_cast<void>(own.next(token));
        }
        const std::lock_guard lock(taking);
        collector.take(index, std::move(totals));
    });
    if (!progress.wanted()) {
        return false;
    }
    collector.write(request, static_cast<std::uint32_t>(longest));
    return true;
}

} // namespace conclave
