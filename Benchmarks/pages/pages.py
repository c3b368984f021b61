#!/usr/bin/env python3
"""The served demo with a million units: pages by the second, start, memory.

usage: pages.py BULKHEAD PLAN FOLDER UNITS [RATE] [SECONDS]

Serves the plant of `make demo` from FOLDER with its history, orders units through the planner's form until UNITS are there, ends the server, serves
again, and prints one figure a line: seconds to the first page, resident memory, and the times of pages asked for at RATE a second by 16 sessions.
Each step is left out where FOLDER has it already.
"""
import collections
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse

bulkhead, plan, folder, units = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), int(sys.argv[4])
rate = int(sys.argv[5]) if len(sys.argv) > 5 else 200
seconds = int(sys.argv[6]) if len(sys.argv) > 6 else 30
PORT = 18_090
UNITS_OF_ORDER = 5_000
HOME = {"operator": "/operator?center=wic-5axis"}
PLANT = "Examples/aerostructures-extended/plant.yaml"


def serve(isNew=False):
    """Starts the server; returns it with the seconds until the first page came, and its size."""
    command = [bulkhead, "serve", PLANT, "--plan", plan, "--instance", "wichita-onprem", "--grants",
               "Examples/aerostructures/grants.cedar", "--determinations", "Examples/aerostructures-extended/determinations.json",
               "--data", str(folder / "data"), "--keys", str(folder / "keys"), "--listen", f"127.0.0.1:{PORT}",
               "--unregistered-country", "US"]
    if isNew:
        command += ["--demo", "Examples/aerostructures-extended/register.csv", "--demo-units", "3000",
                    "--approve", "Demo One, export officer", "--approve", "Demo Two, plant manager"]
    with open(folder / "serve.log", "a") as log:
        began = time.perf_counter()
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
            connection.request("GET", "/sign-in")
            page = connection.getresponse().read()
            return server, time.perf_counter() - began, len(page)
        except OSError:
            if server.poll() is not None:
                sys.exit(f"the server ended; see {folder}/serve.log")
            time.sleep(0.01)


def end(server):
    server.send_signal(signal.SIGTERM)
    server.wait(60)


class Visitor:
    """One session, over one connection that is kept."""

    def __init__(self, badge, pin):
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=300)
        self.cookie = None
        self.get("/sign-in")
        self.post("/sign-in", {"badge": badge, "pin": pin})
        if self.cookie is None:
            raise SystemExit(f"{badge} could not sign in")

    def ask(self, method, path, body=None, headers=None):
        headers = dict(headers or {})
        if self.cookie:
            headers["Cookie"] = self.cookie
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = value.split(";")[0]
        return answer.status, text.decode("utf-8", "replace"), answer.headers.get("Location")

    def get(self, path):
        status, self.page, _ = self.ask("GET", path)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
        return self.page

    def post(self, path, fields):
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', getattr(self, "page", "")))
        body = urllib.parse.urlencode(hidden | fields)
        status, text, place = self.ask("POST", path, body, {
            "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{PORT}"})
        if status not in (200, 302, 303):
            raise SystemExit(f"{path}: {status}\n" + re.sub(r"<[^>]+>", " ", text)[:800])
        return place


def resident(server):
    text = pathlib.Path(f"/proc/{server.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024


def pins():
    return dict(re.findall(r"(B-\w+)\s+(\d{6})\s", (folder / "serve.log").read_text()))


def fill(visitor, count):
    masters = re.findall(r'href="(/orders/new/[^"]+)"', visitor.get("/planner"))
    if not masters:
        sys.exit("the planner has nothing to order units of")
    made = 0
    while made < count:
        size = min(UNITS_OF_ORDER, count - made)
        path = masters[(made // UNITS_OF_ORDER) % len(masters)]
        visitor.get(path)
        number = f"M-{made // UNITS_OF_ORDER:04d}"
        visitor.post(path, {"number": number, "due": "2027-01-%02d" % (1 + made // UNITS_OF_ORDER % 28),
                            "serials": f"{number}-0001 to {number}-{size:04d}"})
        made += size


def load(kinds):
    """Asks for pages in turn, each at its moment, whether or not earlier ones have come; returns the milliseconds from that moment, by kind."""
    times, lock, start = collections.defaultdict(list), threading.Lock(), time.perf_counter() + 0.5
    total = rate * seconds
    workers = [visitor for _, visitor, _ in kinds]
    plan_of = [kinds[index % len(kinds)] for index in range(total)]

    def work(worker):
        own = []
        for index in range(worker, total, len(workers)):
            name, visitor, paths = plan_of[index]
            moment = start + index / rate
            wait = moment - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            status, text, _ = visitor.ask("GET", paths[(index // len(kinds)) % len(paths)])
            if status != 200:
                raise SystemExit(f"{paths}: {status}")
            own.append((name, (time.perf_counter() - moment) * 1e3, len(text)))
        with lock:
            for name, took, size in own:
                times[name].append((took, size))

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(workers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def processor(server):
    fields = pathlib.Path(f"/proc/{server.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


folder.mkdir(parents=True, exist_ok=True)
if not (folder / "filled").exists():
    server, _, _ = serve(isNew=True)
    (folder / "pins.json").write_text(json.dumps(pins()))
    began = time.perf_counter()
    fill(Visitor("B-1303", pins()["B-1303"]), units)
    print(f"{units} units ordered in {time.perf_counter() - began:.1f} s", flush=True)
    (folder / "filled").touch()
    end(server)

known = json.loads((folder / "pins.json").read_text())
server, first, size = serve()
print(f"start to the first page: {first:.2f} s, {size} bytes")
time.sleep(2)
print(f"resident after the start: {resident(server):.0f} MB")
people = {"operator": ["B-1001", "B-1002"], "planner": ["B-1303"], "quality": ["B-1202"], "engineer": ["B-1103"], "compliance": ["B-1402"]}
kinds = []
for role, badges in people.items():
    for badge in badges:
        visitor = Visitor(badge, known[badge])
        home = visitor.ask("GET", "/")
        path = HOME.get(role) or home[2] or "/"
        page = visitor.get(path)
        links = [link for link in re.findall(r'href="(/(?:units|orders|definitions|nonconformances)/[0-9a-f-]+)"', page)]
        kinds.append((f"{role}: home", visitor, [path]))
        if links:
            kinds.append((f"{role}: records", Visitor(badge, known[badge]), links[:20]))
before = processor(server)
times = load(kinds)
spent = processor(server) - before
everything = sorted(took for kind in times.values() for took, _ in kind)
for name, found in sorted(times.items()) + [("all pages", [(took, 0) for took in everything])]:
    ordered = sorted(took for took, _ in found)
    print(f"{name}: {len(ordered)} pages, median {ordered[len(ordered) // 2]:.1f} ms, p99 {ordered[int(len(ordered) * 0.99)]:.1f} ms, "
          f"largest {max(size for _, size in found)} bytes")
print(f"at {rate} a second; {1e3 * spent / len(everything):.1f} ms of processor a page; resident {resident(server):.0f} MB")
end(server)
