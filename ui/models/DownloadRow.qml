// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One download: how far it is, how long it takes, and what to do about it.
import QtQuick
import Conclave

Rectangle {
    id: row

    required property int index
    required property string name
    required property string repository
    required property string state
    required property string stateText
    required property string error
    required property real totalBytes
    required property real receivedBytes
    required property real bytesPerSecond
    required property real secondsLeft
    required property real progress
    required property real verifiedShare
    required property string path
    required property bool canPause
    required property bool canResume
    required property bool usable
    readonly property bool atRest: state === "done" || state === "failed"
    readonly property string figures: [
        state === "done" ? gigabytes(totalBytes) : qsTr("%1 of %2").arg(gigabytes(receivedBytes)).arg(gigabytes(totalBytes)),
        state === "downloading" && bytesPerSecond > 0 ? qsTr("%1 MB/s").arg(Number(bytesPerSecond / 1e6).toLocaleString(Qt.locale(), "f", 1)) : "",
        state === "downloading" && secondsLeft >= 0 ? timeLeft(secondsLeft) : "",
        !atRest && verifiedShare > 0 ? qsTr("%1 % verified").arg(Math.floor(verifiedShare * 100)) : ""
    ].filter(t => t !== "").join(" · ")

    signal pauseAsked
    signal resumeAsked
    signal cancelAsked
    signal removeAsked
    signal useAsked

    function gigabytes(bytes) {
        // In the unit of the whole, so that both can be compared.
        return totalBytes < 1e9 ? qsTr("%1 MB").arg(Number(bytes / 1e6).toLocaleString(Qt.locale(), "f", totalBytes < 1e8 ? 1 : 0)) : qsTr("%1 GB").arg(Number(bytes / 1e9).toLocaleString(Qt.locale(), "f", totalBytes < 1e10 ? 2 : 1));
    }
    function timeLeft(seconds) {
        return seconds < 90 ? qsTr("%1 s left").arg(Math.round(seconds))
             : seconds < 5400 ? qsTr("%1 min left").arg(Math.round(seconds / 60))
             : qsTr("%1 h left").arg(Number(seconds / 3600).toLocaleString(Qt.locale(), "f", 1));
    }

    implicitHeight: Math.max(content.implicitHeight, actions.height) + 28
    radius: Theme.cardRadius
    color: hover.hovered ? Theme.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: name + ", " + stateText + ", " + figures

    HoverHandler { id: hover }

    // Not a layout: texts that wrap in nested layouts send Qt 6.4 into polish loops.
    Column {
        id: content
        x: 16
        y: 14
        width: Math.max(0, parent.width - actions.width - 40)
        spacing: 4
        AppText {
            width: parent.width
            text: row.name
            size: Theme.medium
            font.weight: Font.DemiBold
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        AppText {
            width: parent.width
            text: row.repository
            size: Theme.small
            color: Theme.muted
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        ProgressLine {
            width: parent.width
            visible: row.state !== "done"
            value: row.progress
            checked: row.verifiedShare
            name: qsTr("Progress of %1").arg(row.name)
        }
        AppText {
            width: parent.width
            parts: [row.stateText, row.figures]
            size: Theme.small
            color: row.state === "done" ? Theme.good : row.state === "failed" ? Theme.bad : Theme.muted
        }
        AppText {
            width: parent.width
            visible: row.error !== ""
            text: row.error
            size: Theme.small
            color: row.state === "failed" ? Theme.bad : Theme.warn
        }
    }
    Row {
        id: actions
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12

        AppButton {
            anchors.verticalCenter: parent.verticalCenter
            objectName: "downloadUse"
            visible: row.usable && row.path !== ""
            implicitHeight: 32
            text: qsTr("Use")
            Accessible.name: qsTr("Use %1").arg(row.name)
            onClicked: row.useAsked()
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            visible: row.canPause
            iconName: "pause"
            text: qsTr("Pause %1").arg(row.name)
            onClicked: row.pauseAsked()
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            visible: row.canResume
            iconName: row.state === "failed" ? "regenerate" : "play"
            text: row.state === "failed" ? qsTr("Try %1 again").arg(row.name) : qsTr("Resume %1").arg(row.name)
            onClicked: row.resumeAsked()
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            // What arrived of a failed one would otherwise stay on the disk, and nobody would know.
            iconName: row.state === "done" ? "close" : "trash"
            text: row.state === "done" ? qsTr("Take %1 off the list").arg(row.name) : qsTr("Cancel %1 and delete what arrived").arg(row.name)
            onClicked: row.state === "done" ? row.removeAsked() : row.cancelAsked()
        }
    }
}
