// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/quantise_file.h"

#include "engine/error.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/quantize/importance_matrix.h"
#include "engine/quantize/parallel.h"
#include "engine/quantize/plan.h"
#include "engine/quantize/row_makers.h"
#include "engine/reference/dequantise.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <numeric>
#include <system_error>
#include <thread>

namespace conclave {
namespace {

using quantize::FullPlan;
using quantize::rowTools;

constexpr std::uint64_t kSlabWeights = 1 << 20; // at most this many between two writes
constexpr std::uint64_t kTaskWeights = 64 << 10;

/// Whole blocks of any format into floats.
void expand(BlockType type, std::span<const std::byte> blocks, std::span<float> weights) {
    if (const auto expander = rowTools().expander(type)) {
        expander(reinterpret_cast<const std::uint8_t*>(blocks.data()), weights.size(),
                 weights.data());
    } else {
        dequantise(type, blocks, weights);
    }
}

std::uint64_t rowBytes(BlockType type, std::uint64_t columns) {
    const BlockFormat& format = blockFormat(type);
    return columns / format.blockSize * format.blockBytes;
}

bool anyAbove0(std::span<const float> values) {
    return std::ranges::any_of(values, [](float v) { return v > 0; });
}

/// Converts one tensor, slab by slab.
class Converter {
public:
    Converter(const TensorInfo& source, BlockType to, const ImportanceMatrix* importance,
              unsigned threads)
        : m_source(source), m_to(to), m_columns(source.shape[0]), m_rowsOfExpert(source.shape[1]),
          m_rows(source.elements() / m_columns), m_threads(threads) {
        const std::uint64_t experts = m_rows / m_rowsOfExpert;
        for (std::uint64_t expert = 0; expert < experts && importance != nullptr; ++expert) {
            const auto own = importance->find(source.name, m_columns, experts, expert);
            m_importance.push_back(anyAbove0(own) ? own.data() : nullptr);
        }
    }

    [[nodiscard]] std::uint64_t rows() const noexcept { return m_rows; }
    [[nodiscard]] std::uint64_t slabRows() const noexcept {
        return std::clamp<std::uint64_t>(kSlabWeights / m_columns, 1, m_rows);
    }

    /// The blocks of `count` rows.
    std::span<const std::byte> convert(std::uint64_t first, std::uint64_t count) {
        const std::uint64_t bytes = rowBytes(m_to, m_columns);
        m_blocks.resize(count * bytes);
        const std::uint64_t taskRows = std::max<std::uint64_t>(1, kTaskWeights / m_columns);
        const std::uint64_t tasks = (count + taskRows - 1) / taskRows;
        std::vector<double> errors(tasks);
        quantize::inParallel(tasks, m_threads, [&](std::size_t task) {
            const std::uint64_t start = task * taskRows;
            const std::uint64_t end = std::min(count, start + taskRows);
            errors[task] = convertRows(first + start, end - start, m_blocks.data() + start * bytes);
        });
        m_squaredError = std::accumulate(errors.begin(), errors.end(), m_squaredError);
        return m_blocks;
    }

    [[nodiscard]] double rmse() const {
        return std::sqrt(m_squaredError / static_cast<double>(m_rows * m_columns));
    }

private:
    /// Returns the sum of the squared errors.
    double convertRows(std::uint64_t first, std::uint64_t count, std::byte* blocks) const {
        const std::uint64_t fromBytes = rowBytes(m_source.type, m_columns);
        const std::uint64_t toBytes = rowBytes(m_to, m_columns);
        const auto make = rowTools().maker(m_to);
        std::vector<float> values(m_columns), made(m_columns);
        double error = 0;
        for (std::uint64_t row = first; row < first + count; ++row, blocks += toBytes) {
            expand(m_source.type, m_source.data.subspan(row * fromBytes, fromBytes), values);
            if (!rowTools().allFinite(values.data(), m_columns)) {
                throw Error(ErrorKind::badFile,
                            fmt::format("Cannot quantise tensor {}: row {} holds values that are "
                                        "not finite numbers.",
                                        m_source.name, row));
            }
            const float* weights =
                m_importance.empty() ? nullptr : m_importance[row / m_rowsOfExpert];
            make({values.data(), m_columns, weights, reinterpret_cast<std::uint8_t*>(blocks)});
            expand(m_to, {blocks, toBytes}, made);
            error += rowTools().squaredDistance(values.data(), made.data(), m_columns);
        }
        return error;
    }

