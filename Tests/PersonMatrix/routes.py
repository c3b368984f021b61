"""What each route of the server asks the policies, said once more in other words than the server's: a row for each route, and for a route that
takes several things a row for each. Rows are asked in their order, each by everybody: work is started, interrupted, completed and bought off.

A verdict is `shows` and what of a program is on the page, `may` where policies let a command or a way through, `denied` where one may know what one
is not shown, `not found` where not even that.
"""


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


def trail(ask):
    """Who may see the trail of a program sees that there is one to review."""
    return shown(["trail"] * ask.sees("auditTrail"))


def denials(ask):
    """By then somebody was refused an order of each program; the refusal is under the order's label."""
    return shown(["trail"] * ask.may("view", "auditTrail", "orders"))


def review(ask):
    return shown(["trail"]) if ask.sees("auditTrail") else ask.refusal("auditTrail")


def why(ask):
    if ask.may("view", "auditTrail", "orders"):
        return "may"
    return "denied" if ask.may("know", "auditTrail", "orders") else "not found"


def sign(ask):
    return "may" if ask.may("edit", "auditTrail") else ask.refusal("auditTrail")


def anybody(ask):
    return "anybody"


def own(ask):
    return "own account"


def administrator(ask):
    return "administrator" if ask.is_administrator else "not found"


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
    ("POST", "/setup/{token}", "used link", {"person": "x", "badge": "x", "name": "x", "pin": "918273"}, anybody),
    ("GET", "/", "", None, own),
    ("GET", "/password", "", None, own),
    ("POST", "/password", "too short", {"password": "short"}, own),
    ("GET", "/administrator", "", None, administrator),
    ("POST", "/administrator/persons", "no lines", {"feed": "", "source": "x"}, administrator),
    ("POST", "/administrator/enrol", "nobody", {"person": "nobody-of-this-id"}, administrator),
    ("GET", "/operator", "", None, own),
    ("GET", "/operator", "center", {"center": "{workCenter}"}, dispatch),
    ("POST", "/operator/scan", "order", {"code": "{order}"}, scan_code),
    ("POST", "/operator/scan", "unit", {"code": "{unit}"}, scan_code),
    ("POST", "/operator/scan", "serial", {"code": "{serial}"}, scan_serial),
    ("GET", "/orders/{id}", "", None, order),
    ("GET", "/units/{id}", "", None, unit),
    ("POST", "/units/{id}/start", "", {}, work("jobResponses")),
    ("POST", "/units/{id}/measure", "", {"characteristic": "1", "value": "12.70"}, work("inspectionRecords")),
    ("POST", "/units/{id}/consume", "", {"part": "{component}", "code": "{lot}", "quantity": "1"}, work("genealogy")),
    ("POST", "/units/{id}/pause", "", {}, work("jobResponses")),
    ("POST", "/api/units/{id}/start", "", {}, work("jobResponses")),
    ("POST", "/api/units/{id}/pause", "", {}, work("jobResponses")),
    ("POST", "/units/{id}/start", "after a pause", {}, work("jobResponses")),
    ("POST", "/units/{id}/complete", "", {"pin": "{pin}"}, work("jobResponses")),
    ("POST", "/units/{id}/buy-off", "somebody's work", {"pin": "{pin}"}, work("signatures")),
    ("POST", "/units/{id}/nonconformance", "", {"description": "SCRATCH-{program}"}, report),
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
    ("GET", "/compliance/access", "", None, trail),
    ("GET", "/compliance/access/{id}", "", None, review),
    ("POST", "/compliance/access/{id}/sign", "", {"content": "{content}", "findings": "As it has to be.", "pin": "{pin}"}, sign),
    ("GET", "/api/compliance/denials", "", {"limit": "500"}, denials),
    ("GET", "/api/compliance/counts", "", {"outcome": "released"}, own),
    ("GET", "/api/compliance/drift", "", None, own),
    ("GET", "/api/compliance/authorizations", "", None, own),
    ("POST", "/api/compliance/why", "of an order", {"person": "olivia", "action": "view", "record": "{order}"}, why),
    ("GET", "/api/compliance/access", "", None, trail),
    ("GET", "/api/compliance/access/{id}", "", None, review),
    ("POST", "/api/compliance/access/{id}/sign", "", {"contentHash": "{content}", "findings": "As it has to be.", "pin": "{pin}"}, sign),
    ("GET", "/api/compliance/reviews", "", None, trail),
    ("GET", "/auditor", "", None, own),
    ("GET", "/api/auditor/logs", "", None, own),
    ("GET", "/openapi.json", "", None, anybody),
    ("POST", "/sign-in/desk", "wrong one-time password", {"badge": "{badge}", "password": "{password}", "one-time": "1"}, anybody),
    ("POST", "/sign-out", "", {}, own),
]

# Routes that have no row, with the reason. One that the server does not have is stale, and fails.
EXEMPT = {
    ("GET", "/auditor/logs/{id}/evidence"): "it is of a compartment and all programs in it, not of one; Tests/Exits/WebTests/AuditorPagesTests asks it",
}
