// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What was compared before, to open again or delete.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave
import Conclave.App

Column {
    id: root

    required property ComparisonViewModel compare

    signal opened()

    spacing: 2

    Repeater {
        model: root.compare.saved

        T.Button {
            id: row

            required property int index
            required property string comparisonId
            required property string title
            required property string detail

            width: root.width
            objectName: "saved" + index
            implicitHeight: 50
            enabled: !root.compare.busy
            focusPolicy: Qt.StrongFocus
            text: title
            Accessible.name: title + ", " + detail
            onClicked: {
                root.compare.open(comparisonId);
                root.opened();
            }
            Keys.onReturnPressed: clicked()
            Keys.onEnterPressed: clicked()
            Keys.onDeletePressed: root.compare.remove(comparisonId)

            background: Rectangle {
                radius: Theme.radius
                color: row.down ? Theme.pressed : row.hovered ? Theme.hover : "transparent"

                FocusRing {
                    target: row
                    anchors.fill: parent
                }
            }
            contentItem: RowLayout {
                spacing: 8

                ColumnLayout {
                    Layout.fillWidth: true
                    Layout.leftMargin: 12
                    spacing: 2

                    Text {
                        Layout.fillWidth: true
                        text: row.title
                        textFormat: Text.PlainText
                        color: Theme.text
                        font.family: Theme.family
                        font.pixelSize: Theme.normal
                        elide: Text.ElideRight
                    }
                    Text {
                        Layout.fillWidth: true
                        text: row.detail
                        color: Theme.muted
                        font.family: Theme.family
                        font.pixelSize: Theme.tiny
                        elide: Text.ElideRight
                    }
                }
                IconButton {
                    Layout.rightMargin: 6
                    iconName: "trash"
                    text: qsTr("Delete %1").arg(row.title)
                    onClicked: root.compare.remove(row.comparisonId)
                }
            }
        }
    }
}
