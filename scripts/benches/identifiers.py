"""scripts/bench identifiers: what is found in texts with marked identifiers, beside Presidio, scrubadub and philter-lite."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "identifiers"))
from score import cased, score

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared/data/deid"
# Written for the project by people who had not seen the rules; never learnt from. Some forms were mended after a first measurement
# of those whose id begins with "fr"; what is missed in those with "ft" nobody has looked at.
OWN = ROOT / "identifiers/measured/texts.jsonl"
VENV = ROOT / "target/bench/venv/bin"
# Seconds after which a peer is given up on a set: one looks at some texts for minutes.
PATIENCE = 300
# The model was trained on the lines before: these it has not seen.
SYNTHETIC_FROM = 1_600


def ours(rows):
    lines = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    begun = time.perf_counter()
    run = subprocess.run([ROOT / "target/release/examples/find"], input=lines, capture_output=True, text=True, check=True)
    took = time.perf_counter() - begun
    found = {own["id"]: [(span["start"], span["end"]) for span in own["spans"]] for own in map(json.loads, run.stdout.splitlines())}
    return found, took


def peer(name, rows):
    """A peer in a process of its own, so that none pays for another's libraries."""
    lines = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    command = [VENV / "python", Path(__file__).parent / "identifiers/peers.py", name]
    try:
        run = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return None, PATIENCE
    if run.returncode:
        sys.exit(f"{name} failed: {run.stderr[-600:]}")
    out = json.loads(run.stdout.splitlines()[-1])
    return {key: [tuple(span) for span in spans] for key, spans in out["found"].items()}, out["seconds"]


def shown(name, result, took):
    return (f"| {name} | {result['recall']:.3f} | {result['precision']:.3f} | {result['f2']:.3f} | {result['harmless'] * 100:.1f} % "
            f"| {took:.2f} |")


def words(rows, count):
    """A text of so many words, in paragraphs as they were written."""
    taken, length = [], 0
    for row in rows:
        own = row["text"].split(" ")[: count - length]
        taken.append(" ".join(own))
        length += len(own)
        if length >= count:
            break
    return "\n\n".join(taken)


def keys(rows):
    """What a key costs in the browser's module, in Node.js: three runs."""
    module = ROOT / "target/engine/identifiers.wasm"
    if not module.exists():
        sys.exit(f"there is no `{module}`; run scripts/build-wasm first")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as text:
        text.write(words(rows, 2_000))
        text.flush()
        runs = [json.loads(subprocess.run(["node", Path(__file__).parent / "identifiers/keys.mjs", module, text.name], capture_output=True, text=True,
                                          check=True).stdout) for _ in range(3)]
    shown = lambda name: ", ".join(f"{run[name]:.1f}" for run in runs)
    print(f"\nA key in a text of 2,000 words, ms, three runs: median {shown('median')}; 99 of 100 {shown('late')}; the first look at the whole "
          f"{shown('first')}")
    packed = len(subprocess.run(["brotli", "-q", "11", "-c", module], capture_output=True, check=True).stdout)
    print(f"The module, Brotli: {packed / 1000:.1f} kB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="without the peers")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--texts", type=Path, help="JSON lines with `id`, `text` and `spans`, in place of police-dev.jsonl")
    arguments = parser.parse_args()
    read = lambda path: [json.loads(line) for line in path.open(encoding="utf-8")]
    others = DATA / "police-dev.jsonl"
    texts = arguments.texts or (others if others.exists() else OWN)
    if not texts.exists():
        sys.exit(f"there is no `{texts}`; name a file with `--texts`")
    rows = read(texts)
    sets = {"as written": rows, "IN CAPITALS": cased(rows, str.upper), "in small letters": cased(rows, str.lower)}
    if texts == others:
        own = read(OWN)
        sets |= {"others": own, "others, IN CAPITALS": cased(own, str.upper), "others, in small letters": cased(own, str.lower)}
    synthetic = DATA / "presidio-synthetic-dev.jsonl"
    if synthetic.exists() and not arguments.texts:
        sets[f"presidio-research, line {SYNTHETIC_FROM + 1} on"] = read(synthetic)[SYNTHETIC_FROM:]
    peers = [] if arguments.quick else ["presidio", "scrubadub", "philter-lite"]
    if peers:
        subprocess.run([VENV / "pip", "install", "--quiet", "--disable-pip-version-check", "presidio-analyzer", "scrubadub", "philter-lite"], check=True)
    results = {}
    for title, own in sets.items():
        print(f"\n{title}: {len(own)} texts\n\n| | recall | precision | F2 | harmless text marked | s |\n|---|---:|---:|---:|---:|---:|")
        for name in ["nearmiss", *peers]:
            found, took = ours(own) if name == "nearmiss" else peer(name, own)
            if found is None:
                print(f"| {name} | not done after {took} s | | | | |", flush=True)
                continue
            result = score(own, found)
            results.setdefault(title, {})[name] = {**result, "seconds": took}
            print(shown(name, result, took), flush=True)
    first = results["as written"]
    kinds = sorted(first["nearmiss"]["kinds"])
    print(f"\nRecall by kind, as written\n\n| | {' | '.join(first)} |\n|---|{'---:|' * len(first)}")
    for kind in kinds:
        print(f"| {kind} | " + " | ".join(f"{result['kinds'].get(kind, 0):.2f}" for result in first.values()) + " |")
    keys(rows)
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
