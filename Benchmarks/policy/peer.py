"""Answers the requests of policy-benchmark with Cedar's own engine (PyPI `cedarpy`), policies and entities parsed once.

usage: peer.py FOLDER
"""
import json
import sys
import time

import cedarpy

folder = sys.argv[1]
policies = open(f"{folder}/policies.cedar").read()
entities = json.load(open(f"{folder}/entities.json"))


def uid(entity):
    return f'{entity["type"]}::"{entity["id"]}"'


requests = [
    dict(principal=uid(r["principal"]), action=uid(r["action"]), resource=uid(r["resource"]), context=r["context"])
    for r in json.load(open(f"{folder}/requests.json"))
]
start = time.perf_counter()
answers = cedarpy.is_authorized_batch(requests=requests, policies=policies, entities=entities)
seconds = time.perf_counter() - start
print(f"cedarpy: {len(requests)} requests, {sum(a.allowed for a in answers)} allowed: {seconds:.2f} s")
