"""How well the judged queries are answered: by `nearmiss search` and in Pagefind's order."""

import json
import math
import subprocess
import sys

import sites

DEEP = 100  # how far down a rank is told


def sources(content):
    return {source: own for own, source, _, _ in sites.reports(content)}


def ours(nearmiss, site, query):
    run = subprocess.run([nearmiss, "search", "--site", site, "--limit", str(DEEP), "--format", "json", "--", query],
                         capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"error: `nearmiss search` failed for {query!r}: {run.stderr.strip()}")
    return [result["id"] for result in json.loads(run.stdout)]


def scores(order, relevant):
    """Reciprocal rank, nDCG and whether one of the relevant is there, all among the first ten."""
    ranks = [rank for rank, own in enumerate(order[:10], 1) if own in relevant]
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), 10) + 1))
    return {"mrr": 1 / ranks[0] if ranks else 0, "ndcg": sum(1 / math.log2(rank + 1) for rank in ranks) / ideal,
            "found": 1 if ranks else 0}


def first_rank(order, relevant):
    return next((rank for rank, own in enumerate(order, 1) if own in relevant), None)


def compare(judged, ids, order_ours, order_theirs):
    """Means of both, and per query the rank of its first relevant report."""
    result = {"ours": [], "theirs": [], "queries": []}
    for row, mine, other in zip(judged, order_ours, order_theirs):
        relevant = {ids[source] for source in row["relevant"] if source in ids}
        if not relevant:
            continue
        result["ours"].append(scores(mine, relevant))
        result["theirs"].append(scores(other, relevant))
        result["queries"].append({"query": row["query"], "ours": first_rank(mine, relevant),
                                  "theirs": first_rank(other, relevant), "answered": len(other) > 0})
    for side in ("ours", "theirs"):
        rows = result[side]
        result[side] = {key: sum(row[key] for row in rows) / len(rows) for key in rows[0]}
    return result


def show(name, result):
    print(f"| {len(result['queries'])} judged queries, {name} | MRR@10 | nDCG@10 | found in 10 |\n|---|---:|---:|---:|")
    for name, side in (("nearmiss", "ours"), ("Pagefind", "theirs")):
        row = result[side]
        print(f"| {name} | {row['mrr']:.3f} | {row['ndcg']:.3f} | {row['found']:.0%} |")
    print("\nWhere they differ most (rank of the first relevant report; – is not among the first "
          f"{DEEP}):\n\n| query | ours | Pagefind |\n|---|---:|---:|")

    def distance(row):
        return abs(1 / (row["ours"] or math.inf) - 1 / (row["theirs"] or math.inf))
    for row in sorted(result["queries"], key=distance, reverse=True)[:8]:
        print(f"| {row['query']} | {row['ours'] or '–'} | {row['theirs'] or '–'} |")
    empty = sum(not row["answered"] for row in result["queries"])
    print(f"\nPagefind, which wants all words in one page, finds nothing at all for {empty} of them.", end="")
    worse = [row for row in result["queries"] if (row["ours"] or math.inf) > (row["theirs"] or math.inf)]
    print(f" It has the relevant report higher in {len(worse)} queries"
          + "".join(f"; {row['query']} ({row['ours'] or '–'} : {row['theirs']})" for row in worse[:6]) + ".\n")
