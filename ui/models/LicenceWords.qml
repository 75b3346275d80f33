// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a licence allows, sentence by sentence, with the address of its text.
import QtQuick
import Conclave
import Conclave.App

Column {
    id: root

    required property App app
    required property var licence
    readonly property var warnings: licence.warnings ?? []

    visible: (licence.name ?? "") !== ""
    spacing: 5

    AppText {
        width: parent.width
        text: qsTr("Licence: %1").arg(root.licence.name ?? "")
        font.weight: Font.DemiBold
    }
    AppText {
        width: parent.width
        visible: root.warnings.length > 0
        text: root.warnings.join("\n")
        size: Theme.small
        color: Theme.warn
    }
    AppText {
        width: parent.width
        text: (root.licence.sentences ?? []).filter(s => !root.warnings.includes(s)).join(" ")
        size: Theme.small
        color: Theme.muted
        lineHeight: 1.15
    }
    AppText {
        width: parent.width
        visible: text !== ""
        text: root.licence.source ?? ""
        size: Theme.tiny
        color: Theme.muted
    }
    Item {
        width: 1
        height: 1
    }
    AppButton {
        visible: (root.licence.url ?? "") !== ""
        quiet: true
        implicitHeight: 30
        text: qsTr("Read the text")
        Accessible.description: qsTr("Opens %1 in the browser").arg(root.licence.url ?? "")
        onClicked: root.app.openLink(root.licence.url)
    }
}
