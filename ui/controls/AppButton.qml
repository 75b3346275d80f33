// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A button with a verb on it: filled for the main action, quiet otherwise.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave

T.Button {
    id: control

    property bool quiet: false
    property string iconName: ""
    readonly property color ink: quiet ? Theme.text : Theme.accentText

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: 36
    leftPadding: 14
    rightPadding: 14
    opacity: enabled ? 1 : 0.45
    focusPolicy: Qt.StrongFocus
    Accessible.name: text
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: control.quiet ? (control.down ? Theme.pressed : control.hovered ? Theme.hover : "transparent")
                             : Qt.darker(Theme.accent, control.down ? 1.15 : control.hovered ? 1.07 : 1)
        border.width: control.quiet ? 1 : 0
        border.color: Theme.line

        FocusRing {
            target: control
            anchors.fill: parent
        }
    }
    contentItem: RowLayout {
        spacing: 8

        AppIcon {
            visible: control.iconName !== ""
            name: control.iconName || "plus"
            size: 18
            color: control.ink
        }
        Text {
            Layout.fillWidth: true
            text: control.text
            color: control.ink
            font.family: Theme.family
            font.pixelSize: Theme.normal
            font.weight: control.quiet ? Font.Medium : Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideRight
        }
    }
}
