// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One of our strokes, in the colour of the theme.
import QtQuick
import QtQuick.Controls.impl

Item {
    id: icon

    required property string name
    property int size: 20
    property color color: "black"

    implicitWidth: size
    implicitHeight: size

    IconImage {
        anchors.fill: parent
        source: "qrc:/icons/" + icon.name + ".svg"
        sourceSize.width: icon.size
        sourceSize.height: icon.size
        color: icon.color
    }
}
