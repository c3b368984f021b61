"""What each route of the server asks the policies, said once more in other words than the server's: a row for each route, and for a route that
takes several things a row for each. Rows are asked in their order, each by everybody: work is started, interrupted, completed and bought off.

A verdict is `shows` and what of a program is on the page, `may` where policies let a command or a way through, `denied` where one may know what one
is not shown, `not found` where not even that.
"""


from facts import COMMON


class Asking:
    """A person in front of a terminal of a site, asking about a program."""

    def __init__(self, oracle, person, program, site, channel):
        self.oracle, self.person, self.program, self.site, self.channel = oracle, person, program, site, channel
        self.is_administrator = person == "administrator"
        self.is_anybody = person == "nobody"

    def may(self, action, kind, label=None, field=None):
        if self.is_administrator or self.is_anybody:
            return False  # The register has no facts about the first administrator beside the account.
        label = label or kind
        return self.oracle.asks(self.person, action, self.program, kind, label, field, self.site, self.channel)

    def sees(self, kind, *classes):
        """Whether a record of a kind is shown, and of it fields of classes."""
        return self.may("view", kind) and all(self.may("view", kind, each, each) for each in classes or (kind,))

    def approves(self, capacity, kind, author):
        if self.is_administrator or self.is_anybody:
            return False
        return self.oracle.approves(self.person, capacity, kind, self.program, author)

    def needing(self):
        """The same, with a need to know for the program on file."""
        return Asking(self.oracle, self.oracle.needing(self.person, self.program), self.program, self.site, self.channel)

    def about(self, program, channel):
        """The same about another program."""
        return Asking(self.oracle, self.person, program, self.site, channel)

    def common(self):
        """The same about what belongs to no program."""
        return Asking(self.oracle, self.person, COMMON, self.site, self.channel)

    def on(self, channel):
        """The same, asked by another way out."""
        return Asking(self.oracle, self.person, self.program, self.site, channel)

    def refusal(self, kind):
        return "denied" if self.may("know", kind) else "not found"

    def of_order(self):
        """What a table with the units of an order shows."""
        return ["orders"] * self.sees("orders") + ["operation"] * self.sees("orders", "workInstructions")


def shown(parts):
    return "shows " + ", ".join(parts) if parts else "shows nothing"


def order(ask):
    return shown(ask.of_order()) if ask.may("view", "orders") else ask.refusal("orders")


def unit_parts(ask):
    return (
        ask.of_order() + ["instructions"] * ask.sees("workInstructions") + ["limits"] * ask.sees("inspectionRecords")
        + ["components"] * ask.sees("workInstructions")
    )


def unit(ask):
    return shown(unit_parts(ask)) if ask.may("view", "orders") else ask.refusal("orders")


def prints(ask):
    """Whoever sees the order and may write orders has a traveler recorded for it, or for a unit of it."""
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    return "may" if ask.may("edit", "orders") else ask.refusal("orders")


def traveler(ask):
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    seen = ask.sees("orders", "workInstructions") or ask.sees("workInstructions")
    return shown(["orders"] * ask.sees("orders") + ["operation"] * seen)


def paper(ask):
    """A document: what leaves by it leaves by the channel of paper."""
    ask = ask.on("print")
    return "may" if ask.may("print", "orders") else ask.refusal("orders")


def takes_back(ask):
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    return "may" if ask.may("edit", "nonconformances") else ask.refusal("nonconformances")


def record(ask):
    """Of a unit that nothing was built into yet: what is planned to be, and that it is missing."""
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    planned = ask.may("view", "workInstructions") and ask.sees("genealogy", "workInstructions")
    parts = ask.of_order()
    if ask.channel == "api" and ask.sees("workInstructions"):
        parts = ["orders"] * ask.sees("orders") + ["operation", "instructions"]
    return shown(parts + ["components"] * planned)


def article_form(ask):
    """The unit's serial and what its operations are called."""
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    return shown(["operation"] * ask.sees("workInstructions"))


def article(ask):
    if not ask.may("view", "inspectionRecords"):
        return ask.refusal("inspectionRecords")
    seen, api = ask.sees("inspectionRecords"), ask.channel == "api"
    parts = ["orders"] * (api and seen) + ["operation", "instructions"] * (api and ask.sees("workInstructions")) + ["limits"] * seen
    parts += ["components"] * (api and ask.sees("genealogy"))
    return shown(parts + ["definitions"] * (api and seen))


def articles(ask):
    seen = ask.sees("inspectionRecords")
    return shown(["orders", "definitions"] * seen)


def signs_article(ask):
    return "may" if ask.may("edit", "inspectionRecords") else ask.refusal("inspectionRecords")


def certificate_form(ask):
    return shown(["orders"] * ask.sees("orders")) if ask.may("view", "orders") else ask.refusal("orders")


def certifies(ask):
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    return "may" if ask.may("edit", "inspectionRecords") else ask.refusal("inspectionRecords")


def certificate(ask):
    if not ask.may("view", "inspectionRecords"):
        return ask.refusal("inspectionRecords")
    parts = ["orders"] * (ask.sees("inspectionRecords") or ask.sees("orders")) + ["operation"] * ask.sees("orders", "workInstructions")
    parts += ["components"] * ask.sees("genealogy")
    return shown(parts + ["definitions"] * (ask.channel == "api" and ask.sees("workInstructions")))


def certificate_paper(ask):
    ask = ask.on("print")
    return "may" if ask.may("print", "inspectionRecords") else ask.refusal("inspectionRecords")


def lots(ask):
    """A lot belongs to no program; its part is of this one."""
    return shown(["components"] * ask.common().sees("materialUse"))


def lot(ask):
    """A lot, and what of the program it went into by then, as far as one may see that it did."""
    if not ask.common().may("view", "materialUse"):
        return ask.common().refusal("materialUse")
    reached = ask.of_order() if ask.sees("genealogy") and ask.may("view", "orders") else []
    return shown(reached + ["components"] * (ask.common().sees("materialUse") or ask.sees("genealogy")))


def containments(ask):
    return shown(["nonconformances"] * ask.common().sees("nonconformances"))


def containment(ask):
    common = ask.common()
    return containments(ask) if common.may("view", "nonconformances") else common.refusal("nonconformances")


def contains(ask):
    """Said once for all programs: by whoever may write what belongs to none and approves in the capacity of quality for none of them."""
    common = ask.common()
    if not common.may("edit", "nonconformances"):
        return common.refusal("nonconformances")
    # Who is refused has the form back as it was typed.
    may = common.approves("quality", "containment", "system:containment")
    return "may" if may else "denied, but shows components, nonconformances"


def as_program(verdict):
    """The same by a program, which is told that it is refused and no more."""
    def told(ask):
        said = verdict(ask)
        return "denied" if said.startswith("denied") else said
    return told


def places(ask):
    common = ask.common()
    return "may" if common.may("edit", "nonconformances") else common.refusal("nonconformances")


def verify(ask):
    """A list of the one traveler that the code names: empty for whoever does not see it, whatever they may know of."""
    return shown(["orders"]) if ask.sees("orders") else "not found"


def dispatch(ask):
    return shown(ask.of_order() if ask.sees("orders") else [])


