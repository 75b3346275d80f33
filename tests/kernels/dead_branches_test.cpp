// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What drivers are given of every kernel. That it computes the same is what all other tests of
// kernels show: they run nothing else.
#include "engine/gguf/block_format.h"
#include "engine/vulkan/dead_branches.h"
#include "engine/vulkan/kernels.h"
#include "shaders/params.h"
#include "shaders/spirv.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <string>
#include <tuple>
#include <vector>

using namespace conclave;

namespace {

using Constants = std::array<std::uint32_t, 12>;

/// With all three matrices in one format, for four columns.
Constants constantsFor(BlockType type, std::uint32_t flags) {
    Constants constants{8, 8, 4, 4};
    constants[CONCLAVE_SPEC_FORMAT_A] = static_cast<std::uint32_t>(type);
    constants[CONCLAVE_SPEC_FORMAT_B] = static_cast<std::uint32_t>(type);
    constants[CONCLAVE_SPEC_FORMAT_C] = static_cast<std::uint32_t>(type);
    constants[CONCLAVE_SPEC_HEAD_SIZE] = 64;
    constants[CONCLAVE_SPEC_GROUP_SIZE] = 2;
    constants[CONCLAVE_SPEC_FLAGS] = flags;
    constants[CONCLAVE_SPEC_VALUE_SIZE] = 64;
    return constants;
}

} // namespace

class DeadBranchesTest : public QObject {
    Q_OBJECT

private slots:
    void kernelsStayValid_data() {
        QTest::addColumn<int>("kernel");
        for (const KernelInfo& info : kKernels) {
            QTest::newRow(std::string(info.name).c_str()) << static_cast<int>(info.kernel);
        }
    }

    void kernelsStayValid() {
        QFETCH(int, kernel);
        const QString validator = QStandardPaths::findExecutable("spirv-val");
        if (validator.isEmpty()) {
            QSKIP("spirv-val is not here");
        }
        const auto whole = shaders::spirv(kernelInfo(static_cast<Kernel>(kernel)).name);
        const QTemporaryDir folder;
        for (const auto& [type, flags, texels] :
             {std::tuple(BlockType::f32, 0U, 0U), std::tuple(BlockType::q4_K, 1U, 1U),
              std::tuple(BlockType::q4_K, 7U, 0U), std::tuple(BlockType::iq3_xxs, 2U, 1U)}) {
            Constants constants = constantsFor(type, flags);
            constants[CONCLAVE_SPEC_TEXELS] = texels;
            const auto words = withoutDeadBranches(whole, constants);
            QVERIFY(words.size() <= whole.size());
            QFile file(folder.filePath("kernel.spv"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(reinterpret_cast<const char*>(words.data()),
                       static_cast<qint64>(words.size() * sizeof(std::uint32_t)));
            file.close();
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(validator, {"--target-env", "vulkan1.2", file.fileName()});
            QVERIFY(process.waitForFinished());
            const QByteArray said = process.readAll();
            QVERIFY2(process.exitCode() == 0, said.constData());
        }
    }

    void otherFormatsAreLeftOut() {
        const auto whole = shaders::spirv("norm_project");
        Constants constants = constantsFor(BlockType::q6_K, 1);
        const std::size_t one = withoutDeadBranches(whole, constants).size();
        QVERIFY2(one * 15 < whole.size(), qPrintable(QString::number(one)));
        constants[CONCLAVE_SPEC_FORMAT_C] = static_cast<std::uint32_t>(BlockType::q4_K);
        const std::size_t two = withoutDeadBranches(whole, constants).size();
        QVERIFY2(two > one * 3 / 2 && two < one * 3, qPrintable(QString::number(two)));
    }

    /// A shader that is small enough to see all of it: n = k == 3 ? 3 + 4 : 4, of a constant k.
    void aPhiLosesTheWaysThatAreGone() {
        const auto instruction = [](std::uint32_t op, std::vector<std::uint32_t> operands) {
            operands.insert(operands.begin(),
                            static_cast<std::uint32_t>(operands.size() + 1) << 16U | op);
            return operands;
        };
        const auto module = [](const std::vector<std::vector<std::uint32_t>>& instructions) {
            std::vector<std::uint32_t> words{0x07230203, 0x00010500, 0, 40, 0};
            for (const auto& one : instructions) {
                words.insert(words.end(), one.begin(), one.end());
            }
            return words;
        };
        const std::vector<std::vector<std::uint32_t>> beginning{
            instruction(71, {10, 1, 0}),           // OpDecorate %10 SpecId 0
            instruction(21, {1, 32, 0}),           // %1 = OpTypeInt 32 0
            instruction(20, {2}),                  // %2 = OpTypeBool
            instruction(50, {1, 10, 0}),           // %10 = OpSpecConstant %1 0
            instruction(43, {1, 11, 3}),           // %11 = OpConstant %1 3
            instruction(43, {1, 12, 4}),           // %12 = OpConstant %1 4
            instruction(52, {2, 13, 170, 10, 11}), // %13 = OpSpecConstantOp IEqual %10 %11
            instruction(54, {1, 20, 0, 3}),        // OpFunction
            instruction(248, {21}),                // OpLabel
            instruction(247, {24, 0}),             // OpSelectionMerge %24
        };
        auto all = beginning;
        for (const auto& one : {
                 instruction(250, {13, 22, 24}), // OpBranchConditional %13 %22 %24
                 instruction(248, {22}),
                 instruction(128, {1, 30, 11, 12}), // %30 = OpIAdd %1 %11 %12
                 instruction(249, {24}),            // OpBranch %24
                 instruction(248, {24}),
                 instruction(245, {1, 31, 12, 21, 30, 22}), // %31 = OpPhi [%12 %21] [%30 %22]
                 instruction(254, {31}),                    // OpReturnValue
                 instruction(56, {}),                       // OpFunctionEnd
             }) {
            all.push_back(one);
        }
        auto kept = beginning;
        kept.pop_back(); // the selection is no more
        auto other = kept;
        for (const auto& one :
             {instruction(249, {22}), instruction(248, {22}), instruction(128, {1, 30, 11, 12}),
              instruction(249, {24}), instruction(248, {24}), instruction(245, {1, 31, 30, 22}),
              instruction(254, {31}), instruction(56, {})}) {
            kept.push_back(one);
        }
        for (const auto& one :
             {instruction(249, {24}), instruction(248, {24}), instruction(245, {1, 31, 12, 21}),
              instruction(254, {31}), instruction(56, {})}) {
            other.push_back(one);
        }
        QCOMPARE(withoutDeadBranches(module(all), std::array{3U}), module(kept));
        QCOMPARE(withoutDeadBranches(module(all), std::array{9U}), module(other));
    }
};

QTEST_GUILESS_MAIN(DeadBranchesTest)
#include "dead_branches_test.moc"
