// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_directory.h"

#include "engine/error.h"
#include "engine/gguf/byte_reader.h"

#include <fmt/format.h>

#include <bit>
#include <limits>
#include <set>

namespace conclave {
namespace {

constexpr std::uint64_t kMaxKeys = 64ULL * 1024;
constexpr std::uint64_t kMaxKeyBytes = 65535; // GGUF specification
constexpr std::uint64_t kMaxTensors = 256ULL * 1024;
constexpr std::uint64_t kMaxTensorNameBytes = 255;
constexpr std::uint64_t kMaxStringBytes = 1 << 20;
constexpr std::uint64_t kMaxTemplateBytes = 4 << 20;
constexpr std::uint64_t kMaxArrayStringBytes = 64ULL * 1024;
constexpr std::uint64_t kMaxArrayCount = 1 << 24;
constexpr std::uint64_t kDefaultAlignment = 32;
constexpr std::uint64_t kMaxElements = std::numeric_limits<std::int64_t>::max();

constexpr std::uint64_t kMinKeyBytes = 8 + 1 + 4 + 1;            // length, name, type, value
constexpr std::uint64_t kMinTensorBytes = 8 + 1 + 4 + 8 + 4 + 8; // ... dimension, type, offset

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

void readVersion(ByteReader& in) {
    if (in.remaining() < 4 || in.number<std::uint32_t>() != 0x46554747) { // "GGUF"
        in.fail("it is not a GGUF file");
    }
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
                                  "are supported; look for a newer file of this model.",
                                  in.fileName(), version));
}

/// Returns the alignment of the tensor data.
std::uint64_t readMetadata(ByteReader& in, std::uint64_t keyCount, GgufDirectory& directory) {
    std::uint64_t alignment = kDefaultAlignment;
    for (std::uint64_t i = 0; i < keyCount; ++i) {
        const auto key = in.string(kMaxKeyBytes, "a metadata key");
        if (key.empty()) {
            in.fail("it has a metadata key without a name");
        }
        const ValueType type = readType(in, key);
        auto [entry, added] = directory.metadata.try_emplace(std::string(key));
        if (!added) {
            in.fail(fmt::format("metadata key {} appears twice", shown(key)));
        }
        entry->second = readValue(in, type, key);
        if (key == "general.alignment") {
            if (type != ValueType::u32) {
                in.fail("general.alignment is not a 32-bit unsigned number");
            }
            alignment = std::get<std::uint64_t>(entry->second);
        }
    }
    if (!std::has_single_bit(alignment) || alignment < 8 || alignment > 65536) {
        in.fail(fmt::format("its alignment {} is not a power of two from 8 to 65536", alignment));
    }
    return alignment;
}

[[noreturn]] void failForType(const ByteReader& in, std::string_view tensor, std::uint32_t type) {
    const bool removed =
        type == 4 || type == 5 || (type >= 31 && type <= 33) || (type >= 36 && type <= 38);
    throw Error(ErrorKind::unsupported,
                fmt::format("Cannot load {}: tensor {} has {} {}; {}.", in.fileName(),
                            shown(tensor), removed ? "the removed format" : "the unknown format",
                            type,
                            removed ? "look for a newer file of this model"
                            : type > static_cast<std::uint32_t>(BlockType::q2_0)
                                ? "such files need ik_llama.cpp"
                                : "look for another quantisation of this model"));
}

/// Bytes of a tensor whose shape is already free of overflow.
std::uint64_t tensorBytes(const ByteReader& in, const TensorInfo& tensor) {
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
    return blocks * format.blockBytes;
}

/// A directory entry as read, before its data can be placed.
struct PendingTensor {
    TensorInfo info;
    std::uint64_t offset = 0, bytes = 0;
};

PendingTensor readTensorInfo(ByteReader& in) {
    PendingTensor result;
    TensorInfo& tensor = result.info;
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
    result.offset = in.number<std::uint64_t>();
    result.bytes = tensorBytes(in, tensor);
    return result;
}

/// Gives the tensor its range of the file, which must lie wholly inside.
TensorInfo placeTensor(const ByteReader& in, PendingTensor pending, std::uint64_t dataStart,
                       std::uint64_t alignment) {
    const std::string name = shown(pending.info.name);
    if (pending.offset % alignment != 0) {
        in.fail(fmt::format("tensor {} starts at byte {}, not a multiple of {}", name,
                            pending.offset, alignment));
    }
    const std::uint64_t size = in.bytes().size();
    const std::uint64_t available = dataStart < size ? size - dataStart : 0;
    if (pending.offset > available || pending.bytes > available - pending.offset) {
        in.fail(
            fmt::format("tensor {} is cut off at byte {}; download the file again", name, size));
    }
    pending.info.data = in.bytes().subspan(dataStart + pending.offset, pending.bytes);
    return std::move(pending.info);
}

} // namespace

GgufDirectory readGgufDirectory(std::span<const std::byte> bytes, const std::string& fileName) {
    ByteReader in(bytes, fileName);
    readVersion(in);
    const auto tensorCount = in.number<std::uint64_t>();
    const auto keyCount = in.count(kMinKeyBytes, kMaxKeys, "metadata keys");

    GgufDirectory directory;
    const std::uint64_t alignment = readMetadata(in, keyCount, directory);

    in.checkCount(tensorCount, kMinTensorBytes, kMaxTensors, "tensors");
    std::vector<PendingTensor> pending;
    pending.reserve(tensorCount);
    std::set<std::string_view> names;
    for (std::uint64_t i = 0; i < tensorCount; ++i) {
        pending.push_back(readTensorInfo(in));
        if (!names.insert(pending.back().info.name).second) {
            in.fail(fmt::format("tensor {} appears twice", shown(pending.back().info.name)));
        }
    }
    // The position is below the file size, so rounding up to 65536 at most cannot wrap.
    const std::uint64_t dataStart = (in.position() + alignment - 1) / alignment * alignment;
    directory.tensors.reserve(tensorCount);
    for (PendingTensor& tensor : pending) {
        directory.tensors.push_back(placeTensor(in, std::move(tensor), dataStart, alignment));
    }
    return directory;
}

} // namespace conclave