def reported(ask):
    """Who may report a nonconformance did so to the own unit before it is asked for."""
    return ["nonconformances"] * (report(ask) == "may" and ask.sees("nonconformances"))


def operation(ask):
    return shown(unit_parts(ask) + reported(ask)) if ask.may("view", "orders") else ask.refusal("orders")


def history(ask):
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    return shown(ask.of_order() + ["components"] * ask.sees("workInstructions") + reported(ask))


def nonconformances(ask):
    return shown(["nonconformances"] * ask.sees("nonconformances"))


def definition(ask, touched=()):
    if not ask.may("view", "workInstructions"):
        return ask.refusal("workInstructions")
    return shown(
        list(touched) + ["operation", "instructions"] * ask.sees("workInstructions") + ["limits"] * ask.sees("inspectionRecords")
        + ["components", "definitions"] * ask.sees("workInstructions")
    )


def definitions(ask):
    return shown(["definitions"] * ask.sees("workInstructions"))


def looks(ask):
    return "may" if ask.may("view", "workInstructions") else ask.refusal("workInstructions")


def writes(ask):
    return "may" if ask.may("edit", "workInstructions") else ask.refusal("workInstructions")


def rewrites(ask):
    """Who writes an operation anew has to see what is measured at it."""
    if not ask.may("edit", "workInstructions"):
        return ask.refusal("workInstructions")
    return "may" if ask.may("view", "inspectionRecords") else ask.refusal("inspectionRecords")


def revises(ask):
    return writes(ask) if ask.may("view", "workInstructions") else ask.refusal("workInstructions")


def planner(ask):
    """The orders, and the definitions that can be ordered from."""
    return shown(["orders"] * ask.sees("orders") + ["definitions"] * ask.sees("workInstructions"))


def orders(ask):
    if not ask.may("view", "workInstructions"):
        return ask.refusal("workInstructions")
    return "may" if ask.may("edit", "orders") else ask.refusal("orders")


def medium_content(ask):
    """The bytes of a picture are an attachment of the program."""
    if not ask.may("view", "workInstructions"):
        return ask.refusal("workInstructions")
    return "may" if ask.sees("attachments") else ask.refusal("attachments")


def approves(ask):
    """An approval of a definition that eva wrote. Nobody approves what they wrote: that rule is Bulkhead's own, for all changes."""
    if not ask.may("view", "workInstructions"):
        return ask.refusal("workInstructions")
    # Who is refused stays on the page, which they may see; it lists the open orders by the revision that would be replaced.
    may = ask.person != "eva" and ask.approves("manufacturing", "workDefinition", "eva")
    return "may" if may else f"denied, but {definition(ask, touched=['orders'] * ask.sees('orders'))}"


def nonconformance(ask):
    if not ask.may("view", "nonconformances"):
        return ask.refusal("nonconformances")
    parts = ask.of_order() if ask.may("view", "orders") else ["operation"] * ask.sees("workInstructions")
    instructions = ["instructions"] * (ask.channel == "api" and ask.sees("workInstructions"))
    return shown(parts + instructions + ["limits"] * ask.sees("inspectionRecords") + ["nonconformances"] * ask.sees("nonconformances"))


def notices(ask):
    """What customers have to be told of what was delivered: the order's number, and what was found."""
    return shown(["orders", "nonconformances"] * ask.sees("nonconformances"))


def notice(ask):
    if not ask.may("view", "nonconformances"):
        return ask.refusal("nonconformances")
    told, api = ask.sees("nonconformances"), ask.channel == "api"
    ordered = told or ask.sees("orders") or (api and ask.sees("inspectionRecords"))
    return shown(
        ["orders"] * ordered + ["operation"] * ask.sees("orders", "workInstructions") + ["nonconformances"] * told
    )


def writes_notice(ask):
    """Whoever may write nonconformances and approve in the capacity of quality; nobody is the author of what is found."""
    if not ask.may("edit", "nonconformances"):
        return ask.refusal("nonconformances")
    return "may" if ask.approves("quality", "escapeNotice", "system:nonconformance") else f"denied, but {notice(ask)}"


def notice_paper(ask):
    ask = ask.on("print")
    return "may" if ask.may("print", "nonconformances") else ask.refusal("nonconformances")


def disposes(ask):
    """A disposition of what olivia reported: whoever may write nonconformances and approve in the capacity of quality."""
    if not ask.may("edit", "nonconformances"):
        return ask.refusal("nonconformances")
    # Of her own the server says that it is hers, whatever policies say.
    may = ask.person == "olivia" or ask.approves("quality", "disposition", "olivia")
    return "may" if may else f"denied, but {nonconformance(ask)}"


def decides(capacity):
    """What the design authority or the customer says of a departure from the design: whoever sees it and approves a disposition in that capacity."""
    def verdict(ask):
        if not ask.may("view", "nonconformances"):
            return ask.refusal("nonconformances")
        may = ask.person == "olivia" or ask.approves(capacity, "disposition", "olivia")
        return "may" if may else f"denied, but {nonconformance(ask)}"
    return verdict


def edits_order(ask):
    """An order is changed by whoever may write orders."""
    return "may" if ask.may("edit", "orders") else ask.refusal("orders")


def order_list(ask):
    return shown(["orders"] * ask.sees("orders"))


def chart(ask):
    """How a characteristic runs: what it is called stands on it."""
    if not ask.may("view", "inspectionRecords"):
        return ask.refusal("inspectionRecords")
    return shown(["limits"] * ask.sees("inspectionRecords"))


def corrections(ask):
    """What was recorded of the unit, to be corrected: of the own unit who could build into it did so by then."""
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    built = ask.channel == "screen" and work("genealogy")(ask) == "may"
    return shown(["components"] * (built and ask.sees("genealogy")))


def corrects(kind, *classes):
    """A correction of what olivia recorded on her unit: her own where changes of the program are of the first tier, which is a state that
    things are in; everybody else's in the capacity of quality."""
    def verdict(ask):
        # Whoever is not shown the record has no id of it to send.
        if not ask.may("view", "orders") or not ask.may("view", kind):
            return "not found"
        if ask.person == "olivia" or ask.approves("quality", "correction", "olivia"):
            return "may"
        return f"denied, but {shown(['components'] * ask.sees('genealogy'))}"
    return verdict


def corrects_words(ask):
    """The words of what olivia reported."""
    if not ask.may("view", "nonconformances"):
        return ask.refusal("nonconformances")
    may = ask.person == "olivia" or ask.approves("quality", "correction", "olivia")
    return "may" if may else f"denied, but {nonconformance(ask)}"


def scan_code(ask):
    return "may" if ask.may("view", "orders") else ask.refusal("orders")


def scan_serial(ask):
    return "may" if ask.sees("orders") else "not found"


def work(made):
    """A command at an operation: who sees the unit and its instructions and may make the record that comes of it."""
    def verdict(ask):
        for kind in ("orders", "workInstructions"):
            if not ask.may("view", kind):
                return ask.refusal(kind)
        return "may" if ask.may("edit", made) else ask.refusal(made)
    return verdict


def report(ask):
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    return "may" if ask.may("edit", "nonconformances") else ask.refusal("nonconformances")


