// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What can be done with a message, its place among its siblings, and the truth about an answer.
import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

RowLayout {
    id: root

    required property var message // a MessageDelegate; two types cannot name each other
    required property App app
    required property bool shown
    readonly property bool busy: app.chat.busy
    readonly property bool unfinished: message.status === "stopped" || message.status === "interrupted" || message.status === "error"

    signal edit

    spacing: 2

    RowLayout {
        visible: root.message.siblingCount > 1
        spacing: 0

        IconButton {
            size: 26
            iconName: "left"
            text: qsTr("Previous version")
            enabled: root.message.siblingIndex > 1 && !root.busy
            onClicked: root.app.chat.previousSibling(root.message.index)
        }
        Text {
            text: root.message.siblingIndex + "/" + root.message.siblingCount
            color: Theme.muted
            font.family: Theme.family
            font.pixelSize: Theme.small
        }
        IconButton {
            size: 26
            iconName: "right"
            text: qsTr("Next version")
            enabled: root.message.siblingIndex < root.message.siblingCount && !root.busy
            onClicked: root.app.chat.nextSibling(root.message.index)
        }
    }
    RowLayout {
        spacing: 2
        opacity: root.shown || copy.visualFocus || again.visualFocus || change.visualFocus ? 1 : 0

        IconButton {
            id: copy
            size: 28
            iconSize: 16
            iconName: copied.running ? "check" : "copy"
            text: copied.running ? qsTr("Copied") : qsTr("Copy")
            onClicked: {
                root.app.chat.copyMessage(root.message.index);
                copied.restart();
            }
            Timer { id: copied; interval: 1500 }
        }
        IconButton {
            id: change
            visible: root.message.fromUser
            size: 28
            iconSize: 16
            iconName: "edit"
            text: qsTr("Edit as a new branch")
            enabled: !root.busy
            onClicked: root.edit()
        }
        IconButton {
            id: again
            visible: !root.message.fromUser
            size: 28
            iconSize: 16
            iconName: "regenerate"
            text: qsTr("Answer again")
            enabled: !root.busy
            onClicked: root.app.chat.regenerate(root.message.index)
        }
    }
    AppButton {
        visible: root.unfinished && root.message.isLast && !root.message.fromUser
        quiet: true
        implicitHeight: 30
        text: qsTr("Continue")
        iconName: "play"
        enabled: !root.busy
        onClicked: root.app.chat.continueReply(root.message.index)
    }
    Text {
        id: facts
        Layout.leftMargin: 6
        visible: !root.message.fromUser && text !== ""
        text: root.message.facts
        color: Theme.muted
        font.family: Theme.family
        font.pixelSize: Theme.small
        Accessible.role: Accessible.StaticText
        Accessible.name: text

        HoverHandler { id: hover }
        C.ToolTip {
            visible: hover.hovered && root.message.factsDetail !== ""
            delay: 300
            background: Rectangle {
                radius: 8
                color: Theme.surface
                border.width: 1
                border.color: Theme.line
            }
            contentItem: Text {
                text: root.message.factsDetail
                color: Theme.text
                font.family: Theme.family
                font.pixelSize: Theme.small
                lineHeight: 1.35
            }
        }
    }
}
