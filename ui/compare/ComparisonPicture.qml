// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Saves the comparison as a picture.
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
        sheet.drawn = true;
        look.start();
    }

    opacity: 0 // behind the page; the sheet itself is opaque

    // Layouts take some frames to find their sizes.
    Timer {
        id: look
        interval: 50
        onTriggered: {
            if (sheet.height !== root.settled) {
                root.settled = sheet.height;
                start();
                return;
            }
            const started = sheet.grabToImage(result => {
                root.compare.tellSaved(root.file, result.saveToFile(root.compare.localPath(root.file)));
                sheet.drawn = false;
            });
            if (!started) {
                root.compare.tellSaved(root.file, false);
                sheet.drawn = false;
            }
        }
    }
    ComparisonSheet {
        id: sheet

        compare: root.compare
    }
}
