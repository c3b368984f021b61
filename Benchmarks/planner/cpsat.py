"""Solves a planner-instance/1 file with OR-Tools CP-SAT: the reference that bulkhead is measured against.

Units that can be placed alike are grouped and slots are maximal sets of compatible classes where capacity cannot bind; elsewhere each
environment has numbered slots, opened in order, and units are placed one by one. Three stages, each with the earlier ones fixed.

usage: cpsat.py INSTANCE.json [SECONDS_IN_ALL]
prints one JSON object: status, objective, bound, seconds, units
"""
import json
import sys
import time

from ortools.sat.python import cp_model

WORKERS = 8
PATTERNS_MAX = 3000


def admits(environment, need, site):
    if environment["sites"] is not None and site not in environment["sites"]:
        return False
    capabilities = set(environment["capabilities"])
    return (set(need["requires"]) <= capabilities and not set(need["forbids"]) & capabilities
            and (need["residency"] is None or environment["residency"] in need["residency"])
            and (need["admin"] is None or set(environment["admin"]) <= set(need["admin"]))
            and (need["kinds"] is None or environment["kind"] in need["kinds"])
            and (need["max_rto"] is None or environment["rto"] <= need["max_rto"])
            and (need["max_rpo"] is None or environment["rpo"] <= need["max_rpo"])
            and (not need["offline"] or environment["offline"]))


class Question:
    def __init__(self, instance):
        self.environments = instance["environments"]
        needs = {r["id"]: r for r in instance["requirement_sets"]}
        self.conflicts = {tuple(pair) for pair in instance["conflicts"]} | {tuple(pair[::-1]) for pair in instance["conflicts"]}
        self.exclusive = set(instance["exclusive"])
        relevant = {t for pair in self.conflicts for t in pair} | self.exclusive
        self.weight = {y["id"]: y["weight"] for y in instance["systems"]}
        self.units = []
        for program in instance["programs"]:
            tags = frozenset((set(program["tags"]) | {program["id"]}) & relevant)
            own = any((a, b) in self.conflicts for a in tags for b in tags)
            for site in program["sites"]:
                places = tuple(i for i, e in enumerate(self.environments) if admits(e, needs[program["req"]], site))
                kind = (tags, program["id"] if own else None)
                self.units.append((kind, places, frozenset(program["systems"]), program["load"]))
        self.kinds = sorted({u[0] for u in self.units}, key=lambda k: (sorted(k[0]), k[1] or ""))

    def compatible(self, a, b):
        if a == b or (a[1] is not None and a[1] == b[1]):
            return True
        if any((s in a[0]) != (s in b[0]) for s in self.exclusive):
            return False
        return not any((s, t) in self.conflicts for s in a[0] for t in b[0])

    def patterns(self, kinds):
        """Maximal compatible sets, or None where they are too many."""
        neighbours = {k: {o for o in kinds if o != k and self.compatible(k, o)} for k in kinds}
        found = []

        def extend(chosen, candidates, excluded):
            if len(found) > PATTERNS_MAX:
                return
            if not candidates and not excluded:
                found.append(chosen)
                return
            pivot = max(candidates | excluded, key=lambda k: len(neighbours[k] & candidates))
            for kind in sorted(candidates - neighbours[pivot], key=lambda k: (sorted(k[0]), k[1] or "")):
                extend(chosen | {kind}, candidates & neighbours[kind], excluded & neighbours[kind])
                candidates = candidates - {kind}
                excluded = excluded | {kind}

        extend(frozenset(), set(kinds), set())
        return found if len(found) <= PATTERNS_MAX else None


def build(question):
    model = cp_model.CpModel()
    binding = any(
        e["capacity"] is not None and sum(u[3] for u in question.units if i in u[1]) > e["capacity"]
        for i, e in enumerate(question.environments))
    groups = {}
    for index, unit in enumerate(question.units):
        groups.setdefault(unit[:3] if not binding else (index,) + unit, []).append(unit)
    items = [(members[0][0], members[0][1], members[0][2], sum(u[3] for u in members)) for members in groups.values()]
    opened, slots = [], []
    for e, environment in enumerate(question.environments):
        here = [i for i, item in enumerate(items) if e in item[1]]
        if not here or environment["max_instances"] == 0:
            continue
        present = [k for k in question.kinds if any(items[i][0] == k for i in here)]
        patterns = None if binding else question.patterns(present)
        first = len(slots)
        if patterns is not None:
            for pattern in patterns:
                slots.append((e, [i for i in here if items[i][0] in pattern], model.new_bool_var(""), False))
            if len(patterns) > environment["max_instances"]:
                model.add(sum(s[2] for s in slots[first:]) <= environment["max_instances"])
        else:
            for copy in range(min(environment["max_instances"], len(here))):
                slots.append((e, here, model.new_bool_var(""), True))
                if copy:
                    model.add_implication(slots[-1][2], slots[-2][2])
    places = [[] for _ in items]
    links, cost = [], []
    for e, members, is_open, conflicts in slots:
        environment = question.environments[e]
        here = {i: model.new_bool_var("") for i in members}
        for i, var in here.items():
            places[i].append(var)
            model.add_implication(var, is_open)
            cost.append(items[i][3] * environment["cost_unit"] * var)
        cost.append(environment["cost_open"] * is_open)
        for system, weight in question.weight.items():
            users = [var for i, var in here.items() if system in items[i][2]]
            if users:
                present = model.new_bool_var("")
                for var in users:
                    model.add_implication(var, present)
                links.append(weight * present)
        if environment["capacity"] is not None and binding:
            model.add(sum(items[i][3] * var for i, var in here.items()) <= environment["capacity"] * is_open)
        if conflicts:
            by_kind = {}
            for i in members:
                by_kind.setdefault(items[i][0], []).append(here[i])
            kinds = list(by_kind)
            for position, a in enumerate(kinds):
                for b in kinds[:position]:
                    if not question.compatible(a, b):
                        for left in by_kind[a]:
                            for right in by_kind[b]:
                                model.add_bool_or(left.negated(), right.negated())
    for choice in places:
        model.add_exactly_one(choice) if choice else model.add_bool_or([])
    return model, [sum(s[2] for s in slots), sum(links), sum(cost)]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        question = Question(json.load(file))
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    begun = time.monotonic()
    model, stages = build(question)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.linearization_level = 2
    objective, bound, proved = [], [], True
    status = "proved"
    for stage in stages:
        solver.parameters.max_time_in_seconds = max(1.0, seconds - (time.monotonic() - begun))
        model.minimize(stage)
        outcome = solver.solve(model)
        if outcome == cp_model.INFEASIBLE:
            status = "infeasible"
            break
        if outcome not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            status = "unknown"
            break
        value = round(solver.objective_value)
        objective.append(value)
        bound.append(value if outcome == cp_model.OPTIMAL else max(0, round(solver.best_objective_bound)))
        proved = proved and outcome == cp_model.OPTIMAL
        if not proved:
            status = "bounded"
        point = [solver.value(model.get_bool_var_from_proto_index(i)) for i in range(len(model.proto.variables))]
        model.clear_hints()
        for i, value_ in enumerate(point):
            model.add_hint(model.get_bool_var_from_proto_index(i), value_)
        model.add(stage <= value)
    print(json.dumps(dict(status=status, objective=objective, bound=bound,
                          seconds=round(time.monotonic() - begun, 2), units=len(question.units))))


main()
