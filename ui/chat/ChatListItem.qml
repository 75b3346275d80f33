// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One chat or search hit; its menu renames, pins and deletes.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave
import Conclave.App

T.ItemDelegate {
    id: item

    required property ChatListViewModel chats
    required property int index
    required property string chatId
    required property string title
    required property string snippet
    required property string snippetHtml
    required property bool pinned
    required property bool current
    property bool renaming: false

    signal picked

    function openIt() {
        if (item.chats.searching)
            item.chats.openHit(item.index);
        else
            item.chats.open(item.chatId);
        item.picked();
    }

    implicitHeight: 52
    text: title
    Accessible.name: title
    onClicked: openIt()
    Keys.onReturnPressed: openIt()
    Keys.onDeletePressed: chats.remove(chatId)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2)
            item.renaming = true;
    }

    background: Rectangle {
        radius: Theme.radius
        color: item.current ? Theme.surface : item.hovered ? Theme.hover : "transparent"
        border.width: item.activeFocus ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Item {
        ColumnLayout {
            anchors.fill: parent
            anchors.leftMargin: 10
            anchors.rightMargin: item.hovered || more.visualFocus ? 38 : 10
            anchors.topMargin: 7
            anchors.bottomMargin: 7
            spacing: 1

            Text {
                Layout.fillWidth: true
                visible: !item.renaming
                text: item.title
                textFormat: Text.PlainText
                color: Theme.text
                font.family: Theme.family
                font.pixelSize: Theme.normal
                font.weight: item.current ? Font.DemiBold : Font.Normal
                elide: Text.ElideRight
            }
            AppTextField {
                Layout.fillWidth: true
                implicitHeight: 28
                visible: item.renaming
                text: item.title
                placeholderText: qsTr("Name of the chat")
                onVisibleChanged: if (visible) {
                    forceActiveFocus();
                    selectAll();
                }
                onAccepted: {
                    item.renaming = false;
                    item.chats.rename(item.chatId, text);
                }
                Keys.onEscapePressed: item.renaming = false
            }
            Text {
                Layout.fillWidth: true
                text: item.snippetHtml !== "" ? item.snippetHtml : item.snippet
                textFormat: item.snippetHtml !== "" ? Text.StyledText : Text.PlainText
                color: Theme.muted
                font.family: Theme.family
                font.pixelSize: Theme.tiny
                elide: Text.ElideRight
                maximumLineCount: 1
            }
        }
        IconButton {
            id: more
            anchors.right: parent.right
            anchors.rightMargin: 6
            anchors.verticalCenter: parent.verticalCenter
            opacity: item.hovered || hovered || visualFocus || menu.visible ? 1 : 0
            iconName: "more"
            text: qsTr("More")
            onClicked: menu.popup(more, 0, more.height)
        }
    }

    AppMenu {
        id: menu

        AppMenuItem {
            text: qsTr("Rename")
            iconName: "edit"
            onTriggered: item.renaming = true
        }
        AppMenuItem {
            text: item.pinned ? qsTr("Unpin") : qsTr("Pin")
            iconName: "pin"
            onTriggered: item.chats.setPinned(item.chatId, !item.pinned)
        }
        AppMenuItem {
            text: qsTr("Delete")
            iconName: "trash"
            onTriggered: item.chats.remove(item.chatId)
        }
    }
}
