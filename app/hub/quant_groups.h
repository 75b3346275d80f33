// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The files of a repository as what a person chooses from: quants, split files as one, projectors.
#pragma once

#include "app/hub/hub_types.h"

namespace conclave {

/// "Q4_K_M" in "Qwen3-8B-Q4_K_M.gguf": the last quant name in it, upper case, with a publisher's
/// "UD-" before and letters like "_XL" after; empty if there is none.
[[nodiscard]] QString quantLabelIn(const QString& fileName);

/// GGUF files in groups, best quality first and projectors last; others (importance matrices,
/// drafts) are left out. Labels may repeat: folders and names tell them apart.
[[nodiscard]] QList<HubQuant> quantGroups(const QList<HubFile>& files);

/// The group meant by "owner/repo:selection": a file path or name, or a label in any case; with no
/// selection Q4_K_M, else Q8_0, else the first model. Null if there is none.
[[nodiscard]] const HubQuant* chosenQuant(const QList<HubQuant>& quants, const QString& selection);

} // namespace conclave
