// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The quantisations that are being made, and those made since the start.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

ColumnLayout {
    id: view

    required property QuantMaker maker

    signal used(string path)

    visible: maker.count > 0
    spacing: 4

    Repeater {
        model: view.maker

        Rectangle {
            id: job
            required property int index
            required property string name
            required property string type
            required property string jobState
            required property real progress
            required property string text
            required property string path
            readonly property bool active: jobState === "making" || jobState === "waiting"

            Layout.fillWidth: true
            implicitHeight: Math.max(44, row.implicitHeight + 12)
            radius: Theme.radius
            color: Theme.hover
            Accessible.role: Accessible.ListItem
            Accessible.name: name + " " + type + ", " + text

            RowLayout {
                id: row
                x: 12
                y: 6
                width: parent.width - 20
                height: parent.height - 12
                spacing: 10

                AppText {
                    text: job.type
                    font.weight: Font.DemiBold
                    wrapMode: Text.NoWrap
                }
                AppText {
                    Layout.fillWidth: true
                    text: job.text
                    size: Theme.small
                    color: job.jobState === "failed" ? Theme.bad : Theme.muted
                    maximumLineCount: 3
                    elide: Text.ElideRight
                }
                ProgressLine {
                    visible: job.jobState === "making"
                    implicitWidth: 96
                    value: job.progress
                    name: qsTr("Making %1").arg(job.type)
                }
                AppButton {
                    objectName: "makingStop"
                    visible: job.active
                    quiet: true
                    implicitHeight: 30
                    text: qsTr("Stop")
                    Accessible.name: qsTr("Stop making %1").arg(job.type)
                    onClicked: view.maker.stop(job.index)
                }
                AppButton {
                    objectName: "makingUse"
                    visible: job.jobState === "made"
                    quiet: true
                    implicitHeight: 30
                    text: qsTr("Use")
                    Accessible.name: qsTr("Use %1").arg(job.type)
                    onClicked: view.used(job.path)
                }
                IconButton {
                    visible: !job.active
                    iconName: "close"
                    text: qsTr("Put away")
                    onClicked: view.maker.dismiss(job.index)
                }
            }
        }
    }
}
