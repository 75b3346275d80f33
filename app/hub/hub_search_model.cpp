// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/hub_search_model.h"

#include "app/hub/hub_client.h"
#include "app/hub/hub_names.h"

namespace conclave {

HubSearchModel::HubSearchModel(HubClient& client) : m_client(client) {}

void HubSearchModel::setText(const QString& text) {
    if (m_text == text)
        return;
    m_text = text;
    emit textChanged();
}

void HubSearchModel::setSort(const QString& sort) {
    const QStringList known{"trendingScore", "downloads", "likes", "lastModified", "createdAt"};
    if (m_sort == sort || !known.contains(sort))
        return;
    m_sort = sort;
    emit sortChanged();
}

void HubSearchModel::setAuthor(const QString& author) {
    if (m_author == author)
        return;
    m_author = author;
    emit authorChanged();
}

void HubSearchModel::clear() {
    ++m_generation;
    m_busy = m_searched = false;
    m_next.clear();
    m_error.clear();
    beginResetModel();
    m_models.clear();
    endResetModel();
    emit countChanged();
    emit stateChanged();
}

void HubSearchModel::begin() {
    clear();
    m_busy = true;
    emit stateChanged();
}

void HubSearchModel::search() {
    const auto reference = referenceIn(m_text);
    if (reference && reference->kind == HubKind::ollama) {
        clear();
        emit modelNamed(textOf(*reference));
        return;
    }
    begin();
    if (!reference)
        return searchWords();
    // One model is meant; if there is none of that name, the text may still be words.
    const int generation = m_generation;
    m_client.model(*reference, this, [this, generation](Outcome<HubModel> outcome) {
        if (generation != m_generation)
            return;
        const auto* error = std::get_if<NetworkError>(&outcome);
        const bool unknown = error && (error->kind == NetworkErrorKind::notFound ||
                                       error->kind == NetworkErrorKind::tokenNeeded);
        if (unknown)
            searchWords();
        else if (error)
            take(generation, *error);
        else
            take(generation, HubPage{{std::get<HubModel>(outcome).summary}, {}});
    });
}

void HubSearchModel::searchWords() {
    const int generation = m_generation;
    const HubQuery query{.words = m_text.trimmed(), .author = m_author.trimmed(), .sort = m_sort};
    m_client.search(query, this, [this, generation](Outcome<HubPage> outcome) {
        take(generation, std::move(outcome));
    });
}

void HubSearchModel::loadMore() {
    if (m_busy || m_next.isEmpty())
        return;
    m_busy = true;
    m_error.clear();
    emit stateChanged();
    const int generation = m_generation;
    m_client.more(m_next, this, [this, generation](Outcome<HubPage> outcome) {
        take(generation, std::move(outcome));
    });
}

void HubSearchModel::take(int generation, Outcome<HubPage> outcome) {
    if (generation != m_generation)
        return;
    m_busy = false;
    if (const auto* error = std::get_if<NetworkError>(&outcome)) {
        m_error = error->sentence; // the page after can be asked for again
        emit stateChanged();
        return;
    }
    const auto& page = std::get<HubPage>(outcome);
    m_searched = true;
    m_next = page.next;
    if (!page.models.isEmpty()) {
        beginInsertRows({}, count(), count() + static_cast<int>(page.models.size()) - 1);
        m_models += page.models;
        endInsertRows();
        emit countChanged();
    }
    emit stateChanged();
}

int HubSearchModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant HubSearchModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HubSummary& model = m_models[index.row()];
    switch (role) {
    case RepositoryRole:
    case ReferenceRole:
        return model.repository;
    case AuthorRole:
        return model.repository.section('/', 0, 0);
    case NameRole:
        return model.repository.section('/', 1);
    case DownloadsRole:
        return static_cast<double>(model.downloads);
    case LikesRole:
        return static_cast<double>(model.likes);
    case LastModifiedRole:
        return model.lastModified;
    case LicenceRole:
        return model.licence;
    case GatedRole:
        return model.gated;
    case ArchitectureRole:
        return model.architecture;
    case ParametersRole:
        return static_cast<double>(model.parameters);
    case ContextLengthRole:
        return static_cast<double>(model.contextLength);
    case TagsRole:
        return model.tags;
    default:
        return {};
    }
}

QHash<int, QByteArray> HubSearchModel::roleNames() const {
    return {{RepositoryRole, "repository"},
            {AuthorRole, "author"},
            {NameRole, "name"},
            {DownloadsRole, "downloads"},
            {LikesRole, "likes"},
            {LastModifiedRole, "lastModified"},
            {LicenceRole, "licence"},
            {GatedRole, "gated"},
            {ArchitectureRole, "architecture"},
            {ParametersRole, "parameters"},
            {ContextLengthRole, "contextLength"},
            {TagsRole, "tags"},
            {ReferenceRole, "reference"}};
}

} // namespace conclave
