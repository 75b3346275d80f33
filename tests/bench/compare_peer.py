#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Runs conclave-cli bench and another program on one file in turn, A B A B, and prints paired ratios.

The other program is a shell command with the places {model}, {prefill} and {decode}. Its last line
on standard output must be JSON with "prefill_tokens_per_second" and "decode_tokens_per_second",
each a number or an object with "median", as `conclave-cli bench --json` prints them. Nothing else
should run on the machine meanwhile.

    compare_peer.py MODEL --peer 'peer_bench --model {model} --prefill {prefill} --decode {decode}'
"""
import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys

MEASURES = ["prefill_tokens_per_second", "decode_tokens_per_second"]


def run(command):
    """The last line of a program's output, as JSON."""
    done = subprocess.run(command, shell=True, text=True, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"This command failed: {command}\n{done.stderr.strip()}")
    document = json.loads(done.stdout.strip().splitlines()[-1])
    return document[0] if isinstance(document, list) else document


def speed(document, measure):
    """The median of one measure, or None if the program did not take it."""
    value = document.get(measure)
    return value.get("median") if isinstance(value, dict) else value


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("--peer", required=True, help="shell command of the other program")
    parser.add_argument("--cli", default="conclave-cli", help="path of conclave-cli")
    parser.add_argument("--device", default="", help="the device conclave-cli shall use")
    parser.add_argument("--prefill", type=int, default=128)
    parser.add_argument("--decode", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()

    ours = [args.cli, "bench", args.model, "--prefill", str(args.prefill), "--decode",
            str(args.decode), "--repeat", "1", "--json"]
    if args.device:
        ours += ["--device", args.device]
    ours = shlex.join(ours)
    peer = args.peer.format(model=shlex.quote(args.model), prefill=args.prefill,
                            decode=args.decode)

    pairs = []
    for number in range(args.rounds):
        load = os.getloadavg()[0]
        pairs.append((run(ours), run(peer)))
        mine, theirs = (speed(document, MEASURES[1]) for document in pairs[-1])
        print(f"round {number + 1}: load {load:.1f}, decode {mine} and {theirs} tokens/s",
              file=sys.stderr)

    result = {"model": args.model, "device": pairs[0][0].get("device"),
              "peer_device": pairs[0][1].get("device"), "rounds": args.rounds}
    for measure in MEASURES:
        both = [(speed(a, measure), speed(b, measure)) for a, b in pairs]
        both = [(a, b) for a, b in both if a and b]
        if both:
            ratios = [a / b for a, b in both]
            result[measure] = {"conclave": statistics.median(a for a, _ in both),
                               "peer": statistics.median(b for _, b in both),
                               "ratio": statistics.median(ratios),
                               "ratio_min": min(ratios), "ratio_max": max(ratios)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
