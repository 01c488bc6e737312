"""scripts/bench desk: how long a reviewer waits for a list of many reports, and for a key. There is no peer to put beside it."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared/data/narratives.jsonl.zst"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--quick", action="store_true", help="100 reports")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    count = 100 if arguments.quick else arguments.reports
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as texts:
        if REAL.exists():
            texts.write(subprocess.run(["zstd", "-dcq", REAL], check=True, capture_output=True).stdout)
            texts.flush()
        more = {"RAM": "/dev/shm", "TEXTS": texts.name if REAL.exists() else "", "OUT": str(arguments.json or "")}
        run = subprocess.run(["node", Path(__file__).parent / "desk/desk.mjs", str(count)], env={**os.environ, **more, "TMPDIR": "/dev/shm"})
    sys.exit(run.returncode)


main()
