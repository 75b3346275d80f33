// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/edited_gguf.h"

#include "engine/gguf/gguf_writer.h"
#include "engine/synth/random_blocks.h"

#include <cmath>
#include <vector>

namespace conclave::test {

namespace {

struct AddValue {
    GgufWriter& writer;
    const std::string& key;

    void operator()(bool value) const { writer.addBool(key, value); }
    void operator()(std::int64_t value) const {
        writer.addUint32(key, static_cast<std::uint32_t>(value));
    }
    void operator()(std::uint64_t value) const {
        writer.addUint32(key, static_cast<std::uint32_t>(value));
    }
    void operator()(double value) const { writer.addFloat32(key, static_cast<float>(value)); }
    void operator()(const std::string& value) const { writer.addString(key, value); }
    void operator()(const std::vector<bool>& values) const { writer.addBools(key, values); }
    void operator()(const std::vector<std::int64_t>& values) const {
        writer.addInt32s(key, std::vector<std::int32_t>(values.begin(), values.end()));
    }
    void operator()(const std::vector<double>& values) const {
        writer.addFloat32s(key, std::vector<float>(values.begin(), values.end()));
    }
    void operator()(const std::vector<std::string>& values) const {
        writer.addStrings(key, values);
    }
};

void addMetadata(GgufWriter& writer, const GgufMetadata& metadata, const GgufEdit& edit) {
    for (const auto& [key, value] : metadata) {
        if (key != "general.alignment" && !edit.keys.contains(key)) {
            std::visit(AddValue{writer, key}, value);
        }
    }
    for (const auto& [key, value] : edit.keys) {
        if (value) {
            std::visit(AddValue{writer, key}, *value);
        }
    }
}

/// Products of random rows with a vector stay of its order.
std::vector<std::byte> randomBlocks(const TensorInfo& tensor, BlockType type, std::uint64_t key) {
    const BlockFormat& format = blockFormat(type);
    std::vector<std::byte> blocks(tensor.elements() / format.blockSize * format.blockBytes);
    const auto length = static_cast<float>(tensor.shape[0]);
    fillRandomBlocks(type, {.mean = 0, .deviation = 1 / std::sqrt(length)}, key, 0, blocks);
    return blocks;
}

} // namespace

void copyEdited(const std::filesystem::path& from, const std::filesystem::path& to,
                const GgufEdit& edit) {
    const GgufFile file(from);
    GgufWriter writer(to);
    addMetadata(writer, file.metadata(), edit);
    std::vector<const TensorInfo*> kept;
    std::vector<BlockType> types;
    for (const TensorInfo& tensor : file.tensors()) {
        if (edit.without.contains(tensor.name)) {
            continue;
        }
        kept.push_back(&tensor);
        types.push_back(edit.type ? edit.type(tensor) : tensor.type);
        const auto renamed = edit.renamed.find(tensor.name);
        writer.addTensor(renamed == edit.renamed.end() ? tensor.name : renamed->second,
                         types.back(), std::span(tensor.shape).first(tensor.dimensions));
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (const auto values = edit.values.find(kept[i]->name); values != edit.values.end()) {
            writer.write(std::as_bytes(std::span(values->second)));
        } else if (types[i] == kept[i]->type) {
            writer.write(kept[i]->data);
        } else {
            writer.write(randomBlocks(*kept[i], types[i], i + 1));
        }
    }
    writer.finish();
}

} // namespace conclave::test
