// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Shows where the keyboard is.
import QtQuick
import QtQuick.Templates as T
import Conclave

Rectangle {
    required property T.Control target

    anchors.fill: target
    anchors.margins: -2
    radius: Theme.radius + 2
    color: "transparent"
    border.width: 2
    border.color: Theme.accent
    visible: target.visualFocus
}
