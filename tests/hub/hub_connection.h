// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One connection to the test hub: reads requests, writes answers with their faults.
#pragma once

#include "tests/hub/test_hub.h"

#include <QObject>

namespace conclave {

class HubConnection : public QObject {
    Q_OBJECT

public:
    HubConnection(TestHub& hub, QTcpSocket& socket, bool files);

private:
    void readMore();
    void answer(const HubRequest& request);
    void sendSlowly(const QByteArray& body, qsizetype from, qsizetype step);

    TestHub& m_hub;
    QTcpSocket& m_socket;
    bool m_files, m_busy = false;
    QByteArray m_input;
};

} // namespace conclave
