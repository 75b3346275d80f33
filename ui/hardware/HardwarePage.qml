// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What does the work: the device in use, what the model takes of it, and the choice of another.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

C.ScrollView {
    id: page

    required property App app
    readonly property var info: app.models.info
    readonly property bool loaded: info.name !== undefined

    component Fact: ColumnLayout {
        required property string label
        required property string value
        spacing: 2
        Text {
            text: parent.label
            color: Theme.muted
            font.family: Theme.family
            font.pixelSize: Theme.small
        }
        Text {
            text: parent.value
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: Theme.message
            font.weight: Font.DemiBold
        }
    }

    contentWidth: availableWidth

    ColumnLayout {
        x: Math.max(24, (page.availableWidth - width) / 2)
        width: Math.min(Theme.messageWidth, page.availableWidth - 48)
        spacing: 16

        Text {
            Layout.topMargin: 28
            text: qsTr("Hardware")
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
        }
        Rectangle {
            Layout.fillWidth: true
            visible: page.app.hardware.software
            implicitHeight: note.implicitHeight + 24
            radius: 12
            color: Theme.thinkSoft
            Text {
                id: note
                x: 16
                y: 12
                width: parent.width - 32
                text: page.app.hardware.deviceReason
                color: Theme.think
                font.family: Theme.family
                font.pixelSize: Theme.normal
                wrapMode: Text.Wrap
            }
        }
        Rectangle {
            Layout.fillWidth: true
            visible: page.loaded
            implicitHeight: model.implicitHeight + 36
            radius: Theme.cardRadius
            color: Theme.surface
            border.width: 1
            border.color: Theme.line

            ColumnLayout {
                id: model
                x: 18
                y: 18
                width: parent.width - 36
                spacing: 14

                Text {
                    text: page.loaded ? page.info.name + " · " + page.info.quantisation : ""
                    color: Theme.text
                    font.family: Theme.family
                    font.pixelSize: Theme.message
                    font.weight: Font.DemiBold
                }
                Rectangle {
                    id: bar
                    readonly property real total: page.loaded ? page.info.weightsBytes + page.info.kvCacheBytes + page.info.scratchBytes : 1
                    Layout.fillWidth: true
                    implicitHeight: 14
                    radius: 7
                    color: Theme.line
                    clip: true
                    Row {
                        anchors.fill: parent
                        Repeater {
                            model: [
                                {bytes: page.info.weightsBytes ?? 0, colour: Theme.accent},
                                {bytes: page.info.kvCacheBytes ?? 0, colour: Theme.think},
                                {bytes: page.info.scratchBytes ?? 0, colour: Theme.faint}
                            ]
                            Rectangle {
                                required property var modelData
                                height: 14
                                width: bar.width * modelData.bytes / bar.total
                                color: modelData.colour
                            }
                        }
                    }
                    Accessible.role: Accessible.Indicator
                    Accessible.name: qsTr("Memory of the model: weights %1, conversation %2, work space %3").arg(page.info.weights).arg(page.info.kvCache).arg(page.info.scratch)
                }
                GridLayout {
                    Layout.fillWidth: true
                    columns: page.width > 720 ? 4 : 2
                    columnSpacing: 24
                    rowSpacing: 14
                    Fact { label: qsTr("Weights"); value: page.info.weights ?? "" }
                    Fact { label: qsTr("Conversation (KV cache)"); value: page.info.kvCache ?? "" }
                    Fact { label: qsTr("Work space"); value: page.info.scratch ?? "" }
                    Fact { label: qsTr("Context"); value: qsTr("%1 tokens").arg(page.info.contextLength ?? 0) }
                    Fact { label: qsTr("Parameters"); value: page.info.parameters ?? "" }
                    Fact { label: qsTr("Active per token"); value: page.info.activeParameters ?? "" }
                    Fact { label: qsTr("Experts"); value: page.info.experts ? qsTr("%1 of %2").arg(page.info.expertsUsed).arg(page.info.experts) : qsTr("none") }
                    Fact { label: qsTr("Thinking"); value: page.info.thinking ?? "" }
                }
            }
        }
        RowLayout {
            Layout.topMargin: 8
            Text {
                Layout.fillWidth: true
                text: qsTr("Devices of this computer")
                color: Theme.text
                font.family: Theme.family
                font.pixelSize: Theme.message
                font.weight: Font.DemiBold
            }
            AppButton {
                quiet: true
                text: qsTr("Choose automatically")
                onClicked: page.app.hardware.chooseAutomatic()
            }
            AppButton {
                quiet: true
                enabled: !page.app.hardware.busy
                text: qsTr("Look again")
                onClicked: page.app.hardware.refresh()
            }
        }
        Text {
            Layout.fillWidth: true
            visible: page.app.hardware.count === 0
            text: page.app.hardware.busy ? qsTr("Looking for devices…")
                : qsTr("No Vulkan device was found. Install the driver of your graphics card, or the package mesa-vulkan-drivers to run on the processor.")
            color: Theme.muted
            font.family: Theme.family
            font.pixelSize: Theme.normal
            wrapMode: Text.Wrap
        }
        Repeater {
            model: page.app.hardware

            Rectangle {
                id: device
                required property int index
                required property string name
                required property string kind
                required property string driver
                required property string memory
                required property string apiVersion
                required property bool chosen
                required property bool usable
                required property string reason
                required property string features

                Layout.fillWidth: true
                implicitHeight: row.implicitHeight + 28
                radius: Theme.cardRadius
                color: chosen ? Theme.accentSoft : Theme.surface
                border.width: 1
                border.color: chosen ? Theme.accent : Theme.line

                RowLayout {
                    id: row
                    x: 16
                    y: 14
                    width: parent.width - 32
                    spacing: 12

                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 3
                        Text {
                            Layout.fillWidth: true
                            text: device.name
                            color: Theme.text
                            font.family: Theme.family
                            font.pixelSize: Theme.medium
                            font.weight: Font.DemiBold
                            elide: Text.ElideRight
                        }
                        Text {
                            Layout.fillWidth: true
                            text: `${device.kind} · ${device.memory} · Vulkan ${device.apiVersion} · ${device.driver} · ${device.features}`
                            color: Theme.muted
                            font.family: Theme.family
                            font.pixelSize: Theme.small
                            wrapMode: Text.Wrap
                        }
                        Text {
                            Layout.fillWidth: true
                            visible: !device.usable
                            text: qsTr("Cannot be used: %1.").arg(device.reason)
                            color: Theme.warn
                            font.family: Theme.family
                            font.pixelSize: Theme.small
                            wrapMode: Text.Wrap
                        }
                    }
                    Text {
                        visible: device.chosen
                        text: qsTr("In use")
                        color: Theme.accent
                        font.family: Theme.family
                        font.pixelSize: Theme.small
                        font.weight: Font.DemiBold
                    }
                    AppButton {
                        visible: !device.chosen && device.usable
                        quiet: true
                        text: qsTr("Use")
                        onClicked: page.app.hardware.choose(device.index)
                    }
                }
            }
        }
        Item { implicitHeight: 16 }
    }
}
