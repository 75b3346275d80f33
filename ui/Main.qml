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
        {key: "models", label: qsTr("Models"), icon: "models"},
        {key: "compare", label: qsTr("Compare"), icon: "compare"},
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
            status: ({
                offline: window.app.hub.network.forbidden,
                busy: window.app.hub.network.running > 0,
                label: window.app.hub.network.forbidden ? qsTr("Offline") : window.app.hub.network.running > 0 ? qsTr("Hub") : qsTr("Quiet"),
                description: qsTr("Network: %1").arg(window.app.hub.network.summary)
            })
            onChosen: key => window.page = key
            onStatusAsked: ledger.open()
        }
        StackLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            currentIndex: window.pages.findIndex(p => p.key === window.page)

            ChatPage {
                id: chatPage
                app: window.app
                narrow: window.width < Theme.narrow
                onModelsAsked: window.page = "models"
            }
            ModelsPage {
                id: modelsPage
                app: window.app
                onChatAsked: {
                    window.page = "chats";
                    chatPage.focusComposer();
                }
            }
            ComparePage { app: window.app }
            HardwarePage { app: window.app }
            SettingsPage {
                app: window.app
                onLedgerAsked: ledger.open()
            }
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
    LedgerDialog {
        id: ledger
        app: window.app
    }
    DropArea {
        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: drop => {
            window.app.browser.library.importUrls(drop.urls);
            drop.acceptProposedAction();
        }
    }

    Shortcut { sequence: "Ctrl+1"; onActivated: window.page = "chats" }
    Shortcut { sequence: "Ctrl+2"; onActivated: window.page = "models" }
    Shortcut { sequence: "Ctrl+3"; onActivated: window.page = "compare" }
    Shortcut { sequence: "Ctrl+4"; onActivated: window.page = "hardware" }
    Shortcut { sequence: "Ctrl+5"; onActivated: window.page = "settings" }
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
            if (window.page === "models") {
                modelsPage.focusSearch();
                return;
            }
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
