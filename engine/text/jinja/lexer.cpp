// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/lexer.h"

#include "engine/text/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace conclave::jinja {

using namespace text; // characters

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool beginsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool continuesName(char c) {
    return beginsName(c) || isDigit(c);
}

/// Line breaks become "\n"; a single one at the end is dropped, as Jinja does.
std::string normaliseLines(std::string_view source) {
    std::string result;
    result.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\r') {
            result += source[i];
        } else {
            result += '\n';
            if (i + 1 < source.size() && source[i + 1] == '\n')
                ++i;
        }
    }
    if (result.ends_with('\n'))
        result.pop_back();
    return result;
}

class Lexer {
public:
    explicit Lexer(std::string_view source) : m_source(source) {}

    std::vector<Token> run() {
        while (m_position < m_source.size())
            lexText();
        add(TokenKind::end, {});
        return std::move(m_tokens);
    }

private:
    [[nodiscard]] std::string_view rest() const { return m_source.substr(m_position); }

    [[noreturn]] void fail(const std::string& reason) const { throw SyntaxFailure{m_line, reason}; }

    void add(TokenKind kind, std::string text) {
        m_tokens.push_back({kind, std::move(text), m_line});
    }

    void advance(std::size_t count) {
        const std::string_view passed = rest().substr(0, count);
        m_line += static_cast<std::uint32_t>(std::count(passed.begin(), passed.end(), '\n'));
        m_position += passed.size();
        m_lineStart = passed.ends_with('\n');
    }

    void skipSpaces() {
        const std::size_t kept = stripLeft(rest()).size();
        advance(m_source.size() - m_position - kept);
    }

    /// The text up to the next tag, then the tag.
    void lexText() {
        const bool lineStart = m_position == 0 || m_lineStart;
        std::size_t tag = m_position;
        while (true) {
            tag = std::min(m_source.find('{', tag), m_source.size());
            const char next = tag + 1 < m_source.size() ? m_source[tag + 1] : '\0';
            if (tag == m_source.size() || next == '{' || next == '%' || next == '#')
                break;
            ++tag;
        }
        const std::string_view text = rest().substr(0, tag - m_position);
        if (tag == m_source.size()) {
            addText(text);
            advance(text.size());
            return;
        }
        const char kind = m_source[tag + 1];
        addText(trimBefore(text, tag + 2 < m_source.size() ? m_source[tag + 2] : '\0', kind != '{',
                           lineStart));
        advance(text.size() + 2);
        const bool hasSign = !rest().empty() && (rest().front() == '-' || rest().front() == '+');
        if (kind == '#')
            return skipComment();
        if (hasSign)
            advance(1);
        if (kind == '{') {
            add(TokenKind::printBegin, {});
            lexTag("}}", TokenKind::printEnd);
        } else if (!lexRaw()) {
            add(TokenKind::blockBegin, {});
            lexTag("%}", TokenKind::blockEnd);
        }
    }

    void addText(std::string_view text) {
        if (!text.empty())
            add(TokenKind::text, std::string(text));
    }

    /// What whitespace control at the beginning of a tag leaves of the text before it: `-` strips
    /// all, lstrip_blocks the indentation of a tag that stands alone before it on its line.
    static std::string_view trimBefore(std::string_view text, char sign, bool isBlock,
                                       bool lineStart) {
        if (sign == '-')
            return stripRight(text);
        if (sign == '+' || !isBlock)
            return text;
        const std::size_t newline = text.rfind('\n');
        if (newline == text.npos && !lineStart)
            return text;
        const std::size_t begin = newline == text.npos ? 0 : newline + 1;
        return strip(text.substr(begin)).empty() ? text.substr(0, begin) : text;
    }

    /// If a tag ends here, its whole length with the whitespace it takes along.
    [[nodiscard]] std::optional<std::size_t> tagEnd(std::string_view close, bool trims) const {
        const std::string_view text = rest();
        if (text.starts_with(close)) {
            const bool newline = trims && text.substr(close.size()).starts_with('\n');
            return close.size() + (newline ? 1 : 0);
        }
        if (text.substr(0, 1) == "-" && text.substr(1).starts_with(close))
            return text.size() - stripLeft(text.substr(1 + close.size())).size();
        if (trims && text.substr(0, 1) == "+" && text.substr(1).starts_with(close))
            return 1 + close.size();
        return {};
    }