def asks_access(ask):
    """Whoever may know of it and would see it by a need to know that takes nothing away; who sees it is told so, as a state that things are in."""
    if ask.may("view", "orders"):
        return "may"
    if not ask.may("know", "orders"):
        return "not found"
    needing = ask.needing()
    programs, classes = ask.oracle.plant.programs, ask.oracle.classes
    before = {(p, c): ask.about(p, "screen").sees(c) for p in programs for c in classes}
    after = {(p, c): needing.about(p, "screen").sees(c) for p in programs for c in classes}
    gains = any(after[ask.program, c] and not before[ask.program, c] for c in classes)
    loses = any(before[each] and not after[each] for each in before)
    return "may" if gains and not loses and needing.may("view", "orders") else "denied"


def is_requested(ask):
    """Whether a request of somebody for the program waits, or was decided."""
    everybody = [Asking(ask.oracle, each, ask.program, ask.site, "screen") for each in ask.oracle.register]
    return any(not each.may("view", "orders") and asks_access(each) == "may" for each in everybody)


def requested(ask):
    return shown(["trail"] * (ask.sees("auditTrail") and is_requested(ask)))


def decides_access(ask):
    if not is_requested(ask):
        return "not found"
    if not ask.sees("auditTrail"):
        return ask.refusal("auditTrail")
    return "may" if ask.may("edit", "auditTrail") else ask.refusal("auditTrail")


def trail(ask):
    """Who may see the trail of a program sees that there is one to review."""
    return shown(["trail"] * ask.sees("auditTrail"))


def statement(ask):
    """Drift as a file. Of which plan it is stands under no label, and without that there is no statement."""
    def takes(asking):
        return all(asking.may("export", "auditTrail", field=field) for field in (None, "auditTrail"))

    ask = ask.on("export")
    return shown(["trail"] * takes(ask)) if takes(ask.common()) else "not found"


def denials(ask):
    """By then somebody was refused an order of each program; the refusal is under the order's label."""
    return shown(["trail"] * ask.may("view", "auditTrail", "orders"))


def review(ask):
    return shown(["trail"]) if ask.sees("auditTrail") else ask.refusal("auditTrail")


def takes_list(ask):
    """Who can reach a program, as a file."""
    ask = ask.on("export")
    return "may" if ask.may("export", "auditTrail") else ask.refusal("auditTrail")


def why(ask):
    if ask.may("view", "auditTrail", "orders"):
        return "may"
    return "denied" if ask.may("know", "auditTrail", "orders") else "not found"


def asks_policies(ask):
    """It tells of the plant's trail, which is under no label."""
    plain = ask.common()
    return "may" if plain.may("edit", "auditTrail") else plain.refusal("auditTrail")


def asks_baselines(ask):
    """It asks for a change of the plant, which is under no label."""
    plain = ask.common()
    return "may" if plain.may("edit", "workInstructions") else plain.refusal("workInstructions")


def nobodys(ask):
    """A question is its asker's alone, and this one is nobody's; a change of that id was never asked for."""
    return "not found"


def sign(ask):
    return "may" if ask.may("edit", "auditTrail") else ask.refusal("auditTrail")


def measured(ask):
    """The program's own line, and no record of another one."""
    return shown(["trail"] * ask.sees("auditTrail"))


def sees_leak(ask):
    return "may" if ask.sees("auditTrail") else ask.refusal("auditTrail")


def asked_by(system, action):
    """What a system is told of the person whose column it is: no, where it may not know of the record."""
    def evaluation(ask):
        knows = ask.oracle.asks(f"system:{system}", "know", ask.program, "orders", "orders", None, ask.site, "api")
        return "permits" if knows and ask.on("print" if action == "print" else "screen").may(action, "orders") else "denies"
    return evaluation


def found_by(system):
    """Whether a search finds the person, or the order for the person: who may know of persons as the register has them finds any."""
    def evaluation(ask):
        persons = ask.oracle.asks(f"system:{system}", "know", COMMON, "training", "training", None, ask.site, "api")
        knows = ask.oracle.asks(f"system:{system}", "know", ask.program, "orders", "orders", None, ask.site, "api")
        return "permits" if persons and knows and ask.on("screen").may("view", "orders") else "denies"
    return evaluation


def lifts(ask):
    """A unit, and what was lifted of it."""
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    return shown(ask.of_order() if ask.channel == "api" else [])


def asks_lift(ask):
    if not ask.may("view", "orders"):
        return ask.refusal("orders")
    may = ask.may("edit", "nonconformances") and ask.may("lift", "nonconformances")
    return "may" if may else ask.refusal("nonconformances")


def states(kind, of_program=False):
    """A fact that another system owns, said by a person: whoever may write records of its class, and state such facts. What belongs to no program is common."""
    def verdict(ask):
        ask = ask if of_program else ask.common()
        return "may" if ask.may("edit", kind) and ask.may("state", kind) else ask.refusal(kind)
    return verdict


def states_training(ask):
    """It is recorded beside the instructions, which whoever states it has to see."""
    if not ask.may("view", "workInstructions"):
        return ask.refusal("workInstructions")
    return states("training", of_program=True)(ask)


def states_by(system, kind, of_program=False):
    """The same by a system with its key, whoever's column it is: its own grant of `state` says it."""
    def verdict(ask):
        program = ask.program if of_program else COMMON
        def granted(action):
            return ask.oracle.asks(f"system:{system}", action, program, kind, kind, None, ask.site, "api")
        return "may" if granted("state") else "denied" if granted("know") else "not found"
    verdict.__name__ = "ungranted" if system == "bi" else "verdict"
    return verdict


def without_key(ask):
    return "sign in"


def streamed(ask):
    """The order that was made: who may see it is told that it was."""
    return shown(["trail"] * ask.sees("orders"))


def anybody(ask):
    return "anybody"


def own(ask):
    return "own account"


def administrator(ask):
    return "administrator" if ask.is_administrator else "not found"


# An operation as its form has it, which is the one that the work was made with.
OPERATION = {
    "sequence": "10", "name": "OPERATION-{program}", "center": "{workCenter}", "minutes": "30", "instructions": "INSTRUCTION-{program}",
    "c0-number": "1", "c0-name": "LIMIT-{program}", "c0-unit": "mm", "c0-lower": "12.65", "c0-upper": "12.75",
    "p0-part": "{component}", "p0-quantity": "1", "buy-off": "yes",
}
PICTURE = {"title": "Of the matrix", "alternative": "A grey pixel.", "replacing": "", "content": "{content}"}
VARIANT = {
    "program": "{program}", "standard": "deburr-wash", "difference": "Of the matrix", "reason": "Of the matrix", "owner": "{person}",
    "expires": "2099-12-31",
}
HEADING = {"part": "PN-{program}", "revision": "B", "title": "DEFINITION-{program}", "content": "{content}"}

ARTICLE = {"extent": "full", "trigger": "firstProduction", "reason": "Of the matrix", "organization": "Example"}
CERTIFICATE = {
    "unit-{unit}": "yes", "organization": "Example", "customer": "Customer", "purchase-order": "PO-1", "statement": "These conform.", "pin": "{pin}",
}

CONTAINED = {"suspect": "lot", "number": "{lotToContain}", "part": "{component}", "reason": "SCRATCH-{program}"}

