// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/quant_groups.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace conclave {

namespace {

/// File types of the GGUF world from best to worst; also the alternatives of the label's pattern.
const QStringList& qualityOrder() {
    static const QStringList kOrder{
        "F32",       "BF16",    "F16",     "Q8_K",   "Q8_1",     "Q8_0",     "Q6_K",     "Q5_K_M",
        "Q5_K_S",    "Q5_K_L",  "Q5_K",    "Q5_1",   "Q5_0",     "Q4_K_M",   "Q4_K_S",   "Q4_K_L",
        "Q4_K",      "Q4_1",    "IQ4_NL",  "IQ4_XS", "Q4_0_4_4", "Q4_0_4_8", "Q4_0_8_8", "Q4_0",
        "MXFP4_MOE", "MXFP4",   "NVFP4",   "Q3_K_L", "Q3_K_M",   "Q3_K_S",   "Q3_K",     "IQ3_M",
        "IQ3_S",     "IQ3_XS",  "IQ3_XXS", "Q2_K_L", "Q2_K_S",   "Q2_K",     "IQ2_M",    "IQ2_S",
        "IQ2_XS",    "IQ2_XXS", "TQ2_0",   "IQ1_M",  "IQ1_S",    "TQ1_0"};
    return kOrder;
}

QString baseName(const QString& path) {
    return path.section(QLatin1Char('/'), -1);
}

/// Not models, though they end in .gguf.
bool isAside(const QString& name) {
    static const QRegularExpression kAside(QStringLiteral("imatrix|^mtp-|eagle3-|dflash-|dspark-"),
                                           QRegularExpression::CaseInsensitiveOption);
    return kAside.match(name).hasMatch();
}

bool isProjector(const QString& name) {
    return name.contains(QLatin1String("mmproj"), Qt::CaseInsensitive);
}

/// Where a label stands in the order; unknown ones behind.
int rankOf(const HubQuant& quant) {
    const QString plain =
        quant.label.startsWith(QLatin1String("UD-")) ? quant.label.mid(3) : quant.label;
    for (int i = 0; i < qualityOrder().size(); ++i) {
        if (plain.startsWith(qualityOrder()[i]))
            return i;
    }
    return static_cast<int>(qualityOrder().size());
}

void finish(HubQuant& quant, int shardsWanted) {
    std::sort(quant.files.begin(), quant.files.end(),
              [](const HubFile& a, const HubFile& b) { return a.path < b.path; });
    quant.complete = shardsWanted == quant.files.size();
}

} // namespace

QString quantLabelIn(const QString& fileName) {
    static const QRegularExpression kLabel = [] {
        QStringList names = qualityOrder();
        // Longest first: "Q4_K_M" before "Q4_K".
        std::sort(names.begin(), names.end(),
                  [](const QString& a, const QString& b) { return a.size() > b.size(); });
        return QRegularExpression(QStringLiteral("(?<![A-Z0-9])(UD-)?(%1)(_[A-Z]+)?(?![A-Z0-9])")
                                      .arg(names.join(QLatin1Char('|'))));
    }();
    QString last;
    auto match = kLabel.globalMatch(fileName.toUpper());
    while (match.hasNext())
        last = match.next().captured();
    return last;
}

QList<HubQuant> quantGroups(const QList<HubFile>& files) {
    static const QRegularExpression kShard(QStringLiteral("^(.*)-(\\d{5})-of-(\\d{5})\\.gguf$"),
                                           QRegularExpression::CaseInsensitiveOption);
    QMap<QString, std::pair<HubQuant, int>> groups; // by name: what it holds, shards it should have
    for (const HubFile& file : files) {
        const QString name = baseName(file.path);
        if (!name.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive) || isAside(name))
            continue;
        const auto shard = kShard.match(file.path);
        const QString stem =
            shard.hasMatch() ? shard.captured(1) + QLatin1Char('*') + shard.captured(3) : file.path;
        auto& [quant, shards] = groups[stem];
        quant.name =
            shard.hasMatch() ? baseName(shard.captured(1)) + QStringLiteral(".gguf") : name;
        quant.label = quantLabelIn(quant.name);
        if (quant.label.isEmpty())
            quant.label = quantLabelIn(file.path.section(QLatin1Char('/'), -2, -2));
        quant.projector = isProjector(name);
        quant.files.append(file);
        shards = shard.hasMatch() ? shard.captured(3).toInt() : 1;
    }
    QList<HubQuant> sorted;
    for (auto& [quant, shards] : groups) {
        finish(quant, shards);
        sorted.append(quant);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const HubQuant& a, const HubQuant& b) {
        return a.projector != b.projector ? b.projector : rankOf(a) < rankOf(b);
    });
    return sorted;
}

const HubQuant* chosenQuant(const QList<HubQuant>& quants, const QString& selection) {
    const auto firstWhere = [&](auto&& fits) -> const HubQuant* {
        const auto found = std::find_if(quants.begin(), quants.end(), fits);
        return found == quants.end() ? nullptr : &*found;
    };
    const auto labelled = [&](const QString& label) {
        return firstWhere([&](const HubQuant& quant) {
            return !quant.projector && quant.label.compare(label, Qt::CaseInsensitive) == 0;
        });
    };
    if (selection.isEmpty()) {
        for (const char* usual : {"Q4_K_M", "Q8_0"}) {
            if (const HubQuant* quant = labelled(QLatin1String(usual)))
                return quant;
        }
        return firstWhere([](const HubQuant& quant) { return !quant.projector; });
    }
    const HubQuant* file = firstWhere([&](const HubQuant& quant) {
        return quant.name == selection ||
               std::any_of(quant.files.begin(), quant.files.end(), [&](const HubFile& f) {
                   return f.path == selection || baseName(f.path) == selection;
               });
    });
    return file ? file : labelled(selection);
}

} // namespace conclave
