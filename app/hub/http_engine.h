// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Lets exchanges of libcurl run in Qt's event loop.
#pragma once

#include "app/hub/http_exchange.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace conclave {

/// Belongs to one thread, whose event loop drives it. Keeps connections open between exchanges. Not
/// deleted by what a listener does.
class HttpEngine : public QObject {
    Q_OBJECT

public:
    HttpEngine();
    /// Every exchange has been given back by end() before.
    ~HttpEngine() override;

    /// Not from within headArrived or bodyArrived.
    [[nodiscard]] std::unique_ptr<HttpExchange> begin(const ExchangeRequest& request,
                                                      ExchangeListener& listener);
    /// At any time; the listener hears nothing more.
    void end(std::unique_ptr<HttpExchange> exchange);

private:
    struct Watch {
        std::unique_ptr<QSocketNotifier> read, write;
    };

    static int watch(CURL*, curl_socket_t socket, int what, void* self, void*);
    static int schedule(CURLM*, long milliseconds, void* self);

    void watch(curl_socket_t socket, int what);
    void unwatch(curl_socket_t socket);
    void act(curl_socket_t socket, int events);
    void announceEnded();

    CURLM* m_multi;
    QTimer m_timer;
    std::map<curl_socket_t, Watch> m_watches;
    std::vector<std::unique_ptr<HttpExchange>> m_ended; ///< while libcurl is inside a call
    bool m_inside = false;
};

} // namespace conclave
