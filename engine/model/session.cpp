// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/session.h"

#include "engine/model/decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

namespace conclave {

namespace {

constexpr std::uint32_t kPage = CONCLAVE_PAGE_SIZE;

std::uint32_t length(std::span<const TokenId> tokens) {
    return static_cast<std::uint32_t>(tokens.size());
}

std::uint32_t pagesFor(std::uint64_t tokens) {
    return static_cast<std::uint32_t>((tokens + kPage - 1) / kPage);
}

} // namespace

std::uint32_t Session::commonPrefix(std::span<const TokenId> tokens) const noexcept {
    const auto [mine, theirs] =
        std::mismatch(m_tokens.begin(), m_tokens.end(), tokens.begin(), tokens.end());
    return static_cast<std::uint32_t>(mine - m_tokens.begin());
}

std::uint32_t Session::keptBeginning(std::span<const TokenId> tokens) const noexcept {
    const std::uint32_t common = std::min(commonPrefix(tokens), length(tokens) - 1);
    return windowIsWhole(common) ? common : 0; // else what windows look back on is gone
}

std::uint32_t Session::reusable(std::span<const TokenId> tokens) const noexcept {
    return m_state.resumable(keptBeginning(tokens));
}

std::unique_ptr<Session> Session::fork(std::uint32_t tokens) const {
    auto session = std::make_unique<Session>(m_runtime);
    if (m_runtime.states().exists()) {
        return session;
    }
    const std::uint32_t pages = std::min(tokens, length(m_tokens)) / kPage;
    session->m_tokens.assign(m_tokens.begin(), m_tokens.begin() + pages * kPage);
    session->m_dropped = std::min(m_dropped, pages);
    for (const PageKind kind : kPageKinds) {
        const auto index = static_cast<std::size_t>(kind);
        const auto& mine = m_pages[index];
        auto& theirs = session->m_pages[index];
        theirs.assign(mine.begin(), mine.begin() + std::min<std::size_t>(pages, mine.size()));
        for (std::size_t page = session->firstHeld(kind); page < theirs.size(); ++page) {
            m_runtime.cache().pool(kind).share(theirs[page]);
        }
    }
    return session;
}

std::size_t Session::firstHeld(PageKind kind) const noexcept {
    return kind == PageKind::window ? m_dropped : 0;
}

void Session::truncate(std::uint32_t tokens) noexcept {
    m_tokens.resize(std::min<std::size_t>(tokens, m_tokens.size()));
    m_state.truncate(tokens);
    for (const PageKind kind : kPageKinds) {
        auto& pages = m_pages[static_cast<std::size_t>(kind)];
        while (pages.size() > pagesFor(tokens)) {
            if (pages.size() > firstHeld(kind)) {
                m_runtime.cache().pool(kind).release(pages.back());
            }
            pages.pop_back();
        }
    }
    const auto& windowed = m_pages[static_cast<std::size_t>(PageKind::window)];
    m_dropped = std::min(m_dropped, static_cast<std::uint32_t>(windowed.size()));
}

bool Session::dropBehindWindow() noexcept {
    const auto& pages = m_pages[static_cast<std::size_t>(PageKind::window)];
    const unsigned long long window = m_runtime.cache().window();
    const std::uint32_t before = m_dropped;
    // The next token to be computed is at the end of those that are; one may be computed again.
    while (m_dropped < pages.size() && (m_dropped + 1ULL) * kPage + window + 1 < m_tokens.size()) {
        m_runtime.cache().pool(PageKind::window).release(pages[m_dropped++]);
    }
    return m_dropped > before;
}

bool Session::windowIsWhole(std::uint32_t position) const noexcept {
    const unsigned long long window = m_runtime.cache().window();
    return m_dropped * 1ULL * kPage + window <= std::max(position + 1ULL, window);
}

void Session::reserve(std::uint32_t tokens) {
    for (const PageKind kind : kPageKinds) {
        if (!m_runtime.cache().uses(kind)) {
            continue;
        }
        auto& pages = m_pages[static_cast<std::size_t>(kind)];
        PagePool& pool = m_runtime.cache().pool(kind);
        while (pages.size() < pagesFor(tokens)) {
            auto page = pool.take();
            if (!page && kind == PageKind::window && dropBehindWindow()) {
                page = pool.take();
            }
            if (!page) {
                throw Error(ErrorKind::outOfMemory,
                            "The context memory of this model is full; start a new chat or load "
                            "the model with a longer context.");
            }
            pages.push_back(*page);
        }
    }
}

std::optional<std::uint32_t> Session::sync(std::span<const TokenId> tokens,
                                           const Forward::Progress& progress) {
    if (tokens.empty()) {
        throw Error(ErrorKind::badRequest, "There is nothing to answer: the prompt is empty.");
    }
    if (tokens.size() > m_runtime.contextLength()) {
        throw Error(
            ErrorKind::badRequest,
            fmt::format("The conversation is {} tokens long, but the context holds {}; start "
                        "a new chat or load the model with a longer context.",
                        tokens.size(), m_runtime.contextLength()));
    }
    const std::uint32_t count = length(tokens);
    const std::uint32_t reused = m_state.resume(keptBeginning(tokens));
    truncate(reused);
    // Chunk by chunk, so that layers with a window can let go of pages behind it in between.
    Forward& forward = m_runtime.forward();
    for (std::uint32_t begin = reused; begin < count;) {
        const std::uint32_t end = std::min(begin + forward.chunkColumns(), count);
        reserve(end);
        if (end == count) {
            // Another answer to this prompt, or to a changed end of it, can start from here.
            m_state.keepCopy();
        }
        m_state.lost();
        const auto chunk = tokens.subspan(begin, end - begin);
        const std::uint32_t done =
            forward.prefill(chunk, begin, m_pages, m_state.slot(),
                            [&](std::uint32_t n) { return !progress || progress(begin + n); });
        m_tokens.insert(m_tokens.end(), chunk.begin(), chunk.begin() + done);
        begin += done;
        if (done < chunk.size()) {
            truncate(begin);
            return {};
        }
        m_state.reached(end);
    }
    return reused;
}

std::vector<float> Session::logits() {
    Forward& forward = m_runtime.forward();
    const auto values = forward.logits(forward.lastColumns() - 1, 1);
    return {values.begin(), values.end()};
}

std::vector<float> Session::evaluate(std::span<const TokenId> tokens,
                                     std::span<const std::uint32_t> positions) {
    Forward& forward = m_runtime.forward();
    std::vector<float> result;
    std::size_t next = 0;
    truncate(0);
    for (std::uint32_t begin = 0; begin < tokens.size(); begin += forward.chunkColumns()) {
        const std::uint32_t end = std::min(begin + forward.chunkColumns(), length(tokens));
        sync(tokens.first(end));
        // The chunk just run is [end - columns, end).
        const std::uint32_t first = end - forward.lastColumns();
        while (next < positions.size() && positions[next] < end) {
            const auto values = forward.logits(positions[next] - first, 1);
            result.insert(result.end(), values.begin(), values.end());
            ++next;
        }
    }
    return result;
}

std::uint32_t Session::decode(const SamplingSettings& sampling, std::uint64_t seed,
                              std::span<const TokenId> stopTokens, std::uint32_t maxTokens,
                              const OnToken& onToken) {
    if (maxTokens == 0) {
        return 0;
    }
    Decoder decoder(m_runtime);
    const auto lane = decoder.add(*this, sampling, seed, stopTokens, maxTokens, onToken);
    while (!decoder.empty()) {
        decoder.advance();
    }
    if (lane->failure) {
        std::rethrow_exception(lane->failure);
    }
    return lane->drawn;
}

Runtime::Runtime(const std::string& deviceSelector, const std::filesystem::path& cacheDirectory,
                 GgufFile model, std::uint32_t contextLength, const LoadProgress& progress,
                 CacheType cacheType)
    : Runtime(std::make_shared<Gpu>(deviceSelector, cacheDirectory), std::move(model),
              contextLength, progress, nullptr, cacheType) {}

Runtime::Runtime(std::shared_ptr<Gpu> gpu, GgufFile model, std::uint32_t contextLength,
                 const LoadProgress& progress, std::shared_ptr<WeightMemory> memory,
                 CacheType cacheType)
    : m_gpu(std::move(gpu)),
      m_model(std::make_unique<Model>(m_gpu->device, std::move(model), contextLength, progress,
                                      std::move(memory))) {
    const Hparams& h = m_model->hparams();
    const std::uint32_t wanted = contextLength == 0 ? h.contextLength : contextLength;
    const CacheSize size = largestCache(pagesFor(wanted), cacheType);
    m_contextLength = std::min(size.contextPages * kPage, wanted);
    m_cache = std::make_unique<KvCache>(m_gpu->device, h, cacheType, size);
    m_states = std::make_unique<RecurrentState>(m_gpu->device, h, kStateSlots);
    m_forward =
        std::make_unique<Forward>(m_gpu->device, m_gpu->pipelines, *m_model, *m_cache, *m_states);
    m_gpu->pipelines.save();
}

CacheSize Runtime::largestCache(std::uint32_t wanted, CacheType type) const {
    const Hparams& h = m_model->hparams();
    const std::uint64_t scratch = Forward::deviceBytes(m_gpu->device, h, wanted) +
                                  kStateSlots * RecurrentState::slotBytes(h) + (64ULL << 20);
    const std::uint64_t available = m_gpu->device.availableBytes();
    const std::uint64_t left = available > scratch ? available - scratch : 0;
    // Without a budget from the driver the free memory is not known; the weights count then. What
    // the system has left is known.
    const PhysicalDevice& physical = m_gpu->device.physical();
    const std::uint64_t taken = physical.memoryBudget || physical.software
                                    ? 0
                                    : std::min(left, m_model->weights().deviceBytes());
    const std::uint32_t chunk = tuningFor(m_gpu->device).prefillColumns;
    const auto sizeFor = [&](std::uint32_t pages) {
        return cacheSize(h, type, m_gpu->device.lanes(), pages, chunk, 1);
    };
    const auto fits = [&](std::uint32_t pages) {
        const CacheSize size = sizeFor(pages);
        return size.bytes <= left - taken &&
               size.largestLayer <= m_gpu->device.physical().limits.maxStorageBufferRange;
    };
    std::uint32_t pages = wanted;
    for (std::uint32_t low = 0; !fits(pages) && pages > 0;) { // the most pages that fit
        std::uint32_t high = pages;
        while (high - low > 1) {
            const std::uint32_t middle = low + (high - low) / 2;
            (fits(middle) ? low : high) = middle;
        }
        pages = low;
    }
    if (pages < std::min(wanted, 4U)) {
        throw Error(
            ErrorKind::outOfMemory,
            fmt::format("{} has no room left for a conversation beside {}; choose a smaller "
                        "model or quantisation.",
                        m_gpu->device.info().name, m_model->file().path().filename().string()));
    }
    return sizeFor(pages);
}

Runtime::~Runtime() {
    m_gpu->pipelines.save();
}

} // namespace conclave
