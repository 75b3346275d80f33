// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/python_call_reader.h"

#include <nlohmann/json.hpp>

#include <cctype>
#include <optional>

namespace conclave {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxDepth = 32;

/// Reads forward; what cannot be read sets `failed` and gives nothing.
class Reader {
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    std::vector<ToolCall> calls() {
        std::vector<ToolCall> found;
        const bool listed = take('[');
        do {
            const std::string name = word();
            if (name.empty() || !take('('))
                return {};
            const Json arguments = entries(')', '=', 0);
            if (m_failed)
                return {};
            found.push_back({name, arguments.dump(-1, ' ', false, Json::error_handler_t::replace)});
        } while (take(','));
        if (listed && !take(']'))
            return {};
        skipSpaces();
        return m_rest.empty() ? found : std::vector<ToolCall>();
    }

private:
    void skipSpaces() {
        while (!m_rest.empty() && std::isspace(static_cast<unsigned char>(m_rest.front())))
            m_rest.remove_prefix(1);
    }

    bool take(char wanted) {
        skipSpaces();
        if (!m_rest.starts_with(wanted))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    /// A name, a number or one of Python's constants.
    std::string word() {
        skipSpaces();
        std::string result;
        while (!m_rest.empty() &&
               (std::isalnum(static_cast<unsigned char>(m_rest.front())) || m_rest.front() == '_' ||
                m_rest.front() == '.' || m_rest.front() == '-' || m_rest.front() == '+')) {
            result += m_rest.front();
            m_rest.remove_prefix(1);
        }
        return result;
    }

    Json fail() {
        m_failed = true;
        return nullptr;
    }

    /// key=value, ... up to `end`; or 'key': value, ... of a dictionary.
    Json entries(char end, char separator, int depth) {
        Json result = Json::object();
        while (!m_failed && !take(end)) {
            skipSpaces();
            const bool quoted = m_rest.starts_with('"') || m_rest.starts_with('\'');
            const std::string key = quoted ? quotedText() : word();
            if (key.empty() || !take(separator))
                return fail();
            result[key] = value(depth + 1);
            take(',');
        }
        return result;
    }

    std::string quotedText() {
        const char quote = m_rest.front();
        m_rest.remove_prefix(1);
        std::string result;
        while (!m_rest.empty() && m_rest.front() != quote) {
            char c = m_rest.front();
            m_rest.remove_prefix(1);
            if (c == '\\' && !m_rest.empty()) {
                c = m_rest.front();
                m_rest.remove_prefix(1);
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
            }
            result += c;
        }
        if (!take(quote))
            m_failed = true;
        return result;
    }

    Json value(int depth) {
        skipSpaces();
        if (depth > kMaxDepth || m_rest.empty())
            return fail();
        if (m_rest.front() == '"' || m_rest.front() == '\'')
            return quotedText();
        if (take('{'))
            return entries('}', ':', depth);
        if (take('[')) {
            Json list = Json::array();
            while (!m_failed && !take(']')) {
                list.push_back(value(depth + 1));
                take(',');
            }
            return list;
        }
        const std::string literal = word();
        if (literal == "True" || literal == "true")
            return true;
        if (literal == "False" || literal == "false")
            return false;
        if (literal == "None" || literal == "null")
            return nullptr;
        Json number = Json::parse(literal, nullptr, /*allow_exceptions=*/false);
        return number.is_number() ? number : fail();
    }

    std::string_view m_rest;
    bool m_failed = false;
};

} // namespace

std::vector<ToolCall> readPythonCalls(std::string_view text) {
    return Reader(text).calls();
}

} // namespace conclave
