// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One message: a bubble for the user's, plain text with trace and facts for an answer.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

Item {
    id: root

    required property App app
    required property int index
    required property string role
    required property string text
    required property var blocks
    required property string thinking
    required property real thinkingSeconds
    required property string status
    required property string errorText
    required property int siblingIndex
    required property int siblingCount
    required property string facts
    required property string factsDetail
    required property bool isLast
    readonly property bool fromUser: role === "user"
    readonly property bool streaming: status === "streaming"
    property bool editing: false

    implicitHeight: column.implicitHeight + (isLast ? 20 : 0) // a footer would be a bound component
    Accessible.role: Accessible.ListItem
    Accessible.name: (fromUser ? qsTr("You") : qsTr("Answer")) + ": " + text

    HoverHandler { id: hover }

    ColumnLayout {
        id: column

        width: Math.min(Theme.messageWidth, root.width - 48)
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 8

        Rectangle {
            Layout.alignment: Qt.AlignRight
            Layout.maximumWidth: Math.min(540, column.width)
            visible: root.fromUser && !root.editing
            implicitWidth: userText.implicitWidth + 28
            implicitHeight: userText.implicitHeight + 20
            radius: 16
            color: Theme.user

            TextBlock {
                id: userText
                x: 14
                y: 10
                width: parent.width - 28
                textFormat: TextEdit.PlainText
                text: root.fromUser ? root.text : ""
            }
        }
        MessageEditor {
            Layout.fillWidth: true
            original: root.text
            open: root.editing
            onCancelled: root.editing = false
            onAsked: text => {
                root.editing = false;
                root.app.chat.editMessage(root.index, text);
            }
        }
        ThinkingTrace {
            Layout.fillWidth: true
            visible: !root.fromUser && root.thinking !== ""
            trace: root.thinking
            seconds: root.thinkingSeconds
            live: root.streaming && root.text === ""
            onAnswerNow: root.app.chat.answerNow()
        }
        MessageBlocks {
            Layout.fillWidth: true
            visible: !root.fromUser && root.text !== ""
            blocks: root.fromUser ? [] : root.blocks
            app: root.app
        }
        Row {
            visible: root.streaming && root.text === "" && root.thinking === ""
            spacing: 8

            Rectangle {
                width: 8
                height: 8
                radius: 4
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.accent
                SequentialAnimation on opacity {
                    running: root.streaming && !Theme.reducedMotion
                    loops: Animation.Infinite
                    NumberAnimation { to: 0.25; duration: 600; easing.type: Easing.InOutSine }
                    NumberAnimation { to: 1; duration: 600; easing.type: Easing.InOutSine }
                }
            }
            Text {
                text: root.app.chat.state === "loadingModel" ? qsTr("Loading the model…") : qsTr("Reading your message…")
                color: Theme.muted
                font.family: Theme.family
                font.pixelSize: Theme.normal
            }
        }
        Text {
            Layout.fillWidth: true
            visible: text !== ""
            text: root.status === "error" ? root.errorText
                : root.status === "interrupted" ? qsTr("Conclave was closed while this answer was being written.")
                : root.status === "stopped" ? qsTr("You stopped this answer.") : ""
            textFormat: Text.PlainText
            color: root.status === "error" ? Theme.bad : Theme.muted
            font.family: Theme.family
            font.pixelSize: Theme.normal
            wrapMode: Text.Wrap
        }
        MessageActions {
            Layout.alignment: root.fromUser ? Qt.AlignRight : Qt.AlignLeft
            message: root
            app: root.app
            shown: hover.hovered || root.isLast
            visible: !root.streaming && !root.editing
            onEdit: root.editing = true
        }
    }
}
