# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# An engine that answers by rote, and the real interface on top of it.
add_library(conclave_scripted STATIC
    scripted_engine.cpp scripted_engine.h
    scripted_replies.cpp scripted_replies.h)
target_link_libraries(conclave_scripted PUBLIC conclave_options Threads::Threads)