    void skipComment() {
        while (!rest().empty()) {
            if (const auto length = tagEnd("#}", true))
                return advance(*length);
            advance(1);
        }
        fail("a comment is not closed");
    }

    /// {% raw %}...{% endraw %}: true if that was here.
    bool lexRaw() {
        const std::size_t position = m_position;
        const std::uint32_t line = m_line;
        skipSpaces();
        if (!takeWord("raw"))
            return rewind(position, line);
        skipSpaces();
        const auto begin = tagEnd("%}", false);
        if (!begin)
            return rewind(position, line);
        advance(*begin);
        const std::size_t start = m_position;
        const bool lineStart = m_lineStart;
        while (!rest().empty()) {
            const std::size_t end = std::min(m_source.find("{%", m_position), m_source.size());
            const std::string_view text = m_source.substr(start, end - start);
            advance(end + 2 - m_position);
            const char sign = rest().empty() ? '\0' : rest().front();
            if (sign == '-' || sign == '+')
                advance(1);
            skipSpaces();
            if (!takeWord("endraw"))
                continue;
            skipSpaces();
            if (const auto length = tagEnd("%}", true)) {
                addText(trimBefore(text, sign, true, lineStart));
                advance(*length);
                return true;
            }
        }
        fail("a raw block is not closed");
    }

    bool rewind(std::size_t position, std::uint32_t line) {
        m_position = position;
        m_line = line;
        return false;
    }

    bool takeWord(std::string_view word) {
        if (!rest().starts_with(word) ||
            (rest().size() > word.size() && continuesName(rest()[word.size()])))
            return false;
        advance(word.size());
        return true;
    }

    /// The inside of a tag and its end.
    void lexTag(std::string_view close, TokenKind endKind) {
        std::string open; // brackets; inside of them "}}" are two braces
        while (true) {
            skipSpaces();
            if (rest().empty())
                fail("a tag is not closed");
            if (open.empty())
                if (const auto length = tagEnd(close, endKind == TokenKind::blockEnd)) {
                    add(endKind, {});
                    return advance(*length);
                }
            const char c = rest().front();
            if (isDigit(c))
                lexNumber();
            else if (beginsName(c))
                lexName();
            else if (c == '"' || c == '\'')
                lexString();
            else
                lexSign(open);
        }
    }

    void lexName() {
        std::size_t length = 0;
        while (length < rest().size() && continuesName(rest()[length]))
            ++length;
        add(TokenKind::name, std::string(rest().substr(0, length)));
        advance(length);
    }

    /// 0x1F, 0b101, 0o17: true if one of them is here. It becomes a decimal one.
    bool lexBasedInteger() {
        const std::string_view text = rest();
        const char sign = text.size() > 2 && text[0] == '0' ? text[1] : '\0';
        const int base = sign == 'x' || sign == 'X'   ? 16
                         : sign == 'b' || sign == 'B' ? 2
                         : sign == 'o' || sign == 'O' ? 8
                                                      : 0;
        const std::string_view digits =
            std::string_view("0123456789abcdefABCDEF_")
                .substr(0, base == 16 ? 23 : static_cast<std::size_t>(base));
        if (base == 0 || digits.find(text[2]) == digits.npos)
            return false;
        std::size_t length = 2;
        std::string number;
        for (; length < text.size() &&
               (digits.find(text[length]) != digits.npos || text[length] == '_');
             ++length)
            if (text[length] != '_')
                number += text[length];
        std::uint64_t value = 0;
        const auto parsed =
            std::from_chars(number.data(), number.data() + number.size(), value, base);
        if (parsed.ec != std::errc{})
            fail("a number is out of range");
        add(TokenKind::integer, std::to_string(value));
        advance(length);
        return true;
    }

