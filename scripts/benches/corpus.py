"""Corpora of any size with the word frequencies of real texts."""

import io
import json
import random
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NARRATIVES = ROOT.parent / "shared/data/narratives.jsonl.zst"


def narratives():
    """Real safety narratives where they are at hand, else the library's own samples."""
    if NARRATIVES.exists():
        text = subprocess.run(["zstd", "-dcq", str(NARRATIVES)], check=True, capture_output=True).stdout.decode()
        return [json.loads(line) for line in io.StringIO(text) if line.strip()]
    rows = []
    for path in sorted((ROOT / "content/reports").glob("*.md")):
        body = path.read_text().split("---", 2)[2]
        sections = dict(re.findall(r"## (.+)\n\n(.*?)(?=\n## |\Z)", body, re.S))
        rows.append({
            "id": path.stem, "source": "sample", "date": "2024-01", "title": "",
            "narrative": sections.get("Event summary", sections["Takeaway"]), "action": sections["Lessons learned"],
            "categories": {"contributing_factors": ["Communications", "Human Factors"], "keywords": ["fall"]},
        })
    return rows


def recombined(rows, count):
    """Rows up to `count`; past the real ones, new texts of sentences of different narratives, with a fixed seed."""
    yield from rows[:count]
    rng = random.Random(20261124)
    sentences = [s for row in rows for s in re.split(r"(?<=[.!?])\s+", row["narrative"]) if len(s) > 20]
    actions = [row["action"] for row in rows if row["action"]]
    for n in range(len(rows), count):
        like = rng.choice(rows)
        wanted = max(2, len(like["narrative"]) // 110)
        yield {
            **like, "id": f"made-{n}", "title": "", "synopsis": "",
            "narrative": " ".join(rng.choice(sentences) for _ in range(wanted)),
            "action": rng.choice(actions) if like["action"] else "",
        }


def write(path, count):
    """Writes the rows as JSON lines."""
    with open(path, "w", encoding="utf-8") as file:
        for row in recombined(narratives(), count):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    # In a process of its own: what a child's peak memory counts begins with its parent's.
    write(sys.argv[1], int(sys.argv[2]))
