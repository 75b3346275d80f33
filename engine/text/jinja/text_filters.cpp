// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/characters.h"
#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/pretty_printer.h"

#include "engine/text/pattern.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace conclave::jinja {

using namespace text; // characters

namespace {

using Args = const Arguments&;

Value asText(Heap& heap, const Value& value, Args) {
    return textOf(heap, value);
}

/// The method of that name, for any value.
template <const char* name> Value asMethod(Heap& heap, const Value& value, Args a) {
    const std::string_view text = textOf(heap, value);
    return heap.likeMarkup(text, findTextMethod(name)(heap, text, a));
}
constexpr char kUpper[] = "upper", kLower[] = "lower", kCapitalise[] = "capitalize";

/// Words as Jinja's title sees them: between spaces, hyphens and opening brackets.
Value toTitle(Heap& heap, const Value& value, Args) {
    static const Pattern words("[^-\\s({\\[<]+");
    const std::string_view text = textOf(heap, value);
    heap.step(text.size());
    std::string result;
    std::size_t last = 0;
    words.forEachMatch(text, [&](std::size_t start, std::size_t end) {
        result.append(text.substr(last, start - last));
        std::string_view rest = text.substr(start, end - start);
        result += upper(takeCharacter(rest));
        result += lower(rest);
        last = end;
    });
    return heap.text(result.append(text.substr(last)));
}

Value trim(Heap& heap, const Value& value, Args a) {
    const Value set = argumentOr(a, 0, "chars", None{});
    const std::string_view text = textOf(heap, value);
    const std::string_view stripped =
        std::holds_alternative<None>(set) ? strip(text) : strip(text, textOf(heap, set));
    return heap.likeMarkup(text, stripped);
}

Value replace(Heap& heap, const Value& value, Args a) {
    const Value count = argumentOr(a, 2, "count", None{});
    return heap.text(replaceText(
        heap, textOf(heap, value), textOf(heap, argumentOr(a, 0, "old", std::string_view())),
        textOf(heap, argumentOr(a, 1, "new", std::string_view())),
        std::holds_alternative<None>(count) ? -1 : requireInteger(count, "a count")));
}

Value format(Heap& heap, const Value& value, Args a) {
    Dict* named = heap.dict();
    for (const auto& [name, operand] : a.named)
        named->set(heap, name, operand);
    if (named->entries.empty())
        return heap.text(formatPercent(heap, textOf(heap, value), a.positional, None{}));
    return heap.text(formatPercent(heap, textOf(heap, value), {named}, named));
}

Value indent(Heap& heap, const Value& value, Args a) {
    const Value width = argumentOr(a, 0, "width", std::int64_t{4});
    const bool first = truthy(argumentOr(a, 1, "first", false));
    const bool blank = truthy(argumentOr(a, 2, "blank", false));
    constexpr std::int64_t kMaxWidth = 1000;
    const auto* given = std::get_if<std::string_view>(&width);
    const std::string indentation =
        given ? std::string(*given)
              : std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(
                                requireInteger(width, "a width"), 0, kMaxWidth)),
                            ' ');
    // The added line break keeps an empty last line, which splitting alone would lose.
    std::string text(textOf(heap, value));
    text += '\n';
    std::string result;
    bool isFirst = true;
    for (const std::string_view line : splitLines(text)) {
        if (!isFirst)
            result += '\n';
        if (isFirst ? first : blank || !line.empty())
            result += indentation;
        result += line;
        isFirst = false;
    }
    return heap.text(std::move(result));
}

/// Markup, which is not escaped again; `forced` does that too.
Value escape(Heap& heap, const Value& value, Args) {
    const std::string_view text = textOf(heap, value);
    return heap.isMarkup(text) ? text : heap.markup(escaped(text));
}
Value forceEscape(Heap& heap, const Value& value, Args) {
    return heap.markup(escaped(textOf(heap, value)));
}

Value safe(Heap& heap, const Value& value, Args) {
    return heap.markup(std::string(textOf(heap, value)));
}

