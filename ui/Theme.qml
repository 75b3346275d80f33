// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Colours, spacing and type by meaning, light and dark. The only place with literal colours.
pragma Singleton

import QtQuick

QtObject {
    property bool dark: false
    property real fontScale: 1
    property bool reducedMotion: false

    readonly property color bg: dark ? "#17191B" : "#FAFAF7"
    readonly property color surface: dark ? "#1F2225" : "#FFFFFF"
    readonly property color side: dark ? "#131517" : "#F2F1EC"
    readonly property color rail: dark ? "#0E1011" : "#EAE8E1"
    readonly property color text: dark ? "#EBE9E4" : "#1D1C1A"
    readonly property color muted: dark ? "#A3A5A6" : "#6A6761"
    readonly property color faint: dark ? "#74787B" : "#98948C"
    readonly property color line: dark ? "#2C3034" : "#E3E0D8"
    readonly property color accent: dark ? "#46C2B3" : "#0F766E"
    readonly property color accentSoft: dark ? "#173632" : "#DDEFEC"
    readonly property color accentText: dark ? "#07201D" : "#FFFFFF"
    readonly property color user: dark ? "#2A2D30" : "#EDEBE4"
    readonly property color code: dark ? "#131517" : "#F4F2EC"
    readonly property color think: dark ? "#E0B252" : "#8A5F0E"
    readonly property color thinkSoft: dark ? "#2E2718" : "#F7EFDC"
    readonly property color good: dark ? "#6CC58F" : "#2F7D4F"
    readonly property color warn: dark ? "#E2A03F" : "#8F5600"
    readonly property color bad: dark ? "#EF7A6D" : "#B3362B"
    readonly property color goodSoft: dark ? "#1B3325" : "#DFEDE3"
    readonly property color warnSoft: dark ? "#36290F" : "#F6E9D3"
    readonly property color badSoft: dark ? "#3B1F1C" : "#F6E0DD"
    readonly property color cache: dark ? "#B394EE" : "#7A4FBF" // the part of a memory bar
    /// Of the columns of a comparison, in order.
    readonly property var series: dark ? ["#46C2B3", "#B394EE", "#EE9468", "#7FB2EC"] : ["#0F766E", "#7A4FBF", "#C2592B", "#2E6FB7"]
    readonly property color hover: dark ? "#14FFFFFF" : "#0D1D1C1A"
    readonly property color pressed: dark ? "#24FFFFFF" : "#1A1D1C1A"
    readonly property color shadow: dark ? "#59000000" : "#141E1C18"

    readonly property var installed: Qt.fontFamilies()
    readonly property string family: installed.includes("Inter") ? "Inter" : Application.font.family
    readonly property string mono: installed.includes("JetBrains Mono") ? "JetBrains Mono" : "monospace"
    readonly property int tiny: Math.round(11 * fontScale)
    readonly property int small: Math.round(12 * fontScale)
    readonly property int normal: Math.round(13 * fontScale)
    readonly property int medium: Math.round(14 * fontScale)
    readonly property int message: Math.round(15 * fontScale)
    readonly property int title: Math.round(20 * fontScale)

    readonly property int radius: 10
    readonly property int cardRadius: 14
    readonly property int composerRadius: 16
    readonly property int fast: reducedMotion ? 0 : 140
    readonly property int messageWidth: 720
    readonly property int composerWidth: 760
    readonly property int narrow: 900
}
