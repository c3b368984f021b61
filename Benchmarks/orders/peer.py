#!/usr/bin/env python3
"""Orders of two operations through the API of FactorySemantics MES, by one client and by 16: the peer of `orders.py`.

usage: peer.py PORT PID ORDERS

Before: in an empty folder `fsmes init-db`, `fsmes seed`, `fsmes run-api --host 127.0.0.1 --port PORT`; PID is that process. An order is ten calls:
create, release, read, for each operation start, report and complete, close. Each client has a connection that is kept.
"""
import http.client
import json
import os
import sys
import threading
import time

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


def processor():
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


first = Client()
routing = first.call("GET", "/masterdata/routings")[0]
material = routing.get("material") or routing.get("material_code")
tag = f"B{int(time.time())}-"
for clients in (1, 16):
    count = orders if clients > 1 else max(1, orders // 4)
    sessions = [Client() for _ in range(clients)]
    failures = []

    def work(index):
        for number in range(index, count, clients):
            try:
                sessions[index].order(f"{tag}{clients}-{number}", material)
            except RuntimeError as error:
                failures.append(str(error))

    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    began, busy = time.perf_counter(), processor()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, busy = time.perf_counter() - began, processor() - busy
    done = count - len(failures)
    print(f"{clients} clients: {done} of {count} orders, {done / took:.1f} a second, {1e3 * busy / max(1, done):.1f} ms of the server's processor time each",
          failures[:1] or "")
