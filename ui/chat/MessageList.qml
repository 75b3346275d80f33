// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The conversation. Follows the answer while it is written, unless the reader scrolled up.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import Conclave
import Conclave.App

Item {
    id: root

    required property App app
    property bool following: true

    ListView {
        id: view

        objectName: "messageList"
        anchors.fill: parent
        model: root.app.chat.messages
        spacing: 12
        clip: true
        topMargin: 24
        cacheBuffer: 800
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Messages")

        function follow() {
            if (root.following)
                positionViewAtEnd();
        }
        function later(action) { Qt.callLater(action); } // qmllint disable type

        onContentHeightChanged: later(follow)
        onHeightChanged: later(follow)
        onMovementStarted: root.following = false
        onMovementEnded: root.following = atYEnd
        Keys.onPressed: event => {
            const step = event.key === Qt.Key_PageDown ? height * 0.9 : event.key === Qt.Key_PageUp ? -height * 0.9
                       : event.key === Qt.Key_Down ? 60 : event.key === Qt.Key_Up ? -60 : 0;
            if (step !== 0) {
                contentY = Math.max(originY - topMargin, Math.min(contentY + step, originY + contentHeight - height));
                root.following = atYEnd;
                event.accepted = true;
            }
        }

        C.ScrollBar.vertical: C.ScrollBar {
            id: bar
            policy: C.ScrollBar.AsNeeded
            onPressedChanged: root.following = !pressed && view.atYEnd
            contentItem: Rectangle {
                implicitWidth: 6
                radius: 3
                color: Theme.faint
                opacity: bar.pressed ? 0.8 : bar.hovered ? 0.6 : 0.3
            }
            background: null
        }
        delegate: MessageDelegate {
            width: view.width
            app: root.app
        }

        Connections {
            target: root.app.chat
            function onReplyStarted() {
                root.following = true;
                view.later(view.positionViewAtEnd);
            }
            function onChatChanged() {
                root.following = true;
                view.later(view.positionViewAtEnd);
            }
            function onScrollToRow(row) {
                root.following = false;
                view.later(() => view.positionViewAtIndex(row, ListView.Center));
            }
        }
    }

    WheelHandler {
        onWheel: event => {
            if (event.angleDelta.y > 0)
                root.following = false;
        }
    }

    IconButton {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 8
        visible: !view.atYEnd && !root.following
        size: 36
        iconName: "down"
        text: qsTr("Go to the newest message")
        background: Rectangle {
            radius: 18
            color: Theme.surface
            border.width: 1
            border.color: Theme.line
        }
        onClicked: {
            root.following = true;
            view.positionViewAtEnd();
        }
    }
}