    void lexNumber() {
        if (lexBasedInteger())
            return;
        const std::string_view text = rest();
        std::size_t length = 0;
        const auto digits = [&] {
            while (length < text.size() && (isDigit(text[length]) || text[length] == '_'))
                ++length;
        };
        const auto digitAt = [&](std::size_t i) { return i < text.size() && isDigit(text[i]); };
        const bool afterDot =
            m_tokens.back().kind == TokenKind::sign && m_tokens.back().text == ".";
        bool real = false;
        digits();
        if (!afterDot && length < text.size() && text[length] == '.' && digitAt(length + 1)) {
            real = true;
            ++length;
            digits();
        }
        if (!afterDot && length < text.size() && (text[length] == 'e' || text[length] == 'E')) {
            const bool sign =
                length + 1 < text.size() && (text[length + 1] == '+' || text[length + 1] == '-');
            if (digitAt(length + (sign ? 2 : 1))) {
                real = true;
                length += sign ? 2 : 1;
                digits();
            }
        }
        std::string number(text.substr(0, length));
        std::erase(number, '_');
        add(real ? TokenKind::real : TokenKind::integer, std::move(number));
        advance(length);
    }

    void lexString() {
        const char quote = rest().front();
        std::string value;
        std::size_t i = 1;
        const std::string_view text = rest();
        while (i < text.size() && text[i] != quote) {
            if (text[i] == '\\' && i + 1 < text.size())
                i += unescape(text.substr(i), value);
            else
                value += text[i++];
        }
        if (i >= text.size())
            fail("a string is not closed");
        add(TokenKind::string, std::move(value));
        advance(i + 1);
    }

    /// One escape sequence as Python knows it; returns how long it is.
    static std::size_t unescape(std::string_view text, std::string& value) {
        constexpr std::string_view kNames = "nrtbfva\\'\"";
        constexpr std::string_view kValues = "\n\r\t\b\f\v\a\\'\"";
        const char c = text[1];
        if (const std::size_t simple = kNames.find(c); simple != kNames.npos) {
            value += kValues[simple];
            return 2;
        }
        if (c == '\n')
            return 2;
        const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits > 0 && text.size() >= 2 + digits) {
            const std::string hex(text.substr(2, digits));
            const bool valid = hex.find_first_not_of("0123456789abcdefABCDEF") == hex.npos;
            const unsigned long code = valid ? std::stoul(hex, nullptr, 16) : 0x110000;
            if (code < 0x110000 && (code < 0xD800 || code > 0xDFFF)) {
                value += encodeUtf8(static_cast<char32_t>(code));
                return 2 + digits;
            }
        }
        if (c >= '0' && c <= '7') {
            std::size_t length = 1;
            char32_t code = 0;
            for (;
                 length <= 3 && length < text.size() && text[length] >= '0' && text[length] <= '7';
                 ++length)
                code = code * 8 + static_cast<char32_t>(text[length] - '0');
            value += encodeUtf8(code);
            return length;
        }
        value += '\\';
        return 1;
    }

    void lexSign(std::string& open) {
        constexpr std::array<std::string_view, 7> kLong{"**", "//", "==", "!=", ">=", "<=", "=>"};
        constexpr std::string_view kShort = "+-/*%~[](){}<>=.:|,;";
        std::string_view sign = rest().substr(0, 2);
        if (std::find(kLong.begin(), kLong.end(), sign) == kLong.end())
            sign = rest().substr(0, 1);
        const char c = sign.front();
        if (sign.size() == 1 && kShort.find(c) == kShort.npos)
            fail(fmt::format("unexpected character '{}'", sign));
        if (c == '(' || c == '[' || c == '{')
            open += c == '(' ? ')' : c == '[' ? ']' : '}';
        if (c == ')' || c == ']' || c == '}') {
            if (open.empty() || open.back() != c)
                fail(fmt::format("unexpected '{}'", c));
            open.pop_back();
        }
        add(TokenKind::sign, std::string(sign));
        advance(sign.size());
    }

    std::string_view m_source;
    std::size_t m_position = 0;
    std::uint32_t m_line = 1;
    bool m_lineStart = true; ///< the last thing passed ended with a line break
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> tokenize(std::string_view source) {
    const std::string normalised = normaliseLines(source);
    return Lexer(normalised).run();
}

} // namespace conclave::jinja
