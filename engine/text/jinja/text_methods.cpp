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

Value textStartsWith(Heap&, std::string_view self, Args a) {
    return anyAffix(a, [&](std::string_view prefix) { return self.starts_with(prefix); });
}

Value textEndsWith(Heap&, std::string_view self, Args a) {
    return anyAffix(a, [&](std::string_view suffix) { return self.ends_with(suffix); });
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
        return listOf(heap, splitSpaces(heap, self, fromRight ? -1 : limit));
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

Value textSplitLines(Heap& heap, std::string_view self, Args) {
    return listOf(heap, splitLines(self));
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

Value textFind(Heap&, std::string_view self, Args a) {
    return characterPosition(self, findBytes(self, requireText(a, 0, "sub")));
}
Value textRightFind(Heap& heap, std::string_view self, Args a) {
    return characterPosition(self, findLast(heap, self, requireText(a, 0, "sub")));
}
Value textIndex(Heap&, std::string_view self, Args a) {
    const std::int64_t found = characterPosition(self, findBytes(self, requireText(a, 0, "sub")));
    if (found < 0)
        throw Failure{"substring not found"};
    return found;
}

Value textCount(Heap& heap, std::string_view self, Args a) {
    const std::string_view part = requireText(a, 0, "sub");
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

/// str.format with plain fields: {}, {0}, {name}.
Value textFormat(Heap& heap, std::string_view self, Args a) {
    std::string result;
    std::size_t automatic = 0;
    for (std::size_t i = 0; i < self.size(); ++i) {
        const char c = self[i];
        if ((c == '{' || c == '}') && i + 1 < self.size() && self[i + 1] == c) {
            result += c;
            ++i;
        } else if (c == '{') {
            const std::size_t end = self.find('}', i);
            if (end == self.npos)
                throw Failure{"a field of the format string is not closed"};
            const std::string_view field = self.substr(i + 1, end - i - 1);
            const bool numbered = field.find_first_not_of("0123456789") == field.npos;
            if (field.size() > 4 && numbered)
                throw Failure{"a field of the format string is out of range"};
            const std::size_t position = field.empty() ? automatic++
                                         : numbered    ? std::stoul(std::string(field))
                                                       : a.positional.size();
            const Value* value = a.find(position, field);
            if (!value)
                throw Failure{"the format string names a field that was not given"};
            result += toText(heap, *value);
            i = end;
        } else {
            result += c;
        }
    }
    return heap.text(std::move(result));
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
Value textZeroFill(Heap& heap, std::string_view self, Args a) {
    const Arguments zeros{{argumentOr(a, 0, "width", None{}), std::string_view("0")}, {}};
    return pad(heap, self, zeros, Align::right);
}

bool ofClass(Heap& heap, std::string_view text, const char* characterClass) {
    heap.step(text.size());
    return consistsOf(text, characterClass);
}

Value textIsDigit(Heap& heap, std::string_view self, Args) {
    return ofClass(heap, self, "\\p{Nd}");
}
Value textIsAlpha(Heap& heap, std::string_view self, Args) {
    return ofClass(heap, self, "\\p{L}");
}
Value textIsAlphanumeric(Heap& heap, std::string_view self, Args) {
    return ofClass(heap, self, "[\\p{L}\\p{N}]");
}
Value textIsSpace(Heap&, std::string_view self, Args) {
    return !self.empty() && strip(self).empty();
}
Value textIsUpper(Heap& heap, std::string_view self, Args) {
    heap.step(self.size());
    return self == upper(self) && self != lower(self);
}
Value textIsLower(Heap& heap, std::string_view self, Args) {
    heap.step(self.size());
    return self == lower(self) && self != upper(self);
}

constexpr std::pair<std::string_view, TextMethod> kMethods[] = {
    {"strip", textStrip},
    {"lstrip", textLeftStrip},
    {"rstrip", textRightStrip},
    {"upper", textUpper},
    {"lower", textLower},
    {"casefold", textLower},
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
    {"count", textCount},
    {"join", textJoin},
    {"format", textFormat},
    {"center", textCentre},
    {"ljust", textPadRight},
    {"rjust", textPadLeft},
    {"zfill", textZeroFill},
    {"isdigit", textIsDigit},
    {"isdecimal", textIsDigit},
    {"isnumeric", textIsDigit},
    {"isalpha", textIsAlpha},
    {"isalnum", textIsAlphanumeric},
    {"isspace", textIsSpace},
    {"isupper", textIsUpper},
    {"islower", textIsLower},
};

} // namespace

TextMethod findTextMethod(std::string_view name) {
    for (const auto& [known, function] : kMethods)
        if (known == name)
            return function;
    return nullptr;
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

std::vector<std::string_view> splitLines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\n\r\v\f"), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(
            std::min(text.size(), text.substr(end).starts_with("\r\n") ? end + 2 : end + 1));
    }
    return lines;
}

} // namespace conclave::jinja
