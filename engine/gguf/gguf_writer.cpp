// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_writer.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace conclave {
namespace {

constexpr std::uint32_t kMagic = 0x46554747; // "GGUF"
constexpr std::uint32_t kVersion = 3;
constexpr std::uint64_t kAlignment = 32; // what readers assume without general.alignment

// Numbers of the metadata types in the GGUF specification.
constexpr std::uint32_t kUint32 = 4, kInt32 = 5, kFloat32 = 6, kBool = 7, kString = 8, kArray = 9,
                        kUint64 = 10;

template <typename T> void append(std::string& out, T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void appendString(std::string& out, std::string_view text) {
    append(out, std::uint64_t{text.size()});
    out.append(text);
}

std::uint64_t alignUp(std::uint64_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

[[noreturn]] void failToWrite(const std::filesystem::path& path, const std::string& why) {
    throw Error(ErrorKind::io, fmt::format("Cannot write {}: {}.", path.string(), why));
}

std::string lastReason() {
    return std::generic_category().message(errno);
}

/// A renamed file survives a power cut once its folder is on disk. File systems that cannot do that
/// for folders say so; the file itself is safe then.
void settleFolderOf(const std::filesystem::path& path) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    if (const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

/// Bytes of a tensor of this shape.
std::uint64_t checkedBytes(std::string_view name, BlockType type,
                           std::span<const std::uint64_t> shape) {
    const BlockFormat& format = blockFormat(type);
    const auto fail = [&](std::string_view why) {
        throw Error(ErrorKind::badRequest, fmt::format("Cannot write tensor {}: {}.", name, why));
    };
    if (shape.empty() || shape.size() > 4) {
        fail("it needs 1 to 4 dimensions");
    }
    if (shape[0] % format.blockSize != 0) {
        fail(fmt::format("its rows of {} values are not a multiple of the {} in a {} block",
                         shape[0], format.blockSize, format.name));
    }
    std::uint64_t elements = 1;
    for (const std::uint64_t length : shape) {
        if (length == 0 || length > std::numeric_limits<std::int64_t>::max() / 8 / elements) {
            fail("its shape is impossible");
        }
        elements *= length;
    }
    return elements / format.blockSize * format.blockBytes;
}

} // namespace

GgufWriter::GgufWriter(const std::filesystem::path& path)
    : m_path(path), m_partPath(path.string() + ".part"),
      m_file(std::fopen(m_partPath.string().c_str(), "wb")) {
    if (m_file == nullptr) {
        failToWrite(m_path, lastReason());
    }
}

GgufWriter::~GgufWriter() {
    if (m_file != nullptr) {
        m_file.reset();
        std::error_code ignored;
        std::filesystem::remove(m_partPath, ignored);
    }
}

void GgufWriter::addKey(std::string_view key, std::uint32_t valueType) {
    if (m_headerWritten) {
        throw Error(ErrorKind::badRequest, "Metadata must be added before tensor data.");
    }
    appendString(m_metadata, key);
    append(m_metadata, valueType);
    ++m_keyCount;
}

void GgufWriter::addUint32(std::string_view key, std::uint32_t value) {
    addKey(key, kUint32);
    append(m_metadata, value);
}

void GgufWriter::addUint64(std::string_view key, std::uint64_t value) {
    addKey(key, kUint64);
    append(m_metadata, value);
}

void GgufWriter::addFloat32(std::string_view key, float value) {
    addKey(key, kFloat32);
    append(m_metadata, value);
}

void GgufWriter::addBool(std::string_view key, bool value) {
    addKey(key, kBool);
    append(m_metadata, std::uint8_t{value});
}

void GgufWriter::addString(std::string_view key, std::string_view value) {
    addKey(key, kString);
    appendString(m_metadata, value);
}

void GgufWriter::addStrings(std::string_view key, std::span<const std::string> values) {
    addKey(key, kArray);
    append(m_metadata, kString);
    append(m_metadata, std::uint64_t{values.size()});
    for (const std::string& value : values) {
        appendString(m_metadata, value);
    }
}

void GgufWriter::addBools(std::string_view key, const std::vector<bool>& values) {
    addKey(key, kArray);
    append(m_metadata, kBool);
    append(m_metadata, std::uint64_t{values.size()});
    for (const bool value : values) {
        append(m_metadata, static_cast<std::uint8_t>(value));
    }
}

void GgufWriter::addInt32s(std::string_view key, std::span<const std::int32_t> values) {
    addKey(key, kArray);
    append(m_metadata, kInt32);
    append(m_metadata, std::uint64_t{values.size()});
    for (const std::int32_t value : values) {
        append(m_metadata, value);
    }
}

void GgufWriter::addFloat32s(std::string_view key, std::span<const float> values) {
    addKey(key, kArray);
    append(m_metadata, kFloat32);
    append(m_metadata, std::uint64_t{values.size()});
    for (const float value : values) {
        append(m_metadata, value);
    }
}

void GgufWriter::addEncoded(std::string_view key, std::uint32_t valueType, std::string_view value) {
    addKey(key, valueType);
    m_metadata += value;
}

void GgufWriter::addTensor(std::string_view name, BlockType type,
                           std::span<const std::uint64_t> shape) {
    if (m_headerWritten) {
        throw Error(ErrorKind::badRequest, "Tensors must be added before tensor data.");
    }
    m_tensors.push_back(
        {std::string(name), type, {shape.begin(), shape.end()}, checkedBytes(name, type, shape)});
}

void GgufWriter::writeHeader() {
    std::string header;
    append(header, kMagic);
    append(header, kVersion);
    append(header, std::uint64_t{m_tensors.size()});
    append(header, m_keyCount);
    header += m_metadata;
    std::uint64_t offset = 0;
    for (const Tensor& tensor : m_tensors) {
        appendString(header, tensor.name);
        append(header, static_cast<std::uint32_t>(tensor.shape.size()));
        for (const std::uint64_t length : tensor.shape) {
            append(header, length);
        }
        append(header, static_cast<std::uint32_t>(tensor.type));
        append(header, offset);
        offset += alignUp(tensor.bytes);
    }
    m_headerWritten = true;
    writeBytes(std::as_bytes(std::span(header)));
    padToAlignment();
}

void GgufWriter::write(std::span<const std::byte> data) {
    if (!m_headerWritten) {
        writeHeader();
    }
    while (!data.empty()) {
        if (m_current == m_tensors.size()) {
            throw Error(ErrorKind::badRequest, "There is more data than the tensors hold.");
        }
        const std::uint64_t missing = m_tensors[m_current].bytes - m_currentDone;
        const auto piece = data.first(std::min<std::uint64_t>(missing, data.size()));
        writeBytes(piece);
        data = data.subspan(piece.size());
        m_currentDone += piece.size();
        if (m_currentDone == m_tensors[m_current].bytes) {
            padToAlignment();
            ++m_current;
            m_currentDone = 0;
        }
    }
}

void GgufWriter::finish() {
    if (!m_headerWritten) {
        writeHeader();
    }
    if (m_current != m_tensors.size()) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("Tensor {} is not complete.", m_tensors[m_current].name));
    }
    closeAndRename();
}

void GgufWriter::finishWithoutData() {
    if (m_headerWritten) {
        throw Error(ErrorKind::badRequest, "There is tensor data already.");
    }
    writeHeader();
    for (const Tensor& tensor : m_tensors) {
        m_fileBytes += alignUp(tensor.bytes);
    }
    closeAndRename();
    std::error_code error;
    std::filesystem::resize_file(m_path, m_fileBytes, error);
    if (error) {
        failToWrite(m_path, error.message());
    }
}

/// In the order that leaves, after a power cut too, the whole file under its name or none.
void GgufWriter::closeAndRename() {
    if (std::fflush(m_file.get()) != 0 || ::fsync(::fileno(m_file.get())) != 0) {
        failToWrite(m_path, lastReason());
    }
    if (std::fclose(m_file.release()) != 0) {
        const std::string why = lastReason();
        std::error_code ignored;
        std::filesystem::remove(m_partPath, ignored);
        failToWrite(m_path, why);
    }
    std::error_code error;
    std::filesystem::rename(m_partPath, m_path, error);
    if (error) {
        failToWrite(m_path, error.message());
    }
    settleFolderOf(m_path);
}

std::uint64_t GgufWriter::dataBytes() const noexcept {
    std::uint64_t total = 0;
    for (const Tensor& tensor : m_tensors) {
        total += tensor.bytes;
    }
    return total;
}

void GgufWriter::writeBytes(std::span<const std::byte> bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size()) {
        failToWrite(m_path, lastReason());
    }
    m_fileBytes += bytes.size();
}

void GgufWriter::padToAlignment() {
    constexpr std::array<std::byte, kAlignment> kZeros{};
    writeBytes(std::span(kZeros).first(alignUp(m_fileBytes) - m_fileBytes));
}

} // namespace conclave
