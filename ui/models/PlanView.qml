// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the chosen file takes of this computer at a context length, and how fast it will be.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave
import Conclave.App

ColumnLayout {
    id: root

    required property ModelDetail detail
    readonly property var plan: detail.plan
    /// While the header is read, all stands where it will be: nothing jumps when it arrives.
    readonly property bool known: plan.known === true || plan.reading === true

    visible: plan.quant !== undefined
    spacing: 10

    AppText {
        Layout.fillWidth: true
        text: qsTr("%1 with %2 context on this computer").arg(root.plan.quant ?? "").arg(root.plan.context ?? "")
        color: Theme.muted
    }
    FitBar {
        Layout.fillWidth: true
        visible: root.known
        memory: root.plan.device ?? {}
    }
    FitBar {
        Layout.fillWidth: true
        visible: root.known && root.plan.ram !== undefined
        memory: root.plan.ram ?? {}
    }
    RowLayout {
        Layout.fillWidth: true
        visible: root.known && root.detail.contextCount > 1
        spacing: 12
        AppText {
            text: qsTr("Context")
            size: Theme.small
            color: Theme.muted
        }
        T.Slider {
            id: slider
            objectName: "contextSlider"
            Layout.fillWidth: true
            implicitHeight: 28
            from: 0
            to: root.detail.contextCount - 1
            stepSize: 1
            snapMode: T.Slider.SnapAlways
            value: root.detail.contextIndex
            focusPolicy: Qt.StrongFocus
            Accessible.name: qsTr("Context: %1 tokens").arg(root.plan.context ?? "")
            onMoved: root.detail.contextIndex = value

            background: Rectangle {
                y: slider.height / 2 - 2
                width: slider.width
                height: 4
                radius: 2
                color: Theme.line
                Rectangle {
                    width: slider.visualPosition * parent.width
                    height: 4
                    radius: 2
                    color: Theme.cache
                }
            }
            handle: Rectangle {
                x: slider.visualPosition * (slider.width - width)
                y: slider.height / 2 - height / 2
                width: 18
                height: 18
                radius: 9
                color: Theme.surface
                border.width: slider.visualFocus ? 3 : 2
                border.color: slider.visualFocus ? Theme.accent : Theme.cache
            }
        }
        AppText {
            Layout.preferredWidth: 44
            text: root.plan.context ?? ""
            size: Theme.small
            color: Theme.muted
            horizontalAlignment: Text.AlignRight
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 10
        VerdictChip {
            Layout.alignment: Qt.AlignTop
            verdict: root.plan.verdict ?? ""
            label: root.plan.verdictText ?? ""
        }
        AppText {
            Layout.fillWidth: true
            Layout.topMargin: 2
            text: root.plan.sentence ?? ""
        }
    }
    RowLayout {
        visible: (root.plan.speed ?? "") !== "" || root.plan.reading === true
        spacing: 6
        AppText {
            visible: !root.plan.measured
            text: qsTr("Expected")
            size: Theme.medium
        }
        AppText {
            text: root.plan.reading === true ? "…" : root.plan.speed ?? ""
            size: Theme.medium
            font.weight: Font.DemiBold
        }
    }
}
