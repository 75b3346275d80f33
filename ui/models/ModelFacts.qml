// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Facts about a model, each with where it is from.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

ColumnLayout {
    id: root

    required property ModelDetail detail

    function scoresText(scores) {
        return scores.map(s => s.benchmark + " " + s.score).join(" · ");
    }

    visible: detail.facts.length > 0
    spacing: 10

    Repeater {
        model: root.detail.facts
        GridLayout {
            id: fact
            required property var modelData
            Layout.fillWidth: true
            columns: 2
            columnSpacing: 12
            rowSpacing: 1
            AppText {
                Layout.preferredWidth: 92
                Layout.alignment: Qt.AlignTop
                text: fact.modelData.label
                size: Theme.small
                color: Theme.muted
            }
            AppText {
                Layout.fillWidth: true
                text: fact.modelData.value
                size: Theme.small
            }
            Item { Layout.preferredWidth: 92 }
            AppText {
                Layout.fillWidth: true
                text: fact.modelData.source
                size: Theme.tiny
                color: Theme.muted
            }
        }
    }
    AppText {
        Layout.fillWidth: true
        visible: root.detail.scores.length > 0
        text: qsTr("The maker's own scores: %1").arg(root.scoresText(root.detail.scores))
        size: Theme.small
        color: Theme.muted
    }
    Repeater {
        model: root.detail.notes
        AppText {
            required property string modelData
            Layout.fillWidth: true
            text: modelData
            size: Theme.small
            color: Theme.muted
        }
    }
}
