// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Saves the comparison as a picture.
pragma ComponentBehavior: Bound

import QtQuick
import Conclave
import Conclave.App

Item {
    id: root

    required property ComparisonViewModel compare
    property url file
    property real settled: -1

    /// Draws it and saves it there; the comparison tells how that went.
    function save(url) {
        file = url;
        settled = -1;
        sheet.active = true;
        look.start();
    }

    opacity: 0 // behind the page; the sheet itself is opaque

    // Layouts take some frames to find their sizes.
    Timer {
        id: look
        interval: 50
        onTriggered: {
            const drawn = sheet.item as ComparisonSheet;
            if (drawn.height !== root.settled) {
                root.settled = drawn.height;
                start();
                return;
            }
            const started = drawn.grabToImage(result => {
                root.compare.tellSaved(root.file, result.saveToFile(root.compare.localPath(root.file)));
                sheet.active = false;
            });
            if (!started) {
                root.compare.tellSaved(root.file, false);
                sheet.active = false;
            }
        }
    }
    Loader {
        id: sheet

        active: false
        sourceComponent: ComparisonSheet { compare: root.compare }
    }
}
