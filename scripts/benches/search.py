"""scripts/bench search: the search of the same reports with nearmiss and with Pagefind, in Chromium, side by side."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

# Nothing is left beside the scripts.
sys.dont_write_bytecode = True
import corpus  # noqa: E402

ROOT = corpus.ROOT
HELPERS = Path(__file__).parent / "search"
sys.path.insert(0, str(HELPERS))
import relevance  # noqa: E402
import tables  # noqa: E402

# Another folder of binaries can be named, so that they stay the same while someone builds.
BINARIES = Path(os.environ.get("NEARMISS_BIN", ROOT / "target/release"))
NEARMISS = BINARIES / "nearmiss"
JUDGED = {"given": corpus.NARRATIVES.parent / "queries-dev.jsonl", "our own": HELPERS / "judged.jsonl",
          "our own, later": HELPERS / "judged-later.jsonl"}
WORK = Path("/dev/shm/nearmiss-bench")
PAGEFIND = "1.6.0"
SLOW = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}


def checked(command, what):
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"error: {what} failed: {run.stderr.strip() or run.stdout.strip()}")
    return run.stdout


def pagefind_binary():
    """Its own binary; the npm launcher would add the start of Node to each measurement."""
    folder = ROOT / "target/bench/pagefind"
    package = folder / "node_modules/pagefind/package.json"
    if not package.exists() or json.loads(package.read_text())["version"] != PAGEFIND:
        if not shutil.which("npm"):
            sys.exit("error: npm is not there; Pagefind is installed with it. Install Node.js with npm.")
        folder.mkdir(parents=True, exist_ok=True)
        checked(["npm", "install", "--silent", "--prefix", folder, f"pagefind@{PAGEFIND}"], "installing Pagefind")
    found = sorted(folder.glob("node_modules/@pagefind/*/bin/pagefind_extended"))
    if not found:
        sys.exit(f"error: Pagefind has no binary for this machine in {folder}.")
    print(f"{checked([found[0], '--version'], 'asking Pagefind for its version').strip()}, "
          f"{checked([os.environ.get('CHROMIUM', '/usr/bin/chromium'), '--version'], 'Chromium').strip()}, "
          f"{os.cpu_count()} cores\n")
    return found[0]


def measured(command, out):
    """Wall seconds, CPU seconds and peak MiB of a command that writes into `out`."""
    shutil.rmtree(out, ignore_errors=True)
    started = time.perf_counter()
    child = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    if status != 0:
        sys.exit(f"error: failed: {' '.join(map(str, command))}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}


def files_in(folder):
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return {"files": len(sizes), "bytes": sum(sizes)}


def prepare(base, count):
    """The reports of `count` rows as our content and as Pagefind's pages; says the queries."""
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir(parents=True)
    rows = base / "rows.jsonl"
    checked([sys.executable, corpus.__file__, rows, count], "making the corpus")
    shutil.copytree(ROOT / "content", base / "content", ignore=shutil.ignore_patterns("reports"))
    (base / "content/reports").mkdir()
    # A few rows are too short for a report; the import says so and is not content.
    imported = subprocess.run([NEARMISS, "import", rows, "--map", ROOT / "docs/maps/narratives.yaml", "--out",
                               base / "content"], capture_output=True, text=True)
    written = sum(1 for _ in (base / "content/reports").iterdir())
    if written < count * 0.99:
        sys.exit(f"error: the import wrote {written} of {count} reports: {imported.stderr.strip()}")
    return json.loads(checked([sys.executable, HELPERS / "sites.py", base / "content", base / "pagefind"],
                              "making the pages for Pagefind"))


def node(task):
    return json.loads(checked(["node", HELPERS / "measure.mjs", json.dumps(task)], "the measuring"))


def index_side(command, out, index, runs):
    row = tables.medians([measured(command, out) for _ in range(runs)])
    return {**row, **files_in(index)}


def ours_build(base):
    return [NEARMISS, "build", "--content", base / "content", "--theme", ROOT / "themes/default", "--out", base / "site"]


def theirs_build(base, pagefind):
    return [pagefind, "--site", base / "pagefind", "--output-path", base / "pagefind/pagefind"]


def pagefind_page(base, step):
    """The page of the measured API, in its two variants."""
    code = f"import({json.dumps(str(HELPERS / 'pagefind-page.mjs'))}).then((own) => console.log(own.page({step})))"
    folder = base / f"pagefind/search-{step}"
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(checked(["node", "-e", code], "making Pagefind's page"))
    return f"/search-{step}/"


def in_chromium(base, queries, runs, theirs):
    sides = {"nearmiss": (base / "site", "/search/", runs)}
    if theirs:
        sides["Pagefind, 10"] = (base / "pagefind", pagefind_page(base, 10), runs)
        # The variant needs no more than to be seen beside the other.
        sides["Pagefind, 5"] = (base / "pagefind", pagefind_page(base, 5), 1)
    result = {"sessions": {}, "keys": {}}
    for network, conditions in (("plain", None), ("throttled", SLOW)):
        for name, (folder, path, own_runs) in sides.items():
            # Throttled times hang on the network that is imitated and vary little.
            wanted = own_runs if conditions is None else min(own_runs, 3)
            raw = node({"action": "sessions", "folder": str(folder), "path": path, "work": str(WORK), "runs": wanted,
                        "queries": queries, "conditions": conditions, "excerpts": name == "nearmiss"})
            result["sessions"].setdefault(network, {})[name] = tables.of_sessions(raw)
    for name in [own for own in sides if own != "Pagefind, 5"]:
        folder, path, _ = sides[name]
        raw = node({"action": "keys", "folder": str(folder), "path": path, "work": str(WORK), "queries": queries[:10]})
        result["keys"][name] = tables.of_keys(raw)
    return result


