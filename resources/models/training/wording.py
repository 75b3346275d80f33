# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Frames that turn phrases into questions, and the noise of people who type fast."""
import re

from topics import expand, wordings

FRAMES = wordings("frames")
SYNONYMS = {
    "chat": ["conversation", "thread"],
    "model": ["llm", "AI model", "AI"],
    "computer": ["pc", "machine", "laptop", "system"],
    "picture": ["image"],
    "message": ["text", "prompt"],
    "answer": ["reply", "response"],
    "answers": ["replies", "responses"],
    "window": ["app", "screen"],
    "button": ["icon"],
    "delete": ["remove"],
    "graphics card": ["gpu", "video card"],
    "file": ["document"],
    "memory": ["ram"],
    "show": ["display"],
    "fast": ["quick"],
    "start": ["begin"],
    "change": ["modify"],
    "need": ["require"],
    "quantisation": ["quant"],
    "big": ["large"],
    "use": ["utilise"],
    "choose": ["select", "pick"],
    "text": ["writing"],
    "maths": ["math"],
}
SPELLINGS = [
    ("licence", "license"),
    ("quantis", "quantiz"),
    ("colour", "color"),
    ("summaris", "summariz"),
    ("maths", "math"),
    ("favourite", "favorite"),
]
SHORTHAND = [
    (r"\byou\b", "u"),
    (r"\bare\b", "r"),
    (r"\bplease\b", "pls"),
    (r"\bwhat is\b", "whats"),
    (r"\bwhat's\b", "whats"),
    (r"\bI am\b", "im"),
    (r"\bdo not\b", "dont"),
    (r"'", ""),
    (r"\bhow do I\b", "how i"),
    (r"\bbecause\b", "cuz"),
    (r"\band\b", "n"),
    (r"\bthanks\b", "thx"),
]
OPENERS = (
    "Hey, |Hi, |Please, |OK, |So, |Sorry, |Quick question: |Hello! |Well, |One more thing: |"
    "Hi Guide, |um, |and |but |now, |hello, |oh and |excuse me, |dear Guide, |just wondering, |"
    "good morning, |yo |listen, "
).split("|")
CLOSERS = (
    " please|, please| thanks| here| now| in this app| in Conclave| in here|, thanks| exactly|"
    " then| actually| ok?|, any idea| pls|, can you help|, I'm new here| thx| though| at all| anyway"
).split("|")
QUESTION = re.compile(
    r"(can|could|is|are|do|does|will|would|may|should|am|any|must|has|have)\b"
    r"|.*\b(what|how|where|which|who|why|when)\b"
)
SMALL_WORDS = set("the a an do does is are to my i can of for in on it you me please how".split())
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def sentence(text):
    """First letter large, a question mark or full stop at the end."""
    text = text[:1].upper() + text[1:]
    if text[-1:] in ".?!":
        return text
    return text + ("?" if QUESTION.match(text.lower()) else ".")


def typo(rng, text):
    """One letter swapped, lost, doubled or hit beside."""
    spots = [
        i
        for i in range(1, len(text) - 1)
        if text[i].lower() in LETTERS and text[i + 1].lower() in LETTERS
    ]
    if not spots:
        return text
    i = rng.choice(spots)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    if kind == 1:
        return text[:i] + text[i + 1 :]
    if kind == 2:
        return text[:i] + text[i] + text[i:]
    return text[:i] + rng.choice(LETTERS) + text[i + 1 :]


def roughen(rng, text):
    """The same question as another person would type it."""
    for british, american in SPELLINGS:
        if rng.random() < 0.4:
            text = text.replace(british, american).replace(
                british.capitalize(), american.capitalize()
            )
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
        text = rng.choice(OPENERS) + (
            text[0].lower() + text[1:] if not text.startswith("I ") else text
        )
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
    """A question for a topic; split "frame" takes a held-out frame around a trained phrase."""
    held = split == "frame"
    kinds = [k for k in ("do", "what", "ask") if getattr(topic, k) and not (held and k == "ask")]
    weights = [{"do": 3, "what": 3}.get(k, 1 + len(topic.ask) / 2) for k in kinds]
    kind = rng.choices(kinds, weights)[0]
    return in_frame(rng, kind, rng.choice(getattr(topic, kind)), held)


def in_frame(rng, kind, phrase, held=False):
    """A verb phrase, noun phrase or whole question as a question."""
    if kind == "ask":
        return expand(rng, phrase)
    frame = expand(rng, rng.choice(FRAMES[f"{kind}-held" if held else kind]))
    return frame.replace("{" + kind + "}", expand(rng, phrase))
