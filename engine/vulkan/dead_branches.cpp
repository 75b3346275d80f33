// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Instructions and their words: SPIR-V specification 1.5, section 3.37.
#include "engine/vulkan/dead_branches.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace conclave {

namespace {

enum Op : std::uint32_t {
    opName = 5,
    opTypeVoid = 19,
    opTypeForwardPointer = 39,
    opConstantTrue = 41,
    opConstantFalse = 42,
    opConstant = 43,
    opSpecConstant = 50,
    opSpecConstantOp = 52,
    opDecorate = 71,
    opIAdd = 128,
    opISub = 130,
    opIMul = 132,
    opUDiv = 134,
    opLogicalOr = 166,
    opLogicalAnd = 167,
    opLogicalNot = 168,
    opSelect = 169,
    opIEqual = 170,
    opINotEqual = 171,
    opUGreaterThan = 172,
    opUGreaterThanEqual = 174,
    opULessThan = 176,
    opULessThanEqual = 178,
    opBitwiseAnd = 199,
    opPhi = 245,
    opLoopMerge = 246,
    opSelectionMerge = 247,
    opLabel = 248,
    opBranch = 249,
    opBranchConditional = 250,
    opSwitch = 251,
    opUnreachable = 255,
};
constexpr std::uint32_t kSpecId = 1;
constexpr std::size_t kHeaderWords = 5;

using Words = std::span<const std::uint32_t>;
using Id = std::uint32_t;

std::uint32_t opOf(Words instruction) {
    return instruction[0] & 0xFFFFU;
}

std::vector<Words> instructionsOf(Words module) {
    std::vector<Words> all;
    for (std::size_t at = kHeaderWords; at < module.size(); at += all.back().size()) {
        all.push_back(module.subspan(at, module[at] >> 16U));
    }
    return all;
}

/// Integers and truths (0, 1) that do not depend on the run.
class Values {
public:
    explicit Values(Words constants) : m_constants(constants) {}

    /// Instructions come in the order of the module.
    void learn(Words instruction) {
        const std::uint32_t op = opOf(instruction);
        if (op == opDecorate && instruction[2] == kSpecId) {
            m_specialised[instruction[1]] = m_constants[instruction[3]];
        } else if (op == opConstantTrue || op == opConstantFalse) {
            m_known[instruction[2]] = op == opConstantTrue ? 1 : 0;
        } else if ((op == opConstant || op == opSpecConstant) && instruction.size() == 4) {
            const auto given = m_specialised.find(instruction[2]);
            m_known[instruction[2]] = given != m_specialised.end() ? given->second : instruction[3];
        } else if (op == opSpecConstantOp) {
            keep(instruction[2], computed(instruction[3], instruction.subspan(4)));
        } else if (op >= opIAdd && op <= opBitwiseAnd) {
            keep(instruction[2], computed(op, instruction.subspan(3)));
        }
    }

    [[nodiscard]] std::optional<std::uint32_t> of(Id id) const {
        const auto found = m_known.find(id);
        return found == m_known.end() ? std::nullopt : std::optional(found->second);
    }

private:
    void keep(Id id, std::optional<std::uint32_t> value) {
        if (value) {
            m_known[id] = *value;
        }
    }

    [[nodiscard]] std::optional<std::uint32_t> computed(std::uint32_t op, Words operands) const {
        const auto a = of(operands[0]);
        if (op == opSelect) {
            return a ? of(operands[*a != 0 ? 1 : 2]) : std::nullopt;
        }
        if (op == opLogicalNot) {
            return a ? std::optional(1 - *a) : std::nullopt;
        }
        if (operands.size() < 2) {
            return std::nullopt;
        }
        const auto b = of(operands[1]);
        if (op == opLogicalAnd || op == opLogicalOr) {
            const std::uint32_t decisive = op == opLogicalOr ? 1 : 0;
            if (a.value_or(1 - decisive) == decisive || b.value_or(1 - decisive) == decisive) {
                return decisive;
            }
        }
        return a && b ? ofBoth(op, *a, *b) : std::nullopt;
    }

