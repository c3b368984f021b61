"""A terminal that is left: covered and locked, what was typed kept, uncovered by the PIN; another person's badge ends the session."""

from doors import focused, look_all_round


def lock(floor, expect):
    """lock by scanner, unlock by PIN, and another person's badge"""
    floor.sign_in("cora")
    floor.page.goto(floor.facts["url"] + "/compliance/leaks")
    floor.settle()
    floor.page.locator("#found").fill("typed before the lock")
    floor.scan("LOCK")
    covered = floor.page.locator("main.cover")
    expect(covered.is_visible() and "LOCKED" in covered.inner_text(), "LOCK covers the page")
    expect(not floor.page.locator("#found").is_visible() and not floor.page.locator("header").is_visible(), "nothing of it shows")
    expect(floor.page.evaluate("localStorage.length + sessionStorage.length") == 0, "nothing is in the browser's storage")
    floor.look("locked")
    floor.targets("locked")
    answer = floor.page.evaluate("fetch('/compliance', { redirect: 'manual' }).then(a => a.type)")
    expect(answer == "opaqueredirect", "the server shows nothing to the session either")
    floor.page.keyboard.type("000001", delay=90)
    floor.page.wait_for_timeout(120)
    floor.page.keyboard.press("Enter")
    floor.page.wait_for_timeout(1500)
    expect(covered.is_visible() and "BH-P001" in covered.inner_text(), "a wrong PIN leaves it locked")
    floor.page.keyboard.type(floor.facts["staff"]["cora"]["pin"], delay=90)
    floor.page.wait_for_timeout(120)
    floor.page.keyboard.press("Enter")
    floor.page.wait_for_timeout(1500)
    expect(floor.page.locator("#found").input_value() == "typed before the lock", "the PIN uncovers it, and what was typed is there")
    floor.page.locator("#lock").press("Enter")
    floor.page.wait_for_timeout(500)
    floor.scan(floor.facts["staff"]["omar"]["badge"])
    floor.page.wait_for_timeout(1000)
    expect("SCAN BADGE" in floor.text(), "another person's badge ends the session")


def locked(floor, expect, browser):
    """A browser without scripts at a locked terminal; then the same page in one with scripts, for axe and the scanner."""
    staff = floor.facts["staff"]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(60_000)
    signed_in(page, floor, "nora")
    lock_it(page)
    expect("LOCKED" in page.inner_text("main") and page.url.endswith("/locked"), "without scripts Lock leads to the locked page")
    bars = page.locator(".bar").all_inner_texts()
    expect(len(bars) == 2 and bars[0] == bars[1], f"locked without scripts: marked {bars[0]!r} at top and bottom")
    expect(page.locator("header button").count() == 0, "a locked page offers nothing that the session does not do")
    picture(page, floor, "locked-without-scripts")
    page.goto(floor.facts["url"] + "/quality")
    expect(page.url.endswith("/locked") and "VEH" not in page.content(), "whatever is asked for, it stays locked")
    expect(focused(page) == "pin", "the PIN has the focus")
    for pin, what in [("000001", "a wrong PIN"), (staff["omar"]["pin"], "somebody else's PIN")]:
        sent(page, pin)
        expect("BH-P001" in page.inner_text("main"), f"{what} leaves it locked")
    picture(page, floor, "locked-wrong-pin-without-scripts")
    for badge, what in [(staff["nora"]["badge"], "one's own badge"), ("B-NOBODY", "a badge of nobody"), ("", "no badge")]:
        page.locator("#badge").focus()
        sent(page, badge)
        expect("ends nothing" in page.inner_text("main"), f"{what} leaves it locked, and says so")
    page.locator("#pin").focus()
    sent(page, staff["nora"]["pin"])
    expect(page.url.endswith("/quality"), "the PIN unlocks it, and leads to the start")
    lock_it(page)
    page.locator("#badge").focus()
    sent(page, staff["omar"]["badge"])
    expect("SCAN BADGE" in page.inner_text("main"), "another person's badge ends the session")
    page.goto(floor.facts["url"] + "/quality")
    expect("SCAN BADGE" in page.inner_text("main"), "which nobody goes on with")
    context.close()
    with_scripts(floor, expect)


def with_scripts(floor, expect):
    """The locked page of a session that another tab locked."""
    floor.sign_in("nora")
    with floor.page.expect_response(lambda answer: answer.url.endswith("/lock"), timeout=60_000):
        floor.page.locator("#lock").press("Enter")
    floor.page.reload()
    floor.settle()
    expect("LOCKED" in floor.text() and floor.page.locator("main.cover").count() == 0, "a page that is loaded again is locked by the server")
    look_all_round(floor, "locked-page")
    floor.page.reload()
    floor.settle()
    floor.scan(floor.facts["staff"]["nora"]["badge"])
    expect("ends nothing" in floor.text(), "one's own badge is said to end nothing")
    floor.look("locked-own-badge")
    floor.scan(floor.facts["staff"]["omar"]["badge"])
    expect("SCAN BADGE" in floor.text(), "another person's, scanned, ends the session")


def signed_in(page, floor, person):
    page.goto(floor.facts["url"] + "/sign-in")
    sent(page, floor.facts["staff"][person]["badge"])
    sent(page, floor.facts["staff"][person]["pin"])


def lock_it(page):
    """By Tab from the top of the page to its button."""
    page.locator(".skip").focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        if focused(page) == "lock":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sent(page, text):
    """What is typed into the field that has the focus, once one has it, and sent by Enter."""
    for _ in range(200):
        if focused(page):
            break
        page.wait_for_timeout(50)
    page.keyboard.type(text, delay=90)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def picture(page, floor, name):
    floor.shots += 1
    page.screenshot(path=str(floor.pictures / f"{floor.shots:02}-{name}.png"))
