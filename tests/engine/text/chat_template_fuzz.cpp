// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a template: a text or one of our errors comes out, soon, and nothing else.
#include "engine/error.h"
#include "engine/text/chat_template.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const nlohmann::ordered_json variables = {
        {"messages",
         {{{"role", "system"}, {"content", "Be brief."}},
          {{"role", "user"}, {"content", "안녕 \xF0\x9F\x98\x80"}},
          {{"role", "assistant"}, {"content", "Hi"}, {"reasoning_content", "hm"}}}},
        {"tools", nullptr},
        {"add_generation_prompt", true},
        {"bos_token", "<s>"},
        {"eos_token", "</s>"},
        {"enable_thinking", false}};
    try {
        const conclave::ChatTemplate chatTemplate(std::string(data, data + size));
        (void)chatTemplate.render(variables, std::chrono::sys_seconds{});
    } catch (const conclave::Error&) {
        return 0;
    }
    return 0;
}
