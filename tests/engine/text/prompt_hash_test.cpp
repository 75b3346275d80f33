// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/prompt_hash.h"

#include <QCryptographicHash>
#include <QtTest>

class PromptHashTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheStandard() { // FIPS 180-4, example "abc"
        QCOMPARE(conclave::sha256Hex("abc"),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    void agreesWithAnotherImplementation() {
        for (const int size : {0, 1, 55, 56, 64, 1000, 100000}) {
            const QByteArray bytes(size, static_cast<char>(size));
            QCOMPARE(QByteArray::fromStdString(conclave::sha256Hex(bytes.toStdString())),
                     QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        }
    }
};

QTEST_GUILESS_MAIN(PromptHashTest)
#include "prompt_hash_test.moc"
