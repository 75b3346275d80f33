#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Makes catalogue.json and gpus.json, which the app ships, from the collected facts.

    python3 make.py <folder with catalogue.json, gpus.json and seeds-facts.json>

Every fact keeps its trust mark: v = read in a primary or independent public source, p = part of the
group was, r = recalled (plausible, not checked), c = computed from the dimensions. Benchmark scores
come only from the makers: what the press printed beside them is left out where it differs. Models
whose dimensions nobody has established are left out; the hub search finds them.
"""
import json
import re
import sys
from pathlib import Path

AS_OF = "2026-09"  # of the collection as a whole; a source may name its own month

# What a licence allows, in words the interface can translate. commercial: yes, limited (by size of
# the company or kind of use), no, unknown. distillation: yes, named (the new model must carry the
# old one's name), inherits (the new model falls under the same terms), research, unknown.
LICENCES = {
    "deepseek-mit": dict(commercial="yes", distillation="yes"),
    "deepseek-model": dict(commercial="yes", distillation="inherits", useRules=True),
    "mit": dict(commercial="yes", distillation="yes"),
    "distill-qwen": dict(commercial="yes", distillation="yes"),
    "distill-llama31": dict(commercial="limited", users=700_000_000, distillation="named",
                            useRules=True, show="Built with Llama"),
    "distill-llama33": dict(commercial="limited", users=700_000_000, distillation="named",
                            useRules=True, show="Built with Llama"),
    "llama4": dict(commercial="limited", users=700_000_000, distillation="named", useRules=True,
                   show="Built with Llama", notInEu=True),
    "llama3.3": dict(commercial="limited", users=700_000_000, distillation="named", useRules=True,
                     show="Built with Llama"),
    "llama3.2": dict(commercial="limited", users=700_000_000, distillation="named", useRules=True,
                     show="Built with Llama"),
    "llama3.1": dict(commercial="limited", users=700_000_000, distillation="named", useRules=True,
                     show="Built with Llama"),
    "apache": dict(commercial="yes", distillation="yes", patents=True),
    "mrl": dict(commercial="no", distillation="research"),
    "mnpl": dict(commercial="no", distillation="research"),
    "gemma": dict(commercial="yes", distillation="inherits", useRules=True),
    "kimi": dict(commercial="yes", distillation="yes", show="Kimi K2", showUsers=100_000_000),
    "unknown": dict(commercial="unknown", distillation="unknown"),
    "minimax": dict(commercial="yes", distillation="yes", show="MiniMax M2", showUsers=100_000_000),
    "lfm": dict(commercial="limited", revenue=10_000_000, distillation="yes", patents=True),
    "nvidia-open": dict(commercial="yes", distillation="yes", useRules=True),
}

# Words in the description of strengths, and what they stand for. Long and languages are facts.
TAGS = {
    "coding": r"cod(e|ing)",
    "reasoning": r"math|reason",
    "chat": r"chat|general|assistant",
    "images": r"image|visual|document understanding",
    "tools": r"tool|function calling",
    "small": r"small (devices|machines|hardware)|edge|mobile|laptops|phones",
}
LANGUAGES = r"(1[0-9]{2}|2[0-9]{2}) languages|Chinese|Korean|Japanese|as Qwen3\.5"
LONG_CONTEXT = 131_072

# The quantisations the app offers, best first; publishers' own recipes ("UD-") beside them.
QUANTS = ["BF16", "F16", "Q8_0", "UD-Q6_K_XL", "Q6_K", "UD-Q5_K_XL", "Q5_K_M", "UD-Q4_K_XL",
          "Q4_K_M", "Q4_K_S", "MXFP4", "Q4_0", "IQ4_XS", "UD-Q3_K_XL", "Q3_K_M", "UD-Q2_K_XL",
          "Q2_K"]
SAME_QUANT = {"FP16": "F16", "MXFP4_MOE": "MXFP4", "Q4_0 (QAT)": "Q4_0"}
SIZE_MARKS = {"exact": "v", "exact-one-source": "v", "rounded": "p",
              "rounded-same-architecture": "p", "recalled": "r"}
BETTER = "vprc"

# The use cases of the collection and the keys the interface translates.
USES = {"General chat": "chat", "Coding": "coding", "Math/Reasoning": "reasoning",
        "Multilingual": "languages", "European languages, permissive licence": "european",
        "Images and documents": "images", "Long documents": "long"}


def without_empty(row):
    return {k: v for k, v in row.items() if v not in (None, "", [], {}, False)}


def mark_of(text):
    """The trust mark of a status sentence."""
    for word, mark in (("unverified", "r"), ("verified", "v"), ("partly", "p")):
        if text.startswith(word):
            return mark
    return "p" if text.startswith("from the same source") else "r"


class Sources:
    """Sentences that name a source, each kept once."""

    def __init__(self):
        self.texts = []

    def index(self, text):
        text = re.sub(r"^(verified|partly|unverified)( verified)?:?\s*", "", text).strip()
        if not text or text == "recalled":
            return -1
        text = in_plain_words(text)
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text)


def fact(entry, sources):
    """[mark, index of the source], the index -1 if none is named."""
    if isinstance(entry, dict):
        return [mark_of(entry.get("status") or ""), sources.index(entry.get("source") or "")]
    return [mark_of(entry or ""), sources.index(entry or "")]


# Named with a model in the facts, but of another: a base model, a later edition.
OTHER_MODELS = {
    "unsloth/DeepSeek-V3.1-Terminus-GGUF", "bartowski/deepseek-ai_DeepSeek-V3.1-Terminus-GGUF",
    "unsloth/Kimi-K2-Instruct-0905-GGUF", "bartowski/Mixtral-8x22B-v0.1-GGUF",
    "ggml-org/Qwen2.5-Coder-7B-Q8_0-GGUF"}


def repositories(model):
    rows = []
    for repo in model["gguf_repositories"]:
        if repo["repo"] in OTHER_MODELS:
            continue
        rows.append(without_empty({
            "repo": repo["repo"], "official": repo["official"],
            "confirmed": repo["exists"].startswith("verified"), "sized": bool(repo["files"])}))
    return sorted(rows, key=lambda r: (not r.get("confirmed", False), not r.get("official", False),
                                       not r.pop("sized", False)))


def quants(model):
    """One row per quantisation: the best established size, and the file if its name is known."""
    rows = {}
    estimates = (model["size_estimates_bytes"] or {}).get("values", {})
    for name, size in estimates.items():
        rows[SAME_QUANT.get(name, name)] = {"bytes": size, "mark": "c"}
    for repo in model["gguf_repositories"]:
        if not repo["exists"].startswith("verified") or repo["repo"] in OTHER_MODELS:
            continue
        for file in repo["files"]:
            name = SAME_QUANT.get(file["quant"], file["quant"])
            mark = SIZE_MARKS.get(file["size_status"])
            if mark is None or file.get("includes_mmproj"):
                continue
            if name in rows and BETTER.index(rows[name]["mark"]) <= BETTER.index(mark):
                continue
            rows[name] = without_empty({"bytes": file["bytes"], "mark": mark, "repo": repo["repo"],
                                        "file": file["name"], "sha256": file.get("sha256")})
    return [{"name": name, **rows[name]} for name in QUANTS if name in rows]


def dimensions(model):
    """What plans and speeds need: see engine/plan/plan_model.h."""
    attention = model["attention"]
    experts = model["experts"] or {}
    mla = attention["type"] == "MLA"
    return without_empty({
        "layers": model["layers"], "embedding": model["hidden_size"],
        "heads": attention["heads"],
        "headSize": attention["qk_nope_head_dim"] + attention["qk_rope_head_dim"] if mla
        else attention["head_dim"],
        "kvHeads": None if mla else attention["kv_heads"],
        "feedForward": model["ffn_size"], "expertFeedForward": experts.get("expert_ffn_size"),
        "vocabulary": model["vocabulary_size"]})


def expert_weights(model):
    """Number of weights in the routed experts, 0 for dense models."""
    e = model["experts"]
    if not e or not e.get("expert_ffn_size"):
        return 0
    matrices = 2 if model["gguf_architecture"].startswith("nemotron_h") else 3  # no gate there
    return e["moe_layers"] * e["total"] * matrices * model["hidden_size"] * e["expert_ffn_size"]


def thinking(model):
    t = model["thinking"]
    switches = [s["kind"] + (":" + s["name"] if "name" in s else "") for s in t.get("switch", [])]
    effort = next((s["values"] for s in t.get("switch", []) if s.get("name") == "reasoning_effort"),
                  None)
    return without_empty({"mode": t["mode"], "default": t.get("default"), "switches": switches,
                          "effort": effort})


def tags(model):
    found = [tag for tag, words in TAGS.items() if re.search(words, model["strengths"])]
    if "image" in model["modalities"]["input"] and "images" not in found:
        found.append("images")
    if model["tool_calling"] and "tools" not in found:
        found.append("tools")
    if re.search(LANGUAGES, " ".join(model["languages"])):
        found.append("languages")
    if (model["context"]["native"] or 0) >= LONG_CONTEXT:
        found.append("long")
    return found


def scores(model):
    """The makers' own figures, one per benchmark; 'r' where they are recalled."""
    rows = {}
    for b in model["benchmarks_in_seeds"]:
        doubtful = "recalled" in b["note"] or "secondary" in b["note"] or "base" in b["note"]
        if b["official"] is not None and not doubtful:
            rows[b["benchmark"]] = [b["benchmark"], b["official"]]
    return list(rows.values())


