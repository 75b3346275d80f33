// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/tensor_plan.h"

#include "engine/synth/families.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace conclave {
namespace {

/// Products with inputs of order one stay of order one.
WeightSpread spreadOf(Fill fill, std::uint64_t rowLength) {
    switch (fill) {
    case Fill::matrix:
    case Fill::precise:
        return {.mean = 0, .deviation = 1 / std::sqrt(static_cast<float>(rowLength))};
    case Fill::norm:
        return {.mean = 1, .deviation = 0.1F};
    case Fill::bias:
        return {.mean = 0, .deviation = 0.1F};
    case Fill::ones:
        return {.mean = 1, .deviation = 0};
    case Fill::decay:
        return {.mean = -1, .deviation = 0.1F};
    }
    return {};
}

class Planner {
public:
    explicit Planner(const SynthShape& shape) : m_shape(shape) {}

    void add(std::span<const TensorGroup> groups, const std::string& prefix, std::uint32_t layer) {
        for (const TensorGroup& group : groups) {
            for (const TensorRow& row : group) {
                if (holds(row.when, m_shape, layer)) {
                    addRow(row, prefix, layer);
                }
            }
        }
    }

    /// Of all matrices added, whose mixture can only be chosen together.
    void chooseFormats(const SynthType& type) {
        std::vector<SynthMatrix> matrices;
        for (const std::size_t i : m_matrices) {
            SynthMatrix& matrix = matrices.emplace_back(SynthMatrix{plan.tensors[i].name, {}});
            std::ranges::fill(matrix.shape, 1);
            std::ranges::copy(plan.tensors[i].shape, matrix.shape.begin());
        }
        const std::vector<SynthFormat> formats = synthFormats(type, m_shape, matrices);
        for (std::size_t i = 0; i < formats.size(); ++i) {
            plan.tensors[m_matrices[i]].type = formats[i].type;
            plan.fallbacks += formats[i].fallback ? 1 : 0;
        }
    }

    TensorPlan plan;

private:
    void addRow(const TensorRow& row, const std::string& prefix, std::uint32_t layer) {
        if (row.when != When::splitExperts) {
            addTensor(row, prefix, std::string(row.name), layer);
            return;
        }
        for (std::uint32_t expert = 0; expert < m_shape.experts; ++expert) {
            addTensor(row, prefix, fmt::format(fmt::runtime(row.name), expert), layer);
        }
    }

    void addTensor(const TensorRow& row, const std::string& prefix, const std::string& name,
                   std::uint32_t layer) {
        SynthTensor tensor{prefix + name, BlockType::f32, {}, {}};
        for (const Length length : row.shape) {
            if (length != Length::none) {
                tensor.shape.push_back(lengthOf(length, m_shape, layer));
            }
        }
        const std::uint64_t rowLength = tensor.shape.front();
        tensor.spread = spreadOf(row.fill, rowLength);
        if (row.fill == Fill::matrix) {
            m_matrices.push_back(plan.tensors.size());
        }
        plan.tensors.push_back(std::move(tensor));
    }

    const SynthShape& m_shape;
    std::vector<std::size_t> m_matrices; ///< places in plan.tensors
};

} // namespace

std::uint64_t SynthTensor::elements() const noexcept {
    std::uint64_t product = 1;
    for (const std::uint64_t length : shape) {
        product *= length;
    }
    return product;
}

std::uint64_t SynthTensor::blocks() const noexcept {
    return elements() / blockFormat(type).blockSize;
}

TensorPlan planTensors(const SynthShape& shape, const SynthType& type) {
    const SynthFamily& family = synthFamily(shape.architecture);
    Planner planner(shape);
    planner.add(family.whole, "", 0);
    for (std::uint32_t layer = 0; layer < shape.layers; ++layer) {
        planner.add(family.layer, fmt::format("blk.{}.", layer), layer);
    }
    planner.chooseFormats(type);
    return std::move(planner.plan);
}

} // namespace conclave
