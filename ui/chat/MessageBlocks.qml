// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The blocks of an answer, each drawn by its kind. Blocks that did not change keep their delegates.
pragma ComponentBehavior: Bound

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

        Loader {
            id: loader

            required property int index
            readonly property var block: root.blocks[index] ?? ({type: "text", html: ""})

            Layout.fillWidth: true
            sourceComponent: block.type === "code" ? code : block.type === "table" ? table
                           : block.type === "rule" ? rule : text

            Component {
                id: text
                TextBlock {
                    width: loader.width
                    text: loader.block.html ?? ""
                    onLinkActivated: link => root.app.openLink(link)
                }
            }
            Component {
                id: code
                CodeBlock {
                    width: loader.width
                    language: loader.block.language ?? ""
                    source: loader.block.code ?? ""
                    highlighted: loader.block.highlighted ?? ""
                    onCopied: source => root.app.copyToClipboard(source)
                }
            }
            Component {
                id: table
                TableBlock {
                    width: loader.width
                    header: loader.block.header ?? []
                    rows: loader.block.rows ?? []
                }
            }
            Component {
                id: rule
                Rectangle {
                    implicitHeight: 1
                    color: Theme.line
                }
            }
        }
    }
}
