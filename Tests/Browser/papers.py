"""Paper: a traveler is printed, its code scanned, verified, and what comes back is compared."""
import re
import subprocess

from engineer import press, write


def papers(floor, expect):
    floor.sign_in("pia")
    floor.page.goto(f"{floor.facts['url']}/orders/{floor.facts['work']['O-VEH']}")
    floor.settle()
    expect("None was printed." in floor.text(), "an order says that no traveler was printed")
    press(floor, "form[action$='/traveler'] button")
    expect("it is the last print" in floor.text(), "a traveler is recorded before it is printed")
    paper = floor.page.url
    floor.look("traveler")
    floor.targets("traveler")
    floor.focus_is_clear("traveler")
    with floor.page.expect_download() as taken:
        floor.page.locator("a[href$='/paper']").press("Enter")
    file = floor.pictures / "traveler.pdf"
    taken.value.save_as(file)
    said = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, timeout=30).stdout
    subprocess.run(["pdftoppm", "-r", "60", "-png", "-singlefile", "-f", "1", file, floor.pictures / "traveler"], timeout=30, check=True)
    expect("CUI//SP-CTI/SP-EXPT" in said and "Mill the pocket" in said and "VEH-6" in said, "the paper is marked and says what is built")
    code = re.search(r"BH1:T-\w{8}:O-VEH:10:\w{13}", said)
    expect(code is not None, "and has a code for each operation")
    floor.page.goto(floor.facts["url"] + "/verify")
    floor.settle()
    floor.look("verify")
    floor.targets("verify")
    floor.scan(code[0])
    expect("Printed by this site" in floor.text(), "what is held up is verified")
    floor.look("verified")
    floor.page.wait_for_timeout(300)
    floor.scan(code[0].replace(":10:", ":20:"))
    expect("There is a problem" in floor.text() and "quality" in floor.text(), "a code that was changed is no paper of this site")
    floor.sign_out()
    floor.sign_in("olga")
    floor.scan(code[0])
    expect("Order O-VEH" in floor.text(), "a scan of the paper at the terminal leads to what it goes with")
    floor.look("order")
    floor.sign_out()
    floor.sign_in("quin")
    floor.page.goto(paper)
    floor.settle()
    floor.page.locator("input[name=signed-10]").focus()
    floor.page.keyboard.press("Space")
    press(floor, "form[action$='/return'] button")
    expect("it was taken back" in floor.text() and "Units held for a difference" in floor.text(), "what differs from the paper is held")
    floor.look("traveler-returned")
    floor.sign_out()


def containment(floor, expect):
    """A unit's record down to the lot, and a gauge that was found bad."""
    floor.sign_in("quin")
    floor.page.goto(f"{floor.facts['url']}/units/{floor.facts['work']['VEH-1']}/record")
    floor.settle()
    expect("L-55" in floor.page.content() and "as planned" in floor.text(), "a unit's record says what it is made of, against the plan")
    floor.look("unit-record")
    floor.targets("unit-record")
    floor.focus_is_clear("unit-record")
    floor.page.locator("summary").first.press("Enter")
    press(floor, "td a[href^='/lots/']")
    expect("VEH-1" in floor.text() and "recall" in floor.text(), "a lot says what a recall of it reaches")
    floor.look("lot")
    floor.targets("lot")
    floor.page.goto(floor.facts["url"] + "/containments/new")
    floor.settle()
    floor.page.keyboard.type("A gauge", delay=60)
    write(floor, "#number", "G-7")
    write(floor, "#since", "2026-01-31")
    write(floor, "#reason", "Found 0.04 mm off")
    floor.look("contain")
    floor.targets("contain")
    press(floor, "form[action='/containments'] button.main")
    floor.page.locator(".state-done").first.wait_for(timeout=60_000)  # The page looks again by itself until they are.
    floor.settle()
    expect("holds were placed" in floor.text() and "VEH" not in floor.text(), "who contains a gauge learns that holds were placed")
    bar = floor.look("contained")
    expect(bar.startswith("UNCLASSIFIED"), "and the page holds nothing of a program")
    floor.page.goto(floor.facts["url"] + "/quality")
    floor.settle()
    expect("Gauge G-7 was found out of tolerance" in floor.text(), "whoever may see a program finds what it holds")
    floor.look("quality-contained")
    floor.sign_out()


def lapse(floor, server, expect):
    """Quality's home nearly two years later, and two years later: what has to be done about a first article that lapses."""
    for days, words in [(660, "lapses soon"), (75, "lapsed")]:
        server.advance(days)
        floor.sign_in("quin")
        expect("Production that lapses" in floor.text() and words in floor.text(), f"quality's home says that production {words}")
        floor.page.get_by_role("heading", name="Production that lapses").scroll_into_view_if_needed()
        floor.look("production-" + words.replace(" ", "-"))
        floor.targets("production-lapses")
        floor.sign_out()


def inspection(floor, expect):
    """A first article of a unit, and its forms."""
    floor.sign_in("quin")
    floor.page.goto(f"{floor.facts['url']}/units/{floor.facts['work']['VEH-1']}/first-articles/new")
    floor.settle()
    floor.look("first-article-form")
    floor.targets("first-article-form")
    floor.focus_is_clear("first-article-form")
    for field, text in [("#extent", "Full"), ("#trigger", "First")]:
        floor.page.locator(field).focus()
        floor.page.keyboard.type(text, delay=60)
    write(floor, "#reason", "First delivery")
    write(floor, "#organization", "Example Aerostructures")
    press(floor, "form[action$='/first-articles'] button.main")
    expect("to be verified" in floor.text(), "a first article is opened for a unit")
    article = floor.page.url
    floor.look("first-article")
    floor.targets("first-article")
    write(floor, "#sign-pin", floor.facts["staff"]["quin"]["pin"])
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("waits for approval" in floor.text(), "it is verified with the PIN")
    floor.sign_out()
    floor.sign_in("olga")
    floor.page.goto(article)
    floor.settle()
    write(floor, "#sign-pin", floor.facts["staff"]["olga"]["pin"])
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("Approved by" in floor.text() and "Olga Example" in floor.text(), "and approved by somebody else")
    floor.look("first-article-approved")
    with floor.page.expect_download() as taken:
        floor.page.locator("a[href$='/paper']").press("Enter")
    file = floor.pictures / "first-article.pdf"
    taken.value.save_as(file)
    said = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, timeout=30).stdout
    expect("Form 1: Part Number Accountability" in said and "Form 3" in said and "12.7 mm" in said, "the forms of AS9102 are there to take away")
    floor.sign_out()
