// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How far something is: a line, and over it a darker one for the part that is checked.
import QtQuick
import Conclave

Rectangle {
    id: line

    required property real value
    property real checked: 0
    property string name: ""

    implicitHeight: 6
    implicitWidth: 120
    radius: height / 2
    color: Theme.line
    Accessible.role: Accessible.ProgressBar
    Accessible.name: name

    Rectangle {
        width: Math.max(parent.height, parent.width * Math.min(1, line.value))
        visible: line.value > 0
        height: parent.height
        radius: parent.radius
        color: Theme.accent
        opacity: line.checked > 0 && line.checked < line.value ? 0.45 : 1
        Behavior on width { NumberAnimation { duration: Theme.fast } }
    }
    Rectangle {
        width: Math.max(parent.height, parent.width * Math.min(1, line.checked))
        visible: line.checked > 0
        height: parent.height
        radius: parent.radius
        color: Theme.accent
    }
}
