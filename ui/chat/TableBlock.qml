// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A table with hairlines; wide ones scroll.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave

Flickable {
    id: root

    required property var header
    required property var rows

    implicitHeight: grid.implicitHeight
    contentWidth: Math.max(width, grid.implicitWidth)
    contentHeight: grid.implicitHeight
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.HorizontalFlick
    clip: true
    Accessible.role: Accessible.Table

    component Cell: Item {
        id: cell
        required property string html
        property bool head: false

        Layout.fillWidth: true
        implicitWidth: Math.min(label.implicitWidth + 16, 320)
        implicitHeight: label.implicitHeight + 14

        Text {
            id: label
            y: 7
            width: parent.width - 16
            text: cell.html
            textFormat: Text.StyledText
            wrapMode: Text.Wrap
            color: cell.head ? Theme.muted : Theme.text
            font.family: Theme.family
            font.pixelSize: cell.head ? Theme.small : Theme.medium
            font.weight: cell.head ? Font.DemiBold : Font.Normal
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.line
        }
    }

    GridLayout {
        id: grid
        width: root.contentWidth
        columns: Math.max(1, root.header.length)
        columnSpacing: 0
        rowSpacing: 0

        Repeater {
            model: root.header
            Cell {
                required property string modelData
                html: modelData
                head: true
            }
        }
        Repeater {
            model: root.rows.reduce((all, row) => all.concat(row), [])
            Cell {
                required property string modelData
                html: modelData
            }
        }
    }
}
