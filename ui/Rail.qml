// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The navigation rail: an icon and a word for each page.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Conclave

Rectangle {
    id: rail

    required property var pages
    required property string page
    /// What stands at the foot: {icon, label, description}.
    required property var status

    signal chosen(string key)
    signal statusAsked

    implicitWidth: 72
    color: Theme.rail

    Column {
        y: 14
        width: parent.width
        spacing: 8

        Repeater {
            model: rail.pages

            T.Button {
                id: item

                required property var modelData
                readonly property bool current: rail.page === modelData.key

                anchors.horizontalCenter: parent.horizontalCenter
                width: 60
                height: 56
                text: modelData.label
                focusPolicy: Qt.TabFocus
                Accessible.name: text
                Accessible.role: Accessible.PageTab
                onClicked: rail.chosen(modelData.key)

                background: Rectangle {
                    radius: 12
                    color: item.current ? Theme.surface : item.hovered ? Theme.hover : "transparent"

                    FocusRing {
                        target: item
                        anchors.fill: parent
                    }
                }
                contentItem: Item {
                    AppIcon {
                        anchors.horizontalCenter: parent.horizontalCenter
                        y: 9
                        name: item.modelData.icon
                        size: 22
                        color: item.current ? Theme.accent : Theme.muted
                    }
                    Text {
                        anchors.horizontalCenter: parent.horizontalCenter
                        y: 35
                        text: item.text
                        color: item.current ? Theme.text : Theme.muted
                        font.family: Theme.family
                        font.pixelSize: 10
                        font.weight: item.current ? Font.DemiBold : Font.Normal
                    }
                }
            }
        }
    }

    T.Button {
        id: status

        objectName: "networkStatus"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 10
        visible: rail.height > 400
        width: 60
        height: 50
        text: rail.status.label
        focusPolicy: Qt.TabFocus
        Accessible.name: rail.status.description
        onClicked: rail.statusAsked()

        background: Rectangle {
            radius: 12
            color: status.hovered ? Theme.hover : "transparent"

            FocusRing {
                target: status
                anchors.fill: parent
            }
        }
        contentItem: Item {
            AppIcon {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 8
                name: rail.status.offline ? "offline" : "network"
                size: 18
                color: rail.status.busy ? Theme.accent : Theme.muted
            }
            Text {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 31
                text: status.text
                color: Theme.muted
                font.family: Theme.family
                font.pixelSize: 10
            }
        }
    }
}
