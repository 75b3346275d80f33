# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Facts about well-known models (knowledge/facts.txt), and how people ask for them.

tests/test_facts.py compares every figure with a facts folder where one is given.
"""
from dataclasses import dataclass

from topics import entries, expand, wordings


@dataclass
class Model:
    """One model; catalogue is its id in the facts."""

    catalogue: str
    name: str = ""
    aliases: tuple = ()
    maker: str = ""
    country: str = ""
    licence: str = ""
    total: str = ""
    active: str = ""
    experts: int = 0
    used: int = 0
    context: str = ""
    q4: float = 0.0
    q8: float = 0.0
    f16: float = 0.0
    thinks: str = "none"
    strong: str = ""


def read():
    """The models of facts.txt."""
    models = []
    for key, text in entries("facts"):
        if key == "=":
            models.append(Model(text))
        elif key == "aliases":
            models[-1].aliases = tuple(text.split("|"))
        else:
            setattr(models[-1], key, type(getattr(models[-1], key))(text))
    return models


MODELS = read()
WORDINGS = wordings("models")
UNKNOWN_MODELS = WORDINGS.pop("unknown")
UNKNOWN_ANSWER = (
    "I have no facts about that model. Its page, for example on huggingface.co, names its size "
    "and licence."
)
LICENCES = {
    "MIT": "the MIT licence: commercial use, changes and sharing are allowed",
    "Apache": "the Apache 2.0 licence: commercial use is allowed, and it grants patent rights",
    "Llama": "Meta's Llama licence: commercial use is allowed below 700 million monthly users",
    "Gemma": "Google's Gemma terms: commercial use is allowed within a prohibited-use policy",
    "MIT+Llama": "the MIT licence, and the Llama licence of its base model stays in force",
}
ABOUT = {
    "licence": "the licence of",
    "size": "the size of",
    "experts": "the experts of",
    "context": "the context of",
    "memory": "the memory for",
    "maker": "the maker of",
    "use": "the use of",
    "thinking": "thinking in",
}
ATTRIBUTES = list(ABOUT)


def gigabytes(value):
    """18.6 GB as text."""
    return f"{value:.1f} GB" if value < 1000 else f"{value:,.0f} GB"


def memory(model):
    """What a model takes on disk and in memory."""
    q4, spare = gigabytes(model.q4), "Add 1 to 2 GB for the context."
    if not model.q8:
        return f"{model.name} comes in 4 bits (MXFP4): its file has {q4}. {spare}"
    q8, f16 = gigabytes(model.q8), gigabytes(model.f16)
    return f"{model.name} has {q4} in Q4_K_M, {q8} in Q8_0 and {f16} in F16. {spare}"


def answer(model, attribute):
    """(answer, key text that a right answer holds)."""
    name = model.name
    if attribute == "licence":
        terms = LICENCES[model.licence]
        return f"{name} comes under {terms}.", terms.split(":")[0].split(",")[0]
    if attribute == "size" and model.active:
        return (
            f"{name} has {model.total} parameters, {model.active} of them active for each token.",
            model.total,
        )
    if attribute == "size":
        return (
            f"{name} has {model.total} parameters. It is dense, so all of them are active.",
            model.total,
        )
    if attribute == "experts" and model.experts:
        return (
            f"{name} is a mixture of experts: {model.experts} experts, {model.used} used per "
            "token.",
            f"{model.experts} experts",
        )
    if attribute == "experts":
        return f"{name} is a dense model: it has no experts.", "dense"
    if attribute == "context":
        return f"{name} was trained for a context of {model.context} tokens.", model.context
    if attribute == "memory":
        return memory(model), gigabytes(model.q4)
    if attribute == "maker":
        return f"{name} is made by {model.maker} from {model.country}.", model.maker
    if attribute == "use":
        return f"{name} is good for {model.strong}.", model.strong
    return {
        "none": (f"{name} does not think: it answers at once.", "does not think"),
        "always": (f"{name} always thinks before it answers.", "always thinks"),
        "switchable": (
            f"{name} can think, and you can switch it on and off.",
            "switch it on and off",
        ),
    }[model.thinks]


def thought(model, attribute):
    """The trace for a question about a model: what is asked, and the fact that answers it."""
    fact = answer(model, attribute)[1]
    return f"The question is about {ABOUT[attribute]} {model.name}. I know: {fact}."


def question(rng, attribute, name, held=False):
    """A question about one attribute of a model as the user calls it."""
    wording = rng.choice(WORDINGS[attribute + "-held" if held else attribute])
    return expand(rng, wording).replace("{m}", name)
