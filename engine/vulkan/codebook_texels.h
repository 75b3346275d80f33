// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The grids of the IQ formats on a device.
#pragma once

#include "engine/vulkan/buffer.h"

namespace conclave {

/// All grids in one texel buffer of 34 KB, eight weights (bytes) a texel, in the order and at the
/// offsets of shaders/params.h. Every kernel that reads weights can bind it.
class CodebookTexels {
public:
    /// Copies them to the device and waits.
    explicit CodebookTexels(Device& device);

    [[nodiscard]] VkBufferView handle() const noexcept { return m_view.handle(); }

private:
    Buffer m_buffer;
    TexelView m_view; ///< R32G32_UINT
};

} // namespace conclave
