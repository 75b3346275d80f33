// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// An answer as it grows, then with the marks of where it differs.
import QtQuick
import Conclave

TextEdit {
    id: root

    required property string answer
    /// The answer with its marks; empty while there are none.
    required property string html
    property string shown: ""

    /// What is added costs the layout of the last paragraph only; several columns grow at once.
    function show() {
        if (html !== "") {
            textFormat = TextEdit.RichText;
            text = html;
            shown = "";
        } else if (shown !== "" && answer.startsWith(shown)) {
            insert(length, answer.slice(shown.length));
            shown = answer;
        } else {
            textFormat = TextEdit.PlainText;
            text = answer;
            shown = answer;
        }
    }

    onAnswerChanged: show()
    onHtmlChanged: show()
    Component.onCompleted: show()

    readOnly: true
    selectByMouse: true
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    font.family: Theme.family
    font.pixelSize: Theme.medium
    Accessible.role: Accessible.StaticText
    Accessible.name: answer
}
