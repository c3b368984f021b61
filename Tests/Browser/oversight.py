"""The officer's questions that take longer: what if a policy were another one, worked out, followed and stopped; and where data goes and leaks."""

import time

from engineer import press

# The page looks again by itself; a picture and the rules of axe take longer than that.
STILL = "for (let timer = 1; timer < 1000; timer++) { clearInterval(timer); }"
WAIT_SECONDS = 600
NARROWED = """@id("floor-sees") permit (principal is Person, action in [Action::"view", Action::"print"], resource is Record)
when { principal has role && ["engineer", "quality", "planner"].contains(principal.role) && resource.kind != "auditTrail" };"""


def flows(floor, expect):
    """where data of a program goes, drawn and as a table, with who reads it and may not"""
    floor.sign_in("cora")
    floor.scan("FLOWS")
    expect("Where data goes" in floor.text() and floor.page.locator("svg.tree").count() == 1, "FLOWS draws where data goes")
    marking = floor.look("flows")
    expect(marking.startswith("CUI"), "the drawing is marked as the programs on it are")
    floor.targets("flows")
    floor.focus_is_clear("flows")
    floor.page.locator("summary").press("Enter")
    table = floor.page.locator("details table").inner_text()
    expect("historian-vendor" in table and "leaks" in table and "itar-release" in table, "the table says who can read what and may not, by which rule")
    expect("12 points" in table, "and what would cut it")
    floor.page.locator("details").scroll_into_view_if_needed()
    floor.look("flows-table")
    floor.targets("flows-table")
    floor.upright("flows-table")
    floor.scan("HOME")
    expect("Refused in the last days" in floor.text(), "HOME leads back to the officer's day")
    floor.sign_out()
    floor.sign_in("colin")
    floor.scan("FLOWS")
    expect("MED" in floor.text() and "VEH" not in floor.page.content(), "an officer who may not see a program sees no way of its data")
    floor.sign_out()


def ask(floor, policy, text):
    floor.page.locator("#policy").select_option(value=policy)
    floor.page.get_by_role("button", name="Take its text").press("Enter")
    floor.settle()
    floor.page.locator("#text").fill(text)
    press(floor, "form[method=post][action='/compliance/policy-what-if'] button.main")


def answered(floor):
    """Waits as the officer does, on the page that looks again by itself; the steps that it told."""
    told, end = set(), time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            if floor.page.locator("[role=status][data-focus], [role=alert][data-focus]").count():
                break
            told.add(floor.page.locator("[data-again] p").first.inner_text(timeout=1000))
        except Exception:  # between two pages
            pass
        floor.page.wait_for_timeout(200)
    floor.settle()
    return told


def policies(floor, expect):
    """a policy changed on trial: stopped in between, then answered by persons, records and proof"""
    floor.sign_in("cora")
    floor.scan("POLICY")
    expect(floor.page.evaluate("document.activeElement.name") == "policy", "POLICY leads to the question")
    floor.look("policy-what-if")
    floor.targets("policy-what-if")
    floor.focus_is_clear("policy-what-if")
    floor.page.locator("#policy").select_option(value="floor-sees")
    floor.page.get_by_role("button", name="Take its text").press("Enter")
    floor.settle()
    expect('@id("floor-sees")' in floor.page.locator("#text").input_value(), "the text of a policy stands there to be changed")
    floor.look("policy-text")
    floor.upright("policy-text")
    ask(floor, "itar-release", "")
    floor.page.evaluate(STILL)
    expect("It is being worked out" in floor.text(), "a policy taken out is asked about, and worked out meanwhile")
    floor.look("policy-progress")
    floor.targets("policy-progress")
    floor.focus_is_clear("policy-progress")
    press(floor, "form[action$='/cancel'] button")
    answered(floor)
    expect("It was stopped" in floor.text(), "Cancel stops it")
    floor.look("policy-stopped")
    press(floor, "a[href='/compliance/policy-what-if']")
    ask(floor, "floor-sees", NARROWED)
    told = answered(floor)
    text = floor.text()
    expect("olga, omar" in text and "VEH" in text, "who of the register would lose what is told, by program")
    expect("somebody could lose" in text and "somebody could gain" not in text, "the prover says that somebody could lose, with a request that shows it")
    example = floor.page.locator("pre").first.inner_text()
    expect("before: allow by floor-sees" in example and "after: deny" in example, "which the evaluator confirmed")
    expect("They hold whatever is granted" in text, "and what becomes of the theorems")
    print(f"      told while it was worked out: {sorted(told)}", flush=True)
    marking = floor.look("policy-answer")
    expect(marking.startswith("CUI"), "the answer is marked as the records that it counts")
    floor.targets("policy-answer")
    floor.focus_is_clear("policy-answer")
    floor.upright("policy-answer")
    press(floor, "a[href='/compliance/policy-what-if']")
    ask(floor, "", '@id("mine") permit (principal, action, resource) when { principal.no };')
    answered(floor)
    expect("cannot be decided by" in floor.text(), "policies that nothing can be decided by are told")
    floor.look("policy-unsound")
    floor.page.goto(floor.facts["url"] + "/compliance/policy-what-if")
    floor.settle()
    expect("What you asked" in floor.text() and floor.page.locator("td a").count() >= 2, "what one asked stands below the question")
    floor.page.locator("td a").first.scroll_into_view_if_needed()
    floor.look("policy-asked")
    floor.targets("policy-asked")
    floor.sign_out()
