// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/names.h"

namespace conclave::storage {

std::string_view nameOf(Role role) {
    switch (role) {
    case Role::system:
        return "system";
    case Role::user:
        return "user";
    case Role::assistant:
        return "assistant";
    }
    return {};
}

std::string_view nameOf(MessageStatus status) {
    switch (status) {
    case MessageStatus::streaming:
        return "streaming";
    case MessageStatus::done:
        return "done";
    case MessageStatus::stopped:
        return "stopped";
    case MessageStatus::interrupted:
        return "interrupted";
    case MessageStatus::error:
        return "error";
    }
    return {};
}

std::string_view nameOf(ThinkMode mode) {
    switch (mode) {
    case ThinkMode::automatic:
        return "auto";
    case ThinkMode::on:
        return "on";
    case ThinkMode::off:
        return "off";
    }
    return {};
}

} // namespace conclave::storage
