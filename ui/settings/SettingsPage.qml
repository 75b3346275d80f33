// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// All settings on one page; each is saved at once.
import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

C.ScrollView {
    id: page

    required property App app
    readonly property SettingsViewModel s: app.settings

    signal ledgerAsked

    component Heading: Text {
        Layout.topMargin: 18
        color: Theme.text
        font.family: Theme.family
        font.pixelSize: Theme.message
        font.weight: Font.DemiBold
    }

    contentWidth: availableWidth

    ColumnLayout {
        x: Math.max(24, (page.availableWidth - width) / 2)
        width: Math.min(Theme.messageWidth, page.availableWidth - 48)
        spacing: 12

        Text {
            Layout.topMargin: 28
            text: qsTr("Settings")
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
        }

        Heading { text: qsTr("Appearance") }
        SettingRow {
            label: qsTr("Theme")
            Segmented {
                name: qsTr("Theme")
                values: ["system", "light", "dark"]
                labels: [qsTr("System"), qsTr("Light"), qsTr("Dark")]
                value: page.s.theme
                onChosen: value => page.s.theme = value
            }
        }
        SettingRow {
            label: qsTr("Language")
            Segmented {
                name: qsTr("Language")
                values: ["system", "en", "ko"]
                labels: [qsTr("System"), "English", "한국어"]
                value: page.s.language
                onChosen: value => page.s.language = value
            }
        }
        SettingRow {
            label: qsTr("Text size")
            AppSlider {
                Layout.fillWidth: true
                name: qsTr("Text size")
                from: 80
                to: 150
                step: 5
                decimals: 0
                suffix: " %"
                value: page.s.fontScale
                onMoved: value => page.s.fontScale = Math.round(value)
            }
        }
        SettingRow {
            label: qsTr("Movement")
            help: qsTr("Turns off animations")
            Segmented {
                name: qsTr("Movement")
                values: ["system", "on"]
                labels: [qsTr("Normal"), qsTr("Reduced")]
                value: page.s.reducedMotion === "on" ? "on" : "system"
                onChosen: value => page.s.reducedMotion = value
            }
        }

        Heading { text: qsTr("Writing") }
        SettingRow {
            label: qsTr("Send with")
            Segmented {
                name: qsTr("Send with")
                values: ["enter", "ctrlEnter"]
                labels: ["Enter", "Ctrl+Enter"]
                value: page.s.sendKey
                onChosen: value => page.s.sendKey = value
            }
        }
        SettingRow {
            label: qsTr("Thinking in new chats")
            help: qsTr("For models that can switch it; each chat remembers its own choice")
            Segmented {
                name: qsTr("Thinking in new chats")
                values: ["off", "on"]
                labels: [qsTr("Off"), qsTr("On")]
                value: page.s.thinkingDefault === "on" ? "on" : "off"
                onChosen: value => page.s.thinkingDefault = value
            }
        }

        Heading { text: qsTr("Answers") }
        SettingRow {
            label: qsTr("Temperature")
            help: qsTr("0 always takes the most likely word; higher is more varied")
            AppSlider {
                Layout.fillWidth: true
                name: qsTr("Temperature")
                from: 0
                to: 2
                step: 0.05
                value: page.s.temperature
                onMoved: value => page.s.temperature = value
            }
        }
        SettingRow {
            label: qsTr("Top-k")
            help: qsTr("Chooses among the k most likely words; 0 is off")
            AppSlider {
                Layout.fillWidth: true
                name: qsTr("Top-k")
                from: 0
                to: 200
                step: 1
                decimals: 0
                value: page.s.topK
                onMoved: value => page.s.topK = Math.round(value)
            }
        }
        SettingRow {
            label: qsTr("Top-p")
            help: qsTr("Leaves out the unlikely rest beyond this share; 1 is off")
            AppSlider {
                Layout.fillWidth: true
                name: qsTr("Top-p")
                from: 0.05
                to: 1
                step: 0.01
                value: page.s.topP
                onMoved: value => page.s.topP = value
            }
        }
        SettingRow {
            label: qsTr("Min-p")
            help: qsTr("Leaves out words less likely than this share of the best; 0 is off")
            AppSlider {
                Layout.fillWidth: true
                name: qsTr("Min-p")
                from: 0
                to: 0.5
                step: 0.01
                value: page.s.minP
                onMoved: value => page.s.minP = value
            }
        }
        SettingRow {
            label: qsTr("Repeat penalty")
            help: qsTr("Makes words of the last sentences less likely; 1 is off")
            AppSlider {
                Layout.fillWidth: true
                name: qsTr("Repeat penalty")
                from: 1
                to: 1.5
                step: 0.01
                value: page.s.repeatPenalty
                onMoved: value => page.s.repeatPenalty = value
            }
        }
        SettingRow {
            label: qsTr("Context")
            help: qsTr("Tokens a conversation can hold; 0 takes the model's own. Used when a model is loaded next")
            AppSlider {
                Layout.fillWidth: true
                name: qsTr("Context")
                from: 0
                to: 32768
                step: 1024
                decimals: 0
                value: page.s.contextLength
                onMoved: value => page.s.contextLength = Math.round(value)
            }
        }
        SettingRow {
            label: qsTr("Memory of a conversation")
            help: qsTr("Compact takes half the memory and is a little less exact. Used when a model is loaded next")
            Segmented {
                name: qsTr("Memory of a conversation")
                values: ["f16", "q8_0"]
                labels: [qsTr("Exact"), qsTr("Compact")]
                value: page.s.cacheType
                onChosen: value => page.s.cacheType = value
            }
        }
        AppButton {
            Layout.alignment: Qt.AlignRight
            quiet: true
            text: qsTr("Restore the defaults of answers")
            onClicked: page.s.resetSampling()
        }

        Heading { text: qsTr("Network") }
        NetworkSettings {
            Layout.fillWidth: true
            app: page.app
            onLedgerAsked: page.ledgerAsked()
            onTokenAsked: token.open()
        }

        Heading { text: qsTr("About") }
        TextBlock {
            Layout.fillWidth: true
            Layout.bottomMargin: 32
            textFormat: TextEdit.PlainText
            color: Theme.muted
            font.pixelSize: Theme.normal
            text: qsTr("Conclave %1. Free software under the Apache License 2.0. It sends nothing by itself: no account, no telemetry; the network is used only for the models you look for.").arg(page.app.version)
                + "\n" + qsTr("Your chats are in %1").arg(page.s.dataFolder)
        }
    }

    TokenDialog {
        id: token
        app: page.app
    }
}
