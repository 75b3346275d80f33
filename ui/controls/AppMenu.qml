// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A floating list of actions.
import QtQuick
import QtQuick.Controls.Basic as C
import Conclave

C.Menu {
    id: control

    implicitWidth: 260
    padding: 6
    background: Rectangle {
        implicitWidth: control.implicitWidth
        radius: 12
        color: Theme.surface
        border.width: 1
        border.color: Theme.line
    }
}
