// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Records dispatches into a command buffer and places the barriers between them.
#pragma once

#include "engine/vulkan/buffer.h"
#include "engine/vulkan/pipelines.h"

#include <span>
#include <string_view>
#include <vector>

namespace conclave {

enum class Access { read, write, readWrite };

struct Binding {
    BufferRange range;
    Access access = Access::read;
};

/// What the texel bindings of the next dispatches show; all valid, used or not.
struct TexelBindings {
    VkBufferView weights = VK_NULL_HANDLE, arena = VK_NULL_HANDLE, cache = VK_NULL_HANDLE;
    /// What `arena` shows, if it is read: to a driver every kernel with that binding reads all of
    /// it.
    BufferRange arenaRange{};
};

struct Grid {
    std::uint32_t x = 1, y = 1, z = 1;
};

/// Time that one dispatch took on the device, its barrier included.
struct KernelTime {
    std::string_view kernel;
    double microseconds = 0;
};

/// One command buffer that can be executed any number of times. A dispatch that touches what an
/// earlier one wrote, or writes what an earlier one read, gets a barrier before it; all others
/// overlap. Weights behind addresses never change and take no part.
class DispatchRecorder {
public:
    /// `timed`: the device notes the time after every dispatch, which costs a little.
    explicit DispatchRecorder(Device& device, bool timed = false);
    ~DispatchRecorder();
    DispatchRecorder(const DispatchRecorder&) = delete;
    DispatchRecorder& operator=(const DispatchRecorder&) = delete;

    /// For all dispatches from now on.
    void setTexels(const TexelBindings& texels) noexcept { m_texels = texels; }

    /// Starts anew; earlier executions must have ended.
    void begin();
    void dispatch(const Pipeline& pipeline, std::span<const Binding> bindings,
                  std::span<const std::byte> push, Grid grid);
    /// The same with the grid read from three words at the range.
    void dispatchIndirect(const Pipeline& pipeline, std::span<const Binding> bindings,
                          std::span<const std::byte> push, BufferRange grid);
    void copy(BufferRange from, BufferRange to);
    void fill(BufferRange range, std::uint32_t word);
    /// Ends the recording; what was written becomes visible to the host.
    void end();

    /// Of the last execution of a timed recording, in order; empty where a device keeps no time.
    [[nodiscard]] std::vector<KernelTime> times() const;

    [[nodiscard]] VkCommandBuffer commands() const noexcept { return m_commands; }
    [[nodiscard]] std::uint32_t dispatchCount() const noexcept { return m_dispatches; }
    [[nodiscard]] std::uint32_t barrierCount() const noexcept { return m_barriers; }

private:
    void bind(const Pipeline& pipeline, std::span<const Binding> bindings,
              std::span<const std::byte> push);
    void orderAfterEarlier(std::span<const Binding> bindings);
    void orderAfterEarlier(const Pipeline& pipeline, std::vector<Binding> bindings);
    void noteTime(std::string_view kernel);

    Device& m_device;
    VkCommandBuffer m_commands = VK_NULL_HANDLE;
    std::vector<BufferRange> m_read, m_written; ///< since the last barrier
    std::uint32_t m_dispatches = 0, m_barriers = 0;
    TexelBindings m_texels;
    VkQueryPool m_clock = VK_NULL_HANDLE;
    std::vector<std::string_view> m_timed; ///< kernels; the time before them stands first
};

/// The bytes of a push-constant struct.
template <class T> [[nodiscard]] std::span<const std::byte> pushBytes(const T& params) noexcept {
    return std::as_bytes(std::span(&params, 1));
}

} // namespace conclave
