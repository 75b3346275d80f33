// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/signal_watch.h"

#include <csignal>

#include <unistd.h>

namespace conclave {

namespace {

int writingEnd = -1; // a signal handler can reach nothing else

void note(int signal) {
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(writingEnd, &byte, 1);
    ::signal(signal, SIG_DFL);
}

} // namespace

SignalWatch::SignalWatch() {
    if (::pipe(m_pipe) != 0)
        return; // Ctrl-C then ends the program at once, which loses nothing
    writingEnd = m_pipe[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        emit received();
    });
    ::signal(SIGINT, note);
    ::signal(SIGTERM, note);
}

SignalWatch::~SignalWatch() {
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

} // namespace conclave