    static std::optional<std::uint32_t> ofBoth(std::uint32_t op, std::uint32_t a, std::uint32_t b) {
        switch (op) {
        case opIAdd:
            return a + b;
        case opISub:
            return a - b;
        case opIMul:
            return a * b;
        case opUDiv:
            return b != 0 ? std::optional(a / b) : std::nullopt;
        case opLogicalOr:
            return a | b;
        case opLogicalAnd:
        case opBitwiseAnd:
            return a & b;
        case opIEqual:
            return a == b ? 1 : 0;
        case opINotEqual:
            return a != b ? 1 : 0;
        case opUGreaterThan:
            return a > b ? 1 : 0;
        case opUGreaterThanEqual:
            return a >= b ? 1 : 0;
        case opULessThan:
            return a < b ? 1 : 0;
        case opULessThanEqual:
            return a <= b ? 1 : 0;
        default:
            return std::nullopt;
        }
    }

    Words m_constants;
    std::unordered_map<Id, std::uint32_t> m_specialised, m_known;
};

/// Straight code: [first, end) of the instructions, from its label to the branch that leaves it.
struct Block {
    std::size_t first = 0, end = 0;
    std::vector<Id> targets;   ///< of the branches that can be taken
    std::optional<Id> decided; ///< the only target, of a selection that has several
    bool live = false;         ///< can be reached
    bool named = false;        ///< a structure that stays names it as its end
};

class Pruner {
public:
    Pruner(Words module, Words constants) : m_module(module), m_code(instructionsOf(module)) {
        Values values(constants);
        Id label = 0;
        for (std::size_t i = 0; i < m_code.size(); ++i) {
            const std::uint32_t op = opOf(m_code[i]);
            values.learn(m_code[i]);
            if (op >= opTypeVoid && op <= opTypeForwardPointer) {
                m_types.insert(m_code[i][1]);
            } else if (op == opLabel) {
                label = m_code[i][1];
                m_order.push_back(label);
                m_blocks[label].first = i;
            } else if (op >= opBranch && op <= opUnreachable) {
                m_blocks[label].end = i + 1;
                findTargets(m_blocks[label], values);
            }
        }
        walk();
    }

    /// False if a loop would lose its way back, which no shader of ours does.
    [[nodiscard]] bool possible() const { return m_possible; }

    [[nodiscard]] std::vector<std::uint32_t> pruned() const {
        std::vector<std::uint32_t> out(m_module.begin(), m_module.begin() + kHeaderWords);
        const std::size_t bodies = m_blocks.at(m_order.front()).first;
        const std::unordered_set<Id> removed = removedValues();
        for (std::size_t i = 0; i < bodies; ++i) {
            const std::uint32_t op = opOf(m_code[i]);
            if ((op != opDecorate && op != opName) || !removed.contains(m_code[i][1])) {
                append(out, m_code[i]);
            }
        }
        for (std::size_t at = 0; at < m_order.size(); ++at) {
            const Block& block = m_blocks.at(m_order[at]);
            appendBlock(out, m_order[at], block);
            const bool last = at + 1 == m_order.size();
            const std::size_t next = last ? m_code.size() : m_blocks.at(m_order[at + 1]).first;
            for (std::size_t i = block.end; i < next; ++i) { // between functions
                append(out, m_code[i]);
            }
        }
        return out;
    }

private:
    static void append(std::vector<std::uint32_t>& out, Words instruction) {
        out.insert(out.end(), instruction.begin(), instruction.end());
    }
    static void append(std::vector<std::uint32_t>& out, Op op, std::initializer_list<Id> operands) {
        out.push_back(static_cast<std::uint32_t>(operands.size() + 1) << 16U | op);
        out.insert(out.end(), operands);
    }

    void findTargets(Block& block, const Values& values) const {
        const Words branch = m_code[block.end - 1];
        const std::uint32_t op = opOf(branch);
        const auto value =
            op == opBranchConditional || op == opSwitch ? values.of(branch[1]) : std::nullopt;
        if (op == opBranch) {
            block.targets = {branch[1]};
        } else if (op == opBranchConditional) {
            block.targets = {branch[2], branch[3]};
            if (value) {
                block.decided = branch[*value != 0 ? 2 : 3];
            }
        } else if (op == opSwitch) {
            block.targets = {branch[2]};
            block.decided = value ? std::optional(branch[2]) : std::nullopt;
            for (std::size_t i = 3; i + 1 < branch.size(); i += 2) { // literal, label
                block.targets.push_back(branch[i + 1]);
                block.decided = value == branch[i] ? branch[i + 1] : block.decided;
            }
        }
        if (block.decided && opOf(m_code[block.end - 2]) == opSelectionMerge) {
            block.targets = {*block.decided};
        } else {
            block.decided.reset();
        }
    }

