# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""The hand-written backward passes, generation with a cache, the file format (needs PyTorch)."""
import pathlib
import tempfile
import unittest

import paths  # noqa: F401

try:
    import torch
except ImportError:
    torch = None

if torch:
    import guide_file
    import network
    import operations
    from generation import generate
    import tokenizer
    from tokenizer import SPECIALS


def small():
    """A tiny network with weights that make every path matter."""
    torch.manual_seed(0)
    shape = network.Shape(
        vocabulary=300, embedding=64, blocks=2, head_size=16, experts=4, expert_ffn=64, context=64
    )
    net = network.Network(shape)
    for p in net.parameters():
        p.data = torch.randn_like(p) * 0.2 + (1.0 if p.dim() == 1 else 0.0)
    return net


@unittest.skipUnless(torch, "PyTorch is not installed")
class Networks(unittest.TestCase):
    def setUp(self):
        operations.Precision.products = torch.float32
        torch.set_num_threads(1)

    def test_gradients_match_finite_differences(self):
        net = small()
        ids, targets = torch.randint(0, 300, (3, 16)), torch.randint(0, 300, (24,))
        selected = torch.arange(1, 48, 2)

        def loss():
            logits, balance, _ = net(ids, None, selected)
            return torch.nn.functional.cross_entropy(logits, targets) + 0.0 * balance

        loss().backward()
        for name, p in net.named_parameters():
            direction = torch.randn_like(p)
            direction /= direction.norm()
            slope = (p.grad * direction).sum().item()
            with torch.no_grad():
                p += 2e-3 * direction
                above = loss().item()
                p -= 4e-3 * direction
                below = loss().item()
                p += 2e-3 * direction
            measured = (above - below) / 4e-3
            self.assertAlmostEqual(slope, measured, delta=0.02 + 0.05 * abs(slope), msg=name)

    def test_generation_with_cache_equals_the_plain_forward_pass(self):
        net = small()
        coder = tokenizer.Tokenizer(tokenizer.learn(["hello there, hello world"] * 3, 300))
        prompts = ["hello", "hello there, world world"]
        for prompt, text in zip(prompts, generate(net, coder, prompts, 12)):
            ids = coder.encode(prompt)
            start = len(ids)
            for _ in range(12):
                logits, _, _ = net(torch.tensor([ids]), None, torch.tensor([len(ids) - 1]))
                if int(logits[0].argmax()) == coder.id["<|im_end|>"]:
                    break
                ids.append(int(logits[0].argmax()))
            self.assertEqual(coder.decode(ids[start:]), text)

    def test_a_file_gives_back_the_network(self):
        net = network.Network(network.Shape(context=64))
        coder = tokenizer.Tokenizer(tokenizer.learn(["hello there, hello world"] * 3, 1536))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "guide.gguf"
            guide_file.save(path, net, coder)
            again, words = guide_file.load(path)
        self.assertEqual(words.tokens, coder.tokens)
        self.assertEqual(words.tokens[-5:], SPECIALS)
        for (name, p), q in zip(net.named_parameters(), again.parameters()):
            self.assertTrue(torch.allclose(p, q, atol=1e-3), name)


if __name__ == "__main__":
    unittest.main()
