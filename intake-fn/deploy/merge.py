"""Puts what `nearmiss edge` prints into the template: merge.py TEMPLATE EDGE OUT."""

import json
import sys

import yaml


def merged(template, edge):
    resources = template["Resources"]
    both = resources.keys() & edge["Resources"].keys()
    if both:
        raise SystemExit(f"error: template and edge both have {', '.join(sorted(both))}\nhelp: rename it in the template")
    config = resources["Distribution"]["Properties"]["DistributionConfig"]
    resources.update(edge["Resources"])
    config["DefaultCacheBehavior"] = edge["DefaultCacheBehavior"]
    config["CacheBehaviors"] = edge["CacheBehaviors"]
    # What `--dry-run` prints; CloudFormation has no use for it.
    for resource in resources.values():
        resource.pop("Metadata", None)
    return template


def main(template, edge, out):
    with open(template, encoding="utf-8") as file:
        template = yaml.safe_load(file)
    with open(edge, encoding="utf-8") as file:
        edge = json.load(file)
    # Small enough to be handed over as it is.
    text = json.dumps(merged(template, edge), separators=(",", ":"), sort_keys=True)
    if len(text.encode()) > 51_200:
        raise SystemExit(f"error: the template has {len(text.encode())} bytes, and CloudFormation takes 51,200\nhelp: join pages of content/pages/: each has a cache behaviour")
    with open(out, "w", encoding="utf-8") as file:
        file.write(text + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
