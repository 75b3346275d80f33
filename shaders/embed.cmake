# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# cmake -D SPIRV=FILE -D WORDS=FILE -P embed.cmake: the words of a module as a C array.
file(READ ${SPIRV} hex HEX)
string(REGEX REPLACE "(..)(..)(..)(..)" "0x\\4\\3\\2\\1,\n" words "${hex}")
file(WRITE ${WORDS} "{\n${words}}\n")
