// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/mapped_file.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

#ifdef _WIN32
#define NOMINMAX
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace conclave {
namespace {

[[noreturn]] void failToOpen(const std::filesystem::path& path, const std::string& why) {
    throw Error(ErrorKind::io, fmt::format("Cannot open {}: {}.", path.string(), why));
}

#ifdef _WIN32

/// Closes a Windows handle at the end of its scope; a mapped view does not need it any more.
struct Handle {
    HANDLE value;
    ~Handle() { CloseHandle(value); }
};

std::span<const std::byte> mapFile(const std::filesystem::path& path) {
    const auto reason = [] {
        return std::system_category().message(static_cast<int>(GetLastError()));
    };
    const Handle file{CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr)};
    LARGE_INTEGER size{};
    if (file.value == INVALID_HANDLE_VALUE || GetFileSizeEx(file.value, &size) == 0) {
        failToOpen(path, reason());
    }
    if (size.QuadPart == 0) {
        return {};
    }
    const Handle mapping{CreateFileMappingW(file.value, nullptr, PAGE_READONLY, 0, 0, nullptr)};
    const void* start = MapViewOfFile(mapping.value, FILE_MAP_READ, 0, 0, 0);
    if (start == nullptr) {
        failToOpen(path, reason());
    }
    return {static_cast<const std::byte*>(start), static_cast<std::size_t>(size.QuadPart)};
}

void unmapFile(std::span<const std::byte> bytes) noexcept {
    UnmapViewOfFile(bytes.data());
}

void adviseUnneeded(std::span<const std::byte>) noexcept {} // the system finds out by itself

#else

/// Closes a descriptor at the end of its scope; the mapping does not need it any more.
struct Descriptor {
    int value;
    ~Descriptor() { ::close(value); }
};

std::span<const std::byte> mapFile(const std::filesystem::path& path) {
    const auto reason = [] { return std::generic_category().message(errno); };
    // Without O_NONBLOCK opening a pipe would wait for its writer.
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status {};
    if (file.value < 0 || ::fstat(file.value, &status) != 0) {
        failToOpen(path, reason());
    }
    if (!S_ISREG(status.st_mode)) {
        failToOpen(path, "it is not a regular file");
    }
    if (status.st_size == 0) {
        return {}; // an empty range cannot be mapped
    }
    const auto size = static_cast<std::uintmax_t>(status.st_size);
    if (size > std::numeric_limits<std::size_t>::max() / 2) {
        failToOpen(path, "it is larger than the address space");
    }
    void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.value, 0);
    if (start == MAP_FAILED) {
        failToOpen(path, reason());
    }
    return {static_cast<const std::byte*>(start), static_cast<std::size_t>(size)};
}

void unmapFile(std::span<const std::byte> bytes) noexcept {
    ::munmap(const_cast<std::byte*>(bytes.data()), bytes.size());
}

void adviseUnneeded(std::span<const std::byte> bytes) noexcept {
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto start = reinterpret_cast<std::uintptr_t>(bytes.data());
    const std::uintptr_t from = (start + page - 1) / page * page; // whole pages only
    const std::uintptr_t to = (start + bytes.size()) / page * page;
    if (from < to) {
        ::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);
    }
}

#endif

} // namespace

MappedFile::MappedFile(const std::filesystem::path& path) : m_bytes(mapFile(path)) {}

MappedFile::~MappedFile() {
    if (!m_bytes.empty()) {
        unmapFile(m_bytes);
    }
}

MappedFile::MappedFile(MappedFile&& other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

void forgetPages(std::span<const std::byte> bytes) noexcept {
    adviseUnneeded(bytes);
}

} // namespace conclave
