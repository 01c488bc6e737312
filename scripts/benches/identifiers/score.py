"""Recall, precision and F2 by character over letters and digits; what may be marked or left counts neither way."""

import collections

# Kinds of presidio-research that are identifiers to us; the others count neither way.
SYNTHETIC = {
    "PERSON": "person", "GPE": "place", "LOCATION": "place", "STREET_ADDRESS": "address", "ORGANIZATION": "organisation", "DATE_TIME": "date",
    "AGE": "age", "PHONE_NUMBER": "phone", "EMAIL_ADDRESS": "email", "DOMAIN_NAME": "link", "URL": "link", "IP_ADDRESS": "ip", "ZIP_CODE": "address",
}


def characters(text, spans):
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def wanted(row):
    """What must be found, by kind, and what may be."""
    must, may = collections.defaultdict(set), set()
    for span in row["spans"]:
        own = characters(row["text"], [(span["start"], span["end"])])
        kind = SYNTHETIC.get(span["kind"], span["kind"] if span["kind"].islower() else None)
        if span.get("must", True) and kind:
            must[kind] |= own
        else:
            may |= own
    return must, may


def score(rows, found):
    """`found`: spans (start, end) by id."""
    hit = missed = false = 0
    by_kind = collections.defaultdict(lambda: [0, 0])
    harmless, marked_harmless = 0, 0
    for row in rows:
        must, may = wanted(row)
        every = set().union(*must.values()) if must else set()
        marked = characters(row["text"], found[row["id"]])
        hit += len(every & marked)
        missed += len(every - marked)
        false += len(marked - every - may)
        for kind, own in must.items():
            by_kind[kind][0] += len(own & marked)
            by_kind[kind][1] += len(own)
        if not every and not may:
            harmless += sum(map(str.isalnum, row["text"]))
            marked_harmless += len(marked)
    recall, precision = hit / max(1, hit + missed), hit / max(1, hit + false)
    f2 = 5 * precision * recall / max(1e-9, 4 * precision + recall)
    return {"recall": recall, "precision": precision, "f2": f2, "harmless": marked_harmless / max(1, harmless),
            "kinds": {kind: own[0] / max(1, own[1]) for kind, own in sorted(by_kind.items())}}


def cased(rows, change):
    """The same rows in other letters; only those whose letters keep their number."""
    return [{**row, "text": "".join(change(c) if len(change(c)) == 1 else c for c in row["text"])} for row in rows]
