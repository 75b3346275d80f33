// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// For each use the best model that fits this computer.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave
import Conclave.App

// Not a layout: Qt 6.4 arranges one within a Column anew before it takes notice of removed rows.
Column {
    id: root

    required property ModelBrowser browser
    /// The figures stand below the name. Not found from the width here: that is set by the layout
    /// around, which would have to begin anew.
    required property bool narrow

    signal chosen(string modelId)

    spacing: 4

    AppText {
        width: root.width
        text: qsTr("For this computer")
        size: Theme.title
        font.weight: Font.DemiBold
    }
    AppText {
        width: root.width
        bottomPadding: 12
        text: root.browser.machine.known ? qsTr("The most able models that fit its memory with a context of 8K. Speeds are estimates until a model has answered here.") : qsTr("Looking at this computer…")
        color: Theme.muted
    }
    Repeater {
        model: root.browser.discover.recommendations
        T.ItemDelegate {
            id: item
            required property var modelData
            readonly property string figures: [modelData.quant, modelData.size, modelData.speed].filter(t => t !== "").join(" · ")
            // The text stands under the heading; what shows under the pointer reaches beyond it.
            x: -content.x
            width: root.width + 2 * content.x
            implicitHeight: content.implicitHeight + 18
            focusPolicy: Qt.StrongFocus
            Accessible.name: modelData.use + ": " + modelData.name
            Accessible.description: modelData.quant + ", " + modelData.size + ", " + modelData.speed
            onClicked: root.chosen(modelData.modelId)
            Keys.onReturnPressed: root.chosen(modelData.modelId)

            background: Rectangle {
                radius: Theme.radius
                color: item.hovered ? Theme.hover : "transparent"
                border.width: item.visualFocus ? 2 : 0
                border.color: Theme.accent
            }
            ColumnLayout {
                id: content
                x: 10
                y: 9
                width: parent.width - 20
                spacing: 2
                AppText {
                    Layout.fillWidth: true
                    text: item.modelData.use
                    size: Theme.small
                    color: Theme.muted
                }
                RowLayout {
                    Layout.fillWidth: true
                    spacing: 12
                    AppText {
                        Layout.fillWidth: true
                        text: item.modelData.name
                        size: Theme.medium
                        font.weight: Font.DemiBold
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                    AppText {
                        visible: !root.narrow
                        text: item.figures
                        size: Theme.small
                        color: Theme.muted
                        wrapMode: Text.NoWrap
                    }
                }
                AppText {
                    Layout.fillWidth: true
                    visible: root.narrow
                    text: item.figures
                    size: Theme.small
                    color: Theme.muted
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                AppText {
                    Layout.fillWidth: true
                    visible: item.modelData.picturesNotYet
                    text: qsTr("This version reads text only; pictures are for later.")
                    size: Theme.tiny
                    color: Theme.muted
                }
            }
        }
    }
    AppText {
        width: root.width
        visible: root.browser.machine.known && root.browser.discover.recommendations.length === 0
        text: qsTr("No model of the catalogue fits this computer.")
        color: Theme.muted
    }
    AppText {
        width: root.width
        topPadding: 12
        text: qsTr("Chosen by us from what is known as of %1; not a measured ranking.").arg(root.browser.discover.asOf)
        size: Theme.tiny
        color: Theme.muted
    }
}
