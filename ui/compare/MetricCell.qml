// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One figure with its bar against the other columns and the span of its standard error, or of its
// measurements.
import QtQuick
import QtQuick.Layouts
import Conclave

ColumnLayout {
    id: root

    required property var metric
    required property color ink
    required property bool stacked

    // Scripts have fonts of different heights: cells with Korean must not be taller than their
    // neighbours.
    readonly property real labelHeight: Math.ceil(Theme.tiny * 1.5)
    readonly property real valueHeight: Math.ceil(Theme.medium * 1.5)

    component Note: Text {
        Layout.fillWidth: true
        verticalAlignment: Text.AlignVCenter
        color: Theme.muted
        font.family: Theme.family
        font.pixelSize: Theme.tiny
        elide: Text.ElideRight
    }

    spacing: 1
    Accessible.role: Accessible.StaticText
    Accessible.name: metric.label + ": " + metric.value + (metric.note !== "" ? " (" + metric.note + ")" : "")

    Text {
        Layout.fillWidth: true
        Layout.preferredHeight: root.labelHeight
        verticalAlignment: Text.AlignVCenter
        text: root.metric.label
        color: Theme.muted
        font.family: Theme.family
        font.pixelSize: Theme.tiny
        elide: Text.ElideRight
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: root.valueHeight
        spacing: 6

        Text {
            Layout.fillHeight: true
            verticalAlignment: Text.AlignVCenter
            text: root.metric.value
            color: root.metric.share < 0 ? Theme.muted : Theme.text
            font.family: Theme.family
            font.pixelSize: Theme.medium
            font.weight: root.metric.share < 0 ? Font.Normal : Font.DemiBold
        }
        Note {
            Layout.fillHeight: true
            visible: !root.stacked
            text: root.metric.note
        }
    }
    Note {
        Layout.preferredHeight: root.labelHeight
        visible: root.stacked
        text: root.metric.note
    }
    Item {
        Layout.fillWidth: true
        implicitHeight: 6

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            height: 4
            radius: 2
            color: Theme.line
            visible: root.metric.share >= 0

            Rectangle {
                height: 4
                radius: 2
                width: parent.width * Math.max(0, root.metric.share)
                color: root.ink
            }
        }
        Rectangle {
            visible: root.metric.low >= 0
            x: parent.width * root.metric.low
            width: Math.max(2, parent.width * (root.metric.high - root.metric.low))
            height: 6
            radius: 1
            color: Theme.text
            opacity: 0.35
        }
    }
}
