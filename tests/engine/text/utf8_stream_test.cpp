// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/utf8_stream.h"

#include <QtTest>

#include <random>

using conclave::Utf8Stream;

namespace {

QByteArray pass(const QByteArray& bytes, int chunk) {
    Utf8Stream stream;
    std::string text;
    for (int i = 0; i < bytes.size(); i += chunk)
        text += stream.feed(bytes.mid(i, chunk).toStdString());
    return QByteArray::fromStdString(text + stream.finish());
}

} // namespace

class Utf8StreamTest : public QObject {
    Q_OBJECT

private slots:
    void charactersArriveWhole() {
        Utf8Stream stream;
        QCOMPARE(stream.feed("a\xF0\x9F"), std::string("a"));
        QCOMPARE(stream.feed("\x98"), std::string());
        QCOMPARE(stream.feed("\x80!"), std::string("\xF0\x9F\x98\x80!"));
        QCOMPARE(stream.finish(), std::string());
    }

    void invalidBytesAreReplaced_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("replacements");
        QTest::newRow("lone continuation") << QByteArray("a\x80z") << 1;
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << 2;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 3;
        QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << 4;
        QTest::newRow("cut in the middle") << QByteArray("\xE2\x82z") << 1;
        QTest::newRow("cut at the end") << QByteArray("z\xF0\x9F\x98") << 1;
        QTest::newRow("not a first byte") << QByteArray("\xFF\xFE") << 2;
    }

    void invalidBytesAreReplaced() {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, replacements);
        for (const int chunk : {1, 2, 3, 100})
            QCOMPARE(pass(bytes, chunk).count("\xEF\xBF\xBD"), replacements);
    }

    void chunksDoNotMatter() {
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            QByteArray bytes;
            for (int i = 0; i < 40; ++i)
                bytes +=
                    static_cast<char>(random() % 3 == 0 ? random() % 128 : 128 + random() % 128);
            const QByteArray whole = pass(bytes, 1000);
            QVERIFY(QString::fromUtf8(whole).toUtf8() == whole);
            for (const int chunk : {1, 2, 3, 5})
                QCOMPARE(pass(bytes, chunk), whole);
        }
    }
};

QTEST_GUILESS_MAIN(Utf8StreamTest)
#include "utf8_stream_test.moc"
