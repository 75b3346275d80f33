// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/setting_store.h"

#include "storage/guarded.h"
#include "storage/query.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace conclave::storage {

namespace {

Error badSetting(std::string_view key, std::string_view reason) {
    return Error(ErrorKind::badRequest,
                 "Cannot use the setting " + std::string(key) + ": " + std::string(reason) + ".");
}

const SettingDefinition& definitionOf(std::string_view key) {
    const auto all = knownSettings();
    const auto found = std::find_if(all.begin(), all.end(), [&](const SettingDefinition& setting) {
        return setting.key == key;
    });
    if (found == all.end())
        throw badSetting(key, "this version does not know it");
    return *found;
}

bool isAllowed(const SettingDefinition& setting, const SettingValue& value) {
    const auto inRange = [&](double number) {
        return number >= setting.minimum && number <= setting.maximum; // false for NaN
    };
    if (value.index() != setting.fallback.index())
        return false;
    if (const int* number = std::get_if<int>(&value))
        return inRange(*number);
    if (const double* number = std::get_if<double>(&value))
        return inRange(*number);
    if (const std::string* text = std::get_if<std::string>(&value)) {
        const auto& choices = setting.choices;
        return choices.empty() || std::find(choices.begin(), choices.end(), *text) != choices.end();
    }
    return true;
}

/// The shortest text that reads back as the same value.
template <typename Number> std::string numberText(Number number) {
    char buffer[32];
    const auto [end, failure] = std::to_chars(std::begin(buffer), std::end(buffer), number);
    return std::string(buffer, end);
}

std::string textOf(const SettingValue& value) {
    if (const bool* truth = std::get_if<bool>(&value))
        return *truth ? "true" : "false";
    if (const int* number = std::get_if<int>(&value))
        return numberText(*number);
    if (const double* number = std::get_if<double>(&value))
        return numberText(*number);
    return std::get<std::string>(value);
}

template <typename Number> std::optional<SettingValue> parsedNumber(std::string_view text) {
    Number number{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// The text as a value of the setting's type, or none.
std::optional<SettingValue> parsed(const SettingDefinition& setting, const std::string& text) {
    if (std::holds_alternative<int>(setting.fallback))
        return parsedNumber<int>(text);
    if (std::holds_alternative<double>(setting.fallback))
        return parsedNumber<double>(text);
    if (std::holds_alternative<std::string>(setting.fallback))
        return text;
    if (text == "true" || text == "false")
        return text == "true";
    return std::nullopt;
}

template <typename Type> Type typed(std::string_view key, SettingValue value) {
    if (Type* wanted = std::get_if<Type>(&value))
        return std::move(*wanted);
    throw badSetting(key, "it has another type");
}

} // namespace

SettingValue SettingStore::value(std::string_view key) const {
    const SettingDefinition& setting = definitionOf(key);
    return guarded("read the settings", [&]() -> SettingValue {
        auto row = query(m_database.connection(), "SELECT value FROM setting WHERE key = ?1", key);
        if (!row.executeStep())
            return setting.fallback;
        const auto stored = parsed(setting, row.getColumn(0).getString());
        return stored && isAllowed(setting, *stored) ? *stored : setting.fallback;
    });
}

bool SettingStore::boolean(std::string_view key) const {
    return typed<bool>(key, value(key));
}

int SettingStore::integer(std::string_view key) const {
    return typed<int>(key, value(key));
}

double SettingStore::number(std::string_view key) const {
    return typed<double>(key, value(key));
}

std::string SettingStore::text(std::string_view key) const {
    return typed<std::string>(key, value(key));
}

void SettingStore::set(std::string_view key, const SettingValue& value) {
    const SettingDefinition& setting = definitionOf(key);
    if (const int* whole = std::get_if<int>(&value);
        whole && std::holds_alternative<double>(setting.fallback))
        return set(key, SettingValue(static_cast<double>(*whole)));
    if (!isAllowed(setting, value))
        throw badSetting(key, '"' + textOf(value) + "\" is not a value it may have");
    guarded("save the setting", [&] {
        change(m_database.connection(),
               "INSERT INTO setting(key, value) VALUES (?1, ?2) "
               "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
               key, textOf(value));
    });
}

void SettingStore::reset(std::string_view key) {
    const SettingDefinition& setting = definitionOf(key);
    guarded("save the setting", [&] {
        change(m_database.connection(), "DELETE FROM setting WHERE key = ?1", setting.key);
    });
}

} // namespace conclave::storage
