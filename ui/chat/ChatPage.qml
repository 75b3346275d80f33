// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Chat list, conversation, composer.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

Item {
    id: page

    required property App app
    required property bool narrow
    readonly property bool listShown: !narrow && !app.settings.chatListFolded

    signal modelsAsked

    function focusComposer() { composer.focusInput(); }
    function focusSearch() {
        if (page.narrow)
            drawer.open();
        else
            page.app.settings.chatListFolded = false;
        (page.narrow ? drawerList : list).focusSearch();
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        ChatList {
            id: list
            Layout.fillHeight: true
            Layout.preferredWidth: 272
            visible: page.listShown
            chats: page.app.chats
            onPicked: page.focusComposer()
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            Item {
                Layout.fillWidth: true
                implicitHeight: 52

                RowLayout {
                    anchors.fill: parent
                    anchors.leftMargin: 16
                    anchors.rightMargin: 24
                    spacing: 10

                    IconButton {
                        visible: !page.listShown
                        iconName: "menu"
                        text: qsTr("Chats")
                        onClicked: page.narrow ? drawer.open() : page.app.settings.chatListFolded = false
                    }
                    Text {
                        Layout.fillWidth: true
                        Layout.leftMargin: page.listShown ? 8 : 0
                        text: page.app.chat.title !== "" ? page.app.chat.title : qsTr("New chat")
                        textFormat: Text.PlainText
                        color: Theme.text
                        font.family: Theme.family
                        font.pixelSize: Theme.medium
                        font.weight: Font.DemiBold
                        elide: Text.ElideRight
                    }
                    Text {
                        visible: page.app.chat.contextUsed > 0 && page.app.chat.contextLength > 0
                        text: qsTr("%1 of %2 tokens").arg(page.app.chat.contextUsed).arg(page.app.chat.contextLength)
                        color: Theme.muted
                        font.family: Theme.family
                        font.pixelSize: Theme.small
                    }
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: 1
                    color: Theme.line
                }
            }
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true

                MessageList {
                    anchors.fill: parent
                    visible: !page.app.chat.isEmpty
                    app: page.app
                }
                Welcome {
                    anchors.fill: parent
                    visible: page.app.chat.isEmpty
                    onTried: (text, thinking) => {
                        page.app.chat.thinkingOn = thinking;
                        page.app.chat.send(text);
                    }
                }
            }
            Composer {
                id: composer
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.composerWidth + 32
                Layout.alignment: Qt.AlignHCenter
                app: page.app
                onModelsAsked: page.modelsAsked()
            }
        }
    }

    C.Drawer {
        id: drawer
        width: 300
        height: page.height
        background: Rectangle { color: Theme.side }

        ChatList {
            id: drawerList
            anchors.fill: parent
            chats: page.app.chats
            onPicked: {
                drawer.close();
                page.focusComposer();
            }
        }
    }
}
