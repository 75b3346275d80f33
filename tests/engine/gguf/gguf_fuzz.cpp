// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// libFuzzer target: any bytes at all are either read as GGUF or refused with an Error.
#include "engine/error.h"
#include "engine/gguf/gguf_directory.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span bytes(data, size);
    try {
        const auto directory = conclave::readGgufDirectory(std::as_bytes(bytes), "fuzz.gguf");
        std::size_t sum = 0; // every byte that the directory promises can be read
        for (const conclave::TensorInfo& tensor : directory.tensors()) {
            sum += tensor.data.empty() ? 0 : std::to_integer<std::size_t>(tensor.data.back());
        }
        static volatile std::size_t keep;
        keep = sum;
    } catch (const conclave::Error& error) {
        if (error.what()[0] == '\0') {
            std::abort(); // a refusal without a sentence
        }
    }
    return 0;
}
