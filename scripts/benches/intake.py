"""scripts/bench intake: sealed reports a second beside a bare axum server, and the function's size, start and memory."""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "intake"))
from runtime_api import Function, memory_peak

ROOT = Path(__file__).resolve().parents[2]
RELEASE = ROOT / "target/release"
FUNCTION = ROOT / "target/function"
WORK = Path("/dev/shm/nearmiss-bench-intake")
SITE = ROOT / "intake-fn/tests/site"
CONNECTIONS = 32
# Both servers may write to this much memory of their own and no more.
CEILING_MIB = 128


class Server:
    """A server that prints `ready http://…`, under a memory ceiling."""

    def __init__(self, command):
        limit = ["prlimit", f"--data={CEILING_MIB << 20}"]
        environment = {**os.environ, "NEARMISS_BITS": "0", "NEARMISS_TICKET_SECRET": "a secret for benchmarks of enough characters"}
        self.child = subprocess.Popen([*limit, *map(str, command)], stdout=subprocess.PIPE, text=True, env=environment)
        self.address = re.search(r"http://\S+", self.child.stdout.readline())[0].rstrip("/")

    def cpu(self):
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def load(self, seconds, ticket):
        """Reports a second, latencies in ms, CPU microseconds a report, peak MiB."""
        before = self.cpu()
        run = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", ROOT / "scripts/benches/intake/post.lua", self.address],
            capture_output=True, text=True, check=True, env={**os.environ, "NEARMISS_TICKET": ticket})
        count, took, p50, p99, p999, refused = map(int, re.search(r"RESULT (.*)", run.stdout)[1].split())
        if refused:
            sys.exit(f"{refused} of {count} requests were refused")
        return {"rate": count / took * 1e6, "p50": p50 / 1000, "p99": p99 / 1000, "p999": p999 / 1000,
                "cpu": (self.cpu() - before) / count * 1e6, "peak": memory_peak(self.child.pid), "count": count}

    def end(self):
        self.child.terminate()
        self.child.wait()


def intake_run(seconds):
    vault = WORK / "vault"
    shutil.rmtree(WORK, ignore_errors=True)
    server = Server([RELEASE / "nearmiss-intake", "local", "--site", SITE, "--vault", vault, "--listen", "127.0.0.1:0",
                     "--most-sealed", "100000000"])
    with urllib.request.urlopen(f"{server.address}/intake/ticket") as answer:
        ticket = json.load(answer)["ticket"]
    result = server.load(seconds, ticket)
    server.end()
    stored = sum(1 for _ in os.scandir(vault / "in"))
    # What was under way when the load ended may be stored without having been counted.
    if not result["count"] <= stored <= result["count"] + CONNECTIONS:
        sys.exit(f"{result['count']} acknowledged, {stored} stored")
    shutil.rmtree(WORK, ignore_errors=True)
    return result


def bare_run(seconds):
    server = Server([RELEASE / "examples/bare"])
    result = server.load(seconds, "")
    server.end()
    return result


def function_run(program, form):
    function = Function(program, form)
    result = {"first_poll_ms": function.first_poll_ms}
    body = b"age-encryption.org/v1\n".ljust(65_536, b".")
    ticket = ""
    if "bare" not in program.name:
        ticket = json.loads(function.invoke("GET", "/intake/ticket", {}, b"")["body"])["ticket"]
    headers = {"content-type": "application/age", "nearmiss-ticket": ticket, "nearmiss-proof": "0"}
    started = time.perf_counter()
    answer = function.invoke("POST", "/intake/sealed", headers, body)
    result["first_report_ms"] = (time.perf_counter() - started) * 1000
    if answer["statusCode"] != 201:
        sys.exit(f"the function answered {answer}")
    if ticket:
        # The greatest report without JavaScript: the function holds it in clear, as a page, and sealed.
        form_page = function.invoke("GET", "/intake/form", {}, b"")["body"]
        form_ticket = re.search(r'name="ticket" value="([^"]+)"', form_page)[1]
        text = f"ticket={form_ticket}&what_happened=" + "%41" * 59_000
        answer = function.invoke("POST", "/intake/form", {"content-type": "application/x-www-form-urlencoded"}, text.encode())
        if answer["statusCode"] != 201:
            sys.exit(f"the function answered {answer['statusCode']} to the greatest form")
    result["peak_mib"] = function.peak_mib()
    function.end()
    return result


def median(runs):
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="one run of two seconds")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    seconds, runs = (2, 1) if arguments.quick else (5, 5)
    ours, bare = [], []
    for _ in range(runs):
        ours.append(intake_run(seconds))
        bare.append(bare_run(seconds))
    served = {"nearmiss-intake": median(ours), "bare axum": median(bare)}
    print(f"{CONNECTIONS} connections, reports of 65,536 bytes, at most {CEILING_MIB} MiB of own memory, vault on a RAM file system\n")
    print("| | reports/s | median ms | 99 % ms | 99.9 % ms | CPU µs a report | peak MiB |\n|---|---:|---:|---:|---:|---:|---:|")
    for name, row in served.items():
        print(f"| {name} | {row['rate']:,.0f} | {row['p50']:.1f} | {row['p99']:.1f} | {row['p999']:.1f} | {row['cpu']:.0f} | {row['peak']:.0f} |")
    a, b = served.values()
    print(f"| ratio | {a['rate'] / b['rate']:.2f} | {a['p50'] / b['p50']:.2f} | {a['p99'] / b['p99']:.2f} | {a['p999'] / b['p999']:.2f} "
          f"| {a['cpu'] / b['cpu']:.2f} | {a['peak'] / b['peak']:.2f} |\n")
    programs = {"nearmiss-intake": FUNCTION / "nearmiss-intake", "bare axum": FUNCTION / "examples/bare"}
    functions = {}
    for name, program in programs.items():
        row = median([function_run(program, SITE / "_intake/form.json") for _ in range(3 if arguments.quick else 15)])
        functions[name] = {**row, "mb": program.stat().st_size / 1e6}
    print("| function | MB | first poll ms | first report ms | peak MiB |\n|---|---:|---:|---:|---:|")
    for name, row in functions.items():
        print(f"| {name} | {row['mb']:.1f} | {row['first_poll_ms']:.1f} | {row['first_report_ms']:.1f} | {row['peak_mib']:.1f} |")
    if arguments.json:
        arguments.json.write_text(json.dumps({"served": served, "functions": functions}, indent=1))


if __name__ == "__main__":
    main()
