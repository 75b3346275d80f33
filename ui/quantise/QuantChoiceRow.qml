// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One type that a model can be made into, with its size and where it already is.
import QtQuick
import QtQuick.Layouts
import Conclave

Rectangle {
    id: row

    required property int index
    required property string name
    required property string summary
    required property string size
    required property string bits
    required property real share
    required property bool usable
    required property string here
    required property string hub
    required property bool chosen
    property bool ring: false
    property bool wide: true
    readonly property string place: here !== "" ? qsTr("on this computer") : hub !== "" ? qsTr("also on the hub") : ""

    readonly property var spoken: [name, size, qsTr("%1 bits per weight").arg(bits), summary, place]

    signal picked

    implicitHeight: 40
    radius: Theme.radius
    color: chosen ? Theme.accentSoft : hover.hovered ? Theme.hover : "transparent"
    border.width: chosen && ring ? 2 : 0
    border.color: Theme.accent
    Accessible.role: Accessible.RadioButton
    Accessible.checked: chosen
    Accessible.name: spoken.filter(part => part !== "").join(", ")
    Accessible.onPressAction: picked()

    HoverHandler { id: hover }
    TapHandler { onTapped: row.picked() }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        spacing: 12

        AppText {
            Layout.preferredWidth: 78
            text: row.name
            color: row.usable ? Theme.text : Theme.muted
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
        AppText {
            Layout.fillWidth: true
            text: row.usable ? row.summary : qsTr("needs an importance matrix")
            size: Theme.small
            color: Theme.muted
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        AppText {
            visible: row.wide && row.place !== ""
            text: row.place
            size: Theme.tiny
            font.weight: Font.DemiBold
            color: row.here !== "" ? Theme.good : Theme.muted
            wrapMode: Text.NoWrap
        }
        Rectangle {
            visible: row.wide
            implicitWidth: 72
            implicitHeight: 6
            radius: 3
            color: Theme.line
            Rectangle {
                width: Math.max(6, parent.width * Math.min(1, row.share))
                height: 6
                radius: 3
                color: Theme.accent
                opacity: row.usable ? 1 : 0.4
            }
        }
        AppText {
            Layout.preferredWidth: 58
            text: row.size
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
        }
        AppText {
            Layout.preferredWidth: 52
            text: qsTr("%1 b/w").arg(row.bits)
            size: Theme.small
            color: Theme.muted
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
        }
    }
}
