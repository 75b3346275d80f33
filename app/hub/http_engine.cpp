// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http_engine.h"

#include <csignal>
#include <new>

namespace conclave {

namespace {

/// Once for the process.
void prepareLibrary() {
    static const bool kDone = [] {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes into connections that the other side closed
        return true;
    }();
    Q_UNUSED(kDone)
}

} // namespace

HttpEngine::HttpEngine() {
    prepareLibrary();
    m_multi = curl_multi_init();
    if (!m_multi)
        throw std::bad_alloc();
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION,
                      static_cast<curl_socket_callback>(&HttpEngine::watch));
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &HttpEngine::schedule);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
}

HttpEngine::~HttpEngine() {
    m_watches.clear();
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, nullptr);
    curl_multi_cleanup(m_multi);
}

std::unique_ptr<HttpExchange> HttpEngine::begin(const ExchangeRequest& request,
                                                ExchangeListener& listener) {
    auto exchange = std::make_unique<HttpExchange>(request, listener);
    curl_multi_add_handle(m_multi, exchange->handle());
    return exchange;
}

void HttpEngine::end(std::unique_ptr<HttpExchange> exchange) {
    if (m_inside) { // one of its own callbacks perhaps, in which libcurl needs it
        exchange->abandon();
        m_ended.push_back(std::move(exchange));
    } else {
        curl_multi_remove_handle(m_multi, exchange->handle());
    }
}

int HttpEngine::watch(CURL*, curl_socket_t socket, int what, void* self, void*) {
    auto* engine = static_cast<HttpEngine*>(self);
    if (what == CURL_POLL_REMOVE)
        engine->unwatch(socket);
    else
        engine->watch(socket, what);
    return 0;
}

int HttpEngine::schedule(CURLM*, long milliseconds, void* self) {
    QTimer& timer = static_cast<HttpEngine*>(self)->m_timer;
    if (milliseconds < 0)
        timer.stop();
    else
        timer.start(static_cast<int>(milliseconds));
    return 0;
}

void HttpEngine::watch(curl_socket_t socket, int what) {
    Watch& watch = m_watches[socket];
    if (!watch.read) {
        watch.read = std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read);
        watch.write = std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Write);
        connect(watch.read.get(), &QSocketNotifier::activated, this,
                [this, socket] { act(socket, CURL_CSELECT_IN); });
        connect(watch.write.get(), &QSocketNotifier::activated, this,
                [this, socket] { act(socket, CURL_CSELECT_OUT); });
    }
    watch.read->setEnabled((what & CURL_POLL_IN) != 0);
    watch.write->setEnabled((what & CURL_POLL_OUT) != 0);
}

void HttpEngine::unwatch(curl_socket_t socket) {
    const auto found = m_watches.find(socket);
    if (found == m_watches.end())
        return;
    for (auto* notifier : {found->second.read.release(), found->second.write.release()}) {
        notifier->setEnabled(false);
        notifier->deleteLater(); // this may be its own signal
    }
    m_watches.erase(found);
}

void HttpEngine::act(curl_socket_t socket, int events) {
    int running = 0;
    m_inside = true;
    curl_multi_socket_action(m_multi, socket, events, &running);
    m_inside = false;
    for (const auto& exchange : m_ended)
        curl_multi_remove_handle(m_multi, exchange->handle());
    m_ended.clear();
    announceEnded();
}

void HttpEngine::announceEnded() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode result = message->data.result;
        HttpExchange* exchange = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
        if (exchange->listener())
            exchange->listener()->exchangeEnded(result);
    }
}

} // namespace conclave
