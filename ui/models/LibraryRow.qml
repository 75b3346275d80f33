// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One model on this computer.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave

Rectangle {
    id: row

    required property int index
    required property string path
    required property string name
    required property string line
    required property string licence
    required property string source
    required property var places
    required property string lastUsed
    required property string speed
    required property string fileState
    required property real progress
    required property string verified
    required property string fault
    required property bool current
    required property string verdict
    required property string verdictText
    required property bool canDelete
    required property string deleteWarning
    required property bool owned

    signal useAsked
    signal quantAsked
    signal verifyAsked
    signal stopAsked
    signal moveAsked
    signal deleteAsked
    signal forgetAsked

    implicitHeight: Math.max(content.implicitHeight, actions.height) + 28
    radius: Theme.cardRadius
    color: current ? Theme.accentSoft : hover.hovered ? Theme.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: name + ", " + line + (fault !== "" ? ", " + fault : "")

    HoverHandler { id: hover }

    // Not a layout: texts that wrap in nested layouts send Qt 6.4 into polish loops.
    Column {
        id: content
        x: 16
        y: 14
        width: Math.max(0, parent.width - actions.width - 40)
        spacing: 3
        RowLayout {
            width: parent.width
            spacing: 10
            AppText {
                Layout.maximumWidth: parent.width - (chip.visible ? chip.width + 10 : 0)
                text: row.name
                size: Theme.medium
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            VerdictChip {
                id: chip
                implicitHeight: 20
                verdict: row.verdict
                label: row.fault === "" && row.verdict !== "fits" ? row.verdictText : ""
            }
            Item { Layout.fillWidth: true }
        }
        AppText {
            width: parent.width
            parts: [row.line, row.licence, row.speed]
            size: Theme.small
            color: Theme.muted
        }
        AppText {
            width: parent.width
            parts: [row.source, row.lastUsed === "" ? qsTr("never used") : qsTr("last used %1").arg(row.lastUsed), row.verified]
            size: Theme.small
            color: Theme.muted
        }
        // Not one text: of several lines none is elided.
        Repeater {
            model: row.places
            AppText {
                required property string modelData
                width: content.width
                text: modelData
                size: Theme.tiny
                color: Theme.muted
                elide: Text.ElideMiddle
                wrapMode: Text.NoWrap
            }
        }
        AppText {
            width: parent.width
            visible: row.fault !== ""
            text: row.fault
            size: Theme.small
            color: Theme.bad
        }
        RowLayout {
            width: parent.width
            visible: row.fileState !== ""
            spacing: 10
            AppText {
                text: row.fileState === "moving" ? qsTr("Moving…") : qsTr("Verifying, %1 %").arg(Math.round(row.progress * 100))
                size: Theme.small
                color: Theme.muted
            }
            ProgressLine {
                Layout.fillWidth: true
                visible: row.fileState === "verifying"
                value: row.progress
                name: qsTr("Verifying %1").arg(row.name)
            }
            AppButton {
                visible: row.fileState === "verifying"
                quiet: true
                implicitHeight: 28
                text: qsTr("Stop")
                onClicked: row.stopAsked()
            }
        }
    }
    Row {
        id: actions
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12

        AppText {
            anchors.verticalCenter: parent.verticalCenter
            visible: row.current
            text: qsTr("In use")
            size: Theme.small
            font.weight: Font.DemiBold
            color: Theme.accent
        }
        AppButton {
            anchors.verticalCenter: parent.verticalCenter
            objectName: "libraryUse"
            visible: !row.current && row.fault === ""
            quiet: true
            implicitHeight: 32
            text: qsTr("Use")
            Accessible.name: qsTr("Use %1").arg(row.name)
            onClicked: row.useAsked()
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "more"
            text: qsTr("More about %1").arg(row.name)
            onClicked: menu.popup(this, width - menu.implicitWidth, height + 4)
        }
    }

    AppMenu {
        id: menu
        AppMenuItem {
            objectName: "libraryMakeQuant"
            text: qsTr("Make another quant…")
            iconName: "plus"
            enabled: row.fault === ""
            onTriggered: row.quantAsked()
        }
        AppMenuItem {
            text: qsTr("Verify the contents")
            iconName: "check"
            enabled: row.fileState === ""
            onTriggered: row.verifyAsked()
        }
        AppMenuItem {
            text: qsTr("Move to another folder…")
            iconName: "folder"
            visible: row.owned
            enabled: row.fileState === ""
            onTriggered: row.moveAsked()
        }
        AppMenuItem {
            text: qsTr("Take off the list")
            detail: qsTr("The file stays")
            iconName: "close"
            onTriggered: row.forgetAsked()
        }
        AppMenuItem {
            text: qsTr("Delete the file…")
            iconName: "trash"
            visible: row.canDelete
            enabled: row.fileState === ""
            onTriggered: row.deleteAsked()
        }
    }
}
