// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Whether a model runs here, in a word and a colour.
import QtQuick
import Conclave

Rectangle {
    id: chip

    required property string verdict
    required property string label
    readonly property color ink: verdict === "fits" ? Theme.good : verdict === "experts" ? Theme.warn : verdict === "large" ? Theme.bad : Theme.muted

    visible: label !== ""
    implicitWidth: words.implicitWidth + 18
    implicitHeight: 24
    radius: 8
    color: verdict === "fits" ? Theme.goodSoft : verdict === "experts" ? Theme.warnSoft : verdict === "large" ? Theme.badSoft : Theme.hover

    AppText {
        id: words
        anchors.centerIn: parent
        text: chip.label
        size: Theme.tiny
        font.weight: Font.DemiBold
        color: chip.ink
        wrapMode: Text.NoWrap
    }
}
