// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/score_file.h"

#include <fstream>
#include <system_error>
#include <type_traits>

namespace conclave::quality {
namespace {

constexpr std::uint64_t kMagic = 0x31524F4353434E43; // "CNCSCOR1"

static_assert(std::is_trivially_copyable_v<TokenScore> && sizeof(TokenScore) == 32);

/// FNV-1a over the bytes: finds accidents, not forgeries.
std::uint64_t checksum(std::span<const TokenScore> scores) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const std::byte byte : std::as_bytes(scores)) {
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001B3;
    }
    return hash;
}

template <typename T> bool readInto(std::istream& in, T* to, std::size_t bytes) {
    return static_cast<bool>(
        in.read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(bytes)));
}

} // namespace

ScoreFile::ScoreFile(const std::filesystem::path& folder, const std::string& key,
                     std::size_t scoresPerChunk)
    : m_scoresPerChunk(scoresPerChunk) {
    if (folder.empty()) {
        return;
    }
    std::error_code error;
    std::filesystem::create_directories(folder / "evaluate", error);
    if (!error) {
        m_path = folder / "evaluate" / (key + ".scores");
        readRecords();
    }
}

void ScoreFile::readRecords() {
    std::ifstream in(m_path, std::ios::binary);
    std::uint64_t magic = 0, check = 0, good = 0;
    std::vector<TokenScore> chunk(m_scoresPerChunk);
    const std::size_t bytes = chunk.size() * sizeof(TokenScore);
    if (readInto(in, &magic, sizeof(magic)) && magic == kMagic) {
        good = sizeof(magic);
        while (readInto(in, &check, sizeof(check)) && readInto(in, chunk.data(), bytes) &&
               check == checksum(chunk)) {
            m_found.insert(m_found.end(), chunk.begin(), chunk.end());
            good += sizeof(check) + bytes;
        }
    }
    in.close();
    std::error_code ignored;
    if (good == 0) {
        std::ofstream out(m_path, std::ios::binary | std::ios::trunc);
        out.write(reinterpret_cast<const char*>(&kMagic), sizeof(kMagic));
    } else if (std::filesystem::file_size(m_path, ignored) != good) {
        std::filesystem::resize_file(m_path, good, ignored);
    }
}

void ScoreFile::append(std::span<const TokenScore> scores) {
    if (m_path.empty()) {
        return;
    }
    std::ofstream out(m_path, std::ios::binary | std::ios::app);
    const std::uint64_t check = checksum(scores);
    out.write(reinterpret_cast<const char*>(&check), sizeof(check));
    out.write(reinterpret_cast<const char*>(scores.data()),
              static_cast<std::streamsize>(scores.size_bytes()));
}

} // namespace conclave::quality
