// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/engine.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

ordered_json toJson(const DeviceInfo& device) {
    return {{"index", device.index},
            {"uuid", device.uuid},
            {"name", device.name},
            {"type", device.type},
            {"api_version", device.apiVersion},
            {"driver", device.driver},
            {"memory_bytes", device.memoryBytes},
            {"subgroup_size", device.subgroupSize},
            {"integer_dot", device.integerDot},
            {"fp16", device.fp16},
            {"cooperative_matrix", device.cooperativeMatrix},
            {"chosen", device.chosen},
            {"reason", device.reason}};
}

void run(bool json) {
    const std::vector<DeviceInfo> devices = listDevices();
    if (json) {
        ordered_json list = ordered_json::array();
        for (const DeviceInfo& device : devices) {
            list.push_back(toJson(device));
        }
        printJson({{"devices", std::move(list)}});
        return;
    }
    if (devices.empty()) {
        printText("There is no Vulkan device; install a Vulkan driver for your graphics processor, "
                  "or Mesa's software driver.\n");
    }
    for (const DeviceInfo& device : devices) {
        printText(fmt::format("{} {}  {}\n    {}, {:.1f} GB, Vulkan {}, {}\n    {}\n",
                              device.chosen ? "*" : " ", device.index, device.name, device.type,
                              static_cast<double>(device.memoryBytes) / 1e9, device.apiVersion,
                              device.driver, device.reason));
    }
}

} // namespace

void addDevices(CLI::App& program) {
    auto* command = program.add_subcommand("devices", "List Vulkan devices");
    const auto json = std::make_shared<bool>(false);
    addJson(*command, *json);
    command->callback([json] { run(*json); });
}

} // namespace conclave::cli
