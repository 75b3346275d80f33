// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Finding, getting and keeping models.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

Item {
    id: page

    required property App app
    property string tab: "discover"
    readonly property var tabs: ["discover", "library", "downloads", "licences"]
    readonly property int active: app.hub.downloads.activeCount

    signal chatAsked

    objectName: "modelsPage"

    function showDetail() { discover.showsDetail = true; }
    function focusSearch() {
        page.tab = "discover";
        discover.focusSearch();
    }
    function makeQuant(path, type) { quant.show(path, type); }
    /// Loads a verified file and opens a new chat with it.
    function use(path) {
        page.app.models.openFile("file://" + path.split("/").map(encodeURIComponent).join("/"));
        page.app.chats.newChat();
        page.chatAsked();
    }

    onVisibleChanged: {
        if (visible)
            app.browser.open();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Item {
            Layout.fillWidth: true
            implicitHeight: 52

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: 24
                anchors.rightMargin: 16
                spacing: 16
                AppText {
                    visible: page.width > 700
                    text: qsTr("Models")
                    size: Theme.medium
                    font.weight: Font.DemiBold
                }
                Segmented {
                    objectName: "modelTabs"
                    Layout.leftMargin: page.width > 700 ? 0 : -12
                    name: qsTr("Part of the page")
                    values: ["discover", "library", "downloads", "licences"]
                    labels: [qsTr("Discover"), qsTr("Library"), page.active > 0 ? qsTr("Downloads %1").arg(page.active) : qsTr("Downloads"), qsTr("Licences")]
                    value: page.tab
                    onChosen: value => page.tab = value
                }
                Item { Layout.fillWidth: true }
                ProgressLine {
                    visible: page.active > 0 && page.width > 700
                    implicitWidth: 90
                    value: page.app.hub.downloads.progress
                    name: qsTr("All downloads")
                }
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: 1
                color: Theme.line
            }
        }
        StackLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            currentIndex: page.tabs.indexOf(page.tab)

            DiscoverView {
                id: discover
                app: page.app
                onUsed: path => page.use(path)
                onQuantAsked: (path, type) => page.makeQuant(path, type)
            }
            LibraryView {
                app: page.app
                onUsed: {
                    page.app.chats.newChat();
                    page.chatAsked();
                }
                onDiscoverAsked: page.tab = "discover"
                onQuantAsked: (path, type) => page.makeQuant(path, type)
            }
            DownloadsView {
                app: page.app
                onUsed: path => page.use(path)
                onDiscoverAsked: page.tab = "discover"
            }
            LicencesView { app: page.app }
        }
    }

    MakeQuantDialog {
        id: quant
        app: page.app
        onUsed: path => page.use(path)
    }
}
