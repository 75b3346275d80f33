# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Frames that turn phrases into questions, and the noise of people who type fast."""
import re

from topics import expand

DO_FRAMES = [
    "how [do|can|could|would] I {do}", "how [do|can] you {do}", "how to {do}", "where [do|can] I {do}", "I [want|would like|need|wish|am trying|'d like] to {do}", "can I {do}", "[can|could] you {do} [for me|]",
    "can you [tell|show|explain to] me how to {do}", "[show|tell] me how to {do}", "help me {do}", "[please|pls] help me {do}", "what do I [do|press|click|have to do] to {do}", "is it possible to {do}", "is there a [way|button|shortcut|key|setting|menu] to {do}",
    "{do}", "please {do}", "how does one {do}", "[which|what] [button|key] [is it to|do I press to|is there to] {do}", "[where is the|is there an] [button|option|setting|command] to {do}", "I [don't know|cannot find out|can't find|can't figure out] how to {do}",
    "[what is|what's] the [way|best way|easiest way|fastest way] to {do}", "am I able to {do}", "how should I {do}", "steps to {do}", "do you know how to {do}", "explain how to {do}", "let me {do}", "can this [app|program|thing] {do}", "I'd love to {do}", "trying to {do}",
    "how would someone {do}", "any way to {do}", "where [is|are] the [controls|settings] to {do}", "{do}, how", "{do}: where", "and how do I {do}", "what if I want to {do}", "I have to {do}", "can we {do}", "is {do} possible",
]
DO_HELD = ["what's the trick to {do}", "I was wondering how to {do}", "would it be possible to {do}", "in case I wish to {do}, what then", "teach me to {do}", "does it let me {do}"]
WHAT_FRAMES = [
    "what is {what}", "what's {what}", "what are {what}", "what does {what} mean", "what do you mean by {what}", "explain {what}", "[can|could] you explain {what} [to me|]", "tell me about {what}", "{what}", "{what}?", "define {what}",
    "I [don't|do not] understand {what}", "please explain {what}", "what exactly is {what}", "how does {what} work", "help me understand {what}", "[what is|what's] the meaning of {what}", "what is meant by {what}", "describe {what}", "what about {what}", "{what} meaning",
    "meaning of {what}", "explain {what} [simply|in simple words|to a beginner|in one sentence|like I am five|briefly]", "what is {what} [good for|for|in simple words|exactly|again]", "I [heard|read] about {what}, what is it", "why [does|do] {what} matter", "{what} [explained|explanation|definition]",
    "do you know what {what} is", "what [should I|do I need to] know about {what}", "is {what} important", "teach me about {what}", "could you tell me what {what} is", "who needs {what}", "I keep reading about {what}", "question about {what}", "info on {what}",
]
WHAT_HELD = ["could you describe {what} for me", "I have never heard of {what}", "shed some light on {what}", "{what}, what's that supposed to be", "so what would {what} be"]

SYNONYMS = {
    "chat": ["conversation", "thread"], "model": ["llm", "AI model", "AI"], "computer": ["pc", "machine", "laptop", "system"], "picture": ["image"], "message": ["text", "prompt"], "answer": ["reply", "response"], "answers": ["replies", "responses"],
    "window": ["app", "screen"], "button": ["icon"], "delete": ["remove"], "graphics card": ["gpu", "video card"], "file": ["document"], "memory": ["ram"], "show": ["display"], "fast": ["quick"], "start": ["begin"], "change": ["modify"], "need": ["require"],
    "quantisation": ["quant"], "big": ["large"], "use": ["utilise"], "choose": ["select", "pick"], "text": ["writing"], "maths": ["math"],
}
SPELLINGS = [("licence", "license"), ("quantis", "quantiz"), ("colour", "color"), ("summaris", "summariz"), ("maths", "math"), ("favourite", "favorite")]
SHORTHAND = [(r"\byou\b", "u"), (r"\bare\b", "r"), (r"\bplease\b", "pls"), (r"\bwhat is\b", "whats"), (r"\bwhat's\b", "whats"), (r"\bI am\b", "im"), (r"\bdo not\b", "dont"), (r"'", ""), (r"\bhow do I\b", "how i"), (r"\bbecause\b", "cuz"), (r"\band\b", "n"), (r"\bthanks\b", "thx")]
OPENERS = ["Hey, ", "Hi, ", "Please, ", "OK, ", "So, ", "Sorry, ", "Quick question: ", "Hello! ", "Well, ", "One more thing: ", "Hi Guide, ", "um, ", "and ", "but ", "now, ", "hello, ", "oh and ", "excuse me, ", "dear Guide, ", "just wondering, ", "good morning, ", "yo ", "listen, "]
CLOSERS = [" please", ", please", " thanks", " here", " now", " in this app", " in Conclave", " in here", ", thanks", " exactly", " then", " actually", " ok?", ", any idea", " pls", ", can you help", ", I'm new here", " thx", " though", " at all", " anyway"]
SMALL_WORDS = set("the a an do does is are to my i can of for in on it you me please how".split())
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def sentence(text):
    """First letter large, a question mark or full stop at the end."""
    text = text[:1].upper() + text[1:]
    if text[-1:] in ".?!":
        return text
    asks = re.match(r"(can|could|is|are|do|does|will|would|may|should|am|any|must|has|have)\b|.*\b(what|how|where|which|who|why|when)\b", text.lower())
    return text + ("?" if asks else ".")


