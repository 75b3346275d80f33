// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A choice of a few words, all visible. `values` and `labels` run in parallel.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Conclave

Row {
    id: control

    required property var values
    required property var labels
    required property string value
    required property string name

    signal chosen(string value)

    spacing: 2
    Accessible.role: Accessible.Grouping
    Accessible.name: name

    Repeater {
        model: control.values

        T.Button {
            id: part

            required property int index
            required property string modelData

            checked: control.value === modelData
            implicitWidth: label.implicitWidth + 24
            implicitHeight: 32
            focusPolicy: Qt.StrongFocus
            text: control.labels[index]
            Accessible.name: control.name + ": " + text
            onClicked: control.chosen(modelData)

            background: Rectangle {
                radius: 8
                color: part.checked ? Theme.accentSoft : part.hovered ? Theme.hover : "transparent"

                FocusRing {
                    target: part
                    anchors.fill: parent
                }
            }
            contentItem: Text {
                id: label
                text: part.text
                color: part.checked ? Theme.accent : Theme.muted
                font.family: Theme.family
                font.pixelSize: Theme.normal
                font.weight: part.checked ? Font.DemiBold : Font.Normal
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }
        }
    }
}
