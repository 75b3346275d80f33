# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# An engine that answers by rote, a history of chats, and the real interface on top of both.
find_package(SQLite3 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(Threads REQUIRED)

add_library(conclave_scripted STATIC
    scripted_engine.cpp scripted_engine.h
    scripted_history.cpp scripted_history.h
    scripted_replies.cpp scripted_replies.h)
target_link_libraries(conclave_scripted
    PUBLIC conclave_options conclave_storage Threads::Threads
    PRIVATE SQLiteCpp SQLite::SQLite3)

if(CONCLAVE_BUILD_APP)
    find_package(Qt6 6.4 REQUIRED COMPONENTS QuickControls2)
    qt_add_executable(conclave-scripted scripted_main.cpp)
    target_link_libraries(conclave-scripted PRIVATE conclave_scripted conclave_app
        conclave_appplugin conclave_ui conclave_uiplugin Qt6::QuickControls2)
endif()
