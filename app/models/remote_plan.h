// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the start of a file at the hub tells before it is downloaded.
#pragma once

#include "app/hub/hub_types.h"
#include "app/models/planned_quant.h"
#include "engine/text/chat_prompt.h"

#include <QByteArray>

namespace conclave {

/// The plan and the thinking switch of one file.
struct RemoteHeader {
    bool readable = false;
    PlanModel plan;
    bool thinks = false;
    QString thinking; ///< in words, found by rendering the template; empty if it has none
};

/// Found by rendering; none without a template, or with one that cannot be rendered.
[[nodiscard]] std::optional<ThinkingSupport> thinkingSupport(const std::string& chatTemplate);

/// `headers` holds the start of each part.
[[nodiscard]] RemoteHeader readRemotePlan(const QList<QByteArray>& headers, const HubQuant& quant);

/// The plan of another file of the same model, by its size.
[[nodiscard]] PlanModel scaledTo(const PlanModel& plan, std::uint64_t bytes);

/// The files of a repository. What a catalogue model says counts until headers are read.
[[nodiscard]] std::vector<PlannedQuant> remoteQuants(const HubModel& model,
                                                     const CatalogueModel* known,
                                                     const Machine& machine, std::uint64_t context);

} // namespace conclave
