// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Finds model files where other programs keep theirs, to be used in place.
#pragma once

#include <QProcessEnvironment>
#include <QString>

#include <vector>

namespace conclave {

/// A folder that belongs to one program.
struct ScanPlace {
    QString source; ///< lmstudio, ollama, huggingface, llamacpp, jan, gpt4all, hub or opened
    QString folder;
};

/// One model file, or the first part of a split set.
struct FoundFile {
    QString path;
    QString source;
    QString name;       ///< as that program calls it; empty: as the file does
    QString repository; ///< owner/name; empty if the place does not tell
    QString revision;
    QString sha256;  ///< as that program states it
    QString licence; ///< likewise
};

/// The folders of programs that exist, under that home and with those variables: OLLAMA_MODELS,
/// HF_HOME, HF_HUB_CACHE, APPDATA, LOCALAPPDATA.
[[nodiscard]] std::vector<ScanPlace> knownPlaces(const QString& home,
                                                 const QProcessEnvironment& environment);

/// What lies in one place. Files of another kind (projectors, unfinished downloads, later parts of
/// split sets) are left out; folders are followed eight deep, links to folders not at all.
[[nodiscard]] std::vector<FoundFile> scanPlace(const ScanPlace& place);

/// All parts of the set whose first part this is, or the file itself.
[[nodiscard]] QStringList partsOf(const QString& path);

/// Names of programs, "LM Studio", for their keys.
[[nodiscard]] QString sourceText(const QString& source);

} // namespace conclave
