"""Writes seeded placement instances in the format planner-instance/1, one family a kind of difficulty.

usage: generate.py DIRECTORY
"""
import json
import os
import random
import sys

KINDS = ["shared", "controlled", "gov", "site", "enclave"]
CAPABILITIES = ["fedramp", "fips", "mfa", "audit", "e2e", "multitenant"]


def realistic(seed, programs, sites=8, sets=20, customers=4, capacity=False, groups=None):
    draw = random.Random(seed)
    site_ids = [f"s{i}" for i in range(sites)]
    systems = [{"id": f"y{i}", "weight": draw.randint(1, 5)} for i in range(8)]
    environments = []
    for i, kind in enumerate(["shared", "controlled", "gov", "gov"]):
        caps = {"shared": ["multitenant", "audit"], "controlled": ["fips", "mfa", "audit", "multitenant"]}.get(
            kind, ["fedramp", "fips", "mfa", "audit"])
        environments.append(dict(
            id=f"e{i}", kind=kind, capabilities=caps, residency="US", admin=["US"] if kind == "gov" else ["US", "IN"],
            rto=[240, 120, 60, 60][i], rpo=[15, 10, 5, 5][i], offline=False, sites=None,
            capacity=draw.randint(30, 60) if capacity else None, max_instances=12,
            cost_open=draw.randint(50, 200), cost_unit=draw.randint(1, 9)))
    for i, site in enumerate(site_ids):
        for kind in ("site", "enclave"):
            environments.append(dict(
                id=f"e-{kind}-{i}", kind=kind, capabilities=["fips", "mfa", "audit", "fedramp"], residency="US", admin=["US"],
                rto=30, rpo=0, offline=True, sites=[site], capacity=draw.randint(20, 40) if capacity else None,
                max_instances=6, cost_open=draw.randint(80, 300), cost_unit=draw.randint(2, 12)))
    requirement_sets = []
    for i in range(sets):
        restricted = draw.random() < 0.5
        requirement_sets.append(dict(
            id=f"r{i}", requires=draw.sample(["fips", "mfa", "audit"], draw.randint(0, 2)) + (["fedramp"] if restricted else []),
            forbids=["multitenant"] if restricted and draw.random() < 0.5 else [],
            residency=["US"] if draw.random() < 0.6 else None, admin=["US"] if restricted else None,
            kinds=["site", "enclave"] if draw.random() < 0.08 else None,
            max_rto=draw.choice([None, 60, 240]), max_rpo=draw.choice([None, 5, 15]), offline=draw.random() < 0.1))
    tags = [f"c{i}" for i in range(customers)]
    rows = []
    for i in range(programs):
        rows.append(dict(
            id=f"p{i}", req=draw.choice(requirement_sets)["id"], sites=sorted(draw.sample(site_ids, min(sites, draw.choice([1, 1, 2, 3])))),
            load=draw.randint(1, 12), systems=sorted(draw.sample([y["id"] for y in systems], draw.randint(1, 3))),
            tags=[draw.choice(tags)]))
    return dict(sites=site_ids, systems=systems, environments=environments, requirement_sets=requirement_sets, programs=rows,
                conflicts=[["c0", "c1"], ["c0", "c2"]][: max(0, customers - 2)], exclusive=[])


def plain(programs, conflicts, maximum=None, capacity=None, loads=None):
    """One environment and nothing but conflicts or loads."""
    return dict(
        sites=["s0"], systems=[dict(id="y0", weight=1)],
        environments=[dict(id="e0", kind="shared", capabilities=[], residency="US", admin=[], rto=0, rpo=0, offline=True, sites=None,
                           capacity=capacity, max_instances=maximum or programs, cost_open=1, cost_unit=0)],
        requirement_sets=[dict(id="r0", requires=[], forbids=[], residency=None, admin=None, kinds=None, max_rto=None, max_rpo=None,
                               offline=False)],
        programs=[dict(id=f"p{i}", req="r0", sites=["s0"], load=loads[i] if loads else 1, systems=["y0"], tags=[])
                  for i in range(programs)],
        conflicts=conflicts, exclusive=[])


def random_conflicts(seed, programs, density):
    draw = random.Random(seed)
    pairs = [[f"p{a}", f"p{b}"] for a in range(programs) for b in range(a) if draw.random() < density]
    return plain(programs, pairs)


def mycielski(steps):
    count, edges = 2, [(0, 1)]
    for _ in range(steps - 2):
        edges = edges + [(a, count + b) for a, b in edges] + [(count + a, b) for a, b in edges] + \
            [(count + i, 2 * count) for i in range(count)]
        count = 2 * count + 1
    return plain(count, [[f"p{a}", f"p{b}"] for a, b in edges])


def queens(size):
    cells = [(r, c) for r in range(size) for c in range(size)]
    pairs = [[f"p{i}", f"p{j}"] for i, a in enumerate(cells) for j, b in enumerate(cells[:i])
             if a[0] == b[0] or a[1] == b[1] or abs(a[0] - b[0]) == abs(a[1] - b[1])]
    return plain(len(cells), pairs)


def capacity_bound(seed, programs):
    draw = random.Random(seed)
    instance = realistic(seed, programs, sites=2, sets=4, customers=3, capacity=True)
    for environment in instance["environments"]:
        environment["capacity"] = draw.randint(18, 30)
        environment["max_instances"] = 20
    return instance


def infeasible(seed):
    """Three programs that conflict pairwise, and room for two instances."""
    instance = random_conflicts(seed, 12, 0.1)
    instance["conflicts"] += [["p0", "p1"], ["p1", "p2"], ["p0", "p2"]]
    instance["environments"][0]["max_instances"] = 2
    return instance


def families():
    for index, programs in enumerate([10, 40, 120, 400]):
        yield f"real{index:02d}", realistic(100 + index, programs)
    yield "prime", realistic(200, 400, sites=20)
    yield "large1000", realistic(201, 1000)
    yield "large5000", realistic(202, 5000, sites=20)
    for index, programs in enumerate([6, 8, 10, 14, 20, 40]):
        yield f"cap{index:02d}", capacity_bound(300 + index, programs)
    for index, (programs, density) in enumerate([(12, 0.3), (20, 0.4), (30, 0.5)]):
        yield f"conf{index:02d}", random_conflicts(400 + index, programs, density)
    yield "myciel3", mycielski(4)
    yield "myciel4", mycielski(5)
    yield "queen5", queens(5)
    yield "queen6", queens(6)
    yield "infeasible", infeasible(500)


def main():
    directory = sys.argv[1]
    os.makedirs(directory, exist_ok=True)
    for name, instance in families():
        with open(os.path.join(directory, name + ".json"), "w", encoding="utf-8") as file:
            json.dump(instance, file)


main()
