// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Smaller versions of the built-in model, a click each: the quickest way to see what a quant is.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

ColumnLayout {
    id: view

    required property App app
    readonly property Quantiser quantiser: app.quantiser

    signal used(string path)
    signal moreAsked

    visible: quantiser.guide !== ""
    spacing: 8

    AppText {
        Layout.fillWidth: true
        text: qsTr("The Guide is built in as F16. Make it smaller here and see what changes; it takes a second and no network.")
        size: Theme.small
        color: Theme.muted
    }
    Flow {
        Layout.fillWidth: true
        spacing: 8

        Repeater {
            model: ["Q8_0", "Q4_K_M", "Q2_K"]

            AppButton {
                id: button
                required property string modelData
                readonly property var quant: {
                    view.quantiser.guideRevision; // asks again after each change
                    return view.quantiser.guideQuant(modelData);
                }
                readonly property bool made: quant.path !== ""

                objectName: "guideQuant" + modelData
                quiet: true
                implicitHeight: 32
                enabled: !quant.busy
                iconName: made ? "check" : ""
                text: quant.busy ? qsTr("Making %1…").arg(modelData)
                    : made ? qsTr("Use %1").arg(modelData) : qsTr("Make %1, %2").arg(modelData).arg(quant.size)
                onClicked: {
                    if (made)
                        view.used(quant.path);
                    else
                        view.quantiser.makeGuide(modelData);
                }
            }
        }
        AppButton {
            objectName: "guideQuantMore"
            quiet: true
            implicitHeight: 32
            text: qsTr("Others…")
            Accessible.name: qsTr("Make another quant of the Guide")
            onClicked: view.moreAsked()
        }
    }
}
