// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The methods of Python's str that tell what a text consists of: isdigit and the like.
#include "engine/text/characters.h"
#include "engine/text/jinja/methods.h"

#include <algorithm>

namespace conclave::jinja {

using namespace text; // characters

namespace {

using Args = const Arguments&;

bool ofClass(Heap& heap, std::string_view text, const char* characterClass) {
    heap.step(text.size());
    return consistsOf(text, characterClass);
}

Value textIsDigit(Heap& heap, std::string_view self, Args) {
    return ofClass(heap, self, "[\\p{Nd}²³¹⁰⁴-⁹₀-₉]");
}
Value textIsDecimal(Heap& heap, std::string_view self, Args) {
    return ofClass(heap, self, "\\p{Nd}");
}
Value textIsNumeric(Heap& heap, std::string_view self, Args) {
    return ofClass(heap, self, "\\p{N}");
}
Value textIsPrintable(Heap& heap, std::string_view self, Args) {
    return self.empty() || ofClass(heap, self, "(?:[^\\p{C}\\p{Z}]| )");
}
Value textIsIdentifier(Heap& heap, std::string_view self, Args) {
    return ofClass(heap, self.substr(0, 1), "[A-Za-z_\\x80-\\x{10FFFF}]") &&
           ofClass(heap, self, "[\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]");
}
Value textIsAscii(Heap&, std::string_view self, Args) {
    return std::all_of(self.begin(), self.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
Value textIsTitle(Heap& heap, std::string_view self, Args) {
    heap.step(self.size());
    return self == title(self) && (self != lower(self) || self != upper(self));
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

constexpr std::pair<std::string_view, TextMethod> kPredicates[] = {
    {"isdigit", textIsDigit},           {"isdecimal", textIsDecimal},
    {"isnumeric", textIsNumeric},       {"isprintable", textIsPrintable},
    {"isidentifier", textIsIdentifier}, {"isascii", textIsAscii},
    {"istitle", textIsTitle},           {"isalpha", textIsAlpha},
    {"isalnum", textIsAlphanumeric},    {"isspace", textIsSpace},
    {"isupper", textIsUpper},           {"islower", textIsLower},
};

} // namespace

TextMethod findTextPredicate(std::string_view name) {
    for (const auto& [known, function] : kPredicates)
        if (known == name)
            return function;
    return nullptr;
}

} // namespace conclave::jinja
