// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Ctrl-C as an event of the event loop.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace conclave {

/// SIGINT and SIGTERM while it lives; one at a time. A second signal ends the program at once.
class SignalWatch : public QObject {
    Q_OBJECT

public:
    SignalWatch();
    ~SignalWatch() override;

signals:
    void received();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_pipe[2] = {-1, -1};
};

} // namespace conclave
