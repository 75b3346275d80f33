// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One of our strokes, in the colour of the theme.
import QtQuick
import QtQuick.Controls.impl

IconImage {
    required property string name
    property int size: 20

    source: "qrc:/icons/" + name + ".svg"
    sourceSize: Qt.size(size, size)
    width: size
    height: size
}
