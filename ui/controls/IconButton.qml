// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A small button with an icon; its name is its tooltip.
import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Templates as T
import Conclave

T.Button {
    id: control

    required property string iconName
    property int size: 30
    property int iconSize: 18
    property color ink: Theme.muted

    implicitWidth: size
    implicitHeight: size
    opacity: enabled ? 1 : 0.35
    focusPolicy: Qt.TabFocus
    Accessible.name: text
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: 8
        color: control.down ? Theme.pressed : control.hovered || control.checked ? Theme.hover : "transparent"

        FocusRing {
            target: control
            anchors.fill: parent
        }
    }
    contentItem: Item {
        AppIcon {
            anchors.centerIn: parent
            name: control.iconName
            size: control.iconSize
            color: control.hovered ? Theme.text : control.ink
        }
    }

    C.ToolTip {
        visible: control.hovered && control.text !== ""
        delay: 600
        text: control.text
        font.pixelSize: Theme.small
        palette.toolTipText: Theme.bg
        background: Rectangle {
            radius: 6
            color: Theme.text
        }
        contentItem: Text {
            text: control.text
            color: Theme.bg
            font.pixelSize: Theme.small
        }
    }
}
