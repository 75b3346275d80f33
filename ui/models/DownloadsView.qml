// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What is being downloaded, what waits, what failed and why.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

C.ScrollView {
    id: view

    required property App app
    readonly property DownloadsModel downloads: app.hub.downloads

    signal used(string path)
    signal discoverAsked

    contentWidth: availableWidth

    ColumnLayout {
        x: Math.max(24, (view.availableWidth - width) / 2)
        width: Math.min(860, view.availableWidth - 48)
        spacing: 4

        Flow {
            Layout.fillWidth: true
            Layout.topMargin: 20
            Layout.bottomMargin: 8
            visible: view.downloads.count > 0
            spacing: 8
            AppButton {
                quiet: true
                enabled: view.downloads.activeCount > 0
                text: qsTr("Pause all")
                onClicked: view.downloads.pauseAll()
            }
            AppButton {
                quiet: true
                enabled: view.downloads.restingCount > 0
                text: qsTr("Resume all")
                onClicked: view.downloads.resumeAll()
            }
            AppButton {
                quiet: true
                enabled: view.downloads.finishedCount > 0
                text: qsTr("Clear the finished")
                onClicked: view.downloads.removeFinished()
            }
        }
        Repeater {
            model: view.downloads
            DownloadRow {
                Layout.fillWidth: true
                onPauseAsked: view.downloads.pause(index)
                onResumeAsked: view.downloads.resume(index)
                onCancelAsked: {
                    cancelling.row = index;
                    cancelling.name = name;
                    cancelling.open();
                }
                onRemoveAsked: view.downloads.remove(index)
                onUseAsked: view.used(path)
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.topMargin: 72
            visible: view.downloads.count === 0
            spacing: 14
            AppIcon {
                Layout.alignment: Qt.AlignHCenter
                name: "download"
                size: 32
                color: Theme.faint
            }
            AppText {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Nothing is being downloaded. What you choose under Discover arrives here, can be paused, and is usable once its contents are verified.")
                color: Theme.muted
            }
            AppButton {
                Layout.alignment: Qt.AlignHCenter
                text: qsTr("Find a model")
                onClicked: view.discoverAsked()
            }
        }
        AppText {
            Layout.fillWidth: true
            Layout.topMargin: 12
            text: qsTr("Downloads go to %1").arg(view.app.hub.folder)
            size: Theme.tiny
            color: Theme.muted
            wrapMode: Text.WrapAnywhere
        }
        Item { implicitHeight: 24 }
    }

    AppDialog {
        id: cancelling
        property int row: -1
        property string name: ""
        title: qsTr("Cancel %1?").arg(name)
        acceptText: qsTr("Delete what arrived")
        rejectText: qsTr("Go on")
        onAccepted: view.downloads.cancel(row)

        AppText {
            width: parent.width
            text: qsTr("To stop for now, pause it: then it goes on where it was. Cancelling deletes what arrived.")
        }
    }
}
