// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Facts about a model, each with where it is from.
pragma ComponentBehavior: Bound

import QtQuick
import Conclave
import Conclave.App

// Not a layout: Qt 6.4 arranges one within a Column anew before it takes notice of removed rows.
Column {
    id: root

    required property ModelDetail detail
    readonly property real labelWidth: 92
    readonly property real textX: labelWidth + 12

    function scoresText(scores) {
        return scores.map(s => s.benchmark + " " + s.score).join(" · ");
    }

    visible: detail.facts.length > 0
    spacing: 10

    Repeater {
        model: root.detail.facts
        Column {
            id: fact
            required property var modelData
            width: root.width
            spacing: 1
            Row {
                spacing: root.textX - root.labelWidth
                AppText {
                    width: root.labelWidth
                    text: fact.modelData.label
                    size: Theme.small
                    color: Theme.muted
                }
                AppText {
                    width: fact.width - root.textX
                    text: fact.modelData.value
                    size: Theme.small
                }
            }
            AppText {
                x: root.textX
                width: fact.width - root.textX
                text: fact.modelData.source
                size: Theme.tiny
                color: Theme.muted
            }
        }
    }
    AppText {
        width: root.width
        visible: root.detail.scores.length > 0
        text: qsTr("The maker's own scores: %1").arg(root.scoresText(root.detail.scores))
        size: Theme.small
        color: Theme.muted
    }
    Repeater {
        model: root.detail.notes
        AppText {
            required property string modelData
            width: root.width
            text: modelData
            size: Theme.small
            color: Theme.muted
        }
    }
}
