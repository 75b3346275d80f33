// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One thing that is on or off, with its words.
import QtQuick
import QtQuick.Templates as T
import Conclave

T.CheckBox {
    id: control

    implicitWidth: implicitContentWidth
    implicitHeight: Math.max(28, implicitContentHeight + 8)
    focusPolicy: Qt.StrongFocus
    Accessible.name: text

    indicator: Rectangle {
        y: (control.height - height) / 2
        width: 16
        height: 16
        radius: 5
        color: control.checked ? Theme.accent : control.hovered ? Theme.hover : "transparent"
        border.width: control.checked ? 0 : 1.5
        border.color: Theme.faint

        AppIcon {
            anchors.centerIn: parent
            visible: control.checked
            name: "check"
            size: 12
            color: Theme.accentText
        }
        Rectangle {
            anchors.fill: parent
            anchors.margins: -3
            radius: 8
            color: "transparent"
            border.width: 2
            border.color: Theme.accent
            visible: control.visualFocus
        }
    }
    contentItem: AppText {
        leftPadding: 24
        verticalAlignment: Text.AlignVCenter
        text: control.text
    }
}
