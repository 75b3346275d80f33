// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Downloads between the press of the button and their place in the list.
#pragma once

#include "app/hub/hub_types.h"

#include <QHash>
#include <QObject>

#include <map>
#include <memory>

namespace conclave {

class DownloadsModel;
class HubClient;

/// GUI thread. The shipped catalogue knows names; which files there are, how large and with which
/// hash, only the hub does. Until it has answered, a download is here, and stays here with the
/// reason if it cannot begin. References are those of referenceIn(): "owner/repo:Q4_K_M".
class HubPulls : public QObject {
    Q_OBJECT

public:
    HubPulls(HubClient& client, DownloadsModel& downloads);
    ~HubPulls() override;

    /// Looks it up and queues that quant into folder/owner/repo; nothing if it is looked up
    /// already.
    void ask(const QString& reference, const QString& folder);
    void cancel(const QString& reference);
    /// Keeps why a download could not begin; empty: it could.
    void setProblem(const QString& reference, const QString& sentence);

    [[nodiscard]] bool isAsking(const QString& reference) const {
        return m_asking.contains(reference);
    }
    /// Why the last attempt ended; empty after a good one.
    [[nodiscard]] QString problem(const QString& reference) const {
        return m_problems.value(reference);
    }

signals:
    void changed();
    /// The download of that reference could not begin.
    void failed(const QString& reference, const QString& sentence);

private:
    void take(const QString& reference, const QString& selection, const QString& folder,
              const Outcome<HubModel>& outcome);

    HubClient& m_client;
    DownloadsModel& m_downloads;
    /// With each its request: that ends with the object.
    std::map<QString, std::unique_ptr<QObject>> m_asking;
    QHash<QString, QString> m_problems;
};

} // namespace conclave
