// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/ast.h"

#include <algorithm>

namespace conclave::jinja {

namespace {

std::uint32_t heightOf(const ExpressionPtr& expression) {
    return expression ? expression->height : 0;
}

std::uint32_t heightOf(const std::vector<ExpressionPtr>& expressions) {
    std::uint32_t height = 0;
    for (const ExpressionPtr& expression : expressions)
        height = std::max(height, heightOf(expression));
    return height;
}

std::uint32_t heightOf(const CallArguments& arguments) {
    std::uint32_t height = heightOf(arguments.positional);
    for (const auto& [name, value] : arguments.named)
        height = std::max(height, heightOf(value));
    return std::max({height, heightOf(arguments.unpacked), heightOf(arguments.unpackedNamed)});
}

} // namespace

std::uint32_t heightBelow(const Expression::Node& node) {
    return std::visit(
        Overloaded{
            [](const ListLiteral& list) { return heightOf(list.items); },
            [](const DictLiteral& dict) {
                std::uint32_t height = 0;
                for (const auto& [key, value] : dict.entries)
                    height = std::max({height, heightOf(key), heightOf(value)});
                return height;
            },
            [](const Not& x) { return heightOf(x.operand); },
            [](const Negation& x) { return heightOf(x.operand); },
            [](const Binary& x) { return std::max(heightOf(x.left), heightOf(x.right)); },
            [](const Logical& x) { return std::max(heightOf(x.left), heightOf(x.right)); },
            [](const ComparisonChain& chain) {
                std::uint32_t height = heightOf(chain.first);
                for (const auto& [comparison, operand] : chain.rest)
                    height = std::max(height, heightOf(operand));
                return height;
            },
            [](const Conditional& x) {
                return std::max({heightOf(x.condition), heightOf(x.then), heightOf(x.otherwise)});
            },
            [](const Attribute& x) { return heightOf(x.object); },
            [](const Subscript& x) { return std::max(heightOf(x.object), heightOf(x.index)); },
            [](const Slice& x) {
                return std::max(
                    {heightOf(x.object), heightOf(x.start), heightOf(x.stop), heightOf(x.step)});
            },
            [](const Call& x) { return std::max(heightOf(x.callee), heightOf(x.arguments)); },
            [](const FilterCall& x) {
                return std::max(heightOf(x.subject), heightOf(x.arguments));
            },
            [](const TestCall& x) { return std::max(heightOf(x.subject), heightOf(x.arguments)); },
            [](const auto&) { return std::uint32_t{0}; }},
        node);
}

} // namespace conclave::jinja
