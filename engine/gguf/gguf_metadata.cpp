// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_metadata.h"

#include <fmt/format.h>

namespace conclave {
namespace {

constexpr std::uint64_t kMaxKeyBytes = 65535;         // GGUF specification
constexpr std::uint64_t kMaxMetadataBytes = 64 << 20; // widened to 64 bits: 512 MiB of memory
constexpr std::uint64_t kMaxStringBytes = 1 << 20;
constexpr std::uint64_t kMaxTemplateBytes = 4 << 20;
constexpr std::uint64_t kMaxArrayStringBytes = 64ULL * 1024;
constexpr std::uint64_t kMaxArrayCount = 1 << 24;

/// Numbers of the metadata types in the GGUF specification.
enum class ValueType : std::uint32_t {
    u8,
    i8,
    u16,
    i16,
    u32,
    i32,
    f32,
    boolean,
    string,
    array,
    u64,
    i64,
    f64,
};

/// Bytes of one value in the file; of a string the least.
std::uint64_t minBytes(ValueType type) {
    switch (type) {
    case ValueType::u8:
    case ValueType::i8:
    case ValueType::boolean:
        return 1;
    case ValueType::u16:
    case ValueType::i16:
        return 2;
    case ValueType::u32:
    case ValueType::i32:
    case ValueType::f32:
        return 4;
    case ValueType::string:
    case ValueType::array:
    case ValueType::u64:
    case ValueType::i64:
    case ValueType::f64:
        return 8;
    }
    return 1;
}

ValueType readType(ByteReader& in, std::string_view key) {
    const auto number = in.number<std::uint32_t>();
    if (number > static_cast<std::uint32_t>(ValueType::f64)) {
        in.fail(fmt::format("metadata key {} has the unknown type {}", shown(key), number));
    }
    return ValueType{number};
}

bool readBool(ByteReader& in, std::string_view key) {
    const auto byte = in.number<std::uint8_t>();
    if (byte > 1) {
        in.fail(fmt::format("metadata key {} is neither true nor false", shown(key)));
    }
    return byte == 1;
}

std::string readString(ByteReader& in, std::string_view key, std::uint64_t maxBytes) {
    return std::string(in.string(maxBytes, fmt::format("metadata key {}", shown(key))));
}

/// One element of an integer array. Only an unsigned 64-bit number can fail to fit.
std::int64_t readArrayInteger(ByteReader& in, ValueType type, std::string_view key) {
    switch (type) {
    case ValueType::u8:
        return in.number<std::uint8_t>();
    case ValueType::i8:
        return in.number<std::int8_t>();
    case ValueType::u16:
        return in.number<std::uint16_t>();
    case ValueType::i16:
        return in.number<std::int16_t>();
    case ValueType::u32:
        return in.number<std::uint32_t>();
    case ValueType::i32:
        return in.number<std::int32_t>();
    default:
        break;
    }
    const auto value = in.number<std::int64_t>();
    if (type == ValueType::u64 && value < 0) {
        in.fail(fmt::format("metadata key {} holds a number above 2^63", shown(key)));
    }
    return value;
}

template <typename T, typename Read> std::vector<T> readElements(std::uint64_t count, Read read) {
    std::vector<T> result;
    result.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        result.push_back(read());
    }
    return result;
}

GgufValue readArray(ByteReader& in, std::string_view key) {
    const ValueType type = readType(in, key);
    if (type == ValueType::array) {
        in.fail(fmt::format("metadata key {} is an array of arrays", shown(key)));
    }
    const auto count = in.count(minBytes(type), kMaxArrayCount,
                                fmt::format("elements in metadata key {}", shown(key)));
    in.requireBytes(count * minBytes(type));
    switch (type) {
    case ValueType::boolean:
        return readElements<bool>(count, [&] { return readBool(in, key); });
    case ValueType::f32:
        return readElements<double>(count, [&] { return double{in.number<float>()}; });
    case ValueType::f64:
        return readElements<double>(count, [&] { return in.number<double>(); });
    case ValueType::string:
        return readElements<std::string>(count,
                                         [&] { return readString(in, key, kMaxArrayStringBytes); });
    default:
        return readElements<std::int64_t>(count, [&] { return readArrayInteger(in, type, key); });
    }
}

GgufValue readValue(ByteReader& in, ValueType type, std::string_view key) {
    switch (type) {
    case ValueType::u8:
        return std::uint64_t{in.number<std::uint8_t>()};
    case ValueType::u16:
        return std::uint64_t{in.number<std::uint16_t>()};
    case ValueType::u32:
        return std::uint64_t{in.number<std::uint32_t>()};
    case ValueType::u64:
        return in.number<std::uint64_t>();
    case ValueType::i8:
        return std::int64_t{in.number<std::int8_t>()};
    case ValueType::i16:
        return std::int64_t{in.number<std::int16_t>()};
    case ValueType::i32:
        return std::int64_t{in.number<std::int32_t>()};
    case ValueType::i64:
        return in.number<std::int64_t>();
    case ValueType::f32:
        return double{in.number<float>()};
    case ValueType::f64:
        return in.number<double>();
    case ValueType::boolean:
        return readBool(in, key);
    case ValueType::string:
        return readString(in, key,
                          key.starts_with("tokenizer.chat_template") ? kMaxTemplateBytes
                                                                     : kMaxStringBytes);
    case ValueType::array:
        return readArray(in, key);
    }
    in.fail("it holds an unknown metadata type"); // readType lets none through
}

} // namespace

GgufMetadata readMetadata(ByteReader& in, std::uint64_t keyCount) {
    GgufMetadata metadata;
    for (std::uint64_t i = 0; i < keyCount; ++i) {
        if (in.position() > kMaxMetadataBytes) {
            in.fail(fmt::format("its metadata is longer than {} bytes", kMaxMetadataBytes));
        }
        const auto key = in.string(kMaxKeyBytes, "a metadata key");
        if (key.empty()) {
            in.fail("it has a metadata key without a name");
        }
        const ValueType type = readType(in, key);
        if (key == "general.alignment" && type != ValueType::u32) {
            in.fail("general.alignment is not a 32-bit unsigned number");
        }
        auto [entry, added] = metadata.try_emplace(std::string(key));
        if (!added) {
            in.fail(fmt::format("metadata key {} appears twice", shown(key)));
        }
        entry->second = readValue(in, type, key);
    }
    return metadata;
}

} // namespace conclave
