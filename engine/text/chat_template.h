// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A model's own chat template (Jinja), parsed once and rendered for each prompt.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace conclave {

namespace jinja {
struct Template;
}

/// Templates come from strangers: they reach only the variables they are given, and steps, depth,
/// memory and output are limited. Whitespace rules as model publishers assume them: trim_blocks,
/// lstrip_blocks, loop controls, the `generation` tag, `tojson` without HTML or ASCII escaping.
/// Immutable after construction; may be rendered from any thread.
class ChatTemplate {
public:
    /// Throws Error(unsupported) with the line for a template that cannot be parsed.
    explicit ChatTemplate(std::string source);
    ~ChatTemplate();
    ChatTemplate(ChatTemplate&&) noexcept;
    ChatTemplate& operator=(ChatTemplate&&) noexcept;

    [[nodiscard]] const std::string& source() const noexcept;

    /// `variables` is an object: messages, tools, add_generation_prompt, bos_token, eos_token, and
    /// whatever else the template knows. `now` fixes the clock of strftime_now (taken as UTC).
    /// Throws Error(badRequest) when the template refuses the conversation, Error(unsupported) with
    /// the line when it stumbles or exceeds a limit.
    [[nodiscard]] std::string render(const nlohmann::ordered_json& variables,
                                     std::optional<std::chrono::sys_seconds> now = {}) const;

private:
    std::unique_ptr<const jinja::Template> m_template;
};

} // namespace conclave