MEASURED = {"record": "{record}", "seen": "12.70", "value": "12.71", "reason": "Of the matrix", "pin": "{pin}"}
CONSUMED = {"record": "{record}", "seen": "{lot}", "kind": "lot", "item": "{lotToo}", "quantity": "1", "reason": "Of the matrix", "pin": "{pin}"}
WAIVER = {"approved-by": "C. Buyer", "document": "Waiver 17", "approved-on": "2026-11-23", "pin": "{pin}"}
WORDS = {"seen": "SCRATCH-{program}", "description": "SCRATCH-{program} on face A", "reason": "Of the matrix", "pin": "{pin}"}

LIFT = {"gate": "calibration", "about": "FED-1", "reason": "Of the matrix"}
GAUGE = {"tag": "GAUGE-{program}", "description": "Gauge", "calibrationDue": "2099-12-31", "asOf": "2026-11-20", "source": "QMS"}
LOT = {"number": "STATED-{program}", "part": "PN-1", "supplier": "Fasteners Inc", "quantity": 9, "asOf": "2026-11-20", "source": "ERP"}
QUALIFIED = {"person": "olivia", "qualification": "matrix", "asOf": "2026-11-20", "source": "HR"}
ACCREDITED = {"process": "NDT", "site": "wichita", "accreditor": "Nadcap", "until": "2099-12-31", "asOf": "2026-11-20", "source": "QMS"}
TRAINED = {
    "person": "olivia", "program": "{program}", "part": "PN-{program}", "revision": "A", "trained": "2026-11-20", "asOf": "2026-11-20", "source": "HR",
}
BY_HAND = {"gauge-tag": "HAND-{program}", "gauge-description": "Gauge", "gauge-due": "2099-12-31", "pin": "{pin}"}
LOT_BY_HAND = {
    "lot-number": "HAND-{program}", "lot-part": "PN-1", "lot-supplier": "Fasteners Inc", "lot-quantity": "9", "lot-program": "{program}", "pin": "{pin}",
}

