// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Runs a call into storage at the edge of the interface: an error becomes a notice.
#pragma once

#include "app/notices_model.h"
#include "storage/error.h"

#include <utility>

namespace conclave {

/// The result of `call`, or `fallback` after telling the user why it failed.
template <class Call, class Result>
Result guarded(NoticesModel& notices, Result fallback, Call&& call) {
    try {
        return std::forward<Call>(call)();
    } catch (const storage::Error& error) {
        notices.warn(QString::fromStdString(error.what()));
        return fallback;
    }
}

/// The same without a result: whether it succeeded.
template <class Call> bool guarded(NoticesModel& notices, Call&& call) {
    return guarded(notices, false, [&] {
        call();
        return true;
    });
}

} // namespace conclave
