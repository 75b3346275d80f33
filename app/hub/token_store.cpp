// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/token_store.h"

#include "storage/error.h"

#include <QFile>
#include <QRegularExpression>

#include <qt6keychain/keychain.h>

namespace conclave {

namespace {

const QString kService = QStringLiteral("org.conclave.Conclave");

} // namespace

TokenStore::TokenStore(NetworkPolicy& policy, storage::SettingStore& settings, QString folder)
    : m_policy(policy), m_settings(settings), m_folder(std::move(folder)) {}

QString TokenStore::key() const {
    return hostText(m_policy.hubUrl());
}

void TokenStore::take(const QString& token) {
    m_token = token;
    m_policy.setToken(token.toLatin1());
    emit changed();
}

void TokenStore::remember(const char* place) {
    try {
        m_settings.set("hubTokenPlace", place);
        m_settings.set("hubTokenFor", key().toStdString());
    } catch (const storage::Error&) {
        // The token is used until the program ends; then it has to be given again.
    }
}

void TokenStore::load() {
    take({});
    std::string place, owner;
    try {
        place = m_settings.text("hubTokenPlace");
        owner = m_settings.text("hubTokenFor");
    } catch (const storage::Error&) {
        return emit loaded();
    }
    if (place == "none" || owner != key().toStdString())
        return emit loaded();
    if (place == "file") {
        QFile file(fileName());
        if (file.open(QIODevice::ReadOnly))
            take(QString::fromLatin1(file.readAll().trimmed()));
        return emit loaded();
    }
    auto* job = new QKeychain::ReadPasswordJob(kService, this); // deletes itself
    job->setKey(key());
    connect(job, &QKeychain::Job::finished, this, [this, job] {
        if (job->error() == QKeychain::NoError)
            take(job->textData());
        emit loaded();
    });
    job->start();
}

std::optional<QString> TokenStore::store(const QString& typed) {
    static const QRegularExpression kToken(QStringLiteral("^[A-Za-z0-9_.=+/~-]{8,512}$"));
    const QString token = typed.trimmed();
    if (!kToken.match(token).hasMatch())
        return tr("This is not an access token: it is one word of letters and digits, at Hugging "
                  "Face beginning with hf_.");
    take(token);
    auto* job = new QKeychain::WritePasswordJob(kService, this);
    job->setKey(key());
    job->setTextData(token);
    connect(job, &QKeychain::Job::finished, this, [this, job, token] {
        if (job->error() == QKeychain::NoError) {
            QFile::remove(fileName());
            remember("keyring");
        } else {
            storeInFile(token);
        }
        emit changed();
    });
    job->start();
    return std::nullopt;
}

/// Without a keyring: a file that only this user can read.
void TokenStore::storeInFile(const QString& token) {
    QFile file(fileName());
    QFile::remove(fileName());
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return;
    file.write(token.toLatin1());
    remember("file");
}

void TokenStore::remove() {
    auto* job = new QKeychain::DeletePasswordJob(kService, this);
    job->setKey(key());
    job->start();
    QFile::remove(fileName());
    take({});
    remember("none");
}

QString TokenStore::place() const {
    if (m_token.isEmpty())
        return {};
    try {
        const std::string place = m_settings.text("hubTokenPlace");
        if (place == "keyring")
            return tr("in the system's keyring");
        if (place == "file")
            return tr("in a file that only you can read (this system has no keyring)");
    } catch (const storage::Error&) {
    }
    return tr("only until the program ends");
}

} // namespace conclave
