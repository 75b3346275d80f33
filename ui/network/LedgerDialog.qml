// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Every request the program ever made, and the switch that forbids them all.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

AppDialog {
    id: dialog

    required property App app
    readonly property LedgerModel ledger: app.hub.ledger

    function bytes(count) {
        return count < 1e6 ? qsTr("%1 KB").arg(Number(count / 1e3).toLocaleString(Qt.locale(), "f", 1)) : qsTr("%1 MB").arg(Number(count / 1e6).toLocaleString(Qt.locale(), "f", 1));
    }

    width: Math.min(760, (parent ? parent.width : 640) - 32)
    height: Math.min(620, (parent ? parent.height : 480) - 32)
    title: qsTr("What Conclave sent and received")
    rejectText: qsTr("Close")
    onAboutToShow: ledger.reload()

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        AppText {
            Layout.fillWidth: true
            text: qsTr("Nothing is fetched before you ask for it: by searching the hub, opening a model there, or downloading it. Every request is written down here.")
            color: Theme.muted
        }
        AppCheckBox {
            objectName: "forbidNetwork"
            Layout.fillWidth: true
            text: qsTr("Forbid all network use")
            checked: dialog.app.hub.network.forbidden
            onToggled: dialog.app.hub.network.forbidden = checked
        }
        AppText {
            Layout.fillWidth: true
            text: qsTr("%1 requests, %2 sent, %3 received").arg(dialog.ledger.total).arg(dialog.bytes(dialog.ledger.bytesUp)).arg(dialog.bytes(dialog.ledger.bytesDown))
            size: Theme.small
            color: Theme.muted
        }
        ListView {
            id: rows
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: dialog.ledger
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Requests, newest first")
            C.ScrollBar.vertical: C.ScrollBar {}

            delegate: ColumnLayout {
                id: request
                required property var at
                required property string purpose
                required property string host
                required property real bytesUp
                required property real bytesDown
                required property string outcome
                width: ListView.view.width
                spacing: 1

                AppText {
                    Layout.fillWidth: true
                    Layout.topMargin: 6
                    text: request.purpose + " · " + request.host
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                AppText {
                    Layout.fillWidth: true
                    Layout.bottomMargin: 6
                    text: [Qt.formatDateTime(request.at, Qt.locale().dateTimeFormat(Locale.ShortFormat)), qsTr("%1 sent, %2 received").arg(dialog.bytes(request.bytesUp)).arg(dialog.bytes(request.bytesDown)), request.outcome].join(" · ")
                    size: Theme.small
                    color: Theme.muted
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Rectangle {
                    Layout.fillWidth: true
                    implicitHeight: 1
                    color: Theme.line
                }
            }
            AppText {
                anchors.centerIn: parent
                visible: rows.count === 0
                text: qsTr("No request was ever made.")
                color: Theme.muted
            }
        }
        AppButton {
            Layout.alignment: Qt.AlignLeft
            visible: rows.count > 0
            quiet: true
            implicitHeight: 30
            text: qsTr("Copy the whole list")
            onClicked: dialog.app.copyToClipboard(dialog.ledger.csv())
        }
    }
}
