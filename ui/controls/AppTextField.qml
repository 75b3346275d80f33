// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One line of text, with an icon before it and a hint.
import QtQuick
import QtQuick.Templates as T
import Conclave

T.TextField {
    id: control

    property string iconName: ""
    property string hint: ""

    implicitHeight: 36
    leftPadding: iconName !== "" ? 36 : 12
    rightPadding: 12
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    placeholderTextColor: Theme.muted
    font.family: Theme.family
    font.pixelSize: Theme.normal
    selectByMouse: true
    Accessible.name: placeholderText

    background: Rectangle {
        radius: Theme.radius
        color: Theme.surface
        border.width: control.activeFocus ? 2 : 1
        border.color: control.activeFocus ? Theme.accent : Theme.line

        AppIcon {
            visible: control.iconName !== ""
            x: 11
            anchors.verticalCenter: parent.verticalCenter
            name: control.iconName || "search"
            size: 16
            color: Theme.muted
        }
    }

    Text {
        x: control.leftPadding
        anchors.verticalCenter: parent.verticalCenter
        width: control.width - x - 56
        visible: control.text === "" && control.preeditText === ""
        text: control.placeholderText
        color: Theme.muted
        font: control.font
        elide: Text.ElideRight
    }
    Text {
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        visible: control.text === "" && control.hint !== ""
        text: control.hint
        color: Theme.muted
        font.pixelSize: Theme.tiny
    }
}
