// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// All keyboard shortcuts on one sheet.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave

C.Dialog {
    id: sheet

    readonly property var rows: [
        ["Enter", qsTr("Send")], ["Shift+Enter", qsTr("New line")], ["Esc", qsTr("Stop the answer")],
        ["Ctrl+N", qsTr("New chat")], ["Ctrl+K", qsTr("Search all chats")],
        ["Ctrl+T", qsTr("Thinking on or off")], ["Ctrl+B", qsTr("Show or hide the chat list")],
        ["Ctrl+1 … 5", qsTr("Chats, Models, Compare, Hardware, Settings")], ["F1", qsTr("This sheet")]
    ]

    anchors.centerIn: parent
    modal: true
    padding: 24
    width: 420

    background: Rectangle {
        radius: Theme.cardRadius
        color: Theme.surface
        border.width: 1
        border.color: Theme.line
    }
    contentItem: ColumnLayout {
        spacing: 10

        Text {
            text: qsTr("Keyboard")
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
        }
        Repeater {
            model: sheet.rows

            RowLayout {
                id: row
                required property var modelData

                Text {
                    Layout.fillWidth: true
                    text: row.modelData[1]
                    color: Theme.text
                    font.family: Theme.family
                    font.pixelSize: Theme.normal
                }
                Text {
                    text: row.modelData[0]
                    color: Theme.muted
                    font.family: Theme.mono
                    font.pixelSize: Theme.small
                }
            }
        }
        AppButton {
            Layout.alignment: Qt.AlignRight
            text: qsTr("Close")
            onClicked: sheet.close()
        }
    }
}
