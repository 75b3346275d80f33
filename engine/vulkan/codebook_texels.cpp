// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/vulkan/codebook_texels.h"

#include "engine/gguf/codebooks.h"
#include "engine/vulkan/dispatch_recorder.h"

#include <array>
#include <cstring>

namespace conclave {

namespace {

constexpr std::uint64_t kTexelBytes = 8;

struct Place {
    Codebook book;
    std::uint64_t texel;
};
constexpr std::array kPlaces{
    Place{Codebook::iq1, CONCLAVE_CODEBOOK_IQ1},
    Place{Codebook::iq2_xxs, CONCLAVE_CODEBOOK_IQ2_XXS},
    Place{Codebook::iq2_xs, CONCLAVE_CODEBOOK_IQ2_XS},
    Place{Codebook::iq2_s, CONCLAVE_CODEBOOK_IQ2_S},
    Place{Codebook::iq3_xxs, CONCLAVE_CODEBOOK_IQ3_XXS},
    Place{Codebook::iq3_s, CONCLAVE_CODEBOOK_IQ3_S},
};

} // namespace

CodebookTexels::CodebookTexels(Device& device)
    : m_buffer(device, CONCLAVE_CODEBOOK_TEXELS * kTexelBytes, MemoryKind::device),
      m_view(device, m_buffer, VK_FORMAT_R32G32_UINT) {
    const Buffer upload(device, m_buffer.bytes(), MemoryKind::upload);
    for (const Place& place : kPlaces) {
        const auto entries = std::as_bytes(codebook(place.book));
        const auto to = upload.mapped().subspan(place.texel * kTexelBytes, entries.size());
        std::memcpy(to.data(), entries.data(), entries.size());
    }
    DispatchRecorder copy(device);
    copy.begin();
    copy.copy(whole(upload), whole(m_buffer));
    copy.end();
    device.wait(device.submit(copy.commands()));
}

} // namespace conclave
