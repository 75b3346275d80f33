// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The title of the comparison and what holds for all of its columns.
import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

Item {
    id: root

    required property App app
    required property bool narrow
    readonly property ComparisonViewModel compare: app.compare

    signal pictureWanted(url file)

    implicitHeight: 52

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 24
        anchors.rightMargin: 16
        spacing: 8

        Text {
            Layout.fillWidth: true
            text: root.compare.title === "" ? qsTr("Compare") : root.narrow ? root.compare.title : qsTr("Compare · %1").arg(root.compare.title)
            textFormat: Text.PlainText
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: Theme.medium
            font.weight: Font.DemiBold
            elide: Text.ElideRight
        }
        Chip {
            id: promptHash
            objectName: "promptHash"
            visible: root.compare.promptHash !== "" && !root.narrow
            text: (root.compare.samePrompt ? qsTr("Same prompt %1") : qsTr("Prompts differ, %1")).arg(root.compare.promptHash.slice(0, 4) + "…" + root.compare.promptHash.slice(-2))
            Accessible.description: root.compare.samePrompt ? qsTr("All columns got the same rendered prompt; click to copy its SHA-256.")
                                                            : qsTr("Templates or thinking make different prompts of this question.")
            onClicked: root.app.copyToClipboard(root.compare.promptHash)

            C.ToolTip {
                visible: promptHash.hovered
                delay: 600
                text: promptHash.Accessible.description
            }
        }
        SeedChip {
            visible: !root.compare.isEmpty
            compare: root.compare
        }
        Chip {
            objectName: "blindChip"
            visible: !root.compare.isEmpty
            enabled: !root.compare.busy
            checkable: true
            checked: root.compare.blind
            iconName: "hidden"
            checkedColor: Theme.accent
            checkedBackground: Theme.accentSoft
            text: qsTr("Blind")
            Accessible.description: qsTr("Hides names and figures, and mixes the columns, until you have voted.")
            onToggled: root.compare.blind = checked
        }
        ExportChip {
            app: root.app
            onPictureWanted: file => root.pictureWanted(file)
        }
        IconButton {
            id: history
            objectName: "compareHistory"
            visible: root.compare.saved.count > 0 && !root.compare.isEmpty
            enabled: !root.compare.busy
            iconName: "history"
            text: qsTr("Compared before")
            onClicked: past.open()

            C.Popup {
                id: past
                x: history.width - width
                y: history.height + 6
                width: 360
                height: Math.min(420, list.implicitHeight + 20)
                padding: 10
                focus: true
                background: Rectangle {
                    radius: 12
                    color: Theme.surface
                    border.width: 1
                    border.color: Theme.line
                }
                contentItem: C.ScrollView {
                    id: pastScroll
                    contentWidth: availableWidth

                    SavedComparisons {
                        id: list
                        width: pastScroll.availableWidth
                        compare: root.compare
                        onOpened: past.close()
                    }
                }
            }
        }
        IconButton {
            objectName: "compareNew"
            visible: !root.compare.isEmpty
            enabled: !root.compare.busy
            iconName: "plus"
            text: qsTr("New comparison")
            onClicked: root.compare.startNew()
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }
}
