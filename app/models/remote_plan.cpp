// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/remote_plan.h"

#include "engine/error.h"
#include "engine/gguf/gguf_directory.h"

#include <QCoreApplication>

namespace conclave {

namespace {

std::string textOf(const GgufMetadata& metadata, const std::string& key) {
    const auto found = metadata.find(key);
    const auto* text = found == metadata.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text == nullptr ? std::string() : *text;
}

QString inWords(ThinkingSupport support) {
    switch (support) {
    case ThinkingSupport::switchable:
        return QCoreApplication::translate("conclave::ModelDetail", "thinking can be switched");
    case ThinkingSupport::always:
        return QCoreApplication::translate("conclave::ModelDetail", "always thinks");
    case ThinkingSupport::none:
        break;
    }
    return QCoreApplication::translate("conclave::ModelDetail", "does not think aloud");
}

} // namespace

std::optional<ThinkingSupport> thinkingSupport(const std::string& chatTemplate) {
    try {
        if (!chatTemplate.empty()) {
            return ChatPrompt(ChatTemplate(chatTemplate), "<s>", "</s>").thinkingSupport();
        }
    } catch (const Error&) {
        // A template of a language of its own.
    }
    return {};
}

RemoteHeader readRemotePlan(const QList<QByteArray>& headers, const HubQuant& quant) {
    RemoteHeader result;
    GgufMetadata metadata;
    std::vector<TensorInfo> tensors;
    try {
        for (qsizetype part = 0; part < headers.size(); ++part) {
            const QByteArray& bytes = headers[part];
            const GgufBeginning beginning = readGgufBeginning(
                std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))),
                quant.files.value(part).bytes, quant.name.toStdString());
            if (!beginning.header) {
                return result;
            }
            if (part == 0) {
                metadata = beginning.header->metadata();
            }
            const auto found = beginning.header->tensors();
            tensors.insert(tensors.end(), found.begin(), found.end());
        }
        result.plan = planModel(metadata, tensors);
        result.readable = result.plan.weightBytes > 0;
        if (const auto support = thinkingSupport(textOf(metadata, "tokenizer.chat_template"))) {
            result.thinking = inWords(*support);
            result.thinks = *support != ThinkingSupport::none;
        }
    } catch (const Error&) {
        return result; // the download itself will tell what is wrong with the file
    }
    return result;
}

PlanModel scaledTo(const PlanModel& plan, std::uint64_t bytes) {
    PlanModel scaled = plan;
    const double share = plan.weightBytes > 0 ? double(bytes) / double(plan.weightBytes) : 0;
    for (std::uint64_t PlanModel::*field :
         {&PlanModel::weightBytes, &PlanModel::expertBytes, &PlanModel::bytesPerToken,
          &PlanModel::expertBytesPerToken}) {
        scaled.*field = static_cast<std::uint64_t>(double(plan.*field) * share);
    }
    return scaled;
}

std::vector<PlannedQuant> remoteQuants(const HubModel& model, const CatalogueModel* known,
                                       const Machine& machine, std::uint64_t context) {
    std::vector<PlannedQuant> quants;
    for (const HubQuant& offered : model.quants) {
        if (offered.projector) {
            continue;
        }
        PlannedQuant quant;
        quant.name = offered.label.isEmpty() ? offered.name : offered.label;
        quant.repository = model.summary.repository;
        quant.bytes = offered.bytes();
        quant.formatRuns = quantisationRuns(offered.label);
        const double parameters =
            known != nullptr ? double(known->parameters) : double(model.summary.parameters);
        quant.bitsPerWeight = parameters > 0 ? 8.0 * double(quant.bytes) / parameters : 0;
        if (known != nullptr) {
            CatalogueQuant same;
            same.name = quant.name;
            same.bytes = quant.bytes;
            quant.model = planOf(*known, same);
            quant.planned = true;
        }
        if (const auto* measured =
                machine.measured(known != nullptr ? known->name : QString(), quant.name)) {
            quant.measuredSpeed = measured->tokensPerSecond;
        }
        replan(quant, machine, context);
        quants.push_back(std::move(quant));
    }
    return quants;
}

} // namespace conclave