    /// Finds the blocks that can be reached.
    void walk() {
        std::vector<Id> open;
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            const std::size_t first = m_blocks[m_order[i]].first;
            if (i == 0 || m_blocks[m_order[i - 1]].end != first) { // a function begins
                open.push_back(m_order[i]);
            }
        }
        std::vector<Id> continues;
        while (!open.empty()) {
            const Id label = open.back();
            open.pop_back();
            Block& block = m_blocks[label];
            if (std::exchange(block.live, true)) {
                continue;
            }
            for (const Id target : block.targets) {
                m_edges.emplace(label, target);
                open.push_back(target);
            }
            const Words merge = m_code[std::max(block.end - 2, block.first)];
            const bool staysSwitch = opOf(m_code[block.end - 1]) == opSwitch;
            if (opOf(merge) == opLoopMerge ||
                (opOf(merge) == opSelectionMerge && (!block.decided || staysSwitch))) {
                m_blocks[merge[1]].named = true;
            }
            if (opOf(merge) == opLoopMerge) {
                continues.push_back(merge[2]);
            }
        }
        m_possible = std::all_of(continues.begin(), continues.end(),
                                 [&](Id label) { return m_blocks[label].live; });
    }

    [[nodiscard]] std::unordered_set<Id> removedValues() const {
        std::unordered_set<Id> removed;
        for (const auto& [label, block] : m_blocks) {
            for (std::size_t i = block.first; !block.live && i < block.end; ++i) {
                // Only what has a type has a value.
                if (m_code[i].size() > 2 && m_types.contains(m_code[i][1])) {
                    removed.insert(m_code[i][2]);
                }
            }
        }
        return removed;
    }

    void appendBlock(std::vector<std::uint32_t>& out, Id label, const Block& block) const {
        if (!block.live) {
            if (block.named) {
                append(out, opLabel, {label});
                append(out, opUnreachable, {});
            }
            return;
        }
        const std::size_t kept = block.end - (block.decided ? 2 : 0);
        for (std::size_t i = block.first; i < kept; ++i) {
            if (opOf(m_code[i]) == opPhi) {
                appendPhi(out, label, m_code[i]);
            } else {
                append(out, m_code[i]);
            }
        }
        if (!block.decided) {
            return;
        }
        const Words branch = m_code[block.end - 1];
        if (opOf(branch) == opSwitch) { // stays, because blocks within may break out of it
            append(out, m_code[kept]);
            append(out, opSwitch, {branch[1], *block.decided});
        } else {
            append(out, opBranch, {*block.decided});
        }
    }

    /// Without the ways that are gone.
    void appendPhi(std::vector<std::uint32_t>& out, Id label, Words phi) const {
        const std::size_t start = out.size();
        out.insert(out.end(), phi.begin(), phi.begin() + 3);
        for (std::size_t i = 3; i + 1 < phi.size(); i += 2) { // value, block it comes from
            if (m_edges.contains({phi[i + 1], label})) {
                out.insert(out.end(), {phi[i], phi[i + 1]});
            }
        }
        out[start] = static_cast<std::uint32_t>(out.size() - start) << 16U | opPhi;
    }

    Words m_module;
    std::vector<Words> m_code;
    std::vector<Id> m_order; ///< of the blocks in the module
    std::unordered_map<Id, Block> m_blocks;
    std::unordered_set<Id> m_types;
    std::set<std::pair<Id, Id>> m_edges; ///< that can be taken
    bool m_possible = true;
};

} // namespace

std::vector<std::uint32_t> withoutDeadBranches(std::span<const std::uint32_t> module,
                                               std::span<const std::uint32_t> constants) {
    const Pruner pruner(module, constants);
    return pruner.possible() ? pruner.pruned()
                             : std::vector<std::uint32_t>(module.begin(), module.end());
}

} // namespace conclave
