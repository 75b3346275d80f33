// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Plain words in the type of the interface.
import QtQuick
import Conclave

Text {
    property int size: Theme.normal
    /// Shown with dots between; empty ones are left out. For texts that are set, not here.
    property var parts: []

    text: parts.filter(part => part !== "").join(" · ")
    textFormat: Text.PlainText
    color: Theme.text
    font.family: Theme.family
    font.pixelSize: size
    wrapMode: Text.Wrap
}
