// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Names as hubs and people write them. What comes from a hub is checked before it becomes a path.
#pragma once

#include "app/hub/hub_types.h"

namespace conclave {

/// "owner/name": letters, digits, "-", "_", ".", each part 1 to 96 characters, no "..", neither
/// part beginning with a dot.
[[nodiscard]] bool isRepositoryName(const QString& name);

/// A relative path that stays inside its folder on every file system: no empty, "." or ".." part,
/// no "\\", ":" or control character, no part over 255 bytes or ending in a dot or space, no name
/// that Windows reserves, no "*.part"; at most 1024 bytes.
[[nodiscard]] bool isSafePath(const QString& path);

[[nodiscard]] bool isSha256(const QString& text);  ///< 64 lower-case hexadecimal digits
[[nodiscard]] bool isGitHash(const QString& text); ///< 40 lower-case hexadecimal digits
/// Either: what a hub may state of a file's bytes, see ContentHash.
[[nodiscard]] bool isFileHash(const QString& text);
/// A branch, tag or commit that can stand in an address: letters, digits, "-", "_", ".", "/".
[[nodiscard]] bool isRevision(const QString& text);
/// "model:tag" part of an Ollama name after the colon.
[[nodiscard]] bool isOllamaTag(const QString& text);

/// What one model is called in words, an address or a command; none for anything else:
///   owner/repo   owner/repo:Q4_K_M   owner/repo:file.gguf   hf.co/owner/repo:Q4_K_M
///   https://HUB/owner/repo[/tree/REV | /blob/REV/file.gguf | /resolve/REV/file.gguf]
///   conclave://open?model=owner/repo[&file=file.gguf]
///   ollama:name[:tag]   ollama:namespace/name:tag   ollama:host[:port]/namespace/name:tag
///   https://ollama.com/library/name:tag
[[nodiscard]] std::optional<ModelReference> referenceIn(const QString& text);
/// The same as text for referenceIn.
[[nodiscard]] QString textOf(const ModelReference& reference);

/// Whether a file at the top of a repository is its licence, going by the name.
[[nodiscard]] bool isLicenceFile(const QString& path);

} // namespace conclave
