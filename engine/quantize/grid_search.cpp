// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/grid_search.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace conclave::quantize {
namespace {

/// How many different distances the neighbours of a point may have: a published choice.
int distancesWanted(Codebook book) {
    switch (book) {
    case Codebook::iq1:
    case Codebook::iq3_s:
        return 3;
    case Codebook::iq2_s:
        return 1;
    default:
        return 2;
    }
}

class Builder {
public:
    explicit Builder(Codebook book) : m_book(book) {
        m_grid.width = codebookWidth(book);
        m_grid.bits = m_grid.width == 8 ? 2 : 3;
        const auto entries = codebook(book);
        const std::set<std::int8_t> sizes(entries.begin(), entries.end());
        m_levelCount = static_cast<std::uint32_t>(sizes.size());
        for (const std::int8_t size : entries) {
            m_grid.levels.push_back(
                static_cast<std::uint8_t>(std::distance(sizes.begin(), sizes.find(size))));
        }
        m_entryCount = static_cast<std::uint32_t>(entries.size() / m_grid.width);
    }

    GridSearch build() {
        m_grid.places.assign(std::size_t{1} << m_grid.bits * m_grid.width, -1);
        std::vector<bool> onGrid(m_grid.places.size());
        for (std::uint32_t entry = 0; entry < m_entryCount; ++entry) {
            const std::uint32_t point = written(entry);
            m_grid.places[point] = static_cast<std::int32_t>(entry);
            onGrid[point] = true;
        }
        for (std::uint32_t point = 0; point < m_grid.places.size(); ++point) {
            if (!onGrid[point] && isPoint(point)) {
                m_grid.places[point] = -1 - static_cast<std::int32_t>(m_grid.lists.size());
                addList(point);
            }
        }
        return std::move(m_grid);
    }

private:
    [[nodiscard]] std::uint32_t levelOf(std::uint32_t point, std::uint32_t i) const {
        return point >> m_grid.bits * i & ((1U << m_grid.bits) - 1);
    }

    [[nodiscard]] std::uint32_t written(std::uint32_t entry) const {
        std::uint32_t point = 0;
        for (std::uint32_t i = 0; i < m_grid.width; ++i) {
            point |= std::uint32_t{m_grid.levels[entry * m_grid.width + i]} << m_grid.bits * i;
        }
        return point;
    }

    /// Two bits can write a fourth level, which does not exist.
    [[nodiscard]] bool isPoint(std::uint32_t point) const {
        for (std::uint32_t i = 0; i < m_grid.width; ++i) {
            if (levelOf(point, i) >= m_levelCount) {
                return false;
            }
        }
        return true;
    }

    void addList(std::uint32_t point) {
        std::array<int, 8> own{};
        for (std::uint32_t i = 0; i < m_grid.width; ++i) {
            own[i] = static_cast<int>(levelOf(point, i));
        }
        m_byDistance.assign(kDistances, {});
        for (std::uint32_t entry = 0; entry < m_entryCount; ++entry) {
            int distance = 0;
            for (std::uint32_t i = 0; i < m_grid.width; ++i) {
                const int difference = m_grid.levels[entry * m_grid.width + i] - own[i];
                distance += difference * difference;
            }
            m_byDistance[static_cast<std::size_t>(distance)].push_back(
                static_cast<std::uint16_t>(entry));
        }
        std::vector<std::uint16_t> nearest;
        int found = 0;
        for (std::size_t d = 0; d < kDistances && found < distancesWanted(m_book); ++d) {
            nearest.insert(nearest.end(), m_byDistance[d].begin(), m_byDistance[d].end());
            found += m_byDistance[d].empty() ? 0 : 1;
        }
        while (nearest.size() % GridSearch::kGroup != 0) {
            nearest.push_back(nearest.front()); // never better than itself
        }
        GridSearch::List list;
        list.first = static_cast<std::uint32_t>(m_grid.neighbours.size() / GridSearch::kGroup);
        list.groups = static_cast<std::uint32_t>(nearest.size() / GridSearch::kGroup);
        m_grid.lists.push_back(list);
        for (std::size_t start = 0; start < nearest.size(); start += GridSearch::kGroup) {
            for (std::uint32_t i = 0; i < m_grid.width; ++i) {
                for (std::size_t lane = 0; lane < GridSearch::kGroup; ++lane) {
                    const int level = m_grid.levels[nearest[start + lane] * m_grid.width + i];
                    m_grid.coordinates.push_back(
                        static_cast<float>(m_book == Codebook::iq1 ? level - 1 : 2 * level + 1));
                }
            }
        }
        m_grid.neighbours.insert(m_grid.neighbours.end(), nearest.begin(), nearest.end());
    }

    static constexpr std::size_t kDistances = 4 * 7 * 7 + 1; ///< the largest is across IQ3

    Codebook m_book;
    GridSearch m_grid;
    std::uint32_t m_levelCount = 0, m_entryCount = 0;
    std::vector<std::vector<std::uint16_t>> m_byDistance;
};

} // namespace

const GridSearch& gridSearch(Codebook book) {
    switch (book) {
    case Codebook::iq1: {
        static const GridSearch grid = Builder(Codebook::iq1).build();
        return grid;
    }
    case Codebook::iq2_xxs: {
        static const GridSearch grid = Builder(Codebook::iq2_xxs).build();
        return grid;
    }
    case Codebook::iq2_xs: {
        static const GridSearch grid = Builder(Codebook::iq2_xs).build();
        return grid;
    }
    case Codebook::iq2_s: {
        static const GridSearch grid = Builder(Codebook::iq2_s).build();
        return grid;
    }
    case Codebook::iq3_xxs: {
        static const GridSearch grid = Builder(Codebook::iq3_xxs).build();
        return grid;
    }
    case Codebook::iq3_s:
        break;
    }
    static const GridSearch grid = Builder(Codebook::iq3_s).build();
    return grid;
}

} // namespace conclave::quantize
