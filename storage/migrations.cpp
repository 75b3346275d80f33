// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/database.h"

namespace conclave::storage {

namespace {

// Children are derived from parent_id alone. The text of an answer enters the two search tables
// once, when it is complete: every flush of a streaming answer would rewrite them. message.rid is
// the stable row number that external-content FTS5 tables need. Parents are deferred, not
// cascading: a cascade along a chain of messages meets SQLite's limit of 1000 nested triggers.
constexpr const char* kChatsAndSettings = R"sql(
CREATE TABLE chat(
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL DEFAULT '',
    titled_by_user INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0,
    think_mode TEXT CHECK(think_mode IN ('auto', 'on', 'off')),
    active_leaf TEXT REFERENCES message(id) ON DELETE SET NULL,
    draft TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER);
CREATE INDEX chat_list ON chat(pinned DESC, updated_at DESC) WHERE deleted_at IS NULL;

CREATE TABLE message(
    rid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    chat_id TEXT NOT NULL REFERENCES chat(id) ON DELETE CASCADE,
    parent_id TEXT REFERENCES message(id) DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL CHECK(role IN ('system', 'user', 'assistant')),
    content TEXT NOT NULL DEFAULT '',
    thinking TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'done'
        CHECK(status IN ('streaming', 'done', 'stopped', 'interrupted', 'error')),
    error_text TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL);
CREATE INDEX message_tree ON message(chat_id, parent_id, rid);
CREATE INDEX message_parent ON message(parent_id);
CREATE INDEX message_streaming ON message(status) WHERE status = 'streaming';
CREATE INDEX chat_active_leaf ON chat(active_leaf);

CREATE TABLE generation(
    message_id TEXT PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    quantisation TEXT NOT NULL,
    device TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    thinking_tokens INTEGER NOT NULL,
    answer_tokens INTEGER NOT NULL,
    first_token_ms REAL NOT NULL,
    prefill_ms REAL NOT NULL,
    thinking_ms REAL NOT NULL,
    decode_ms REAL NOT NULL,
    total_ms REAL NOT NULL,
    decode_tokens_per_second REAL NOT NULL,
    prefill_tokens_per_second REAL NOT NULL,
    seed INTEGER NOT NULL,
    prompt_sha256 TEXT NOT NULL,
    context_used INTEGER NOT NULL,
    context_length INTEGER NOT NULL,
    stop_reason TEXT NOT NULL,
    sampler_json TEXT NOT NULL);

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE VIRTUAL TABLE message_words USING fts5(content, content = 'message', content_rowid = 'rid',
    tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE message_trigrams USING fts5(content, content = 'message',
    content_rowid = 'rid', tokenize = 'trigram');

CREATE TRIGGER message_added AFTER INSERT ON message WHEN new.status <> 'streaming' BEGIN
    INSERT INTO message_words(rowid, content) VALUES (new.rid, new.content);
    INSERT INTO message_trigrams(rowid, content) VALUES (new.rid, new.content);
END;
CREATE TRIGGER message_removed AFTER DELETE ON message WHEN old.status <> 'streaming' BEGIN
    INSERT INTO message_words(message_words, rowid, content)
        VALUES ('delete', old.rid, old.content);
    INSERT INTO message_trigrams(message_trigrams, rowid, content)
        VALUES ('delete', old.rid, old.content);
END;
CREATE TRIGGER message_completed AFTER UPDATE OF content, status ON message
    WHEN old.status = 'streaming' AND new.status <> 'streaming' BEGIN
    INSERT INTO message_words(rowid, content) VALUES (new.rid, new.content);
    INSERT INTO message_trigrams(rowid, content) VALUES (new.rid, new.content);
END;
CREATE TRIGGER message_resumed AFTER UPDATE OF content, status ON message
    WHEN old.status <> 'streaming' AND new.status = 'streaming' BEGIN
    INSERT INTO message_words(message_words, rowid, content)
        VALUES ('delete', old.rid, old.content);
    INSERT INTO message_trigrams(message_trigrams, rowid, content)
        VALUES ('delete', old.rid, old.content);
END;
CREATE TRIGGER message_changed AFTER UPDATE OF content, status ON message
    WHEN old.status <> 'streaming' AND new.status <> 'streaming' BEGIN
    INSERT INTO message_words(message_words, rowid, content)
        VALUES ('delete', old.rid, old.content);
    INSERT INTO message_trigrams(message_trigrams, rowid, content)
        VALUES ('delete', old.rid, old.content);
    INSERT INTO message_words(rowid, content) VALUES (new.rid, new.content);
    INSERT INTO message_trigrams(rowid, content) VALUES (new.rid, new.content);
END;
)sql";

// A comparison stands on its own: what was known of its models is copied into it, because files
// come and go.
constexpr const char* kComparisons = R"sql(
CREATE TABLE comparison(
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    blind INTEGER NOT NULL,
    reference INTEGER NOT NULL);
CREATE INDEX comparison_list ON comparison(updated_at DESC);

CREATE TABLE comparison_column(
    comparison_id TEXT NOT NULL REFERENCES comparison(id) ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    quantisation TEXT NOT NULL,
    thinking TEXT NOT NULL CHECK(thinking IN ('auto', 'on', 'off')),
    sampler_json TEXT NOT NULL,
    file_bytes INTEGER NOT NULL,
    bits_per_weight REAL NOT NULL,
    device TEXT NOT NULL,
    memory_bytes INTEGER NOT NULL,
    shared_bytes INTEGER NOT NULL,
    alone_tokens_per_second REAL NOT NULL,
    perplexity REAL,
    perplexity_error REAL,
    kl_mean REAL,
    kl_median REAL,
    kl_p99 REAL,
    kl_error REAL,
    top_agreement REAL,
    top_agreement_error REAL,
    probability_rms REAL,
    quality_tokens INTEGER,
    against_reference INTEGER,
    PRIMARY KEY(comparison_id, ord));

CREATE TABLE comparison_prompt(
    comparison_id TEXT NOT NULL REFERENCES comparison(id) ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    text TEXT NOT NULL,
    vote INTEGER,
    PRIMARY KEY(comparison_id, ord));

CREATE TABLE comparison_answer(
    comparison_id TEXT NOT NULL REFERENCES comparison(id) ON DELETE CASCADE,
    prompt INTEGER NOT NULL,
    col INTEGER NOT NULL,
    content TEXT NOT NULL,
    thinking TEXT NOT NULL,
    status TEXT NOT NULL CHECK(status IN ('done', 'stopped', 'error')),
    error_text TEXT NOT NULL,
    prompt_sha256 TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    thinking_tokens INTEGER NOT NULL,
    answer_tokens INTEGER NOT NULL,
    first_token_ms REAL NOT NULL,
    total_ms REAL NOT NULL,
    decode_tokens_per_second REAL NOT NULL,
    prefill_tokens_per_second REAL NOT NULL,
    together INTEGER NOT NULL,
    PRIMARY KEY(comparison_id, prompt, col));
)sql";

// A file is known by its path; `identity` is the same for copies of one file. Rows outlive files:
// a disk may be away for a while.
constexpr const char* kLibrary = R"sql(
CREATE TABLE model_file(
    path TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    architecture TEXT NOT NULL,
    quantisation TEXT NOT NULL,
    bits_per_weight REAL NOT NULL,
    parameters INTEGER NOT NULL,
    active_parameters INTEGER NOT NULL,
    context_length INTEGER NOT NULL,
    identity TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    expected_sha256 TEXT NOT NULL,
    verified_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    owned INTEGER NOT NULL,
    repository TEXT NOT NULL,
    revision TEXT NOT NULL,
    licence TEXT NOT NULL,
    fault TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL);
CREATE INDEX model_file_identity ON model_file(identity);
CREATE INDEX generation_model ON generation(model, quantisation);
)sql";

