"""The same reports for Pagefind, and queries that fit them: sites.py CONTENT SITE prints a JSON object.

Run in a process of its own: what a child's peak memory counts begins with its parent's."""

import html
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

FIXED = ["radio failure", "ladder fall", "dozer rollover"]
RANGE = (0.002, 0.05)


def reports(content):
    """Id, source id, title and text (takeaway and sections) of each report."""
    for path in sorted((content / "reports").glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in front.splitlines() if ": " in line)
        source = json.loads(fields["source_id"]) if "source_id" in fields else ""
        yield path.stem, source, json.loads(fields["title"]), body


def page(title, body):
    """A page with nothing on it but what is to be found."""
    parts = []
    for block in body.strip().split("\n\n"):
        heading = re.match(r"## (.+)", block)
        parts.append(f"<h2>{html.escape(heading[1])}</h2>" if heading else f"<p>{html.escape(block)}</p>")
    # The heading over the takeaway isn't part of a report's words.
    parts.remove("<h2>Takeaway</h2>")
    return (f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>\n'
            f"<main data-pagefind-body><h1>{html.escape(title)}</h1>\n" + "\n".join(parts) + "\n</main></html>\n")


def words_of(title, body):
    return set(re.findall(r"[a-z]+", f"{title} {body}".lower()))


def chosen(content, count, frequency):
    """Twelve queries of one to three words, those of a query out of one report, so that each finds something."""
    rng = random.Random(20261125)
    low, high = (share * count for share in RANGE)
    fitting = {word for word, n in frequency.items() if low <= n <= high and len(word) > 3}
    texts = [words_of(title, body) for _, _, title, body in
             rng.sample(list(reports(content)), min(count, 60))]
    queries = []
    for length in (1, 2, 3) * 4:
        while texts:
            words = sorted(texts.pop() & fitting)
            if len(words) >= length:
                queries.append(" ".join(rng.sample(words, length)))
                break
    fixed = [query for query in FIXED if all(frequency[word] for word in query.split())]
    return queries + fixed, [query for query in FIXED if query not in fixed]


def main():
    content, site = Path(sys.argv[1]), Path(sys.argv[2])
    frequency = Counter()
    ids = {}
    for own, source, title, body in reports(content):
        folder = site / "reports" / own
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(page(title, body), encoding="utf-8")
        frequency.update(words_of(title, body))
        ids[own] = source
    queries, left_out = chosen(content, len(ids), frequency)
    print(json.dumps({"reports": len(ids), "queries": queries, "left_out": left_out}))


if __name__ == "__main__":
    main()
