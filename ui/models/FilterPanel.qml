// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// This computer, and which models of the catalogue to show.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

C.ScrollView {
    id: panel

    required property ModelBrowser browser
    readonly property DiscoverModel discover: browser.discover
    readonly property Machine machine: browser.machine

    function holds(list, key) { return list.includes(key); }
    function withAny(list) { return ["", ...list]; }
    function toggled(list, key) {
        return list.includes(key) ? list.filter(k => k !== key) : list.concat([key]);
    }

    component Heading: AppText {
        Layout.topMargin: 14
        size: Theme.tiny
        font.weight: Font.DemiBold
        font.letterSpacing: 0.6
        font.capitalization: Font.AllUppercase
        color: Theme.muted
    }

    contentWidth: availableWidth
    clip: true

    ColumnLayout {
        x: 16
        width: panel.availableWidth - 32
        spacing: 2

        Heading {
            Layout.topMargin: 20
            text: qsTr("This computer")
        }
        AppText {
            Layout.fillWidth: true
            text: panel.machine.known ? panel.machine.deviceName : qsTr("Looking at this computer…")
            size: Theme.small
        }
        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            parts: [panel.machine.shared ? "" : panel.machine.deviceMemory, panel.machine.bandwidth]
            size: Theme.small
        }
        AppText {
            Layout.fillWidth: true
            visible: panel.machine.ram !== ""
            text: panel.machine.shared ? qsTr("%1 RAM, shared with the device").arg(panel.machine.ram) : qsTr("%1 RAM").arg(panel.machine.ram)
            size: Theme.small
        }

        Heading { text: qsTr("Show") }
        AppCheckBox {
            objectName: "onlyFits"
            Layout.fillWidth: true
            text: qsTr("Fits this computer")
            checked: panel.discover.onlyFits
            onToggled: panel.discover.onlyFits = checked
        }
        AppCheckBox {
            Layout.fillWidth: true
            text: qsTr("Runs in this version")
            checked: panel.discover.onlySupported
            onToggled: panel.discover.onlySupported = checked
        }
        AppCheckBox {
            Layout.fillWidth: true
            text: qsTr("Can think")
            checked: panel.discover.onlyThinking
            onToggled: panel.discover.onlyThinking = checked
        }

        Heading { text: qsTr("Licence") }
        Repeater {
            model: [
                {key: "free", label: qsTr("Free to use commercially")},
                {key: "limited", label: qsTr("With a limit on users or revenue")},
                {key: "research", label: qsTr("For research only")}
            ]
            AppCheckBox {
                required property var modelData
                Layout.fillWidth: true
                text: modelData.label
                checked: panel.discover.licences.includes(modelData.key)
                onToggled: panel.discover.licences = panel.toggled(panel.discover.licences, modelData.key)
            }
        }

        Heading { text: qsTr("Good at") }
        Repeater {
            model: ["coding", "reasoning", "languages", "long", "images", "tools"]
            AppCheckBox {
                required property string modelData
                Layout.fillWidth: true
                text: panel.discover.tagText(modelData)
                checked: panel.holds(panel.discover.tags, modelData)
                onToggled: panel.discover.tags = panel.toggled(panel.discover.tags, modelData)
            }
        }

        Heading { text: qsTr("Kind") }
        Segmented {
            name: qsTr("Kind")
            values: ["any", "moe", "dense"]
            labels: [qsTr("Any"), qsTr("MoE"), qsTr("Dense")]
            value: panel.discover.kind
            onChosen: value => panel.discover.kind = value
        }
        Heading { text: qsTr("File size") }
        Segmented {
            name: qsTr("File size up to, in GB")
            values: ["0", "4", "8", "16", "32"]
            labels: [qsTr("Any"), "4", "8", "16", "32"]
            value: String(panel.discover.largestGigabytes)
            onChosen: value => panel.discover.largestGigabytes = Number(value)
        }
        Heading { text: qsTr("Family") }
        Chip {
            Layout.maximumWidth: parent.width
            opensMenu: true
            text: panel.discover.family === "" ? qsTr("Any family") : panel.discover.family
            Accessible.description: qsTr("Opens the list of families")
            onClicked: families.popup(this, 0, height + 4)
        }
        AppButton {
            Layout.topMargin: 16
            visible: panel.discover.filtered
            quiet: true
            text: qsTr("Show all again")
            onClicked: panel.discover.clearFilters()
        }
        Item { implicitHeight: 16 }
    }

    AppMenu {
        id: families
        height: Math.min(implicitHeight, 380)
        Instantiator {
            model: panel.withAny(panel.discover.families)
            delegate: AppMenuItem {
                required property string modelData
                text: modelData === "" ? qsTr("Any family") : modelData
                checkable: true
                checked: panel.discover.family === modelData
                onTriggered: panel.discover.family = modelData
            }
            onObjectAdded: (index, object) => families.insertItem(index, object)
            onObjectRemoved: (index, object) => families.removeItem(object)
        }
    }
}
