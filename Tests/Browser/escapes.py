"""What was delivered and does not conform: built, certified, found bad, the notice written and signed, its paper, the customer told; then withdrawn."""

import subprocess
from urllib.parse import urlsplit

from engineer import press, write


def build(floor, expect, serial):
    """A bracket through both of its operations, bought off by quality."""
    floor.sign_in("olga")
    floor.scan(floor.facts["work"][serial])
    for code in ["START", None, "G-7", "L-55", "DONE"]:
        floor.scan(code) if code else floor.type("12.7")
    floor.type(floor.facts["staff"]["olga"]["pin"])
    floor.scan("START")
    floor.scan("DONE")
    floor.type(floor.facts["staff"]["olga"]["pin"])
    floor.sign_out()
    floor.sign_in("quin")
    floor.page.goto(f"{floor.facts['url']}/units/{floor.facts['work'][serial]}")
    floor.settle()
    floor.scan("DONE")
    floor.type(floor.facts["staff"]["quin"]["pin"])
    expect("finished" in floor.text(), f"{serial} is built and bought off")


def certified(floor, expect):
    floor.page.goto(f"{floor.facts['url']}/orders/{floor.facts['work']['O-VEH']}")
    floor.settle()
    press(floor, "a[href$='/certificates/new']")
    expect("VEH-3" in floor.text(), "finished units can be certified")
    floor.look("certificate-form")
    floor.targets("certificate-form")
    floor.focus_is_clear("certificate-form")
    for field, text in [("organization", "Example Aerostructures"), ("customer", "Prime"), ("purchase-order", "PO-77 line 2"),
                        ("statement", "These units conform to PO-77.")]:
        write(floor, f"#{field}", text)
    write(floor, "#certify-pin", floor.facts["staff"]["quin"]["pin"])
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("PO-77 line 2" in floor.text() and "L-55" in floor.text(), "a certificate is signed, and says what its units are made of")
    floor.look("certificate")
    floor.targets("certificate")
    floor.upright("certificate")
    paper = taken(floor, "certificate.pdf")
    expect("These units conform to PO-77." in paper and "CUI" in paper, "its paper is there to take away")
    floor.sign_out()


def taken(floor, name):
    """What is written on the paper that the page offers."""
    with floor.page.expect_download() as download:
        floor.page.locator("a[href$='/paper']").press("Enter")
    file = floor.pictures / name
    download.value.save_as(file)
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, timeout=30).stdout


def escapes(floor, expect):
    """from a crack in a delivered unit to a customer who was told"""
    build(floor, expect, "VEH-3")
    certified(floor, expect)
    floor.sign_in("olga")
    floor.scan(floor.facts["work"]["VEH-3"])
    floor.scan("NCR")
    floor.page.keyboard.type("Crack at the lug", delay=90)
    floor.page.keyboard.press("Tab")
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("on hold" in floor.text(), "a delivered unit is reported as any other one is")
    floor.sign_out()
    floor.sign_in("quin")
    expect("Notices of escape to be written" in floor.text() and "Crack" in floor.text(), "quality's home has what customers have to be told")
    floor.page.get_by_role("heading", name="Notices of escape to be written").scroll_into_view_if_needed()
    floor.look("quality-escapes")
    floor.upright("quality-escapes")
    press(floor, "td a[href^='/escape-notices/']")
    floor.notice = urlsplit(floor.page.url).path
    expect("PO-77 line 2" in floor.text() and "Crack at the lug" in floor.text() and "AS9100D 8.7.1" in floor.text(),
           "a notice says which units, on which certificate, what was found, and by when")
    marking = floor.look("escape-due")
    expect(marking.startswith("CUI"), "and is marked as they are")
    floor.targets("escape-due")
    floor.focus_is_clear("escape-due")
    floor.upright("escape-due")
    write(floor, "#text", "The lug of VEH-3 may be cracked. Do not fly it; we fetch it.")
    write(floor, "#write-pin", "000001")
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("There is a problem" in floor.text() and "Do not fly it" in floor.page.locator("#text").input_value(), "another PIN signs nothing, and the words stay")
    floor.look("escape-problem")
    write(floor, "#write-pin", floor.facts["staff"]["quin"]["pin"])
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("written, to be told" in floor.text() and "Do not fly it" in floor.text(), "it is written and signed")
    floor.look("escape-written")
    floor.targets("escape-written")
    floor.focus_is_clear("escape-written")
    paper = taken(floor, "escape-notice.pdf")
    expect("Do not fly it" in paper and "PO-77 line 2" in paper and "CUI" in paper, "its paper is marked and says what the customer is told")
    for field, text in [("to", "M. Buyer"), ("how", "Registered letter 12"), ("told-on", "soon")]:
        write(floor, f"#{field}", text)
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("There is a problem" in floor.text(), "a day that is none is named")
    write(floor, "#told-on", "")
    floor.page.keyboard.press("Backspace")
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("Registered letter 12" in floor.text() and "M. Buyer" in floor.text(), "it is on record whom was told, how and when")
    floor.look("escape-told")
    floor.upright("escape-told")
    floor.sign_out()
    withdrawn(floor, expect)


def withdrawn(floor, expect):
    """It turns out to be no crack: another person withdraws the notice, and the customer is told of that too."""
    floor.sign_in("mia")
    floor.page.goto(f"{floor.facts['url']}{floor.notice}")
    floor.settle()
    floor.page.locator("summary", has_text="Withdraw it").press("Enter")
    write(floor, "#reason", "The crack is a scratch in the paint.")
    write(floor, "#withdraw-pin", "000001")
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("There is a problem" in floor.text() and "scratch in the paint" in floor.page.locator("#reason").input_value(), "another PIN withdraws nothing, and the words stay")
    floor.look("escape-withdraw-problem")
    floor.targets("escape-withdraw-problem")
    floor.focus_is_clear("escape-withdraw-problem")
    write(floor, "#withdraw-pin", floor.facts["staff"]["mia"]["pin"])
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("withdrawn, to be told" in floor.text() and "Do not fly it" in floor.text(), "it is withdrawn, and what was told stays")
    floor.look("escape-withdrawn")
    floor.upright("escape-withdrawn")
    paper = taken(floor, "escape-notice-withdrawn.pdf")
    expect("This notice is withdrawn" in paper and "scratch in the paint" in paper and "Registered letter 12" in paper, "its paper says so, why, and of what the customer was told")
    for field, text in [("to", "M. Buyer"), ("how", "Registered letter 13")]:
        write(floor, f"#{field}", text)
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("Registered letter 13" in floor.text() and "Registered letter 12" in floor.text(), "it is on record that the customer was told of that too")
    floor.look("escape-withdrawal-told")
    floor.sign_out()
