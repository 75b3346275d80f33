// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The catalogue, or what the hub found; a search field above both.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

ColumnLayout {
    id: root

    required property App app
    required property bool filtersShown
    property string place: "catalogue"
    readonly property DiscoverModel discover: app.browser.discover
    readonly property HubSearchModel hub: app.hub.search
    /// qmllint 6.4 takes no model of a list for the target of Connections.
    readonly property var hubEvents: hub
    readonly property HubHits hits: app.browser.hits
    /// What was asked names one model: it is shown as soon as the hub knows it.
    property bool asksForOne: false

    signal filtersAsked
    signal modelChosen(string modelId)
    signal referenceChosen(string reference)

    function focusSearch() { field.forceActiveFocus(); }
    function askHub() {
        root.place = "hub";
        root.asksForOne = field.text.includes("/");
        root.hub.text = field.text;
        root.hub.search();
    }
    /// Searches the hub for these words.
    function search(words) {
        field.text = words;
        root.askHub();
    }

    spacing: 8

    Connections {
        target: root.hubEvents
        function onModelNamed(reference) { root.referenceChosen(reference); }
        function onCountChanged() {
            if (root.asksForOne && root.hub.count === 1) {
                root.asksForOne = false;
                root.referenceChosen(field.text.trim());
            }
        }
    }

    AppTextField {
        id: field
        objectName: "modelSearch"
        Layout.fillWidth: true
        Layout.topMargin: 12
        Layout.leftMargin: 12
        Layout.rightMargin: 12
        placeholderText: root.place === "hub" ? qsTr("Search the hub, or paste owner/repo") : qsTr("Search, or paste owner/repo")
        iconName: "search"
        hint: "Ctrl F"
        onTextChanged: {
            root.discover.text = text.includes("/") || text.startsWith("ollama:") ? "" : text;
            if (text.includes("/") || text.startsWith("ollama:"))
                root.place = "hub";
        }
        Keys.onReturnPressed: root.askHub()
        Keys.onEscapePressed: text = ""
        Keys.onDownPressed: {
            const list = root.place === "hub" ? found : view;
            list.currentIndex = 0; // the list may be another since it was left
            list.forceActiveFocus();
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.leftMargin: 12
        Layout.rightMargin: 8
        spacing: 4
        Segmented {
            name: qsTr("Where to look")
            values: ["catalogue", "hub"]
            labels: [qsTr("Catalogue"), qsTr("Hub")]
            value: root.place
            onChosen: value => root.place = value
        }
        AppText {
            Layout.fillWidth: true
            text: root.place === "catalogue" ? qsTr("%1 of %2").arg(root.discover.count).arg(root.discover.total)
                : root.hits.total > 0 ? qsTr("%1 of %2").arg(root.hits.count).arg(root.hits.total + (root.hub.hasMore ? "+" : "")) : ""
            size: Theme.small
            color: Theme.muted
            horizontalAlignment: Text.AlignRight
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        IconButton {
            objectName: "filtersButton"
            visible: !root.filtersShown
            iconName: "filter"
            checked: root.discover.filtered
            text: qsTr("Filters")
            ink: root.discover.filtered ? Theme.accent : Theme.muted
            onClicked: root.filtersAsked()
        }
        IconButton {
            iconName: "more"
            text: qsTr("Sort")
            onClicked: sorts.popup(this, 0, height + 4)
        }
    }
    ListView {
        id: view
        objectName: "catalogueList"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.leftMargin: 8
        Layout.rightMargin: 8
        visible: root.place === "catalogue"
        clip: true
        model: root.discover
        spacing: 2
        currentIndex: -1
        keyNavigationEnabled: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Models of the catalogue")
        Keys.onReturnPressed: {
            if (currentItem)
                (currentItem as ModelRow).chosen();
        }
        onActiveFocusChanged: {
            if (activeFocus && !currentItem)
                currentIndex = 0;
        }
        C.ScrollBar.vertical: C.ScrollBar {}

        delegate: ModelRow {
            id: entry
            required property int index
            required property string modelId
            required property string name
            required line
            required verdict
            required verdictText
            width: ListView.view.width
            title: name
            current: root.app.browser.detail.modelId === modelId
            onChosen: {
                ListView.view.currentIndex = entry.index;
                root.modelChosen(modelId);
            }
        }
        AppText {
            anchors.centerIn: parent
            width: parent.width - 48
            visible: view.count === 0
            horizontalAlignment: Text.AlignHCenter
            color: Theme.muted
            text: root.discover.filtered ? qsTr("No model of the catalogue is like that. Show all again, or search the hub.") : qsTr("The catalogue is missing; install Conclave again.")
        }
    }
    ListView {
        id: found
        objectName: "hubList"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.leftMargin: 8
        Layout.rightMargin: 8
        visible: root.place === "hub"
        clip: true
        model: root.hits
        spacing: 2
        currentIndex: -1
        keyNavigationEnabled: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Models found at the hub")
        Keys.onReturnPressed: {
            if (currentItem)
                (currentItem as ModelRow).chosen();
        }
        onActiveFocusChanged: {
            if (activeFocus && !currentItem)
                currentIndex = 0;
        }
        C.ScrollBar.vertical: C.ScrollBar {}

        delegate: ModelRow {
            id: hit
            required property int index
            required property string name
            required property string author
            required property real downloads
            required property string licence
            required property string gated
            required property string reference
            required property string size
            required property string flags
            required verdict
            required verdictText
            width: ListView.view.width
            title: name
            line: [author, size, flags, licence, gated !== "" ? qsTr("terms first") : "", qsTr("%1 downloads").arg(Number(downloads).toLocaleString(Qt.locale(), "f", 0))].filter(t => t !== "").join(" · ")
            onChosen: {
                ListView.view.currentIndex = hit.index;
                root.referenceChosen(reference);
            }
        }

        ColumnLayout {
            anchors.centerIn: parent
            width: parent.width - 48
            visible: found.count === 0
            spacing: 12
            AppText {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                color: Theme.muted
                text: root.app.hub.network.forbidden ? qsTr("The network is switched off, so the hub cannot be asked. The catalogue works without it.")
                    : root.hub.busy ? qsTr("Asking the hub…")
                    : root.hub.error !== "" ? root.hub.error
                    : root.hub.count > 0 ? qsTr("Of what the hub found, nothing passes the filters.")
                    : root.hub.searched ? qsTr("The hub has nothing like that. Try fewer words.")
                    : qsTr("Nothing is sent until you search: then the hub at %1 sees your words.").arg(root.app.hub.network.effectiveHubUrl)
            }
            AppButton {
                objectName: "askHubButton"
                Layout.alignment: Qt.AlignHCenter
                visible: !root.app.hub.network.forbidden && !root.hub.busy && root.hub.count === 0
                text: root.hub.error !== "" ? qsTr("Try again") : qsTr("Search the hub")
                onClicked: root.askHub()
            }
            AppButton {
                Layout.alignment: Qt.AlignHCenter
                visible: root.hub.count > 0
                quiet: true
                text: qsTr("Show all again")
                onClicked: root.discover.clearFilters()
            }
        }
    }

    // Below the list: in Qt 6.4 a footer cannot be a bound component.
    AppButton {
        objectName: "moreHits"
        Layout.alignment: Qt.AlignHCenter
        Layout.bottomMargin: 10
        visible: root.place === "hub" && root.hub.hasMore
        enabled: !root.hub.busy
        quiet: true
        implicitHeight: 32
        text: qsTr("Show more")
        onClicked: root.hub.loadMore()
    }

    AppMenu {
        id: sorts
        Instantiator {
            model: root.place === "hub" ? [
                {key: "trendingScore", label: qsTr("Most talked about")},
                {key: "downloads", label: qsTr("Most downloaded")},
                {key: "likes", label: qsTr("Most liked")},
                {key: "lastModified", label: qsTr("Changed last")},
                {key: "createdAt", label: qsTr("Newest")}
            ] : [
                {key: "best", label: qsTr("Most able that fits")},
                {key: "fastest", label: qsTr("Fastest here")},
                {key: "newest", label: qsTr("Newest")},
                {key: "smallest", label: qsTr("Smallest file")},
                {key: "name", label: qsTr("By name")}
            ]
            delegate: AppMenuItem {
                required property var modelData
                text: modelData.label
                checkable: true
                checked: (root.place === "hub" ? root.hub.sort : root.discover.sort) === modelData.key
                onTriggered: {
                    if (root.place === "hub") {
                        root.hub.sort = modelData.key;
                        if (root.hub.searched)
                            root.askHub();
                    } else {
                        root.discover.sort = modelData.key;
                    }
                }
            }
            onObjectAdded: (index, object) => sorts.insertItem(index, object)
            onObjectRemoved: (index, object) => sorts.removeItem(object)
        }
    }
}
