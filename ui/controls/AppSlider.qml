// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A number in a range, with its value beside it.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave

RowLayout {
    id: root

    required property string name
    required property real from
    required property real to
    required property real step
    required property real value
    property int decimals: 2
    property string suffix: ""

    signal moved(real value)

    spacing: 12

    T.Slider {
        id: control

        Layout.fillWidth: true
        implicitHeight: 28
        implicitWidth: 180
        from: root.from
        to: root.to
        stepSize: root.step
        value: root.value
        focusPolicy: Qt.StrongFocus
        Accessible.name: root.name
        onMoved: root.moved(value)

        background: Rectangle {
            y: control.height / 2 - 2
            width: control.width
            height: 4
            radius: 2
            color: Theme.line

            Rectangle {
                width: control.visualPosition * parent.width
                height: 4
                radius: 2
                color: Theme.accent
            }
        }
        handle: Rectangle {
            x: control.visualPosition * (control.width - width)
            y: control.height / 2 - height / 2
            width: 18
            height: 18
            radius: 9
            color: Theme.surface
            border.width: control.visualFocus ? 3 : 2
            border.color: Theme.accent
        }
    }
    Text {
        Layout.preferredWidth: 52
        text: Number(control.value).toLocaleString(Qt.locale(), "f", root.decimals) + root.suffix
        color: Theme.muted
        font.family: Theme.family
        font.pixelSize: Theme.normal
        horizontalAlignment: Text.AlignRight
    }
}