    const TensorInfo& m_source;
    BlockType m_to;
    std::uint64_t m_columns, m_rowsOfExpert, m_rows;
    unsigned m_threads;
    std::vector<const float*> m_importance; ///< of each expert; nullptr: all columns alike
    std::vector<std::byte> m_blocks;
    double m_squaredError = 0;
};

/// Thrown and caught in this file when the caller wants to stop.
struct Cancelled {};

/// Writes the tensors of a plan and tells how far it is.
class Writing {
public:
    Writing(const FullPlan& plan, const QuantiseRequest& request,
            const ImportanceMatrix* importance)
        : m_plan(plan), m_request(request), m_importance(importance), m_writer(request.output),
          m_threads(request.threads > 0 ? request.threads
                                        : std::max(1U, std::thread::hardware_concurrency())) {
        for (const quantize::MetadataKey& key : plan.metadata) {
            m_writer.addEncoded(key.key, key.type, key.value);
        }
        for (const PlannedTensor& tensor : plan.shown.tensors) {
            m_writer.addTensor(tensor.name, tensor.to,
                               std::span(tensor.shape).first(tensor.dimensions));
            m_weightsTotal += weightsOf(tensor);
        }
    }

    /// Throws Cancelled.
    std::vector<QuantisedTensor> run() {
        std::vector<QuantisedTensor> written;
        for (std::size_t i = 0; i < m_plan.sources.size(); ++i) {
            const TensorInfo& source = *m_plan.sources[i];
            const PlannedTensor& tensor = m_plan.shown.tensors[i];
            report(tensor);
            const double rmse = m_plan.convert[i] ? convert(source, tensor) : copy(source, tensor);
            written.push_back({tensor.name, tensor.from, tensor.to, rmse});
        }
        m_writer.finish();
        return written;
    }

    [[nodiscard]] std::uint64_t fileBytes() const noexcept { return m_writer.fileBytes(); }

private:
    static std::uint64_t weightsOf(const PlannedTensor& tensor) {
        return tensor.shape[0] * tensor.shape[1] * tensor.shape[2] * tensor.shape[3];
    }

    void report(const PlannedTensor& tensor) {
        const double part = m_weightsTotal == 0 ? 1
                                                : static_cast<double>(m_weightsDone) /
                                                      static_cast<double>(m_weightsTotal);
        if (m_request.progress && !m_request.progress({part, tensor.name})) {
            throw Cancelled{};
        }
    }

    double convert(const TensorInfo& source, const PlannedTensor& tensor) {
        Converter converter(source, tensor.to, m_importance, m_threads);
        for (std::uint64_t row = 0; row < converter.rows(); row += converter.slabRows()) {
            const std::uint64_t count = std::min(converter.slabRows(), converter.rows() - row);
            m_writer.write(converter.convert(row, count));
            m_weightsDone += count * source.shape[0];
            forgetPages(source.data.first(rowBytes(source.type, source.shape[0]) * (row + count)));
            report(tensor);
        }
        return converter.rmse();
    }

    double copy(const TensorInfo& source, const PlannedTensor& tensor) {
        constexpr std::uint64_t kPiece = 16 << 20;
        for (std::uint64_t at = 0; at < source.bytes(); at += kPiece) {
            m_writer.write(source.data.subspan(at, std::min(kPiece, source.bytes() - at)));
            report(tensor);
        }
        m_weightsDone += source.elements();
        forgetPages(source.data);
        return 0;
    }

    const FullPlan& m_plan;
    const QuantiseRequest& m_request;
    const ImportanceMatrix* m_importance;
    GgufWriter m_writer;
    unsigned m_threads;
    std::uint64_t m_weightsTotal = 0, m_weightsDone = 0;
};

void checkOutput(const QuantiseRequest& request, const QuantisePlan& plan) {
    std::error_code error;
    if (std::filesystem::equivalent(request.input, request.output, error)) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("Cannot write {}: it is the file to be read. Choose another name.",
                                request.output.string()));
    }
    const auto folder = std::filesystem::absolute(request.output).parent_path();
    const auto space = std::filesystem::space(folder, error);
    if (!error && space.available < plan.outBytes) {
        throw Error(ErrorKind::io,
                    fmt::format("Cannot write {}: it needs {:.2f} GB, and the disk has {:.2f} GB "
                                "free.",
                                request.output.string(), static_cast<double>(plan.outBytes) / 1e9,
                                static_cast<double>(space.available) / 1e9));
    }
}

} // namespace

std::optional<QuantiseResult> quantiseFile(const QuantiseRequest& request) {
    const auto start = std::chrono::steady_clock::now();
    const GgufFile file(request.input);
    std::optional<ImportanceMatrix> importance;
    if (!request.importance.empty()) {
        importance = ImportanceMatrix::read(request.importance);
    }
    const ImportanceMatrix* weights = importance ? &*importance : nullptr;
    const FullPlan plan = quantize::makePlan(file, request.type, weights);
    if (!plan.shown.refusal.empty()) {
        throw Error(ErrorKind::badRequest, plan.shown.refusal);
    }
    checkOutput(request, plan.shown);
    try {
        Writing writing(plan, request, weights);
        QuantiseResult result;
        result.tensors = writing.run();
        result.inBytes = plan.shown.inBytes;
        result.outBytes = writing.fileBytes();
        result.bitsPerWeight = plan.shown.bitsPerWeight;
        result.warnings = plan.shown.warnings;
        result.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return result;
    } catch (const Cancelled&) {
        return std::nullopt; // the writer has removed what it had written
    }
}

} // namespace conclave
