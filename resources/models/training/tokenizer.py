# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Byte-level BPE with the split of the "qwen2" pre-tokenizer: letters, digits, signs, spaces."""
import json
import re
from collections import Counter, defaultdict

# Letters are [^\W\d_]: the same pieces as GGUF's tokenizer.ggml.pre = "qwen2" for our text.
SPLIT = re.compile(
    r"'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])"  # English endings
    r"|(?:(?![\r\n])[\W_])?[^\W\d_]+"  # letters, with one sign or space before
    r"|\d"  # one digit
    r"| ?[^\s\w]+_*[\r\n]*| ?(?:(?!\s)[\W_])+[\r\n]*"  # signs
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"  # line ends and spaces
)
SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>"]
SPECIAL = re.compile("(" + "|".join(re.escape(s) for s in SPECIALS) + ")")


def byte_characters():
    """The printable character that stands for each byte (the table of GPT-2)."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table, shifted = {}, 0
    for byte in range(256):
        if byte in printable:
            table[byte] = chr(byte)
        else:
            table[byte] = chr(256 + shifted)
            shifted += 1
    return table


CHARACTER = byte_characters()
BYTE = {character: byte for byte, character in CHARACTER.items()}


def characters(piece):
    """A piece of text as byte characters."""
    return "".join(CHARACTER[b] for b in piece.encode("utf-8"))


def learn(texts, size):
    """Learns merges from texts until the vocabulary has the wanted size."""
    counts = Counter()
    for text in texts:
        for part in SPECIAL.split(text):
            if part and part not in SPECIALS:
                counts.update(SPLIT.findall(part))
    words = [(list(characters(w)), n) for w, n in counts.items()]
    pairs, where = Counter(), defaultdict(set)
    for i, (symbols, n) in enumerate(words):
        for pair in zip(symbols, symbols[1:]):
            pairs[pair] += n
            where[pair].add(i)
    merges = []
    while len(merges) < size - 256 - len(SPECIALS):
        (a, b), n = max(pairs.items(), key=lambda item: (item[1], item[0]))
        if n < 2:
            break
        merges.append((a, b))
        for i in list(where[(a, b)]):
            symbols, n = words[i]
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] -= n
            merged = merge(symbols, a, b)
            words[i] = (merged, n)
            for pair in zip(merged, merged[1:]):
                pairs[pair] += n
                where[pair].add(i)
        del pairs[(a, b)]
    tokens = [CHARACTER[b] for b in range(256)] + [a + b for a, b in merges]
    tokens += [f"[unused{i}]" for i in range(len(tokens), size - len(SPECIALS))]
    return {"tokens": tokens + SPECIALS, "merges": merges}


def merge(symbols, a, b):
    """Joins every neighbouring a, b."""
    result, i = [], 0
    while i < len(symbols):
        if i + 1 < len(symbols) and symbols[i] == a and symbols[i + 1] == b:
            result.append(a + b)
            i += 2
        else:
            result.append(symbols[i])
            i += 1
    return result


class Tokenizer:
    """Text to ids and back."""

    def __init__(self, vocabulary):
        self.tokens = vocabulary["tokens"]
        self.merges = [tuple(m) for m in vocabulary["merges"]]
        self.id = {token: i for i, token in enumerate(self.tokens)}
        self.rank = {pair: i for i, pair in enumerate(self.merges)}
        self.known = {}

    @staticmethod
    def load(path):
        with open(path, encoding="utf-8") as file:
            return Tokenizer(json.load(file))

    def piece(self, text):
        """Ids of one piece: merges in order of rank."""
        if text not in self.known:
            symbols = list(characters(text))
            while len(symbols) > 1:
                pair = min(zip(symbols, symbols[1:]), key=lambda p: self.rank.get(p, 1 << 30))
                if pair not in self.rank:
                    break
                symbols = merge(symbols, *pair)
            self.known[text] = [self.id[s] for s in symbols]
        return self.known[text]

    def encode(self, text):
        ids = []
        for part in SPECIAL.split(text):
            if part in self.id and part in SPECIALS:
                ids.append(self.id[part])
            else:
                for piece in SPLIT.findall(part):
                    ids += self.piece(piece)
        return ids

    def decode(self, ids):
        data = b""
        for i in ids:
            token = self.tokens[i]
            data += (
                token.encode()
                if token in SPECIALS or token.startswith("[unused")
                else bytes(BYTE[c] for c in token)
            )
        return data.decode("utf-8", "replace")
