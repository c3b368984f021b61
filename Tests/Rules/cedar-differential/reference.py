"""Answers cases by the reference engine (the Rust crate, through cedarpy): reads one JSON object a line, writes one a line."""
import json
import re
import sys

import cedarpy
from cedarpy import _internal


def expanded(node):
    """The policy JSON in one of its forms: `has` with a path spelled out, literals of a pattern joined, an action
    in a list of one as in that one, no empty annotations."""
    if isinstance(node, list):
        return [expanded(item) for item in node]
    if not isinstance(node, dict):
        return node
    if len(node) == 1 and "has" in node and isinstance(node["has"].get("attr"), list):
        current = expanded(node["has"]["left"])
        result = None
        for name in node["has"]["attr"]:
            test = {"has": {"left": current, "attr": name}}
            result = test if result is None else {"&&": {"left": result, "right": test}}
            current = {".": {"left": current, "attr": name}}
        return result
    if len(node) == 1 and "like" in node and isinstance(node["like"].get("pattern"), list):
        pattern = []
        for item in node["like"]["pattern"]:
            if isinstance(item, dict) and pattern and isinstance(pattern[-1], dict):
                pattern[-1] = {"Literal": pattern[-1]["Literal"] + item["Literal"]}
            else:
                pattern.append(item)
        return {"like": {"left": expanded(node["like"]["left"]), "pattern": pattern}}
    if node.get("op") == "in" and len(node.get("entities", [])) == 1:
        return {"op": "in", "entity": expanded(node["entities"][0])}
    return {key: expanded(value) for key, value in node.items() if not (key == "annotations" and value == {})}


def read(function, *arguments):
    """The result, or None where the reference refuses."""
    try:
        return function(*arguments)
    except Exception:  # The binding raises several types; each is a refusal.
        return None


def decisions(requests, policies, entities, schema=None):
    results = cedarpy.is_authorized_batch(requests, policies, entities, schema)
    answers = []
    for result in results:
        if result.decision == cedarpy.Decision.NoDecision:
            answers.append(["none", [], []])
            continue
        errors = [re.search("policy `(.*?)`", error).group(1) for error in result.diagnostics.errors]
        answers.append([result.decision.name.lower(), sorted(result.diagnostics.reasons), sorted(errors)])
    return answers


def answer(case):
    out = {"seed": case["seed"]}
    text, ours = case["policies"], case["ours"]
    requests = [
        {key: value if key == "context" else json.loads(value) for key, value in request.items()} for request in case["requests"]
    ]
    reference = read(_internal.policies_to_json_str, text)
    out["reads"] = reference is not None
    schema = read(cedarpy.Schema.from_str, case["schema"])
    out["readsSchema"] = schema is not None
    if "schemaJSON" in ours:
        out["readsSchemaJSON"] = read(cedarpy.Schema.from_json_str, ours["schemaJSON"]) is not None
        out["readsSchemaText"] = read(cedarpy.Schema.from_str, ours["schemaText"]) is not None
    if reference is not None and "json" in ours:
        out["json"] = reference
        out["sameJSON"] = expanded(json.loads(reference)) == expanded(json.loads(ours["json"]))
        out["readsJSON"] = read(cedarpy.PolicySet.from_json_str, ours["json"]) is not None
        formatted = read(_internal.policies_to_json_str, ours["formatted"])
        out["sameFormatted"] = formatted is not None and json.loads(formatted) == json.loads(reference)
        policies = cedarpy.PolicySet.from_str(text)
        out["plain"] = decisions(requests, policies, case["entities"])
        if schema is not None:
            out["checked"] = decisions(requests, policies, case["entities"], schema)
            out["valid"] = bool(cedarpy.validate_policies(text, case["schema"]))
    if "linked" in ours:
        linked = read(cedarpy.PolicySet.from_json_str, ours["linked"])
        out["readsLinked"] = linked is not None
        if linked is not None:
            out["linked"] = decisions(requests, linked, case["entities"])
    return out


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=False)
