// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/evaluate.h"

#include "engine/error.h"
#include "engine/evaluate/fingerprint.h"
#include "engine/evaluate/measure.h"
#include "engine/model/session.h"
#include "engine/text/prompt_hash.h"
#include "engine/text/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>

namespace conclave {
namespace {

using namespace quality;

/// Thrown and caught in this file when the caller wants to stop.
struct Stopped {};

/// A model on the device.
class SessionSource : public LogitSource {
public:
    SessionSource(const EvaluateRequest& request, const std::filesystem::path& path,
                  const LoadProgress& progress)
        : m_runtime(request.device, request.cacheDirectory, GgufFile(path), request.context,
                    progress) {}

    [[nodiscard]] std::uint32_t vocabularySize() const override {
        return m_runtime.model().hparams().vocabularySize;
    }

    [[nodiscard]] std::uint32_t passTokens() const override { return m_passTokens; }

    void run(std::span<const std::uint32_t> tokens, std::uint32_t before) override {
        if (before == 0) {
            m_session.emplace(m_runtime);
        }
        m_session->sync(tokens);
        m_before = before;
    }

    [[nodiscard]] std::vector<float> logits(std::uint32_t first, std::uint32_t count) override {
        const auto values = m_runtime.forward().logits(first - m_before, count);
        return {values.begin(), values.end()};
    }

private:
    static_assert(kLogitRows <= kMaxColumns);

    Runtime m_runtime;
    std::uint32_t m_passTokens = m_runtime.forward().chunkColumns();
    std::uint32_t m_before = 0;
    std::optional<Session> m_session; ///< of the sequence that is run
};

TokenChunks cut(const EvaluateRequest& request, const GgufFile& file) {
    return cutIntoChunks(Tokenizer(file), request.text,
                         {request.conversation, request.context, request.chunks});
}

/// The reference must see the same tokens.
void checkReference(const EvaluateRequest& request, const TokenChunks& chunks,
                    const GgufFile& reference) {
    if (cut(request, reference).tokens != chunks.tokens) {
        throw Error(
            ErrorKind::badRequest,
            fmt::format("{} cannot be measured against {}: they cut the text into different "
                        "tokens. Choose another quantisation of the same model.",
                        request.model.string(), request.reference->string()));
    }
}

/// Everything the scores depend on.
std::string keyOf(const EvaluateRequest& request, const GgufFile& model,
                  const GgufFile* reference) {
    return sha256Hex(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", CONCLAVE_VERSION, fingerprint(model),
                                 reference != nullptr ? fingerprint(*reference) : "-",
                                 request.context, request.conversation, sha256Hex(request.text)));
}

/// Turns the progress of one step into that of the whole.
class Progress {
public:
    Progress(const EvaluateRequest& request, std::uint32_t chunks)
        : m_request(request), m_loads(request.reference ? 2 : 1) {
        m_state.chunks = chunks;
    }

    /// For one load; counts it as done afterwards.
    LoadProgress loading() {
        return [this](double part) {
            m_state.stage = "loading";
            m_state.part = kLoading * (m_loaded + part) / m_loads;
            return tell();
        };
    }
    void loaded() { ++m_loaded; }

    bool measuring(std::uint32_t done, const Quality& soFar) {
        m_state.stage = "measuring";
        m_state.chunksDone = done;
        m_state.soFar = soFar;
        m_state.part = kLoading + (1 - kLoading) * done / m_state.chunks;
        return tell();
    }

private:
    static constexpr double kLoading = 0.1; ///< of the whole time, by guess

    bool tell() const { return !m_request.progress || m_request.progress(m_state); }

    const EvaluateRequest& m_request;
    double m_loads, m_loaded = 0;
    EvaluateProgress m_state;
};

} // namespace

std::optional<Quality> evaluate(const EvaluateRequest& request) {
    const GgufFile model(request.model);
    std::optional<GgufFile> reference;
    if (request.reference) {
        reference.emplace(*request.reference);
    }
    const TokenChunks chunks = cut(request, model);
    if (reference) {
        checkReference(request, chunks, *reference);
    }
    ScoreFile file(request.cacheDirectory, keyOf(request, model, reference ? &*reference : nullptr),
                   chunks.scoresPerChunk());
    Progress progress(request, chunks.count);
    const auto open = [&](const std::filesystem::path& path) -> std::unique_ptr<LogitSource> {
        bool wanted = true;
        const LoadProgress loading = progress.loading();
        try {
            auto source = std::make_unique<SessionSource>(request, path, [&](double part) {
                wanted = loading(part);
                return wanted;
            });
            progress.loaded();
            return source;
        } catch (const Error&) {
            if (!wanted) {
                throw Stopped{};
            }
            throw;
        }
    };
    Sources sources;
    sources.model = [&] { return open(request.model); };
    if (reference) {
        sources.reference = [&] { return open(*request.reference); };
    }
    try {
        return measure(chunks, sources, file, [&](std::uint32_t done, const Quality& soFar) {
            return progress.measuring(done, soFar);
        });
    } catch (const Stopped&) {
        return std::nullopt;
    }
}

} // namespace conclave
