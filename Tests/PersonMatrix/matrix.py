"""The person matrix: every route of the server, asked by every kind of person, against the reference engine.

    matrix.py PROGRAM ROOT WORK PLANT

starts PROGRAM (bulkhead) over the instances of PLANT that WORK names, enrols the persons of the example's register over HTTP, asks, and compares: what the
server does with what the Rust engine says, and what that says with Golden/person-matrix.txt. With BULKHEAD_RECORD=1 the table is written anew from
what the engine says; a server that does otherwise fails all the same. Exit 0 if nothing differs.
"""
import hashlib
import json
import os
import re
import signal
import struct
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

from facts import Plant, persons
from oracle import Oracle
from places import PLACE_ROWS, Places, contexts
from routes import EXEMPT, ROWS, Asking
from server import ADMINISTRATOR_BADGE, Browser, Server

CONTENT = {
    "orders": "ORDER-", "operation": "OPERATION-", "instructions": "INSTRUCTION-", "limits": "LIMIT-", "components": "FASTENER-",
    "nonconformances": "SCRATCH-", "definitions": "DEFINITION-",
}


# How a page of the trail, or an answer of it to a program, names the program; refusals name the records.
TRAIL = ('">', "<td>", "asks for ", "Who can reach ", "Leak of ", "What left of ", '"program":"', '"program" : "')


def trails(text, work):
    named = any(canary + work["program"] + end in text for canary in TRAIL for end in ("<", '"'))
    return named or any(f'"record":"{record}"' in text for record in [work["order"], *work["units"].values()])


def picture():
    """A PNG of one grey pixel."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def of_system(row):
    """The system that asks by its key whoever's column it is; nothing where the person asks."""
    return row[2].split(",")[0] if row[1].startswith("/api/facts/") and "," in row[2] else ""


def sheet(program):
    """The id by which reviews of a program's access are asked for, as `AccessReviewSheet.id` says."""
    return hashlib.sha256(b"\0bulkhead access review v1\n" + program.encode()).hexdigest()[:32]


def pin(place):
    return str(730_184 + 1_117 * place)


def observed(row, answer, work, person):
    """What an answer comes to, in the words of the verdicts."""
    status, headers, text = answer
    verdict, program = row[4].__name__, work["program"]
    seen = [name for name, canary in CONTENT.items() if canary + program in text + str(headers)]
    if status in (303, 401) and headers.get("location", "/sign-in") == "/sign-in" and (person == "nobody" or row[1] != "/sign-out"):
        result = "sign in"
    elif status == 404 or status == 403:
        result = "not found" if status == 404 else "denied"
        if seen:
            result += f", but shows {', '.join(seen)}"
    elif status >= 500 or status in (413, 415, 421, 429):
        result = f"fails with {status}"
    elif verdict in ("anybody", "own", "administrator"):
        result = {"own": "own account"}.get(verdict, verdict)
        if seen:
            result += f", but shows {', '.join(seen)}"
    elif verdict == "evaluation":
        sought = {"/access/v1/search/subject": person, "/access/v1/search/resource": work["order"]}.get(row[1])
        signs = [f'"id":"{sought}"'] if sought else ['"decision":true', '"name":"view"']
        result = "permits" if any(sign in text for sign in signs) else "denies"
    elif verdict in ("trail", "statement", "review", "denials", "measured", "streamed", "requested"):
        result = "shows trail" if trails(text, work) else "shows nothing"
    elif verdict in ("order", "unit", "traveler", "verify", "record", "certificate", "certificate_form", "article", "article_form", "articles", "dispatch", "operation", "history", "nonconformances", "notice", "notices", "lots", "lot", "containments", "containment", "corrections", "lifts", "order_list", "chart", "definition", "definition_impact", "definitions", "nonconformance", "planner"):
        result = "shows " + ", ".join(seen) if seen else "shows nothing"
    else:
        # What is permitted is done, or does not fit the state that things are in.
        result = "may" if status in (200, 303, 409) else f"answers {status}"
    return result


def followed(browser, answer, seconds=300):
    """The page, or the answer of the API, of what is worked out beside everything else, once it is there."""
    end = time.monotonic() + seconds
    status, headers, text = answer
    address = headers.get("location", "") if status == 303 else None
    if status == 200 and (asked := re.search(r'"kind":"exposure-look","id":"([0-9a-f]{32})"', text)):
        address = f"/api/compliance/exposures/{asked[1]}"
    while address and address != "/sign-in" and time.monotonic() < end:
        status, headers, text = browser.ask("GET", address)
        if "data-again" not in text and not re.search(r'"standing":"(waiting|working)"', text):
            break
        time.sleep(0.2)
    return status, headers, text


