// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One memory of this computer: what weights, conversation and work space take of it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave

ColumnLayout {
    id: root

    required property var memory

    spacing: 7

    Rectangle {
        id: bar
        Layout.fillWidth: true
        implicitHeight: 14
        radius: 7
        color: Theme.line
        Accessible.role: Accessible.Indicator
        Accessible.name: qsTr("%1: weights %2, conversation %3, work space %4, of %5").arg(root.memory.name).arg(root.memory.weightsText).arg(root.memory.cacheText).arg(root.memory.scratchText).arg(root.memory.offeredText)

        Repeater {
            model: [
                {from: 0, share: root.memory.weights, colour: root.memory.over ? Theme.bad : Theme.accent},
                {from: root.memory.weights, share: root.memory.cache, colour: Theme.cache},
                {from: root.memory.weights + root.memory.cache, share: root.memory.scratch, colour: Theme.faint}
            ]
            // Each part is drawn from the left end, later parts below earlier ones: so the ends stay round.
            Rectangle {
                required property var modelData
                required property int index
                z: 3 - index
                visible: modelData.share > 0
                width: Math.max(14, bar.width * Math.min(1, modelData.from + modelData.share))
                height: 14
                radius: 7
                color: modelData.colour
                Behavior on width { NumberAnimation { duration: Theme.fast } }
            }
        }
    }
    Flow {
        Layout.fillWidth: true
        spacing: 14
        AppText {
            text: qsTr("%1 %2 of %3").arg(root.memory.name).arg(root.memory.neededText).arg(root.memory.offeredText)
            size: Theme.small
            font.weight: Font.DemiBold
            color: root.memory.over ? Theme.bad : Theme.text
        }
        Repeater {
            model: [
                {share: root.memory.weights, colour: Theme.accent, label: qsTr("weights %1").arg(root.memory.weightsText)},
                {share: root.memory.cache, colour: Theme.cache, label: qsTr("conversation %1").arg(root.memory.cacheText)},
                {share: root.memory.scratch, colour: Theme.faint, label: qsTr("work space %1").arg(root.memory.scratchText)},
                {share: root.memory.over || root.memory.full ? 0 : 1, colour: Theme.line, label: qsTr("free %1").arg(root.memory.freeText)}
            ]
            Row {
                id: entry
                required property var modelData
                visible: modelData.share > 0
                spacing: 5
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 8
                    height: 8
                    radius: 4
                    color: entry.modelData.colour
                }
                AppText {
                    text: entry.modelData.label
                    size: Theme.small
                    color: Theme.muted
                }
            }
        }
    }
}
