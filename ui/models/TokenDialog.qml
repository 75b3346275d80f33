// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Takes the hub's access token, which opens gated models.
import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

AppDialog {
    id: dialog

    required property App app

    title: qsTr("Token for the hub")
    acceptText: qsTr("Keep it")
    acceptEnabled: field.text.trim() !== ""
    onOpened: field.forceActiveFocus()
    onAccepted: {
        app.hub.network.setToken(field.text.trim());
        field.text = "";
    }

    ColumnLayout {
        width: parent.width
        spacing: 12
        AppText {
            Layout.fillWidth: true
            text: qsTr("Make one at %1 under Settings, Access Tokens; the right to read is enough. It is sent to the hub alone, and kept in the system's keyring where there is one.").arg(dialog.app.hub.network.effectiveHubUrl)
            color: Theme.muted
        }
        AppTextField {
            id: field
            Layout.fillWidth: true
            placeholderText: "hf_…"
            echoMode: TextInput.Password
            Accessible.name: qsTr("Token")
            Keys.onReturnPressed: {
                if (dialog.acceptEnabled)
                    dialog.accept();
            }
        }
        AppButton {
            visible: dialog.app.hub.network.hasToken
            quiet: true
            text: qsTr("Remove the token kept now")
            onClicked: {
                dialog.app.hub.network.removeToken();
                dialog.close();
            }
        }
    }
}
