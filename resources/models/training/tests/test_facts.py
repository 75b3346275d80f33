# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""The figures agree with a facts folder: CONCLAVE_FACTS_DIR, or one beside the checkout."""
import json
import os
import pathlib
import unittest

import paths
import arithmetic
import models
import quants
import sizes

BESIDE = paths.TRAINING.parents[3] / "shared" / "facts"
FACTS = pathlib.Path(os.environ.get("CONCLAVE_FACTS_DIR", BESIDE))
LICENCE_KEYS = {
    "MIT": ("mit", "deepseek-mit", "distill-qwen"),
    "Apache": ("apache",),
    "Llama": ("llama4", "llama3.3"),
    "Gemma": ("gemma",),
    "MIT+Llama": ("distill-llama33",),
}


def parameters(text):
    """30.5B as a number."""
    return float(text.removesuffix("B")) * 1e9


@unittest.skipUnless((FACTS / "catalogue.json").exists(), "no facts folder: set CONCLAVE_FACTS_DIR")
class Facts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.catalogue = {
            m["id"]: m for m in json.loads((FACTS / "catalogue.json").read_text("utf-8"))
        }
        cls.seeds = json.loads((FACTS / "seeds-facts.json").read_text("utf-8"))

    def each(self):
        for model in models.MODELS:
            with self.subTest(model.name):
                yield model, self.catalogue[model.catalogue]

    def test_parameters(self):
        for model, fact in self.each():
            self.assertLess(abs(parameters(model.total) / fact["parameters_total"] - 1), 0.01)
            if model.active:
                self.assertLess(abs(parameters(model.active) / fact["parameters_active"] - 1), 0.01)

    def test_kind_and_experts(self):
        for model, fact in self.each():
            self.assertEqual(bool(model.experts), fact["kind"] == "moe")
            if model.experts:
                self.assertIn(model.experts, fact["experts"].values())
                self.assertEqual(model.used, fact["experts"]["active"])

    def test_context_is_the_trained_one(self):
        for model, fact in self.each():
            native = fact["context"]["native"]
            words = {"10 million": 10485760, "1 million": 1048576}
            self.assertEqual(
                words.get(model.context) or int(model.context.replace(",", "")), native
            )

    def test_maker_and_country(self):
        for model, fact in self.each():
            self.assertIn(model.maker.split()[0].lower(), fact["organisation"].lower())
            self.assertTrue(model.country.endswith(fact["country"]))

    def test_thinking(self):
        for model, fact in self.each():
            self.assertEqual(model.thinks, fact["thinking"]["mode"])

    def test_licence(self):
        for model, fact in self.each():
            self.assertIn(fact["licence"]["key"], LICENCE_KEYS[model.licence])

    def test_file_sizes(self):
        for model, fact in self.each():
            computed = (fact["size_estimates_bytes"] or {}).get("values", {})
            published = [f for r in fact["gguf_repositories"] for f in r["files"] if f["bytes"]]
            for quant, ours in (("Q4_K_M", model.q4), ("Q8_0", model.q8), ("BF16", model.f16)):
                known = [computed[quant]] if quant in computed else []
                known += [f["bytes"] for f in published if f["quant"] in (quant, "MXFP4")]
                if ours and known:
                    off = min(abs(ours - k / 1e9) for k in known)
                    self.assertLessEqual(off, 0.06 + 0.003 * ours, (quant, ours, known))

    def quantisations(self):
        """The corrected table, F16 under its own name."""
        rows = self.seeds["quantisation_table"]["corrected"]["table"]
        return {row["quantisation"].replace("BF16", "F16"): row for row in rows}

    def test_gigabytes_per_billion(self):
        columns = {
            8.19: "gb_qwen3_8b_8.19B",
            32.76: "gb_qwen2.5_32b_32.76B",
            70.55: "gb_llama_3_70b_70.55B",
        }
        for quant, tenths in arithmetic.GB_TENTHS.items():
            for billions, column in columns.items():
                true = self.quantisations()[quant][column]
                self.assertLess(abs(tenths / 10 * billions / true - 1), 0.08, (quant, column))

    def test_quantisation_table(self):
        for name, bits, size, _, _ in quants.QUANTS:
            row = self.quantisations()[name]
            self.assertAlmostEqual(float(size), row["gb_qwen3_8b_8.19B"], delta=0.06)
            self.assertAlmostEqual(float(bits), row["bits_per_weight_8b"], delta=0.06)

    def test_suggestions_fit(self):
        for memory, name, quant, size in sizes.HOLDS:
            model = next(m for m in models.MODELS if m.name == name)
            computed = self.catalogue[model.catalogue]["size_estimates_bytes"]["values"]
            true = computed[quant.replace("F16", "BF16")] / 1e9
            self.assertAlmostEqual(float(size), true, delta=0.1)
            self.assertLess(float(size) + 1, memory)


if __name__ == "__main__":
    unittest.main()
