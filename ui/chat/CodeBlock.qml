// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Source code with its language and a copy button; long lines scroll.
import QtQuick
import QtQuick.Layouts
import Conclave

Rectangle {
    id: root

    required property string language
    required property string source
    required property string highlighted

    signal copied(string source)

    implicitHeight: column.implicitHeight
    radius: Theme.radius
    color: Theme.code
    border.width: 1
    border.color: Theme.line

    ColumnLayout {
        id: column
        width: parent.width
        spacing: 0

        RowLayout {
            Layout.leftMargin: 14
            Layout.rightMargin: 6
            Layout.topMargin: 4

            Text {
                Layout.fillWidth: true
                text: root.language !== "" ? root.language : qsTr("code")
                color: Theme.muted
                font.family: Theme.family
                font.pixelSize: Theme.tiny
            }
            IconButton {
                size: 26
                iconSize: 15
                iconName: done.running ? "check" : "copy"
                text: done.running ? qsTr("Copied") : qsTr("Copy code")
                onClicked: {
                    root.copied(root.source);
                    done.restart();
                }
                Timer { id: done; interval: 1500 }
            }
        }
        Flickable {
            Layout.fillWidth: true
            Layout.leftMargin: 14
            Layout.rightMargin: 14
            Layout.bottomMargin: 12
            implicitHeight: body.implicitHeight
            contentWidth: body.implicitWidth
            contentHeight: body.implicitHeight
            boundsBehavior: Flickable.StopAtBounds
            flickableDirection: Flickable.HorizontalFlick
            clip: true

            TextEdit {
                id: body
                readOnly: true
                selectByMouse: true
                textFormat: TextEdit.RichText
                text: "<pre style=\"margin:0\">" + root.highlighted + "</pre>"
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentText
                font.family: Theme.mono
                font.pixelSize: Theme.normal
                Accessible.name: root.source
            }
        }
    }
}
