// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The seed of all columns, and a box to change it.
import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

Chip {
    id: root

    required property ComparisonViewModel compare

    objectName: "seedChip"
    enabled: !compare.busy
    text: qsTr("Seed %1").arg(compare.seed)
    Accessible.description: qsTr("The same seed draws the same dice in every column.")
    onClicked: box.open()

    C.Popup {
        id: box

        y: root.height + 6
        width: 220
        padding: 14
        focus: true
        onOpened: field.forceActiveFocus()
        background: Rectangle {
            radius: 12
            color: Theme.surface
            border.width: 1
            border.color: Theme.line
        }
        contentItem: ColumnLayout {
            spacing: 8

            Text {
                Layout.fillWidth: true
                text: qsTr("The same seed draws the same dice in every column.")
                color: Theme.muted
                font.family: Theme.family
                font.pixelSize: Theme.small
                wrapMode: Text.Wrap
            }
            AppTextField {
                id: field
                Layout.fillWidth: true
                placeholderText: qsTr("Seed")
                text: root.compare.seed
                validator: IntValidator { bottom: 0 }
                onAccepted: {
                    root.compare.seed = parseInt(text);
                    box.close();
                }
            }
        }
    }
}
