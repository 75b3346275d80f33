// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_split.h"

#include "engine/error.h"
#include "engine/gguf/byte_reader.h"

#include <fmt/format.h>

#include <iterator>

namespace conclave {
namespace {

constexpr std::uint64_t kMaxParts = 99999; // five digits in the name

[[noreturn]] void fail(const GgufHeader& part, const std::string& why) {
    throw Error(ErrorKind::badFile, fmt::format("Cannot load {}: {}.", part.fileName(), why));
}

std::string ending(std::uint64_t number, std::uint64_t count) {
    return fmt::format("-{:05}-of-{:05}.gguf", number + 1, count);
}

/// Parts after the first repeat no metadata, or the same.
void checkSameModel(const GgufHeader& first, const GgufHeader& part) {
    for (const auto& [key, value] : part.metadata()) {
        const GgufValue* expected = first.find(key);
        if (key != "split.no" && expected != nullptr && *expected != value) {
            fail(part, fmt::format("it is not of the same model as {}: {} differs; download the "
                                   "parts again",
                                   first.fileName(), shown(key)));
        }
    }
}

} // namespace

SplitPart splitPartOf(const GgufHeader& header) {
    const SplitPart result{header.findUint("split.no").value_or(0),
                           header.findUint("split.count").value_or(1)};
    if (result.count <= 1) {
        return {};
    }
    if (result.count > kMaxParts || result.number >= result.count) {
        fail(header, fmt::format("it says to be part {} of {}; download it again",
                                 result.number + 1, result.count));
    }
    return result;
}

std::string partFileName(const GgufHeader& part, std::uint64_t number) {
    const SplitPart split = splitPartOf(part);
    const std::string own = ending(split.number, split.count);
    const std::string& name = part.fileName();
    if (!name.ends_with(own) || name.size() == own.size()) {
        fail(part, fmt::format("it is part {} of {} of a split model, so its name must end in {}; "
                               "give the parts the names they were published with",
                               split.number + 1, split.count, own));
    }
    return name.substr(0, name.size() - own.size()) + ending(number, split.count);
}

void failMissingPart(const GgufHeader& part, std::uint64_t number) {
    fail(part, fmt::format("part {} of {} is missing; put {} into the same folder", number + 1,
                           splitPartOf(part).count, partFileName(part, number)));
}

GgufHeader joinParts(std::vector<GgufHeader> parts) {
    const GgufHeader& first = parts.front();
    const std::uint64_t count = splitPartOf(first).count;
    std::uint64_t fileBytes = 0;
    std::vector<TensorInfo> tensors;
    std::map<std::string_view, std::string_view> owner;
    for (std::uint64_t number = 0; number < parts.size(); ++number) {
        const GgufHeader& part = parts[number];
        const SplitPart split = splitPartOf(part);
        if (split.count != count || split.number != number) {
            fail(part, fmt::format("it is not part {} of {} of the same model but part {} of {}; "
                                   "download the parts again",
                                   number + 1, count, split.number + 1, split.count));
        }
        checkSameModel(first, part);
        fileBytes += part.fileBytes();
        for (const TensorInfo& tensor : part.tensors()) {
            const auto [entry, added] = owner.emplace(tensor.name, part.fileName());
            if (!added) {
                fail(part, fmt::format("tensor {} is also in {}; download the parts again",
                                       shown(tensor.name), entry->second));
            }
            tensors.push_back(tensor);
        }
    }
    if (parts.size() != count) {
        failMissingPart(first, parts.size());
    }
    if (first.findUint("split.tensors.count").value_or(tensors.size()) != tensors.size()) {
        fail(first, fmt::format("its {} parts hold {} tensors together instead of {}; download "
                                "the parts again",
                                count, tensors.size(), *first.findUint("split.tensors.count")));
    }
    return {first.fileName(), fileBytes, first.headerBytes(), first.metadata(), std::move(tensors)};
}

} // namespace conclave
