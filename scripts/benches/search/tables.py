"""Medians of what was measured, as Markdown tables with ratios (ours to theirs)."""

import statistics

PHASES = ("cold", "shown", "whole", "second", "warm")
MEASURES = ("ms", "bytes", "requests", "trips", "results")


def medians(rows):
    return {key: statistics.median(row[key] for row in rows) for key in rows[0]}


def measures(rows):
    return medians([{key: row[key] for key in MEASURES if key in row} for row in rows])


def of_sessions(raw):
    """Medians over queries of each query's median over runs; and the costliest query."""
    by_query = {}
    for session in raw:
        by_query.setdefault(session["query"], []).append(session)
    result = {"per_query": {}}
    for query, runs in by_query.items():
        result["per_query"][query] = {phase: measures([run[phase] for run in runs]) for phase in PHASES}
    for phase in PHASES:
        result[phase] = medians([own[phase] for own in result["per_query"].values()])
    # The next query is asked second: each is asked in both places.
    costly = max(raw, key=lambda own: own["second"]["bytes"])
    result["costliest"] = {"query": costly["other"], **costly["second"]}
    many = max(raw, key=lambda own: own["second"]["requests"])
    result["most_requests"] = {"query": many["other"], **many["second"]}
    return result


def of_keys(raw):
    times = sorted(own["ms"] for own in raw)
    slowest = sorted(raw, key=lambda own: own["ms"], reverse=True)[:3]
    at = min(len(times) - 1, int(len(times) * 0.99))
    return {"keys": len(times), "median": statistics.median(times), "p99": times[at], "slowest": slowest}


def ratio(ours, theirs):
    return f"{ours / theirs:.2f}" if theirs else "–"


def show_index(result):
    count = result["reports"]
    print("| reports | | build s | CPU s | peak MiB | index files | index MB |\n|---:|---|---:|---:|---:|---:|---:|")
    label = {"nearmiss": "nearmiss, the whole site", "nearmiss, index only": "nearmiss, the index only",
             "Pagefind": "Pagefind, the index only"}
    for name, row in result["index"].items():
        print(f"| {count:,} | {label[name]} | {row['wall']:.2f} | {row['cpu']:.2f} | {row['peak']:.0f} "
              f"| {row['files']:,} | {row['bytes'] / 1e6:.2f} |")
    if "Pagefind" in result["index"]:
        theirs = result["index"]["Pagefind"]
        for name, title in (("nearmiss", "ratio"), ("nearmiss, index only", "ratio, the index only")):
            cells = [ratio(result["index"][name][key], theirs[key]) for key in ("wall", "cpu", "peak", "files", "bytes")]
            print(f"| {count:,} | {title} | {' | '.join(cells)} |")
    print("\nThe whole site is every page, feed and data file; for the index only, ours reads the content and Pagefind the "
          "finished pages."
          " (Pagefind's folder holds its ready-made interfaces too.)\n")


def cells(row):
    cold, second, warm = row["cold"], row["second"], row["warm"]
    return [cold["ms"], cold["bytes"] / 1000, cold["requests"], cold["trips"],
            second["ms"], second["bytes"] / 1000, second["requests"], second["trips"], warm["ms"]]


def show_sessions(result):
    count = result["reports"]
    for network, sides in result["sessions"].items():
        title = "no throttling" if network == "plain" else "150 ms, 1.6 Mbit/s"
        print(f"| {count:,}, {title} | cold ms | kB | requests | in a row | second query ms | kB | requests | in a row "
              "| again ms |\n|---|" + "---:|" * 9)
        for name, row in sides.items():
            values = cells(row)
            print(f"| {name} | " + " | ".join(f"{value:.1f}" if at in (1, 5) else f"{value:.0f}"
                                            for at, value in enumerate(values)) + " |")
        if "Pagefind, 10" in sides:
            both = zip(cells(sides["nearmiss"]), cells(sides["Pagefind, 10"]))
            print("| ratio to 10 | " + " | ".join(ratio(ours, theirs) for ours, theirs in both) + " |")
        print("\nThere when the first results were, cold: " + "; ".join(
            f"{name} {row['shown']['bytes'] / 1000:.1f} kB, {row['shown']['requests']:.0f} requests, "
            f"{row['shown']['trips']:.0f} in a row" for name, row in sides.items()) + ".")
        whole = sides["nearmiss"]["whole"]
        print(f"\nOurs, cold, with the excerpts that follow the results: {whole['bytes'] / 1000:.1f} kB, "
              f"{whole['requests']:.0f} requests. Results on screen, cold: "
              + ", ".join(f"{name} {row['cold']['results']:.0f}" for name, row in sides.items())
              + " (Pagefind wants all words in one page, and fetches a file for each result).\n")


def show(result, runs):
    count = result["reports"]
    print(f"## {count:,} reports, {len(result['queries'])} queries, {runs} runs (throttled: {min(runs, 3)}; "
          "Pagefind with 5: 1)\n")
    print(f"Queries: {', '.join(result['queries'])}."
          + (f" Left out, since the words don't occur: {', '.join(result['left_out'])}." if result["left_out"] else "")
          + "\n")
    show_index(result)
    show_sessions(result)
    print("| each key, all at hand | keys | median ms | 99th % ms | slowest |\n|---|---:|---:|---:|---|")
    for name, row in result["keys"].items():
        slowest = ", ".join(f"{own['text']!r} {own['ms']:.0f}" for own in row["slowest"])
        print(f"| {name} | {row['keys']} | {row['median']:.1f} | {row['p99']:.1f} | {slowest} |")
    if len(result["keys"]) > 1:
        ours, theirs = result["keys"].values()
        print(f"| ratio | | {ratio(ours['median'], theirs['median'])} | {ratio(ours['p99'], theirs['p99'])} | |")
    print()
    for name, row in result["sessions"]["plain"].items():
        costly, many = row["costliest"], row["most_requests"]
        print(f"- {name}: costliest second query “{costly['query']}”, {costly['bytes'] / 1000:.1f} kB in "
              f"{costly['requests']} requests (largest {costly['largest'] / 1000:.1f} kB); most requests "
              f"“{many['query']}”, {many['requests']}.")
    print(flush=True)


def show_engine(engine):
    if not engine:
        return
    print("| engine | stored kB | plain kB | Brotli kB |\n|---|---:|---:|---:|")
    totals = {}
    for name, files in engine.items():
        for file, own in files.items():
            print(f"| {name}: {file} | {own['stored'] / 1000:.1f} | {own['plain'] / 1000:.1f} | {own['brotli'] / 1000:.1f} |")
        totals[name] = sum(own["brotli"] for own in files.values())
        print(f"| {name}, together | | | {totals[name] / 1000:.1f} |")
    print(f"| ratio | | | {ratio(totals['nearmiss'], totals['Pagefind'])} |\n\nPagefind's WASM is served as gzip "
          "(its stored size); Brotli is what it would be at best.\n")
