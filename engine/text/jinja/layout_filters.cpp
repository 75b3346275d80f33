// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The filters that lay out texts: for lines of a width, for HTML, for people.
#include "engine/text/characters.h"
#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace conclave::jinja {

using namespace text; // characters

namespace {

using Args = const Arguments&;
using Words = std::vector<std::string_view>;

// What Python's textwrap takes for words, hyphenated parts, dashes and the spaces between them.
#define WRAP_SPACE "[\\t\\n\\x0b\\x0c\\r ]"
constexpr const char* kWrappedWords =
    WRAP_SPACE "+|(?<=[\\w!\"'&.,?])-{2,}(?=\\w)|[^\\t\\n\\x0b\\x0c\\r ]+?(?:"
               "-(?:(?<=[^\\d\\W]{2}-)|(?<=[^\\d\\W]-[^\\d\\W]-))(?=[^\\d\\W]-?[^\\d\\W])|"
               "(?=" WRAP_SPACE "|\\z)|(?<=[\\w!\"'&.,?])(?=-{2,}\\w))";
constexpr const char* kSpacedWords = WRAP_SPACE "+|[^\\t\\n\\x0b\\x0c\\r ]+";
#undef WRAP_SPACE

/// Fills lines of at most `width` characters.
class Wrapper {
public:
    Wrapper(std::size_t width, bool breaksLongWords, bool breaksAtHyphens)
        : m_width(width), m_breaksLongWords(breaksLongWords), m_breaksAtHyphens(breaksAtHyphens) {}

    std::vector<std::string> wrap(Heap& heap, std::string_view text) const {
        static const Pattern hyphens(kWrappedWords);
        static const Pattern spaces(kSpacedWords);
        Words words; // the next one last
        (m_breaksAtHyphens ? hyphens : spaces)
            .forEachMatch(text, [&](std::size_t start, std::size_t end) {
                words.push_back(text.substr(start, end - start));
            });
        std::reverse(words.begin(), words.end());
        std::vector<std::string> lines;
        while (!words.empty()) {
            heap.step(1 + words.back().size() / 8); // its characters are counted for each line
            if (!lines.empty() && isBlank(words.back()))
                words.pop_back();
            Words line = takeLine(words);
            if (!line.empty() && isBlank(line.back()))
                line.pop_back();
            if (line.empty())
                continue;
            lines.emplace_back();
            for (const std::string_view word : line)
                lines.back() += word;
        }
        return lines;
    }

private:
    static bool isBlank(std::string_view word) { return strip(word).empty(); }

    Words takeLine(Words& words) const {
        Words line;
        std::size_t length = 0;
        while (!words.empty() && length + characterCount(words.back()) <= m_width) {
            length += characterCount(words.back());
            line.push_back(words.back());
            words.pop_back();
        }
        if (!words.empty() && characterCount(words.back()) > m_width)
            breakWord(words, line, length);
        return line;
    }

    /// A word that fits into no line: as much of it as this one holds.
    void breakWord(Words& words, Words& line, std::size_t length) const {
        if (!m_breaksLongWords) {
            if (line.empty()) {
                line.push_back(words.back());
                words.pop_back();
            }
            return;
        }
        const std::size_t room = m_width - length;
        std::string_view rest = words.back();
        for (std::size_t i = 0; i < room; ++i)
            takeCharacter(rest);
        std::string_view part = words.back().substr(0, words.back().size() - rest.size());
        if (m_breaksAtHyphens) {
            const std::size_t hyphen = part.rfind('-');
            if (hyphen != part.npos && hyphen > 0 &&
                part.substr(0, hyphen).find_first_not_of('-') != part.npos)
                part = part.substr(0, hyphen + 1);
        }
        if (part.empty())
            return;
        line.push_back(part);
        words.back().remove_prefix(part.size());
    }

