// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Downloads between the press of the button and their place in the list.
#pragma once

#include "app/hub/hub_types.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <map>
#include <memory>
#include <utility>

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
    /// already. Repositories are renamed, closed and emptied: what is not there, or not for this
    /// user, is looked for in those of `elsewhere` ("owner/repo"), in their order.
    void ask(const QString& reference, const QString& folder, const QStringList& elsewhere = {});
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
    /// The download of that reference could not begin, or gave up; `sentence` is empty when the
    /// user ended it.
    void failed(const QString& reference, const QString& sentence);

private:
    /// What is looked up for one reference.
    struct Search {
        ModelReference place; ///< asked now
        QString folder;
        QStringList left; ///< repositories still to ask
        /// Those that are of no use, by the reason with %1 for their names.
        QList<std::pair<QString, QStringList>> tried;
        std::unique_ptr<QObject> request; ///< ends with the object
    };

    void askHub(const QString& reference);
    void take(const QString& reference, const Outcome<HubModel>& outcome);
    /// Asks the next repository, or says what was tried; `why` has %1 for names.
    void goOn(const QString& reference, const QString& why);
    void end(const QString& reference, const QString& sentence);

    HubClient& m_client;
    DownloadsModel& m_downloads;
    std::map<QString, Search> m_asking;
    QHash<QString, QString> m_problems;
    QHash<QString, QString> m_begun; ///< references by the id of their download
};

} // namespace conclave
