// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One file of a model: size, bits per weight, verdict, and the button that fits its state.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave

T.ItemDelegate {
    id: row

    required property int index
    required property string name
    required property string size
    required property string sizeSource
    required property string bits
    required property string quality
    required property string verdict
    required property string verdictText
    required property string speed
    required property bool recommended
    required property string downloadState
    required property string downloadText
    required property real progress
    required property string path
    required property int downloadRow
    required property string makeFrom
    property bool current: false
    property bool narrow: false
    readonly property bool busy: downloadRow >= 0 && path === "" && downloadState !== "failed" && downloadState !== "paused"

    signal chosen
    signal downloadAsked
    signal resumeAsked
    signal pauseAsked
    signal useAsked
    signal makeAsked

    implicitHeight: 46
    focusPolicy: Qt.StrongFocus
    Accessible.name: name + ", " + size + ", " + verdictText + (recommended ? ", " + qsTr("recommended here") : "")
    Accessible.description: sizeSource
    onClicked: chosen()
    Keys.onReturnPressed: chosen()

    background: Rectangle {
        radius: Theme.radius
        color: row.recommended ? Theme.accentSoft : row.current || row.hovered ? Theme.hover : "transparent"
        border.width: row.visualFocus ? 2 : row.current && !row.recommended ? 1 : 0
        border.color: row.visualFocus ? Theme.accent : Theme.line
    }
    contentItem: RowLayout {
        spacing: 10

        AppText {
            Layout.leftMargin: 10
            Layout.preferredWidth: row.narrow ? 96 : 108
            text: row.name
            font.weight: Font.DemiBold
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        AppText {
            Layout.preferredWidth: 62
            text: row.size
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
        }
        AppText {
            Layout.preferredWidth: 52
            visible: !row.narrow && !row.busy
            text: row.bits === "" ? "" : qsTr("%1 b/w").arg(row.bits)
            size: Theme.small
            color: Theme.muted
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
        }
        AppText {
            Layout.fillWidth: true
            text: row.busy ? row.downloadText
                : row.recommended ? qsTr("recommended here")
                : row.verdict !== "fits" && row.verdictText !== "" ? row.verdictText
                : row.narrow ? "" : row.quality
            size: Theme.small
            color: row.recommended ? Theme.accent : Theme.muted
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        ProgressLine {
            visible: row.busy && !row.narrow
            implicitWidth: 72
            value: row.progress
            name: row.downloadText
        }
        AppButton {
            objectName: "makeButton"
            visible: row.makeFrom !== "" && row.path === "" && row.downloadRow < 0
            quiet: true
            implicitHeight: 32
            text: qsTr("Make here")
            Accessible.name: qsTr("Make %1 here").arg(row.name)
            onClicked: row.makeAsked()
        }
        AppButton {
            objectName: row.path !== "" ? "useButton" : "downloadButton"
            Layout.rightMargin: 8
            implicitHeight: 32
            quiet: !row.recommended && row.path === ""
            text: row.path !== "" ? qsTr("Use")
                : row.downloadState === "failed" ? qsTr("Try again")
                : row.downloadState === "paused" ? qsTr("Resume")
                : row.busy ? qsTr("Pause") : qsTr("Download")
            Accessible.name: text + " " + row.name
            onClicked: {
                if (row.path !== "")
                    row.useAsked();
                else if (row.busy)
                    row.pauseAsked();
                else if (row.downloadRow >= 0)
                    row.resumeAsked();
                else
                    row.downloadAsked();
            }
        }
    }
}
