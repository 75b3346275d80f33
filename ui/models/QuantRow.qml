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
    required property string problem
    required property string makeFrom
    property bool current: false
    property bool narrow: false
    readonly property bool asking: downloadState === "asking"
    readonly property bool busy: asking || downloadRow >= 0 && path === "" && downloadState !== "failed" && downloadState !== "paused"

    signal chosen
    signal downloadAsked
    signal resumeAsked
    signal pauseAsked
    signal cancelAsked
    signal useAsked
    signal makeAsked

    implicitHeight: 46 + (problemText.visible ? problemText.implicitHeight + 10 : 0)
    focusPolicy: Qt.StrongFocus
    Accessible.name: name + ", " + size + ", " + verdictText + (recommended ? ", " + qsTr("recommended here") : "")
    Accessible.description: problem === "" ? sizeSource : problem
    onClicked: chosen()
    Keys.onReturnPressed: chosen()

    background: Rectangle {
        radius: Theme.radius
        color: row.recommended ? Theme.accentSoft : row.current || row.hovered ? Theme.hover : "transparent"
        border.width: row.visualFocus ? 2 : row.current && !row.recommended ? 1 : 0
        border.color: row.visualFocus ? Theme.accent : Theme.line
    }
    // Not a layout: texts that wrap in nested layouts send Qt 6.4 into polish loops.
    contentItem: Item {
        RowLayout {
            width: parent.width
            height: 46
            spacing: 10

            Column {
                Layout.leftMargin: 10
                Layout.preferredWidth: row.narrow ? 96 : 108
                AppText {
                    width: parent.width
                    text: row.name
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                AppText {
                    visible: row.narrow
                    text: row.size
                    size: Theme.small
                    color: Theme.muted
                }
            }
            AppText {
                Layout.preferredWidth: 62
                visible: !row.narrow
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
                    : row.recommended ? make.visible ? qsTr("recommended") : qsTr("recommended here")
                    : row.verdict !== "fits" && row.verdictText !== "" ? row.verdictText
                    : row.quality
                // Two buttons leave no room for it; screen readers hear it with the name.
                opacity: row.narrow && make.visible ? 0 : 1
                size: Theme.small
                color: row.recommended ? Theme.accent : Theme.muted
                elide: Text.ElideRight
                wrapMode: row.narrow ? Text.Wrap : Text.NoWrap
                maximumLineCount: 2
            }
            ProgressLine {
                visible: row.busy && !row.narrow
                implicitWidth: 72
                value: row.progress
                name: row.downloadText
            }
            AppButton {
                id: make
                objectName: "makeButton"
                visible: row.makeFrom !== "" && row.path === "" && row.downloadRow < 0 && !row.asking
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
                    : row.asking ? qsTr("Cancel")
                    : row.downloadState === "failed" || row.problem !== "" && row.downloadRow < 0 ? qsTr("Try again")
                    : row.downloadState === "paused" ? qsTr("Resume")
                    : row.busy ? qsTr("Pause") : qsTr("Download")
                Accessible.name: text + " " + row.name
                onClicked: {
                    if (row.path !== "")
                        row.useAsked();
                    else if (row.asking)
                        row.cancelAsked();
                    else if (row.busy)
                        row.pauseAsked();
                    else if (row.downloadRow >= 0)
                        row.resumeAsked();
                    else
                        row.downloadAsked();
                }
            }
        }
        AppText {
            id: problemText
            x: 10
            y: 44
            width: parent.width - 20
            visible: row.problem !== ""
            text: row.problem
            size: Theme.small
            color: row.downloadState === "waiting" ? Theme.warn : Theme.bad
        }
    }
}
