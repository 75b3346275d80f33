// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The Korean messages in the program: all there, all translated, with the same places for values.
#include "tests/ui/qml_fixture.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

namespace conclave {

namespace {

struct Message {
    QString context;
    QString source;
    QString translation;
    bool unfinished = false;
};

QList<Message> messages() {
    QFile file(QStringLiteral(CONCLAVE_SOURCE_DIR "/ui/translations/conclave_ko.ts"));
    QList<Message> all;
    if (!file.open(QIODevice::ReadOnly)) {
        return all;
    }
    Message message;
    for (QXmlStreamReader xml(&file); !xml.atEnd();) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == u"name") {
            message.context = xml.readElementText();
        } else if (xml.name() == u"source") {
            message.source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            message.unfinished = xml.attributes().hasAttribute("type");
            message.translation =
                xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            all << message;
        }
    }
    return all;
}

/// "%1", "%2" of a text, in order.
QStringList places(const QString& text) {
    static const QRegularExpression place("%\\d");
    QStringList found;
    for (auto match = place.globalMatch(text); match.hasNext();) {
        found << match.next().captured();
    }
    found.sort();
    return found;
}

} // namespace

class KoreanTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theProgramHoldsEveryMessage();
    void everyMessageIsTranslated();
    void everyTextOfTheWindowIsListed();
    void everySentenceOfTheHubIsListed();

private:
    QTranslator m_translator;
};

void KoreanTest::initTestCase() {
    QVERIFY(m_translator.load(QLocale("ko"), "conclave", "_", ":/i18n"));
    QCOMPARE(m_translator.filePath(), QString(":/i18n/conclave_ko.qm"));
    QCOMPARE(m_translator.translate("ChatList", "New chat"), QString("새 대화"));
}

void KoreanTest::theProgramHoldsEveryMessage() {
    for (const Message& message : messages()) {
        QCOMPARE(m_translator.translate(message.context.toUtf8(), message.source.toUtf8()),
                 message.translation);
    }
}

void KoreanTest::everyMessageIsTranslated() {
    const QList<Message> all = messages();
    QVERIFY(all.size() > 150);
    for (const Message& message : all) {
        QVERIFY2(!message.unfinished && !message.translation.isEmpty(), qPrintable(message.source));
        QVERIFY2(places(message.source) == places(message.translation), qPrintable(message.source));
    }
}

void KoreanTest::everyTextOfTheWindowIsListed() {
    static const QRegularExpression call("qsTr\\(\"((?:[^\"\\\\]|\\\\.)*)\"");
    QSet<QString> listed;
    for (const Message& message : messages()) {
        listed << message.context + '/' + message.source;
    }
    for (const QString& file : qmlFiles()) {
        const QString context = QFileInfo(file).completeBaseName();
        for (auto found = call.globalMatch(textOf(file)); found.hasNext();) {
            const QString source = found.next().captured(1);
            QVERIFY2(listed.contains(context + '/' + source), qPrintable(file + ": " + source));
        }
    }
}

/// tr("..."), say("...") of C++, the literal perhaps in several lines. `conclave pull` speaks as
/// conclave-cli does, in English.
void KoreanTest::everySentenceOfTheHubIsListed() {
    static const QRegularExpression call(R"re(\b(?:tr|say)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+))re");
    static const QRegularExpression seam(R"re("\s*")re");
    QSet<QString> listed;
    for (const Message& message : messages())
        listed << message.source;
    int found = 0;
    QDirIterator files(QStringLiteral(CONCLAVE_SOURCE_DIR "/app/hub"), {"*.cpp"}, QDir::Files);
    while (files.hasNext()) {
        const QString file = files.next();
        if (file.endsWith("/pull.cpp"))
            continue;
        for (auto match = call.globalMatch(textOf(file)); match.hasNext(); ++found) {
            QString source = match.next().captured(1).trimmed();
            source = source.mid(1, source.size() - 2).remove(seam).replace("\\\"", "\"");
            QVERIFY2(listed.contains(source), qPrintable(file + ": " + source));
        }
    }
    QVERIFY(found > 60);
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::KoreanTest)
#include "korean_test.moc"
