"""From an edited file to a released baseline: studied, asked for, tried, approved by two others, released with a PIN."""

import time
from pathlib import Path

from engineer import press, write

WAIT_SECONDS = 1200
EDITED = Path(__file__).parents[2] / "Catalogue" / "eu-uk.cedar"


def act(floor, name, fields):
    """Fills the form of an act, which may stand folded up, and sends it."""
    form = f"form[action$='/{name}']"
    folded = floor.page.locator(f"details:not([open]):has({form}) > summary")
    if folded.count():
        folded.press("Enter")
    for field, value in fields.items():
        place = floor.page.locator(f"{form} [name={field}]")
        if field in ("capacity", "kind"):
            place.select_option(value=value)
        else:
            place.fill(value)
    press(floor, f"{form} button")


def answered(floor):
    """Waits on the page that looks again by itself."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            if floor.page.locator("[role=status][data-focus], [role=alert][data-focus]").count():
                floor.settle()
                return
        except Exception:  # The page was just being loaded anew.
            pass
        time.sleep(0.2)
    raise SystemExit("the study does not end")


def baselines(floor, expect):
    """an engineer has an edited file studied and asks for it; others approve; it is released from its day"""
    floor.sign_in("eve")
    floor.scan("BASELINES")
    expect("in force" in floor.text(), "BASELINES leads to what the plant decides by")
    floor.look("baselines")
    floor.targets("baselines")
    floor.focus_is_clear("baselines")
    floor.upright("baselines")
    text = EDITED.read_text(encoding="utf-8").replace("is export, whoever has it", "is an export, whoever has it")
    floor.page.set_input_files("#catalogue", {"name": "eu-uk.cedar", "mimeType": "text/plain", "buffer": text.encode()})
    press(floor, "form[action='/baselines/studies'] button.main")
    answered(floor)
    expect("eu-dual-use-view" in floor.text() and "is an export" in floor.text(), "what differs is told in the words of the obligation")
    expect("1 theorems proved" in floor.text(), "and what became of the theorems")
    floor.look("baseline-study")
    floor.targets("baseline-study")
    floor.focus_is_clear("baseline-study")
    write(floor, "#title", "Words of an obligation")
    write(floor, "#reason", "Read again")
    write(floor, "#effective", "2099-01-01")
    press(floor, "form[action$='/ask'] button.main")
    change = floor.page.url
    expect("What stands in the way" in floor.text(), "the change says what its release takes")
    floor.look("baseline-change")
    floor.targets("baseline-change")
    floor.focus_is_clear("baseline-change")
    floor.upright("baseline-change")
    act(floor, "record", {"kind": "passed", "name": "trial", "reference": "run 12"})
    floor.sign_out()
    for person, capacity in (("quin", "quality"), ("ed", "manufacturing")):
        floor.sign_in(person)
        floor.page.goto(change)
        floor.settle()
        act(floor, "approve", {"capacity": capacity, "pin": floor.facts["staff"][person]["pin"]})
        expect(f"approved by {person} as {capacity}" in floor.text(), f"{person} approves and signs")
        floor.sign_out()
    floor.sign_in("eve")
    floor.page.goto(change)
    floor.settle()
    expect("Nothing stands in the way" in floor.text(), "nothing is missing any more")
    act(floor, "release", {"pin": floor.facts["staff"]["eve"]["pin"]})
    expect("start the instance with these files" in floor.text(), "it is released, and says when it counts")
    floor.look("baseline-released")
    floor.scan("HOME")
    expect("later" in floor.text(), "and stands among the released ones")
    floor.sign_out()
