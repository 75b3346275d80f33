// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One model of a list: name, what it is, whether it runs here.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave

T.ItemDelegate {
    id: row

    required property string title
    required property string line
    property string verdict: ""
    property string verdictText: ""
    property bool current: false

    signal chosen

    implicitHeight: 64
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: title + (verdictText === "" ? "" : ", " + verdictText)
    Accessible.description: line
    onClicked: chosen()

    background: Rectangle {
        radius: 12
        color: row.current ? Theme.surface : row.hovered ? Theme.hover : "transparent"
        border.width: row.ListView.isCurrentItem && row.ListView.view.activeFocus ? 2 : row.current ? 1 : 0
        border.color: row.ListView.isCurrentItem && row.ListView.view.activeFocus ? Theme.accent : Theme.line
    }
    contentItem: RowLayout {
        spacing: 10

        ColumnLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 14
            spacing: 3
            AppText {
                Layout.fillWidth: true
                text: row.title
                size: Theme.medium
                font.weight: Font.DemiBold
                elide: Text.ElideMiddle // sizes and kinds stand at the end
                wrapMode: Text.NoWrap
            }
            AppText {
                Layout.fillWidth: true
                text: row.line
                size: Theme.small
                color: Theme.muted
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
        }
        VerdictChip {
            Layout.rightMargin: 12
            verdict: row.verdict
            label: row.verdictText
        }
    }
}
