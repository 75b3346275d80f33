// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One question for all columns, or a batch of them, a line each.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave
import Conclave.App

Item {
    id: root

    required property App app
    readonly property ComparisonViewModel compare: app.compare
    property bool batch: false
    readonly property bool canSend: input.text.trim() !== "" && compare.canAsk && !compare.busy

    function focusInput() { input.forceActiveFocus(); }
    function submit() {
        if (!root.canSend || input.inputMethodComposing)
            return;
        const text = input.text;
        input.clear();
        if (root.batch)
            root.compare.sendAll(text);
        else
            root.compare.send(text);
    }
    function isSendKey(event) {
        const control = (event.modifiers & Qt.ControlModifier) !== 0;
        return root.app.settings.sendKey === "ctrlEnter" || root.batch ? control : (event.modifiers & Qt.ShiftModifier) === 0;
    }

    implicitHeight: card.implicitHeight + 16

    Rectangle {
        anchors.fill: card
        anchors.topMargin: 3
        anchors.bottomMargin: -3
        radius: Theme.composerRadius
        color: Theme.shadow
    }
    Rectangle {
        id: card

        anchors.left: parent.left
        anchors.right: parent.right
        implicitHeight: column.implicitHeight + 22
        radius: Theme.composerRadius
        color: Theme.surface
        border.width: input.activeFocus ? 2 : 1
        border.color: input.activeFocus ? Theme.accent : Theme.line

        ColumnLayout {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: 12
            spacing: 8

            Flickable {
                id: scroll

                Layout.fillWidth: true
                implicitHeight: Math.min(Math.max(input.implicitHeight, root.batch ? 64 : 0), 140)
                contentHeight: input.implicitHeight
                clip: true
                boundsBehavior: Flickable.StopAtBounds

                TextEdit {
                    id: input

                    objectName: "compareInput"
                    width: scroll.width
                    color: Theme.text
                    selectionColor: Theme.accent
                    selectedTextColor: Theme.accentText
                    selectByMouse: true
                    wrapMode: TextEdit.Wrap
                    font.family: Theme.family
                    font.pixelSize: Theme.message
                    textFormat: TextEdit.PlainText
                    activeFocusOnTab: true
                    Accessible.role: Accessible.EditableText
                    Accessible.name: root.batch ? qsTr("Questions, one a line") : qsTr("Question for all columns")
                    Keys.onPressed: event => {
                        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                        if (enter && root.isSendKey(event)) {
                            root.submit();
                            event.accepted = true;
                        } else if (event.key === Qt.Key_Escape) {
                            root.compare.stop();
                            event.accepted = true;
                        } else if (event.key === Qt.Key_Tab) {
                            nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
                            event.accepted = true;
                        } else if (event.key === Qt.Key_Backtab) {
                            nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason);
                            event.accepted = true;
                        }
                    }

                    Text {
                        visible: input.text === "" && input.preeditText === ""
                        width: parent.width
                        text: !root.compare.canAsk ? qsTr("Add a second column, then ask all of them at once")
                            : root.batch ? qsTr("Questions, one a line; Ctrl+Enter asks them all")
                            : qsTr("Ask all columns the same question")
                        color: Theme.muted
                        font: input.font
                        elide: Text.ElideRight
                    }
                }
            }
            RowLayout {
                spacing: 8

                ColumnMenu { app: root.app }
                Chip {
                    objectName: "batchChip"
                    text: qsTr("Several questions")
                    checkable: true
                    checkedColor: Theme.accent
                    checkedBackground: Theme.accentSoft
                    checked: root.batch
                    onToggled: root.batch = checked
                }
                AppText {
                    Layout.fillWidth: true
                    objectName: "comingQuants"
                    text: root.compare.comingText
                    size: Theme.small
                    color: Theme.muted
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                T.Button {
                    id: send

                    objectName: root.compare.busy ? "compareStop" : "compareSend"
                    implicitWidth: 36
                    implicitHeight: 36
                    enabled: root.compare.busy || root.canSend
                    focusPolicy: Qt.TabFocus
                    text: root.compare.busy ? qsTr("Stop") : qsTr("Ask all columns")
                    Accessible.name: text
                    onClicked: root.compare.busy ? root.compare.stop() : root.submit()
                    Keys.onReturnPressed: clicked()
                    Keys.onEnterPressed: clicked()

                    background: Rectangle {
                        radius: 11
                        color: !send.enabled ? Theme.line : Qt.darker(Theme.accent, send.down ? 1.15 : send.hovered ? 1.07 : 1)

                        FocusRing {
                            target: send
                            anchors.fill: parent
                        }
                    }
                    contentItem: Item {
                        AppIcon {
                            anchors.centerIn: parent
                            name: root.compare.busy ? "stop" : "send"
                            size: 20
                            color: send.enabled ? Theme.accentText : Theme.faint
                        }
                    }
                }
            }
        }
    }
}