// The ledger keeps every request; downloads keep the list, the bytes are journaled beside the
// files.
constexpr const char* kNetwork = R"sql(
CREATE TABLE network_request(
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    host TEXT NOT NULL,
    bytes_up INTEGER NOT NULL DEFAULT 0,
    bytes_down INTEGER NOT NULL DEFAULT 0,
    outcome TEXT NOT NULL DEFAULT 'running');
CREATE INDEX network_request_running ON network_request(outcome) WHERE outcome = 'running';

CREATE TABLE download(
    rid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    repository TEXT NOT NULL,
    folder TEXT NOT NULL,
    files_json TEXT NOT NULL,
    state TEXT NOT NULL CHECK(state IN ('active', 'paused', 'failed', 'done')),
    error TEXT NOT NULL DEFAULT '');
)sql";

// Speeds are measured several times; their spread says what can be claimed.
constexpr const char* kSpreads = R"sql(
ALTER TABLE comparison_column ADD COLUMN alone_low REAL NOT NULL DEFAULT 0;
ALTER TABLE comparison_column ADD COLUMN alone_high REAL NOT NULL DEFAULT 0;
ALTER TABLE comparison_column ADD COLUMN probability_rms_error REAL;
)sql";

constexpr Migration kMigrations[] = {
    {kChatsAndSettings}, {kComparisons}, {kLibrary}, {kNetwork}, {kSpreads},
};

} // namespace

std::span<const Migration> migrations() {
    return kMigrations;
}

} // namespace conclave::storage
