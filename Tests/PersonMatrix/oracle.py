"""Decisions of the Rust engine (`cedarpy`) about the records of a plant: the catalogue's obligations, the plant's grants, facts from `facts.py`."""
import re
from pathlib import Path

import cedarpy

from facts import COMMON, entity, person_attributes, reference

# What the server's ways out say of themselves: pages, over whose readers' shoulders others may look, answers to programs, paper, and files.
CHANNELS = {
    "screen": {"shared": True, "unattended": False}, "api": {"client": "session"}, "print": {"attended": False},
    "export": {"format": "bulkhead-drift", "encrypted": False, "removable": False},
}


def obligations(catalogue, day):
    """The texts of the catalogue's policies in force, by id. Drafts are shown, never enforced."""
    found = {}
    for path in sorted(Path(catalogue).glob("*.cedar")):
        for text in re.split(r'(?m)^(?=@id\(")', path.read_text(encoding="utf-8"))[1:]:
            effective = re.search(r'@effective\("(.*?)"\)', text)[1]
            if re.search(r'@status\("(.*?)"\)', text)[1] != "draft" and effective <= day:
                found[re.match(r'@id\("(.*?)"\)', text)[1]] = text
    return found


def data_classes(catalogue):
    """The classes of data, as the schema lists them beside `kind` of a record."""
    text = Path(catalogue, "bulkhead.cedarschema").read_text(encoding="utf-8")
    return re.findall(r"\w+", re.search(r"The data class:((?:.|\n)*?)\.\n", text)[1].replace("//", ""))


