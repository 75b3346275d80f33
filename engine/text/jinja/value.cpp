// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/value.h"

#include "engine/text/jinja/operators.h"

#include <algorithm>

namespace conclave::jinja {

const Value* Dict::find(std::string_view key) const {
    for (const auto& [name, value] : entries)
        if (const auto* text = std::get_if<std::string_view>(&name); text && *text == key)
            return &value;
    return nullptr;
}

const Value* Dict::find(Heap& heap, const Value& key) const {
    if (const auto* text = std::get_if<std::string_view>(&key))
        return find(*text);
    for (const auto& [name, value] : entries)
        if (equal(heap, name, key))
            return &value;
    return nullptr;
}

void Dict::set(Heap& heap, const Value& key, const Value& value) {
    for (auto& [name, old] : entries)
        if (equal(heap, name, key)) {
            old = value;
            return;
        }
    entries.emplace_back(key, value);
}

const Value* Arguments::find(std::size_t position, std::string_view name) const {
    if (position < positional.size())
        return &positional[position];
    for (const auto& [argument, value] : named)
        if (argument == name)
            return &value;
    return nullptr;
}

std::string_view Heap::text(std::string text) {
    charge(text.size());
    return m_texts.emplace_back(std::move(text));
}

std::string_view Heap::markup(std::string text) {
    const std::string_view kept = this->text(std::move(text));
    m_markup[kept.data()] = kept.size();
    return kept;
}

bool Heap::isMarkup(std::string_view text) const {
    const auto found = m_markup.find(text.data());
    return found != m_markup.end() && found->second == text.size();
}

Value Heap::likeMarkup(std::string_view from, const Value& made) {
    const auto* text = std::get_if<std::string_view>(&made);
    return text && isMarkup(from) ? Value{markup(std::string(*text))} : made;
}

List* Heap::list(std::vector<Value> items, ListKind kind) {
    charge(items.size() * sizeof(Value));
    step(items.size() / 8);
    return &m_lists.emplace_back(List{std::move(items), kind, {}});
}

List* Heap::tuple(std::vector<Value> items) {
    return list(std::move(items), ListKind::tuple);
}

List* Heap::stream(std::vector<Value> items) {
    return list(std::move(items), ListKind::stream);
}

Dict* Heap::dict() {
    charge(0);
    return &m_dicts.emplace_back();
}

Namespace* Heap::makeNamespace() {
    charge(0);
    return &m_namespaces.emplace_back();
}

Loop* Heap::loop(std::vector<Value> items) {
    charge(items.size() * sizeof(Value));
    Loop& made = m_loops.emplace_back();
    made.items = std::move(items);
    return &made;
}

Callable* Heap::callable(std::string_view name, std::function<Value(const Arguments&)> call) {
    charge(sizeof(Callable));
    return &m_callables.emplace_back(Callable{name, std::move(call), {}});
}

void Heap::step(std::uint64_t count) {
    m_steps += count;
    if (m_steps > kMaxSteps)
        throw Failure{"it takes too many steps"};
}

void Heap::charge(std::uint64_t bytes) {
    constexpr std::uint64_t kOverhead = 64; // of any object, so that empty ones cost too
    m_bytes += bytes + kOverhead;
    step(bytes / 64);
    if (m_bytes > kMaxBytes)
        throw Failure{"it needs too much memory"};
}

void Heap::requireRoom(std::uint64_t bytes) const {
    if (bytes > kMaxBytes - std::min(m_bytes, kMaxBytes))
        throw Failure{"it needs too much memory"};
}

void Heap::stepOver(const Value& value) {
    if (const auto* text = std::get_if<std::string_view>(&value))
        step(1 + text->size() / 32);
    else if (auto* const* list = std::get_if<List*>(&value))
        step(1 + (*list)->items.size() / 16);
    else if (auto* const* dict = std::get_if<Dict*>(&value))
        step(1 + (*dict)->entries.size() / 16);
    else
        step();
}

DepthGuard Heap::enterNested() {
    return {m_nesting, kMaxNesting};
}

DepthGuard::DepthGuard(std::size_t& depth, std::size_t limit) : m_depth(depth) {
    if (m_depth >= limit)
        throw Failure{"it is nested too deeply"};
    ++m_depth;
}

} // namespace conclave::jinja
