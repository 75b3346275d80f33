// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Where the importance matrix of a quantisation comes from: nowhere, computed here, or a file.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import Conclave
import Conclave.App

AppButton {
    id: root

    required property QuantChoices choices
    readonly property string kind: choices.importanceKind

    property bool asksForText: false

    function ask(forText) {
        asksForText = forText;
        files.open();
    }

    objectName: "importanceButton"
    quiet: true
    implicitHeight: 32
    text: kind === "none" ? qsTr("Importance matrix…") : kind === "computed" ? qsTr("Importance: computed here") : qsTr("Importance: from a file")
    Accessible.description: kind === "none" ? qsTr("Says which weights matter; small types need one") : choices.importanceText
    onClicked: menu.popup(root, 0, height + 6)

    AppMenu {
        id: menu
        implicitWidth: 372

        AppMenuItem {
            objectName: "importanceNone"
            implicitWidth: 360
            text: qsTr("None")
            detail: qsTr("Every weight of a block counts the same")
            checkable: true
            checked: root.kind === "none"
            onTriggered: root.choices.dropImportance()
        }
        AppMenuItem {
            objectName: "importanceHere"
            implicitWidth: 360
            text: qsTr("Compute it here")
            detail: qsTr("From our text in several languages and code; small models take seconds")
            checkable: true
            checked: root.kind === "computed"
            onTriggered: root.choices.computeImportance()
        }
        AppMenuItem {
            implicitWidth: 360
            text: qsTr("Compute it from a text…")
            detail: qsTr("A text like those that you will write")
            iconName: "folder"
            onTriggered: root.ask(true)
        }
        AppMenuItem {
            implicitWidth: 360
            text: qsTr("Open a published one…")
            detail: qsTr("Of the same model, often beside its quants on the hub")
            iconName: "folder"
            onTriggered: root.ask(false)
        }
    }
    // Not in a loader: in Qt 6.4 a bound component of a file like this one cannot be loaded later.
    FileDialog {
        id: files
        title: root.asksForText ? qsTr("Open a text") : qsTr("Open an importance matrix")
        nameFilters: root.asksForText ? [qsTr("Texts (*.txt *.md)"), qsTr("All files (*)")]
                            : [qsTr("Importance matrices (*.gguf *.dat)"), qsTr("All files (*)")]
        onAccepted: {
            if (root.asksForText)
                root.choices.computeImportance(selectedFile);
            else
                root.choices.useImportance(selectedFile);
        }
    }
}
