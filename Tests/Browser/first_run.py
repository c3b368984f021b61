"""The first administrator of an instance, by the one-time link that the console printed: too late, with the wrong link, with a PIN that is refused, and once."""

from doors import NEW_PIN, again, answer, open_door, refused


def is_over(floor, expect, what):
    expect("BH-P007" in floor.text() and floor.page.locator("main form").count() == 0, f"{what} opens nothing (BH-P007)")


def setup_too_late(floor, expect, server):
    """The link on the console, whose time runs out while its form is open."""
    path = f"/setup/{floor.facts['setup']}"
    link = floor.facts["url"] + path
    expect(open_door(floor, path, "First administrator", "setup"), "the link leads to the first administrator's form")
    floor.page.goto(link[:-1] + ("0" if link[-1] != "0" else "1"))
    floor.settle()
    is_over(floor, expect, "a link that is not the one on the console")
    floor.look("setup-wrong-link")
    floor.page.goto(link)
    floor.settle()
    answer(floor, "#person", "rosa")  # Enter sends the form as it is.
    refused(floor, expect, "BH-P011", "person", "a form without name and badge")
    server.advance(1)
    fill_setup(floor, NEW_PIN, NEW_PIN)
    is_over(floor, expect, "a link whose time ran out while the form was open")
    floor.look("setup-too-late")
    floor.page.goto(link)
    floor.settle()
    is_over(floor, expect, "and the link itself")


def setup(floor, expect, browser):
    """The link of an instance that was started again: it is used, and then tried again, also by who had its form open in another browser."""
    link = f"{floor.facts['url']}/setup/{floor.facts['setup']}"
    context = browser.new_context()
    other = context.new_page()
    other.goto(link)
    floor.page.goto(link)
    floor.settle()
    fill_setup(floor, NEW_PIN, "918274")
    refused(floor, expect, "BH-W102", "pin", "a PIN that was mistyped once")
    floor.look("setup-pins-differ")
    again(floor, "#pin", "123456", "123456")
    refused(floor, expect, "BH-P006", "pin", "a PIN that everybody would try")
    again(floor, "#pin", NEW_PIN, NEW_PIN)
    expect("Person register" in floor.text(), "the first administrator's account is open, and is signed in")
    floor.look("setup-done")
    own, floor.page = floor.page, other
    fill_setup(floor, NEW_PIN, NEW_PIN)
    is_over(floor, expect, "a form of the link in another browser, once it was used,")
    floor.page = own
    context.close()
    floor.page.goto(link)
    floor.settle()
    is_over(floor, expect, "a used link")
    floor.look("setup-used")
    floor.page.goto(floor.facts["url"] + "/")
    floor.settle()
    floor.sign_out()
    floor.facts["staff"]["rosa"] = {"badge": "B-ROSA", "pin": NEW_PIN}
    floor.sign_in("rosa")
    expect("Person register" in floor.text(), "badge and PIN of the link's form sign in from then on")
    floor.sign_out()


def fill_setup(floor, pin, pin_again):
    """Id and name by Tab, the badge by the scanner, which leads to the PIN."""
    for field, text in [("#person", "rosa"), ("#name", "Rosa Example")]:
        floor.page.locator(field).focus()
        floor.page.keyboard.press("Control+a")
        floor.type(text, enter=False)
    floor.page.locator("#badge").focus()
    floor.page.wait_for_timeout(300)  # from the keyboard to the scanner
    floor.scan("B-ROSA")
    floor.type(pin)
    floor.type(pin_again)