Value urlEncode(Heap& heap, const Value& value, Args) {
    constexpr std::string_view kSafe = "-._~/";
    std::string result;
    for (const char c : textOf(heap, value)) {
        const bool alphanumeric =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (alphanumeric || kSafe.find(c) != kSafe.npos)
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return heap.text(std::move(result));
}

Value wordCount(Heap& heap, const Value& value, Args) {
    static const Pattern words("\\w+");
    const std::string_view text = textOf(heap, value);
    heap.step(text.size());
    std::int64_t count = 0;
    words.forEachMatch(text, [&](std::size_t, std::size_t) { ++count; });
    return count;
}

Value centre(Heap& heap, const Value& value, Args a) {
    const Arguments width{{argumentOr(a, 0, "width", std::int64_t{80})}, {}};
    return findTextMethod("center")(heap, textOf(heap, value), width);
}

Value truncate(Heap& heap, const Value& value, Args a) {
    const std::string_view text = textOf(heap, value);
    const std::int64_t limit =
        requireInteger(argumentOr(a, 0, "length", std::int64_t{255}), "a length");
    const bool killWords = truthy(argumentOr(a, 1, "killwords", false));
    const std::string_view end = textOf(heap, argumentOr(a, 2, "end", std::string_view("...")));
    const std::int64_t leeway =
        requireInteger(argumentOr(a, 3, "leeway", std::int64_t{5}), "a leeway");
    const auto size = static_cast<std::int64_t>(characterCount(text));
    const std::int64_t room = limit - static_cast<std::int64_t>(characterCount(end));
    if (room < 0)
        throw Failure{"truncate needs a length that leaves room for its end"};
    if (size <= limit + leeway)
        return text;
    std::string kept;
    std::string_view rest = text;
    for (std::int64_t i = 0; i < room && !rest.empty(); ++i)
        kept += takeCharacter(rest);
    if (!killWords)
        kept = kept.substr(0, kept.rfind(' '));
    return heap.text(kept.append(end));
}

Value json(Heap& heap, const Value& value, Args a) {
    JsonStyle style;
    style.asciiOnly = truthy(argumentOr(a, 0, "ensure_ascii", false));
    const Value indentation = argumentOr(a, 1, "indent", None{});
    if (!std::holds_alternative<None>(indentation)) {
        style.indent = static_cast<std::size_t>(
            std::clamp<std::int64_t>(requireInteger(indentation, "an indent"), 0, 64));
        style.itemSeparator = std::string(1, ',');
    }
    const Value separators = argumentOr(a, 2, "separators", None{});
    if (auto* const* pair = std::get_if<List*>(&separators); pair && (*pair)->items.size() == 2) {
        style.itemSeparator = toText(heap, (*pair)->items[0]);
        style.keySeparator = toText(heap, (*pair)->items[1]);
    }
    style.sortKeys = truthy(argumentOr(a, 3, "sort_keys", false));
    return heap.text(toJson(heap, value, style));
}

/// The values that a JSON text writes. Not Jinja's: templates made for GGUF files use it to read
/// the arguments of calls that come as a text.
Value readJson(Heap& heap, const Value& value, Args) {
    using Json = nlohmann::ordered_json;
    const std::string_view text = textOf(heap, value);
    heap.charge(text.size() * 16);
    const auto json =
        std::make_shared<const Json>(Json::parse(text, nullptr, /*allow_exceptions=*/false));
    if (json->is_discarded())
        throw Failure{"from_json needs a text that is JSON"};
    heap.keep(json);
    return fromJson(heap, *json);
}

Value printed(Heap& heap, const Value& value, Args) {
    return heap.text(prettyPrinted(heap, value));
}

Value defaulted(Heap&, const Value& value, Args a) {
    const bool evenIfFalse = truthy(argumentOr(a, 1, "boolean", false));
    const bool missing =
        std::holds_alternative<Undefined>(value) || (evenIfFalse && !truthy(value));
    return missing ? argumentOr(a, 0, "default_value", std::string_view()) : value;
}

std::optional<double> parseReal(std::string_view text) {
    const std::string number(strip(text));
    char* end = nullptr;
    const double value = std::strtod(number.c_str(), &end);
    const bool whole = !number.empty() && end == number.c_str() + number.size();
    return whole && number.find_first_of("xXpP") == number.npos ? std::optional(value)
                                                                : std::nullopt;
}

std::optional<std::int64_t> truncated(double number) {
    constexpr double kLimit = 9.2e18;
    if (!(std::fabs(number) < kLimit))
        return {};
    return static_cast<std::int64_t>(number);
}

Value toInteger(Heap&, const Value& value, Args a) {
    const Value absent = argumentOr(a, 0, "default", std::int64_t{0});
    std::optional<std::int64_t> result;
    if (const auto* undefined = std::get_if<Undefined>(&value))
        throw Failure{describe(*undefined)};
    if (isNumber(value)) {
        result = std::holds_alternative<double>(value) ? truncated(std::get<double>(value))
                                                       : requireInteger(value, "a number");
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        const auto base = requireInteger(argumentOr(a, 1, "base", std::int64_t{10}), "a base");
        std::string_view digits = strip(*text);
        if (digits.starts_with('+'))
            digits.remove_prefix(1);
        std::int64_t number = 0;
        const char* const end = digits.data() + digits.size();
        const bool sane = base >= 2 && base <= 36;
        const auto parsed =
            std::from_chars(digits.data(), end, number, sane ? static_cast<int>(base) : 10);
        if (parsed.ec == std::errc{} && parsed.ptr == end)
            result = number;
        else if (const auto real = parseReal(*text))
            result = truncated(*real);
    }
    return result ? Value{*result} : absent;
}

Value toReal(Heap&, const Value& value, Args a) {
    const Value absent = argumentOr(a, 0, "default", 0.0);
    if (const auto* undefined = std::get_if<Undefined>(&value))
        throw Failure{describe(*undefined)};
    if (isNumber(value))
        return toDouble(value);
    const auto* text = std::get_if<std::string_view>(&value);
    const auto real = text ? parseReal(*text) : std::nullopt;
    return real ? Value{*real} : absent;
}

Value absolute(Heap&, const Value& value, Args) {
    if (const bool* truth = std::get_if<bool>(&value)) // a number in Python
        return std::int64_t{*truth};
    if (!isNumber(value))
        throw Failure{fmt::format("bad operand type for abs(): '{}'", typeName(value))};
    return toDouble(value) < 0 ? negate(value) : value;
}

Value round(Heap& heap, const Value& value, Args a) {
    if (!isNumber(value))
        throw Failure{fmt::format("'{}' cannot be rounded", typeName(value))};
    const std::int64_t precision = std::clamp<std::int64_t>(
        requireInteger(argumentOr(a, 0, "precision", std::int64_t{0}), "a precision"), -18, 17);
    const std::string kind = toText(heap, argumentOr(a, 1, "method", std::string_view("common")));
    const double scale = std::pow(10.0, static_cast<double>(precision));
    if (kind == "ceil")
        return std::ceil(toDouble(value) * scale) / scale;
    if (kind == "floor")
        return std::floor(toDouble(value) * scale) / scale;
    if (!std::holds_alternative<double>(value)) {
        const std::int64_t number = requireInteger(value, "a number");
        if (precision >= 0)
            return number;
        std::int64_t unit = 1;
        for (std::int64_t i = precision; i < 0; ++i)
            unit *= 10;
        const std::int64_t below = number - ((number % unit) + unit) % unit;
        const std::int64_t part = number - below;
        const bool up = part > unit / 2 || (part == unit / 2 && (below / unit) % 2 != 0);
        return up ? below + unit : below;
    }
    if (precision < 0) {
        const double unit = std::pow(10.0, static_cast<double>(-precision));
        return std::nearbyint(toDouble(value) / unit) * unit;
    }
    // Through decimal digits, so that halves are rounded as Python rounds them.
    return std::strtod(fmt::format("{:.{}f}", toDouble(value), precision).c_str(), nullptr);
}

Value count(Heap& heap, const Value& value, Args) {
    if (const auto* text = std::get_if<std::string_view>(&value))
        heap.step(text->size() / 8);
    return static_cast<std::int64_t>(length(value));
}

constexpr std::pair<std::string_view, Filter> kFilters[] = {
    {"string", asText},
    {"safe", safe},
    {"upper", asMethod<kUpper>},
    {"lower", asMethod<kLower>},
    {"capitalize", asMethod<kCapitalise>},
    {"title", toTitle},
    {"trim", trim},
    {"replace", replace},
    {"format", format},
    {"indent", indent},
    {"escape", escape},
    {"e", escape},
    {"forceescape", forceEscape},
    {"urlencode", urlEncode},
    {"wordcount", wordCount},
    {"center", centre},
    {"truncate", truncate},
    {"tojson", json},
    {"from_json", readJson},
    {"pprint", printed},
    {"default", defaulted},
    {"d", defaulted},
    {"int", toInteger},
    {"float", toReal},
    {"abs", absolute},
    {"round", round},
    {"length", count},
    {"count", count},
};

} // namespace

Filter findTextFilter(std::string_view name) {
    for (const auto& [known, filter] : kFilters)
        if (known == name)
            return filter;
    return nullptr;
}

Filter findFilter(std::string_view name) {
    for (const auto find : {findTextFilter, findLayoutFilter, findSequenceFilter})
        if (const Filter filter = find(name))
            return filter;
    return nullptr;
}

} // namespace conclave::jinja