    std::size_t m_width;
    bool m_breaksLongWords;
    bool m_breaksAtHyphens;
};

Value wordWrap(Heap& heap, const Value& value, Args a) {
    const std::int64_t width =
        requireInteger(argumentOr(a, 0, "width", std::int64_t{79}), "a width");
    if (width < 1)
        throw Failure{"wordwrap needs a width of at least 1"};
    const Value between = argumentOr(a, 2, "wrapstring", None{});
    const std::string_view lineEnd =
        std::holds_alternative<None>(between) ? std::string_view("\n") : textOf(heap, between);
    const Wrapper wrapper(static_cast<std::size_t>(width),
                          truthy(argumentOr(a, 1, "break_long_words", true)),
                          truthy(argumentOr(a, 3, "break_on_hyphens", true)));
    const std::string_view text = textOf(heap, value);
    heap.step(text.size() * 4);
    std::string result;
    bool first = true;
    for (const std::string_view line : splitLines(text)) {
        result += first ? std::string_view() : lineEnd;
        first = false;
        bool firstPart = true;
        for (const std::string& part : wrapper.wrap(heap, line)) {
            result.append(firstPart ? std::string_view() : lineEnd).append(part);
            firstPart = false;
            heap.requireRoom(result.size());
        }
    }
    return heap.text(std::move(result));
}

/// "&lt;", "&#60;" and "&#x3C;" as the characters that they stand for.
std::string unescaped(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNamed{
        {{"amp", "&"},
         {"lt", "<"},
         {"gt", ">"},
         {"quot", "\""},
         {"apos", "'"},
         {"nbsp", "\u00A0"}}};
    std::string result;
    while (!text.empty()) {
        const std::size_t end = text.starts_with('&') ? text.find(';') : text.npos;
        const std::string_view name = end < 12 ? text.substr(1, end - 1) : std::string_view();
        const auto* const named = std::find_if(
            kNamed.begin(), kNamed.end(), [&](const auto& entry) { return entry.first == name; });
        if (named != kNamed.end()) {
            result += named->second;
            text.remove_prefix(end + 1);
            continue;
        }
        if (name.size() > 1 && name[0] == '#') {
            const bool hex = name[1] == 'x' || name[1] == 'X';
            const std::string digits(name.substr(hex ? 2 : 1));
            const bool valid =
                !digits.empty() && digits.find_first_not_of(hex ? "0123456789abcdefABCDEF"
                                                                : "0123456789") == digits.npos;
            const unsigned long code = valid ? std::stoul(digits, nullptr, hex ? 16 : 10) : 0;
            if (code > 0 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF)) {
                result += encodeUtf8(static_cast<char32_t>(code));
                text.remove_prefix(end + 1);
                continue;
            }
        }
        result += text.front();
        text.remove_prefix(1);
    }
    return result;
}

/// The text without HTML's comments and tags, with single spaces.
Value stripTags(Heap& heap, const Value& value, Args) {
    std::string_view rest = textOf(heap, value);
    heap.step(rest.size());
    std::string kept;
    const auto drop = [&](std::string_view open, std::string_view close) {
        kept.clear();
        for (std::size_t start = rest.find(open); start != rest.npos; start = rest.find(open)) {
            const std::size_t end = rest.find(close, start);
            if (end == rest.npos)
                break;
            kept += rest.substr(0, start);
            rest.remove_prefix(end + close.size());
        }
        kept += rest;
    };
    drop("<!--", "-->");
    const std::string withoutComments = kept;
    rest = withoutComments;
    drop("<", ">");
    std::string joined;
    bool space = false;
    for (std::string_view text = kept; !text.empty();) {
        const std::string_view character = takeCharacter(text);
        if (isSpace(codePoint(character))) {
            space = !joined.empty();
        } else {
            joined.append(space ? " " : "").append(character);
            space = false;
        }
    }
    return heap.text(unescaped(joined));
}

/// ` key="value"` of every entry that is neither None nor undefined.
Value xmlAttributes(Heap& heap, const Value& value, Args a) {
    auto* const* dict = std::get_if<Dict*>(&value);
    if (!dict)
        throw Failure{fmt::format("xmlattr needs a mapping, not '{}'", typeName(value))};
    std::string result;
    for (const auto& [key, entry] : (*dict)->entries) {
        if (std::holds_alternative<None>(entry) || std::holds_alternative<Undefined>(entry))
            continue;
        const std::string_view name = textOf(heap, key);
        if (name.find_first_of(" \t\n\v\f\r/>=") != name.npos)
            throw Failure{fmt::format("invalid character in the attribute name '{}'", name)};
        result += fmt::format("{}{}=\"{}\"", result.empty() ? "" : " ", escaped(name),
                              escaped(textOf(heap, entry)));
        heap.requireRoom(result.size());
    }
    if (!result.empty() && truthy(argumentOr(a, 0, "autospace", true)))
        result.insert(0, 1, ' ');
    return heap.text(std::move(result));
}

