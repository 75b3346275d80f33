// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Markdown as a list of blocks that delegates can draw: rich text, code, tables, rules.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariantList>

namespace conclave {

/// One block. Which fields hold something follows from the type.
struct MarkdownBlock {
    enum class Type { text, code, table, rule };
    Type type = Type::text;
    QString html;            ///< text: safe rich text, nothing in it is ever fetched
    QString language, code;  ///< code
    QList<QStringList> rows; ///< table: cells as rich text; the first row is the header

    bool operator==(const MarkdownBlock&) const = default;
};

/// CommonMark with tables and strikethrough. Raw HTML is shown as text, images as their alternative
/// text, links only to http, https and mailto. An unclosed fence is code to the end.
[[nodiscard]] QList<MarkdownBlock> parseMarkdown(const QString& text);

/// The blocks of a text that grows at its end: only what may still change is parsed again.
class StreamedMarkdown {
public:
    /// Takes the whole text so far, of which the last text was the beginning; else starts anew.
    void setText(const QString& text);
    [[nodiscard]] const QList<MarkdownBlock>& blocks() const { return m_blocks; }

private:
    QString m_text;
    qsizetype m_settled = 0; ///< length of the text whose blocks are final
    qsizetype m_settledBlocks = 0;
    QList<MarkdownBlock> m_blocks;
};

/// As the role "blocks" has it; see the contract in app/chat/message_list_model.h.
[[nodiscard]] QVariantList toVariant(const QList<MarkdownBlock>& blocks, bool dark);

} // namespace conclave
