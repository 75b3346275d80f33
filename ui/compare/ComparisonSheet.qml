// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A comparison for a picture: every column at full length, whatever the window shows of it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

Rectangle {
    id: root

    required property ComparisonViewModel compare
    /// Else there is nothing of it.
    property bool drawn: false
    readonly property real columnWidth: 340
    readonly property real span: all.count * columnWidth + Math.max(0, all.count - 1) * columns.spacing

    visible: drawn
    width: span + 48
    height: content.implicitHeight + 48
    color: Theme.bg

    ColumnLayout {
        id: content

        x: 24
        y: 24
        width: root.span
        spacing: 14

        AppText {
            Layout.fillWidth: true
            text: root.compare.title
            size: Theme.title
            font.weight: Font.DemiBold
        }
        AppText {
            Layout.fillWidth: true
            text: root.compare.verdict
            textFormat: Text.StyledText
        }
        AppText {
            Layout.fillWidth: true
            text: root.compare.promptText
            textFormat: Text.PlainText
            font.weight: Font.DemiBold
        }
        Row {
            id: columns

            readonly property real tallest: {
                let most = 0;
                for (let i = 0; i < all.count; ++i)
                    most = Math.max(most, all.itemAt(i) ? all.itemAt(i).implicitHeight : 0);
                return most;
            }

            spacing: 14

            Repeater {
                id: all

                model: root.drawn ? root.compare.columns : null

                CompareColumn {
                    width: root.columnWidth
                    height: columns.tallest
                    compare: root.compare
                    whole: true
                }
            }
        }
    }
}
