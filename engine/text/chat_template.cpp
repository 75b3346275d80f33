// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/chat_template.h"

#include "engine/error.h"
#include "engine/text/jinja/lexer.h"
#include "engine/text/jinja/parser.h"
#include "engine/text/jinja/renderer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ctime>

namespace conclave {

namespace {

constexpr std::size_t kMaxSourceBytes = 4U << 20U;

jinja::Template parseTemplate(std::string source) {
    if (source.size() > kMaxSourceBytes)
        throw Error(ErrorKind::unsupported,
                    "Cannot read the chat template: it is larger than 4 MiB.");
    try {
        return jinja::parse(std::move(source));
    } catch (const jinja::SyntaxFailure& failure) {
        throw Error(ErrorKind::unsupported,
                    fmt::format("Cannot read the chat template: line {}: {}.", failure.line,
                                failure.reason));
    }
}

/// The fixed time in UTC, or the present one where the user is.
std::tm clockOf(std::optional<std::chrono::sys_seconds> now) {
    const std::time_t time = std::chrono::system_clock::to_time_t(
        now ? std::chrono::system_clock::time_point(*now) : std::chrono::system_clock::now());
    std::tm fields{};
    if (now)
        gmtime_r(&time, &fields);
    else
        localtime_r(&time, &fields);
    return fields;
}

} // namespace

ChatTemplate::ChatTemplate(std::string source)
    : m_template(std::make_unique<const jinja::Template>(parseTemplate(std::move(source)))) {}

ChatTemplate::~ChatTemplate() = default;
ChatTemplate::ChatTemplate(ChatTemplate&&) noexcept = default;
ChatTemplate& ChatTemplate::operator=(ChatTemplate&&) noexcept = default;

const std::string& ChatTemplate::source() const noexcept {
    return m_template->source;
}

std::string ChatTemplate::render(const nlohmann::ordered_json& variables,
                                 std::optional<std::chrono::sys_seconds> now) const {
    std::uint32_t line = 0;
    try {
        jinja::Renderer renderer(*m_template, variables, clockOf(now));
        try {
            return renderer.run();
        } catch (const jinja::Failure&) {
            line = renderer.line();
            throw;
        }
    } catch (const jinja::Failure& failure) {
        throw Error(
            ErrorKind::unsupported,
            fmt::format("Cannot render the chat template: line {}: {}.", line, failure.reason));
    } catch (const jinja::Refusal& refusal) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("The model's chat template refuses this conversation: {}",
                                refusal.message));
    }
}

} // namespace conclave
