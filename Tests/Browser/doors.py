"""The doors of an instance, by keyboard and scanner: an enrolment code, and password and one-time password at a desk. At each of them somebody comes with the
wrong thing first."""

import re

from factors import one_time

NEW_PIN = "918273"
PASSWORD = "mill lathe drill bore"


def open_door(floor, path, title, name):
    """A page that is open to anybody, looked at."""
    floor.page.goto(floor.facts["url"] + path)
    floor.settle()
    look_all_round(floor, name)
    floor.page.goto(floor.facts["url"] + path)
    floor.settle()
    return title in floor.text()


def look_all_round(floor, name):
    floor.look(name)
    floor.upright(name)
    floor.targets(name)
    floor.focus_is_clear(name)


def focused(page):
    for _ in range(100):
        try:
            return page.evaluate("document.activeElement.id")
        except Exception:  # between two pages
            page.wait_for_timeout(50)
    return page.evaluate("document.activeElement.id")


def answer(floor, first, *texts):
    """Fields one after the other from the first one, each by Enter, which sends them after the last."""
    floor.page.locator(first).focus()
    for text in texts:
        floor.type(text)


def again(floor, first, *texts):
    """The same from an empty field on, whatever is in it from before."""
    floor.page.locator(first).focus()
    floor.page.keyboard.press("Control+a")
    answer(floor, first, *texts)


def refused(floor, expect, code, field, what):
    """A problem is said first, has the focus, and leads to its field by Tab and Enter."""
    expect("There is a problem" in floor.text() and code in floor.text(), f"{what} is refused ({code})")
    floor.page.keyboard.press("Tab")
    floor.page.keyboard.press("Enter")
    for _ in range(100):
        reached = focused(floor.page)
        if reached == field:
            break
        floor.page.wait_for_timeout(50)
    expect(reached == field, f"{what}: the problem leads by Tab and Enter to {reached!r}")


# MARK: Enrolment


def given_code(floor, person):
    """The code that the administrator, who stays signed in, gives a person."""
    floor.sign_in("root")
    floor.page.locator("#person").focus()
    floor.type(person)
    return re.search(r"\b\d{8}\b", floor.text())[0]


def enrolment(floor, expect, server):
    """From a code to a PIN, and from there to a password and a generator of one-time passwords; returns the generator's secret."""
    badge, other = floor.facts["staff"]["olga"]["badge"], floor.facts["staff"]["omar"]["badge"]
    code = given_code(floor, "olga")
    floor.sign_out()
    floor.page.goto(floor.facts["url"] + "/sign-in")
    floor.settle()
    floor.page.get_by_role("link", name="First time").press("Enter")
    floor.settle()
    expect(open_door(floor, "/enrol", "Choose a PIN", "enrol"), "who comes for the first time is led to the form of the code")
    floor.scan(badge)
    expect(focused(floor.page) == "code" and floor.page.locator("#badge").input_value() == badge, "a scanned badge leads to its code")
    answer(floor, "#code", "00000000", NEW_PIN, NEW_PIN)
    refused(floor, expect, "BH-P001", "code", "a code that nobody gave")
    floor.look("enrol-wrong-code")
    again(floor, "#badge", other)
    answer(floor, "#code", code, NEW_PIN, NEW_PIN)
    refused(floor, expect, "BH-P001", "code", "somebody else's code")
    again(floor, "#badge", badge)
    answer(floor, "#code", code, NEW_PIN, "918274")
    refused(floor, expect, "BH-W102", "pin", "a PIN that was mistyped once")
    answer(floor, "#code", code, "123456", "123456")
    refused(floor, expect, "BH-P006", "pin", "a PIN that everybody would try")
    floor.look("enrol-pin-refused")
    server.advance(1)
    answer(floor, "#code", code, NEW_PIN, NEW_PIN)
    refused(floor, expect, "BH-P001", "code", "a code of the day before")
    code = given_code(floor, "olga")
    floor.page.goto(floor.facts["url"] + "/enrol")
    floor.settle()
    floor.scan(badge)
    answer(floor, "#code", code, NEW_PIN, NEW_PIN)
    expect("Your PIN is set" in floor.text(), "the right code leads to a PIN of one's own, and says so")
    expect("Olga Example" in floor.page.locator("header").inner_text(), "in a session of one's own, though the administrator had left one open")
    look_all_round(floor, "enrolled")
    secret = generator(floor, expect)
    floor.sign_out()
    floor.page.goto(floor.facts["url"] + "/enrol")
    floor.settle()
    floor.scan(badge)
    answer(floor, "#code", code, "637281", "637281")
    refused(floor, expect, "BH-P001", "code", "a code that was used")
    floor.facts["staff"]["olga"]["pin"] = NEW_PIN
    floor.sign_in("olga")
    expect("SCAN TRAVELER" in floor.text(), "badge and the new PIN lead to the terminal")
    floor.sign_out()
    return secret


