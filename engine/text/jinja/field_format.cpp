// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Python's str.format: "{}", "{0}", "{name.key[1]!r:>8}".
#include "engine/text/characters.h"
#include "engine/text/jinja/access.h"
#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace conclave::jinja {

using namespace text; // characters

namespace {

/// What stands behind the colon: [[fill]align][sign][#][0][width][grouping][.precision][type].
struct Layout {
    std::string_view fill = " ";
    char align = '\0'; ///< none given
    char sign = '-';
    bool alternate = false;
    std::size_t width = 0;
    char grouping = '\0';
    std::optional<std::size_t> precision;
    char type = '\0';
};

constexpr std::string_view kAligns = "<>^=";

Layout parseLayout(std::string_view text) {
    Layout layout;
    const std::string_view whole = text;
    const auto takeOne = [&](std::string_view choice) {
        char found = '\0';
        if (!text.empty() && choice.find(text.front()) != choice.npos) {
            found = text.front();
            text.remove_prefix(1);
        }
        return found;
    };
    const auto takeNumber = [&]() -> std::optional<std::size_t> {
        constexpr std::size_t kMaxWidth = 10'000;
        std::size_t number = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
        if (parsed.ptr == text.data())
            return {};
        if (parsed.ec != std::errc{} || number > kMaxWidth)
            throw Failure{"a width of the format string is out of range"};
        text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()));
        return number;
    };
    std::string_view behindFill = text;
    if (!text.empty()) {
        const std::string_view fill = takeCharacter(behindFill);
        if (!behindFill.empty() && kAligns.find(behindFill.front()) != kAligns.npos) {
            layout.fill = fill;
            text = behindFill;
        }
    }
    layout.align = takeOne(kAligns);
    if (const char sign = takeOne("+- "))
        layout.sign = sign;
    layout.alternate = takeOne("#") != '\0';
    if (takeOne("0") && layout.align == '\0') {
        layout.fill = "0";
        layout.align = '=';
    }
    layout.width = takeNumber().value_or(0);
    layout.grouping = takeOne(",_");
    if (takeOne(".")) {
        layout.precision = takeNumber();
        if (!layout.precision || *layout.precision > 100)
            throw Failure{"a precision of the format string is out of range"};
    }
    layout.type = takeOne("bcdeEfFgGnosxX%");
    if (!text.empty())
        throw Failure{fmt::format("invalid format specifier '{}'", whole)};
    return layout;
}

std::string padded(const Layout& layout, std::string text, char usualAlign) {
    const std::size_t size = characterCount(text);
    if (size >= layout.width)
        return text;
    const std::size_t missing = layout.width - size;
    const char align = layout.align == '\0' ? usualAlign : layout.align;
    const auto fill = [&](std::size_t count) {
        std::string result;
        for (std::size_t i = 0; i < count; ++i)
            result += layout.fill;
        return result;
    };
    switch (align) {
    case '<':
        return text + fill(missing);
    case '^':
        return fill(missing / 2) + text + fill(missing - missing / 2);
    case '=':
        return text.insert(text.find_first_not_of("+- "), fill(missing));
    default:
        return fill(missing) + text;
    }
}

/// "1234567.5" becomes "1,234,567.5".
std::string grouped(std::string number, char separator) {
    const std::size_t begin = std::min(number.find_first_of("0123456789"), number.size());
    const std::size_t end = std::min(number.find_first_not_of("0123456789", begin), number.size());
    for (std::size_t i = end; i > begin + 3; i -= 3)
        number.insert(i - 3, 1, separator);
    return number;
}

std::string formatNumber(Heap& heap, const Layout& layout, const Value& value) {
    const bool whole = !std::holds_alternative<double>(value);
    const std::string flags = std::string(1, layout.sign) + (layout.alternate ? "#" : "");
    const auto written = [&](const std::string& rest, auto number) {
        return fmt::format(fmt::runtime("{:" + flags + rest + "}"), number);
    };
    std::string text;
    const char type = layout.type == 'n' ? (whole ? 'd' : 'g') : layout.type;
    if (whole &&
        (type == '\0' || std::string_view("dbcoxX").find(type) != std::string_view::npos)) {
        const std::int64_t number = requireInteger(value, "a formatted value");
        if (type == 'c')
            return padded(layout, encodeUtf8(static_cast<char32_t>(number & 0x1FFFFF)), '<');
        text = written(std::string(1, type == '\0' ? 'd' : type), number);
    } else if (type == '\0' && !layout.precision) {
        text = toText(heap, value);
        if (layout.sign != '-' && !text.starts_with('-'))
            text.insert(text.begin(), layout.sign);
    } else {
        const std::string precision = fmt::format(".{}", layout.precision.value_or(6));
        const double number = toDouble(value);
        text = type == '%' ? written(precision + 'f', number * 100) + '%'
                           : written(precision + (type == '\0' ? 'g' : type), number);
    }
    return padded(layout, layout.grouping ? grouped(text, layout.grouping) : text, '>');
}

