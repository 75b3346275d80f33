// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the program has to say, at the foot of the window; each notice can be dismissed.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

ColumnLayout {
    id: bar

    required property NoticesModel notices

    spacing: 8

    Repeater {
        model: bar.notices

        Rectangle {
            id: notice

            required property int index
            required property string text
            required property string kind
            required property string actionText

            Layout.fillWidth: true
            implicitHeight: row.implicitHeight + 16
            radius: 12
            color: Theme.surface
            border.width: 1
            border.color: kind === "info" ? Theme.line : Theme.warn
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text

            Timer {
                running: notice.kind === "info"
                interval: 8000
                onTriggered: bar.notices.dismiss(notice.index)
            }
            RowLayout {
                id: row
                anchors.fill: parent
                anchors.margins: 8
                anchors.leftMargin: 14
                spacing: 10

                AppIcon {
                    name: notice.kind === "info" ? "info" : "warning"
                    size: 18
                    color: notice.kind === "info" ? Theme.muted : Theme.warn
                }
                Text {
                    Layout.fillWidth: true
                    text: notice.text
                    textFormat: Text.PlainText
                    color: Theme.text
                    font.family: Theme.family
                    font.pixelSize: Theme.normal
                    wrapMode: Text.Wrap
                }
                AppButton {
                    visible: notice.actionText !== ""
                    quiet: true
                    text: notice.actionText
                    onClicked: bar.notices.act(notice.index)
                }
                IconButton {
                    iconName: "close"
                    text: qsTr("Dismiss")
                    onClicked: bar.notices.dismiss(notice.index)
                }
            }
        }
    }
}