def generator(floor, expect):
    """The first password, from the page that says that the PIN is set."""
    answer(floor, "#password", "short")
    refused(floor, expect, "BH-P005", "password", "a password of five characters")
    answer(floor, "#password", PASSWORD)
    expect("Password set" in floor.text() and "shown once" in floor.text(), "the first password comes with a generator")
    floor.look("generator")
    floor.targets("generator")
    return floor.page.locator("main strong").inner_text()


# MARK: A desk


def desk(floor, expect, secret):
    """Password and one-time password, on the day after the generator was set: two factors from the start."""
    badge, unit = floor.facts["staff"]["olga"]["badge"], floor.facts["work"]["VEH-1"]
    floor.page.goto(floor.facts["url"] + "/sign-in")
    floor.settle()
    floor.page.get_by_role("link", name="Sign in at a desk").press("Enter")
    floor.settle()
    expect(open_door(floor, "/sign-in/desk", "One-time password", "desk"), "a desk asks for password and one-time password")
    floor.scan(badge)
    expect(focused(floor.page) == "password", "a scanned badge leads to its password")
    answer(floor, "#password", "lathe mill drill bore", one_time(secret, 1))
    refused(floor, expect, "BH-P001", "password", "another password")
    said = floor.text()
    floor.look("desk-wrong-password")
    answer(floor, "#password", PASSWORD, "000000")
    refused(floor, expect, "BH-P001", "password", "another one-time password")
    expect(floor.text() == said, "which of the two is wrong is not told")
    again(floor, "#badge", floor.facts["staff"]["omar"]["badge"])
    answer(floor, "#password", PASSWORD, one_time(secret, 1))
    refused(floor, expect, "BH-P001", "password", "somebody else's password")
    expect(floor.text() == said, "nor whose it is")
    used = one_time(secret, 1)
    again(floor, "#badge", badge)
    answer(floor, "#password", PASSWORD, f"{used[:3]} {used[3:]}")
    expect("SCAN TRAVELER" in floor.text(), "the right ones lead in, in two groups as generators show it")
    floor.scan(unit)
    expect("Mill the pocket" in floor.text(), "and open what asks for two factors")
    marking = floor.look("desk-two-factors")
    expect(marking.startswith("CUI"), "which is marked as it is")
    floor.sign_out()
    floor.page.goto(floor.facts["url"] + "/sign-in/desk")
    floor.settle()
    floor.scan(badge)
    answer(floor, "#password", PASSWORD, used)
    refused(floor, expect, "BH-P001", "password", "a one-time password that was used")
    floor.sign_in("olga")
    floor.page.goto(floor.facts["url"] + "/password")
    floor.settle()
    answer(floor, "#password", "bore drill lathe mill")
    expect("BH-P015" in floor.text(), "by the PIN alone nobody gets another generator")
    floor.look("password-second-factor-first")
    floor.page.get_by_role("link", name="Give the second factor", exact=True).press("Enter")
    floor.settle()
    expect(focused(floor.page) == "one-time", "and is led to where the second factor is given")
    floor.page.goto(floor.facts["url"] + "/")
    floor.settle()
    floor.sign_out()
