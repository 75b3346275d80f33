// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/hparams_reader.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <cstring>

namespace conclave {

std::string HparamsReader::key(std::string_view name) const {
    return fmt::format("{}.{}", m_family, name);
}

bool HparamsReader::has(std::string_view name) const {
    return m_file.find(key(name)) != nullptr;
}

void HparamsReader::reject(const std::string& reason) const {
    throw Error(ErrorKind::badFile,
                fmt::format("{} cannot be loaded: {}.", m_file.path().filename().string(), reason));
}

void HparamsReader::unsupported(const std::string& reason) const {
    throw Error(ErrorKind::unsupported,
                fmt::format("{} cannot be loaded: {}.", m_file.path().filename().string(), reason));
}

std::uint32_t HparamsReader::checked(std::string_view name, std::uint64_t value, std::uint64_t min,
                                     std::uint64_t max) const {
    if (value < min || value > max) {
        reject(fmt::format("{} is {}, allowed are {} to {}", key(name), value, min, max));
    }
    return static_cast<std::uint32_t>(value);
}

std::uint32_t HparamsReader::count(std::string_view name, std::uint64_t max,
                                   std::optional<std::uint64_t> fallback) const {
    const std::uint64_t value =
        fallback ? m_file.findUint(key(name)).value_or(*fallback) : m_file.requireUint(key(name));
    return checked(name, value, 1, max);
}

std::uint32_t HparamsReader::countOrZero(std::string_view name, std::uint64_t max) const {
    return checked(name, m_file.findUint(key(name)).value_or(0), 0, max);
}

std::vector<std::uint32_t> HparamsReader::perLayer(std::string_view name, std::uint64_t max,
                                                   std::uint32_t layers,
                                                   std::optional<std::uint64_t> fallback) const {
    const GgufValue* value = m_file.find(key(name));
    const auto* list = value ? std::get_if<std::vector<std::int64_t>>(value) : nullptr;
    if (list == nullptr) {
        return std::vector(layers, count(name, max, fallback));
    }
    if (list->size() < layers) {
        reject(fmt::format("{} has {} entries for {} layers", key(name), list->size(), layers));
    }
    std::vector<std::uint32_t> counts;
    for (std::uint32_t layer = 0; layer < layers; ++layer) {
        counts.push_back(checked(name, static_cast<std::uint64_t>((*list)[layer]), 0, max));
    }
    return counts;
}

float HparamsReader::number(std::string_view name, double low, double high,
                            std::optional<double> fallback) const {
    const auto found = m_file.findFloat(key(name));
    const double value = found || !fallback ? found.value_or(low - 1) : *fallback;
    if (!(value >= low && value <= high)) {
        reject(fmt::format("{} is missing or outside {} to {}", key(name), low, high));
    }
    return static_cast<float>(value);
}

bool HparamsReader::flag(std::string_view name, bool fallback) const {
    return m_file.findBool(key(name)).value_or(fallback);
}

std::string HparamsReader::text(std::string_view name, std::string_view fallback) const {
    return std::string(m_file.findString(key(name)).value_or(fallback));
}

std::vector<float> HparamsReader::vector(std::string_view tensor, std::uint64_t length) const {
    const TensorInfo* info = m_file.findTensor(tensor);
    if (info == nullptr) {
        return {};
    }
    if (info->type != BlockType::f32 || info->elements() != length) {
        reject(fmt::format("tensor {} should hold {} values of F32", tensor, length));
    }
    std::vector<float> values(length);
    std::memcpy(values.data(), info->data.data(), length * sizeof(float));
    return values;
}

} // namespace conclave
