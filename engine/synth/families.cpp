// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/families.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace conclave {
namespace {

using enum Length;
using enum Fill;
using namespace std::string_view_literals;
using S = SynthShape;

// ---- tensors outside the layers

constexpr std::array kEnds{
    TensorRow{"token_embd.weight", {embedding, vocabulary}, matrix},
    TensorRow{"output_norm.weight", {embedding}, norm},
    TensorRow{"output.weight", {embedding, vocabulary}, matrix, When::untied},
};
constexpr std::array kRopeFactors{
    TensorRow{"rope_freqs.weight", {rotatedPairs}, ones, When::ropeFactors},
};
constexpr std::array kLongRopeFactors{
    TensorRow{"rope_factors_long.weight", {rotatedPairs}, ones, When::ropeFactors},
    TensorRow{"rope_factors_short.weight", {rotatedPairs}, ones, When::ropeFactors},
};
constexpr std::array kGemma4Whole{
    TensorRow{"rope_freqs.weight", {rotatedPairs}, ones},
    TensorRow{"per_layer_token_embd.weight", {allPerLayer, vocabulary}, matrix, When::perLayer},
    TensorRow{"per_layer_model_proj.weight", {embedding, allPerLayer}, precise, When::perLayer},
    TensorRow{"per_layer_proj_norm.weight", {perLayer}, norm, When::perLayer},
};

// ---- attention

constexpr std::array kAttention{
    TensorRow{"attn_norm.weight", {embedding}, norm},
    TensorRow{"attn_q.weight", {embedding, queries}, matrix},
    TensorRow{"attn_k.weight", {embedding, keys}, matrix},
    TensorRow{"attn_v.weight", {embedding, values}, matrix},
    TensorRow{"attn_output.weight", {attended, embedding}, matrix},
};
constexpr std::array kFusedAttention{
    TensorRow{"attn_norm.weight", {embedding}, norm},
    TensorRow{"attn_qkv.weight", {embedding, fusedQkv}, matrix},
    TensorRow{"attn_output.weight", {attended, embedding}, matrix},
};
constexpr std::array kHeadNorms{
    TensorRow{"attn_q_norm.weight", {headSize}, norm},
    TensorRow{"attn_k_norm.weight", {headSize}, norm},
};
constexpr std::array kProjectionNorms{
    TensorRow{"attn_q_norm.weight", {queries}, norm},
    TensorRow{"attn_k_norm.weight", {keys}, norm},
};
constexpr std::array kQkvBiases{
    TensorRow{"attn_q.bias", {queries}, bias},
    TensorRow{"attn_k.bias", {keys}, bias},
    TensorRow{"attn_v.bias", {values}, bias},
};
constexpr std::array kSinks{
    TensorRow{"attn_output.bias", {embedding}, bias},
    TensorRow{"attn_sinks.weight", {heads}, bias},
};
constexpr std::array kLatentAttention{
    TensorRow{"attn_norm.weight", {embedding}, norm},
    TensorRow{"attn_q.weight", {embedding, latentQueries}, matrix, When::noQueryRank},
    TensorRow{"attn_q_a.weight", {embedding, queryRank}, matrix, When::queryRank},
    TensorRow{"attn_q_a_norm.weight", {queryRank}, norm, When::queryRank},
    TensorRow{"attn_q_b.weight", {queryRank, latentQueries}, matrix, When::queryRank},
    TensorRow{"attn_kv_a_mqa.weight", {embedding, latentKeys}, matrix},
    TensorRow{"attn_kv_a_norm.weight", {kvRank}, norm},
    TensorRow{"attn_k_b.weight", {plainHead, kvRank, heads}, matrix},
    TensorRow{"attn_v_b.weight", {kvRank, valueSize, heads}, matrix},
    TensorRow{"attn_output.weight", {attended, embedding}, matrix},
};
constexpr std::array kGemma4Attention{
    TensorRow{"attn_norm.weight", {embedding}, norm},
    TensorRow{"attn_q.weight", {embedding, queries}, matrix},
    TensorRow{"attn_q_norm.weight", {headSize}, norm},
    TensorRow{"attn_k.weight", {embedding, keys}, matrix, When::ownKeys},
    TensorRow{"attn_k_norm.weight", {headSize}, norm, When::ownKeys},
    TensorRow{"attn_v.weight", {embedding, values}, matrix, When::ownValues},
    TensorRow{"attn_output.weight", {attended, embedding}, matrix},
};
constexpr std::array kGatedAttention{
    TensorRow{"attn_norm.weight", {embedding}, norm},
    TensorRow{"attn_q.weight", {embedding, gatedQueries}, matrix, When::fullLayer},
    TensorRow{"attn_k.weight", {embedding, keys}, matrix, When::fullLayer},
    TensorRow{"attn_v.weight", {embedding, values}, matrix, When::fullLayer},
    TensorRow{"attn_output.weight", {attended, embedding}, matrix, When::fullLayer},
    TensorRow{"attn_q_norm.weight", {headSize}, norm, When::fullLayer},
    TensorRow{"attn_k_norm.weight", {headSize}, norm, When::fullLayer},
};
constexpr std::array kDeltaNet{
    TensorRow{"attn_qkv.weight", {embedding, stateChannels}, matrix, When::stateLayer},
    TensorRow{"attn_gate.weight", {embedding, stateInner}, matrix, When::stateLayer},
    TensorRow{"ssm_conv1d.weight", {convolution, stateChannels}, precise, When::stateLayer},
    TensorRow{"ssm_a", {stateHeads}, decay, When::stateLayer},
    TensorRow{"ssm_dt.bias", {stateHeads}, bias, When::stateLayer},
    TensorRow{"ssm_norm.weight", {stateSize}, norm, When::stateLayer},
    TensorRow{"ssm_out.weight", {stateInner, embedding}, matrix, When::stateLayer},
};
constexpr std::array kFusedBetaAlpha{
    TensorRow{"ssm_ba.weight", {embedding, twoStateHeads}, matrix, When::stateLayer},
};
constexpr std::array kBetaAndAlpha{
    TensorRow{"ssm_beta.weight", {embedding, stateHeads}, matrix, When::stateLayer},
    TensorRow{"ssm_alpha.weight", {embedding, stateHeads}, matrix, When::stateLayer},
};

// ---- norms around the feed-forward block

constexpr std::array kFfnNorm{TensorRow{"ffn_norm.weight", {embedding}, norm}};
constexpr std::array kPostAttentionNorm{
    TensorRow{"post_attention_norm.weight", {embedding}, norm},
};
constexpr std::array kSandwichNorms{
    TensorRow{"post_attention_norm.weight", {embedding}, norm},
    TensorRow{"ffn_norm.weight", {embedding}, norm},
    TensorRow{"post_ffw_norm.weight", {embedding}, norm},
};

// ---- feed-forward blocks

constexpr std::array kDense{
    TensorRow{"ffn_gate.weight", {embedding, ffn}, matrix, When::denseLayer},
    TensorRow{"ffn_up.weight", {embedding, ffn}, matrix, When::denseLayer},
    TensorRow{"ffn_down.weight", {ffn, embedding}, matrix, When::denseLayer},
};
constexpr std::array kFusedDense{
    TensorRow{"ffn_up.weight", {embedding, fusedFfn}, matrix},
    TensorRow{"ffn_down.weight", {ffn, embedding}, matrix},
};
constexpr std::array kExperts{
    TensorRow{"ffn_gate_inp.weight", {embedding, experts}, precise, When::router},
    TensorRow{"ffn_gate_exps.weight", {embedding, expertFfn, experts}, matrix, When::expertLayer},
    TensorRow{"ffn_up_exps.weight", {embedding, expertFfn, experts}, matrix, When::expertLayer},
    TensorRow{"ffn_down_exps.weight", {expertFfn, embedding, experts}, matrix, When::expertLayer},
};
constexpr std::array kSplitExperts{
    TensorRow{"ffn_gate.{}.weight", {embedding, expertFfn}, matrix, When::splitExperts},
    TensorRow{"ffn_up.{}.weight", {embedding, expertFfn}, matrix, When::splitExperts},
    TensorRow{"ffn_down.{}.weight", {expertFfn, embedding}, matrix, When::splitExperts},
};
constexpr std::array kExpertBiases{
    TensorRow{"ffn_gate_inp.bias", {experts}, bias, When::router},
    TensorRow{"ffn_gate_exps.bias", {expertFfn, experts}, bias, When::router},
    TensorRow{"ffn_up_exps.bias", {expertFfn, experts}, bias, When::router},
    TensorRow{"ffn_down_exps.bias", {embedding, experts}, bias, When::router},
};
constexpr std::array kSelectionBias{
    TensorRow{"exp_probs_b.bias", {experts}, bias, When::router},
};
constexpr std::array kLatentSelectionBias{
    TensorRow{"exp_probs_b.bias", {experts}, bias, When::biasedRouter},
};
constexpr std::array kSharedExpert{
    TensorRow{"ffn_gate_shexp.weight", {embedding, sharedFfn}, matrix, When::sharedExpert},
    TensorRow{"ffn_up_shexp.weight", {embedding, sharedFfn}, matrix, When::sharedExpert},
    TensorRow{"ffn_down_shexp.weight", {sharedFfn, embedding}, matrix, When::sharedExpert},
};
constexpr std::array kSharedGate{
    TensorRow{"ffn_gate_inp_shexp.weight", {embedding}, precise, When::sharedExpert},
};
constexpr std::array kGemma4Ffn{
    TensorRow{"ffn_gate.weight", {embedding, ffn}, matrix},
    TensorRow{"ffn_up.weight", {embedding, ffn}, matrix},
    TensorRow{"ffn_down.weight", {ffn, embedding}, matrix},
    TensorRow{"layer_output_scale.weight", {one}, ones},
    TensorRow{"inp_gate.weight", {embedding, perLayer}, matrix, When::perLayer},
    TensorRow{"proj.weight", {perLayer, embedding}, matrix, When::perLayer},
    TensorRow{"post_norm.weight", {embedding}, norm, When::perLayer},
    TensorRow{"ffn_gate_inp.weight", {embedding, experts}, precise, When::router},
    TensorRow{"ffn_gate_inp.scale", {embedding}, norm, When::router},
    TensorRow{
        "ffn_gate_up_exps.weight", {embedding, fusedExpertFfn, experts}, matrix, When::router},
    TensorRow{"ffn_down_exps.weight", {expertFfn, embedding, experts}, matrix, When::router},
    TensorRow{"ffn_down_exps.scale", {experts}, norm, When::router},
    TensorRow{"post_ffw_norm_1.weight", {embedding}, norm, When::router},
    TensorRow{"post_ffw_norm_2.weight", {embedding}, norm, When::router},
    TensorRow{"pre_ffw_norm_2.weight", {embedding}, norm, When::router},
};

// ---- metadata

constexpr std::array kSizes{
    KeyRow{"block_count", &S::layers},         KeyRow{"context_length", &S::context},
    KeyRow{"embedding_length", &S::embedding}, KeyRow{"vocab_size", &S::vocabulary},
    KeyRow{"attention.head_count", &S::heads},
};
constexpr std::array kPlainFfn{KeyRow{"feed_forward_length", &S::ffn}};
constexpr std::array kRotated{KeyRow{"rope.dimension_count", rotated}};
constexpr std::array kGroupedHeads{
    KeyRow{"attention.head_count_kv", &S::kvHeads},
    KeyRow{"attention.key_length", &S::headSize},
    KeyRow{"attention.value_length", valueSize},
    KeyRow{"rope.dimension_count", &S::ropeSize, When::partialRope},
};
constexpr std::array kLatentHeads{
    KeyRow{"attention.head_count_kv", std::uint32_t{1}},
    KeyRow{"attention.key_length", latentKeys},
    KeyRow{"attention.value_length", kvRank},
    KeyRow{"attention.key_length_mla", &S::headSize},
    KeyRow{"attention.value_length_mla", valueSize},
    KeyRow{"attention.kv_lora_rank", &S::kvRank},
    KeyRow{"attention.q_lora_rank", &S::queryRank, When::queryRank},
    KeyRow{"rope.dimension_count", &S::ropeSize},
    KeyRow{"rope.freq_base", 10000.0F},
    KeyRow{"rope.scaling.type", "yarn"sv},
    KeyRow{"rope.scaling.factor", 40.0F},
    KeyRow{"rope.scaling.original_context_length", std::uint32_t{4096}},
    KeyRow{"rope.scaling.yarn_log_multiplier", 0.1F},
};
constexpr std::array kEpsilon6{KeyRow{"attention.layer_norm_rms_epsilon", 1e-6F}};
constexpr std::array kEpsilon5{KeyRow{"attention.layer_norm_rms_epsilon", 1e-5F}};
constexpr std::array kBase10Thousand{KeyRow{"rope.freq_base", 1e4F}};
constexpr std::array kBase150Thousand{KeyRow{"rope.freq_base", 1.5e5F}};
constexpr std::array kBase500Thousand{KeyRow{"rope.freq_base", 5e5F}};
constexpr std::array kBaseMillion{KeyRow{"rope.freq_base", 1e6F}};
constexpr std::array kBase5Million{KeyRow{"rope.freq_base", 5e6F}};
constexpr std::array kBase10Million{KeyRow{"rope.freq_base", 1e7F}};
constexpr std::array kExpertSizes{
    KeyRow{"expert_count", &S::experts, When::experts},
    KeyRow{"expert_used_count", &S::expertsUsed, When::experts},
    KeyRow{"expert_feed_forward_length", &S::expertFfn, When::experts},
    KeyRow{"expert_shared_count", &S::sharedExperts, When::sharedCount},
};
constexpr std::array kSharedSize{KeyRow{"expert_shared_feed_forward_length", &S::sharedFfn}};
constexpr std::array kLeadingDense{KeyRow{"leading_dense_block_count", &S::denseLayers}};
constexpr std::array kSigmoidRouter{KeyRow{"expert_gating_func", std::uint32_t{2}}};
constexpr std::array kScaledRouter{
    KeyRow{"expert_gating_func", std::uint32_t{2}},
    KeyRow{"expert_weights_scale", 2.5F},
    KeyRow{"expert_weights_norm", true},
};
constexpr std::array kLatentRouter{
    KeyRow{"expert_group_count", &S::expertGroups, When::groups},
    KeyRow{"expert_group_used_count", &S::expertGroupsUsed, When::groups},
    KeyRow{"expert_gating_func", std::uint32_t{2}, When::queryRank},
    KeyRow{"expert_weights_scale", 2.5F, When::queryRank},
    KeyRow{"expert_weights_norm", true, When::queryRank},
    KeyRow{"expert_gating_func", std::uint32_t{1}, When::noQueryRank},
    KeyRow{"expert_weights_scale", 1.0F, When::noQueryRank},
    KeyRow{"expert_weights_norm", false, When::noQueryRank},
};
constexpr std::array kWindow{KeyRow{"attention.sliding_window", &S::window}};
constexpr std::array kGptOssYarn{
    KeyRow{"rope.scaling.type", "yarn"sv},
    KeyRow{"rope.scaling.factor", 32.0F},
    KeyRow{"rope.scaling.original_context_length", std::uint32_t{4096}},
};
constexpr std::array kMistralYarn{
    KeyRow{"rope.scaling.type", "yarn"sv},
    KeyRow{"rope.scaling.factor", 16.0F},
    KeyRow{"rope.scaling.original_context_length", std::uint32_t{16384}},
    KeyRow{"rope.scaling.yarn_beta_fast", 32.0F},
    KeyRow{"rope.scaling.yarn_beta_slow", 1.0F},
    KeyRow{"rope.scaling.yarn_log_multiplier", 1.0F},
    KeyRow{"attention.temperature_scale", 0.1F},
};
constexpr std::array kLongRope{
    KeyRow{"attention.sliding_window", &S::context}, // written by converters, without effect
    KeyRow{"rope.scaling.type", "longrope"sv, When::ropeFactors},
    KeyRow{"rope.scaling.attn_factor", 1.19F, When::ropeFactors},
    KeyRow{"rope.scaling.original_context_length", std::uint32_t{4096}, When::ropeFactors},
};
constexpr std::array kSoftCaps{
    KeyRow{"attn_logit_softcapping", 50.0F},
    KeyRow{"final_logit_softcapping", 30.0F},
};
constexpr std::array kLlama4Keys{
    KeyRow{"interleave_moe_layer_step", &S::moeStep},
    KeyRow{"attention.chunk_size", std::uint32_t{8192}},
};
constexpr std::array kGemma4Keys{
    KeyRow{"feed_forward_length", PerLayer::ffn},
    KeyRow{"attention.head_count_kv", PerLayer::kvHeads},
    KeyRow{"attention.key_length", &S::headSize},
    KeyRow{"attention.value_length", &S::headSize},
    KeyRow{"attention.key_length_swa", &S::windowHeadSize},
    KeyRow{"attention.value_length_swa", &S::windowHeadSize},
    KeyRow{"attention.sliding_window", &S::window},
    KeyRow{"attention.sliding_window_pattern", PerLayer::windowPattern},
    KeyRow{"attention.shared_kv_layers", &S::sharedKvLayers},
    KeyRow{"embedding_length_per_layer_input", &S::perLayerEmbedding},
    KeyRow{"rope.dimension_count", &S::headSize},
    KeyRow{"rope.dimension_count_swa", &S::windowHeadSize},
    KeyRow{"rope.freq_base", 1e6F},
    KeyRow{"rope.freq_base_swa", 1e4F},
    KeyRow{"final_logit_softcapping", 30.0F},
};
constexpr std::array kDeltaNetKeys{
    KeyRow{"ssm.conv_kernel", &S::convolution}, KeyRow{"ssm.state_size", &S::stateSize},
    KeyRow{"ssm.group_count", &S::stateGroups}, KeyRow{"ssm.time_step_rank", &S::stateHeads},
    KeyRow{"ssm.inner_size", stateInner},       KeyRow{"full_attention_interval", &S::fullEvery},
};
constexpr std::array kRopeSections{KeyRow{"rope.dimension_sections", RopeSections{}}};

// ---- families

template <typename... Groups> constexpr auto tensors(const Groups&... groups) {
    return std::array<TensorGroup, sizeof...(Groups)>{TensorGroup(groups)...};
}
template <typename... Groups> constexpr auto keysOf(const Groups&... groups) {
    return std::array<KeyGroup, sizeof...(Groups)>{KeyGroup(groups)...};
}

constexpr auto kPlainWhole = tensors(kEnds, kRopeFactors);

constexpr auto kLlamaLayer = tensors(kAttention, kFfnNorm, kDense, kExperts, kSplitExperts);
constexpr auto kLlamaKeys =
    keysOf(kSizes, kPlainFfn, kGroupedHeads, kRotated, kEpsilon5, kBase500Thousand, kExpertSizes);

constexpr auto kQwen2Layer = tensors(kAttention, kQkvBiases, kFfnNorm, kDense);
constexpr auto kQwen2Keys = keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon6, kBaseMillion);

