// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http_exchange.h"

#include <new>

namespace conclave {

namespace {

constexpr long kReadBytes = 256 << 10; ///< at most so many from the socket at a time

} // namespace

QByteArray headerIn(const RawHeaders& headers, const QByteArray& name) {
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

HttpExchange::HttpExchange(const ExchangeRequest& request, ExchangeListener& listener)
    : m_handle(curl_easy_init()), m_listener(&listener) {
    if (!m_handle)
        throw std::bad_alloc();
    const auto set = [this](CURLoption option, auto value) {
        curl_easy_setopt(m_handle, option, value);
    };
    const QByteArray url = request.url.toEncoded(QUrl::RemoveFragment | QUrl::FullyEncoded);
    set(CURLOPT_URL, url.constData());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    // As OpenSSL has it: other roots of trust than the system's, for companies and tests.
    if (const QByteArray roots = qgetenv("SSL_CERT_FILE"); !roots.isEmpty())
        set(CURLOPT_CAINFO, roots.constData());
    // Parallel parts want connections of their own, not streams of one.
    set(CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_BUFFERSIZE, kReadBytes);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (request.unpack)
        set(CURLOPT_ACCEPT_ENCODING, "");
    set(CURLOPT_ERRORBUFFER, m_reason.data());
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_HEADERFUNCTION, &HttpExchange::takeLine);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &HttpExchange::takeBody);
    set(CURLOPT_WRITEDATA, this);
    setProxy(request.proxy);
    setHeaders(request.headers);
}

HttpExchange::~HttpExchange() {
    curl_easy_cleanup(m_handle);
    curl_slist_free_all(m_lines);
}

void HttpExchange::setProxy(const QUrl& proxy) {
    m_throughProxy = !proxy.isEmpty();
    const QByteArray address = proxy.toEncoded(QUrl::RemoveUserInfo | QUrl::RemovePath);
    // Even an empty text counts: it keeps libcurl from the environment, which the policy has read.
    curl_easy_setopt(m_handle, CURLOPT_NOPROXY, "");
    curl_easy_setopt(m_handle, CURLOPT_PROXY, address.constData());
    if (m_throughProxy && !proxy.userName().isEmpty()) {
        const auto plain = QUrl::FullyDecoded;
        curl_easy_setopt(m_handle, CURLOPT_PROXYUSERNAME,
                         proxy.userName(plain).toUtf8().constData());
        curl_easy_setopt(m_handle, CURLOPT_PROXYPASSWORD,
                         proxy.password(plain).toUtf8().constData());
    }
}

void HttpExchange::setHeaders(const RawHeaders& headers) {
    for (const auto& [name, value] : headers)
        m_lines = curl_slist_append(m_lines, (name + ": " + value).constData());
    curl_easy_setopt(m_handle, CURLOPT_HTTPHEADER, m_lines);
    curl_easy_setopt(m_handle, CURLOPT_HEADEROPT, long(CURLHEADER_SEPARATE)); // not to the proxy
}

std::size_t HttpExchange::takeLine(char* data, std::size_t, std::size_t bytes, void* self) {
    const bool more =
        static_cast<HttpExchange*>(self)->take(QByteArray(data, qsizetype(bytes)).trimmed());
    return more ? bytes : 0;
}

bool HttpExchange::take(const QByteArray& line) {
    if (!m_listener)
        return false;
    if (m_headDone)
        return true; // behind a chunked body; nothing we know of
    if (line.startsWith("HTTP/")) {
        m_headers.clear();
        m_status = line.split(' ').value(1).toInt();
    } else if (const qsizetype colon = line.indexOf(':'); colon > 0) {
        const QByteArray name = line.left(colon).trimmed(), value = line.mid(colon + 1).trimmed();
        for (auto& [known, joined] : m_headers) {
            if (known.compare(name, Qt::CaseInsensitive) == 0) {
                joined += ", " + value;
                return true;
            }
        }
        m_headers.emplaceBack(name, value);
    } else if (line.isEmpty() && m_status >= 200) {
        m_headDone = true;
        return m_listener->headArrived(m_status, m_headers);
    }
    return true;
}

std::size_t HttpExchange::takeBody(char* data, std::size_t, std::size_t bytes, void* self) {
    ExchangeListener* listener = static_cast<HttpExchange*>(self)->m_listener;
    if (!listener)
        return bytes ? 0 : 1;
    listener->bodyArrived(data, qint64(bytes));
    return bytes;
}

qint64 HttpExchange::bytesUp() const {
    long bytes = 0;
    curl_easy_getinfo(m_handle, CURLINFO_REQUEST_SIZE, &bytes);
    return bytes;
}

qint64 HttpExchange::bytesDown() const {
    long head = 0;
    curl_off_t body = 0;
    curl_easy_getinfo(m_handle, CURLINFO_HEADER_SIZE, &head);
    curl_easy_getinfo(m_handle, CURLINFO_SIZE_DOWNLOAD_T, &body);
    return head + body;
}

int HttpExchange::proxyStatus() const {
    long status = 0;
    curl_easy_getinfo(m_handle, CURLINFO_HTTP_CONNECTCODE, &status);
    return static_cast<int>(status);
}

} // namespace conclave