# Path, what varies of it, the form that is sent (None if none is), the verdict. Forms name what they take of the work with braces.
ROWS = [
    ("GET", "/health", "", None, anybody),
    ("GET", "/sign-in", "", None, anybody),
    ("POST", "/sign-in/badge", "unknown badge", {"badge": "B-0"}, anybody),
    ("POST", "/sign-in", "", {"badge": "{badge}", "pin": "{pin}"}, anybody),
    ("GET", "/sign-in/desk", "", None, anybody),
    ("GET", "/enrol", "", None, anybody),
    ("POST", "/enrol", "no code", {"badge": "B-0", "code": "0", "pin": "1", "pin-again": "2"}, anybody),
    ("GET", "/setup/{token}", "used link", None, anybody),
    ("POST", "/setup/{token}", "used link", {"person": "x", "badge": "x", "name": "x", "pin": "918273", "pin-again": "918273"}, anybody),
    ("GET", "/", "", None, own),
    ("GET", "/password", "", None, own),
    ("GET", "/session", "", None, own),
    ("POST", "/password", "too short", {"password": "short"}, own),
    ("GET", "/second-factor", "", None, own),
    ("POST", "/second-factor", "wrong one-time password", {"one-time": "1", "to": "/"}, own),
    ("GET", "/administrator", "", None, administrator),
    ("POST", "/administrator/persons", "no lines", {"feed": "", "source": "x"}, administrator),
    ("GET", "/administrator/persons/{id}", "nobody's", None, nobodys),
    ("POST", "/administrator/persons/{id}/cancel", "nobody's", {}, nobodys),
    ("POST", "/administrator/reopen", "", {}, administrator),
    ("POST", "/administrator/systems", "none", {"system": "none-of-this-id"}, administrator),
    ("POST", "/administrator/badges", "nobody", {"person": "nobody-of-this-id"}, administrator),
    ("GET", "/administrator/terminals", "", None, administrator),
    ("POST", "/administrator/terminals", "no name", {"name": "", "zone": "", "country": "US"}, administrator),
    ("POST", "/administrator/terminals/{id}/code", "none", {}, administrator),
    ("POST", "/administrator/terminals/{id}/withdraw", "none", {}, administrator),
    ("GET", "/api/terminals", "", None, administrator),
    ("POST", "/api/terminals", "no name", {"name": "", "country": "US"}, administrator),
    ("POST", "/api/terminals/{id}/code", "none", {}, administrator),
    ("POST", "/api/terminals/{id}/withdraw", "none", {}, administrator),
    ("GET", "/terminal", "", None, own),
    ("GET", "/terminal/enrol", "", None, anybody),
    ("POST", "/terminal/enrol", "no code", {"code": "0"}, anybody),
    ("POST", "/administrator/enrol", "nobody", {"person": "nobody-of-this-id"}, administrator),
    ("GET", "/operator", "", None, own),
    ("GET", "/operator", "center", {"center": "{workCenter}"}, dispatch),
    ("POST", "/operator/scan", "order", {"code": "{order}"}, scan_code),
    ("POST", "/operator/scan", "unit", {"code": "{unit}"}, scan_code),
    ("POST", "/operator/scan", "serial", {"code": "{serial}"}, scan_serial),
    ("POST", "/operator/scan", "traveler", {"code": "{travelerCode}"}, scan_serial),
    ("GET", "/orders/{id}", "", None, order),
    ("GET", "/orders/{id}/change", "", None, order),
    ("POST", "/orders/{id}/release", "planned", {}, edits_order),
    ("POST", "/orders/{id}/cancel", "planned", {"unit-{plannedUnit}": "yes", "reason": "Of the matrix", "pin": "{pin}"}, edits_order),
    ("POST", "/orders/{id}/correct", "", {"due": "2026-12-11", "priority": "1", "reason": "Of the matrix", "pin": "{pin}"}, edits_order),
    ("GET", "/api/orders", "", None, order_list),
    ("GET", "/api/orders/{id}", "order", None, order),
    ("POST", "/api/orders", "", {"definition": "{definition}", "number": "API-{program}", "serials": ["API-1"], "due": "2026-12-10"}, orders),
    ("POST", "/api/orders/{id}/release", "planned too", {}, edits_order),
    ("POST", "/api/orders/{id}/cancel", "planned too", {"reason": "Of the matrix", "pin": "{pin}"}, edits_order),
    ("POST", "/api/orders/{id}/correct", "order", {"due": "2026-12-12", "priority": 2, "reason": "Of the matrix", "pin": "{pin}"}, edits_order),
    ("GET", "/api/capacity", "no determination", None, own),
    # While refusals of orders are among the newest.
    ("GET", "/api/compliance/denials", "", {"limit": "500"}, denials),
    ("GET", "/characteristics/{id}/chart", "", None, chart),
    ("GET", "/api/characteristics/{id}/chart", "", None, chart),
    ("GET", "/travelers/{id}", "", None, traveler),
    ("GET", "/travelers/{id}/paper", "", None, paper),
    ("GET", "/verify", "", None, own),
    ("POST", "/verify", "", {"code": "{travelerCode}"}, verify),
    ("POST", "/orders/{id}/traveler", "", {}, prints),
    ("POST", "/units/{id}/traveler", "", {}, prints),
    ("POST", "/travelers/{id}/return", "", {}, takes_back),
    ("GET", "/units/{id}", "", None, unit),
    ("GET", "/units/{id}/record", "", None, record),
    ("GET", "/units/{id}/first-articles/new", "", None, article_form),
    ("GET", "/api/units/{id}/record", "", None, record),
    ("GET", "/lots", "", None, own),
    ("GET", "/containments/new", "", None, own),
    ("POST", "/units/{id}/start", "", {}, work("jobResponses")),
    ("POST", "/units/{id}/measure", "", {"characteristic": "1", "value": "12.70"}, work("inspectionRecords")),
    ("POST", "/units/{id}/consume", "", {"part": "{component}", "code": "{lot}", "quantity": "1"}, work("genealogy")),
    ("GET", "/lots", "of a number", {"number": "{lot}"}, lots),
    ("GET", "/lots/{id}", "", None, lot),
    ("GET", "/api/lots/{id}/use", "", None, lot),
    ("POST", "/containments", "", CONTAINED, contains),
    ("GET", "/containments/{id}", "", None, containment),
    ("POST", "/containments/{id}/place", "", {}, places),
    ("POST", "/api/containments", "", CONTAINED, as_program(contains)),
    ("GET", "/api/containments", "", {"limit": "500"}, containments),
    ("GET", "/api/containments/{id}", "", None, containment),
    ("GET", "/units/{id}/corrections", "", None, corrections),
    ("POST", "/units/{id}/pause", "", {}, work("jobResponses")),
    ("POST", "/api/units/{id}/start", "", {}, work("jobResponses")),
    ("POST", "/api/units/{id}/pause", "", {}, work("jobResponses")),
    ("POST", "/units/{id}/start", "after a pause", {}, work("jobResponses")),
    ("POST", "/units/{id}/complete", "", {"pin": "{pin}"}, work("jobResponses")),
    ("POST", "/api/units/{id}/complete", "", {"sequence": 10, "pin": "{pin}"}, work("jobResponses")),
    ("POST", "/units/{id}/buy-off", "somebody's work", {"pin": "{pin}"}, work("signatures")),
    ("POST", "/units/{id}/corrections/measurement", "somebody's work", MEASURED, corrects("inspectionRecords")),
    ("POST", "/units/{id}/corrections/consumption", "somebody's work", CONSUMED, corrects("genealogy")),
    ("GET", "/api/units/{id}/corrections", "", None, corrections),
    ("GET", "/orders/{id}/certificates/new", "", None, certificate_form),
    ("POST", "/orders/{id}/certificates", "somebody's work", CERTIFICATE, certifies),
    ("POST", "/units/{id}/first-articles", "somebody's work", ARTICLE, certifies),
    ("GET", "/first-articles/{id}", "", None, article),
    ("GET", "/api/first-articles/{id}", "", None, article),
    ("GET", "/api/first-articles", "", {"state": "open"}, articles),
    ("GET", "/first-articles/{id}/paper", "", None, certificate_paper),
    ("POST", "/first-articles/{id}/verify", "", {"pin": "{pin}"}, signs_article),
    ("POST", "/first-articles/{id}/approve", "", {"pin": "{pin}"}, signs_article),
    ("GET", "/certificates/{id}", "", None, certificate),
    ("GET", "/api/certificates/{id}", "", None, certificate),
    ("GET", "/certificates/{id}/paper", "", None, certificate_paper),
    ("POST", "/units/{id}/nonconformance", "", {"description": "SCRATCH-{program}"}, report),
    ("POST", "/api/units/{id}/nonconformance", "", {"description": "SCRATCH-{program}"}, report),
    ("POST", "/units/{id}/nonconformance", "not needed", {"description": "SCRATCH-{program}"}, report),
    ("POST", "/units/{id}/nonconformance", "not needed by a program", {"description": "SCRATCH-{program}"}, report),
    ("GET", "/api/escape-notices", "", {"limit": "500"}, notices),
    ("GET", "/escape-notices/{id}", "", None, notice),
    ("GET", "/api/escape-notices/{id}", "", None, notice),
    ("POST", "/escape-notices/{id}/write", "", {"text": "Of the matrix", "pin": "{pin}"}, writes_notice),
    ("POST", "/api/escape-notices/{id}/write", "another", {"text": "Of the matrix", "pin": "{pin}"}, as_program(writes_notice)),
    ("GET", "/escape-notices/{id}/paper", "", None, notice_paper),
    ("POST", "/escape-notices/{id}/tell", "", {"to": "Buyer", "how": "By letter"}, writes_notice),
    ("POST", "/api/escape-notices/{id}/tell", "another", {"to": "Buyer", "how": "By letter", "day": "2026-11-24"}, as_program(writes_notice)),
    ("POST", "/escape-notices/{id}/withdraw", "not needed", {"reason": "Of the matrix", "pin": "{pin}"}, writes_notice),
    ("POST", "/api/escape-notices/{id}/withdraw", "not needed by a program", {"reason": "Of the matrix", "pin": "{pin}"}, as_program(writes_notice)),
    # Before the home of the design authority, which would list them.
    ("POST", "/nonconformances/{id}/accept", "accepted", {"pin": "{pin}"}, decides("designAuthority")),
    ("POST", "/nonconformances/{id}/decline", "declined", {"reason": "Of the matrix"}, decides("designAuthority")),
    ("POST", "/api/nonconformances/{id}/accept", "accepted to a program", {"pin": "{pin}"}, as_program(decides("designAuthority"))),
    ("POST", "/api/nonconformances/{id}/decline", "declined to a program", {"reason": "Of the matrix"}, as_program(decides("designAuthority"))),
    ("GET", "/api/scan/{id}", "order", None, order),
    ("GET", "/api/scan/{id}", "unit", None, order),
    ("GET", "/api/dispatch", "", {"center": "{workCenter}"}, dispatch),
    ("GET", "/api/nonconformances", "", None, nonconformances),
    ("GET", "/api/units/{id}/operation", "", None, operation),
    ("GET", "/api/units/{id}/history", "", None, history),
    ("GET", "/compliance", "", None, own),
    ("GET", "/compliance/denials", "", None, own),
    ("GET", "/compliance/releases", "", None, own),
    ("GET", "/compliance/why", "", None, own),
    ("POST", "/compliance/why", "of an order", {"person": "olivia", "action": "view", "code": "{order}"}, why),
    ("GET", "/compliance/what-if", "", None, own),
    ("POST", "/compliance/what-if", "", {"person": "olivia", "fact": "usPerson", "value": "no"}, trail),
    ("GET", "/compliance/policy-what-if", "", None, own),
    ("POST", "/compliance/policy-what-if", "no such policy", {"policy": "none-of-this-id"}, asks_policies),
    ("GET", "/compliance/policy-what-if/{id}", "nobody's", None, nobodys),
    ("POST", "/compliance/policy-what-if/{id}/cancel", "nobody's", {}, nobodys),
    ("GET", "/api/compliance/policies", "", None, own),
    ("GET", "/api/compliance/policy-what-if", "", None, own),
    ("POST", "/api/compliance/policy-what-if", "no such policy", {"policy": "none-of-this-id"}, asks_policies),
    ("GET", "/api/compliance/policy-what-if/{id}", "nobody's", None, nobodys),
    ("POST", "/api/compliance/policy-what-if/{id}/cancel", "nobody's", {}, nobodys),
    ("GET", "/baselines", "", None, own),
    ("POST", "/baselines/studies", "no plant file", {}, asks_baselines),
    ("GET", "/baselines/studies/{id}", "nobody's", None, nobodys),
    ("POST", "/baselines/studies/{id}/cancel", "nobody's", {}, nobodys),
    ("POST", "/baselines/studies/{id}/ask", "nobody's", {"title": "Of the matrix", "reason": "Of the matrix", "effective": "2099-01-01"}, nobodys),
    ("GET", "/baselines/{id}", "nobody's", None, nobodys),
    ("POST", "/baselines/{id}/approve", "nobody's", {"content": "none", "capacity": "quality", "pin": "{pin}"}, nobodys),
    ("POST", "/baselines/{id}/refuse", "nobody's", {"content": "none", "capacity": "quality", "reason": "Of the matrix", "pin": "{pin}"}, nobodys),
    ("POST", "/baselines/{id}/record", "nobody's", {"content": "none", "kind": "passed", "name": "trial", "reference": "Of the matrix"}, nobodys),
    ("POST", "/baselines/{id}/release", "nobody's", {"content": "none", "pin": "{pin}"}, nobodys),
    ("POST", "/baselines/{id}/withdraw", "nobody's", {"content": "none"}, nobodys),
    ("GET", "/api/baselines", "", None, own),
    ("POST", "/api/baselines/studies", "no plant file", {"files": {"plant/plant.yaml": "none"}}, asks_baselines),
    ("GET", "/api/baselines/studies/{id}", "nobody's", None, nobodys),
    ("POST", "/api/baselines/studies/{id}/cancel", "nobody's", {}, nobodys),
    ("POST", "/api/baselines/studies/{id}/ask", "nobody's", {"title": "Of the matrix", "reason": "Of the matrix", "effective": "2099-01-01"}, nobodys),
    ("GET", "/api/baselines/{id}", "nobody's", None, nobodys),
    ("POST", "/api/baselines/{id}/approve", "nobody's", {"content": "none", "capacity": "quality", "pin": "{pin}"}, nobodys),
    ("POST", "/api/baselines/{id}/refuse", "nobody's", {"content": "none", "capacity": "quality", "reason": "Of the matrix", "pin": "{pin}"}, nobodys),
    ("POST", "/api/baselines/{id}/record", "nobody's", {"content": "none", "kind": "passed", "name": "trial", "reference": "Of the matrix"}, nobodys),
    ("POST", "/api/baselines/{id}/release", "nobody's", {"content": "none", "pin": "{pin}"}, nobodys),
    ("POST", "/api/baselines/{id}/withdraw", "nobody's", {"content": "none"}, nobodys),
    ("GET", "/compliance/map", "", None, trail),
    ("GET", "/api/compliance/map", "", None, trail),
    ("GET", "/compliance/flows", "", None, trail),
    ("GET", "/api/compliance/flows", "", None, trail),
    ("GET", "/compliance/access", "", None, trail),
    ("GET", "/compliance/access/{id}", "", None, review),
    ("GET", "/compliance/access/{id}/list.csv", "", None, takes_list),
    ("POST", "/compliance/access/{id}/sign", "", {"content": "{content}", "findings": "As it has to be.", "pin": "{pin}"}, sign),
    ("GET", "/api/compliance/counts", "", {"outcome": "released"}, own),
    # An agreement that ended is drift of every program: the matrix adds it to the plant.
    ("GET", "/api/compliance/drift", "", None, trail),
    ("GET", "/compliance/drift/statement", "", None, statement),
    ("GET", "/api/compliance/authorizations", "", None, own),
    ("POST", "/api/compliance/why", "of an order", {"person": "olivia", "action": "view", "record": "{order}"}, why),
    ("POST", "/api/compliance/what-if", "", {"person": "olivia", "fact": "usPerson", "value": "no"}, trail),
    ("GET", "/api/compliance/access", "", None, trail),
    ("GET", "/api/compliance/access/{id}", "", None, review),
    ("POST", "/api/compliance/access/{id}/sign", "", {"contentHash": "{content}", "findings": "As it has to be.", "pin": "{pin}"}, sign),
    ("GET", "/api/compliance/reviews", "", None, trail),
    ("GET", "/access-requests", "", None, own),
    ("GET", "/access-requests/new", "", None, own),
    ("POST", "/access-requests", "of a unit", {"record": "{unit}", "reason": "Of the matrix", "until": "{soon}"}, asks_access),
    ("GET", "/api/access-requests", "", None, own),
    ("POST", "/api/access-requests", "of an order", {"record": "{order}", "reason": "Of the matrix", "until": "{soon}"}, asks_access),
    ("GET", "/compliance/requests", "", None, requested),
    ("GET", "/api/compliance/requests", "", {"limit": "500"}, requested),
    ("POST", "/compliance/requests/{id}/decline", "of a unit", {"words": "Of the matrix", "pin": "{pin}"}, decides_access),
    ("POST", "/api/compliance/requests/{id}/decline", "of an order", {"words": "Of the matrix", "pin": "{pin}"}, decides_access),
    ("GET", "/compliance/classification", "", None, measured),
    ("GET", "/api/compliance/classification", "", None, measured),
    ("GET", "/compliance/leaks", "", None, trail),
    ("POST", "/compliance/leaks/find", "of an order", {"program": "{sheet}", "code": "{order}"}, review),
    ("GET", "/compliance/leaks/looks/{id}", "nobody's", None, nobodys),
    ("POST", "/compliance/leaks/looks/{id}/cancel", "nobody's", {}, nobodys),
    ("GET", "/compliance/leaks/looks/{id}/list.csv", "nobody's", None, nobodys),
    ("POST", "/compliance/leaks", "", {"program": "{sheet}", "found": "Of the matrix", "pin": "{pin}"}, sign),
    ("GET", "/compliance/leaks/{id}", "", None, review),
    ("POST", "/api/compliance/exposures", "", {"program": "{sheet}"}, review),
    ("GET", "/api/compliance/exposures/{id}", "nobody's", None, nobodys),
    ("POST", "/api/compliance/exposures/{id}/cancel", "nobody's", {}, nobodys),
    ("POST", "/api/compliance/leaks", "", {"program": "{sheet}", "found": "Of the matrix", "pin": "{pin}"}, sign),
    ("GET", "/api/compliance/leaks", "", {"limit": "500"}, trail),
    ("GET", "/api/compliance/leaks/{id}", "", None, review),
    ("GET", "/api/compliance/leaks/{id}/clocks", "", None, sees_leak),
    ("GET", "/api/compliance/clocks", "", None, own),
    ("GET", "/api/variants", "", {"limit": "500"}, own),
    ("GET", "/api/variants/counts", "", None, own),
    ("GET", "/variants", "", None, own),
    ("GET", "/variants/new", "", None, own),
    ("POST", "/variants", "", VARIANT, writes),
    ("POST", "/api/variants", "", VARIANT | {"effective": "2099-01-01"}, writes),
    ("GET", "/variants/{id}", "nobody's", None, nobodys),
    ("POST", "/variants/{id}/end", "nobody's", {"reason": "Of the matrix"}, nobodys),
    ("POST", "/variants/{id}/merge", "nobody's", {"reason": "Of the matrix", "content": "none", "definition": "0" * 32}, nobodys),
    ("GET", "/api/variants/{id}", "nobody's", None, nobodys),
    ("POST", "/api/variants/{id}/end", "nobody's", {"reason": "Of the matrix", "effective": "2099-01-01"}, nobodys),
    ("POST", "/api/variants/{id}/merge", "nobody's", {"reason": "Of the matrix", "effective": "2099-01-01", "seen": "none", "definition": "0" * 32}, nobodys),
    ("GET", "/variants/changes/{id}", "nobody's", None, nobodys),
    ("GET", "/api/variants/changes/{id}", "nobody's", None, nobodys),
    ("POST", "/variants/changes/{id}/approve", "nobody's", {"content": "none", "capacity": "quality", "pin": "{pin}"}, nobodys),
    ("POST", "/variants/changes/{id}/refuse", "nobody's", {"content": "none", "capacity": "quality", "reason": "Of the matrix", "pin": "{pin}"}, nobodys),
    ("POST", "/variants/changes/{id}/record", "nobody's", {"content": "none", "kind": "passed", "name": "trial", "reference": "Of the matrix"}, nobodys),
    ("POST", "/variants/changes/{id}/release", "nobody's", {"content": "none", "pin": "{pin}"}, nobodys),
    ("POST", "/variants/changes/{id}/withdraw", "nobody's", {"content": "none"}, nobodys),
    ("GET", "/api/production-lapses", "", {"limit": "500"}, own),
    ("GET", "/auditor", "", None, own),
    ("GET", "/api/auditor/logs", "", None, own),
    ("GET", "/openapi.json", "", None, anybody),
    ("GET", "/explain", "", None, anybody),
    ("GET", "/explain/{code}", "", None, anybody),
    ("GET", "/events", "from the beginning", {"after": "0-" + "0" * 32, "wait": "0"}, streamed),
    ("POST", "/access/v1/evaluation", "without a key", {"action": {"name": "view"}}, without_key),
    ("POST", "/access/v1/evaluation", "qms, to view an order", {"action": {"name": "view"}}, asked_by("qms", "view")),
    ("POST", "/access/v1/evaluation", "qms, to change an order", {"action": {"name": "edit"}}, asked_by("qms", "edit")),
    ("POST", "/access/v1/evaluation", "bi, to view an order", {"action": {"name": "view"}}, asked_by("bi", "view")),
    ("POST", "/access/v1/evaluations", "qms, to print an order", {"evaluations": [{"action": {"name": "print"}}]}, asked_by("qms", "print")),
    ("POST", "/access/v1/search/action", "bi, of an order", {}, asked_by("bi", "view")),
    ("POST", "/access/v1/search/subject", "qms, who may view an order", {"subject": {"type": "person"}, "action": {"name": "view"}}, found_by("qms")),
    ("POST", "/access/v1/search/resource", "qms, what may be viewed", {"action": {"name": "view"}, "resource": {"type": "record"}}, found_by("qms")),
    ("GET", "/facts", "", None, own),
    ("POST", "/facts/feed", "of gauges", {"kind": "gauges", "source": "QMS", "feed": "tag,description,calibrationDue\nFED-1,Gauge,2020-12-31"}, own),
    ("POST", "/facts/gauge", "by hand", BY_HAND, states("inspectionRecords")),
    ("POST", "/facts/lot", "by hand", LOT_BY_HAND, states("materialUse", of_program=True)),
    ("POST", "/api/facts/gauges", "", GAUGE, states("inspectionRecords")),
    ("POST", "/api/facts/lots", "of no program", LOT, states("materialUse")),
    ("POST", "/api/facts/lots", "of the program", LOT | {"program": "{program}"}, states("materialUse", of_program=True)),
    ("POST", "/api/facts/qualifications", "", QUALIFIED, states("training")),
    ("POST", "/api/facts/trainings", "", TRAINED, states_training),
    ("POST", "/api/facts/accreditations", "", ACCREDITED, states("inspectionRecords")),
    ("POST", "/api/facts/gauges", "qms, by its key", GAUGE, states_by("qms", "inspectionRecords")),
    ("POST", "/api/facts/gauges", "bi, by its key", GAUGE, states_by("bi", "inspectionRecords")),
    ("POST", "/api/facts/lots", "erp, by its key", LOT | {"program": "{program}"}, states_by("erp", "materialUse", of_program=True)),
    ("POST", "/api/facts/accreditations", "qms, by its key", ACCREDITED, states_by("qms", "inspectionRecords")),
    ("POST", "/api/facts/trainings", "qms, by its key", TRAINED, states_by("qms", "training", of_program=True)),
    ("POST", "/api/facts/trainings", "bi, by its key", TRAINED, states_by("bi", "training", of_program=True)),
    ("GET", "/units/{id}/lifts", "", None, lifts),
    ("GET", "/api/units/{id}/lifts", "", None, lifts),
    ("POST", "/units/{id}/lifts", "of a gauge", LIFT | {"pin": "{pin}"}, asks_lift),
    ("POST", "/api/units/{id}/lifts", "of a gauge", LIFT | {"sequence": 10, "until": "{today}", "pin": "{pin}"}, asks_lift),
    ("GET", "/engineer", "", None, definitions),
    ("GET", "/definitions/new", "", None, own),
    ("GET", "/definitions/{id}", "", None, definition),
    ("GET", "/definitions/{id}/difference/{other}", "kept", None, looks),
    ("GET", "/api/definitions/{id}/impact", "kept", None, looks),
    ("GET", "/definitions/{id}/heading", "kept", None, writes),
    ("GET", "/definitions/{id}/operations/new", "kept", None, writes),
    ("GET", "/definitions/{id}/operations/{operation}", "kept", None, rewrites),
    ("POST", "/definitions", "", OPERATION | {"program": "{program}", "part": "{person}", "revision": "A", "title": "x"}, writes),
    ("POST", "/definitions/{id}/revise", "", {"revision": "{person}"}, revises),
    ("POST", "/definitions/{id}/heading", "kept", HEADING, writes),
    ("POST", "/definitions/{id}/operations/{operation}", "kept", OPERATION | {"content": "{content}", "replacing": "10"}, rewrites),
    ("POST", "/definitions/{id}/operations", "grown", OPERATION | {"content": "{content}", "sequence": "30"}, writes),
    ("POST", "/definitions/{id}/operations/{operation}/remove", "cut", {"content": "{content}", "replacing": "10"}, rewrites),
    ("GET", "/definitions/{id}/operations/{operation}/media/new", "pictured", None, writes),
    ("POST", "/definitions/{id}/operations/{operation}/media", "pictured", PICTURE, writes),
    ("GET", "/definitions/{id}/operations/{operation}/media/{medium}", "pictured", None, writes),
    ("GET", "/media/{id}", "", None, looks),
    ("GET", "/media/{id}/content", "", None, medium_content),
    ("GET", "/api/media/{id}", "", None, looks),
    ("POST", "/definitions/{id}/submit", "kept", {"content": "{content}", "reason": "Of the matrix"}, writes),
    ("POST", "/definitions/{id}/approve", "kept", {"content": "{content}", "capacity": "manufacturing", "pin": "{pin}"}, approves),
    ("POST", "/definitions/{id}/take-back", "kept", {"reason": "Of the matrix"}, writes),
    ("GET", "/planner", "", None, planner),
    ("GET", "/capacity", "no determination", None, own),
    ("GET", "/orders/new/{id}", "definition", None, looks),
    ("POST", "/orders/new/{id}", "definition", {"number": "{person}", "serials": "{program} of {person}", "due": "2026-12-10"}, orders),
    ("GET", "/quality", "", None, nonconformances),
    ("GET", "/nonconformances/{id}", "", None, nonconformance),
    ("GET", "/api/nonconformances/{id}", "", None, nonconformance),
    ("POST", "/nonconformances/{id}/correct", "", WORDS, corrects_words),
    (
        "POST", "/api/nonconformances/{id}/dispose", "another", {"disposition": "scrap", "reason": "Of the matrix", "pin": "{pin}"},
        as_program(disposes),
    ),
    ("POST", "/nonconformances/{id}/dispose", "", {"disposition": "scrap", "reason": "Of the matrix", "pin": "{pin}"}, disposes),
    ("POST", "/nonconformances/{id}/customer", "approved", WAIVER, decides("customer")),
    ("POST", "/nonconformances/{id}/customer-refusal", "refused", {"reason": "Of the matrix"}, decides("customer")),
    (
        "POST", "/api/nonconformances/{id}/customer", "approved to a program",
        {"approvedBy": "C. Buyer", "document": "Waiver 17", "day": "2026-11-23", "pin": "{pin}"}, as_program(decides("customer")),
    ),
    ("POST", "/api/nonconformances/{id}/customer-refusal", "refused to a program", {"reason": "Of the matrix"}, as_program(decides("customer"))),
    ("GET", "/api/definitions", "", {"state": "released"}, definitions),
    ("GET", "/api/definitions/{id}", "", None, definition),
    ("GET", "/api/definitions/{id}/changes", "", None, looks),
    ("POST", "/api/definitions/{id}/revise", "", {"revision": "program of {program}"}, revises),
    ("POST", "/sign-in/desk", "wrong one-time password", {"badge": "{badge}", "password": "{password}", "one-time": "1"}, anybody),
    ("POST", "/lock", "", {}, own),
    ("GET", "/locked", "", None, own),
    ("GET", "/", "of a locked terminal", None, own),
    ("POST", "/unlock", "wrong PIN", {"pin": "000001"}, own),
    ("POST", "/unlock", "", {"pin": "{pin}"}, own),
    ("POST", "/sign-out", "", {}, own),
]

