// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The plan with what only the writing needs.
#pragma once

#include "engine/quantize/metadata_copy.h"
#include "engine/quantize/quantise_file.h"

namespace conclave::quantize {

struct FullPlan {
    QuantisePlan shown;
    std::vector<MetadataKey> metadata;      ///< of the new file
    std::vector<const TensorInfo*> sources; ///< of each tensor of the plan
    std::vector<bool> convert;              ///< false: the bytes are copied
};

/// As planQuantisation(); `toCome` as planWithImportanceToCome().
[[nodiscard]] FullPlan makePlan(const GgufFile& file, std::string_view type,
                                const ImportanceMatrix* importance, bool toCome = false);

} // namespace conclave::quantize
