// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One model: does it fit, how fast, which file, under what licence.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

C.ScrollView {
    id: page

    required property App app
    property bool showsBack: false
    readonly property ModelDetail detail: app.browser.detail
    readonly property var plan: detail.plan
    readonly property var licence: detail.licence
    readonly property bool narrow: availableWidth < 500
    property int pendingRow: -1

    signal back
    signal opened(string modelId)
    signal used(string path)
    signal quantAsked(string path, string type)
    signal searchAsked(string words)

    function ask(row, verdict) {
        page.pendingRow = row;
        const warnings = page.licence.warnings ?? [];
        if (warnings.length > 0 || verdict === "large" || verdict === "unsupported" || verdict === "experts") {
            page.detail.row = row;
            before.open();
        } else {
            page.detail.download(row);
        }
    }

    contentWidth: availableWidth

    // Not a layout: within one, texts that wrap in the layouts below send Qt 6.4 into polish loops.
    Column {
        x: 24
        width: Math.min(760, page.availableWidth - 48)
        topPadding: page.showsBack ? 16 : 20
        bottomPadding: 24
        spacing: 16

        RowLayout {
            visible: page.showsBack
            IconButton {
                iconName: "left"
                text: qsTr("Back to the list")
                onClicked: page.back()
            }
        }
        Recommendations {
            width: parent.width
            visible: page.detail.kind === ""
            browser: page.app.browser
            narrow: page.narrow
            onChosen: modelId => page.opened(modelId)
        }
        ColumnLayout {
            width: parent.width
            visible: page.detail.kind !== ""
            spacing: 6
            AppText {
                objectName: "modelTitle"
                Layout.fillWidth: true
                text: page.detail.title
                size: Theme.title
                font.weight: Font.DemiBold
                wrapMode: Text.WrapAnywhere
            }
            AppText {
                Layout.fillWidth: true
                text: page.detail.line
                size: Theme.small
                color: Theme.muted
            }
        }
        AppText {
            width: parent.width
            visible: page.detail.state === "loading"
            text: qsTr("Asking the hub…")
            color: Theme.muted
        }
        RowLayout {
            width: parent.width
            visible: page.detail.state === "failed"
            spacing: 10
            AppIcon { name: "warning"; size: 18; color: Theme.warn }
            AppText {
                Layout.fillWidth: true
                text: page.detail.error
            }
        }
        Rectangle {
            width: parent.width
            visible: page.detail.gated !== ""
            implicitHeight: gate.implicitHeight + 24
            radius: 12
            color: Theme.thinkSoft
            ColumnLayout {
                id: gate
                x: 16
                y: 12
                width: parent.width - 32
                spacing: 10
                AppText {
                    Layout.fillWidth: true
                    text: page.app.hub.network.hasToken
                        ? qsTr("Its publisher asks everybody to accept terms first, in the browser, with the account your token belongs to.")
                        : qsTr("Its publisher asks everybody to accept terms first. Do so in the browser, then enter a token of that account here.")
                    color: Theme.think
                }
                RowLayout {
                    spacing: 8
                    AppButton {
                        quiet: true
                        implicitHeight: 32
                        text: qsTr("Open the page")
                        onClicked: page.app.openLink(page.detail.page)
                    }
                    AppButton {
                        quiet: true
                        implicitHeight: 32
                        text: page.app.hub.network.hasToken ? qsTr("Change the token…") : qsTr("Enter a token…")
                        onClicked: token.open()
                    }
                }
            }
        }
        AppText {
            width: parent.width
            visible: page.detail.nothingHere !== ""
            text: page.detail.nothingHere
        }
        AppButton {
            objectName: "findFiles"
            visible: page.detail.nothingHere !== ""
            text: qsTr("Search the hub for them")
            onClicked: page.searchAsked(page.detail.title)
        }
        PlanView {
            width: parent.width
            visible: page.plan.quant !== undefined && page.detail.state === "ready"
            detail: page.detail
        }
        Column {
            id: files
            width: parent.width
            visible: page.detail.quants.count > 0
            spacing: 0
            Repeater {
                model: page.detail.quants
                QuantRow {
                    width: files.width
                    narrow: page.narrow
                    current: page.detail.row === index
                    onMakeAsked: page.quantAsked(makeFrom, name)
                    onChosen: page.detail.row = index
                    onDownloadAsked: page.ask(index, verdict)
                    onPauseAsked: page.app.hub.downloads.pause(downloadRow)
                    onResumeAsked: page.app.hub.downloads.resume(downloadRow)
                    onCancelAsked: page.detail.cancelDownload(index)
                    onUseAsked: page.used(path)
                }
            }
            AppText {
                width: files.width
                leftPadding: 10
                topPadding: 6
                visible: page.detail.row >= 0 && page.detail.quants.count > 0
                text: page.detail.kind === "catalogue" ? qsTr("Sizes before the download are rounded or computed; the hub says the exact ones.") : qsTr("Sizes as the hub states them.")
                size: Theme.tiny
                color: Theme.muted
            }
            Repeater {
                model: page.detail.projectors
                AppCheckBox {
                    required property var modelData
                    required property int index
                    objectName: "projector"
                    x: 10
                    width: files.width - 10
                    text: qsTr("Take its file for pictures along: %1, %2. This version reads text only.").arg(modelData.name).arg(modelData.size)
                    checked: page.detail.projector === index
                    onToggled: page.detail.projector = checked ? index : -1
                }
            }
        }
        LicenceWords {
            width: parent.width
            visible: page.detail.state === "ready" && (page.licence.name ?? "") !== ""
            app: page.app
            licence: page.detail.licence
        }
        ModelFacts {
            width: parent.width
            visible: page.detail.state === "ready" && page.detail.facts.length > 0
            detail: page.detail
        }
        ColumnLayout {
            width: parent.width
            visible: page.detail.kind === "catalogue" && page.detail.repositories.length > 0
            spacing: 6
            AppText {
                Layout.fillWidth: true
                text: qsTr("Look at its files on the hub")
                font.weight: Font.DemiBold
            }
            Flow {
                Layout.fillWidth: true
                spacing: 8
                Repeater {
                    model: page.detail.repositories
                    AppButton {
                        required property var modelData
                        quiet: true
                        implicitHeight: 30
                        enabled: !page.app.hub.network.forbidden
                        text: modelData.name
                        Accessible.description: modelData.official ? qsTr("by the maker") : modelData.confirmed ? qsTr("name checked") : qsTr("name not checked")
                        onClicked: page.detail.chooseRepository(modelData.name)
                    }
                }
            }
        }
    }

    AppDialog {
        id: before
        title: qsTr("Before you download")
        acceptText: qsTr("Download")
        onAccepted: page.detail.download(page.pendingRow)

        ColumnLayout {
            width: parent.width
            spacing: 8
            Repeater {
                model: page.licence.warnings ?? []
                AppText {
                    required property string modelData
                    Layout.fillWidth: true
                    text: modelData
                }
            }
            AppText {
                Layout.fillWidth: true
                visible: page.plan.verdict !== "fits"
                text: page.plan.sentence ?? ""
            }
        }
    }
    TokenDialog {
        id: token
        app: page.app
    }
}
