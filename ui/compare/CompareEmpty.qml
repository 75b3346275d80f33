// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Before anything is compared: what this page is for, one button that shows it, what was compared.
import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

C.ScrollView {
    id: root

    required property App app
    readonly property ComparisonViewModel compare: app.compare

    contentWidth: availableWidth

    ColumnLayout {
        x: (root.availableWidth - width) / 2
        y: Math.max(24, (root.availableHeight - implicitHeight) / 2.4)
        width: Math.min(560, root.availableWidth - 48)
        spacing: 12

        AppIcon {
            Layout.alignment: Qt.AlignHCenter
            name: "compare"
            size: 40
            color: Theme.accent
        }
        Text {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("See what a smaller model costs")
            color: Theme.text
            font.family: Theme.family
            font.pixelSize: Math.round(Theme.title * 1.25)
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        Text {
            Layout.fillWidth: true
            Layout.bottomMargin: 12
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("The same question for two to four models side by side: their answers, speed, memory, and measured quality. Try it with the built-in Guide: three sizes of it are made in seconds, here, without a network.")
            color: Theme.muted
            font.family: Theme.family
            font.pixelSize: Theme.medium
            lineHeight: 1.3
            wrapMode: Text.Wrap
        }
        AppButton {
            objectName: "compareGuide"
            Layout.alignment: Qt.AlignHCenter
            visible: root.compare.guide !== ""
            iconName: "play"
            text: qsTr("Compare the Guide in three sizes")
            onClicked: root.compare.compareSizes()
        }
        ColumnMenu {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: 4
            app: root.app
            text: qsTr("Choose models yourself")
        }
        Text {
            Layout.topMargin: 28
            Layout.leftMargin: 12
            visible: root.compare.saved.count > 0
            text: qsTr("Compared before")
            color: Theme.muted
            font.family: Theme.family
            font.pixelSize: Theme.tiny
            font.weight: Font.DemiBold
        }
        SavedComparisons {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.bottomMargin: 24
            compare: root.compare
        }
    }
}