# Bits per weight of an output matrix that is the embedding, too.
TIED_OUTPUT_BITS = {"Q4_K_M": 6.5625, "Q8_0": 8.5}


def read_per_token(model):
    """Bytes of weights, by quantisation. The facts leave out the embedding, of which a token takes
    one row; but where it is the output matrix, too, every token reads all of it."""
    values = {SAME_QUANT.get(k, k): v
              for k, v in model["weights_read_per_token_bytes"]["values"].items()}
    if not model["tied_embeddings"]:
        return values
    weights = model["vocabulary_size"] * model["hidden_size"]
    return {k: v + int(weights * TIED_OUTPUT_BITS[k] / 8) for k, v in values.items()}


def in_plain_words(text):
    return text.replace("(recalled)", "(not checked)")


def notes(model):
    """Notes for users; what only corrects the press is of no use to them."""
    return [in_plain_words(n) for n in model["notes"] if not re.search(r"[Ss]eed|Missing from|max_position|Named ",
                                                       n)]


def row(model, sources):
    verified = model["verified"]
    cache = model["kv_cache"]
    return without_empty({
        "id": model["id"], "name": re.sub(r" \(a \w+ twin exists\)", "", model["name"]),
        "organisation": model["organisation"],
        "country": model["country"], "family": model["family"],
        "released": model["release_date"], "source": model["source_repository"],
        "architecture": model["gguf_architecture"], "moe": model["kind"] == "moe",
        "parameters": model["parameters_computed"]["total"],
        "parametersStated": model["parameters_total"], "active": model["parameters_active"],
        "experts": (model["experts"] or {}).get("total"),
        "expertsUsed": (model["experts"] or {}).get("active"),
        "expertsShared": (model["experts"] or {}).get("shared"),
        "expertWeights": expert_weights(model),
        "context": model["context"]["native"], "contextExtended": model["context"]["extended"],
        "dimensions": dimensions(model),
        "read": read_per_token(model),
        "cache": without_empty({"full": cache["per_token_full_context_layers"],
                                "window": cache["per_token_sliding_window_layers"],
                                "windowTokens": cache["sliding_window_tokens"],
                                "state": cache["recurrent_state_fixed"]}),
        "inputs": model["modalities"]["input"], "thinking": thinking(model),
        "tools": model["tool_calling"], "licence": model["licence"]["key"],
        "languages": [in_plain_words(text) for text in model["languages"]],
        "strengths": model["strengths"], "tags": tags(model),
        "scores": scores(model), "notes": notes(model), "repositories": repositories(model),
        "quants": quants(model),
        "facts": {"dimensions": fact(verified["dimensions"], sources),
                  "context": fact(verified["context"], sources),
                  "released": fact(verified["release_date"], sources),
                  "licence": fact(verified["licence"], sources),
                  "thinking": fact(verified["thinking"], sources)}})


