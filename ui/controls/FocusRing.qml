// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Shows where the keyboard is.
import QtQuick
import QtQuick.Templates as T
import Conclave

Rectangle {
    required property T.Control target

    anchors.fill: target
    anchors.margins: -3 // a gap, or it would look like a part of a filled button
    radius: Theme.radius + 3
    color: "transparent"
    border.width: 2
    border.color: Theme.accent
    visible: target.visualFocus
}
