// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/chat/markdown.h"

#include "app/chat/code_highlight.h"

#include <QUrl>
#include <QVariantMap>

#include <md4c.h>

namespace conclave {

namespace {

constexpr unsigned kFlags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTML |
                            MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_TASKLISTS;

QString textOf(const MD_CHAR* text, MD_SIZE size) {
    return QString::fromUtf8(text, static_cast<qsizetype>(size));
}

QString safeLink(const MD_ATTRIBUTE& attribute) {
    const QUrl url(textOf(attribute.text, attribute.size), QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool safe = scheme == QLatin1String("http") || scheme == QLatin1String("https") ||
                      scheme == QLatin1String("mailto");
    return safe ? url.toString(QUrl::FullyEncoded).toHtmlEscaped() : QString();
}

/// Collects the events of one md4c run into blocks.
class Collector {
public:
    QList<MarkdownBlock> blocks;

    void enter(MD_BLOCKTYPE type, const void* detail) {
        switch (type) {
        case MD_BLOCK_CODE: {
            flush();
            const auto& info = static_cast<const MD_BLOCK_CODE_DETAIL*>(detail)->lang;
            blocks.append({MarkdownBlock::Type::code, {}, textOf(info.text, info.size), {}, {}});
            m_inCode = true;
            break;
        }
        case MD_BLOCK_TABLE:
            flush();
            blocks.append({MarkdownBlock::Type::table, {}, {}, {}, {}});
            break;
        case MD_BLOCK_TR:
            blocks.last().rows.append(QStringList());
            break;
        case MD_BLOCK_HR:
            flush();
            blocks.append({MarkdownBlock::Type::rule, {}, {}, {}, {}});
            break;
        case MD_BLOCK_LI:
            enterItem(static_cast<const MD_BLOCK_LI_DETAIL*>(detail));
            break;
        case MD_BLOCK_OL:
            ++m_depth;
            m_html += QStringLiteral("<ol start=\"%1\">")
                          .arg(static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start);
            break;
        case MD_BLOCK_H:
            m_html += QStringLiteral("<h%1>").arg(level(detail));
            break;
        default:
            m_depth += isContainer(type) ? 1 : 0;
            m_html += tag(type, false);
        }
    }

    void leave(MD_BLOCKTYPE type, const void* detail) {
        switch (type) {
        case MD_BLOCK_CODE:
            m_inCode = false;
            if (blocks.last().code.endsWith(QLatin1Char('\n'))) {
                blocks.last().code.chop(1);
            }
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            blocks.last().rows.last().append(m_html);
            m_html.clear();
            break;
        case MD_BLOCK_H:
            m_html += QStringLiteral("</h%1>").arg(level(detail));
            break;
        default:
            m_depth -= isContainer(type) ? 1 : 0;
            m_html += tag(type, true);
        }
        if (m_depth == 0 && (type == MD_BLOCK_P || type == MD_BLOCK_H || isContainer(type))) {
            flush();
        }
    }

    void enterSpan(MD_SPANTYPE type, const void* detail) {
        if (type == MD_SPAN_A) {
            const QString link = safeLink(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href);
            m_linkOpen = !link.isEmpty();
            m_html += m_linkOpen ? QStringLiteral("<a href=\"%1\">").arg(link) : QString();
        } else {
            m_html += tag(type, false);
        }
    }

    void leaveSpan(MD_SPANTYPE type) {
        if (type != MD_SPAN_A) {
            m_html += tag(type, true);
        } else if (m_linkOpen) {
            m_html += QStringLiteral("</a>");
            m_linkOpen = false;
        }
    }

    void text(MD_TEXTTYPE type, const QString& text) {
        if (m_inCode) {
            blocks.last().code += text;
            return;
        }
        switch (type) {
        case MD_TEXT_BR:
            m_html += QStringLiteral("<br>");
            break;
        case MD_TEXT_SOFTBR:
            m_html += QStringLiteral("<br>");
            break;
        case MD_TEXT_NULLCHAR:
            m_html += QChar(0xFFFD);
            break;
        case MD_TEXT_ENTITY:
            m_html += text;
            break; // md4c passes only well-formed entities
        default:
            m_html += text.toHtmlEscaped();
        }
    }

    /// Ends the rich text collected so far.
    void flush() {
        if (!m_html.isEmpty()) {
            blocks.append({MarkdownBlock::Type::text, m_html, {}, {}, {}});
            m_html.clear();
        }
    }

private:
    static int level(const void* detail) {
        return static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
    }
    static bool isContainer(MD_BLOCKTYPE type) {
        return type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_QUOTE;
    }

    void enterItem(const MD_BLOCK_LI_DETAIL* item) {
        m_html += QStringLiteral("<li>");
        if (item->is_task != 0) {
            m_html += item->task_mark == ' ' ? QStringLiteral("☐ ") : QStringLiteral("☑ ");
        }
    }

    static QString tag(MD_BLOCKTYPE type, bool closing) {
        const char* name = nullptr;
        switch (type) {
        case MD_BLOCK_P:
            name = "p";
            break;
        case MD_BLOCK_QUOTE:
            name = "blockquote";
            break;
        case MD_BLOCK_UL:
            name = "ul";
            break;
        case MD_BLOCK_OL:
            name = "ol";
            break;
        case MD_BLOCK_LI:
            name = "li";
            break;
        default:
            return {};
        }
        return QStringLiteral("<%1%2>").arg(QLatin1String(closing ? "/" : ""), QLatin1String(name));
    }

    static QString tag(MD_SPANTYPE type, bool closing) {
        const char* name = nullptr;
        switch (type) {
        case MD_SPAN_EM:
            name = "i";
            break;
        case MD_SPAN_STRONG:
            name = "b";
            break;
        case MD_SPAN_CODE:
            name = "code";
            break;
        case MD_SPAN_DEL:
            name = "s";
            break;
        default:
            return {}; // images show their alternative text
        }
        return QStringLiteral("<%1%2>").arg(QLatin1String(closing ? "/" : ""), QLatin1String(name));
    }

    QString m_html;
    int m_depth = 0; ///< of lists and quotes, which stay one block
    bool m_inCode = false;
    bool m_linkOpen = false;
};

/// Whether nothing that follows this text, which ends in a blank line, can change its blocks:
/// a further word is a paragraph of its own, not part of a fence, and no list or quote is open.
bool endsForGood(const QString& text) {
    const QList<MarkdownBlock> blocks = parseMarkdown(text + QLatin1Char('x'));
    if (blocks.size() < 2 || blocks.last().html != QLatin1String("<p>x</p>")) {
        return false;
    }
    const MarkdownBlock& last = blocks[blocks.size() - 2];
    return last.type != MarkdownBlock::Type::text || last.html.startsWith(QLatin1String("<p>")) ||
           last.html.startsWith(QLatin1String("<h"));
}

Collector& self(void* data) {
    return *static_cast<Collector*>(data);
}

} // namespace

QList<MarkdownBlock> parseMarkdown(const QString& text) {
    Collector collector;
    MD_PARSER parser{};
    parser.flags = kFlags;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* data) {
        self(data).enter(type, detail);
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* data) {
        self(data).leave(type, detail);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* data) {
        self(data).enterSpan(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* data) {
        self(data).leaveSpan(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* chars, MD_SIZE size, void* data) {
        self(data).text(type, textOf(chars, size));
        return 0;
    };
    const QByteArray utf8 = text.toUtf8();
    md_parse(utf8.constData(), static_cast<MD_SIZE>(utf8.size()), &parser, &collector);
    collector.flush();
    return collector.blocks;
}

void StreamedMarkdown::setText(const QString& text) {
    // The definition of a link changes blocks far above and below it.
    const bool hasDefinition = text.contains(QLatin1String("]:"));
    if (!text.startsWith(m_text) || hasDefinition) {
        *this = StreamedMarkdown();
    }
    m_text = text;
    const QList<MarkdownBlock> tail = parseMarkdown(text.sliced(m_settled));
    m_blocks.resize(m_settledBlocks);
    m_blocks += tail;
    const qsizetype blank = text.lastIndexOf(QLatin1String("\n\n"));
    if (blank <= m_settled || hasDefinition) {
        return;
    }
    const QString before = text.sliced(m_settled, blank + 2 - m_settled);
    const QString next = text.sliced(blank + 2);
    if (endsForGood(before) && !next.isEmpty() && !next.front().isSpace()) {
        m_settled = blank + 2;
        m_settledBlocks += parseMarkdown(before).size();
    }
}

QVariantList toVariant(const QList<MarkdownBlock>& blocks, bool dark) {
    QVariantList list;
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        const MarkdownBlock& block = blocks[i];
        QVariantMap map{{QStringLiteral("key"), i}};
        switch (block.type) {
        case MarkdownBlock::Type::text:
            map.insert(QStringLiteral("type"), QStringLiteral("text"));
            map.insert(QStringLiteral("html"), block.html);
            break;
        case MarkdownBlock::Type::code:
            map.insert(QStringLiteral("type"), QStringLiteral("code"));
            map.insert(QStringLiteral("language"), block.language);
            map.insert(QStringLiteral("code"), block.code);
            map.insert(QStringLiteral("highlighted"),
                       highlightCode(block.code, block.language, dark));
            break;
        case MarkdownBlock::Type::table: {
            QVariantList rows;
            for (const QStringList& row : block.rows) {
                rows.append(QVariant(row));
            }
            map.insert(QStringLiteral("type"), QStringLiteral("table"));
            map.insert(QStringLiteral("header"),
                       block.rows.isEmpty() ? QStringList() : block.rows.first());
            map.insert(QStringLiteral("rows"), rows.mid(1));
            break;
        }
        case MarkdownBlock::Type::rule:
            map.insert(QStringLiteral("type"), QStringLiteral("rule"));
            break;
        }
        list.append(map);
    }
    return list;
}

} // namespace conclave