std::string formatValue(Heap& heap, std::string_view specification, const Value& value) {
    if (specification.empty())
        return toText(heap, value);
    const Layout layout = parseLayout(specification);
    const bool plainBool = std::holds_alternative<bool>(value) && layout.type == '\0';
    try {
        if (isNumber(value) && !plainBool && layout.type != 's')
            return formatNumber(heap, layout, value);
    } catch (const fmt::format_error&) {
        throw Failure{fmt::format("invalid format specifier '{}'", specification)};
    }
    if (layout.type != '\0' && layout.type != 's')
        throw Failure{fmt::format("unknown format code '{}' for an object of type '{}'",
                                  layout.type, typeName(value))};
    std::string text = toText(heap, value);
    if (layout.precision) {
        std::string_view rest = text;
        for (std::size_t i = 0; i < *layout.precision && !rest.empty(); ++i)
            takeCharacter(rest);
        text.resize(text.size() - rest.size());
    }
    return padded(layout, std::move(text), plainBool ? '>' : '<');
}

/// The argument that "name.key[1]" means.
Value fieldValue(Heap& heap, std::string_view name, const Arguments& arguments,
                 std::size_t& automatic) {
    const std::size_t end = std::min(name.find_first_of(".["), name.size());
    const std::string_view first = name.substr(0, end);
    const bool numbered = first.find_first_not_of("0123456789") == first.npos;
    if (first.size() > 4 && numbered)
        throw Failure{"a field of the format string is out of range"};
    const std::size_t position = first.empty() ? automatic++
                                 : numbered    ? std::stoul(std::string(first))
                                               : arguments.positional.size();
    const Value* found = arguments.find(position, first);
    if (!found)
        throw Failure{"the format string names a field that was not given"};
    Value value = *found;
    for (name.remove_prefix(end); !name.empty();) {
        const bool indexed = name.front() == '[';
        name.remove_prefix(1);
        const std::size_t length = std::min(name.find_first_of(indexed ? "]" : ".["), name.size());
        const std::string_view part = name.substr(0, length);
        value = attributePath(heap, value, part);
        name.remove_prefix(std::min(name.size(), length + (indexed ? 1 : 0)));
    }
    return value;
}

} // namespace

std::string formatFields(Heap& heap, std::string_view format, const Arguments& arguments) {
    std::string result;
    std::size_t automatic = 0;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if ((c == '{' || c == '}') && i + 1 < format.size() && format[i + 1] == c) {
            result += c;
            ++i;
        } else if (c == '{') {
            const std::size_t end = format.find('}', i);
            if (end == format.npos)
                throw Failure{"a field of the format string is not closed"};
            std::string_view field = format.substr(i + 1, end - i - 1);
            const std::size_t colon = std::min(field.find(':'), field.size());
            const std::string_view specification = field.substr(std::min(field.size(), colon + 1));
            field = field.substr(0, colon);
            const std::size_t mark = std::min(field.find('!'), field.size());
            const std::string_view conversion = field.substr(mark);
            Value value = fieldValue(heap, field.substr(0, mark), arguments, automatic);
            if (conversion == "!r")
                value = heap.text(representation(heap, value));
            else if (conversion == "!s")
                value = textOf(heap, value);
            else if (!conversion.empty())
                throw Failure{fmt::format("unknown conversion '{}'", conversion)};
            result += formatValue(heap, specification, value);
            heap.requireRoom(result.size());
            i = end;
        } else if (c == '}') {
            throw Failure{"a single '}' stands in the format string"};
        } else {
            result += c;
        }
    }
    return result;
}

} // namespace conclave::jinja