def licences(models):
    rows = {}
    for model in models:
        licence = model["licence"]
        rows[licence["key"]] = without_empty({
            "name": licence["name"], "spdx": licence["spdx"], "url": licence["url"],
            "words": licence["restrictions"], "redistribution": licence["redistribution"],
            "osi": licence["osi"], **LICENCES[licence["key"]]})
    return rows


def uses(facts, models):
    """Per use case the candidates, the most capable first."""
    table = facts["use_cases_by_memory_2026"]
    by_name = {m["name"].lower(): m["id"] for m in models}
    by_name.update({m["id"].lower(): m["id"] for m in models})

    def ids(cell):
        for name in re.sub(r"\([^)]*\)", "", cell).split("/"):
            key = name.strip().lower().replace(" ", "-")
            found = by_name.get(name.strip().lower()) or by_name.get(key) or next(
                (i for i in by_name.values() if i == key or i.startswith(key)), None)
            if found:
                yield found

    rows = []
    for cells in table["rows"]:
        candidates = []
        for cell in reversed(cells[1:]):
            candidates += [i for i in ids(cell) if i not in candidates]
        rows.append({"use": USES[cells[0]], "candidates": candidates})
    return rows


def gpus(facts):
    """What the speed estimate needs of a graphics card, in the order of matching."""
    keep = ("name", "device_name_regex", "bandwidth_gb_s", "unified_memory", "vram_gb")
    return {"asOf": AS_OF, "gpus": [[g[k] for k in keep] + [mark_of(g["verified"])]
                                    for g in facts["gpus"]],
            "columns": ["name", "pattern", "gigabytesPerSecond", "unified", "sizes", "mark"],
            "tested": facts["matching"]["tested_device_names"]}


