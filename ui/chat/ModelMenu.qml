// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The model that answers, and the choice of another: the Guide or any GGUF file on this computer.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import QtQuick.Controls.Basic as C
import Conclave
import Conclave.App

Chip {
    id: root

    required property App app
    readonly property ModelsViewModel models: app.models

    signal modelsAsked

    iconName: "chats"
    opensMenu: true
    text: models.loading ? qsTr("Loading %1 … %2 %").arg(models.currentName).arg(Math.round(models.loadProgress * 100))
        : models.currentName !== "" ? models.currentName + (models.currentQuant !== "" ? " · " + models.currentQuant : "")
        : qsTr("Choose a model")
    Accessible.description: qsTr("Opens the list of models")
    onClicked: menu.popup(root, 0, -menu.implicitHeight - 6)

    AppMenu {
        id: menu
        implicitWidth: 320

        Instantiator {
            model: root.models
            delegate: AppMenuItem {
                required property int index
                required property string name
                required property bool current
                required property bool missing
                required detail

                implicitWidth: 308
                text: name
                checkable: true
                checked: current
                enabled: !missing
                onTriggered: root.models.choose(index)
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
        AppMenuItem {
            text: qsTr("Open a GGUF file…")
            iconName: "folder"
            onTriggered: dialog.open()
        }
        AppMenuItem {
            objectName: "findModels"
            text: qsTr("Find a model…")
            iconName: "search"
            onTriggered: root.modelsAsked()
        }
    }
    FileDialog {
        id: dialog
        title: qsTr("Open a model")
        nameFilters: [qsTr("Models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: root.models.openFile(selectedFile)
    }
}
