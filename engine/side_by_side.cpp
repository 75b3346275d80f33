// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Whether several models fit on a device together, found from their files.
#include "engine/engine.h"

#include "engine/gguf/same_tensor.h"
#include "engine/model/weight_memory.h"
#include "engine/plan/fit.h"

#include <algorithm>

namespace conclave {

namespace {

/// Activations and what the driver takes; measured plans are near it, and it is small beside
/// weights.
constexpr std::uint64_t kWorkSpace = 64ULL << 20;

std::uint64_t bytesOf(const LoadRequest& request, const GgufFile& file) {
    const PlanModel model = planModel(file.metadata(), file.tensors());
    const std::uint64_t context =
        request.contextLength == 0
            ? model.contextTrained
            : std::min<std::uint64_t>(request.contextLength, model.contextTrained);
    std::uint64_t weights = 0;
    for (const TensorInfo& tensor : file.tensors()) {
        weights += tensor.bytes();
    }
    return weights + cacheBytes(model, context, request.cacheType) + kWorkSpace;
}

/// Bytes of the tensors of `file` that one of `earlier` holds with the same content.
std::uint64_t sharedWith(const std::vector<GgufFile>& earlier, const GgufFile& file) {
    std::uint64_t shared = 0;
    for (const TensorInfo& tensor : file.tensors()) {
        const bool known = std::any_of(earlier.begin(), earlier.end(), [&](const GgufFile& other) {
            const TensorInfo* twin = other.findTensor(tensor.name);
            return twin != nullptr && sameContent(*twin, tensor);
        });
        shared += known ? tensor.bytes() : 0;
    }
    return shared;
}

} // namespace

SideBySidePlan planSideBySide(const std::vector<LoadRequest>& requests) {
    SideBySidePlan plan;
    std::vector<GgufFile> files;
    std::uint64_t most = 0;
    for (const LoadRequest& request : requests) {
        GgufFile file(request.model);
        most += WeightMemory::mostBytes(file);
        plan.bytes.push_back(bytesOf(request, file));
        plan.sharedBytes += sharedWith(files, file);
        files.push_back(std::move(file));
    }
    if (!requests.empty()) {
        const Device device(requests.front().device);
        plan.availableBytes = device.availableBytes();
        plan.sharedBytes = WeightMemory::holds(device, most) ? plan.sharedBytes : 0;
    }
    return plan;
}

} // namespace conclave