constexpr auto kQwen2MoeLayer =
    tensors(kAttention, kQkvBiases, kFfnNorm, kExperts, kSharedExpert, kSharedGate);
constexpr auto kQwen2MoeKeys =
    keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon6, kBaseMillion, kExpertSizes, kSharedSize);

constexpr auto kQwen3Layer = tensors(kAttention, kHeadNorms, kFfnNorm, kDense);
constexpr auto kQwen3MoeLayer = tensors(kAttention, kHeadNorms, kFfnNorm, kExperts);
constexpr auto kQwen3Keys =
    keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon6, kBaseMillion, kExpertSizes);

constexpr auto kMistral3Layer = tensors(kAttention, kFfnNorm, kDense);
constexpr auto kMistral3Keys =
    keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon5, kBaseMillion, kMistralYarn);

constexpr auto kPhi3Whole = tensors(kEnds, kLongRopeFactors);
constexpr auto kPhi3Layer = tensors(kFusedAttention, kFfnNorm, kFusedDense);
constexpr auto kPhi3Keys =
    keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon5, kBase10Thousand, kLongRope);

constexpr auto kGemma2Layer = tensors(kAttention, kSandwichNorms, kDense);
constexpr auto kGemma2Keys =
    keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon6, kWindow, kSoftCaps);
