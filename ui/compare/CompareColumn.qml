// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One column: who answers, its figures as numbers and bars, its answer.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

Rectangle {
    id: root

    required property ComparisonViewModel compare
    required property int index
    required property string label
    required property bool reference
    required property string thinking
    required property string status
    required property string statusText
    required property string html
    required property string answer
    required property string trace
    required property real thinkingSeconds
    required property var metrics
    required property var samples
    required property int difference
    required property bool hidden
    required property bool voted
    property bool canVote: false
    /// No room for a figure and its note in one line.
    readonly property bool stacked: width < Theme.tiny * 33
    /// At its full length, and nothing to click: for a picture.
    property bool whole: false
    /// Then the figures scroll with the answer, below it. Narrow ones are higher.
    readonly property bool low: !whole && height < (stacked ? 530 : 460)

    readonly property bool live: status === "thinking" || status === "writing"
    readonly property color ink: hidden ? Theme.muted : Theme.series[Math.max(0, index) % Theme.series.length]

    component Hairline: Rectangle {
        Layout.fillWidth: true
        implicitHeight: 1
        color: Theme.line
    }

    implicitHeight: parts.implicitHeight + 2
    radius: Theme.cardRadius
    color: Theme.surface
    border.width: voted ? 2 : 1
    border.color: voted ? Theme.accent : Theme.line
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Column %1: %2").arg(index + 1).arg(label)

    ColumnLayout {
        id: parts

        anchors.fill: parent
        anchors.margins: 1
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: 8
            Layout.topMargin: 7
            Layout.bottomMargin: 7
            Layout.minimumHeight: 30
            spacing: 8

            Rectangle {
                implicitWidth: 10
                implicitHeight: 10
                radius: 3
                color: root.ink
            }
            Text {
                Layout.fillWidth: true
                text: root.label
                color: Theme.text
                font.family: Theme.family
                font.pixelSize: Theme.message
                font.weight: Font.DemiBold
                elide: Text.ElideMiddle
            }
            IconButton {
                id: more
                objectName: "columnMenu" + root.index
                visible: !root.hidden && !root.whole
                enabled: !root.compare.busy
                iconName: "more"
                text: qsTr("Settings of %1").arg(root.label)
                onClicked: menu.popup(more, 0, more.height)
            }
        }
        Hairline {}
        ColumnFigures {
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: 16
            Layout.topMargin: 12
            Layout.bottomMargin: 10
            visible: !root.hidden && !root.low
            metrics: root.metrics
            stacked: root.stacked
            ink: root.ink
        }
        Hairline { visible: !root.hidden && !root.low }
        C.ScrollView {
            id: scroll

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 60
            contentWidth: availableWidth
            clip: true

            // The end of the text is kept in sight while it grows, unless the reader went elsewhere.
            readonly property Flickable page: contentItem as Flickable
            readonly property real last: said.visible ? said.y + said.height : thoughts.y + thoughts.height
            readonly property real end: Math.max(0, Math.min(last + 16, contentHeight) - height)
            property real followed: 0

            onEndChanged: {
                if (root.live && Math.abs(page.contentY - followed) < 2)
                    page.contentY = end;
                followed = end;
            }

            ColumnLayout {
                x: 16
                width: scroll.availableWidth - 32
                spacing: 8

                ThinkingTrace {
                    id: thoughts

                    Layout.fillWidth: true
                    Layout.topMargin: 10
                    visible: root.trace !== ""
                    trace: root.trace
                    seconds: root.thinkingSeconds
                    live: root.status === "thinking"
                }
                ColumnText {
                    id: said

                    Layout.fillWidth: true
                    Layout.topMargin: root.trace !== "" ? 0 : 10
                    visible: root.answer !== ""
                    answer: root.answer
                    html: root.html
                }
                Text {
                    Layout.fillWidth: true
                    Layout.topMargin: root.answer === "" && root.trace === "" ? 10 : 0
                    Layout.bottomMargin: 6
                    visible: text !== ""
                    text: root.statusText
                    color: root.status === "error" ? Theme.bad : Theme.muted
                    font.family: Theme.family
                    font.pixelSize: Theme.small
                    wrapMode: Text.Wrap
                }
                ColumnFigures {
                    Layout.fillWidth: true
                    Layout.topMargin: root.answer === "" && root.trace === "" && root.statusText === "" ? 12 : 0
                    Layout.bottomMargin: 10
                    visible: !root.hidden && root.low
                    metrics: root.metrics
                    stacked: root.stacked
                    ink: root.ink
                }
            }
        }
        SpeedLine {
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: 16
            Layout.bottomMargin: 8
            visible: samples.length > 1 && !root.low
            samples: root.samples
            ink: root.ink
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: 12
            Layout.topMargin: root.low ? 8 : 0
            Layout.bottomMargin: 10
            visible: root.difference >= 0 || root.canVote || (root.reference && root.status === "done")
            spacing: 8

            Text {
                Layout.fillWidth: true
                text: root.reference ? qsTr("Reference of the others")
                    : root.difference > 0 ? qsTr("First differs at word %1").arg(root.difference)
                    : root.difference === 0 ? qsTr("Same words as the reference") : ""
                color: root.difference > 0 ? Theme.think : Theme.muted
                font.family: Theme.family
                font.pixelSize: Theme.small
                elide: Text.ElideRight
            }
            AppButton {
                objectName: "vote" + root.index
                visible: root.canVote && root.status !== "error"
                quiet: true
                implicitHeight: 30
                iconName: root.voted ? "check" : ""
                text: root.voted ? qsTr("Your choice") : qsTr("Best")
                Accessible.name: qsTr("%1 is best").arg(root.label)
                onClicked: root.compare.vote(root.index)
            }
        }
    }

    AppMenu {
        id: menu

        AppMenuItem {
            text: qsTr("Thinking on")
            checkable: true
            checked: root.thinking === "on"
            onTriggered: root.compare.setThinking(root.index, "on")
        }
        AppMenuItem {
            text: qsTr("Thinking off")
            checkable: true
            checked: root.thinking === "off"
            onTriggered: root.compare.setThinking(root.index, "off")
        }
        AppMenuItem {
            text: qsTr("Add it with and without thinking")
            iconName: "think"
            enabled: root.compare.columns.count < 4
            onTriggered: root.compare.splitThinking(root.index)
        }
        AppMenuItem {
            text: qsTr("Measure the others against it")
            iconName: "scales"
            enabled: !root.reference
            onTriggered: root.compare.setReference(root.index)
        }
        AppMenuItem {
            text: qsTr("Remove column")
            iconName: "trash"
            onTriggered: root.compare.removeColumn(root.index)
        }
    }
}
