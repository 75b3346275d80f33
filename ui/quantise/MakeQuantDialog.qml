// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Makes another quantisation of a model: what there is to choose, what becomes of it, how far it is.
// Any page opens it with the path of a model file.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import Conclave
import Conclave.App

AppDialog {
    id: dialog

    required property App app
    readonly property QuantChoices choices: app.quantiser.choices
    /// qmllint 6.4 takes no model of a list for the target of Connections.
    readonly property var choiceEvents: choices
    readonly property bool ready: choices.state === "ready"
    readonly property bool wide: width > 560
    readonly property real room: (parent ? parent.height : 480) - 24

    signal used(string path)

    /// Shows what can be made of that file, with that type or the usual one chosen.
    function show(path, type) {
        choices.open(path, type);
        open();
        list.forceActiveFocus();
    }
    function make() {
        if (makeButton.enabled)
            app.quantiser.makeChosen();
    }

    objectName: "makeQuant"
    title: choices.title === "" ? qsTr("Make a quant") : qsTr("Make a quant of %1").arg(choices.title)
    bottomPadding: 12
    width: Math.min(720, (parent ? parent.width : 640) - 32)
    height: Math.min(room, body.implicitHeight + topPadding + bottomPadding + implicitHeaderHeight + implicitFooterHeight)

    footer: Item {
        implicitHeight: 60
        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: 24
            anchors.rightMargin: 24
            anchors.bottomMargin: 16
            spacing: 8
            AppText {
                Layout.fillWidth: true
                text: dialog.choices.line === "" ? "" : qsTr("From %1").arg(dialog.choices.line)
                size: Theme.small
                color: Theme.muted
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            AppButton {
                objectName: "quantClose"
                quiet: true
                text: qsTr("Close")
                onClicked: dialog.close()
            }
            AppButton {
                id: makeButton
                objectName: "quantMake"
                enabled: dialog.ready && dialog.choices.refusal === ""
                text: qsTr("Make %1, %2").arg(dialog.choices.type).arg(dialog.choices.size)
                visible: dialog.ready
                onClicked: dialog.make()
            }
        }
    }

    ColumnLayout {
        id: body
        anchors.fill: parent
        spacing: 10

        RowLayout {
            Layout.fillWidth: true
            visible: dialog.ready || dialog.choices.importanceKind !== "none"
            spacing: 8
            Segmented {
                visible: dialog.ready
                name: qsTr("Which types are shown")
                values: ["usual", "all"]
                labels: [qsTr("Usual"), qsTr("All types")]
                value: dialog.choices.all ? "all" : "usual"
                onChosen: value => dialog.choices.all = value === "all"
            }
            Item { Layout.fillWidth: true }
            ImportanceButton { choices: dialog.choices }
        }
        AppText {
            Layout.fillWidth: true
            visible: dialog.choices.state === "reading"
            text: qsTr("Reading the file…")
            color: Theme.muted
        }
        RowLayout {
            Layout.fillWidth: true
            visible: dialog.choices.state === "failed"
            spacing: 10
            AppIcon { name: "warning"; size: 18; color: Theme.warn }
            AppText {
                Layout.fillWidth: true
                text: dialog.choices.error
            }
        }
        ListView {
            id: list
            objectName: "quantTypes"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 96
            Layout.preferredHeight: Math.min(300, contentHeight)
            visible: dialog.ready
            clip: true
            model: dialog.choices
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Types that can be made")
            C.ScrollBar.vertical: C.ScrollBar {}
            Connections {
                target: dialog.choiceEvents
                function onChosenChanged() {
                    afterwards.start();
                }
            }
            // Once the list has taken in what changed.
            Timer {
                id: afterwards
                interval: 0
                onTriggered: list.positionViewAtIndex(dialog.choices.row, ListView.Contain)
            }
            Keys.onUpPressed: dialog.choices.step(-1)
            Keys.onDownPressed: dialog.choices.step(1)
            Keys.onReturnPressed: dialog.make()

            delegate: QuantChoiceRow {
                width: list.width - 8
                ring: list.activeFocus
                wide: dialog.wide
                onPicked: {
                    dialog.choices.type = name;
                    list.forceActiveFocus();
                }
            }
        }
        QuantPreview {
            Layout.fillWidth: true
            visible: dialog.ready && dialog.room > 620
            classes: dialog.choices.classes
            size: dialog.choices.size
        }
        Repeater {
            model: dialog.ready ? dialog.choices.warnings : []
            AppText {
                required property string modelData
                Layout.fillWidth: true
                text: modelData
                size: Theme.small
                color: Theme.warn
            }
        }
        RowLayout {
            Layout.fillWidth: true
            visible: dialog.ready && dialog.choices.refusal !== ""
            spacing: 10
            AppText {
                objectName: "quantRefusal"
                Layout.fillWidth: true
                text: dialog.choices.refusal
                size: Theme.small
                color: Theme.warn
            }
            AppButton {
                objectName: "quantComputeImportance"
                visible: dialog.choices.importanceKind === "none"
                quiet: true
                implicitHeight: 32
                text: qsTr("Compute one here")
                onClicked: {
                    dialog.choices.computeImportance();
                    list.forceActiveFocus();
                }
            }
        }
        MakingList {
            Layout.fillWidth: true
            maker: dialog.app.quantiser.maker
            onUsed: path => {
                dialog.close();
                dialog.used(path);
            }
        }
    }
}