constexpr auto kGemma3Layer = tensors(kAttention, kHeadNorms, kSandwichNorms, kDense);
constexpr auto kGemma3Keys =
    keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon6, kBaseMillion, kWindow);
constexpr auto kGemma4WholeGroups = tensors(kEnds, kGemma4Whole);
constexpr auto kGemma4Layer = tensors(kGemma4Attention, kSandwichNorms, kGemma4Ffn);
constexpr auto kGemma4KeyGroups = keysOf(kSizes, kGemma4Keys, kEpsilon6, kExpertSizes);

constexpr auto kDeepseek2Layer =
    tensors(kLatentAttention, kFfnNorm, kDense, kExperts, kLatentSelectionBias, kSharedExpert);
constexpr auto kDeepseek2Keys =
    keysOf(kSizes, kPlainFfn, kLatentHeads, kEpsilon6, kExpertSizes, kLeadingDense, kLatentRouter);

constexpr auto kLlama4Layer = tensors(kAttention, kFfnNorm, kDense, kExperts, kSharedExpert);
constexpr auto kLlama4KeyGroups = keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon5,
                                         kBase500Thousand, kExpertSizes, kLlama4Keys);

constexpr auto kGptOssLayer =
    tensors(kAttention, kQkvBiases, kSinks, kPostAttentionNorm, kExperts, kExpertBiases);
