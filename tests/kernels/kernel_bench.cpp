// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/kernels/kernel_bench.h"

#include "engine/gguf/gguf_file.h"
#include "engine/model/rope_table.h"
#include "engine/reference/dequantise.h"
#include "engine/synth/synth.h"

#include <algorithm>
#include <cstring>
#include <random>

namespace conclave::test {

namespace {

constexpr std::uint32_t kTableColumns = 16;

std::filesystem::path newFolder() {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("conclave-kernels-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directories(folder);
    return folder;
}

} // namespace

TestDevice::TestDevice() : m_pipelines(m_device, {}), m_folder(newFolder()) {}

TestDevice::~TestDevice() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

std::filesystem::path TestDevice::synth(const std::string& architecture, const std::string& shape,
                                        const std::string& type, bool pure) {
    SynthRequest request;
    request.path = m_folder / (std::to_string(m_models++) + ".gguf");
    request.shape = readShape(architecture, shape);
    request.type = type;
    request.pure = pure;
    request.seed = static_cast<std::uint64_t>(m_models);
    writeSynthModel(request);
    return request.path;
}

std::string TestDevice::complaints() const {
    std::string text = m_device.instance().validates() ? "" : "The validation layer is missing.\n";
    for (const std::string& message : m_device.instance().messages()) {
        text += message + "\n";
    }
    return text;
}

Tuning randomTuning(const Device& device, Dice& dice) {
    Tuning tuning = tuningFor(device);
    tuning.workgroup = device.lanes() << dice.between(0, 2);
    tuning.rows = 1U << dice.between(0, 3);
    tuning.tileRows = 1U << dice.between(0, 2);
    tuning.tileColumns = 1U << dice.between(0, 3);
    tuning.maxWorkgroups = dice.between(1, 20);
    tuning.attentionJobs = dice.between(1, 12);
    tuning.sampleWorkgroup = device.lanes() << dice.between(0, 2);
    return tuning;
}

KernelBench::KernelBench(TestDevice& device, const std::filesystem::path& model,
                         const Tuning& tuning, std::uint32_t columns, std::uint32_t pages,
                         CacheType cacheType)
    : m_device(device), m_model(device.device(), GgufFile(model)), m_tuning(tuning),
      m_layout(layoutArena(m_model.hparams(), tuning, columns, std::min(columns, kTableColumns),
                           pages, device.device().lanes())),
      m_cache(device.device(), m_model.hparams(), cacheType,
              cacheSize(m_model.hparams(), cacheType, device.device().lanes(), pages,
                        pages * CONCLAVE_PAGE_SIZE, 1)),
      m_recurrent(device.device(), m_model.hparams(), kTableColumns) {
    Device& d = device.device();
    m_arena = Buffer(d, m_layout.bytes, MemoryKind::device);
    m_pageTable = Buffer(d, 4ULL * kTableColumns * pages, MemoryKind::device);
    m_states = Buffer(d, kTableColumns * sizeof(shaders::StepState), MemoryKind::device);
    m_nothing = Buffer(d, 256, MemoryKind::device);
    m_noTexels = TexelView(d, m_nothing, VK_FORMAT_R32G32B32A32_UINT);
    bindTo(m_layout, m_arena);
    m_layout.prefill.asTexels = m_layout.decode.asTexels = weights().asTexels();
    m_layout.prefill.cacheType = m_layout.decode.cacheType = cacheType;
    if (weights().asTexels()) {
        m_arenaTexels = TexelView(d, m_arena, VK_FORMAT_R32G32B32A32_UINT);
    }
    execute([&](DispatchRecorder& out) {
        out.fill(whole(m_arena), 0);
        out.fill(m_cache.layer(0), 0x7E007E00); // halves that are no numbers: read before written
        out.fill(m_recurrent.layer(0), 0x7FC00000); // no numbers: the first token reads none
        out.fill(whole(m_pageTable), 0);
        out.fill(whole(m_states), 0);
    });
    for (std::size_t i = 0; i < hparams().ropes.size(); ++i) {
        write(m_layout.prefill.ropes[i], ropeTable(hparams().ropes[i], pages));
    }
}

reference::Vector KernelBench::expanded(const std::string& name) const {
    const TensorInfo* tensor = m_model.file().findTensor("blk.0." + name + ".weight");
    if (tensor == nullptr) {
        tensor = &m_model.file().requireTensor(name + ".weight");
    }
    return dequantised(tensor->type, tensor->data);
}

CacheView KernelBench::cache(std::uint32_t firstPosition) const {
    CacheView view{m_cache.layer(0), whole(m_pageTable), whole(m_states), m_cache.contextPages(),
                   firstPosition};
    view.recurrent = m_recurrent.layer(0);
    return view;
}

void KernelBench::setPageTable(std::span<const std::uint32_t> pages) {
    write(whole(m_pageTable), std::as_bytes(pages));
}

void KernelBench::setStates(std::span<const shaders::StepState> states) {
    write(whole(m_states), std::as_bytes(states));
}

void KernelBench::write(BufferRange to, std::span<const std::byte> bytes) {
    Buffer upload(m_device.device(), bytes.size(), MemoryKind::upload);
    std::memcpy(upload.mapped().data(), bytes.data(), bytes.size());
    to.bytes = bytes.size();
    execute([&](DispatchRecorder& out) { out.copy(whole(upload), to); });
}

std::vector<std::byte> KernelBench::read(BufferRange from, std::uint64_t bytes) {
    Buffer readback(m_device.device(), bytes, MemoryKind::readback);
    from.bytes = bytes;
    execute([&](DispatchRecorder& out) { out.copy(from, whole(readback)); });
    const auto mapped = readback.mapped().first(bytes);
    return {mapped.begin(), mapped.end()};
}

std::vector<float> KernelBench::readFloats(BufferRange from, std::uint64_t count) {
    const std::vector<std::byte> bytes = read(from, count * sizeof(float));
    std::vector<float> values(count);
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

void KernelBench::run(Lowering lowering, const std::function<void(Recorder&)>& record) {
    if (lowering == Lowering::decode) {
        runDecode(record);
        return;
    }
    execute([&](DispatchRecorder& out) {
        PrefillRecorder recorder(out, m_device.pipelines(), m_tuning, m_model.architecture(),
                                 hparams(), m_layout.prefill);
        record(recorder);
    });
}

void KernelBench::runDecode(const std::function<void(DecodeRecorder&)>& record) {
    execute([&](DispatchRecorder& out) {
        DecodeRecorder recorder(out, m_device.pipelines(), m_tuning, m_model.architecture(),
                                hparams(), m_layout.decode);
        record(recorder);
    });
}

void KernelBench::execute(const std::function<void(DispatchRecorder&)>& record) {
    DispatchRecorder out(m_device.device());
    const VkBufferView none = m_noTexels.handle();
    out.setTexels(weights().asTexels() ? TexelBindings{weights().texels(), m_arenaTexels.handle(),
                                                       m_cache.layerTexels(0), whole(m_arena)}
                                       : TexelBindings{none, none, none});
    out.begin();
    record(out);
    out.end();
    m_device.device().wait(m_device.device().submit(out.commands()));
}

} // namespace conclave::test
