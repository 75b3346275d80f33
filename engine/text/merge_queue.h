// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Byte-pair merging as both kinds of vocabularies do it: the best pair first, of equals the left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

namespace conclave {

/// A run of symbols in which neighbours are merged until no pair can be. n symbols cost
/// O(n log n), however long the word.
template <class Symbol, class Priority> class MergeQueue {
public:
    /// What two neighbours become, and how urgently; the smallest priority goes first.
    struct Merge {
        Priority priority;
        Symbol merged;
    };

    /// `findMerge(left, right)` gives an optional<Merge>.
    template <class FindMerge>
    static std::vector<Symbol> run(const std::vector<Symbol>& symbols, FindMerge findMerge) {
        MergeQueue queue(symbols);
        for (std::size_t i = 1; i < symbols.size(); ++i)
            queue.consider(i - 1, i, findMerge);
        while (!queue.m_candidates.empty())
            queue.mergeBest(findMerge);
        std::vector<Symbol> result;
        for (std::size_t i = 0; i < queue.m_links.size(); i = queue.m_links[i].next)
            result.push_back(queue.m_links[i].symbol);
        return result;
    }

private:
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    struct Link {
        Symbol symbol;
        std::size_t previous, next;
        std::uint32_t version = 0; ///< changes when the symbol does, so that old candidates lapse
        bool alive = true;
    };
    struct Candidate {
        Priority priority;
        std::size_t left, right;
        std::uint32_t leftVersion, rightVersion;
        Symbol merged;

        bool operator<(const Candidate& other) const { // the queue gives the largest first
            return other.priority < priority || (!(priority < other.priority) && other.left < left);
        }
    };

    explicit MergeQueue(const std::vector<Symbol>& symbols) {
        for (std::size_t i = 0; i < symbols.size(); ++i)
            m_links.push_back({symbols[i], i == 0 ? kNone : i - 1, i + 1});
        if (!m_links.empty())
            m_links.back().next = kNone;
    }

    template <class FindMerge>
    void consider(std::size_t left, std::size_t right, FindMerge& findMerge) {
        if (left == kNone || right == kNone)
            return;
        if (auto merge = findMerge(m_links[left].symbol, m_links[right].symbol))
            m_candidates.push({merge->priority, left, right, m_links[left].version,
                               m_links[right].version, merge->merged});
    }

    template <class FindMerge> void mergeBest(FindMerge& findMerge) {
        const Candidate best = m_candidates.top();
        m_candidates.pop();
        Link& left = m_links[best.left];
        Link& right = m_links[best.right];
        if (!left.alive || !right.alive || left.version != best.leftVersion ||
            right.version != best.rightVersion)
            return;
        left.symbol = best.merged;
        ++left.version;
        left.next = right.next;
        right.alive = false;
        if (right.next != kNone)
            m_links[right.next].previous = best.left;
        consider(left.previous, best.left, findMerge);
        consider(best.left, left.next, findMerge);
    }

    std::vector<Link> m_links;
    std::priority_queue<Candidate> m_candidates;
};

} // namespace conclave
