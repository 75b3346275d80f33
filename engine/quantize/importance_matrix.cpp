// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/importance_matrix.h"

#include "engine/error.h"
#include "engine/gguf/byte_reader.h"
#include "engine/gguf/gguf_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace conclave {
namespace {

constexpr std::string_view kSumsSuffix = ".in_sum2", kCountsSuffix = ".counts";
constexpr std::uint64_t kMaxNameBytes = 255, kMaxDatasetBytes = 4096;

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view why) {
    throw Error(ErrorKind::badFile,
                fmt::format("Cannot use the importance matrix {}: {}.", path.string(), why));
}

/// Means must be numbers that can weigh errors.
void check(const std::filesystem::path& path, std::string_view name, std::span<const float> means) {
    for (const float mean : means) {
        if (!(mean >= 0) || !std::isfinite(mean)) {
            fail(path, fmt::format("the importance of {} is not a finite number above 0 throughout",
                                   shown(name)));
        }
    }
}

std::span<const float> floatsOf(const std::filesystem::path& path, const TensorInfo& tensor,
                                std::vector<float>& buffer) {
    if (tensor.type != BlockType::f32) {
        fail(path, fmt::format("tensor {} is not F32", shown(tensor.name)));
    }
    buffer.resize(tensor.elements());
    std::memcpy(buffer.data(), tensor.data.data(), tensor.data.size());
    return buffer;
}

/// Sums of squares, one row for each expert, and how many tokens each row was summed over.
ColumnImportance meansOf(const std::filesystem::path& path, std::string_view name,
                         std::span<const float> sums, std::span<const float> counts) {
    if (counts.empty() || sums.size() % counts.size() != 0) {
        fail(path, fmt::format("the counts of {} do not fit its sums", shown(name)));
    }
    ColumnImportance result;
    result.experts = static_cast<std::uint32_t>(counts.size());
    const std::size_t columns = sums.size() / counts.size();
    for (std::size_t expert = 0; expert < counts.size(); ++expert) {
        const float count = std::round(counts[expert]);
        for (std::size_t i = 0; i < columns; ++i) {
            result.means.push_back(count > 0 ? sums[expert * columns + i] / count : 1.0F);
        }
    }
    return result;
}

void readGguf(const std::filesystem::path& path, ImportanceMatrix& matrix) {
    const GgufFile file(path);
    matrix.chunks =
        static_cast<std::uint32_t>(file.findUint("imatrix.chunk_count").value_or(0) & 0xFFFFFFFFU);
    matrix.chunkSize =
        static_cast<std::uint32_t>(file.findUint("imatrix.chunk_size").value_or(0) & 0xFFFFFFFFU);
    if (const auto* datasets = file.findStrings("imatrix.datasets");
        datasets != nullptr && !datasets->empty()) {
        matrix.dataset = datasets->front();
    }
    std::vector<float> sums, counts;
    for (const TensorInfo& tensor : file.tensors()) {
        if (!std::string_view(tensor.name).ends_with(kSumsSuffix)) {
            continue;
        }
        const std::string name(tensor.name, 0, tensor.name.size() - kSumsSuffix.size());
        const TensorInfo* own = file.findTensor(name + std::string(kCountsSuffix));
        if (own == nullptr) {
            fail(path, fmt::format("the counts of {} are missing", shown(name)));
        }
        ColumnImportance importance =
            meansOf(path, name, floatsOf(path, tensor, sums), floatsOf(path, *own, counts));
        check(path, name, importance.means);
        matrix.set(name, std::move(importance));
    }
}

/// A count of bytes or numbers that the older layout keeps in 32 bits.
std::uint64_t readCount(ByteReader& in, std::uint64_t minBytes, std::uint64_t maxCount,
                        std::string_view what) {
    const auto count = in.number<std::int32_t>();
    if (count < 0) {
        in.fail(fmt::format("the number of {} is negative", what));
    }
    in.checkCount(static_cast<std::uint64_t>(count), minBytes, maxCount, what);
    return static_cast<std::uint64_t>(count);
}

std::string readText(ByteReader& in, std::uint64_t maxBytes, std::string_view what) {
    std::string text;
    for (std::uint64_t left = readCount(in, 1, maxBytes, what); left > 0; --left) {
        text += in.number<char>();
    }
    return text;
}

/// The .dat layout: entries of name, calls, means times calls; then calls and name of the text.
void readLegacy(const std::filesystem::path& path, ImportanceMatrix& matrix) {
    const MappedFile mapped(path);
    ByteReader in(mapped.bytes(), mapped.bytes().size(), path.string());
    const std::uint64_t entries = readCount(in, 3 * sizeof(std::int32_t), 1 << 20, "entries");
    for (std::uint64_t i = 0; i < entries; ++i) {
        const std::string name = readText(in, kMaxNameBytes, "bytes in a name");
        const auto calls = in.number<std::int32_t>();
        ColumnImportance importance;
        importance.means.resize(readCount(in, sizeof(float), 1U << 28U, "values"));
        for (float& mean : importance.means) {
            mean = in.number<float>() / static_cast<float>(std::max(calls, 1));
        }
        check(path, name, importance.means);
        matrix.set(name, std::move(importance));
    }
    if (in.remaining() >= 2 * sizeof(std::int32_t)) { // files of the first months end here
        matrix.chunks = static_cast<std::uint32_t>(std::max(in.number<std::int32_t>(), 0));
        matrix.dataset = readText(in, kMaxDatasetBytes, "bytes in the name of the text");
    }
}

bool isGguf(const std::filesystem::path& path) {
    const MappedFile mapped(path);
    return mapped.bytes().size() >= 4 && std::memcmp(mapped.bytes().data(), "GGUF", 4) == 0;
}

} // namespace

ImportanceMatrix ImportanceMatrix::read(const std::filesystem::path& path) {
    ImportanceMatrix matrix;
    matrix.file = path.filename().string();
    if (isGguf(path)) {
        readGguf(path, matrix);
    } else {
        readLegacy(path, matrix);
    }
    if (matrix.size() == 0) {
        fail(path, "it holds no matrix");
    }
    return matrix;
}

std::span<const float> ImportanceMatrix::find(std::string_view tensor, std::uint64_t columns,
                                              std::uint64_t experts, std::uint64_t expert) const {
    const auto entry = m_entries.find(tensor);
    if (entry == m_entries.end()) {
        return {};
    }
    const std::vector<float>& means = entry->second.means;
    if (means.size() != columns * experts) {
        throw Error(ErrorKind::badFile,
                    fmt::format("The importance matrix {} belongs to another model: it has {} "
                                "numbers for {}, which needs {}.",
                                file, means.size(), shown(tensor), columns * experts));
    }
    return std::span(means).subspan(expert * columns, columns);
}

bool ImportanceMatrix::contains(std::string_view tensor) const {
    return m_entries.find(tensor) != m_entries.end();
}

void ImportanceMatrix::set(std::string tensor, ColumnImportance importance) {
    m_entries.insert_or_assign(std::move(tensor), std::move(importance));
}

} // namespace conclave
