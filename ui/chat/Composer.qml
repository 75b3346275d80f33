// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Where a message is written. Enter sends, Shift+Enter breaks the line, Esc stops the answer.
// Nothing is sent while an input method still composes a character.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave
import Conclave.App

Item {
    id: root

    required property App app
    readonly property ChatViewModel chat: app.chat
    readonly property bool canSend: input.text.trim() !== "" && !chat.busy

    signal modelsAsked

    function focusInput() { input.forceActiveFocus(); }
    function submit() {
        if (!root.canSend || input.inputMethodComposing)
            return;
        const text = input.text;
        input.clear();
        root.chat.send(text);
    }
    function isSendKey(event) {
        const control = (event.modifiers & Qt.ControlModifier) !== 0;
        return root.app.settings.sendKey === "ctrlEnter" ? control : (event.modifiers & Qt.ShiftModifier) === 0;
    }

    implicitHeight: card.implicitHeight + 34

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
        anchors.leftMargin: 16
        anchors.rightMargin: 16
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
                implicitHeight: Math.min(input.implicitHeight, 200)
                contentHeight: input.implicitHeight
                clip: true
                boundsBehavior: Flickable.StopAtBounds

                TextEdit {
                    id: input

                    objectName: "composerInput"
                    width: scroll.width
                    focus: true
                    text: root.chat.draft
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
                    Accessible.name: qsTr("Message")
                    Component.onCompleted: forceActiveFocus()
                    onTextChanged: root.chat.draft = text
                    onCursorRectangleChanged: {
                        if (cursorRectangle.y < scroll.contentY)
                            scroll.contentY = cursorRectangle.y;
                        else if (cursorRectangle.y + cursorRectangle.height > scroll.contentY + scroll.height)
                            scroll.contentY = cursorRectangle.y + cursorRectangle.height - scroll.height;
                    }
                    Keys.onPressed: event => {
                        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                        if (enter && root.isSendKey(event)) {
                            root.submit();
                            event.accepted = true;
                        } else if (event.key === Qt.Key_Escape) {
                            root.chat.stop();
                            event.accepted = true;
                        } else if (event.key === Qt.Key_Tab) {
                            nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
                            event.accepted = true;
                        }
                    }

                    Text {
                        visible: input.text === "" && input.preeditText === ""
                        text: root.chat.ready ? qsTr("Ask %1 anything").arg(root.chat.modelName)
                                              : qsTr("Write a message; it is answered as soon as the model is loaded")
                        color: Theme.muted
                        font: input.font
                        width: parent.width
                        elide: Text.ElideRight
                    }
                }
            }
            RowLayout {
                spacing: 8

                Chip {
                    id: thinking
                    objectName: "thinkingChip"
                    visible: root.chat.thinkingAvailable
                    iconName: "think"
                    text: checked ? qsTr("Thinking on") : qsTr("Thinking off")
                    checkable: true
                    checked: root.chat.thinkingOn
                    onToggled: root.chat.thinkingOn = checked
                }
                Chip {
                    visible: root.chat.thinkingAlways
                    iconName: "think"
                    checked: true
                    enabled: false
                    text: qsTr("This model always thinks")
                }
                ModelMenu {
                    app: root.app
                    onModelsAsked: root.modelsAsked()
                }
                Item { Layout.fillWidth: true }
                T.Button {
                    id: send

                    objectName: root.chat.busy ? "stopButton" : "sendButton"
                    implicitWidth: 36
                    implicitHeight: 36
                    enabled: root.chat.busy || root.canSend
                    focusPolicy: Qt.TabFocus
                    text: root.chat.busy ? qsTr("Stop") : qsTr("Send")
                    Accessible.name: text
                    onClicked: root.chat.busy ? root.chat.stop() : root.submit()

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
                            name: root.chat.busy ? "stop" : "send"
                            size: 20
                            color: send.enabled ? Theme.accentText : Theme.faint
                        }
                    }
                }
            }
        }
    }
    Connections {
        target: root.chat
        function onDraftChanged() {
            if (input.text !== root.chat.draft)
                input.text = root.chat.draft;
        }
    }
    Text {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: card.bottom
        anchors.topMargin: 9
        text: qsTr("Everything stays on this computer. Answers can be wrong; check what matters.")
        color: Theme.muted
        font.family: Theme.family
        font.pixelSize: Theme.tiny
    }
    Shortcut {
        sequence: "Ctrl+T"
        enabled: root.chat.thinkingAvailable
        onActivated: root.chat.thinkingOn = !root.chat.thinkingOn
    }
}
