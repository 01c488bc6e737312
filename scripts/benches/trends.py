"""scripts/bench trends: what the trends cost, as a share of the whole build, beside pandas making the same tables."""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import corpus
from build import NEARMISS, ROOT, measured

COST = ROOT / "target/release/examples/trends_cost"
WORK = Path("/dev/shm/nearmiss-bench-trends")
VENV = ROOT / "target/bench/venv/bin"
PANDAS = """
import sys, time, pandas
begun = time.process_time()
reports = pandas.read_csv(sys.argv[1], dtype=str)
read = time.process_time() - begun
begun = time.process_time()
split = {name: reports[name].dropna().str.split(";").explode() for name in sys.argv[2].split(",") if name in reports}
tables = {name: own.value_counts() for name, own in split.items()}
if "contributing_factors" in split and "activity" in split:
    both = split["contributing_factors"].to_frame().join(reports["activity"], how="inner")
    pandas.crosstab(both["contributing_factors"], both["activity"])
    pairs = split["contributing_factors"].to_frame().join(split["contributing_factors"].to_frame(), rsuffix="_2")
    pandas.crosstab(pairs.iloc[:, 0], pairs.iloc[:, 1])
print(read, time.process_time() - begun)
"""
FIELDS = "contributing_factors,activity,what_stopped_it,time_block,lighting,setting,equipment_involved,backup,weapon_involved,severity_potential,lesson_lever"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="1,000 and 10,000 reports, one run")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    subprocess.run([VENV / "pip", "install", "--quiet", "--disable-pip-version-check", "pandas"], check=True)
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    results = []
    print("| reports | build CPU s | trends CPU s | share | pandas CPU s (tables alone) | pages and files | peak MiB of the build |\n|---:|---:|---:|---:|---:|---:|---:|")
    for count in [1_000, 10_000] if arguments.quick else [1_000, 10_000, 100_000]:
        rows = WORK / "rows.jsonl"
        content = WORK / "content"
        shutil.rmtree(content, ignore_errors=True)
        subprocess.run([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import corpus; corpus.write({str(rows)!r}, {count})"], check=True)
        subprocess.run([NEARMISS, "init", content], check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(content / "reports")
        for name in ("taxonomy.yaml", "synonyms.yaml"):
            shutil.copy(ROOT / "content" / name, content / name)
        subprocess.run([NEARMISS, "import", rows, "--map", ROOT / "docs/maps/narratives.yaml", "--out", content / "reports"], stdout=subprocess.DEVNULL)
        (content / "reports/rejected.csv").unlink(missing_ok=True)
        runs = 1 if arguments.quick or count == 100_000 else 5
        builds, costs, pandas = [], [], []
        for _ in range(runs):
            builds.append(measured([NEARMISS, "build", "--content", content, "--out", WORK / "site"], WORK / "site"))
            costs.append(json.loads(subprocess.run([COST, content], cwd=ROOT, check=True, capture_output=True, text=True).stdout))
            out = subprocess.run([VENV / "python", "-c", PANDAS, WORK / "site/data/reports.csv", FIELDS], check=True, capture_output=True, text=True).stdout
            pandas.append(float(out.split()[1]))
        build, cost = statistics.median(own["cpu"] for own in builds), statistics.median(own["seconds"] for own in costs)
        peak = statistics.median(own["peak"] for own in builds)
        results.append({"reports": count, "build": build, "trends": cost, "pandas": statistics.median(pandas), "peak": peak})
        print(f"| {count:,} | {build:.2f} | {cost:.3f} | {cost / build:.3f} | {statistics.median(pandas):.3f} | {costs[0]['pages']} | {peak:.0f} |", flush=True)
    shutil.rmtree(WORK)
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
