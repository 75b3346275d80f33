// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Models side by side: a verdict, the columns, and one composer for all of them.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

Item {
    id: root

    required property App app
    readonly property ComparisonViewModel compare: app.compare
    readonly property bool narrow: width < 820
    readonly property real columnWidth: {
        const count = Math.max(1, compare.columns.count);
        return Math.max(268, (width - 48 - 14 * (count - 1)) / count);
    }
    objectName: "comparePage"

    readonly property color markInk: Theme.think
    readonly property color markGround: Theme.thinkSoft

    function focusInput() { composer.focusInput(); }
    function savePicture(file) { picture.save(file); }
    function tellMarks() { compare.setMarks(markInk.toString(), markGround.toString()); }

    onMarkInkChanged: tellMarks()
    onMarkGroundChanged: tellMarks()
    Component.onCompleted: tellMarks()
    onVisibleChanged: {
        if (!visible && compare && !compare.busy)
            compare.release();
    }

    ComparisonPicture {
        id: picture
        compare: root.compare
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        CompareHeader {
            Layout.fillWidth: true
            app: root.app
            narrow: root.narrow
            onPictureWanted: file => root.savePicture(file)
        }
        CompareEmpty {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.compare.isEmpty
            app: root.app
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: !root.compare.isEmpty

            ColumnLayout {
                anchors.fill: parent
                anchors.leftMargin: 24
                anchors.rightMargin: 24
                anchors.topMargin: 16
                spacing: 12

                CompareBanner {
                    Layout.fillWidth: true
                    compare: root.compare
                }
                PromptLine {
                    Layout.fillWidth: true
                    compare: root.compare
                }
                ListView {
                    id: list

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    orientation: ListView.Horizontal
                    spacing: 14
                    clip: contentWidth > width
                    interactive: contentWidth > width
                    boundsBehavior: Flickable.StopAtBounds
                    snapMode: ListView.SnapToItem
                    cacheBuffer: 4000
                    model: root.compare.columns
                    activeFocusOnTab: interactive
                    Keys.onLeftPressed: flick(1200, 0)
                    Keys.onRightPressed: flick(-1200, 0)
                    Accessible.role: Accessible.List
                    Accessible.name: qsTr("Columns")
                    C.ScrollBar.horizontal: C.ScrollBar { policy: list.interactive ? C.ScrollBar.AlwaysOn : C.ScrollBar.AlwaysOff }

                    // Who goes through the columns by keyboard sees where they are.
                    readonly property Item focusItem: Window.activeFocusItem
                    onFocusItemChanged: {
                        for (let item = focusItem; item; item = item.parent) {
                            if (item instanceof CompareColumn) {
                                positionViewAtIndex(item.index, ListView.Contain);
                                return;
                            }
                        }
                    }

                    delegate: CompareColumn {
                        width: root.columnWidth
                        height: ListView.view.height
                        compare: root.compare
                        canVote: root.compare.promptHash !== "" && !root.compare.busy
                    }
                }
            }
        }
        CompareComposer {
            id: composer

            Layout.fillWidth: true
            Layout.leftMargin: 24
            Layout.rightMargin: 24
            Layout.topMargin: 14
            visible: !root.compare.isEmpty
            app: root.app
        }
    }
}