def typo(rng, text):
    """One letter swapped, lost, doubled or hit beside."""
    spots = [i for i in range(1, len(text) - 1) if text[i].lower() in LETTERS and text[i + 1].lower() in LETTERS]
    if not spots:
        return text
    i = rng.choice(spots)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:i] + text[i + 1] + text[i] + text[i + 2:]
    if kind == 1:
        return text[:i] + text[i + 1:]
    if kind == 2:
        return text[:i] + text[i] + text[i:]
    return text[:i] + rng.choice(LETTERS) + text[i + 1:]


def roughen(rng, text):
    """The same question as another person would type it."""
    for british, american in SPELLINGS:
        if rng.random() < 0.4:
            text = text.replace(british, american).replace(british.capitalize(), american.capitalize())
    if rng.random() < 0.18:
        word = rng.choice(list(SYNONYMS))
        text = re.sub(rf"\b{word}\b", rng.choice(SYNONYMS[word]), text)
    if rng.random() < 0.07:
        words = text.split(" ")
        kept = [w for w in words if w.lower() not in SMALL_WORDS or rng.random() < 0.35]
        text = " ".join(kept) if len(kept) > 1 else text
    if rng.random() < 0.08:
        pattern, short = rng.choice(SHORTHAND)
        text = re.sub(pattern, short, text)
    if rng.random() < 0.12:
        text = rng.choice(OPENERS) + (text[0].lower() + text[1:] if not text.startswith("I ") else text)
    if rng.random() < 0.07 and not text.endswith((".", "!")):
        text = text.rstrip("?") + rng.choice(CLOSERS) + ("?" if text.endswith("?") else "")
    style = rng.random()
    if style < 0.5:
        text = sentence(text)
    elif style < 0.85:
        text = text.lower().rstrip(".") if rng.random() < 0.7 else text.lower().rstrip(".?!")
    elif style < 0.87:
        text = text.upper()
    if rng.random() < 0.14:
        text = typo(rng, text)
        if rng.random() < 0.25:
            text = typo(rng, text)
    if rng.random() < 0.02:
        text += rng.choice(["??", "!", "!!", " ?", "...", " :)"])
    return text.strip() or "?"


def framed(rng, topic, split="train"):
    """A question for a topic. split: train, frame (held-out frame), phrase (held-out wording)."""
    if split == "phrase":
        kinds = [k for k in ("do", "what", "ask") if topic.held[k]]
        kind = rng.choice(kinds)
        phrase, frames = rng.choice(topic.held[kind]), {"do": DO_FRAMES, "what": WHAT_FRAMES, "ask": ["{ask}"]}[kind]
    else:
        kinds = [k for k in ("do", "what", "ask") if getattr(topic, k) and not (split == "frame" and k == "ask")]
        weights = [{"do": 3, "what": 3}.get(k, 1 + len(topic.ask) / 2) for k in kinds]
        kind = rng.choices(kinds, weights)[0]
        phrase = rng.choice(getattr(topic, kind))
        held = split == "frame"
        frames = {"do": DO_HELD if held else DO_FRAMES, "what": WHAT_HELD if held else WHAT_FRAMES, "ask": ["{ask}"]}[kind]
    return expand(rng, rng.choice(frames)).replace("{" + kind + "}", expand(rng, phrase))
