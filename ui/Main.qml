// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The window: rail, page, notices, and the shortcuts that work everywhere.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

C.ApplicationWindow {
    id: window

    required property App app
    property string page: "chats"
    readonly property var pages: [
        {key: "chats", label: qsTr("Chats"), icon: "chats"},
        {key: "hardware", label: qsTr("Hardware"), icon: "hardware"},
        {key: "settings", label: qsTr("Settings"), icon: "settings"}
    ]

    width: 1200
    height: 800
    minimumWidth: 640
    minimumHeight: 480
    visible: true
    title: page === "chats" && app.chat.title !== "" ? app.chat.title + " – Conclave" : "Conclave"
    color: Theme.bg
    font.pixelSize: Theme.normal

    Binding { target: Theme; property: "dark"; value: window.app.settings.dark }
    Binding { target: Theme; property: "fontScale"; value: window.app.settings.fontScale / 100 }
    Binding { target: Theme; property: "reducedMotion"; value: window.app.settings.reducedMotion === "on" }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        Rail {
            Layout.fillHeight: true
            pages: window.pages
            page: window.page
            onChosen: key => window.page = key
        }
        StackLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            currentIndex: window.pages.findIndex(p => p.key === window.page)

            ChatPage {
                id: chatPage
                app: window.app
                narrow: window.width < Theme.narrow
            }
            HardwarePage { app: window.app }
            SettingsPage { app: window.app }
        }
    }

    NoticeBar {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: window.page === "chats" ? 150 : 20
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(620, parent.width - 48)
        notices: window.app.notices
    }

    ShortcutsSheet { id: shortcuts }

    Shortcut { sequence: "Ctrl+1"; onActivated: window.page = "chats" }
    Shortcut { sequence: "Ctrl+2"; onActivated: window.page = "hardware" }
    Shortcut { sequence: "Ctrl+3"; onActivated: window.page = "settings" }
    Shortcut {
        sequence: "Ctrl+N"
        onActivated: {
            window.page = "chats";
            window.app.chats.newChat();
            chatPage.focusComposer();
        }
    }
    Shortcut {
        sequences: ["Ctrl+K", "Ctrl+F"]
        onActivated: {
            window.page = "chats";
            chatPage.focusSearch();
        }
    }
    Shortcut {
        sequence: "Ctrl+B"
        onActivated: window.app.settings.chatListFolded = !window.app.settings.chatListFolded
    }
    Shortcut { sequences: ["F1", "Ctrl+/"]; onActivated: shortcuts.open() }
    Shortcut { sequence: "Ctrl+Q"; onActivated: window.close() }
}
