// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Adds a column: any model of this computer, or a file.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import QtQuick.Controls.Basic as C
import Conclave
import Conclave.App

Chip {
    id: root

    required property App app
    readonly property ComparisonViewModel compare: app.compare

    objectName: "addColumn"
    iconName: "plus"
    text: qsTr("Column")
    enabled: !compare.busy && compare.columns.count < 4
    Accessible.name: qsTr("Add a column")
    Accessible.description: qsTr("Opens the list of models")
    onClicked: {
        offers = compare.offers();
        menu.popup(root, 0, -menu.implicitHeight - 6);
    }

    /// Quantisations of the same model that are not here yet.
    property var offers: []

    AppMenu {
        id: menu
        implicitWidth: 320

        Instantiator {
            model: root.compare.candidates
            delegate: AppMenuItem {
                required property var modelData

                implicitWidth: 308
                text: modelData.name
                detail: modelData.detail
                iconName: "plus"
                onTriggered: root.compare.addColumn(modelData.path)
            }
            onObjectAdded: (index, object) => menu.insertItem(index, object)
            onObjectRemoved: (index, object) => menu.removeItem(object)
        }
        C.MenuSeparator {
            contentItem: Rectangle {
                implicitHeight: 1
                color: Theme.line
            }
        }
        Instantiator {
            model: root.offers
            delegate: AppMenuItem {
                required property var modelData
                readonly property bool onHub: modelData.repository !== ""

                objectName: "offer" + modelData.type
                implicitWidth: 308
                text: onHub ? qsTr("Download %1, %2").arg(modelData.type).arg(modelData.size) : qsTr("Make %1, %2").arg(modelData.type).arg(modelData.size)
                detail: onHub ? modelData.repository : qsTr("Here, from the best file of this model")
                iconName: onHub ? "download" : "scales"
                onTriggered: root.compare.addOffer(modelData)
            }
            // Between the two lines.
            onObjectAdded: (index, object) => menu.insertItem(root.compare.candidates.length + 1 + index, object)
            onObjectRemoved: (index, object) => menu.removeItem(object)
        }
        C.MenuSeparator {
            visible: root.offers.length > 0
            height: visible ? implicitHeight : 0
            contentItem: Rectangle {
                implicitHeight: 1
                color: Theme.line
            }
        }
        AppMenuItem {
            text: qsTr("A GGUF file…")
            iconName: "folder"
            onTriggered: dialog.open()
        }
        AppMenuItem {
            objectName: "columnMakeQuant"
            text: qsTr("Make another quant…")
            detail: qsTr("Of the model in use")
            iconName: "plus"
            onTriggered: quant.show(root.app.models.currentPath, "")
        }
    }
    // Not in a loader: in Qt 6.4 a bound component of a file like this one cannot be loaded later.
    MakeQuantDialog {
        id: quant
        app: root.app
        onUsed: path => root.compare.addColumn(path)
    }
    FileDialog {
        id: dialog
        title: qsTr("Add a column")
        nameFilters: [qsTr("Models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: root.compare.addFile(selectedFile)
    }
}
