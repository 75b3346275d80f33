#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Download speed of `conclave pull` beside curl: same server, same file, in turn, on loopback.

    tests/bench/compare_curl.py build/release/bin/conclave [--megabytes 1500] [--rounds 3]

The server is a small hub of its own (search is left out). curl neither hashes nor reserves; what is
compared is the time until each program ends. The second ratio is that to curl followed by a hash.
"""
import argparse
import hashlib
import http.server
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def make_file(path, megabytes):
    """Random bytes; returns their SHA-256."""
    digest = hashlib.sha256()
    with open(path, "wb") as file:
        for _ in range(megabytes):
            block = os.urandom(1 << 20)
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def handler_for(path, sha256):
    size = path.stat().st_size

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def send_json(self, value):
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            if self.path.startswith("/api/models/bench/model/tree/"):
                lfs = {"oid": sha256, "size": size, "pointerSize": 135}
                return self.send_json([{"type": "file", "path": "model-Q8_0.gguf", "size": size,
                                        "oid": "0" * 40, "lfs": lfs}])
            if self.path.startswith("/api/models/bench/model"):
                return self.send_json({"id": "bench/model", "sha": COMMIT})
            first, last = 0, size - 1
            asked = self.headers.get("Range")
            if asked:
                begin, end = asked.removeprefix("bytes=").split("-")
                first, last = int(begin), min(int(end or last), last)
            self.send_response(206 if asked else 200)
            if asked:
                self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
            self.send_header("Content-Length", str(last - first + 1))
            self.end_headers()
            with open(path, "rb") as file:
                self.connection.sendfile(file, first, last - first + 1)

    return Handler


def timed(command, **options):
    """Wall and processor seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("conclave", type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", default=None, help="where both write; default: a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = pathlib.Path(name)
        source = folder / "source.bin"
        sha256 = make_file(source, options.megabytes)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler_for(source, sha256))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        environment = dict(os.environ, CONCLAVE_HUB_URL=base, CONCLAVE_DATA_DIR=str(folder / "data"))
        url = f"{base}/bench/model/resolve/{COMMIT}/model-Q8_0.gguf"
        target = str(folder / "curl.bin")
        curl_command = ["curl", "-sS", "-o", target, url]
        pull_command = [str(options.conclave), "pull", "bench/model", "--to", str(folder / "to")]
        hash_command = ["openssl", "dgst", "-sha256", target]
        ratios, hashed_ratios = [], []
        for number in range(options.rounds):
            os.sync()
            curl = timed(curl_command)
            hashed = timed(hash_command)
            os.unlink(target)
            os.sync()
            pull = timed(pull_command, env=environment)
            shutil.rmtree(folder / "to")
            ratios.append(curl[0] / pull[0])
            hashed_ratios.append((curl[0] + hashed[0]) / pull[0])
            rate = options.megabytes * 1.048576
            print(f"round {number + 1}: curl {rate / curl[0]:.0f} MB/s ({curl[1]:.2f} s processor), "
                  f"conclave pull {rate / pull[0]:.0f} MB/s ({pull[1]:.2f} s processor), "
                  f"ratio {ratios[-1]:.2f}, to curl with a hash {hashed_ratios[-1]:.2f}", flush=True)
        print(f"median ratio {statistics.median(ratios):.2f}, "
              f"to curl with a hash {statistics.median(hashed_ratios):.2f}")
        server.shutdown()


if __name__ == "__main__":
    main()
