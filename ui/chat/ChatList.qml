// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// All chats by day, or what a search found.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

Rectangle {
    id: root

    required property ChatListViewModel chats

    signal picked

    function focusSearch() { search.forceActiveFocus(); }

    color: Theme.side

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 12
        spacing: 10

        AppButton {
            objectName: "newChatButton"
            Layout.fillWidth: true
            text: qsTr("New chat")
            iconName: "plus"
            onClicked: {
                root.chats.newChat();
                root.picked();
            }
        }
        AppTextField {
            id: search
            objectName: "searchField"
            Layout.fillWidth: true
            placeholderText: qsTr("Search all chats")
            iconName: "search"
            hint: "Ctrl K"
            onTextChanged: root.chats.searchText = text
            Keys.onEscapePressed: text = ""
            Keys.onDownPressed: view.forceActiveFocus()
        }
        ListView {
            id: view
            objectName: "chatList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: root.chats
            spacing: 2
            currentIndex: -1
            keyNavigationEnabled: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Chats")

            section.property: "group"
            // A file of its own: Qt 6.4 cannot create headings from components of bound files.
            section.delegate: Qt.createComponent("ChatSection.qml", Component.PreferSynchronous, view)
            delegate: ChatListItem {
                width: view.width
                chats: root.chats
                onPicked: root.picked()
            }

            Text {
                anchors.centerIn: parent
                width: parent.width - 32
                visible: view.count === 0
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                text: root.chats.searching ? qsTr("Nothing found. Try fewer or shorter words.")
                                           : qsTr("Your chats will be listed here. They stay on this computer.")
                color: Theme.muted
                font.family: Theme.family
                font.pixelSize: Theme.normal
            }
        }
    }
}
