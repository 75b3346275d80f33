# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""The corpus is well formed, and no test question is in it."""
import collections
import random
import unittest

import paths  # noqa: F401
import conversation
import question
import sums
import test_sets
import tokenizer
import topics
import wording
from conversation import normal

ABSENT_PAGES = ("Models page", "Compare page")


class Knowledge(unittest.TestCase):
    def test_every_topic_is_complete(self):
        for topic in topics.TOPICS:
            self.assertTrue(topic.about and topic.answer, topic.name)
            self.assertTrue(topic.do or topic.what or topic.ask, topic.name)

    def test_topic_names_are_unique(self):
        repeated = [
            n for n, c in collections.Counter(t.name for t in topics.TOPICS).items() if c > 1
        ]
        self.assertEqual(repeated, [])

    def test_brackets_are_closed(self):
        rng = random.Random(1)
        for topic in topics.TOPICS:
            for text in topic.do + topic.what + topic.ask + sum(topic.held.values(), []):
                self.assertNotRegex(topics.expand(rng, text), r"[\[\]|]", topic.name)

    def test_answers_are_short_and_name_no_absent_page(self):
        for topic in topics.TOPICS:
            self.assertLessEqual(len(topic.answer.split()), 45, topic.name)
            for page in ABSENT_PAGES:
                self.assertNotIn(page, topic.answer)


class Separation(unittest.TestCase):
    def test_training_holds_no_test_question(self):
        rng, banned = random.Random(3), test_sets.banned()
        tests = {normal(c.text) for c in test_sets.cases() if normal(c.text).count(" ") >= 2}
        for _ in range(4000):
            for text, trained in conversation.conversation(rng, banned):
                if trained or "user\n" not in text:
                    continue
                plain = normal(text.split("user\n")[1].split("<|im_end|>")[0])
                self.assertNotIn(plain, tests)

    def test_test_questions_are_not_repeated(self):
        for group in ("wild", "memory size", "memory fit", "phrase model", "phrase beyond"):
            texts = [normal(c.text) for c in test_sets.cases() if c.group == group]
            self.assertEqual(len(texts), len(set(texts)), group)

    def test_held_out_sums_are_not_trained(self):
        rng = random.Random(5)
        for _ in range(3000):
            a, op, b = sums.sum_question(rng).extra
            self.assertFalse(question.held(a, op, b))
            self.assertFalse(op in "+*" and question.held(b, op, a))

    def test_held_out_frames_differ_from_trained_ones(self):
        for kind in ("do", "what"):
            self.assertFalse(set(wording.FRAMES[kind]) & set(wording.FRAMES[f"{kind}-held"]))

    def test_there_are_150_wild_questions(self):
        self.assertGreaterEqual(len(test_sets.wild()), 150)


class Rendering(unittest.TestCase):
    def setUp(self):
        self.rng = random.Random(11)

    def test_thinking_off_opens_with_an_empty_thought(self):
        opened = "<|im_start|>assistant\n"
        self.assertTrue(conversation.prompt([("user", "Hi")], True).endswith(opened))
        closed = conversation.prompt([("user", "Hi")], False)
        self.assertTrue(closed.endswith(opened + "<think>\n\n</think>\n\n"))

    def test_thoughts_stand_only_in_the_last_answer(self):
        for _ in range(500):
            pieces = conversation.conversation(self.rng)
            for text, _ in pieces[:-2]:
                self.assertNotIn("<think>", text)

    def test_loss_is_on_answers_only(self):
        for _ in range(500):
            for text, trained in conversation.conversation(self.rng):
                if trained:
                    self.assertNotIn("<|im_start|>", text)
                    self.assertNotIn("<|im_end|>", text[:-10])

    def test_tags_decide_the_thought(self):
        for _ in range(2000):
            pieces = conversation.conversation(self.rng)
            head, answer = pieces[-2][0], pieces[-1][0]
            if "/no_think<" in head:
                self.assertTrue(answer.startswith("<think>\n\n</think>"), head + answer)
            elif "/think<" in head:
                self.assertFalse(answer.startswith("<think>\n\n</think>"), head + answer)


class Vocabulary(unittest.TestCase):
    def test_text_survives_encoding(self):
        rng = random.Random(13)
        texts = ["".join(t for t, _ in conversation.conversation(rng)) for _ in range(300)]
        coder = tokenizer.Tokenizer(tokenizer.learn(texts, 600))
        for text in texts + ["가나다 ☂ é\n\n  x\t!"]:
            self.assertEqual(coder.decode(coder.encode(text)), text)


if __name__ == "__main__":
    unittest.main()
