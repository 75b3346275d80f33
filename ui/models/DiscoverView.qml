// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Finds a model: filters, the list of the catalogue or of the hub, and one model in detail.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

Item {
    id: view

    required property App app
    readonly property DiscoverModel discover: app.browser.discover
    readonly property ModelDetail detail: app.browser.detail
    readonly property bool wide: width >= 1080
    readonly property bool single: width < 700
    /// Of a single column: the detail instead of the list.
    property bool showsDetail: false

    signal used(string path)
    signal quantAsked(string path, string type)

    function focusSearch() {
        view.showsDetail = false;
        list.focusSearch();
    }
    function showModel(modelId) {
        view.detail.showCatalogue(modelId);
        view.showsDetail = true;
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        FilterPanel {
            Layout.fillHeight: true
            Layout.preferredWidth: 232
            visible: view.wide
            browser: view.app.browser
        }
        Rectangle {
            Layout.fillHeight: true
            visible: view.wide
            implicitWidth: 1
            color: Theme.line
        }
        DiscoverList {
            id: list
            Layout.fillHeight: true
            Layout.fillWidth: view.single
            Layout.preferredWidth: view.wide ? 380 : 320
            visible: !view.single || !view.showsDetail
            app: view.app
            filtersShown: view.wide
            onFiltersAsked: filters.open()
            onModelChosen: modelId => view.showModel(modelId)
            onReferenceChosen: reference => {
                view.detail.showHub(reference);
                view.showsDetail = true;
            }
        }
        Rectangle {
            Layout.fillHeight: true
            visible: !view.single
            implicitWidth: 1
            color: Theme.line
        }
        ModelDetailView {
            Layout.fillHeight: true
            Layout.fillWidth: true
            visible: !view.single || view.showsDetail
            app: view.app
            showsBack: view.single
            onBack: view.showsDetail = false
            onOpened: modelId => view.showModel(modelId)
            onUsed: path => view.used(path)
            onQuantAsked: (path, type) => view.quantAsked(path, type)
            onSearchAsked: words => {
                view.showsDetail = false;
                list.search(words);
            }
        }
    }

    C.Drawer {
        id: filters
        width: 272
        height: view.height
        background: Rectangle { color: Theme.side }

        FilterPanel {
            anchors.fill: parent
            browser: view.app.browser
        }
    }
}
