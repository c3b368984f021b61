#!/usr/bin/env python3
"""What room `bulkhead gateway run` takes while its proxy filters one long list, and how fast it is.

usage: memory.py BULKHEAD [RECORDS]

A system on loopback answers a list of RECORDS records of a hundred bytes, every tenth of a program that the destination may not know; the
gateway stands before it (the example plant's flow from the quality system to the BI), and this program asks, reads to the end and
counts what came. The resident memory of the gateway is looked at every tenth of a second (VmRSS), its most is the kernel's (VmHWM).
"""
import base64
import http.client
import http.server
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BULKHEAD = str(pathlib.Path(sys.argv[1]).resolve())
RECORDS = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000


def record(number):
    project = "P35" if number % 10 == 9 else "P200"
    text = '{"report":"N-%08d","project":"%s","hours":1.5,"finding":"' % (number, project)
    return text + "x" * (97 - len(text)) + '"},'


class Peer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def chunk(self, text):
        self.wfile.write(b"%x\r\n%b\r\n" % (len(text), text.encode()))

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.chunk("[")
        for first in range(0, RECORDS - 1, 200):
            self.chunk("".join(record(number) for number in range(first, min(first + 200, RECORDS - 1))))
        self.chunk(record(RECORDS - 1)[:-1] + "]")
        self.wfile.write(b"0\r\n\r\n")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def plant(peer, port):
    messages = (
        'format: json, source: { by: proxy, address: "http://127.0.0.1:%d", listen: "http://127.0.0.1:%d", routes: [/reports] }, ' % (peer, port)
        + "fields: [ { name: report, type: text, class: jobResponses }, { name: project, type: text, class: jobResponses }, "
        "{ name: hours, type: decimal, class: jobResponses }, { name: finding, type: text, class: nonconformances, optional: true } ]"
    )
    flow = (
        "- { id: f5, from: qms, to: bi, carries: [nonconformances, jobResponses], programs: [COM-200, FTR-35], filter: bi-minimum, "
        "messages: { holds: jobResponses, about: report, program: { field: project, codes: { P200: COM-200, P35: FTR-35 } }, %s } }" % messages
    )
    text = (ROOT / "Examples/aerostructures/plant.yaml").read_text()
    text, count = re.subn(r"- \{ id: f5, from: qms, .*\}", lambda _: flow, text)
    assert count == 1, "the example plant has no flow f5 any more"
    return text.replace("filters:\n", "filters:\n  - { id: bi-minimum, passes: [jobResponses], drops: [nonconformances] }\n", 1)


def megabytes(process, name):
    found = re.search(name + r":\s+(\d+) kB", pathlib.Path("/proc/%d/status" % process).read_text())
    return int(found.group(1)) / 1e3 if found else 0.0


def asked(port, gateway):
    """The answer once the gateway listens; it is read while the memory is looked at."""
    key = base64.b64encode(b"bi:word").decode()
    for _ in range(3_000):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
            connection.request("GET", "/reports", headers={"Authorization": "Basic " + key})
            return connection.getresponse()
        except ConnectionRefusedError:
            assert gateway.poll() is None, "the gateway ended; see above"
            time.sleep(0.1)
    raise SystemExit("the gateway does not answer")


def main():
    peer = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    threading.Thread(target=peer.serve_forever, daemon=True).start()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "plant.yaml").write_text(plant(peer.server_address[1], port))
        (place / "grants.cedar").write_text("")
        (place / "exchange").mkdir()
        (place / "secrets").mkdir()
        (place / "secrets/f5.destination").write_text("bi\nword\n")
        gateway = subprocess.Popen(
            [BULKHEAD, "gateway", "run", folder + "/plant.yaml", "--grants", folder + "/grants.cedar", "--data", folder + "/data",
             "--keys", folder + "/keys", "--exchange", folder + "/exchange", "--secrets", folder + "/secrets", "--today", "legacy-mes",
             "--unvalidated", "--every", "1", "--catalogue", str(ROOT / "Catalogue"),
             "--approve", "Ann Lee, export officer", "--approve", "Bo Ray, plant manager"],
            stdout=subprocess.DEVNULL)
        try:
            measure(port, gateway)
        finally:
            gateway.terminate()
            gateway.wait()


def measure(port, gateway):
    answer = asked(port, gateway)
    assert answer.status == 200, answer.status
    start, came, records, looks, next_look = time.time(), 0, 0, [], 0.0
    print("idle, with the answer begun: %.0f MB" % megabytes(gateway.pid, "VmRSS"), flush=True)
    while piece := answer.read1(1 << 16):
        came += len(piece)
        records += piece.count(b'"report"')
        if time.time() >= next_look:
            looks.append(megabytes(gateway.pid, "VmRSS"))
            next_look = time.time() + 0.1
    seconds = time.time() - start
    assert records >= RECORDS // 10 * 9 * 0.99, "only %d records came" % records
    half = looks[len(looks) // 2:]
    print("%d records of 100 bytes, %d came (%.1f MB) in %.1f s: %.0f read a second" % (RECORDS, records, came / 1e6, seconds, RECORDS / seconds))
    print("resident: first tenth %.0f MB, second half %.0f to %.0f MB, most ever %.0f MB" % (
        max(looks[:max(1, len(looks) // 10)]), min(half), max(half), megabytes(gateway.pid, "VmHWM")))


if __name__ == "__main__":
    sys.exit(main())