class Oracle:
    """Asks many questions at once: what is asked is remembered, answered by `settle`, and asked again by whoever wants to know."""

    def __init__(self, plant, persons, catalogue, grants):
        self.plant, self.persons, self.catalogue = plant, dict(persons), catalogue
        self.register, self.classes = list(persons), data_classes(catalogue)
        self.grants = Path(grants).read_text(encoding="utf-8")
        self.policies = obligations(catalogue, plant.day)
        self.answers, self.open = {}, []
        # Where somebody asks from, by name: a site, for sessions at none of its terminals, where the server was told the country; or a terminal.
        self.places = {site: {"country": country} for site, country in plant.countries.items()}

    def needing(self, person, program):
        """A person as another one with a need to know for a program beside what the register states."""
        name = f"{person} needing {program}"
        known = (self.persons[person].get("needToKnow") or "none").replace("none", "")
        self.persons[name] = self.persons[person] | {"needToKnow": f"{known}; {program}" if known else program}
        return name

    def without(self, obligations):
        """The same without some obligations."""
        missing = set(obligations) - set(self.policies)
        if missing:
            raise SystemExit(f"the catalogue has no {', '.join(sorted(missing))} in force to take away")
        other = Oracle.__new__(Oracle)
        other.__dict__.update(self.__dict__)
        other.policies = {name: text for name, text in self.policies.items() if name not in obligations}
        other.answers, other.open = {}, []
        return other

    def asks(self, person, action, program, kind, label, field, site, channel):
        """Whether a person may do something with a program's record of a kind, under the label of a class of data, from a place,
        by a channel.

        `field` is the class of the field asked about, None for the record as a whole.
        """
        question = (person, action, program, kind, label, field, site, channel)
        if question not in self.answers:
            self.answers[question] = False
            self.open.append(question)
        return self.answers[question]

    def approves(self, person, capacity, kind, program, author):
        """Whether a person may approve a change of a program that an author wrote, in a capacity, where nobody approved yet."""
        question = ("approve", person, capacity, kind, program, author)
        if question not in self.answers:
            self.answers[question] = False
            self.open.append(question)
        return self.answers[question]

    def answer_approvals(self, questions):
        requests, entities = [], self.plant.entities(self.catalogue)
        for name in sorted({question[1] for question in questions}):
            entities.append({"uid": reference("Person", name), "attrs": person_attributes(self.persons[name], self.plant), "parents": []})
        for _, person, capacity, kind, program, author in questions:
            written = {} if program == COMMON else self.plant.programs[program]
            name = f"{program} {kind} {author}"
            entities.append({
                "uid": reference("Change", name), "parents": [], "attrs": {
                    "kind": kind, "touches": [kind], "tier": 1, "programs": [entity("Program", program)] if written else [], "author": entity("Person", author),
                    "safetyCritical": self.plant.record(program, "workInstructions")["safetyCritical"],
                    "standards": sorted(written.get("standards", [])), "flowdowns": [],
                },
            })
            requests.append({
                "principal": f'Person::"{person}"', "action": 'Action::"approve"', "resource": f'Change::"{name}"', "context": {
                    "date": {"__extn": {"fn": "datetime", "arg": self.plant.day}}, "capacity": capacity, "approvedCapacities": [],
                    "approvers": [], "testsPassed": [], "evidence": [], "customerApproved": False,
                },
            })
        entities = list({(each["uid"]["type"], each["uid"]["id"]): each for each in entities}.values())
        text = "\n".join(self.policies.values()) + self.grants
        for question, result in zip(questions, cedarpy.is_authorized_batch(requests, text, entities), strict=True):
            if result.diagnostics.errors or result.decision == cedarpy.Decision.NoDecision:
                raise SystemExit(f"the reference engine errs about {question}: {result.diagnostics.errors}")
            self.answers[question] = result.decision == cedarpy.Decision.Allow

    def settle(self, asking):
        """Calls `asking` until it asks nothing new; what it returned then rests on answers alone."""
        while True:
            result = asking()
            if not self.open:
                return result
            self.answer()

    def answer(self):
        questions, self.open = self.open, []
        approvals = [question for question in questions if question[0] == "approve"]
        if approvals:
            self.answer_approvals(approvals)
        questions = [question for question in questions if question[0] != "approve"]
        requests, owners, entities = [], [], self.plant.entities(self.catalogue)
        for name in sorted({question[0] for question in questions}):
            if name.startswith("system:"):
                entities.append({"uid": reference("System", name.removeprefix("system:")), "attrs": {}, "parents": []})
                continue
            attributes = person_attributes(self.persons[name], self.plant)
            entities.append({"uid": reference("Person", name), "attrs": attributes, "parents": []})
        for program, kind, label in sorted({question[2:5] for question in questions}):
            attributes = self.plant.record(program, label)
            attributes["kind"] = kind
            parents = [] if program == COMMON else [reference("Program", program)]
            parents += [reference("Scope", scope) for scope in self.plant.covering(program, kind)]
            name = f"{program} {kind} {label}"
            entities.append({"uid": reference("Record", name), "attrs": attributes, "parents": parents})
        for question in questions:
            person, action, program, kind, label, field, site, channel = question
            context = {
                "channel": channel, channel: CHANNELS[channel],
                "date": {"__extn": {"fn": "datetime", "arg": self.plant.day}},
            }
            if field:
                context["fieldClass"] = field
            if person.startswith("system:"):
                context |= {"site": entity("Site", site), "country": self.plant.countries[site]}
            else:
                context |= self.places[site] | {"factors": 1}  # Everybody signs in by badge and PIN, and a badge is none.
            # Every authorization in force may be named as the authority, one at a time.
            for scope in [None] + self.plant.covering(program, kind):
                named = dict(context, authorization=entity("Scope", scope)) if scope else context
                system = person.removeprefix("system:")
                requests.append({
                    "principal": f'Person::"{person}"' if system == person else f'System::"{system}"', "action": f'Action::"{action}"',
                    "resource": f'Record::"{program} {kind} {label}"', "context": named,
                })
                owners.append(question)
        text = "\n".join(self.policies.values()) + self.grants
        for question, result in zip(owners, cedarpy.is_authorized_batch(requests, text, entities), strict=True):
            if result.diagnostics.errors or result.decision == cedarpy.Decision.NoDecision:
                raise SystemExit(f"the reference engine errs about {question}: {result.diagnostics.errors}")
            self.answers[question] = self.answers[question] or result.decision == cedarpy.Decision.Allow
