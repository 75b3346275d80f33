// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The comparison as text, table or picture.
import QtQuick
import QtQuick.Dialogs
import Conclave
import Conclave.App

Chip {
    id: root

    required property App app
    readonly property ComparisonViewModel compare: app.compare

    /// A picture of the comparison is wanted in that file.
    signal pictureWanted(url file)

    objectName: "exportChip"
    visible: compare.comparisonId !== ""
    enabled: !compare.busy && !compare.hidden
    iconName: "export"
    text: qsTr("Export")
    onClicked: menu.popup(root, 0, height + 6)

    AppMenu {
        id: menu

        AppMenuItem {
            text: qsTr("Markdown…")
            iconName: "export"
            onTriggered: files.ask("md")
        }
        AppMenuItem {
            text: qsTr("Table (CSV)…")
            iconName: "export"
            onTriggered: files.ask("csv")
        }
        AppMenuItem {
            text: qsTr("Picture (PNG)…")
            iconName: "export"
            onTriggered: files.ask("png")
        }
        AppMenuItem {
            text: qsTr("Copy as Markdown")
            iconName: "copy"
            onTriggered: root.app.copyToClipboard(root.compare.markdown())
        }
    }
    FileDialog {
        id: files

        property string kind: "md"

        function ask(ending) {
            kind = ending;
            open();
        }

        fileMode: FileDialog.SaveFile
        defaultSuffix: kind
        title: qsTr("Export the comparison")
        nameFilters: kind === "md" ? [qsTr("Markdown (*.md)")] : kind === "csv" ? [qsTr("Table (*.csv)")] : [qsTr("Picture (*.png)")]
        onAccepted: {
            if (kind === "md")
                root.compare.exportMarkdown(selectedFile);
            else if (kind === "csv")
                root.compare.exportCsv(selectedFile);
            else
                root.pictureWanted(selectedFile);
        }
    }
}
