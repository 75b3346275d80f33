// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/window_fixture.h"

#include "engine/gguf/guide_path.h"

namespace conclave {

namespace {

AppOptions realOptions(const QString& folder) {
    AppOptions options;
    options.dataFolder = folder;
    options.cacheFolder = folder + QStringLiteral("/cache");
    options.browser.places = {}; // what this machine has besides does not matter here
    options.guide = QString::fromStdString(guidePath().string());
    return options;
}

} // namespace

WindowFixture::WindowFixture(const QString& folder) : m_app(realOptions(folder)), m_window(m_app) {
    m_app.start();
}

} // namespace conclave
