// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/characters.h"
#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace conclave::jinja {

namespace {

/// One "%-05.2f" of a format string.
struct Field {
    bool leftAlign = false, zeroFill = false, plus = false;
    std::size_t width = 0;
    std::size_t precision = 6;
    bool hasPrecision = false;
    char conversion = 's';
    std::optional<std::string_view> key; ///< of "%(key)s"
};

/// Parses behind the '%' and moves `text` past the field.
Field parseField(std::string_view& text) {
    Field field;
    if (text.starts_with('(')) {
        const std::size_t end = text.find(')');
        if (end == text.npos)
            throw Failure{"incomplete format key"};
        field.key = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
    }
    for (; !text.empty() && std::string_view("-0+ #").find(text.front()) != text.npos;
         text.remove_prefix(1)) {
        field.leftAlign |= text.front() == '-';
        field.zeroFill |= text.front() == '0';
        field.plus |= text.front() == '+';
    }
    const auto number = [&] {
        std::size_t value = 0;
        for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1))
            value = std::min<std::size_t>(value * 10 + static_cast<std::size_t>(text.front() - '0'),
                                          1000);
        return value;
    };
    field.width = number();
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        field.hasPrecision = true;
        field.precision = std::min<std::size_t>(number(), 100);
    }
    if (text.empty())
        throw Failure{"incomplete format"};
    field.conversion = text.front();
    text.remove_prefix(1);
    return field;
}

double requireNumber(const Value& value) {
    if (!isNumber(value))
        throw Failure{fmt::format("a number is required, not '{}'", typeName(value))};
    return toDouble(value);
}

std::string convert(Heap& heap, const Field& field, const Value& value) {
    switch (field.conversion) {
    case 's':
        return toText(heap, value);
    case 'r':
        return representation(heap, value);
    case 'd':
    case 'i':
        return isInteger(value) ? std::to_string(std::get<std::int64_t>(value))
                                : fmt::format("{:.0f}", std::trunc(requireNumber(value)));
    case 'x':
        return fmt::format("{:x}", requireInteger(value, "the operand of %x"));
    case 'X':
        return fmt::format("{:X}", requireInteger(value, "the operand of %X"));
    case 'f':
        return fmt::format("{:.{}f}", requireNumber(value), field.precision);
    case 'e':
        return fmt::format("{:.{}e}", requireNumber(value), field.precision);
    case 'g':
        return fmt::format("{:.{}g}", requireNumber(value), field.precision);
    default:
        throw Failure{fmt::format("unsupported format character '{}'", field.conversion)};
    }
}

std::string layOut(const Field& field, std::string result) {
    const bool isNumber = field.conversion != 's' && field.conversion != 'r';
    if (!isNumber && field.hasPrecision)
        result.resize(std::min(result.size(), field.precision));
    if (isNumber && field.plus && !result.starts_with('-'))
        result.insert(result.begin(), '+');
    const std::size_t size = text::characterCount(result);
    if (size >= field.width)
        return result;
    const std::size_t missing = field.width - size;
    if (field.leftAlign)
        return result.append(missing, ' ');
    if (isNumber && field.zeroFill)
        return result.insert(result.find_first_not_of("+-"), missing, '0');
    return result.insert(0, missing, ' ');
}

} // namespace

std::string formatPercent(Heap& heap, std::string_view format, const std::vector<Value>& operands,
                          const Value& whole) {
    auto* const* mapping = std::get_if<Dict*>(&whole);
    bool byKey = false;
    std::string result;
    std::size_t used = 0;
    while (true) {
        const std::size_t percent = std::min(format.find('%'), format.size());
        result += format.substr(0, percent);
        format.remove_prefix(percent);
        if (format.empty())
            break;
        format.remove_prefix(1);
        const Field field = parseField(format);
        if (field.conversion == '%') {
            result += '%';
            continue;
        }
        if (field.key) {
            const Value* named = mapping ? (*mapping)->find(*field.key) : nullptr;
            if (!named)
                throw Failure{fmt::format("the format needs a mapping with '{}'", *field.key)};
            result += layOut(field, convert(heap, field, *named));
            byKey = true;
            continue;
        }
        if (used >= operands.size())
            throw Failure{"not enough arguments for format string"};
        result += layOut(field, convert(heap, field, operands[used++]));
    }
    if (used < operands.size() && !byKey && !mapping)
        throw Failure{"not all arguments were used by the format string"};
    return result;
}

} // namespace conclave::jinja
