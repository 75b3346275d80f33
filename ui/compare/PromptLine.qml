// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The question that the answers below belong to, and the way to the others of a batch.
import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

RowLayout {
    id: root

    required property ComparisonViewModel compare

    visible: compare.promptText !== ""
    spacing: 6

    IconButton {
        objectName: "previousPrompt"
        visible: root.compare.promptCount > 1
        enabled: root.compare.prompt > 0
        iconName: "left"
        text: qsTr("Previous question")
        onClicked: root.compare.prompt = root.compare.prompt - 1
    }
    Text {
        visible: root.compare.promptCount > 1
        text: qsTr("%1/%2").arg(root.compare.prompt + 1).arg(root.compare.promptCount)
        color: Theme.muted
        font.family: Theme.family
        font.pixelSize: Theme.small
    }
    IconButton {
        objectName: "nextPrompt"
        visible: root.compare.promptCount > 1
        enabled: root.compare.prompt + 1 < root.compare.promptCount
        iconName: "right"
        text: qsTr("Next question")
        onClicked: root.compare.prompt = root.compare.prompt + 1
    }
    Text {
        Layout.fillWidth: true
        text: root.compare.promptText
        textFormat: Text.PlainText
        color: Theme.text
        font.family: Theme.family
        font.pixelSize: Theme.medium
        font.weight: Font.DemiBold
        maximumLineCount: 2
        wrapMode: Text.Wrap
        elide: Text.ElideRight
    }
    AppButton {
        objectName: "voteTie"
        visible: !root.compare.busy && root.compare.promptHash !== ""
        quiet: true
        implicitHeight: 30
        text: qsTr("All alike")
        onClicked: root.compare.vote(-1)
    }
}