# Routes that have no row, with the reason. One that the server does not have is stale, and fails.
OF_TIERS = "what an approval and a release take is said by the plant's change tiers, which the engine has no text of; WebTests/EngineerPagesTests asks them"
WHOLE = "takes a whole definition as JSON, and asks the policies what the form of its first operation asks; WebTests/DefinitionAPITests asks it"
OF_CLOCKS = "which clocks a leak has is said by the program's duties, and some have none; WebTests/LeakPagesTests asks it"
OF_ANOTHER = "follows the withdrawal of what the same person wrote, which takes more persons than each instance has; WebTests/EscapePagesTests asks it"
OF_WORK = "is done once for a unit, and its page's form does it in a row of its own; WebTests/APITests asks it"
OF_FACTS = "makes the person another one for all rows after it, and asks the policies what declining asks; WebTests/AccessRequestTests asks it"
OF_SECOND = "asks the policies what asking for a lift asks, of a second person; WebTests/LiftPagesTests asks it"
OF_FORM = "asks the policies what its form on a page asks; WebTests/CorrectionPagesTests asks it"
OF_MEDIA = "asks the policies what the form that sends a picture asks; WebTests/MediaPagesTests asks it"
EXEMPT = {
    ("POST", "/definitions/{id}/operations/{operation}/media/remove"): OF_MEDIA,
    ("POST", "/api/definitions/{id}/operations/{operation}/media"): OF_MEDIA,
    ("POST", "/api/units/{id}/measure"): OF_WORK,
    ("POST", "/api/units/{id}/consume"): OF_WORK,
    ("POST", "/api/units/{id}/buy-off"): OF_WORK,
    ("POST", "/api/units/{id}/corrections/measurement"): OF_FORM,
    ("POST", "/api/units/{id}/corrections/consumption"): OF_FORM,
    ("POST", "/api/nonconformances/{id}/correct"): OF_FORM,
    ("POST", "/escape-notices/{id}/tell-withdrawal"): OF_ANOTHER,
    ("POST", "/api/escape-notices/{id}/tell-withdrawal"): OF_ANOTHER,
    ("POST", "/definitions/{id}/refuse"): OF_TIERS,
    ("POST", "/definitions/{id}/record"): OF_TIERS,
    ("POST", "/definitions/{id}/release"): OF_TIERS,
    ("POST", "/definitions/{id}/put-in-force"): OF_TIERS,
    ("POST", "/nonconformances/{id}/contain"): "reports each unit that was ticked, as /units/{id}/nonconformance does; WebTests/QualityPagesTests asks it",
    ("POST", "/lifts/{id}/confirm"): OF_SECOND,
    ("POST", "/api/lifts/{id}/confirm"): OF_SECOND,
    ("POST", "/api/definitions"): WHOLE,
    ("POST", "/api/definitions/{id}/content"): WHOLE,
    ("POST", "/api/definitions/{id}/submit"): WHOLE,
    ("POST", "/compliance/requests/{id}/grant"): OF_FACTS,
    ("POST", "/compliance/requests/{id}/end"): OF_FACTS,
    ("POST", "/api/compliance/requests/{id}/grant"): OF_FACTS,
    ("POST", "/api/compliance/requests/{id}/end"): OF_FACTS,
    ("POST", "/compliance/leaks/{id}/begin"): OF_CLOCKS,
    ("POST", "/compliance/leaks/{id}/meet"): OF_CLOCKS,
    ("POST", "/compliance/leaks/{id}/close"): OF_CLOCKS,
    ("POST", "/api/compliance/leaks/{id}/begin"): OF_CLOCKS,
    ("POST", "/api/compliance/leaks/{id}/meet"): OF_CLOCKS,
    ("POST", "/api/compliance/leaks/{id}/close"): OF_CLOCKS,
    ("GET", "/.well-known/authzen-configuration"): "it is there behind TLS alone, and holds nothing of the plant; AuthZENTests and HTTPExitTests ask it",
    ("GET", "/administrator/badges/{id}/paper"): "is of a badge that was printed, which ends the one before; WebTests/BadgePagesTests asks it",
    ("GET", "/auditor/logs/{id}"): "it is of a compartment and all programs in it, not of one; Tests/Exits/WebTests/EvidencePagesTests asks it",
    ("GET", "/auditor/logs/{id}/evidence"): "it is of a compartment and all programs in it, not of one; Tests/Exits/WebTests/AuditorPagesTests asks it",
}
