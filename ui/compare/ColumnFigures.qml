// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The figures of a column, two in a row.
pragma ComponentBehavior: Bound

import QtQuick

// Placed by hand: layouts and positioners of Qt 6.4 fall over items that a repeater takes away, or
// polish for ever where there is too little room.
Item {
    id: root

    required property var metrics
    required property color ink
    /// Notes stand below their figures, not beside them.
    required property bool stacked
    readonly property real columnSpacing: 14
    readonly property real rowSpacing: 10
    readonly property real cellWidth: (width - columnSpacing) / 2
    readonly property real cellHeight: cells.count > 0 ? cells.itemAt(0).implicitHeight : 0
    readonly property int rows: Math.ceil(metrics.length / 2)

    implicitHeight: rows * cellHeight + Math.max(0, rows - 1) * rowSpacing

    Repeater {
        id: cells

        model: root.metrics.length

        MetricCell {
            required property int index

            x: index % 2 * (root.cellWidth + root.columnSpacing)
            y: Math.floor(index / 2) * (root.cellHeight + root.rowSpacing)
            width: root.cellWidth
            metric: root.metrics[index]
            ink: root.ink
            stacked: root.stacked
        }
    }
}
