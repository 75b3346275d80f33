#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Makes quantisations of one file with conclave-cli and another program in turn, and compares them.

The other program is a shell command with the places {input}, {output}, {type}, {threads} and
{imatrix} (empty without --imatrix). For each type it prints how the wall and processor times compare and the
names of the tensors that are not the same byte by byte. Wall times mean little unless the machine
is quiet.

    compare_quantise.py MODEL --types Q8_0,Q4_K_M --peer 'peer {input} {output} {type} {threads}'
"""
import argparse
import bisect
import hashlib
import json
import os
import resource
import shlex
import statistics
import struct
import subprocess
import sys
import tempfile
import time


def timed(command):
    """Wall and processor seconds of a command that must succeed."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, shell=True, text=True, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"This command failed: {command}\n{done.stderr.strip()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.monotonic() - start,
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


class Reader:
    """Reads the header of a GGUF file."""

    SCALARS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
    STRING, ARRAY, ALIGNMENT = 8, 9, 32

    def __init__(self, path):
        self.file = open(path, "rb")
        self.size = os.path.getsize(path)
        _, _, tensors, keys = struct.unpack("<4sIQQ", self.file.read(24))
        for _ in range(keys):
            self.text()
            self.skip(self.number("<I"))
        self.tensors = [self.tensor() for _ in range(tensors)]
        self.start = -(-self.file.tell() // self.ALIGNMENT) * self.ALIGNMENT

    def number(self, form):
        return struct.unpack(form, self.file.read(struct.calcsize(form)))[0]

    def text(self):
        return self.file.read(self.number("<Q")).decode()

    def skip(self, kind):
        if kind == self.STRING:
            self.text()
        elif kind == self.ARRAY:
            of, count = self.number("<I"), self.number("<Q")
            for _ in range(count):
                self.skip(of)
        else:
            self.file.seek(self.SCALARS[kind], os.SEEK_CUR)

    def tensor(self):
        name = self.text()
        shape = [self.number("<Q") for _ in range(self.number("<I"))]
        return name, shape, self.number("<I"), self.number("<Q")

    def blocks(self):
        """Name: (shape, number of the format, hash of the data)."""
        result = {}
        ends = sorted([offset for _, _, _, offset in self.tensors] + [self.size - self.start])
        for name, shape, kind, offset in self.tensors:
            self.file.seek(self.start + offset)
            data = self.file.read(ends[bisect.bisect_right(ends, offset)] - offset)
            result[name] = (shape, kind, hashlib.sha256(data).digest())
        return result


def differing(ours, peer):
    """Names of the tensors whose blocks are not the same."""
    mine, theirs = Reader(ours).blocks(), Reader(peer).blocks()
    return sorted(name for name in mine.keys() | theirs.keys()
                  if mine.get(name) != theirs.get(name))


def compare(args, name, folder):
    """One type: rounds in turn, A B B A."""
    ours, peer = os.path.join(folder, "ours.gguf"), os.path.join(folder, "peer.gguf")
    mine = [args.cli, "quantize", args.model, ours, "--type", name, "--threads", str(args.threads)]
    if args.imatrix:
        mine += ["--imatrix", args.imatrix]
    theirs = args.peer.format(input=shlex.quote(args.model), output=peer, type=name,
                              threads=args.threads, imatrix=shlex.quote(args.imatrix or ""))
    pairs = []
    load = os.getloadavg()[0]
    for number in range(args.rounds):
        if number % 2 == 0:
            a = timed(shlex.join(mine))
            b = timed(theirs)
        else:
            b = timed(theirs)
            a = timed(shlex.join(mine))
        pairs.append((a, b))
    result = {"type": name, "load": load, "tensors": len(Reader(ours).tensors),
              "differing": differing(ours, peer)}
    for i, kind in enumerate(["wall", "processor"]):
        result[kind] = {"conclave": round(statistics.median(a[i] for a, _ in pairs), 3),
                        "peer": round(statistics.median(b[i] for _, b in pairs), 3),
                        "ratio": round(statistics.median(b[i] / a[i] for a, b in pairs), 3)}
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("--types", required=True, help="Q8_0,Q4_K_M,...")
    parser.add_argument("--peer", required=True, help="shell command of the other program")
    parser.add_argument("--cli", default="conclave-cli", help="path of conclave-cli")
    parser.add_argument("--imatrix", help="importance matrix for both")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(args.model))) as folder:
        for name in args.types.split(","):
            print(json.dumps(compare(args, name, folder)), flush=True)


if __name__ == "__main__":
    main()
