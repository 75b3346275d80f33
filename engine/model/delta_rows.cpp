// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/delta_rows.h"

namespace conclave {

namespace {

/// Of the equal parts that belong to the key heads rows [first, first + count) each.
void addRows(const TensorInfo& tensor, std::uint32_t keyHeads, std::uint64_t first,
             std::uint64_t count, std::vector<TensorRows>& rows) {
    for (std::uint64_t k = 0; k < keyHeads; ++k) {
        rows.push_back({&tensor, k * (tensor.shape[1] / keyHeads) + first, count});
    }
}

} // namespace

DeltaRows deltaRows(const GgufFile& file, const std::string& prefix, const DeltaHparams& d) {
    const std::uint64_t sharing = d.heads / d.keyHeads, values = sharing * d.valueSize;
    const auto all = [&](const char* name) {
        const TensorInfo& tensor = file.requireTensor(prefix + name);
        return TensorRows{&tensor, 0, tensor.shape[1]};
    };
    DeltaRows rows;
    if (file.findTensor(prefix + "attn_qkv.weight") != nullptr) {
        rows.inputs = {all("attn_qkv.weight")};
        rows.gate = {all("attn_gate.weight")};
    } else { // the first files: [query, key, values, gates] of each key head
        const TensorInfo& tensor = file.requireTensor(prefix + "ssm_in.weight");
        addRows(tensor, d.keyHeads, 0, d.keySize, rows.inputs);
        addRows(tensor, d.keyHeads, d.keySize, d.keySize, rows.inputs);
        addRows(tensor, d.keyHeads, 2ULL * d.keySize, values, rows.inputs);
        addRows(tensor, d.keyHeads, 2ULL * d.keySize + values, values, rows.gate);
    }
    if (const TensorInfo* both = file.findTensor(prefix + "ssm_ba.weight")) {
        addRows(*both, d.keyHeads, 0, sharing, rows.betaDecay);
        addRows(*both, d.keyHeads, sharing, sharing, rows.betaDecay);
    } else {
        rows.betaDecay = {all("ssm_beta.weight"), all("ssm_alpha.weight")};
    }
    return rows;
}

} // namespace conclave
