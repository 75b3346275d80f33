// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/conformance_data.h"

#include "engine/arch/architecture.h"
#include "engine/gguf/gguf_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <stdexcept>

namespace conclave::test {

namespace {

using nlohmann::json;

std::filesystem::path requireFolder() {
    if (auto folder = conformanceFolder()) {
        return *folder;
    }
    throw std::runtime_error("The conformance data is not here.");
}

json readJson(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) {
        throw std::runtime_error(fmt::format("Cannot read {}.", file.string()));
    }
    return json::parse(stream);
}

std::vector<float> sliceOf(const std::vector<float>& numbers, const json& place) {
    const auto first = place.at("offset").get<std::size_t>() / sizeof(float);
    const auto shape = place.at("shape").get<std::vector<std::size_t>>();
    const std::size_t count = shape.at(0) * shape.at(1);
    if (first + count > numbers.size()) {
        throw std::runtime_error("A logits file is shorter than its description says.");
    }
    const auto begin = numbers.begin() + static_cast<std::ptrdiff_t>(first);
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

ConformancePrompt readPrompt(const json& entry, const std::vector<float>& numbers) {
    ConformancePrompt prompt;
    prompt.id = entry.at("id").get<std::string>();
    prompt.tokens = entry.at("tokens").get<std::vector<std::uint32_t>>();
    prompt.positions = entry.at("positions").get<std::vector<std::uint32_t>>();
    prompt.exact = sliceOf(numbers, entry.at("logits").at("exact"));
    prompt.native = sliceOf(numbers, entry.at("logits").at("native"));
    prompt.greedy = entry.at("greedy").get<std::vector<std::uint32_t>>();
    prompt.greedyMargin = entry.at("greedy_margin").get<std::vector<double>>();
    prompt.routerMarginMin = std::numeric_limits<double>::infinity();
    if (entry.at("router_margin").is_array()) {
        prompt.routerMargin = entry.at("router_margin").get<std::vector<double>>();
        prompt.routerMarginMin = entry.at("router_margin_min").get<double>();
    }
    return prompt;
}

bool runs(const std::filesystem::path& model, const std::string& architecture) {
    const auto families = architectures();
    const bool known = std::any_of(families.begin(), families.end(), [&](const Architecture* a) {
        return a->ggufName == architecture;
    });
    if (!known) {
        return false;
    }
    const GgufFile file(model);
    return std::all_of(file.tensors().begin(), file.tensors().end(),
                       [](const TensorInfo& tensor) { return blockFormat(tensor.type).runs; });
}

} // namespace

std::optional<std::filesystem::path> conformanceFolder() {
    const char* named = std::getenv("CONCLAVE_CONFORMANCE_DIR");
    const std::filesystem::path folder =
        named != nullptr ? std::filesystem::path(named)
                         : std::filesystem::path(CONCLAVE_SOURCE_DIR) / "../shared/conformance";
    if (!std::filesystem::is_directory(folder / "logits")) {
        return {};
    }
    return std::filesystem::weakly_canonical(folder);
}

std::vector<std::string> allModels() {
    std::vector<std::string> names;
    if (const auto folder = conformanceFolder()) {
        for (const auto& entry : std::filesystem::directory_iterator(*folder / "logits")) {
            if (entry.path().extension() == ".json") {
                names.push_back(entry.path().stem().string());
            }
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> runnableModels() {
    std::vector<std::string> names = allModels();
    std::erase_if(names, [](const std::string& name) {
        const json description = readJson(requireFolder() / "logits" / (name + ".json"));
        return !runs(requireFolder() / description.at("model").get<std::string>(),
                     description.at("architecture").get<std::string>());
    });
    return names;
}

ConformanceCase readConformance(const std::string& name) {
    const auto folder = requireFolder();
    const json description = readJson(folder / "logits" / (name + ".json"));
    const auto numbers = readFloats(folder / "logits" / description.at("data").get<std::string>());
    ConformanceCase result;
    result.name = name;
    result.model = folder / description.at("model").get<std::string>();
    result.architecture = description.at("architecture").get<std::string>();
    result.vocabularySize = description.at("n_vocab").get<std::uint32_t>();
    for (const json& prompt : description.at("prompts")) {
        result.prompts.push_back(readPrompt(prompt, numbers));
    }
    return result;
}

std::vector<std::byte> readBytes(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::byte> bytes(stream ? std::filesystem::file_size(file) : 0);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!stream) {
        throw std::runtime_error(fmt::format("Cannot read {}.", file.string()));
    }
    return bytes;
}

std::vector<float> readFloats(const std::filesystem::path& file) {
    const std::vector<std::byte> bytes = readBytes(file);
    std::vector<float> numbers(bytes.size() / sizeof(float));
    std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(float));
    return numbers;
}

} // namespace conclave::test
