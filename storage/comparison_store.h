// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Comparisons side by side: who stood in the columns, what was asked, what each answered.
#pragma once

#include "storage/clock.h"
#include "storage/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::storage {

/// How near a model is to a reference, measured over one text. Without a reference only the
/// perplexity is filled.
struct QualityRow {
    double perplexity = 0, perplexityError = 0;
    double klMean = 0, klMedian = 0, klP99 = 0, klError = 0; ///< nats per token
    double topAgreement = 0, topAgreementError = 0;          ///< share of tokens, 0 to 1
    double probabilityRms = 0; ///< root mean square change of the right token's probability
    double probabilityRmsError = 0;
    std::int64_t tokens = 0; ///< scored
    bool againstReference = false;
};

/// One column: a model with its settings, and what was measured of it as a whole.
struct ComparisonColumn {
    std::string path; ///< of the file, so that the comparison can be run again
    std::string name; ///< of the model
    std::string quantisation;
    std::string thinking; ///< "auto", "on" or "off"
    std::string samplerJson;
    std::int64_t fileBytes = 0;
    double bitsPerWeight = 0;
    std::string device;
    std::int64_t memoryBytes = 0;       ///< on the device: weights, conversation, work space
    std::int64_t sharedBytes = 0;       ///< of these, held once together with an earlier column
    double aloneTokensPerSecond = 0;    ///< median of several measurements; 0: not measured
    double aloneLow = 0, aloneHigh = 0; ///< their range; 0: not known
    std::optional<QualityRow> quality;
};

/// What one column said to one prompt.
struct ComparisonAnswer {
    int prompt = 0, column = 0; ///< from 0
    std::string content, thinking;
    std::string status; ///< "done", "stopped" or "error"
    std::string errorText;
    std::string promptSha256; ///< of the rendered prompt
    std::int64_t promptTokens = 0, thinkingTokens = 0, answerTokens = 0;
    double firstTokenMs = 0, totalMs = 0;
    double decodeTokensPerSecond = 0; ///< while the columns ran as they did
    double prefillTokensPerSecond = 0;
    bool together = false; ///< it ran side by side with the other columns
};

/// One prompt and the user's judgement of its answers.
struct ComparisonPrompt {
    std::string text;
    std::optional<int> vote; ///< a column; kTie: all alike
    static constexpr int kTie = -1;
};

/// A comparison with all it holds.
struct Comparison {
    std::string id, title;
    Milliseconds createdAt = 0;
    std::uint64_t seed = 0;
    bool blind = false;
    int reference = 0; ///< the column that the others are measured against
    std::vector<ComparisonColumn> columns;
    std::vector<ComparisonPrompt> prompts;
    std::vector<ComparisonAnswer> answers; ///< by prompt, then column; some may be missing
};

/// One line of the list.
struct ComparisonSummary {
    std::string id, title;
    std::string columns; ///< "F16 · Q4_K_M · Q2_K"
    Milliseconds createdAt = 0, updatedAt = 0;
    int prompts = 0;
};

/// All comparisons of one database. Every change is on disk when the call returns. Every function
/// throws Error, with badRequest for an id that does not exist.
class ComparisonStore {
public:
    explicit ComparisonStore(Database& database) : m_database(database) {}

    /// Keeps title, seed, columns and prompts; answers are added one by one. Returns the new id.
    std::string create(const Comparison& comparison);
    void rename(std::string_view id, std::string_view title);
    /// Adds a prompt at the end; returns its number.
    int addPrompt(std::string_view id, std::string_view text);
    /// Replaces an earlier answer to the same prompt in the same column.
    void setAnswer(std::string_view id, const ComparisonAnswer& answer);
    /// Replaces what is known of one column.
    void setColumn(std::string_view id, int column, const ComparisonColumn& facts);
    void setVote(std::string_view id, int prompt, std::optional<int> vote);
    void remove(std::string_view id);

    /// All comparisons, latest change first.
    [[nodiscard]] std::vector<ComparisonSummary> list() const;
    [[nodiscard]] Comparison open(std::string_view id) const;

private:
    Database& m_database;
    Clock m_clock;
};

} // namespace conclave::storage
