// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What becomes of each kind of tensors: the old size behind the new one, and bits per weight.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave

ColumnLayout {
    id: preview

    required property var classes
    required property string size

    spacing: 4

    Repeater {
        model: preview.classes

        RowLayout {
            id: line
            required property var modelData
            Layout.fillWidth: true
            spacing: 12
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1: from %2 to %3, %4 bits per weight").arg(modelData.name).arg(modelData.from).arg(modelData.to).arg(modelData.bits)

            AppText {
                Layout.leftMargin: 12
                Layout.preferredWidth: 96
                text: line.modelData.name
                size: Theme.small
                color: Theme.muted
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            Item {
                id: bars
                Layout.fillWidth: true
                implicitHeight: 8
                Rectangle {
                    width: Math.max(2, bars.width * line.modelData.before)
                    height: 8
                    radius: 4
                    color: Theme.line
                }
                Rectangle {
                    width: Math.max(2, bars.width * line.modelData.after)
                    height: 8
                    radius: 4
                    color: Theme.accent
                }
            }
            AppText {
                Layout.preferredWidth: 140
                text: qsTr("%1 → %2").arg(line.modelData.from).arg(line.modelData.to)
                size: Theme.small
                horizontalAlignment: Text.AlignRight
                wrapMode: Text.NoWrap
            }
            AppText {
                Layout.preferredWidth: 52
                Layout.rightMargin: 12
                text: qsTr("%1 b/w").arg(line.modelData.bits)
                size: Theme.small
                color: Theme.muted
                horizontalAlignment: Text.AlignRight
                wrapMode: Text.NoWrap
            }
        }
    }
}
