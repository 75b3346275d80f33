// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// An empty chat: what this is, and three things to try.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave

Item {
    id: root

    readonly property var examples: [
        {icon: "info", title: qsTr("Find your way"), text: qsTr("How do I open my own model?"), think: false},
        {icon: "hardware", title: qsTr("Choose a quantisation"), text: qsTr("Which quantisation should I choose?"), think: false},
        {icon: "think", title: qsTr("Watch it think"), text: qsTr("What is 47 + 85?"), think: true}
    ]

    signal tried(string text, bool thinking)

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(Theme.messageWidth, parent.width - 48)
        spacing: 12

        Image {
            Layout.alignment: Qt.AlignHCenter
            visible: root.height > 380
            source: "qrc:/icons/conclave.svg"
            sourceSize.width: 56
            sourceSize.height: 56
        }
        Text {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("A private assistant on this computer")
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: Math.round(Theme.title * 1.25)
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        Text {
            Layout.fillWidth: true
            Layout.bottomMargin: 16
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("The small built-in Guide answers at once, without a network. It knows this program and the world of local models; open a bigger model for everything else.")
            color: Theme.muted
            font.family: Theme.family
            font.pixelSize: Theme.medium
            lineHeight: 1.3
            wrapMode: Text.Wrap
        }
        GridLayout {
            Layout.fillWidth: true
            columns: root.width > 640 ? 3 : 1
            columnSpacing: 12
            rowSpacing: 8

            Repeater {
                model: root.examples

                T.Button {
                    id: card

                    required property var modelData

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                    implicitHeight: content.implicitHeight + 28
                    focusPolicy: Qt.StrongFocus
                    text: modelData.text
                    Accessible.name: modelData.title + ": " + modelData.text
                    onClicked: root.tried(modelData.text, modelData.think)

                    background: Rectangle {
                        radius: Theme.cardRadius
                        color: card.hovered ? Qt.tint(Theme.surface, Theme.hover) : Theme.surface
                        border.width: 1
                        border.color: card.hovered ? Theme.accent : Theme.line

                        FocusRing {
                            target: card
                            anchors.fill: parent
                            radius: Theme.cardRadius + 2
                        }
                    }
                    contentItem: Item {
                        ColumnLayout {
                            id: content
                            x: 14
                            y: 14
                            width: parent.width - 28
                            spacing: 6

                            AppIcon {
                                name: card.modelData.icon
                                size: 20
                                color: card.modelData.think ? Theme.think : Theme.accent
                            }
                            Text {
                                Layout.fillWidth: true
                                text: card.modelData.title
                                color: Theme.text
                                font.family: Theme.family
                                font.pixelSize: Theme.medium
                                font.weight: Font.DemiBold
                                elide: Text.ElideRight
                            }
                            Text {
                                Layout.fillWidth: true
                                text: card.modelData.text
                                color: Theme.muted
                                font.family: Theme.family
                                font.pixelSize: Theme.normal
                                wrapMode: Text.Wrap
                            }
                        }
                    }
                }
            }
        }
    }
}