constexpr auto kGptOssKeys = keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon5, kBase150Thousand,
                                    kExpertSizes, kWindow, kGptOssYarn);

constexpr auto kGlm4MoeLayer = tensors(kAttention, kQkvBiases, kHeadNorms, kPostAttentionNorm,
                                       kDense, kExperts, kSelectionBias, kSharedExpert);
constexpr auto kGlm4MoeKeys = keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon5, kBaseMillion,
                                     kExpertSizes, kLeadingDense, kScaledRouter);

constexpr auto kOlmoeLayer = tensors(kAttention, kProjectionNorms, kFfnNorm, kExperts);
constexpr auto kOlmoeKeys =
    keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon5, kBase10Thousand, kExpertSizes);

constexpr auto kMinimaxLayer =
    tensors(kAttention, kProjectionNorms, kFfnNorm, kExperts, kSelectionBias);
constexpr auto kMinimaxKeys = keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon6, kBase5Million,
                                     kExpertSizes, kSigmoidRouter);

constexpr auto kQwen3NextLayer = tensors(kGatedAttention, kDeltaNet, kFusedBetaAlpha,
                                         kPostAttentionNorm, kExperts, kSharedExpert, kSharedGate);
constexpr auto kQwen3NextKeys = keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon6, kBase10Million,
                                       kExpertSizes, kSharedSize, kDeltaNetKeys);
