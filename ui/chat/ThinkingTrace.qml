// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the model thought: open while it thinks, folded by itself when it answers.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave

ColumnLayout {
    id: root

    required property string trace
    required property real seconds
    required property bool live
    property bool open: live

    signal answerNow

    spacing: 8
    onLiveChanged: open = live

    RowLayout {
        spacing: 8

        T.Button {
            id: head

            implicitHeight: 32
            implicitWidth: row.implicitWidth + 24
            focusPolicy: Qt.TabFocus
            text: root.live ? qsTr("Thinking… %1 s").arg(root.seconds.toFixed(1))
                            : qsTr("Thought for %1 s").arg(root.seconds.toFixed(1))
            Accessible.name: text
            Accessible.description: root.open ? qsTr("Hide the thoughts") : qsTr("Show the thoughts")
            onClicked: root.open = !root.open

            background: Rectangle {
                radius: Theme.radius
                color: Theme.thinkSoft

                FocusRing {
                    target: head
                    anchors.fill: parent
                }
            }
            contentItem: Item {
                Row {
                    id: row
                    anchors.centerIn: parent
                    spacing: 8

                    AppIcon {
                        name: "think"
                        size: 16
                        color: Theme.think
                    }
                    Text {
                        text: head.text
                        color: Theme.think
                        font.family: Theme.family
                        font.pixelSize: Theme.normal
                        font.weight: Font.DemiBold
                    }
                    AppIcon {
                        name: root.open ? "down" : "right"
                        size: 14
                        color: Theme.think
                    }
                }
            }
        }
        AppButton {
            visible: root.live
            quiet: true
            implicitHeight: 32
            text: qsTr("Answer now")
            onClicked: root.answerNow()
        }
    }
    RowLayout {
        visible: root.open
        spacing: 14

        Rectangle {
            Layout.leftMargin: 6
            Layout.fillHeight: true
            implicitWidth: 2
            color: Theme.think
        }
        TextBlock {
            Layout.fillWidth: true
            textFormat: TextEdit.PlainText
            text: root.trace.trim()
            color: Theme.muted
            font.pixelSize: Theme.medium
        }
    }
}