# Where persons are asked about at terminals too.
AT_PLACES = ("wichita-onprem", "wichita")


class Instance:
    """An instance that serves, with everybody signed in."""

    def __init__(self, program, root, plant, facts, register, running):
        example = root / "Examples/aerostructures"
        self.facts, self.site = facts, facts["site"]
        self.arguments = [
            plant, "--catalogue", str(root / "Catalogue"), "--grants", str(example / "grants.cedar"),
            "--data", facts["data"].rstrip("/"), "--instance", facts["instance"], "--site", facts["site"],
        ]
        # Nobody is at a registered terminal here, and the network is the site's.
        country = ["--unregistered-country", Plant(plant, "0000-01-01").countries[self.site]]
        once = ["--approve", "Ada Root, plant manager", "--approve", "Cora Blake, export officer"]
        self.server = Server(program, self.arguments + country, once)
        running.append(self)  # So that it is ended whatever happens.
        self.pins = {person: pin(place) for place, person in enumerate(["administrator", *register])}
        self.badges = {"administrator": ADMINISTRATOR_BADGE}
        self.browsers = {"nobody": Browser(self.server, 200)}
        administrator = Browser(self.server, 0).set_up(self.pins["administrator"])
        self.browsers["administrator"] = administrator
        feed = (example / "register.csv").read_text(encoding="utf-8")
        sent = administrator.ask("POST", "/administrator/persons", {"feed": feed, "source": "HR", "as-of": "2026-11-24"})
        status, _, text = followed(administrator, sent)
        if status != 200 or "taken over" not in text:
            raise SystemExit(f"the register is not taken over: {status}\n{text}")
        self.keys = {}
        for system in ("qms", "bi", "erp"):
            text = administrator.ask("POST", "/administrator/systems", {"system": system})[2]
            self.keys[system] = re.search(r"<strong>([0-9A-F]{64})</strong>", text)[1]
        self.first = next(iter(register))
        self.done = set()
        self.made = {}
        for place, (person, row) in enumerate(register.items()):
            browser = Browser(self.server, place + 1)
            if place == 0:
                browser.enrol(administrator, person, row["badge"], self.pins[person])
            else:
                browser.sign_in(row["badge"], self.pins[person])
            self.browsers[person] = browser
            self.badges[person] = row["badge"]

    def answers(self):
        """What the server does, by row, program and person."""
        found = {}
        # Row by row, so that all see what any of them did by then.
        for row in ROWS:
            for work in self.facts["work"]:
                for person, browser in self.browsers.items():
                    found[row[:3], work["program"], person] = self.answer(row, work, person, browser)
        return found

    def answer(self, row, work, person, browser):
        method, path, variant, form, _ = row
        # Each person has a unit; who has no session tries that of the administrator.
        serial = f"{work['program']}-{'administrator' if person == 'nobody' else person}"
        if variant == "somebody's work":
            serial = f"{work['program']}-{self.first}"
        unit = work["units"][serial]
        named = {
            "{workCenter}": work["workCenter"], "{order}": work["order"], "{unit}": unit, "{serial}": serial,
            "{travelerCode}": work["travelerCode"], "{component}": work["component"], "{lot}": work["lot"], "{lotToo}": f"{work['lot']}-B", "{lotToContain}": f"{work['lot']}-C", "{definition}": work["definition"]["id"], "{pin}": self.pins.get(person, "0"),
            "{badge}": self.badges.get(person, "B-0"), "{password}": f"of the matrix, {person}", "{token}": "A" * 43,
            "{sheet}": sheet(work["program"]), "{today}": datetime.now(timezone.utc).strftime("%Y-%m-%d"), "{soon}": (datetime.now(timezone.utc) + timedelta(days=30)).strftime("%Y-%m-%d"),
        }
        path = path.replace("{token}", named["{token}"]).replace("{code}", "BH-W404")
        if "/characteristics/" in path:
            path = path.replace("{id}", work["characteristic"])
        definition = work["drafts"].get(variant, work["definition"])
        named |= {"{content}": definition["content"], "{person}": person, f"{work['program']} of {{person}}": f"{work['program']} of {person}"}
        if "/definitions/" in path or path.startswith("/orders/new/"):
            path = path.replace("{id}", definition["id"]).replace("{operation}", definition["operation"])
            path = path.replace("{other}", work["definition"]["id"])
        for kind in ("certificates", "first-articles", "leaks", "containments"):
            if f"/{kind}/{{id}}" in path:
                path = path.replace("{id}", self.made.get((kind, work["program"]), "0" * 32))
        if "/lots/{id}" in path:
            path = path.replace("{id}", self.lot_of(work))
        if "/escape-notices/{id}" in path:
            path = path.replace("{id}", self.notice_of(work, ("", "another", "not needed", "not needed by a program").index(variant)))
        made = self.made.get(("media", work["program"]), "0" * 32)
        path = path.replace("{medium}", made).replace("/media/{id}", f"/media/{made}")
        if "/compliance/requests/{id}" in path:
            path = path.replace("{id}", self.request_of(work["order"] if variant == "of an order" else None, work["program"]))
        if path.startswith("/travelers/"):
            path = path.replace("{id}", work["traveler"])
        if "/nonconformances/" in path:
            path = path.replace("{id}", work["waiting"].get(variant, work["another" if variant == "another" else "nonconformance"]))
        if "/compliance/access/{id}" in path:
            path = path.replace("{id}", sheet(work["program"]))
            if method == "POST":
                page = browser.ask("GET", path.removesuffix("/sign"))[2]
                found = re.search(r'name="content" value="(.*?)"|"contentHash":"(.*?)"', page)
                named["{content}"] = (found[1] or found[2]) if found else ""
        if variant in ("planned", "planned too"):
            path = path.replace("{id}", work["planned"][variant]["order"])
        if "/corrections/" in path:
            page = browser.ask("GET", f"/units/{unit}/corrections")[2]
            found = re.findall(r"[?]record=([0-9a-f]{32})[^<]*>Correct (\d*)", page)
            named["{record}"] = next((each for each, number in found if bool(number) == path.endswith("/measurement")), "0" * 32)
        path = path.replace("{id}", work["order"] if path.startswith("/orders/") or variant == "order" else unit)
        fields = {name: value.replace("{program}", work["program"]) if isinstance(value, str) else value for name, value in (form or {}).items()}
        fields = {
            name.replace("{unit}", unit).replace("{plannedUnit}", work["planned"]["planned"]["unit"]): named.get(value, value) if isinstance(value, str) else value for name, value in fields.items()
        }
        if path.startswith("/access/"):
            asked = {"subject": {"type": "person", "id": person}, "resource": {"type": "record", "id": work["order"]}} | form
            bearer = self.keys.get(variant.split(",")[0])
            headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
            answer = self.browsers["nobody"].send("POST", path, json.dumps(asked), headers)
            text = answer[2]
            while found := re.search(r'"next_token":"([^"]+)"', text):
                text = self.browsers["nobody"].send("POST", path, json.dumps(asked | {"page": {"token": found[1]}}), headers)[2]
                answer = (*answer[:2], answer[2] + text)
        elif path.startswith("/api/facts/") and of_system(row):
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.keys[of_system(row)]}"}
            headers["Idempotency-Key"] = f"{path} {variant} {person}"
            answer = self.browsers["nobody"].send("POST", path, json.dumps(fields), headers)
        elif path.startswith("/api/") and method == "POST":
            body = fields if "/compliance/" in path else fields or {"sequence": 10}
            answer = browser.command(path, body, f"{path} {variant} {person}")
        else:
            if path.startswith(("/definitions", "/nonconformances", "/access-requests", "/orders/", "/travelers/", "/first-articles/", "/escape-notices/", "/containments", "/facts/", "/baselines/", "/variants")) and method == "POST":
                fields |= {"once": f"{path} {variant} {person}"}
            if path.startswith(("/units/", "/compliance/")) and method == "POST":
                fields |= {"sequence": "10", "once": f"{path} {variant} {person}"}
            if path.endswith("/media"):
                answer = browser.upload(path, fields, picture())
            elif path == "/baselines/studies":
                answer = browser.upload(path, fields, b"none", "plant", "plant.yaml")
            else:
                answer = browser.ask(method, path, fields)
        if row[0] == "POST" and row[1].endswith(("/leaks/find", "/exposures")):
            answer = followed(browser, answer)
        if row[0] == "POST" and row[1].endswith(("/certificates", "/first-articles", "/leaks", "/containments")) and answer[0] == 303:
            _, kind, made = answer[1]["location"].rsplit("/", 2)
            self.made[kind, work["program"]] = made
        if row[1].endswith("/media") and answer[0] == 303 and answer[1]["location"] != "/sign-in":
            page = browser.ask("GET", answer[1]["location"])[2]
            self.made["media", work["program"]] = re.search(r'"/media/([0-9a-f]{32})', page)[1]
        if answer[0] in (200, 303):
            self.done.add((row[:3], work["program"]))
        if row[:2] == ("POST", "/sign-in") and person != "nobody":
            browser.signed_in()  # It is another session now, whose forms carry another token.
        return observed(row, answer, work, person)

    def lot_of(self, work):
        """The lot that the program's units took of, as quality finds it."""
        if (found := self.made.get(("lots", work["program"]))) is None:
            page = self.browsers["quin"].ask("GET", "/lots", {"number": work["lot"]})[2]
            if (lot := re.search(r'href="/lots/([0-9a-f]{32})"', page)) is None:
                raise SystemExit(f"quality finds no lot {work['lot']}:\n{page}")
            found = self.made["lots", work["program"]] = lot[1]
        return found

    def notice_of(self, work, place):
        """A notice of escape of the program, as quality lists them: what is reported on the unit that was certified makes one due each time."""
        if (found := self.made.get(("escape-notices", work["program"]))) is None:
            listed = json.loads(self.browsers["quin"].ask("GET", "/api/escape-notices", {"limit": "500"})[2])["records"]
            found = sorted(each["id"] for each in listed if each["fields"].get("orderNumber") == work["orderNumber"])
            self.made["escape-notices", work["program"]] = found
        return found[place] if place < len(found) else "0" * 32

    def request_of(self, record, program):
        """The request for access to a record, or to another record of the program, as whoever oversees all of it lists them."""
        listed = json.loads(self.browsers["cora"].ask("GET", "/api/compliance/requests", {"limit": "500"})[2])["records"]
        found = [
            each["id"] for each in listed for fields in [each["fields"]]
            if fields.get("program") == program and (fields["record"] == record if record else fields["record_kind"] == "work-unit")
        ]
        return found[0] if found else "0" * 32

    def route_problems(self):
        """Routes without a row, and rows and exemptions without a route."""
        here = {route[:2] for route in self.server.routes}
        rows = {row[:2] for row in ROWS}
        problems = [f"{' '.join(route)}: the server answers it and the matrix has no row; add one" for route in here - rows - set(EXEMPT)]
        problems += [f"{' '.join(route)}: the matrix has a row and the server no such route" for route in rows - here]
        problems += [f"{' '.join(route)}: a stale exemption: {'it has a row' if route in rows else 'the server has no such route'}"
                     for route in EXEMPT if route in rows or route not in here]
        return problems

    def undone(self):
        """Commands that nobody's policies and state of things let through: a row of refusals alone would show nothing."""
        return [f"{' '.join(row[:3])}: nobody did it for {work['program']} on {self.facts['instance']} at {self.site}"
                for row in ROWS if row[4].__name__ not in ("anybody", "own", "administrator", "without_key", "asks_access", "decides_access", "nobodys", "ungranted")
                for work in self.facts["work"] if (row[:3], work["program"]) not in self.done]