def indexes(base, builds, pagefind, theirs):
    """What building costs: our whole site, our index alone, and Pagefind's."""
    index = {}
    index["nearmiss"] = index_side(ours_build(base), base / "site", base / "site/assets/search", builds)
    alone = base / "index-only"
    index["nearmiss, index only"] = index_side(
        [BINARIES / "examples/index_only", base / "content", alone], alone, alone, builds)
    if theirs:
        out = base / "pagefind/pagefind"
        index["Pagefind"] = index_side(theirs_build(base, pagefind), out, out, builds)
    return index


def bench(count, runs, pagefind, theirs, only_indexes):
    base = WORK / str(count)
    said = prepare(base, count)
    result = {"reports": said["reports"], "queries": said["queries"], "left_out": said["left_out"],
              "index": indexes(base, min(runs, 3), pagefind, theirs)}
    if only_indexes:
        shutil.rmtree(base)
        return result
    result.update(in_chromium(base, said["queries"], runs, theirs))
    result["engine"] = engine(base) if theirs else None
    shutil.rmtree(base)
    return result


def engine(base):
    assets, own = base / "site/assets", base / "pagefind/pagefind"
    files = {"nearmiss": [*assets.glob("search.*.wasm"), *assets.glob("search.*.js")],
             "Pagefind": [own / "wasm.en.pagefind", own / "pagefind.js", own / "pagefind-worker.js"]}
    return {name: dict(zip([file.name for file in list_],
                           node({"action": "sizes", "files": [str(file) for file in list_]})))
            for name, list_ in files.items()}


def judged_queries(pagefind):
    """Both orders for the judged queries, on the real narratives alone."""
    base = WORK / "judged"
    prepare(base, len(corpus.narratives()))
    checked(ours_build(base), "the build")
    checked(theirs_build(base, pagefind), "Pagefind's index")
    result = {}
    for name, file in JUDGED.items():
        rows = [json.loads(line) for line in file.read_text().splitlines() if line.strip()]
        queries = [row["query"] for row in rows]
        order_theirs = node({"action": "order", "folder": str(base / "pagefind"), "path": pagefind_page(base, 10),
                             "work": str(WORK), "queries": queries, "most": relevance.DEEP})
        order_theirs = [[url.strip("/").split("/")[-1] for url in urls] for urls in order_theirs]
        order_ours = [relevance.ours(NEARMISS, base / "site", query) for query in queries]
        result[name] = relevance.compare(rows, relevance.sources(base / "content"), order_ours, order_theirs)
    shutil.rmtree(base)
    return result


def parity():
    """How many queries the engine answers like tantivy, the same documents in both."""
    rows = WORK / "parity.jsonl"
    checked([sys.executable, corpus.__file__, rows, 10_000], "making the corpus")
    # With a folder of binaries named, nothing is built.
    command = [BINARIES / "examples/parity"] if "NEARMISS_BIN" in os.environ else [
        "cargo", "run", "--release", "-q", "-p", "search-index", "--features", "native", "--example", "parity", "--"]
    return checked([*command, rows, 3500], "the comparison with tantivy").strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="1,000 reports, 1 run")
    parser.add_argument("--sizes", help="other sizes, for instance 1000,10000")
    parser.add_argument("--runs", type=int, help="another number of runs")
    parser.add_argument("--pagefind-100k", action="store_true",
                        help="Pagefind at 100,000 too: may need 12 GiB of memory and a quarter of an hour")
    parser.add_argument("--indexes", action="store_true", help="only what building them costs, no browser")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    sizes = [(1000, 1)] if arguments.quick else [(1000, 5), (10_000, 5), (100_000, 3)]
    if arguments.sizes:
        sizes = [(int(size), 5 if int(size) < 100_000 else 3) for size in arguments.sizes.split(",")]
    if arguments.runs:
        sizes = [(size, arguments.runs) for size, _ in sizes]
    WORK.mkdir(exist_ok=True)
    try:
        pagefind = pagefind_binary()
        results = {"cores": os.cpu_count(), "pagefind": PAGEFIND, "sizes": []}
        for count, runs in sizes:
            theirs = count < 100_000 or arguments.pagefind_100k
            result = bench(count, runs, pagefind, theirs, arguments.indexes)
            results["sizes"].append(result)
            if arguments.indexes:
                tables.show_index(result)
            else:
                tables.show(result, runs)
        if arguments.indexes:
            return
        tables.show_engine(results["sizes"][0]["engine"])
        if all(file.exists() for file in JUDGED.values()) and corpus.NARRATIVES.exists():
            results["relevance"] = judged_queries(pagefind)
            for name, own in results["relevance"].items():
                relevance.show(name, own)
            results["parity"] = parity()
            print(f"Beside tantivy, 3,500 queries over 10,000 reports: {results['parity']}")
        else:
            print(f"Relevance and parity were not measured: {JUDGED['given']} is not there.")
        if arguments.json:
            arguments.json.write_text(json.dumps(results, indent=1))
    finally:
        shutil.rmtree(WORK, ignore_errors=True)


main()
