// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The access token for the hub: in the system's keyring where there is one, else in a file.
#pragma once

#include "app/hub/network_policy.h"
#include "storage/setting_store.h"

#include <QObject>
#include <QString>

namespace conclave {

/// GUI thread. The keyring is asked only if a token was stored in it: no dialog to unlock it comes
/// up for those who have none. The token belongs to one hub address; another never gets it.
class TokenStore : public QObject {
    Q_OBJECT

public:
    /// `folder` is for the file. Policy and settings outlive it.
    TokenStore(NetworkPolicy& policy, storage::SettingStore& settings, QString folder);

    /// Reads the stored token, if there is one for the hub that is set; `loaded` follows.
    void load();
    /// Stores it for the hub that is set now. Returns why it cannot be a token, or nothing.
    std::optional<QString> store(const QString& token);
    void remove();

    [[nodiscard]] QString token() const { return m_token; }
    /// Where it is kept, in words; empty without one.
    [[nodiscard]] QString place() const;

signals:
    void changed();
    void loaded();

private:
    [[nodiscard]] QString key() const; ///< of the hub that is set
    [[nodiscard]] QString fileName() const { return m_folder + QStringLiteral("/hub-token"); }
    void take(const QString& token);
    void remember(const char* place);
    void storeInFile(const QString& token);

    NetworkPolicy& m_policy;
    storage::SettingStore& m_settings;
    QString m_folder, m_token;
};

} // namespace conclave
