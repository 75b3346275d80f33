// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Every licence of the catalogue in plain words.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

C.ScrollView {
    id: view

    required property App app
    property string kind: "all"

    function ofKind(licences) {
        return licences.filter(l => view.kind === "all" || l.kind === view.kind);
    }

    contentWidth: availableWidth

    ColumnLayout {
        x: Math.max(24, (view.availableWidth - width) / 2)
        width: Math.min(Theme.messageWidth, view.availableWidth - 48)
        spacing: 24

        ColumnLayout {
            Layout.fillWidth: true
            Layout.topMargin: 20
            spacing: 12
            AppText {
                Layout.fillWidth: true
                text: qsTr("What the models' licences allow, in plain words. This is not legal advice; the text itself counts. A copy of the words, with the date, is kept beside each downloaded file.")
                color: Theme.muted
            }
            Segmented {
                name: qsTr("Kind of licence")
                values: ["all", "free", "limited", "research"]
                labels: [qsTr("All"), qsTr("Free"), qsTr("With limits"), qsTr("Research")]
                value: view.kind
                onChosen: value => view.kind = value
            }
        }
        Repeater {
            model: view.ofKind(view.app.browser.licences)
            Column {
                id: entry
                required property var modelData
                Layout.fillWidth: true
                spacing: 8
                LicenceWords {
                    width: parent.width
                    app: view.app
                    licence: entry.modelData
                }
                AppText {
                    width: parent.width
                    text: qsTr("Models: %1").arg(entry.modelData.models)
                    size: Theme.small
                    color: Theme.muted
                }
            }
        }
        Item { implicitHeight: 16 }
    }
}
