// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// streaming_child <database>: writes a question and then an ever longer answer until it is killed.
// Each length that has been saved is printed on its own line.
#include "storage/chat_store.h"

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

int main(int argumentCount, char** arguments) {
    using namespace conclave::storage;
    if (argumentCount != 2)
        return 2;
    Database database(arguments[1]);
    ChatStore chats(database);
    const std::string chat = chats.createChat("Cut short");
    const std::string question = chats.appendMessage(chat, {}, Role::user, "Count to a lot");
    const std::string reply = chats.appendReply(chat, question);
    std::string answer;
    for (int number = 1; number < 1'000'000; ++number) {
        answer += "number" + std::to_string(number) + ' ';
        chats.updateStreaming(reply, answer, "I count.");
        std::printf("%zu\n", answer.size());
        std::fflush(stdout);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return 0;
}