def expected(oracle, instances, everybody):
    """What the engine says, by instance, row, program and person."""
    def asking():
        verdicts = {}
        for instance, site, programs, access, rows in instances:
            for program in programs:
                for row in rows:
                    for person in everybody:
                        verdict = row[4](Asking(oracle, person, program, site, "api" if row[1].startswith("/api/") else "screen"))
                        if person == "nobody" and access[row[:2]] in ("signedIn", "locked") and not of_system(row):
                            verdict = "sign in"
                        verdicts[(instance, site), row[:3], program, person] = verdict
        return verdicts
    return oracle.settle(asking)


def table(verdicts, register):
    """The verdicts as text: a line for each row and verdict, with the persons who get it."""
    lines = ["Who gets what over HTTP, by route. Written by Tests/PersonMatrix/matrix.py from what the Rust Cedar engine says.", ""]
    for person, row in register.items():
        facts = {name: value for name, value in row.items() if value and name not in ("person", "badge", "name", "home")}
        lines.append(f"{person}: " + ", ".join(f"{name} {value}" for name, value in facts.items()))
    lines += ["administrator: an account by the first-run link, with no facts in the register", "nobody: no session"]
    groups = {}
    for (instance, row, program, person), verdict in verdicts.items():
        groups.setdefault((instance, program), {}).setdefault(row, {}).setdefault(verdict, []).append(person)
    for ((instance, site), program), rows in groups.items():
        lines += ["", f"## {program} on {instance} at {site}", ""]
        for (method, path, variant), by_verdict in rows.items():
            lines.append(f"{method} {path}" + (f" ({variant})" if variant else ""))
            lines += [f"    {verdict}: {' '.join(people)}" for verdict, people in by_verdict.items()]
    return "\n".join(lines) + "\n"


