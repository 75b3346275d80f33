// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The heading of a group in the list of chats: "Pinned", "Today".
import QtQuick
import Conclave

Text {
    required property string section

    leftPadding: 10
    topPadding: 10
    bottomPadding: 4
    text: section
    color: Theme.muted
    font.family: Theme.family
    font.pixelSize: Theme.tiny
    font.weight: Font.DemiBold
    font.letterSpacing: 0.4
}
