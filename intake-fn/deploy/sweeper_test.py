"""The program that deletes edge logs, as it stands in the template: python sweeper_test.py TEMPLATE."""

import os
import sys
import types
import unittest
from datetime import datetime, timedelta, timezone

import yaml


class Store:
    """A bucket with names and times in place of logs."""

    def __init__(self, objects):
        self.objects = objects

    def get_paginator(self, _):
        return self

    def paginate(self, Bucket):
        half = len(self.objects) // 2
        listed = [{"Key": key, "LastModified": at} for key, at in sorted(self.objects.items())]
        return [{"Contents": listed[:half]}, {"Contents": listed[half:]}, {}]

    def delete_object(self, Bucket, Key):
        del self.objects[Key]


def sweep(code, objects):
    store = Store(dict(objects))
    sys.modules["boto3"] = types.SimpleNamespace(client=lambda _: store)
    os.environ["BUCKET"] = "logs"
    program = {}
    exec(compile(code, "index.py", "exec"), program)
    program["handler"](None, None)
    return set(store.objects)


class Sweeper(unittest.TestCase):
    code = ""

    def test_deletes_by_the_hour_that_a_log_begins_with_whenever_it_was_delivered(self):
        now = datetime.now(timezone.utc)
        name = lambda hours: f"E2ABC.{now - timedelta(hours=hours):%Y-%m-%d-%H}.1a2b3c4d.gz"
        # Run every hour: what it leaves is gone an hour later, so nothing may be left that is 23 hours old by then.
        left = sweep(self.code, {name(hours): now for hours in (0, 1, 12, 20, 23, 24, 48)})
        self.assertEqual(left, {name(hours) for hours in (0, 1, 12, 20)})

    def test_deletes_what_it_can_not_read_the_hour_of(self):
        self.assertEqual(sweep(self.code, {"strange": datetime.now(timezone.utc)}), set())


if __name__ == "__main__":
    with open(sys.argv.pop(), encoding="utf-8") as file:
        Sweeper.code = yaml.safe_load(file)["Resources"]["Sweeper"]["Properties"]["Code"]["ZipFile"]
    unittest.main()