def differences(said, seen):
    return [
        f"{row[0]} {row[1]}{f' ({row[2]})' if row[2] else ''}, {person}, {program} on {place[0]} at {place[1]}: "
        f"the engine says {said[key]!r}, the server {seen[key]!r}"
        for key in said for place, row, program, person in [key] if said[key] != seen[key]
    ]


def main(program, root, work, plant):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("the matrix took too long"))
    root, day = Path(root), datetime.now(timezone.utc).strftime("%Y-%m-%d")
    example = root / "Examples/aerostructures"
    register = persons(example / "register.csv")
    asked = json.loads(Path(work).read_text(encoding="utf-8"))
    running, seen, problems, instances = [], {}, [], []

    def run(facts):
        instance = Instance(program, root, plant, facts, register, running)
        answers = instance.answers()
        if (facts["instance"], facts["site"]) != AT_PLACES:
            return instance, answers, {}
        if instance.server.end() != 0:
            raise SystemExit(f"the server of {facts['instance']} did not end well:\n{instance.server.said()}")
        return instance, answers, Places(program, instance, running).answers()

    try:
        with ThreadPoolExecutor(2) as pool:
            for facts, (instance, answers, at_places) in zip(asked, pool.map(run, asked)):
                place = (facts["instance"], facts["site"])
                seen |= {(place, *key): answer for key, answer in answers.items()}
                problems += instance.route_problems() + instance.undone()
                access = {route[:2]: route[2] for route in instance.server.routes}
                programs = [each["program"] for each in facts["work"]]
                instances.append((*place, programs, {row[:2]: access.get(row[:2]) for row in ROWS}, ROWS))
                for where, answers in at_places.items():
                    seen |= {((place[0], where), *key): answer for key, answer in answers.items()}
                    instances.append((place[0], where, programs, access, PLACE_ROWS))
    finally:
        for instance in running:
            if instance.server.end() != 0:
                problems.append(f"the server of {instance.facts['instance']} did not end well:\n{instance.server.said()}")
    if datetime.now(timezone.utc).strftime("%Y-%m-%d") != day:
        raise SystemExit("midnight (UTC) passed while the matrix was asked; facts count by the day, so ask again")
    oracle = Oracle(Plant(plant, day), register, root / "Catalogue", example / "grants.cedar")
    oracle.places |= contexts(oracle.plant)
    everybody = [*register, "administrator", "nobody"]
    said = expected(oracle, instances, everybody)
    problems += differences(said, seen)
    problems += golden(table(said, register))
    if not problems:
        # Of an engine that differs already it would not be known which obligation was noticed.
        problems += unnoticed(oracle, instances, everybody, seen)
    print("\n".join(problems) or f"{len(said)} answers as the engine says")
    return 1 if problems else 0


