# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Facts about well-known models, and how people ask for them.

Figures: maker's parameter counts and contexts, file sizes of the plain quantisations in GB
(10^9 bytes). tests/test_facts.py compares them with a facts folder where one is given.
"""
from dataclasses import dataclass

from topics import expand


@dataclass(frozen=True)
class Model:
    """One model; catalogue is its id in the facts, q4/q8/f16 are GB."""

    catalogue: str
    name: str
    aliases: tuple
    maker: str
    country: str
    licence: str
    total: str
    active: str = ""
    experts: int = 0
    used: int = 0
    context: str = ""
    q4: float = 0
    q8: float = 0
    f16: float = 0
    thinks: str = "none"
    strong: str = ""


QWEN = dict(maker="Alibaba", country="China", licence="Apache", context="32,768", thinks="switchable")
DISTILL = dict(maker="DeepSeek", country="China", context="131,072", thinks="always",
               strong="maths and reasoning on small hardware")
LLAMA = dict(maker="Meta", country="the USA", licence="Llama")
MISTRAL = dict(maker="Mistral AI", country="France", licence="Apache")
GEMMA = dict(maker="Google", country="the USA", licence="Gemma", context="131,072",
             strong="chat in many languages, also about pictures")

MODELS = [
    Model("qwen3-0.6b", "Qwen3-0.6B", ("Qwen3-0.6B", "Qwen3 0.6B", "qwen 0.6b"), total="0.6B",
          q4=0.5, q8=0.6, f16=1.2, strong="phones, tests and very small computers", **QWEN),
    Model("qwen3-1.7b", "Qwen3-1.7B", ("Qwen3-1.7B", "Qwen3 1.7B", "qwen 1.7b"), total="1.7B",
          q4=1.3, q8=1.8, f16=3.4, strong="small computers", **QWEN),
    Model("qwen3-4b", "Qwen3-4B", ("Qwen3-4B", "Qwen3 4B", "qwen 4b", "Qwen 3 4B"), total="4B",
          q4=2.5, q8=4.3, f16=8.0, strong="everyday chat on a laptop", **QWEN),
    Model("qwen3-8b", "Qwen3-8B", ("Qwen3-8B", "Qwen3 8B", "qwen 8b", "Qwen 3 8B"), total="8.2B",
          q4=5.0, q8=8.7, f16=16.4, strong="general use on a normal computer, in many languages", **QWEN),
    Model("qwen3-14b", "Qwen3-14B", ("Qwen3-14B", "Qwen3 14B", "qwen 14b", "Qwen 3 14B"), total="14.8B",
          q4=9.0, q8=15.7, f16=29.5, strong="code, analysis and long answers", **QWEN),
    Model("qwen3-32b", "Qwen3-32B", ("Qwen3-32B", "Qwen3 32B", "qwen 32b", "Qwen 3 32B"), total="32.8B",
          q4=19.8, q8=34.8, f16=65.5, strong="the best dense answers of its family", **QWEN),
    Model("qwen3-30b-a3b", "Qwen3-30B-A3B", ("Qwen3-30B-A3B", "Qwen3 30B A3B", "qwen 30b", "Qwen3 30B", "30B-A3B"),
          total="30.5B", active="3.3B", experts=128, used=8, q4=18.6, q8=32.5, f16=61.1,
          strong="fast answers on a machine with 24 GB", **QWEN),
    Model("qwen3-coder-30b-a3b", "Qwen3-Coder-30B-A3B", ("Qwen3-Coder-30B-A3B", "Qwen3 Coder", "qwen coder", "Qwen3-Coder"),
          total="30.5B", active="3.3B", experts=128, used=8, q4=18.6, q8=32.5, f16=61.1, strong="writing code",
          **{**QWEN, "context": "262,144", "thinks": "none"}),
    Model("qwen3-235b-a22b", "Qwen3-235B-A22B", ("Qwen3-235B-A22B", "Qwen3 235B", "qwen 235b", "the big Qwen 3"),
          total="235B", active="22B", experts=128, used=8, q4=142.2, q8=249.9, f16=470.3,
          strong="the hardest questions, on a server", **QWEN),
    Model("deepseek-r1", "DeepSeek R1", ("DeepSeek R1", "DeepSeek-R1", "deepseek", "R1", "deepseek r1"), "DeepSeek", "China",
          "MIT", "671B", "37B", 256, 8, "131,072", 404.5, 713.3, 1342.3, "always", "maths, logic and code, step by step"),
    Model("deepseek-r1-distill-7b", "R1-Distill-Qwen-7B", ("R1-Distill-Qwen-7B", "DeepSeek R1 7B", "R1 7B", "deepseek 7b"),
          licence="MIT", total="7.6B", q4=4.7, q8=8.1, f16=15.2, **DISTILL),
    Model("deepseek-r1-distill-14b", "R1-Distill-Qwen-14B", ("R1-Distill-Qwen-14B", "DeepSeek R1 14B", "R1 14B", "deepseek 14b"),
          licence="MIT", total="14.8B", q4=9.0, q8=15.7, f16=29.5, **DISTILL),
    Model("deepseek-r1-distill-32b", "R1-Distill-Qwen-32B", ("R1-Distill-Qwen-32B", "DeepSeek R1 32B", "R1 32B", "deepseek 32b"),
          licence="MIT", total="32.8B", q4=19.9, q8=34.8, f16=65.5, **DISTILL),
    Model("deepseek-r1-distill-70b", "R1-Distill-Llama-70B", ("R1-Distill-Llama-70B", "DeepSeek R1 70B", "R1 70B", "deepseek 70b"),
          licence="MIT+Llama", total="70.6B", q4=42.5, q8=75.0, f16=141.1, **DISTILL),
    Model("llama-4-scout", "Llama 4 Scout", ("Llama 4 Scout", "Scout", "llama scout", "Llama 4"), total="109B", active="17B",
          experts=16, used=1, context="10 million", q4=65.4, q8=114.5, f16=215.6,
          strong="long documents and pictures", **LLAMA),
    Model("llama-4-maverick", "Llama 4 Maverick", ("Llama 4 Maverick", "Maverick", "llama maverick"), total="400B", active="17B",
          experts=128, used=1, context="1 million", q4=242.8, q8=425.8, f16=801.5,
          strong="general chat and pictures, on a server", **LLAMA),
    Model("llama-3.3-70b", "Llama 3.3 70B", ("Llama 3.3 70B", "Llama 3.3", "llama 70b", "llama3.3"), total="70.6B",
          context="131,072", q4=42.5, q8=75.0, f16=141.1, strong="general chat with the widest support in tools", **LLAMA),
    Model("mixtral-8x22b", "Mixtral 8x22B", ("Mixtral 8x22B", "8x22B", "mixtral 8x22b", "Mistral 8x22B"), total="141B", active="39B",
          experts=8, used=2, context="65,536", q4=85.6, q8=149.4, f16=281.3, strong="European languages and JSON output", **MISTRAL),
    Model("mixtral-8x7b", "Mixtral 8x7B", ("Mixtral 8x7B", "8x7B", "mixtral", "mixtral 8x7b"), total="46.7B", active="12.9B",
          experts=8, used=2, context="32,768", q4=28.4, q8=49.6, f16=93.4, strong="general chat; it is an older model", **MISTRAL),
    Model("mistral-small-3.2-24b", "Mistral Small 3.2", ("Mistral Small 3.2", "Mistral Small", "mistral", "mistral 24b"), total="24B",
          context="131,072", q4=14.3, q8=25.1, f16=47.1, strong="general work and pictures on a 24 GB card", **MISTRAL),
    Model("gemma-3-12b", "Gemma 3 12B", ("Gemma 3 12B", "gemma 12b"), total="12.2B", q4=7.3, q8=12.5, f16=23.5, **GEMMA),
    Model("gemma-3-27b", "Gemma 3 27B", ("Gemma 3 27B", "Gemma 3", "gemma", "gemma 27b"), total="27.4B", q4=16.5, q8=28.7, f16=54.0, **GEMMA),
    Model("phi-4", "Phi-4", ("Phi-4", "Phi 4", "phi4", "microsoft phi"), "Microsoft", "the USA", "MIT", "14.7B", context="16,384",
          q4=9.1, q8=15.6, f16=29.3, strong="maths and reasoning for its size"),
    Model("gpt-oss-20b", "gpt-oss-20b", ("gpt-oss-20b", "gpt-oss 20b", "gpt oss 20b", "gpt-oss"), "OpenAI", "the USA", "Apache",
          "20.9B", "3.6B", 32, 4, "131,072", 12.1, thinks="always", strong="fast reasoning on a machine with 16 GB"),
    Model("gpt-oss-120b", "gpt-oss-120b", ("gpt-oss-120b", "gpt-oss 120b", "gpt oss 120b"), "OpenAI", "the USA", "Apache",
          "116.8B", "5.1B", 128, 4, "131,072", 63.4, thinks="always", strong="strong reasoning on a machine with 80 to 128 GB"),
    Model("glm-4.5-air", "GLM-4.5-Air", ("GLM-4.5-Air", "GLM 4.5 Air", "glm air", "GLM"), "Z.ai", "China", "MIT", "106B", "12B",
          128, 8, "131,072", 70.4, 113.6, 213.8, "switchable", "tool use and code on a machine with 96 to 128 GB"),
]

LICENCES = {
    "MIT": "the MIT licence: commercial use, changes and sharing are allowed",
    "Apache": "the Apache 2.0 licence: commercial use is allowed, and it grants patent rights",
    "Llama": "Meta's Llama licence: commercial use is allowed below 700 million monthly users",
    "Gemma": "Google's Gemma terms: commercial use is allowed within a prohibited-use policy",
    "MIT+Llama": "the MIT licence, and the Llama licence of its base model stays in force",
}

# attribute -> (wordings for training, wordings held out); {m} is the model
WORDINGS = {
    "licence": (["what is the licence of {m}", "[what|which] licence does {m} [have|use|come with]", "{m} licence [|terms]",
                 "[can|may] I [use {m} commercially|use {m} at work|sell a product with {m}|use {m} in my company|earn money with {m}]",
                 "is {m} [open source|free|free for commercial use|free to use|ok for companies|mit|apache]",
                 "[under which licence|how] is {m} [licensed|released]", "tell me the licence of {m}", "licence of {m}",
                 "is it [legal|allowed] to use {m} [commercially|at work]"],
                ["could my startup build on {m}", "what terms does {m} come under", "{m} in a paid product, allowed?"]),
    "size": (["how [big|large] is {m}", "how many [parameters|weights|active parameters|billion parameters] [does {m} have|has {m}|are in {m}]",
              "[what is the size|the size|size|parameters|parameter count|active parameters] of {m}", "{m} [size|parameters|active parameters]",
              "how many parameters of {m} are [active|used per token]", "is {m} [large|a large model|small|big]", "what size is {m}"],
             ["number of weights in {m}?", "how much of {m} works on one token", "tell me how big {m} is"]),
    "experts": (["how many experts [does {m} have|has {m}|are in {m}|does {m} use]", "{m} experts", "is {m} [dense|a moe|an moe model|moe or dense|dense or moe|a mixture of experts]",
                 "does {m} [have|use] experts", "number of experts in {m}", "tell me about the experts [of|in] {m}"],
                ["what is the expert count for {m}", "would you call {m} a mixture of experts"]),
    "context": (["what is the context [length|window|size|] of {m}", "how [long|large|big] is the context of {m}", "{m} context [|length|window|size]",
                 "how [many tokens|much text] can {m} [read|take|remember|handle]", "how long can a text be for {m}", "context [length|window] of {m}"],
                ["what length of text does {m} accept", "how far back can {m} look"]),
    "memory": (["how much [vram|memory|gpu memory|ram|video memory] does {m} [need|take|use|require]", "{m} [vram|memory|size in gb|requirements|file size|gb]",
                "can [my computer|my pc|I] run {m} [|here|locally]", "what [hardware|gpu|card|do I] need [for|to run] {m}", "how [big|large] is the [file|gguf|download] of {m}",
                "how many [gb|gigabytes] [is|does it take for|for] {m}", "[memory|vram|hardware] [needs|requirements] of {m}", "does {m} [fit|run] on my [card|gpu|computer]",
                "how many gb is {m} in [Q4_K_M|Q8_0|q4|q8|4 bit|8 bit]"],
               ["what would {m} eat up on my card", "disk space for {m}?", "which machine can hold {m}"]),
    "maker": (["who [made|makes|built|developed|created|trained|released] {m}", "[which|what] company [made|makes|is behind|built] {m}",
               "where [is|does] {m} [come from|from]", "[which|what] country is {m} from", "who is behind {m}", "{m} [maker|company|developer]"],
              ["what firm publishes {m}", "is {m} chinese or american"]),
    "use": (["what is {m} [good at|good for|best for|useful for|made for]", "what are the strengths of {m}", "when should I use {m}", "why [would|should] I [use|take|pick] {m}",
             "tell me about {m}", "what is {m}", "{m}", "is {m} [any good|good|worth it]", "describe {m}", "do you know {m}", "what can {m} do"],
            ["what would one take {m} for", "your opinion on {m}", "give me the gist of {m}"]),
    "thinking": (["[can|does|will] {m} think", "is {m} a [thinking|reasoning] model", "does {m} have a thinking [mode|switch]", "{m} thinking", "can I [turn|switch] [off|on] thinking [in|for|with] {m}",
                  "does {m} reason [|first]", "can thinking be switched off in {m}"],
                 ["does {m} write its thoughts first", "is there a reasoning toggle for {m}"]),
}
FOLLOW_UPS = {
    "licence": ["and its licence", "what licence does it have", "can I use it commercially", "is it free", "and the licence"],
    "size": ["how big is it", "and its size", "how many parameters does it have", "how many are active"],
    "experts": ["how many experts does it have", "is it a moe", "and the experts"],
    "context": ["and the context", "how long is its context", "how much text can it read"],
    "memory": ["how much memory does it need", "can I run it here", "how many gb", "and the vram", "will it fit"],
    "maker": ["who made it", "where is it from", "and the maker"],
    "use": ["what is it good at", "what is it for", "is it any good"],
    "thinking": ["can it think", "does it think", "can thinking be switched off"],
}
UNKNOWN_MODELS = ("Claude|Gemini|Grok|GPT-4|GPT-5|Falcon 40B|Yi 34B|Command R|StarCoder|Vicuna|Alpaca|Nemotron|OLMo|Kimi K2|MiniMax|InternLM|Baichuan|SmolLM|"
                  "TinyLlama|Zephyr|Orca|WizardLM|Solar|EXAONE|Aya|Jamba|DBRX|StableLM|Bloom|Pythia|Granite|Copilot|Step|Hunyuan|Ernie|LFM2").split("|")
UNKNOWN_ANSWER = "I have no facts about that model. Its page, for example on huggingface.co, names its size and licence."


def gigabytes(value):
    """18.6 GB as text."""
    return f"{value:.1f} GB" if value < 1000 else f"{value:,.0f} GB"


def answer(model, attribute):
    """(answer, key text that a right answer holds)."""
    name = model.name
    if attribute == "licence":
        return f"{name} comes under {LICENCES[model.licence]}.", LICENCES[model.licence].split(":")[0].split(",")[0]
    if attribute == "size":
        if model.active:
            return f"{name} has {model.total} parameters, {model.active} of them active for each token.", model.total
        return f"{name} has {model.total} parameters. It is dense, so all of them are active.", model.total
    if attribute == "experts":
        if model.experts:
            return f"{name} is a mixture of experts: {model.experts} experts, {model.used} used per token.", f"{model.experts} experts"
        return f"{name} is a dense model: it has no experts.", "dense"
    if attribute == "context":
        return f"{name} was trained for a context of {model.context} tokens.", model.context
    if attribute == "memory":
        if not model.q8:
            return f"{name} comes in 4 bits (MXFP4): its file has {gigabytes(model.q4)}. Add 1 to 2 GB for the context.", gigabytes(model.q4)
        return (f"{name} has {gigabytes(model.q4)} in Q4_K_M, {gigabytes(model.q8)} in Q8_0 and {gigabytes(model.f16)} in F16. "
                "Add 1 to 2 GB for the context."), gigabytes(model.q4)
    if attribute == "maker":
        return f"{name} is made by {model.maker} from {model.country}.", model.maker
    if attribute == "use":
        return f"{name} is good for {model.strong}.", model.strong
    return {"none": f"{name} does not think: it answers at once.", "always": f"{name} always thinks before it answers.",
            "switchable": f"{name} can think, and you can switch it on and off."}[model.thinks], {
                "none": "does not think", "always": "always thinks", "switchable": "switch it on and off"}[model.thinks]


ABOUT = {"licence": "the licence of", "size": "the size of", "experts": "the experts of", "context": "the context of", "memory": "the memory for",
         "maker": "the maker of", "use": "the use of", "thinking": "thinking in"}


def thought(model, attribute):
    """The trace for a question about a model: what is asked, and the fact that answers it."""
    return f"The question is about {ABOUT[attribute]} {model.name}. I know: {answer(model, attribute)[1]}."


def question(rng, model, attribute, held=False):
    """A question about one attribute of one model."""
    wording = rng.choice(WORDINGS[attribute][1 if held else 0])
    return expand(rng, wording).replace("{m}", rng.choice(model.aliases))
