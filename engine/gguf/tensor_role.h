// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a tensor is, told from its name in the GGUF conventions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace conclave {

/// The layer of "blk.12.attn_q.weight"; empty for tensors outside the layers.
[[nodiscard]] std::optional<std::uint64_t> layerOf(std::string_view name) noexcept;

/// "attn_q.weight" of "blk.12.attn_q.weight"; other names as they are.
[[nodiscard]] std::string_view roleOf(std::string_view name) noexcept;

/// Part of the experts that a router chooses from: all of them in one tensor
/// ("blk.0.ffn_up_exps.weight"), or a tensor of one expert as Mixtral files of 2023 have it
/// ("blk.0.ffn_up.7.weight").
[[nodiscard]] bool isRoutedExpert(std::string_view name) noexcept;

/// A table of which a token reads one row, and which is no factor of a product.
[[nodiscard]] bool isLookedUp(std::string_view name, bool tiedEmbedding) noexcept;

} // namespace conclave
