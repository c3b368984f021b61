"""Decides the requests of the cases that generate.py writes with Cedar's own engine (PyPI `cedarpy`), policies and entities parsed
once; prints a JSON line for each case. `engine` is what cedarpy says that its Rust engine took for a decision, `call` the whole call.

usage: peer.py FOLDER...
"""
import json
import os
import sys
import time

import cedarpy


def uid(entity):
    return f'{entity["type"]}::{json.dumps(entity["id"])}'


for folder in sys.argv[1:]:
    text = open(f"{folder}/policies.cedar").read()
    start = time.process_time()
    policies = cedarpy.PolicySet.from_str(text)
    parsing = time.process_time() - start
    if os.path.exists(f"{folder}/links.json"):
        policies = policies.with_linked_batch(
            [
                dict(
                    template_id=link["template"],
                    new_id=link["id"],
                    values={"?principal": link["principal"], "?resource": link["resource"]},
                )
                for link in json.load(open(f"{folder}/links.json"))
            ]
        )
    schema = f"{folder}/schema.cedarschema"
    schema = open(schema).read() if os.path.exists(schema) else None
    entities = cedarpy.Entities.from_json_str(open(f"{folder}/entities.json").read(), schema)
    requests = [
        dict(principal=uid(r["principal"]), action=uid(r["action"]), resource=uid(r["resource"]), context=r["context"])
        for r in json.load(open(f"{folder}/requests.json"))
    ]
    # Enough for a median, and for large sets no more than a few seconds.
    sample = requests[: max(100, min(len(requests), 400_000 // (text.count("\n") + 1)))]
    calls, engine, allowed = [], [], 0
    for request in sample:
        before = time.process_time_ns()
        answer = cedarpy.is_authorized(request, policies, entities)
        calls.append((time.process_time_ns() - before) / 1_000)
        engine.append(answer.metrics.get("authz_duration_micros"))
        allowed += answer.allowed
    calls.sort()
    known = sorted(value for value in engine if value is not None)
    row = {
        "case": os.path.basename(folder.rstrip("/")),
        "requests": len(sample),
        "allowed": allowed,
        "median": calls[len(calls) // 2],
        "p99": calls[len(calls) * 99 // 100],
        "engine": known[len(known) // 2] if known else None,
        "perSecond": 1e6 * len(calls) / sum(calls),
        "parseMBs": len(text.encode()) / parsing / 1e6,
    }
    print(json.dumps(row), flush=True)
