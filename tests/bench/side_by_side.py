#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""What two models cost side by side, as a share of the sum of each alone.

Each round asks both models together and then each alone, in one process, and so in the same
conditions: 1.00 means that nothing is lost. Nothing else should run on the machine meanwhile.

    tests/bench/side_by_side.py MODEL MODEL [--cli build/release/bin/conclave-cli] [--rounds 5]
"""
import argparse
import json
import statistics
import subprocess
import sys


def compare(args):
    """The columns of one `conclave-cli compare`."""
    command = [args.cli, "compare", *args.models, "--json", "--prompt", args.prompt,
               "--think", "off", "--temp", "0", "--max-tokens", str(args.tokens)]
    if args.device:
        command += ["--device", args.device]
    done = subprocess.run(command, text=True, capture_output=True)
    if done.returncode != 0:
        sys.exit(done.stderr.strip())
    return json.loads(done.stdout)["columns"]


def cost(columns):
    """Time of one token of each column together, over the sum of the times alone."""
    speeds = [column["tokens_per_second"] for column in columns]
    if any(speed["together"] is None for speed in speeds):
        sys.exit("These models do not fit together on this device.")
    return max(1 / speed["together"] for speed in speeds) / sum(1 / speed["alone"] for speed in speeds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="+")
    parser.add_argument("--cli", default="conclave-cli", help="path of conclave-cli")
    parser.add_argument("--device", default="")
    parser.add_argument("--prompt", default="What does Q4_K_M mean?")
    parser.add_argument("--tokens", type=int, default=48)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()

    costs = []
    for number in range(args.rounds):
        columns = compare(args)
        costs.append(cost(columns))
        alone = " ".join(f"{c['tokens_per_second']['alone']:.1f}" for c in columns)
        together = " ".join(f"{c['tokens_per_second']['together']:.1f}" for c in columns)
        print(f"round {number + 1}: alone {alone}, together {together} tokens/s; cost {costs[-1]:.2f}")
    print(f"cost: {statistics.median(costs):.2f} ({min(costs):.2f} to {max(costs):.2f})")


if __name__ == "__main__":
    main()
