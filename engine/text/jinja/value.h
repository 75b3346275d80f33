// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a template computes with: the values of Python as far as Jinja shows them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace conclave::jinja {

/// Why a template cannot be read or rendered; ChatTemplate makes it a sentence with the line.
struct Failure {
    std::string reason;
};

/// A template's own `raise_exception`.
struct Refusal {
    std::string message;
};

class Heap;
struct List;
struct Dict;
struct Namespace;
struct Loop;
struct Callable;

/// A missing variable or attribute: prints as nothing, is false, and fails on any other use.
struct Undefined {
    std::string_view name;  ///< what was asked for
    std::string_view owner; ///< type of the object asked for it; empty: a variable
};

struct None {};

/// Cheap to copy: texts and containers belong to the Heap (or to the template, or to the variables)
/// and live as long as one rendering.
using Value = std::variant<Undefined, None, bool, std::int64_t, double, std::string_view, List*,
                           Dict*, Namespace*, Loop*, Callable*>;

/// Python's sequences, which differ in how they print and in what may be done with them.
enum class ListKind {
    list,
    tuple,
    group,  ///< what `groupby` gives: a tuple whose parts are also `grouper` and `list`
    range,  ///< of `range`
    view,   ///< of a dict's `keys`, `values` and `items`
    stream, ///< of `map`, `select` and the like: true even without items, gone once walked through;
            ///< lengths and JSON, which Python refuses, do no harm
};

struct List {
    std::vector<Value> items;
    ListKind kind = ListKind::list;
    std::string_view label; ///< of a range all that it prints, of a view its Python type

    [[nodiscard]] bool isTuple() const {
        return kind == ListKind::tuple || kind == ListKind::group;
    }
    /// Whether it can be indexed, added and repeated: a list or a tuple.
    [[nodiscard]] bool isStored() const { return kind == ListKind::list || isTuple(); }
};

/// A Python dict: in order of insertion. Small, so lookup is a walk.
struct Dict {
    std::vector<std::pair<Value, Value>> entries;

    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] const Value* find(Heap& heap, const Value& key) const;
    void set(Heap& heap, const Value& key, const Value& value);
};

/// `namespace(...)`: the one object whose attributes a template may set.
struct Namespace {
    Dict attributes;
};

/// The `loop` variable.
struct Loop {
    std::vector<Value> items;
    std::size_t index = 0; ///< counted from 0
    std::size_t depth = 1;
    std::vector<Value> lastChanged;
    std::function<Value(const Value&)> recurse; ///< set in a recursive loop
};

/// What was written between the parentheses of a call.
struct Arguments {
    std::vector<Value> positional;
    std::vector<std::pair<std::string_view, Value>> named;

    /// The argument at this position or of this name; nullptr if it was not given.
    [[nodiscard]] const Value* find(std::size_t position, std::string_view name) const;
};

/// A macro, a global function, or a method bound to its object.
struct Callable {
    std::string_view name;
    std::function<Value(const Arguments&)> call;
    std::vector<std::pair<std::string_view, std::function<Value()>>> attributes; ///< a cycler's
};

/// Counts nesting for as long as it lives; throws Failure beyond `limit`.
class DepthGuard {
public:
    DepthGuard(std::size_t& depth, std::size_t limit);
    ~DepthGuard() { --m_depth; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;

private:
    std::size_t& m_depth;
};

/// Owns what one rendering makes, and stops it when it makes or does too much.
class Heap {
public:
    static constexpr std::uint64_t kMaxSteps = 20'000'000;
    static constexpr std::uint64_t kMaxBytes = 128U << 20U;
    static constexpr std::size_t kMaxNesting = 100; ///< of lists within lists

    [[nodiscard]] std::string_view text(std::string text);
    /// A text that is HTML already, as `safe` and `escape` give it: what is added to it is escaped.
    [[nodiscard]] std::string_view markup(std::string text);
    [[nodiscard]] bool isMarkup(std::string_view text) const;
    /// `made` as markup if it is a text and was made from markup.
    [[nodiscard]] Value likeMarkup(std::string_view from, const Value& made);
    [[nodiscard]] List* list(std::vector<Value> items = {}, ListKind kind = ListKind::list);
    [[nodiscard]] List* tuple(std::vector<Value> items);
    [[nodiscard]] List* stream(std::vector<Value> items);
    [[nodiscard]] Dict* dict();
    [[nodiscard]] Namespace* makeNamespace();
    [[nodiscard]] Loop* loop(std::vector<Value> items);
    [[nodiscard]] Callable* callable(std::string_view name,
                                     std::function<Value(const Arguments&)> call);

    /// Keeps what values look into.
    void keep(std::shared_ptr<const void> owner) { m_kept.push_back(std::move(owner)); }

    // All throw Failure beyond the limit.
    void step(std::uint64_t count = 1);
    void charge(std::uint64_t bytes);
    void requireRoom(std::uint64_t bytes) const; ///< for a text that is still growing
    /// Work on a value costs steps by its size.
    void stepOver(const Value& value);
    [[nodiscard]] DepthGuard enterNested();

private:
    std::deque<std::string> m_texts;
    std::unordered_map<const char*, std::size_t> m_markup; ///< size of each by where it begins
    std::vector<std::shared_ptr<const void>> m_kept;
    std::deque<List> m_lists;
    std::deque<Dict> m_dicts;
    std::deque<Namespace> m_namespaces;
    std::deque<Loop> m_loops;
    std::deque<Callable> m_callables;
    std::uint64_t m_steps = 0;
    std::uint64_t m_bytes = 0;
    std::size_t m_nesting = 0;
};

template <class... Handlers> struct Overloaded : Handlers... { using Handlers::operator()...; };
template <class... Handlers> Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace conclave::jinja
