#!/usr/bin/env python3
"""Orders of two operations through the API of FactorySemantics MES, by one client and by 16: the peer of `orders.py`.

usage: peer.py PORT PID ORDERS

Before: in an empty folder `fsmes init-db`, `fsmes seed`, `fsmes run-api --host 127.0.0.1 --port PORT`; PID is that process. An order is ten calls:
create, release, read, for each operation start, report and complete, close. Each client has a connection that is kept.
"""
import http.client
import json
import sys
import time

from clients import measure

port, pid, orders = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])


class Client:
    def __init__(self):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.token = None
        self.token = self.call("POST", "/auth/login", {"code": "admin", "password": "admin"})["token"]

    def call(self, method, path, body=None):
        headers = {"content-type": "application/json"}
        if self.token:
            headers["authorization"] = "Bearer " + self.token
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path} {answer.status} {text[:300]}")
        return json.loads(text) if text else None

    def order(self, code, material):
        self.call("POST", "/workorders", {"code": code, "material": material, "quantity": 1})
        self.call("POST", f"/workorders/{code}/release")
        for operation in self.call("GET", f"/workorders/{code}")["operations"]:
            sequence = operation.get("seq") or operation.get("sequence")
            self.call("POST", f"/workorders/{code}/operations/{sequence}/start")
            self.call("POST", "/execution/report", {"order": code, "seq": sequence, "good": 1})
            self.call("POST", f"/workorders/{code}/operations/{sequence}/complete")
        self.call("POST", f"/workorders/{code}/close")


first = Client()
routing = first.call("GET", "/masterdata/routings")[0]
material = routing.get("material") or routing.get("material_code")
tag = f"B{int(time.time())}-"
for clients in (1, 16):
    count = orders if clients > 1 else max(1, orders // 4)
    sessions = [Client() for _ in range(clients)]
    measure(pid, clients, count, lambda index, number: sessions[index].order(f"{tag}{clients}-{number}", material))