def write(path, value, lists):
    """One entry of `lists` per line, so that changes can be read."""
    parts = []
    for key, content in value.items():
        if key in lists and isinstance(content, (list, dict)):
            items = content.items() if isinstance(content, dict) else content
            lines = [json.dumps(k) + ":" + json.dumps(v, ensure_ascii=False, separators=(",", ":"))
                     for k, v in items] if isinstance(content, dict) else [
                         json.dumps(v, ensure_ascii=False, separators=(",", ":")) for v in items]
            open_, close = "{}" if isinstance(content, dict) else "[]"
            parts.append(json.dumps(key) + ":" + open_ + "\n" + ",\n".join(lines) + "\n" + close)
        else:
            parts.append(json.dumps(key) + ":" + json.dumps(content, ensure_ascii=False))
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


def main(folder):
    here = Path(__file__).parent
    read = lambda name: json.loads((folder / name).read_text(encoding="utf-8"))
    known = [m for m in read("catalogue.json")
             if m["attention"] and m["kv_cache"] and m["size_estimates_bytes"]]
    sources = Sources()
    models = [row(m, sources) for m in known]
    models = [m for m in models if m.get("repositories") and m.get("quants")]
    value = {"asOf": AS_OF, "licences": licences(known),
             "uses": uses(read("seeds-facts.json"), models), "models": models,
             "sources": sources.texts}
    write(here / "catalogue.json", value, ("licences", "uses", "models", "sources"))
    write(here / "gpus.json", gpus(read("gpus.json")), ("gpus",))
    print(f"{len(models)} models, {len(value['licences'])} licences")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
