"""Cedar facts of a plant and of its persons, made from the plant file and the person register as they are written.

No code of Bulkhead has a part in this: what it makes of the same files is what is tested.
"""
import csv
import json
import re

import yaml

SCHEMES = ("regimes", "usml", "eccn", "licenceRequiredFor", "cui", "dissemination", "releasableTo", "flowdowns")
# Of a flowdown's keys, those that ask for persons become keys of records; the others bind places, neighbours and duties.
PERSON_KEYS = ("persons", "administration", "signIn")
OTHER_KEYS = {
    "id", "from", "cite", "separation", "against", "where", "accepts", "tenancy", "retain", "trigger", "reportHours", "to",
    "approves", "purge",
}


# In place of a program, of what belongs to none: gauges, lots, containments.
COMMON = ""


def entity(kind, name):
    return {"__entity": {"type": kind, "id": name}}


def reference(kind, name):
    return {"type": kind, "id": name}


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


class Plant:
    """A plant file as of a day, written YYYY-MM-DD. Every scalar is text, as it stands there."""

    def __init__(self, path, day):
        with open(path, encoding="utf-8") as file:
            self.text = yaml.load(file, Loader=yaml.BaseLoader)
        self.day = day
        self.programs = {program["id"]: program for program in self.text["programs"]}
        self.parties = {party["id"]: party for party in self.text["parties"]}
        self.countries = {site["id"]: self.fact(site["country"]) for site in self.text["sites"]}
        self.authorizations = [
            each for each in self.text.get("authorizations", [])
            if each.get("from", "") <= day <= each.get("until", "9999-12-31")
        ]

    def fact(self, value):
        """What counts of a fact on the day; None where it expired."""
        if isinstance(value, dict):
            return value.get("value") if self.day <= value.get("expires", "9999-12-31") else None
        return value

    def covering(self, program, data_class):
        """Ids of the authorizations in force that admit all records of a class. One that names parts admits these alone."""
        if program == COMMON:
            return []
        return [
            each["id"] for each in self.authorizations
            if program in each["programs"] and not each.get("parts")
            and (not each.get("dataClasses") or data_class in each["dataClasses"])
        ]

    def record(self, program, data_class):
        """What restricts a program's records of a class: what the program says, save where a determination says otherwise. What belongs to no program
        nothing restricts."""
        if program == COMMON:
            return {name: [] for name in SCHEMES} | {"safetyCritical": False}
        written = self.programs[program]
        classification = written.get("classification", {})
        exports = listed(classification.get("exports"))
        for part in written.get("parts", []):
            exports = exports + [entry for entry in listed(part.get("exports")) if isinstance(entry, dict)]
        cui = listed(classification.get("cui"))
        statement = classification.get("distribution", {}).get("statement")
        determination = written.get("data", {}).get(data_class, {})
        if "exports" in determination or "export" in determination:
            given = determination.get("exports", determination.get("export"))
            exports = [] if given == "none" else given
        if "cui" in determination:
            cui = [] if determination["cui"] == "none" else determination["cui"]
        if "distribution" in determination:
            given = determination["distribution"]
            statement = None if given == "none" else given["statement"]
        record = {
            "program": entity("Program", program),
            "owner": entity("Party", written["customer"]),
            "regimes": sorted({entry["regime"] for entry in exports}),
            "usml": sorted({e["technicalData"] for e in exports if e["regime"] == "ITAR" and "technicalData" in e}),
            "eccn": sorted({e["technicalData"] for e in exports if e["regime"] != "ITAR" and "technicalData" in e}),
            "licenceRequiredFor": sorted({c for entry in exports for c in listed(entry.get("licenceRequiredFor"))}),
            "cui": sorted(cui),
            "dissemination": sorted(listed(classification.get("dissemination"))),
            "releasableTo": sorted(listed(classification.get("releasableTo"))),
            "flowdowns": sorted(self.person_keys(written)),
            "safetyCritical": self.fact(classification.get("safetyCritical")) == "true",
        }
        if statement and statement != "A":
            record["distribution"] = statement
        return record

    def person_keys(self, program):
        keys = set()
        for flowdown in program.get("flowdowns", []):
            unknown = set(flowdown) - OTHER_KEYS - set(PERSON_KEYS)
            if unknown:
                raise SystemExit(f"facts.py does not know what {sorted(unknown)} of a flowdown asks for; teach it")
            if flowdown.get("from") != "preference":
                keys |= {f"{key}:{flowdown[key]}" for key in PERSON_KEYS if key in flowdown}
        return keys

    def entities(self, catalogue):
        """All that policies about records name beside persons and records."""
        with open(f"{catalogue}/lists.json", encoding="utf-8") as file:
            made = json.load(file)
        made += [{"uid": reference("Party", name), "attrs": {}, "parents": []} for name in self.parties]
        made += [{"uid": reference("Program", name), "attrs": {}, "parents": []} for name in self.programs]
        made += [{"uid": reference("Site", name), "attrs": {}, "parents": []} for name in self.countries]
        made += [
            {"uid": reference("Zone", zone["id"]), "attrs": {}, "parents": [reference("Site", site["id"])]}
            for site in self.text["sites"] for zone in site.get("zones", [])
        ]
        for each in self.authorizations:
            made.append({"uid": reference("Authorization", each["id"]), "attrs": {"kind": each["kind"]}, "parents": []})
            made.append({
                "uid": reference("Scope", each["id"]),
                "attrs": {
                    "kind": each["kind"], "countries": listed(each.get("countries")),
                    "parties": [entity("Party", party) for party in each["parties"]],
                    "provisos": listed(each.get("provisos")),
                },
                "parents": [reference("Authorization", each["id"])],
            })
        return made


