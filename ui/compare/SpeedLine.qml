// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Tokens per second over the time of the answer, as a line.
import QtQuick
import QtQuick.Shapes

Item {
    id: root

    required property var samples
    required property color ink
    readonly property real most: samples.length > 0 ? Math.max(1, ...samples) : 1
    readonly property var line: {
        const points = [];
        for (let i = 0; i < samples.length; ++i)
            points.push(Qt.point(width * i / Math.max(1, samples.length - 1), 1 + (height - 2) * (1 - samples[i] / most)));
        return points;
    }

    implicitHeight: 18
    visible: samples.length > 1
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Speed over the answer, at most %1 tokens per second").arg(Math.round(most))

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: root.ink
            strokeWidth: 1.6
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathPolyline { path: root.line }
        }
    }
}
