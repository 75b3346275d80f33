// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The network as settings: the switch, the hub or mirror, the proxy, the token.
import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

ColumnLayout {
    id: root

    required property App app
    readonly property NetworkViewModel network: app.hub.network

    signal ledgerAsked
    signal tokenAsked

    spacing: 12

    SettingRow {
        label: qsTr("Network")
        help: qsTr("Used only for what you ask of the hub; off means that no request leaves the program")
        Segmented {
            name: qsTr("Network")
            values: ["allowed", "forbidden"]
            labels: [qsTr("When I ask"), qsTr("Off")]
            value: root.network.forbidden ? "forbidden" : "allowed"
            onChosen: value => root.network.forbidden = value === "forbidden"
        }
    }
    SettingRow {
        label: qsTr("Hub")
        help: root.network.hubUrlFixed ? qsTr("Set by CONCLAVE_HUB_URL") : qsTr("Hugging Face, or the address of a mirror")
        AppTextField {
            Layout.fillWidth: true
            enabled: !root.network.hubUrlFixed
            placeholderText: root.network.effectiveHubUrl
            text: root.network.hubUrl
            onEditingFinished: root.network.hubUrl = text
        }
    }
    SettingRow {
        label: qsTr("Proxy")
        help: qsTr("“system”, “none”, or an address")
        AppTextField {
            Layout.fillWidth: true
            placeholderText: "system"
            text: root.network.proxy
            onEditingFinished: root.network.proxy = text === "" ? "system" : text
        }
    }
    AppText {
        Layout.fillWidth: true
        visible: root.network.error !== ""
        text: root.network.error
        size: Theme.small
        color: Theme.warn
    }
    SettingRow {
        label: qsTr("Token")
        help: root.network.hasToken ? qsTr("Kept %1").arg(root.network.tokenPlace) : qsTr("Needed only for models whose publisher asks for consent")
        AppButton {
            quiet: true
            text: root.network.hasToken ? qsTr("Change…") : qsTr("Enter…")
            Accessible.name: qsTr("Token for the hub")
            onClicked: root.tokenAsked()
        }
    }
    SettingRow {
        label: qsTr("Requests")
        help: root.network.summary
        AppButton {
            quiet: true
            text: qsTr("Show every request")
            onClicked: root.ledgerAsked()
        }
    }
}
