// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/characters.h"
#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"

#include <algorithm>
#include <array>

namespace conclave::jinja {

using namespace text; // characters

namespace {

using Args = const Arguments&;

/// The optional character set of the strip methods.
std::optional<std::string_view> stripSet(Args arguments) {
    constexpr std::size_t kMaxBytes = 1000; // each character is sought in all of it
    if (std::holds_alternative<None>(argumentOr(arguments, 0, "chars", None{})))
        return {};
    const std::string_view set = requireText(arguments, 0, "chars");
    if (set.size() > kMaxBytes)
        throw Failure{"too many different characters to strip"};
    return set;
}

Value textStrip(Heap&, std::string_view self, Args a) {
    return strip(self, stripSet(a));
}
Value textLeftStrip(Heap&, std::string_view self, Args a) {
    return stripLeft(self, stripSet(a));
}
Value textRightStrip(Heap&, std::string_view self, Args a) {
    return stripRight(self, stripSet(a));
}

/// The whole text through one of the case conversions, which are slow.
Value converted(Heap& heap, std::string_view text, std::string (*convert)(std::string_view)) {
    heap.step(text.size());
    return heap.text(convert(text));
}

Value textUpper(Heap& heap, std::string_view self, Args) {
    return converted(heap, self, upper);
}
Value textLower(Heap& heap, std::string_view self, Args) {
    return converted(heap, self, lower);
}
Value textTitle(Heap& heap, std::string_view self, Args) {
    return converted(heap, self, title);
}
Value textCaseFold(Heap& heap, std::string_view self, Args) {
    return converted(heap, self, caseFolded);
}
Value textSwapCase(Heap& heap, std::string_view self, Args) {
    return converted(heap, self, swapCase);
}
Value textCapitalise(Heap& heap, std::string_view self, Args) {
    return converted(heap, self, capitalise);
}

/// Whether `matches` holds for the argument, or for one of a tuple of them.
template <class Matches> bool anyAffix(Args arguments, Matches matches) {
    const Value affix = argumentOr(arguments, 0, "prefix", None{});
    auto* const* several = std::get_if<List*>(&affix);
    if (!several)
        return matches(requireText(arguments, 0, "prefix"));
    return std::any_of((*several)->items.begin(), (*several)->items.end(), [&](const Value& item) {
        const auto* text = std::get_if<std::string_view>(&item);
        return text && matches(*text);
    });
}

Value textRemovePrefix(Heap&, std::string_view self, Args a) {
    const std::string_view prefix = requireText(a, 0, "prefix");
    return self.starts_with(prefix) ? self.substr(prefix.size()) : self;
}

Value textRemoveSuffix(Heap&, std::string_view self, Args a) {
    const std::string_view suffix = requireText(a, 0, "suffix");
    return self.ends_with(suffix) ? self.substr(0, self.size() - suffix.size()) : self;
}

Value textReplace(Heap& heap, std::string_view self, Args a) {
    const std::int64_t count =
        requireInteger(argumentOr(a, 2, "count", std::int64_t{-1}), "a count");
    return heap.text(
        replaceText(heap, self, requireText(a, 0, "old"), requireText(a, 1, "new"), count));
}

/// The first word and what follows it; for split() without a separator.
std::vector<std::string_view> splitSpaces(Heap& heap, std::string_view text, std::int64_t limit) {
    std::vector<std::string_view> parts;
    for (text = stripLeft(text); !text.empty(); text = stripLeft(text)) {
        if (limit >= 0 && static_cast<std::int64_t>(parts.size()) >= limit) {
            heap.step();
            parts.push_back(text);
            break;
        }
        std::string_view rest = text;
        std::size_t end = 0;
        while (!rest.empty() && !isSpace(codePoint(takeCharacter(rest))))
            end = text.size() - rest.size();
        heap.step();
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return parts;
}

std::vector<std::string_view> splitSpacesFromRight(Heap& heap, std::string_view text,
                                                   std::int64_t limit) {
    std::vector<std::string_view> parts = splitSpaces(heap, text, -1);
    if (limit < 0 || static_cast<std::int64_t>(parts.size()) <= limit)
        return parts;
    const std::size_t joined = parts.size() - static_cast<std::size_t>(limit);
    const char* const end = parts[joined - 1].data() + parts[joined - 1].size();
    const std::string_view head(text.data(), static_cast<std::size_t>(end - text.data()));
    parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(joined));
    parts.insert(parts.begin(), head); // these stay one text, with the spaces between them
    return parts;
}

std::vector<std::string_view> splitAt(Heap& heap, std::string_view text, std::string_view separator,
                                      std::int64_t limit) {
    std::vector<std::string_view> parts;
    while (limit < 0 || static_cast<std::int64_t>(parts.size()) < limit) {
        const std::size_t found = findBytes(text, separator);
        if (found == text.npos)
            break;
        heap.step();
        parts.push_back(text.substr(0, found));
        text.remove_prefix(found + separator.size());
    }
    parts.push_back(text);
    return parts;
}

/// rfind, which has no fast form: what it may cost is paid in steps.
std::size_t findLast(Heap& heap, std::string_view text, std::string_view part) {
    heap.step(text.size() / 64 * std::min<std::size_t>(part.size(), 1U << 20U));
    return text.rfind(part);
}

std::vector<std::string_view> splitAtFromRight(Heap& heap, std::string_view text,
                                               std::string_view separator, std::int64_t limit) {
    std::vector<std::string_view> parts;
    while (limit < 0 || static_cast<std::int64_t>(parts.size()) < limit) {
        const std::size_t found = findLast(heap, text, separator);
        if (found == text.npos)
            break;
        heap.step();
        parts.push_back(text.substr(found + separator.size()));
        text = text.substr(0, found);
    }
    parts.push_back(text);
    std::reverse(parts.begin(), parts.end());
    return parts;
}

Value listOf(Heap& heap, const std::vector<std::string_view>& parts) {
    return heap.list({parts.begin(), parts.end()});
}

Value split(Heap& heap, std::string_view self, Args a, bool fromRight) {
    const std::int64_t limit =
        requireInteger(argumentOr(a, 1, "maxsplit", std::int64_t{-1}), "maxsplit");
    heap.step(self.size() / 8);
    if (std::holds_alternative<None>(argumentOr(a, 0, "sep", None{})))
        return listOf(heap, fromRight ? splitSpacesFromRight(heap, self, limit)
                                      : splitSpaces(heap, self, limit));
    const std::string_view separator = requireText(a, 0, "sep");
    if (separator.empty())
        throw Failure{"empty separator"};
    return listOf(heap, fromRight ? splitAtFromRight(heap, self, separator, limit)
                                  : splitAt(heap, self, separator, limit));
}

Value textSplit(Heap& heap, std::string_view self, Args a) {
    return split(heap, self, a, false);
}
Value textRightSplit(Heap& heap, std::string_view self, Args a) {
    return split(heap, self, a, true);
}

Value textSplitLines(Heap& heap, std::string_view self, Args a) {
    heap.step(self.size() / 8);
    return listOf(heap, splitLines(self, truthy(argumentOr(a, 0, "keepends", false))));
}

Value partition(Heap& heap, std::string_view self, std::string_view separator, bool fromRight) {
    const std::size_t found =
        fromRight ? findLast(heap, self, separator) : findBytes(self, separator);
    if (found == self.npos)
        return fromRight ? heap.tuple({std::string_view(), std::string_view(), self})
                         : heap.tuple({self, std::string_view(), std::string_view()});
    return heap.tuple({self.substr(0, found), separator, self.substr(found + separator.size())});
}

Value textPartition(Heap& heap, std::string_view self, Args a) {
    return partition(heap, self, requireText(a, 0, "sep"), false);
}
Value textRightPartition(Heap& heap, std::string_view self, Args a) {
    return partition(heap, self, requireText(a, 0, "sep"), true);
}

/// Position in characters, -1 if absent.
std::int64_t characterPosition(std::string_view text, std::size_t byte) {
    return byte == text.npos ? -1 : static_cast<std::int64_t>(characterCount(text.substr(0, byte)));
}

/// The part of a text that the bounds `start` and `end` leave, the second and third argument.
struct Window {
    std::string_view text;
    std::int64_t start = 0; ///< in characters
    bool behind = false;    ///< it begins behind the end of the text, where nothing is found
};

Window windowOf(std::string_view self, Args a) {
    const Value start = argumentOr(a, 1, "start", None{});
    const Value end = argumentOr(a, 2, "end", None{});
    Window window{self};
    if (std::holds_alternative<None>(start) && std::holds_alternative<None>(end))
        return window;
    const auto size = static_cast<std::int64_t>(characterCount(self));
    const auto bound = [&](const Value& value, std::int64_t absent) {
        if (std::holds_alternative<None>(value))
            return absent;
        const std::int64_t given = requireInteger(value, "a bound");
        return std::max<std::int64_t>(given < 0 ? given + size : given, 0);
    };
    window.start = bound(start, 0);
    const std::int64_t last = std::min(bound(end, size), size);
    window.behind = window.start > last;
    std::string_view rest = self;
    for (std::int64_t i = 0; i < window.start && !rest.empty(); ++i)
        takeCharacter(rest);
    window.text = rest;
    for (std::int64_t i = window.start; i < last && !rest.empty(); ++i)
        takeCharacter(rest);
    window.text.remove_suffix(rest.size());
    return window;
}

std::int64_t foundIn(Heap& heap, std::string_view self, Args a, bool last) {
    const Window window = windowOf(self, a);
    const std::string_view part = requireText(a, 0, "sub");
    if (window.behind)
        return -1;
    const std::int64_t found = characterPosition(
        window.text, last ? findLast(heap, window.text, part) : findBytes(window.text, part));
    return found < 0 ? found : found + window.start;
}

std::int64_t requireFound(std::int64_t position) {
    if (position < 0)
        throw Failure{"substring not found"};
    return position;
}

Value textFind(Heap& heap, std::string_view self, Args a) {
    return foundIn(heap, self, a, false);
}
Value textRightFind(Heap& heap, std::string_view self, Args a) {
    return foundIn(heap, self, a, true);
}
Value textIndex(Heap& heap, std::string_view self, Args a) {
    return requireFound(foundIn(heap, self, a, false));
}
Value textRightIndex(Heap& heap, std::string_view self, Args a) {
    return requireFound(foundIn(heap, self, a, true));
}

Value textStartsWith(Heap&, std::string_view self, Args a) {
    const Window window = windowOf(self, a);
    return !window.behind &&
           anyAffix(a, [&](auto prefix) { return window.text.starts_with(prefix); });
}

Value textEndsWith(Heap&, std::string_view self, Args a) {
    const Window window = windowOf(self, a);
    return !window.behind &&
           anyAffix(a, [&](auto suffix) { return window.text.ends_with(suffix); });
}

Value textCount(Heap& heap, std::string_view self, Args a) {
    const std::string_view part = requireText(a, 0, "sub");
    const Window window = windowOf(self, a);
    if (window.behind)
        return std::int64_t{0};
    self = window.text;
    if (part.empty())
        return static_cast<std::int64_t>(characterCount(self) + 1);
    return static_cast<std::int64_t>(splitAt(heap, self, part, -1).size() - 1);
}

Value textJoin(Heap& heap, std::string_view self, Args a) {
    std::string joined;
    bool first = true;
    for (const Value& item : iterate(heap, argumentOr(a, 0, "iterable", None{}))) {
        const auto* text = std::get_if<std::string_view>(&item);
        if (!text)
            throw Failure{"join needs strings"};
        joined.append(first ? std::string_view() : self).append(*text);
        first = false;
    }
    return heap.text(std::move(joined));
}

Value textFormat(Heap& heap, std::string_view self, Args a) {
    return heap.text(formatFields(heap, self, a));
}

/// format() with the fields of a mapping.
Value textFormatMap(Heap& heap, std::string_view self, Args a) {
    const Value mapping = argumentOr(a, 0, "mapping", None{});
    auto* const* dict = std::get_if<Dict*>(&mapping);
    if (!dict)
        throw Failure{"format_map needs a mapping"};
    Arguments fields;
    for (const auto& [key, value] : (*dict)->entries)
        if (const auto* name = std::get_if<std::string_view>(&key))
            fields.named.emplace_back(*name, value);
    return heap.text(formatFields(heap, self, fields));
}

enum class Align { left, right, centre };

Value pad(Heap& heap, std::string_view self, Args a, Align align) {
    const std::int64_t width = requireInteger(argumentOr(a, 0, "width", None{}), "a width");
    const std::string fill = toText(heap, argumentOr(a, 1, "fillchar", std::string_view(" ")));
    const auto size = static_cast<std::int64_t>(characterCount(self));
    if (width <= size)
        return self;
    heap.charge(static_cast<std::uint64_t>(width));
    const std::int64_t missing = width - size;
    // Python puts the odd one left when the width is odd.
    const std::int64_t left = align == Align::left    ? 0
                              : align == Align::right ? missing
                                                      : missing / 2 + (missing & width & 1);
    std::string result;
    for (std::int64_t i = 0; i < left; ++i)
        result += fill;
    result += self;
    for (std::int64_t i = left; i < missing; ++i)
        result += fill;
    return heap.text(std::move(result));
}

Value textCentre(Heap& heap, std::string_view self, Args a) {
    return pad(heap, self, a, Align::centre);
}
Value textPadRight(Heap& heap, std::string_view self, Args a) {
    return pad(heap, self, a, Align::left);
}
Value textPadLeft(Heap& heap, std::string_view self, Args a) {
    return pad(heap, self, a, Align::right);
}
/// Zeros behind a sign.
Value textZeroFill(Heap& heap, std::string_view self, Args a) {
    const std::int64_t width = requireInteger(argumentOr(a, 0, "width", None{}), "a width");
    const bool hasSign = self.starts_with('+') || self.starts_with('-');
    const std::string_view sign = self.substr(0, hasSign ? 1 : 0);
    const Arguments zeros{{width - (hasSign ? 1 : 0), std::string_view("0")}, {}};
    const Value filled = pad(heap, self.substr(sign.size()), zeros, Align::right);
    return heap.text(std::string(sign).append(std::get<std::string_view>(filled)));
}

Value textExpandTabs(Heap& heap, std::string_view self, Args a) {
    const std::int64_t size = std::clamp<std::int64_t>(
        requireInteger(argumentOr(a, 0, "tabsize", std::int64_t{8}), "a tab size"), 0, 1000);
    std::string result;
    std::int64_t column = 0;
    while (!self.empty()) {
        const std::string_view character = takeCharacter(self);
        if (character == "\t") {
            const std::int64_t spaces = size > 0 ? size - column % size : 0;
            result.append(static_cast<std::size_t>(spaces), ' ');
            column += spaces;
        } else {
            result += character;
            column = character == "\n" || character == "\r" ? 0 : column + 1;
        }
        heap.requireRoom(result.size());
    }
    return heap.text(std::move(result));
}

constexpr std::pair<std::string_view, TextMethod> kMethods[] = {
    {"strip", textStrip},
    {"lstrip", textLeftStrip},
    {"rstrip", textRightStrip},
    {"upper", textUpper},
    {"lower", textLower},
    {"casefold", textCaseFold},
    {"swapcase", textSwapCase},
    {"expandtabs", textExpandTabs},
    {"title", textTitle},
    {"capitalize", textCapitalise},
    {"startswith", textStartsWith},
    {"endswith", textEndsWith},
    {"removeprefix", textRemovePrefix},
    {"removesuffix", textRemoveSuffix},
    {"replace", textReplace},
    {"split", textSplit},
    {"rsplit", textRightSplit},
    {"splitlines", textSplitLines},
    {"partition", textPartition},
    {"rpartition", textRightPartition},
    {"find", textFind},
    {"rfind", textRightFind},
    {"index", textIndex},
    {"rindex", textRightIndex},
    {"count", textCount},
    {"join", textJoin},
    {"format", textFormat},
    {"format_map", textFormatMap},
    {"center", textCentre},
    {"ljust", textPadRight},
    {"rjust", textPadLeft},
    {"zfill", textZeroFill},
};

} // namespace

TextMethod findTextMethod(std::string_view name) {
    for (const auto& [known, function] : kMethods)
        if (known == name)
            return function;
    return findTextPredicate(name);
}

std::string replaceText(Heap& heap, std::string_view text, std::string_view from,
                        std::string_view to, std::int64_t count) {
    std::string result;
    const auto grow = [&](std::string_view part) {
        heap.requireRoom(result.size() + part.size());
        result += part;
    };
    while (count != 0) {
        const std::size_t found = findBytes(text, from);
        if (found == text.npos)
            break;
        heap.step();
        --count;
        grow(text.substr(0, found));
        grow(to);
        text.remove_prefix(found + from.size());
        if (!from.empty())
            continue;
        if (text.empty()) // nothing is found everywhere: before, between and behind characters
            return result;
        grow(takeCharacter(text));
    }
    grow(text);
    return result;
}

std::vector<std::string_view> splitLines(std::string_view text, bool keepEnds) {
    const auto endsLine = [](char32_t c) {
        return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 ||
               c == 0x2029;
    };
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        std::string_view rest = text;
        std::size_t length = 0, endLength = 0;
        while (!rest.empty() && endLength == 0) {
            const std::string_view character = takeCharacter(rest);
            if (endsLine(codePoint(character)))
                endLength =
                    character.size() + (character == "\r" && rest.starts_with('\n') ? 1 : 0);
            else
                length += character.size();
        }
        lines.push_back(text.substr(0, length + (keepEnds ? endLength : 0)));
        text.remove_prefix(length + endLength);
    }
    return lines;
}

} // namespace conclave::jinja
