"""A small Lambda Runtime API and a store that says yes: how soon a function asks for work, and what it needs for it."""

import base64
import json
import os
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue


def event(method, path, headers, body):
    """A request as API Gateway's format 2.0 hands it over."""
    return {
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "", "headers": headers,
        "requestContext": {
            "accountId": "1", "apiId": "api", "domainName": "localhost", "domainPrefix": "api", "requestId": "1",
            "routeKey": "$default", "stage": "$default", "time": "12/Mar/2026:19:03:58 +0000", "timeEpoch": 1583348638390,
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "bench"},
        },
        "body": base64.b64encode(body).decode(), "isBase64Encoded": True,
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.server.polled.put(time.perf_counter())
        given = self.server.events.get()
        self.answer(200, json.dumps(given).encode(), [
            ("content-type", "application/json"), ("lambda-runtime-aws-request-id", "1"),
            ("lambda-runtime-deadline-ms", "4102444800000"), ("lambda-runtime-invoked-function-arn", "arn:aws:lambda:::function:intake")])

    def read_body(self):
        if "chunked" not in self.headers.get("transfer-encoding", ""):
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size + 2)[:-2])
        self.rfile.readline()
        return b"".join(parts)

    def do_POST(self):
        self.server.answers.put(json.loads(self.read_body()))
        self.answer(202)

    def do_PUT(self):
        self.read_body()
        self.answer(200)


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A function that is ended leaves its connections open."""


class Function:
    """A function's process under its own Runtime API; its store answers at the same address."""

    def __init__(self, program, form):
        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.polled, self.server.events, self.server.answers = Queue(), Queue(), Queue()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        address = f"127.0.0.1:{self.server.server_port}"
        environment = {
            "AWS_LAMBDA_RUNTIME_API": address, "AWS_LAMBDA_FUNCTION_NAME": "intake", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
            "AWS_LAMBDA_FUNCTION_VERSION": "1", "AWS_LAMBDA_LOG_STREAM_NAME": "s", "AWS_LAMBDA_LOG_GROUP_NAME": "g",
            "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_ENDPOINT_URL_S3": f"http://{address}", "NEARMISS_PATH_STYLE": "1", "NEARMISS_BUCKET": "vault",
            "NEARMISS_BITS": "0", "NEARMISS_TICKET_SECRET": "a secret for benchmarks of enough characters", "NEARMISS_FORM": str(form),
        }
        started = time.perf_counter()
        self.child = subprocess.Popen([program], env=environment)
        self.first_poll_ms = (self.server.polled.get(timeout=30) - started) * 1000

    def invoke(self, *request):
        self.server.events.put(event(*request))
        return self.server.answers.get(timeout=60)

    def peak_mib(self):
        return memory_peak(self.child.pid)

    def end(self):
        self.child.kill()
        self.child.wait()
        self.server.shutdown()


def memory_peak(pid):
    """Peak resident memory of a process, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) / 1024
