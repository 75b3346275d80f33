// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/fingerprint.h"

#include "engine/text/prompt_hash.h"

#include <fmt/format.h>

#include <algorithm>

namespace conclave::quality {
namespace {

constexpr std::size_t kHeaderBytes = 4 << 20;
constexpr std::size_t kSampleBytes = 4096;
constexpr std::size_t kWholeBytes = 16 * kSampleBytes; ///< tensors up to here are read whole

void append(std::string& to, std::span<const std::byte> bytes) {
    to.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void appendSamples(std::string& to, std::span<const std::byte> data) {
    if (data.size() <= kWholeBytes) {
        append(to, data);
        return;
    }
    for (std::size_t i = 0; i < 4; ++i) {
        append(to, data.subspan((data.size() - kSampleBytes) / 3 * i, kSampleBytes));
    }
}

} // namespace

std::string fingerprint(const GgufFile& file) {
    const MappedFile first(file.path());
    std::string samples;
    append(samples, first.bytes().first(std::min(kHeaderBytes, first.bytes().size())));
    for (const TensorInfo& tensor : file.tensors()) {
        samples +=
            fmt::format("\n{} {} {}\n", tensor.name, static_cast<int>(tensor.type), tensor.bytes());
        appendSamples(samples, tensor.data);
    }
    return sha256Hex(samples);
}

} // namespace conclave::quality
