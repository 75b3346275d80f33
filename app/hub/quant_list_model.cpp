// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/quant_list_model.h"

#include <algorithm>

namespace conclave {

void QuantListModel::reset(QList<HubQuant> quants) {
    beginResetModel();
    m_quants = std::move(quants);
    endResetModel();
    emit countChanged();
}

int QuantListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant QuantListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HubQuant& quant = m_quants[index.row()];
    switch (role) {
    case LabelRole:
        return quant.label;
    case NameRole:
        return quant.name;
    case BytesRole:
        return static_cast<double>(quant.bytes());
    case FileCountRole:
        return static_cast<int>(quant.files.size());
    case FilesRole: {
        QStringList paths;
        for (const HubFile& file : quant.files)
            paths << file.path;
        return paths;
    }
    case CompleteRole:
        return quant.complete;
    case VerifiableRole:
        return std::none_of(quant.files.begin(), quant.files.end(),
                            [](const HubFile& file) { return file.hash.isEmpty(); });
    default:
        return {};
    }
}

QHash<int, QByteArray> QuantListModel::roleNames() const {
    return {{LabelRole, "label"},          {NameRole, "name"},   {BytesRole, "bytes"},
            {FileCountRole, "fileCount"},  {FilesRole, "files"}, {CompleteRole, "complete"},
            {VerifiableRole, "verifiable"}};
}

} // namespace conclave
