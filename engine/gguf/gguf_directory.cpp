// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_directory.h"

#include "engine/error.h"
#include "engine/gguf/foreign_file.h"
#include "engine/gguf/foreign_type.h"
#include "engine/gguf/gguf_metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <string_view>

namespace conclave {
namespace {

constexpr std::uint64_t kMaxKeys = 64ULL * 1024;
constexpr std::uint64_t kMaxTensors = 256ULL * 1024;
constexpr std::uint64_t kMaxTensorNameBytes = 255;
constexpr std::uint64_t kMaxElements = std::numeric_limits<std::int64_t>::max();

constexpr std::uint64_t kMinKeyBytes = 8 + 1 + 4 + 1;            // length, name, type, value
constexpr std::uint64_t kMinTensorBytes = 8 + 1 + 4 + 8 + 4 + 8; // ... dimension, type, offset

constexpr std::uint64_t kDefaultAlignment = 32;

void readVersion(ByteReader& in, std::span<const std::byte> bytes) {
    constexpr std::string_view kMagic = "GGUF";
    for (std::size_t i = 0; i < std::min(bytes.size(), kMagic.size()); ++i) {
        if (bytes[i] != std::byte(kMagic[i])) {
            failForeign(bytes, in.fileName());
        }
    }
    if (in.fileBytes() < kMagic.size()) {
        failForeign(bytes.first(0), in.fileName());
    }
    static_cast<void>(in.number<std::uint32_t>());
    const auto version = in.number<std::uint32_t>();
    if (version == 2 || version == 3) {
        return;
    }
    const bool bigEndian = (version & 0xFFFF) == 0 && version != 0;
    throw Error(ErrorKind::unsupported,
                bigEndian
                    ? fmt::format("Cannot load {}: it was written for big-endian machines; look "
                                  "for a little-endian file of this model.",
                                  in.fileName())
                    : fmt::format("Cannot load {}: it has GGUF version {}, and versions 2 and 3 "
                                  "are supported; look for a {} file of this model.",
                                  in.fileName(), version, version < 2 ? "newer" : "version 3"));
}

/// Where tensors may start: general.alignment, a power of two.
std::uint64_t alignmentOf(const ByteReader& in, const GgufMetadata& metadata) {
    const auto entry = metadata.find("general.alignment");
    if (entry == metadata.end()) {
        return kDefaultAlignment;
    }
    const std::uint64_t alignment = std::get<std::uint64_t>(entry->second);
    if (!std::has_single_bit(alignment) || alignment < 8 || alignment > 65536) {
        in.fail(fmt::format("its alignment {} is not a power of two from 8 to 65536", alignment));
    }
    return alignment;
}

[[noreturn]] void failForType(const ByteReader& in, std::string_view tensor, std::uint32_t type) {
    const ForeignType foreign = foreignType(type);
    throw Error(ErrorKind::unsupported,
                fmt::format("Cannot load {}: tensor {} has {}; {}.", in.fileName(), shown(tensor),
                            foreign.what, foreign.help));
}

/// The elements are already free of overflow; so must be the bytes.
void checkBytes(const ByteReader& in, const TensorInfo& tensor) {
    const BlockFormat& format = blockFormat(tensor.type);
    if (tensor.shape[0] % format.blockSize != 0) {
        in.fail(fmt::format("tensor {} has rows of {} values, not a multiple of the {} in a {} "
                            "block",
                            shown(tensor.name), tensor.shape[0], format.blockSize, format.name));
    }
    const std::uint64_t blocks = tensor.elements() / format.blockSize;
    if (blocks > kMaxElements / format.blockBytes) {
        in.fail(fmt::format("tensor {} is larger than any file", shown(tensor.name)));
    }
}

/// `offset` counts from the start of the tensor data yet.
TensorInfo readTensorInfo(ByteReader& in) {
    TensorInfo tensor;
    tensor.name = in.string(kMaxTensorNameBytes, "a tensor name");
    if (tensor.name.empty()) {
        in.fail("it has a tensor without a name");
    }
    tensor.dimensions = in.number<std::uint32_t>();
    if (tensor.dimensions < 1 || tensor.dimensions > tensor.shape.size()) {
        in.fail(fmt::format("tensor {} has {} dimensions, and 1 to 4 are allowed",
                            shown(tensor.name), tensor.dimensions));
    }
    std::uint64_t elements = 1;
    for (std::uint32_t i = 0; i < tensor.dimensions; ++i) {
        const auto length = in.number<std::uint64_t>();
        if (length < 1 || length > kMaxElements / elements) {
            in.fail(fmt::format("tensor {} has the impossible dimension {}", shown(tensor.name),
                                length));
        }
        tensor.shape[i] = length;
        elements *= length;
    }
    const auto type = in.number<std::uint32_t>();
    if (findBlockFormat(type) == nullptr) {
        failForType(in, tensor.name, type);
    }
    tensor.type = BlockType{type};
    checkBytes(in, tensor);
    tensor.offset = in.number<std::uint64_t>();
    return tensor;
}

/// Turns offsets into those of the file. Each tensor must lie wholly inside, at an aligned place.
void placeTensors(const ByteReader& in, std::vector<TensorInfo>& tensors, std::uint64_t dataStart,
                  std::uint64_t alignment) {
    const std::uint64_t size = in.fileBytes();
    const std::uint64_t available = dataStart < size ? size - dataStart : 0;
    for (TensorInfo& tensor : tensors) {
        if (tensor.offset % alignment != 0) {
            in.fail(fmt::format("tensor {} starts at byte {}, not a multiple of {}",
                                shown(tensor.name), tensor.offset, alignment));
        }
        if (tensor.offset > available || tensor.bytes() > available - tensor.offset) {
            in.fail(fmt::format("tensor {} is cut off at byte {}; download the file again",
                                shown(tensor.name), size));
        }
        tensor.offset += dataStart;
    }
}

/// Two tensors in one place are never meant.
void checkOverlaps(const ByteReader& in, const std::vector<TensorInfo>& tensors) {
    std::vector<const TensorInfo*> byOffset;
    for (const TensorInfo& tensor : tensors) {
        byOffset.push_back(&tensor);
    }
    std::ranges::sort(byOffset, {}, &TensorInfo::offset);
    for (std::size_t i = 1; i < byOffset.size(); ++i) {
        const TensorInfo& before = *byOffset[i - 1];
        if (before.offset + before.bytes() > byOffset[i]->offset) {
            in.fail(fmt::format("tensors {} and {} overlap; download the file again",
                                shown(before.name), shown(byOffset[i]->name)));
        }
    }
}

GgufHeader readHeader(std::span<const std::byte> bytes, std::uint64_t fileBytes,
                      const std::string& fileName) {
    ByteReader in(bytes, fileBytes, fileName);
    readVersion(in, bytes);
    const auto tensorCount = in.number<std::uint64_t>();
    const auto keyCount = in.count(kMinKeyBytes, kMaxKeys, "metadata keys");
    GgufMetadata metadata = readMetadata(in, keyCount);
    const std::uint64_t alignment = alignmentOf(in, metadata);

    in.checkCount(tensorCount, kMinTensorBytes, kMaxTensors, "tensors");
    in.requireBytes(tensorCount * kMinTensorBytes);
    std::vector<TensorInfo> tensors;
    tensors.reserve(tensorCount);
    for (std::uint64_t i = 0; i < tensorCount; ++i) {
        tensors.push_back(readTensorInfo(in));
    }
    // The position is below the file size, so rounding up to 65536 at most cannot wrap.
    const std::uint64_t dataStart = (in.position() + alignment - 1) / alignment * alignment;
    placeTensors(in, tensors, dataStart, alignment);
    checkOverlaps(in, tensors);
    return {fileName, fileBytes, dataStart, std::move(metadata), std::move(tensors)};
}

} // namespace

GgufHeader readGgufDirectory(std::span<const std::byte> bytes, const std::string& fileName) {
    GgufHeader header = readHeader(bytes, bytes.size(), fileName);
    header.locate(bytes);
    return header;
}

GgufBeginning readGgufBeginning(std::span<const std::byte> firstBytes, std::uint64_t fileBytes,
                                const std::string& fileName) {
    try {
        const auto bytes = firstBytes.first(std::min<std::uint64_t>(firstBytes.size(), fileBytes));
        return {readHeader(bytes, fileBytes, fileName), 0};
    } catch (const NeedMoreBytes& need) {
        return {std::nullopt, need.fromStart};
    }
}

} // namespace conclave
