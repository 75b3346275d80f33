// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/foreign_file.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace conclave {
namespace {

using namespace std::string_view_literals;

struct Foreign {
    std::string_view beginning; ///< lower case, after white space
    ErrorKind kind;
    std::string_view what; ///< "..., not a GGUF file"
    std::string_view help;
};

constexpr std::string_view kOtherFormat = "look for a GGUF file of the same model";
constexpr std::string_view kOldFormat = "look for a newer file of this model";
constexpr std::string_view kUnpack = "unpack it first";
constexpr std::string_view kWrongAnswer =
    "download the model again, signed in if its page asks for that";

// The magic numbers of llama.cpp before GGUF are little-endian words, so their letters are swapped.
constexpr std::array kForeign{
    Foreign{"version https://git-lfs", ErrorKind::badFile,
            "a Git LFS pointer, which only names the model",
            "download the real file (git lfs pull fetches it)"},
    Foreign{"<!doctype html", ErrorKind::badFile, "a web page", kWrongAnswer},
    Foreign{"<html", ErrorKind::badFile, "a web page", kWrongAnswer},
    Foreign{"<?xml", ErrorKind::badFile, "the answer of a server", kWrongAnswer},
    Foreign{"{", ErrorKind::badFile, "a JSON text", kWrongAnswer},
    Foreign{"lmgg", ErrorKind::unsupported, "in the GGML format of early 2023", kOldFormat},
    Foreign{"fmgg", ErrorKind::unsupported, "in the GGMF format of early 2023", kOldFormat},
    Foreign{"tjgg", ErrorKind::unsupported, "in the GGJT format of 2023", kOldFormat},
    Foreign{"algg", ErrorKind::unsupported, "a LoRA adapter in the GGLA format of 2023",
            "open the model it was made for"},
    Foreign{"pk\x03\x04"sv, ErrorKind::unsupported, "a zip archive or PyTorch checkpoint",
            kOtherFormat},
    Foreign{"\x80\x02"sv, ErrorKind::unsupported, "a pickled PyTorch checkpoint", kOtherFormat},
    Foreign{"\x80\x03"sv, ErrorKind::unsupported, "a pickled PyTorch checkpoint", kOtherFormat},
    Foreign{"\x80\x04"sv, ErrorKind::unsupported, "a pickled PyTorch checkpoint", kOtherFormat},
    Foreign{"\x89hdf"sv, ErrorKind::unsupported, "an HDF5 checkpoint", kOtherFormat},
    Foreign{"\x1f\x8b"sv, ErrorKind::badFile, "a gzip archive", kUnpack},
    Foreign{"\x28\xb5\x2f\xfd"sv, ErrorKind::badFile, "a Zstandard archive", kUnpack},
    Foreign{"\xfd"
            "7zxz"sv,
            ErrorKind::badFile, "an xz archive", kUnpack},
    Foreign{"7z\xbc\xaf"sv, ErrorKind::badFile, "a 7-Zip archive", kUnpack},
    Foreign{"rar!"sv, ErrorKind::badFile, "a RAR archive", kUnpack},
    Foreign{"\0\0\0\0"sv, ErrorKind::badFile, "zeros at its beginning, like an unfinished download",
            "download it again"},
};

/// The first bytes in lower case, without white space before them.
std::string comparable(std::span<const std::byte> bytes) {
    constexpr std::size_t kBytes = 64;
    std::string result;
    for (const std::byte byte : bytes.first(std::min(bytes.size(), kBytes))) {
        const auto c = std::to_integer<unsigned char>(byte);
        if (!result.empty() || std::isspace(c) == 0) {
            result += static_cast<char>(c < 0x80 ? std::tolower(c) : c);
        }
    }
    return result;
}

/// Safetensors: a 64-bit length, then JSON.
bool isSafetensors(std::span<const std::byte> bytes) {
    constexpr std::uint64_t kMaxJson = 100'000'000;
    std::uint64_t length = 0;
    if (bytes.size() < 9) {
        return false;
    }
    std::memcpy(&length, bytes.data(), sizeof(length));
    return length >= 2 && length <= kMaxJson && bytes[8] == std::byte{'{'};
}

/// Before split sets existed, large files were cut with general tools and named like this.
bool isNamedAsPiece(std::string_view name) {
    return name.find(".part") != std::string_view::npos ||
           name.find("-split-") != std::string_view::npos;
}

} // namespace

void failForeign(std::span<const std::byte> beginning, const std::string& fileName) {
    const auto fail = [&](ErrorKind kind, std::string_view what, std::string_view help) {
        throw Error(kind, fmt::format("Cannot load {}: it is not a GGUF file but {}; {}.", fileName,
                                      what, help));
    };
    if (beginning.empty()) {
        throw Error(ErrorKind::badFile,
                    fmt::format("Cannot load {}: it is empty, so not a GGUF file; download it "
                                "again.",
                                fileName));
    }
    if (isSafetensors(beginning)) {
        fail(ErrorKind::unsupported, "a safetensors file", kOtherFormat);
    }
    if (isNamedAsPiece(fileName)) {
        fail(ErrorKind::badFile, "a later piece of a file that was cut",
             "join the pieces in order into one file");
    }
    const std::string text = comparable(beginning);
    for (const Foreign& foreign : kForeign) {
        if (text.starts_with(foreign.beginning)) {
            fail(foreign.kind, foreign.what, foreign.help);
        }
    }
    throw Error(ErrorKind::badFile,
                fmt::format("Cannot load {}: it is not a GGUF file; look for a file that ends in "
                            ".gguf.",
                            fileName));
}

} // namespace conclave
