#!/usr/bin/env python3
"""Orders of two operations through the API of a served floor, by one client and by 16; `peer.py` is the same of another MES.

usage: orders.py BROWSER-PLANT ORDERS

The floor is in files of a new folder: authorization, sealing, journal and durable commit on. An order is ten calls: create, release, read, at the
first operation start, measure, build in and complete, at the second start, complete and be bought off by somebody else. Each client has two
operators of its own, and connections that are kept. Completing and buying off are signed with a PIN.
"""
import copy
import http.client
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid

from clients import measure

program, orders = sys.argv[1], int(sys.argv[2])
CLIENTS = 16
folder = tempfile.mkdtemp()
server = subprocess.Popen([program, "Catalogue", folder, str(2 * CLIENTS)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
facts = json.loads(server.stdout.readline())
port = int(facts["url"].rsplit(":", 1)[1])


class Session:
    def __init__(self, person):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie, self.token = None, None
        self.person, self.pin = person, facts["staff"][person]["pin"]
        self.sign_in(urllib.parse.urlencode({"badge": facts["staff"][person]["badge"], "pin": self.pin}),
                     {"Content-Type": "application/x-www-form-urlencoded", "Origin": facts["url"]})
        page = self.ask("GET", "/password")
        self.token = re.search(rb'name="form-token" value="([^"]+)"', page)[1].decode()

    def sign_in(self, body, headers):
        # So many sign in from one address a minute and no more.
        while self.cookie is None:
            try:
                self.ask("POST", "/sign-in", body, headers)
            except RuntimeError as error:
                if " 429 " not in str(error):
                    raise
                time.sleep(5)

    def ask(self, method, path, body=None, headers=None):
        headers = dict(headers or {})
        if self.cookie:
            headers["Cookie"] = self.cookie
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path} {answer.status} {text[:300]}")
        for value in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = value.split(";")[0]
        return text

    def call(self, path, body=None):
        if body is None:
            return json.loads(self.ask("GET", path))["records"]
        return json.loads(self.ask("POST", path, json.dumps(body), {
            "Content-Type": "application/json", "X-Form-Token": self.token, "Idempotency-Key": str(uuid.uuid4())}))["records"]


def build(planner, worker, checker, number, definition):
    made = planner.call("/api/orders", {"definition": definition, "number": number, "serials": [number], "due": "2026-12-10", "planned": True})
    order = next(record["id"] for record in made if record["kind"] == "job-order")
    planner.call(f"/api/orders/{order}/release", {})
    unit = next(record["id"] for record in planner.call(f"/api/orders/{order}") if record["kind"] == "work-unit")
    path = f"/api/units/{unit}/"
    worker.call(path + "start", {"sequence": 10})
    worker.call(path + "measure", {"sequence": 10, "characteristic": 1, "value": "12.70", "gauge": "G-7"})
    worker.call(path + "consume", {"sequence": 10, "part": "BOLT-6", "lot": "L-55", "quantity": 4})
    worker.call(path + "complete", {"sequence": 10, "pin": worker.pin})
    worker.call(path + "start", {"sequence": 20})
    worker.call(path + "complete", {"sequence": 20, "pin": worker.pin})
    checker.call(path + "buy-off", {"sequence": 20, "pin": checker.pin})


definitions = [facts["work"]["BRK-1 VEH"], facts["work"]["BRK-1 MED"]]
planner = Session("pia")


def connected(session):
    """The same session over a connection of its own."""
    other = copy.copy(session)
    other.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    return other


sessions = [(connected(planner), Session(f"op{2 * index}"), Session(f"op{2 * index + 1}")) for index in range(CLIENTS)]
# Those that waited for others to sign in were let go of.
sessions = [tuple(connected(session) for session in group) for group in sessions]
for index, (orderer, worker, checker) in enumerate(sessions):
    # The first signature of a shift costs the hash of the PIN.
    build(orderer, worker, checker, f"FIRST-{index}", definitions[index % 2])
for clients in (1, CLIENTS):
    count = orders if clients > 1 else max(1, orders // 4)
    measure(server.pid, clients, count, lambda index, number: build(*sessions[index], f"O-{clients}-{number}", definitions[number % 2]))
server.terminate()
server.wait(30)
subprocess.run(["rm", "-rf", folder])
