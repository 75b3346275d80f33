// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One setting: what it is, what it does, and its control.
import QtQuick
import QtQuick.Layouts
import Conclave

ColumnLayout {
    id: root

    required property string label
    property string help: ""
    default property alias control: slot.data

    Layout.fillWidth: true
    spacing: 10

    RowLayout {
        Layout.fillWidth: true
        spacing: 24

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: 2

            Text {
                Layout.fillWidth: true
                text: root.label
                color: Theme.text
                font.family: Theme.family
                font.pixelSize: Theme.medium
                wrapMode: Text.Wrap
            }
            Text {
                Layout.fillWidth: true
                visible: root.help !== ""
                text: root.help
                color: Theme.muted
                font.family: Theme.family
                font.pixelSize: Theme.small
                wrapMode: Text.Wrap
            }
        }
        RowLayout {
            id: slot
            Layout.preferredWidth: 280
            Layout.maximumWidth: 280
        }
    }
    Rectangle {
        Layout.fillWidth: true
        implicitHeight: 1
        color: Theme.line
    }
}
