// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One action of a menu, with an icon or a check.
import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave

C.MenuItem {
    id: control

    property string iconName: ""
    property string detail: ""

    implicitHeight: visible ? (detail !== "" ? 46 : 34) : 0
    leftPadding: 10
    rightPadding: 10
    Accessible.name: text

    background: Rectangle {
        radius: 8
        color: control.highlighted || control.hovered ? Theme.hover : "transparent"
    }
    indicator: null
    arrow: null
    contentItem: RowLayout {
        spacing: 10

        AppIcon {
            name: control.checkable ? "check" : control.iconName || "check"
            size: 16
            opacity: control.checkable ? (control.checked ? 1 : 0) : control.iconName !== "" ? 1 : 0
            color: control.checkable ? Theme.accent : Theme.muted
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Text {
                Layout.fillWidth: true
                text: control.text
                color: Theme.text
                font.family: Theme.family
                font.pixelSize: Theme.normal
                elide: Text.ElideMiddle
            }
            Text {
                Layout.fillWidth: true
                visible: control.detail !== ""
                text: control.detail
                color: Theme.muted
                font.pixelSize: Theme.tiny
                elide: Text.ElideRight
            }
        }
    }
}