constexpr auto kQwen35MoeLayer = tensors(kGatedAttention, kDeltaNet, kBetaAndAlpha,
                                         kPostAttentionNorm, kExperts, kSharedExpert, kSharedGate);
constexpr auto kQwen35MoeKeys = keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon6, kBase10Million,
                                       kExpertSizes, kSharedSize, kDeltaNetKeys, kRopeSections);
constexpr auto kQwen35Layer =
    tensors(kGatedAttention, kDeltaNet, kBetaAndAlpha, kPostAttentionNorm, kDense);
constexpr auto kQwen35Keys = keysOf(kSizes, kPlainFfn, kGroupedHeads, kEpsilon6, kBase10Million,
                                    kDeltaNetKeys, kRopeSections);

constexpr std::array kFamilies{
    SynthFamily{"llama", kPlainWhole, kLlamaLayer, kLlamaKeys},
    SynthFamily{"qwen2", kPlainWhole, kQwen2Layer, kQwen2Keys},
    SynthFamily{"qwen2moe", kPlainWhole, kQwen2MoeLayer, kQwen2MoeKeys},
    SynthFamily{"qwen3", kPlainWhole, kQwen3Layer, kQwen3Keys},
    SynthFamily{"qwen3moe", kPlainWhole, kQwen3MoeLayer, kQwen3Keys},
    SynthFamily{"mistral3", kPlainWhole, kMistral3Layer, kMistral3Keys},
    SynthFamily{"phi3", kPhi3Whole, kPhi3Layer, kPhi3Keys},
    SynthFamily{"gemma2", kPlainWhole, kGemma2Layer, kGemma2Keys},
    SynthFamily{"gemma3", kPlainWhole, kGemma3Layer, kGemma3Keys},
    SynthFamily{"gemma4", kGemma4WholeGroups, kGemma4Layer, kGemma4KeyGroups},
    SynthFamily{"deepseek2", kPlainWhole, kDeepseek2Layer, kDeepseek2Keys},
    SynthFamily{"llama4", kPlainWhole, kLlama4Layer, kLlama4KeyGroups},
    SynthFamily{"gpt-oss", kPlainWhole, kGptOssLayer, kGptOssKeys},
    SynthFamily{"glm4moe", kPlainWhole, kGlm4MoeLayer, kGlm4MoeKeys},
    SynthFamily{"olmoe", kPlainWhole, kOlmoeLayer, kOlmoeKeys},
    SynthFamily{"minimax-m2", kPlainWhole, kMinimaxLayer, kMinimaxKeys},
    SynthFamily{"qwen3next", kPlainWhole, kQwen3NextLayer, kQwen3NextKeys},
    SynthFamily{"qwen35moe", kPlainWhole, kQwen35MoeLayer, kQwen35MoeKeys},
    SynthFamily{"qwen35", kPlainWhole, kQwen35Layer, kQwen35Keys},
};

} // namespace

const SynthFamily& synthFamily(std::string_view architecture) {
    const auto row = std::ranges::find(kFamilies, architecture, &SynthFamily::architecture);
    if (row == kFamilies.end()) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("Cannot make a model of the family {}.", architecture));
    }
    return *row;
}

} // namespace conclave