/// "1.2 MB", with `binary` "1.1 MiB".
Value fileSize(Heap& heap, const Value& value, Args a) {
    constexpr std::array kDecimal{"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    constexpr std::array kBinary{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};
    const bool binary = truthy(argumentOr(a, 0, "binary", false));
    const Arguments none;
    const double bytes = toDouble(findFilter("float")(heap, value, none));
    const double base = binary ? 1024 : 1000;
    if (bytes == 1)
        return std::string_view("1 Byte");
    if (bytes < base)
        return heap.text(fmt::format("{:.0f} Bytes", std::trunc(bytes) + 0.0));
    double unit = base;
    std::size_t i = 0;
    for (; i + 1 < kDecimal.size() && bytes >= unit * base; ++i)
        unit *= base;
    return heap.text(fmt::format("{:.1f} {}", bytes / unit, (binary ? kBinary : kDecimal)[i]));
}

/// Words that look like addresses become links.
Value urlize(Heap& heap, const Value& value, Args a) {
    static const Pattern address(
        "^(?:https?://|www\\.)(?:[\\w%-]+\\.)+[a-z]{2,63}(?::\\d{1,5})?(?:[/?#]\\S*)?$|"
        "^(?:[\\w%-]+\\.)+(?:com|net|int|edu|gov|org|info|mil)(?::\\d{1,5})?(?:[/?#]\\S*)?$|"
        "^https?://localhost(?::\\d{1,5})?(?:[/?#]\\S*)?$");
    static const Pattern mail("^(?:mailto:)?\\S+@\\w[\\w.-]*\\.\\w+$");
    const Value limit = argumentOr(a, 0, "trim_url_limit", None{});
    const bool noFollow = truthy(argumentOr(a, 1, "nofollow", false));
    const std::string_view text = textOf(heap, value);
    heap.step(text.size() * 4);
    std::string result;
    for (std::string_view rest = text; !rest.empty();) {
        std::string_view behind = rest;
        const bool space = isSpace(codePoint(takeCharacter(behind)));
        while (!behind.empty()) {
            std::string_view next = behind;
            if (isSpace(codePoint(takeCharacter(next))) != space)
                break;
            behind = next;
        }
        std::string_view word = rest.substr(0, rest.size() - behind.size());
        rest = behind;
        // Brackets around it and punctuation behind it are no part of an address.
        std::string_view head, tail, middle = word;
        while (!middle.empty() && std::string_view("(<").find(middle.front()) != middle.npos)
            middle.remove_prefix(1);
        head = word.substr(0, word.size() - middle.size());
        const std::size_t end = middle.find_last_not_of(")>.,\n");
        tail = end == middle.npos ? std::string_view() : middle.substr(end + 1);
        middle.remove_suffix(tail.size());
        const bool isMail = mail.matches(middle) && middle.find(':') == middle.npos;
        if (space || (!isMail && !address.matches(middle))) {
            result += escaped(word);
        } else {
            const std::string_view scheme = isMail                       ? "mailto:"
                                            : middle.starts_with("http") ? ""
                                                                         : "https://";
            std::string shown(middle);
            if (isInteger(limit) &&
                shown.size() > static_cast<std::uint64_t>(std::get<std::int64_t>(limit)))
                shown = shown.substr(0, static_cast<std::size_t>(std::get<std::int64_t>(limit))) +
                        "...";
            result +=
                fmt::format("{}<a href=\"{}{}\"{}>{}</a>{}", escaped(head), scheme, escaped(middle),
                            isMail     ? ""
                            : noFollow ? " rel=\"nofollow noopener\""
                                       : " rel=\"noopener\"",
                            escaped(shown), escaped(tail));
        }
        heap.requireRoom(result.size());
    }
    return heap.text(std::move(result));
}

Value random(Heap&, const Value&, Args) {
    throw Failure{"the filter 'random' is not supported: a prompt does not depend on chance"};
}

constexpr std::pair<std::string_view, Filter> kFilters[] = {
    {"wordwrap", wordWrap},       {"striptags", stripTags}, {"xmlattr", xmlAttributes},
    {"filesizeformat", fileSize}, {"urlize", urlize},       {"random", random},
};

} // namespace

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '\'':
            result += "&#39;";
            break;
        case '"':
            result += "&#34;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

Filter findLayoutFilter(std::string_view name) {
    for (const auto& [known, filter] : kFilters)
        if (known == name)
            return filter;
    return nullptr;
}

} // namespace conclave::jinja
