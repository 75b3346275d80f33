// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/metadata_copy.h"

#include "engine/gguf/byte_reader.h"
#include "engine/gguf/mapped_file.h"

#include <limits>

namespace conclave::quantize {
namespace {

constexpr std::uint32_t kUint32 = 4, kString = 8, kArray = 9;
constexpr std::uint64_t kAny = std::numeric_limits<std::uint64_t>::max();

/// Bytes of a number of that type; 0 for strings, arrays and unknown types.
std::uint64_t numberBytes(std::uint32_t type) {
    constexpr std::uint8_t kBytes[13] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    return type < 13 ? kBytes[type] : 0;
}

void skip(ByteReader& in, std::uint64_t bytes) {
    in.checkCount(bytes, 1, kAny, "bytes in metadata");
    for (; bytes >= 8; bytes -= 8) {
        static_cast<void>(in.number<std::uint64_t>());
    }
    for (; bytes > 0; --bytes) {
        static_cast<void>(in.number<std::uint8_t>());
    }
}

void skipValue(ByteReader& in, std::uint32_t type) {
    if (type == kString) {
        static_cast<void>(in.string(kAny, "text"));
    } else if (type == kArray) {
        const auto elements = in.number<std::uint32_t>();
        const auto count = in.count(1, kAny, "elements");
        if (elements != kString) {
            skip(in, count * numberBytes(elements)); // below the file's size times eight
            return;
        }
        for (std::uint64_t i = 0; i < count; ++i) {
            static_cast<void>(in.string(kAny, "text"));
        }
    } else {
        skip(in, numberBytes(type));
    }
}

} // namespace

std::vector<MetadataKey> readMetadata(const std::filesystem::path& path) {
    const MappedFile mapped(path);
    ByteReader in(mapped.bytes(), mapped.bytes().size(), path.string());
    skip(in, 4 + 4 + 8); // magic, version, tensors
    const auto count = in.count(1, kAny, "keys");
    std::vector<MetadataKey> keys;
    for (std::uint64_t i = 0; i < count; ++i) {
        MetadataKey key;
        key.key = in.string(kAny, "a key");
        key.type = in.number<std::uint32_t>();
        const std::uint64_t start = in.position();
        skipValue(in, key.type);
        const auto value = mapped.bytes().subspan(start, in.position() - start);
        key.value.assign(reinterpret_cast<const char*>(value.data()), value.size());
        keys.push_back(std::move(key));
    }
    return keys;
}

MetadataKey uint32Key(std::string_view key, std::uint32_t value) {
    return {std::string(key), kUint32,
            std::string(reinterpret_cast<const char*>(&value), sizeof(value))};
}

MetadataKey stringKey(std::string_view key, std::string_view value) {
    const std::uint64_t length = value.size();
    return {std::string(key), kString,
            std::string(reinterpret_cast<const char*>(&length), sizeof(length)) +
                std::string(value)};
}

void setKey(std::vector<MetadataKey>& keys, MetadataKey key) {
    std::erase_if(keys, [&](const MetadataKey& each) { return each.key == key.key; });
    keys.push_back(std::move(key));
}

} // namespace conclave::quantize