def persons(path):
    """The lines of a register, by person, in order."""
    with open(path, encoding="utf-8", newline="") as file:
        return {row["person"]: row for row in csv.DictReader(file)}


def dated(text, day):
    """Entries such as `MX until 2011-03-04`, as (value, from, until); None where nothing is known."""
    if not text:
        return None
    if text == "none":
        return []
    entries = []
    for entry in text.split(";"):
        words = entry.split()
        days = dict(zip(words[1::2], words[2::2]))
        entries.append((words[0], days.get("from"), days.get("until")))
    return entries


def in_force(entries, day):
    return [e for e in entries if (e[1] is None or e[1] <= day) and (e[2] is None or day <= e[2])]


def person_attributes(row, plant):
    """The attributes of a `Person` on the plant's day. What the register does not know is absent."""
    day, attributes = plant.day, {}
    party = plant.parties.get(row.get("employer", ""))
    attributes["flowedDown"] = []
    if party:
        attributes["employer"] = entity("Party", party["id"])
        attributes["employerKind"] = party["kind"]
        attributes["employerCountry"] = plant.fact(party["country"])
        # Certified under the Joint Certification Program until the day that is on file.
        attributes["jcp"] = day <= party["jcpUntil"] if "jcpUntil" in party else False
        attributes["flowedDown"] = listed(party.get("flowedDown"))
    if row.get("role"):
        attributes["role"] = row["role"]
    for name in ("usPerson", "usCitizen", "federalEmployee", "dodEmployee"):
        if row.get(name):
            attributes[name] = row[name] == "yes"
    held, lives = dated(row.get("citizenships"), day), dated(row.get("residencies"), day)
    if held is not None and lives is not None:
        # 22 CFR 120.50(b): every citizenship ever held, and every residency held now.
        ever = {e[0] for e in held if e[1] is None or e[1] <= day} | {e[0] for e in in_force(lives, day)}
        attributes["citizenshipsEver"] = sorted(ever)
        # 15 CFR 734.13(b): the latest. One of unknown beginning may be the latest.
        now = in_force(held + lives, day)
        last = max((e[1] for e in now if e[1]), default=None)
        latest = {e[0] for e in now if e[1] is None or e[1] == last}
        if latest:
            attributes["citizenshipsLatest"] = sorted(latest)
    if row.get("worksIn"):
        attributes["worksIn"] = re.split(r"[; ,]+", row["worksIn"])
    if row.get("needToKnow"):
        known = in_force(dated(row["needToKnow"], day), day)
        attributes["needToKnow"] = [entity("Program", each[0]) for each in known]
    named = re.split(r"[; ,]+", row.get("authorizations") or "")
    attributes["scopesInForce"] = [
        entity("Scope", each["id"]) for each in plant.authorizations
        if (party and party["id"] in each["parties"]) or each["id"] in named
    ]
    return attributes
