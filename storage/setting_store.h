// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The settings: one table says which exist, their defaults and what values they may take.
#pragma once

#include "storage/database.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conclave::storage {

/// The alternative of a setting's default is its type.
using SettingValue = std::variant<bool, int, double, std::string>;

/// One row of the table of known settings.
struct SettingDefinition {
    std::string_view key;
    SettingValue fallback;                      ///< the value until it is set
    double minimum = 0;                         ///< of a number, inclusive
    double maximum = 0;                         ///< of a number, inclusive
    std::vector<std::string_view> choices = {}; ///< of a string; empty: any text
};

/// Every setting there is.
[[nodiscard]] std::span<const SettingDefinition> knownSettings();

/// The values of the known settings in one database. A stored value that is not allowed (any more)
/// counts as not set; stored keys that nobody knows are left alone. Getters and setters throw Error
/// badRequest for an unknown key or another type; setters also for a value outside its range.
class SettingStore {
public:
    explicit SettingStore(Database& database) : m_database(database) {}

    [[nodiscard]] SettingValue value(std::string_view key) const;
    [[nodiscard]] bool boolean(std::string_view key) const;
    [[nodiscard]] int integer(std::string_view key) const;
    [[nodiscard]] double number(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key) const;

    /// Stores the value at once. An int is taken where a double is expected.
    void set(std::string_view key, const SettingValue& value);
    /// A text literal is a text, not a truth value.
    void set(std::string_view key, const char* text) { set(key, SettingValue(std::string(text))); }
    /// Back to the default.
    void reset(std::string_view key);

private:
    Database& m_database;
};

} // namespace conclave::storage
