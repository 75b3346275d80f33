// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The blocks of an answer, each drawn by its kind. Blocks that did not change keep their delegates.
// Not ComponentBehavior: Bound, because Qt 6.4 refuses a bound component inside a list's delegate.
import QtQuick
import QtQuick.Layouts
import Conclave
import Conclave.App

ColumnLayout {
    id: root

    required property var blocks
    required property App app

    spacing: 10

    Repeater {
        model: root.blocks.length

        ColumnLayout {
            id: slot

            // qmllint disable unqualified
            required property int index
            readonly property var block: root.blocks[index] ?? ({type: "text", html: ""})

            Layout.fillWidth: true
            spacing: 0

            Loader {
                Layout.fillWidth: true
                active: slot.block.type === "text"
                visible: active
                sourceComponent: TextBlock {
                    text: "<style>p, li, h1, h2, h3, h4 { line-height: 140%; } code { font-family: '" + Theme.mono + "'; }</style>" + (slot.block.html ?? "")
                    onLinkActivated: link => root.app.openLink(link)
                }
            }
            Loader {
                Layout.fillWidth: true
                active: slot.block.type === "code"
                visible: active
                sourceComponent: CodeBlock {
                    language: slot.block.language ?? ""
                    source: slot.block.code ?? ""
                    highlighted: slot.block.highlighted ?? ""
                    onCopied: source => root.app.copyToClipboard(source)
                }
            }
            Loader {
                Layout.fillWidth: true
                active: slot.block.type === "table"
                visible: active
                sourceComponent: TableBlock {
                    header: slot.block.header ?? []
                    rows: slot.block.rows ?? []
                }
            }
            // qmllint enable unqualified
            Rectangle {
                Layout.fillWidth: true
                visible: slot.block.type === "rule"
                implicitHeight: 1
                color: Theme.line
            }
        }
    }
}