def golden(text):
    path = Path(__file__).parent / "Golden/person-matrix.txt"
    if os.environ.get("BULKHEAD_RECORD") == "1":
        path.write_text(text, encoding="utf-8")
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return []
    return [f"{path.name}: the engine says otherwise now; BULKHEAD_RECORD=1 writes it anew, review the difference"]


# Without these somebody of the register would get more, which the matrix has to notice. Where two rules refuse the same persons the same records, it
# takes both away: FTR-35 is under the ITAR and the EAR, and COM-200 bars unknown citizenships twice.
DECISIVE = [
    ["flow-persons-us-citizens"], ["distribution-c-d"], ["cui-lawful-purpose"], ["itar-release", "ear-deemed-export"],
    ["ear-deemed-export", "ear-deemed-embargoed"], ["itar-release-place", "ear-release-place"],
]


def unnoticed(oracle, instances, everybody, seen):
    """The obligations without which the matrix would not fail. They are taken from the engine, so that the server does otherwise than it says."""
    problems = []
    for names in DECISIVE:
        found = differences(expected(oracle.without(names), instances, everybody), seen)
        print(f"without {' and '.join(names)}: {len(found)} answers differ")
        if not found:
            problems.append(f"{' and '.join(names)}: the matrix does not notice that it is missing, so it does not show that the server heeds it")
    return problems


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
