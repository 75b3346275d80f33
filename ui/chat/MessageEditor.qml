// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Where a sent message is written anew. Ctrl+Enter asks, Esc leaves it as it was.
import QtQuick
import QtQuick.Layouts
import Conclave

ColumnLayout {
    id: root

    required property string original
    required property bool open

    signal asked(string text)
    signal cancelled

    spacing: 8
    visible: open
    onOpenChanged: if (open) {
        editor.text = original;
        editor.forceActiveFocus();
    }

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: editor.implicitHeight + 20
        radius: Theme.cardRadius
        color: Theme.surface
        border.width: 2
        border.color: Theme.accent

        TextEdit {
            id: editor

            objectName: "messageEditor"
            anchors.fill: parent
            anchors.margins: 10
            color: Theme.text
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentText
            selectByMouse: true
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            font.family: Theme.family
            font.pixelSize: Theme.message
            Accessible.role: Accessible.EditableText
            Accessible.name: qsTr("Message")
            Keys.onEscapePressed: root.cancelled()
            Keys.onReturnPressed: event => {
                event.accepted = (event.modifiers & Qt.ControlModifier) !== 0 && !inputMethodComposing;
                if (event.accepted)
                    root.asked(text);
            }
        }
    }
    RowLayout {
        Layout.alignment: Qt.AlignRight

        AppButton {
            quiet: true
            text: qsTr("Cancel")
            onClicked: root.cancelled()
        }
        AppButton {
            text: qsTr("Ask again")
            enabled: editor.text.trim() !== ""
            onClicked: root.asked(editor.text)
        }
    }
}
