// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/comparison_store.h"

#include "storage/guarded.h"
#include "storage/query.h"

#include <SQLiteCpp/Transaction.h>

namespace conclave::storage {

namespace {

constexpr std::string_view kSave = "save the comparison";
constexpr std::string_view kRead = "read the comparisons";

void requireComparison(int changedRows) {
    if (changedRows == 0)
        throw Error(ErrorKind::badRequest,
                    "Cannot change the comparison: it does not exist any more.");
}

void touch(SQLite::Database& connection, std::string_view id, Milliseconds now) {
    requireComparison(
        change(connection, "UPDATE comparison SET updated_at = ?2 WHERE id = ?1", id, now));
}

void insertPrompt(SQLite::Database& connection, std::string_view id, int prompt,
                  std::string_view text) {
    change(connection,
           "INSERT INTO comparison_prompt(comparison_id, ord, text) VALUES (?1, ?2, ?3)", id,
           prompt, text);
}

/// The numbers of a quality in the order of their columns.
template <typename Row, typename Field> void forEachNumber(Row& row, Field&& field) {
    field(row.perplexity);
    field(row.perplexityError);
    field(row.klMean);
    field(row.klMedian);
    field(row.klP99);
    field(row.klError);
    field(row.topAgreement);
    field(row.topAgreementError);
    field(row.probabilityRms);
}

void bindQuality(SQLite::Statement& statement, int first, const QualityRow& row) {
    int index = first;
    forEachNumber(row, [&](double value) { statement.bind(index++, value); });
    statement.bind(index++, row.tokens);
    statement.bind(index, row.againstReference ? 1 : 0);
}

std::optional<QualityRow> qualityFrom(SQLite::Statement& statement, int first) {
    if (statement.getColumn(first).isNull())
        return std::nullopt;
    QualityRow row;
    int index = first;
    forEachNumber(row, [&](double& value) { value = statement.getColumn(index++).getDouble(); });
    row.tokens = statement.getColumn(index++).getInt64();
    row.againstReference = statement.getColumn(index).getInt() != 0;
    return row;
}

void storeColumn(SQLite::Database& connection, std::string_view id, int ord,
                 const ComparisonColumn& column) {
    auto statement = query(
        connection,
        "INSERT OR REPLACE INTO comparison_column VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
        "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, "
        "?27)",
        id, ord, column.path, column.name, column.quantisation, column.thinking, column.samplerJson,
        column.fileBytes, column.bitsPerWeight, column.device, column.memoryBytes,
        column.sharedBytes, column.aloneTokensPerSecond);
    if (column.quality)
        bindQuality(statement, 14, *column.quality);
    statement.bind(25, column.aloneLow);
    statement.bind(26, column.aloneHigh);
    if (column.quality)
        statement.bind(27, column.quality->probabilityRmsError);
    statement.exec(); // parameters without a value are NULL
}

ComparisonColumn columnFrom(SQLite::Statement& row) {
    ComparisonColumn column;
    column.path = row.getColumn(0).getString();
    column.name = row.getColumn(1).getString();
    column.quantisation = row.getColumn(2).getString();
    column.thinking = row.getColumn(3).getString();
    column.samplerJson = row.getColumn(4).getString();
    column.fileBytes = row.getColumn(5).getInt64();
    column.bitsPerWeight = row.getColumn(6).getDouble();
    column.device = row.getColumn(7).getString();
    column.memoryBytes = row.getColumn(8).getInt64();
    column.sharedBytes = row.getColumn(9).getInt64();
    column.aloneTokensPerSecond = row.getColumn(10).getDouble();
    column.quality = qualityFrom(row, 11);
    column.aloneLow = row.getColumn(22).getDouble();
    column.aloneHigh = row.getColumn(23).getDouble();
    if (column.quality)
        column.quality->probabilityRmsError = row.getColumn(24).getDouble();
    return column;
}

ComparisonAnswer answerFrom(SQLite::Statement& row) {
    ComparisonAnswer answer;
    answer.prompt = row.getColumn(0).getInt();
    answer.column = row.getColumn(1).getInt();
    answer.content = row.getColumn(2).getString();
    answer.thinking = row.getColumn(3).getString();
    answer.status = row.getColumn(4).getString();
    answer.errorText = row.getColumn(5).getString();
    answer.promptSha256 = row.getColumn(6).getString();
    answer.promptTokens = row.getColumn(7).getInt64();
    answer.thinkingTokens = row.getColumn(8).getInt64();
    answer.answerTokens = row.getColumn(9).getInt64();
    answer.firstTokenMs = row.getColumn(10).getDouble();
    answer.totalMs = row.getColumn(11).getDouble();
    answer.decodeTokensPerSecond = row.getColumn(12).getDouble();
    answer.prefillTokensPerSecond = row.getColumn(13).getDouble();
    answer.together = row.getColumn(14).getInt() != 0;
    return answer;
}

void readParts(SQLite::Database& connection, Comparison& comparison) {
    auto columns =
        query(connection,
              "SELECT path, name, quantisation, thinking, sampler_json, file_bytes, "
              "bits_per_weight, device, memory_bytes, shared_bytes, "
              "alone_tokens_per_second, perplexity, perplexity_error, kl_mean, "
              "kl_median, kl_p99, kl_error, top_agreement, top_agreement_error, probability_rms, "
              "quality_tokens, against_reference, alone_low, alone_high, probability_rms_error "
              "FROM comparison_column WHERE comparison_id = ?1 ORDER BY ord",
              comparison.id);
    while (columns.executeStep())
        comparison.columns.push_back(columnFrom(columns));

    auto prompts = query(connection,
                         "SELECT text, vote FROM comparison_prompt WHERE comparison_id = ?1 "
                         "ORDER BY ord",
                         comparison.id);
    while (prompts.executeStep()) {
        ComparisonPrompt prompt{prompts.getColumn(0).getString(), std::nullopt};
        if (!prompts.getColumn(1).isNull())
            prompt.vote = prompts.getColumn(1).getInt();
        comparison.prompts.push_back(std::move(prompt));
    }

    auto answers = query(connection,
                         "SELECT prompt, col, content, thinking, status, error_text, "
                         "prompt_sha256, prompt_tokens, thinking_tokens, answer_tokens, "
                         "first_token_ms, total_ms, decode_tokens_per_second, "
                         "prefill_tokens_per_second, together FROM comparison_answer "
                         "WHERE comparison_id = ?1 ORDER BY prompt, col",
                         comparison.id);
    while (answers.executeStep())
        comparison.answers.push_back(answerFrom(answers));
}

} // namespace

std::string ComparisonStore::create(const Comparison& comparison) {
    const Milliseconds now = m_clock.next();
    std::string id = m_clock.id(now);
    guarded(kSave, [&] {
        SQLite::Database& connection = m_database.connection();
        SQLite::Transaction transaction(connection);
        change(connection,
               "INSERT INTO comparison(id, title, created_at, updated_at, seed, blind, reference) "
               "VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)",
               id, comparison.title, now, static_cast<std::int64_t>(comparison.seed),
               comparison.blind, comparison.reference);
        int ord = 0;
        for (const ComparisonColumn& column : comparison.columns)
            storeColumn(connection, id, ord++, column);
        ord = 0;
        for (const ComparisonPrompt& prompt : comparison.prompts)
            insertPrompt(connection, id, ord++, prompt.text);
        transaction.commit();
    });
    return id;
}

void ComparisonStore::rename(std::string_view id, std::string_view title) {
    guarded(kSave, [&] {
        requireComparison(change(m_database.connection(),
                                 "UPDATE comparison SET title = ?2 WHERE id = ?1", id, title));
    });
}

int ComparisonStore::addPrompt(std::string_view id, std::string_view text) {
    return guarded(kSave, [&] {
        SQLite::Database& connection = m_database.connection();
        SQLite::Transaction transaction(connection);
        touch(connection, id, m_clock.next());
        auto count = query(connection,
                           "SELECT count(*) FROM comparison_prompt WHERE comparison_id = ?1", id);
        count.executeStep();
        const int ord = count.getColumn(0).getInt();
        insertPrompt(connection, id, ord, text);
        transaction.commit();
        return ord;
    });
}

void ComparisonStore::setAnswer(std::string_view id, const ComparisonAnswer& answer) {
    guarded(kSave, [&] {
        SQLite::Database& connection = m_database.connection();
        SQLite::Transaction transaction(connection);
        touch(connection, id, m_clock.next());
        change(connection,
               "INSERT OR REPLACE INTO comparison_answer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
               "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
               id, answer.prompt, answer.column, answer.content, answer.thinking, answer.status,
               answer.errorText, answer.promptSha256, answer.promptTokens, answer.thinkingTokens,
               answer.answerTokens, answer.firstTokenMs, answer.totalMs,
               answer.decodeTokensPerSecond, answer.prefillTokensPerSecond, answer.together);
        transaction.commit();
    });
}

void ComparisonStore::setColumn(std::string_view id, int column, const ComparisonColumn& facts) {
    guarded(kSave, [&] {
        SQLite::Database& connection = m_database.connection();
        SQLite::Transaction transaction(connection);
        touch(connection, id, m_clock.next());
        storeColumn(connection, id, column, facts);
        transaction.commit();
    });
}

void ComparisonStore::setVote(std::string_view id, int prompt, std::optional<int> vote) {
    guarded(kSave, [&] {
        SQLite::Database& connection = m_database.connection();
        auto statement = query(connection,
                               "UPDATE comparison_prompt SET vote = ?3 WHERE comparison_id = ?1 "
                               "AND ord = ?2",
                               id, prompt);
        if (vote)
            statement.bind(3, *vote);
        requireComparison(statement.exec());
    });
}

void ComparisonStore::remove(std::string_view id) {
    guarded(kSave, [&] {
        requireComparison(
            change(m_database.connection(), "DELETE FROM comparison WHERE id = ?1", id));
    });
}

std::vector<ComparisonSummary> ComparisonStore::list() const {
    return guarded(kRead, [&] {
        std::vector<ComparisonSummary> comparisons;
        auto rows =
            query(m_database.connection(),
                  "SELECT id, title, created_at, updated_at, "
                  "(SELECT group_concat(quantisation, ' · ') FROM (SELECT quantisation FROM "
                  "comparison_column WHERE comparison_id = comparison.id ORDER BY ord)), "
                  "(SELECT count(*) FROM comparison_prompt WHERE comparison_id = comparison.id) "
                  "FROM comparison ORDER BY updated_at DESC");
        while (rows.executeStep()) {
            comparisons.push_back({.id = rows.getColumn(0).getString(),
                                   .title = rows.getColumn(1).getString(),
                                   .columns = rows.getColumn(4).getString(),
                                   .createdAt = rows.getColumn(2).getInt64(),
                                   .updatedAt = rows.getColumn(3).getInt64(),
                                   .prompts = rows.getColumn(5).getInt()});
        }
        return comparisons;
    });
}

Comparison ComparisonStore::open(std::string_view id) const {
    return guarded(kRead, [&] {
        SQLite::Database& connection = m_database.connection();
        auto row = query(connection,
                         "SELECT title, created_at, seed, blind, reference FROM comparison "
                         "WHERE id = ?1",
                         id);
        if (!row.executeStep())
            throw Error(ErrorKind::badRequest,
                        "Cannot open the comparison: it does not exist any more.");
        Comparison comparison;
        comparison.id = id;
        comparison.title = row.getColumn(0).getString();
        comparison.createdAt = row.getColumn(1).getInt64();
        comparison.seed = static_cast<std::uint64_t>(row.getColumn(2).getInt64());
        comparison.blind = row.getColumn(3).getInt() != 0;
        comparison.reference = row.getColumn(4).getInt();
        readParts(connection, comparison);
        return comparison;
    });
}

} // namespace conclave::storage
