// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a model file: they are read or refused with a sentence, at every station on the way
// to the device: directory, kind, summary, sizes of the family, tokenizer.
#include "engine/arch/hparams.h"
#include "engine/error.h"
#include "engine/gguf/gguf_directory.h"
#include "engine/gguf/model_kind.h"
#include "engine/gguf/model_summary.h"
#include "engine/text/tokenizer.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace {

using namespace conclave;

template <typename Read> void readOrRefuse(Read read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.what()[0] == '\0') {
            std::abort(); // a refusal without a sentence
        }
    }
}

/// The bytes as a file in memory, longer by a hole, so that an input need not hold tensor data.
class MemoryFile {
public:
    explicit MemoryFile(std::span<const std::byte> bytes) : m_file(::memfd_create("fuzz", 0)) {
        constexpr off_t kHole = 1 << 20;
        const auto size = static_cast<off_t>(bytes.size());
        if (::write(m_file, bytes.data(), bytes.size()) != size ||
            ::ftruncate(m_file, size + kHole) != 0) {
            std::abort();
        }
    }
    ~MemoryFile() { ::close(m_file); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(m_file); }

private:
    int m_file;
};

void readDirectory(std::span<const std::byte> bytes) {
    const GgufHeader header = readGgufDirectory(bytes, "fuzz.gguf");
    std::size_t sum = 0; // every byte that the directory promises can be read
    for (const TensorInfo& tensor : header.tensors()) {
        sum += tensor.data.empty() ? 0 : std::to_integer<std::size_t>(tensor.data.back());
    }
    static volatile std::size_t keep;
    keep = sum;
}

/// The whole file and its beginnings say the same, or ask for more.
void readBeginnings(std::span<const std::byte> bytes) {
    for (const std::size_t size : {bytes.size() / 2, bytes.size()}) {
        const auto result = readGgufBeginning(bytes.first(size), bytes.size() + 64, "fuzz.gguf");
        if (!result.header && result.bytesNeeded <= size) {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    readOrRefuse([&] { readDirectory(bytes); });
    readOrRefuse([&] { readBeginnings(bytes); });
    readOrRefuse([&] {
        const MemoryFile memory(bytes);
        const GgufFile file(memory.path());
        readOrRefuse([&] { requireLanguageModel(file); });
        readOrRefuse([&] { (void)summarise(file); });
        readOrRefuse([&] { (void)Tokenizer(file).encode("Hello, 12 <s>", {true, true}); });
        readOrRefuse([&] {
            (void)readHparams(file, requireArchitecture(file.requireString("general.architecture")),
                              4096);
        });
    });
    return 0;
}
