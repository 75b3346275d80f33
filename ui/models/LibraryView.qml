// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The models on this computer: use, verify, move, delete.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Dialogs
import QtQuick.Layouts
import Conclave
import Conclave.App

C.ScrollView {
    id: view

    required property App app
    readonly property LibraryModel library: app.browser.library

    signal used(string path)
    signal discoverAsked
    signal quantAsked(string path, string type)

    function usePath(path) {
        view.app.models.openFile("file://" + path.split("/").map(encodeURIComponent).join("/"));
        view.used(path);
    }

    contentWidth: availableWidth

    ColumnLayout {
        x: Math.max(24, (view.availableWidth - width) / 2)
        width: Math.min(860, view.availableWidth - 48)
        spacing: 4

        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 20
            Layout.bottomMargin: 8
            spacing: 8
            AppText {
                Layout.fillWidth: true
                text: view.library.count === 0 ? "" : qsTr("%1 in all, %2 of it downloaded by Conclave").arg(view.library.allBytes).arg(view.library.ownBytes)
                color: Theme.muted
            }
            AppButton {
                quiet: true
                enabled: !view.library.scanning
                text: view.library.scanning ? qsTr("Looking…") : qsTr("Look again")
                Accessible.description: qsTr("Looks for models in the folders of LM Studio, Ollama, Hugging Face, Jan and GPT4All")
                onClicked: view.library.scan()
            }
            AppButton {
                quiet: true
                objectName: "openFile"
                text: qsTr("Open a file…")
                onClicked: file.open()
            }
        }
        GuideQuants {
            Layout.fillWidth: true
            Layout.bottomMargin: 8
            app: view.app
            onUsed: path => view.usePath(path)
            onMoreAsked: view.quantAsked(view.app.quantiser.guide, "")
        }
        MakingList {
            Layout.fillWidth: true
            Layout.bottomMargin: 8
            maker: view.app.quantiser.maker
            onUsed: path => view.usePath(path)
        }
        Repeater {
            model: view.library
            LibraryRow {
                Layout.fillWidth: true
                onQuantAsked: view.quantAsked(path, "")
                onUseAsked: {
                    view.library.use(index);
                    view.used(path);
                }
                onVerifyAsked: view.library.verify(index)
                onStopAsked: view.library.stopVerifying()
                onForgetAsked: view.library.forget(index)
                onMoveAsked: {
                    folder.row = index;
                    folder.open();
                }
                onDeleteAsked: {
                    removal.row = index;
                    removal.name = name;
                    removal.warning = deleteWarning;
                    removal.open();
                }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.topMargin: 48
            visible: view.library.count === 0
            spacing: 14
            AppText {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                color: Theme.muted
                text: view.library.scanning ? qsTr("Looking for models on this computer…") : qsTr("No other model is on this computer yet; the Guide is built in. Download one, drop a GGUF file on this window, or open one.")
            }
            AppButton {
                Layout.alignment: Qt.AlignHCenter
                visible: !view.library.scanning
                text: qsTr("Find a model")
                onClicked: view.discoverAsked()
            }
        }
        Item { implicitHeight: 24 }
    }

    // Not in loaders: in Qt 6.4 a bound component of a file like this one cannot be loaded later.
    FileDialog {
        id: file
        objectName: "libraryFile"
        title: qsTr("Open a model")
        nameFilters: [qsTr("Models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: view.library.importUrls([selectedFile])
    }
    FolderDialog {
        id: folder
        objectName: "libraryFolder"
        property int row: -1
        title: qsTr("Move the model to")
        onAccepted: view.library.moveTo(folder.row, selectedFolder)
    }
    AppDialog {
        id: removal
        property int row: -1
        property string name: ""
        property string warning: ""
        title: qsTr("Delete %1?").arg(name)
        acceptText: qsTr("Delete the file")
        onAccepted: view.library.deleteFile(row)

        ColumnLayout {
            width: parent.width
            spacing: 8
            AppText {
                Layout.fillWidth: true
                visible: removal.warning !== ""
                text: removal.warning
                color: Theme.warn
            }
            AppText {
                Layout.fillWidth: true
                text: qsTr("The file is deleted from the disk and cannot be brought back. Your chats stay.")
            }
        }
    }
}
