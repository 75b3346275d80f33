// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A question or a form over the page, with its buttons below.
import QtQuick
import QtQuick.Controls.Basic as C
import QtQuick.Layouts
import QtQuick.Templates as T
import Conclave

C.Dialog {
    id: dialog

    property string acceptText: ""
    property string rejectText: qsTr("Cancel")
    property bool acceptEnabled: true

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(520, (parent ? parent.width : 640) - 32)
    modal: true
    padding: 24
    topPadding: 8
    closePolicy: C.Popup.CloseOnEscape | C.Popup.CloseOnPressOutside

    background: Rectangle {
        radius: Theme.cardRadius
        color: Theme.surface
        border.width: 1
        border.color: Theme.line
    }
    header: AppText {
        text: dialog.title
        size: Theme.message
        font.weight: Font.DemiBold
        padding: 24
        bottomPadding: 8
    }
    footer: Item {
        implicitHeight: 60
        RowLayout {
            anchors.right: parent.right
            anchors.rightMargin: 24
            spacing: 8
            AppButton {
                quiet: true
                text: dialog.rejectText
                onClicked: dialog.reject()
            }
            AppButton {
                objectName: "dialogAccept"
                visible: dialog.acceptText !== ""
                enabled: dialog.acceptEnabled
                text: dialog.acceptText
                onClicked: dialog.accept()
            }
        }
    }
}
