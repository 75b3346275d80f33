// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What is going on, or the verdict once it is over.
import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

Rectangle {
    id: root

    required property ComparisonViewModel compare
    readonly property bool asked: compare.promptHash !== ""
    readonly property string sentence: compare.busy ? compare.stage
        : compare.hidden && asked ? qsTr("Read the answers and vote for the best; then you see who is who.")
        : compare.verdict
    readonly property string note: compare.busy ? compare.planText
        : compare.hidden ? "" : compare.voteText + (compare.voteText !== "" && compare.planText !== "" ? "  ·  " : "") + compare.planText

    visible: sentence !== ""
    implicitHeight: row.implicitHeight + 20
    radius: Theme.cardRadius
    color: Theme.accentSoft
    Accessible.role: Accessible.StaticText
    Accessible.name: sentence.replace(/<[^>]*>/g, "")

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 16
        anchors.rightMargin: 12
        spacing: 12

        AppIcon {
            name: root.compare.busy ? "history" : "scales"
            size: 18
            color: Theme.accent
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 3

            Text {
                Layout.fillWidth: true
                objectName: "compareVerdict"
                text: root.sentence
                textFormat: Text.StyledText
                color: Theme.text
                font.family: Theme.family
                font.pixelSize: Theme.medium
                wrapMode: Text.Wrap
            }
            Text {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.note
                color: Theme.muted
                font.family: Theme.family
                font.pixelSize: Theme.small
                wrapMode: Text.Wrap
            }
        }
        Rectangle {
            visible: root.compare.busy && root.compare.progress >= 0
            implicitWidth: 120
            implicitHeight: 4
            radius: 2
            color: Theme.line
            Accessible.role: Accessible.ProgressBar
            Accessible.name: qsTr("%1 % done").arg(Math.round(root.compare.progress * 100))

            Rectangle {
                width: parent.width * Math.max(0, root.compare.progress)
                height: 4
                radius: 2
                color: Theme.accent
            }
        }
        AppButton {
            objectName: "measureQuality"
            visible: !root.compare.busy && root.compare.canMeasure && !root.compare.hidden
            quiet: true
            implicitHeight: 30
            text: qsTr("Measure quality")
            onClicked: root.compare.measure()
        }
        AppButton {
            objectName: "revealButton"
            visible: root.compare.hidden && !root.compare.busy && root.asked
            quiet: true
            implicitHeight: 30
            text: qsTr("Show who is who")
            onClicked: root.compare.reveal()
        }
    }
}
