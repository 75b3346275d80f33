// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A rounded switch or menu opener beside the composer.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave

T.Button {
    id: control

    property string iconName: ""
    property bool opensMenu: false
    property color checkedColor: Theme.think
    property color checkedBackground: Theme.thinkSoft
    readonly property color ink: checked ? checkedColor : Theme.text

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: 30
    leftPadding: 10
    rightPadding: 12
    focusPolicy: Qt.TabFocus
    opacity: enabled ? 1 : 0.5
    Accessible.name: text
    Keys.onReturnPressed: press()
    Keys.onEnterPressed: press()

    function press() {
        if (checkable) {
            toggle();
            toggled();
        }
        clicked();
    }

    background: Rectangle {
        radius: height / 2
        color: control.checked ? control.checkedBackground
             : control.down ? Theme.pressed : control.hovered ? Theme.hover : "transparent"
        border.width: control.checked ? 0 : 1
        border.color: Theme.line

        Rectangle {
            anchors.fill: parent
            anchors.margins: -2
            radius: height / 2
            color: "transparent"
            border.width: 2
            border.color: Theme.accent
            visible: control.visualFocus
        }
    }
    contentItem: RowLayout {
        spacing: 6

        AppIcon {
            visible: control.iconName !== ""
            name: control.iconName || "think"
            size: 16
            color: control.checked ? control.checkedColor : Theme.muted
        }
        Text {
            Layout.maximumWidth: 220
            text: control.text
            color: control.ink
            font.family: Theme.family
            font.pixelSize: Theme.small
            font.weight: control.checked ? Font.DemiBold : Font.Normal
            elide: Text.ElideMiddle
        }
        AppIcon {
            visible: control.opensMenu
            name: "down"
            size: 14
            color: Theme.muted
        }
    }
}
