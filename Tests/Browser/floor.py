"""The operator's journey in a real browser: by scanner and keyboard alone, checked for accessibility, with pictures.

    floor.py PROGRAM CATALOGUE PICTURES

starts PROGRAM (browser-plant) and prints what it saw, a line each; exit 1 if anything is not as it has to be.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from access import access
from baselines import baselines
from doors import desk, enrolment
from engineer import engineer
from escapes import escapes
from factors import factors
from first_run import setup, setup_too_late
from leaks import leaks
from lock import lock, locked
from media import media
from oversight import flows, policies
from papers import containment, inspection, lapse, papers
from quality import correction, customer, planner, quality
from terminals import terminals

SCAN_MS = 5      # a scanner's keys
TYPE_MS = 90     # a person's keys
failures = []


def expect(condition, what):
    print(("ok    " if condition else "WRONG ") + what, flush=True)
    if not condition:
        failures.append(what)


class Server:
    """A running instance of the test plant, until it is ended."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.facts = json.loads(self.process.stdout.readline())

    def advance(self, days):
        """Moves its clock on."""
        self.process.stdin.write(f"{days}\n")
        self.process.stdin.flush()
        self.process.stdout.readline()

    def end(self):
        self.process.terminate()
        self.process.wait(10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


class Floor:
    def __init__(self, page, facts, pictures):
        self.page, self.facts, self.pictures, self.shots = page, facts, pictures, 0
        self.outside, self.console, self.bytes = [], [], 0
        page.on("request", lambda request: self.outside.append(request.url)
                if not request.url.startswith(("http://127.0.0.1:", "data:", "chrome")) else None)  # Its PDF viewer is the browser's own.
        page.on("console", lambda message: self.console.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def scan(self, code):
        self.page.keyboard.type(code, delay=SCAN_MS)
        self.page.keyboard.press("Enter")
        self.settle()

    def type(self, text, enter=True):
        self.page.keyboard.type(text, delay=TYPE_MS)
        if enter:
            self.page.wait_for_timeout(120)
            self.page.keyboard.press("Enter")
            self.settle()

    def settle(self):
        """Waits until what was sent is answered by another page."""
        self.page.wait_for_timeout(60)
        for _ in range(100):
            try:
                if self.page.evaluate("document.readyState === 'complete' && !document.querySelector('form[data-sent]')"):
                    break
            except Exception:  # between two pages
                pass
            self.page.wait_for_timeout(50)
        self.page.wait_for_timeout(60)

    def look(self, name):
        """A picture, the rules of axe, the marking bars, and that the focus is never under them."""
        self.shots += 1
        self.page.screenshot(path=str(self.pictures / f"{self.shots:02}-{name}.png"))
        found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        rules = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]
        expect(not rules, f"{name}: axe finds nothing {rules}")
        bars = self.page.locator(".bar").all_inner_texts()
        expect(len(bars) == 2 and bars[0] == bars[1], f"{name}: marked {bars[0]!r} at top and bottom")
        return bars[0]

    def upright(self, name):
        """A picture on a 10-inch tablet held upright, on which no page is wider than the screen: what is wider scrolls by itself."""
        self.shots += 1
        self.page.set_viewport_size({"width": 800, "height": 1280})
        self.page.wait_for_timeout(100)
        self.page.screenshot(path=str(self.pictures / f"{self.shots:02}-{name}-upright.png"))
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        expect(wide <= 0, f"{name}: the page is as wide as a tablet held upright ({wide} px over)")
        self.page.set_viewport_size({"width": 1280, "height": 800})

    def focus_is_clear(self, name):
        hidden = []
        for _ in range(40):
            self.page.keyboard.press("Tab")
            box = self.page.evaluate(
                """() => { const e = document.activeElement; if (!e || e === document.body) return null;
                   const r = e.getBoundingClientRect(); const bar = document.querySelector('.bar-top').getBoundingClientRect();
                   const low = document.querySelector('.bar-bottom').getBoundingClientRect();
                   return [r.top >= bar.bottom - 1 && r.bottom <= low.top + 1 || r.height > innerHeight - 80, e.outerHTML.slice(0, 90), r.height, r.width, e.tagName] }""")
            if box is None:
                break
            if not box[0] and "skip" not in box[1]:
                hidden.append(box[1])
        expect(not hidden, f"{name}: the focus is never under a bar {hidden[:2]}")

    def targets(self, name):
        small = self.page.evaluate(
            """() => [...document.querySelectorAll('button, .button, input:not([type=hidden]), select, textarea, td a')]
               .filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.height < 48 || r.width < 48) })
               .map(e => e.outerHTML.slice(0, 80))""")
        expect(not small, f"{name}: what is touched is 48 px and more {small[:2]}")

    def sign_in(self, person):
        self.page.goto(self.facts["url"] + "/sign-in")
        self.settle()
        self.scan(self.facts["staff"][person]["badge"])
        self.type(self.facts["staff"][person]["pin"])

    def text(self):
        return self.page.locator("main").inner_text()

    def sign_out(self):
        self.page.locator("form[action='/sign-out'] button").press("Enter")
        self.settle()


def first_page(floor):
    answers = []
    note = lambda answer: answers.append(answer)
    floor.page.on("requestfinished", note)
    floor.page.goto(floor.facts["url"] + "/")
    floor.settle()
    expect("SCAN BADGE" in floor.text(), "the terminal waits for a badge")
    floor.look("scan-badge")
    floor.targets("scan-badge")
    sizes = [answer.sizes()["responseBodySize"] for answer in list(answers)]
    floor.page.remove_listener("requestfinished", note)
    expect(sum(sizes) <= 100_000, f"the first page is {sum(sizes)} bytes in {len(sizes)} answers")


def build_one(floor):
    """badge, job, component, measure, done"""
    floor.page.goto(floor.facts["url"] + "/sign-in")
    floor.settle()
    floor.scan(floor.facts["staff"]["olga"]["badge"])
    floor.look("pin")
    floor.type(floor.facts["staff"]["olga"]["pin"])
    expect("SCAN TRAVELER" in floor.text(), "badge and PIN lead to the terminal")
    floor.look("terminal")
    floor.scan(floor.facts["work"]["VEH-1"])
    expect("Mill the pocket" in floor.text(), "a traveler leads to its operation")
    marking = floor.look("operation-ready")
    expect(marking.startswith("CUI//SP-CTI/SP-EXPT"), "the page of a CUI program says so")
    floor.targets("operation-ready")
    floor.focus_is_clear("operation-ready")
    floor.page.reload()
    floor.settle()
    floor.scan("START")
    expect("running" in floor.text(), "START starts")
    floor.look("operation-running")
    floor.type("12.7")
    expect(floor.page.evaluate("document.activeElement.name") == "gauge", "after the value the gauge is asked for")
    floor.scan("G-8")
    expect("calibration is due" in floor.text(), "a gauge whose calibration is due is refused")
    floor.look("gauge-overdue")
    floor.scan("G-7")
    expect("12.7 mm" in floor.text(), "another gauge takes the value, which is not asked for again")
    floor.scan("L-55")
    expect("4 of L-55" in floor.text(), "a lot that was scanned is built in")
    floor.look("measured-and-built-in")
    floor.scan("DONE")
    expect(floor.page.evaluate("document.activeElement.name") == "pin", "DONE asks for the PIN")
    floor.type("000001")
    expect("There is a problem" in floor.text(), "another PIN signs nothing")
    floor.scan("DONE")
    floor.type(floor.facts["staff"]["olga"]["pin"])
    expect("Assemble" in floor.text(), "the unit goes on to the next operation")
    floor.look("next-operation")


def out_of_limits(floor):
    floor.page.goto(floor.facts["url"] + "/operator")
    floor.settle()
    floor.scan("MED-1")
    expect("MED-1" in floor.text(), "a serial number leads to its unit")
    floor.scan("START")
    floor.type("12.9")
    floor.scan("G-7")
    expect("out of limits" in floor.text(), "a value out of limits says so")
    floor.look("out-of-limits")
    floor.scan("NCR")
    expect(floor.page.evaluate("document.activeElement.name") == "description", "NCR leads to the report")
    floor.page.keyboard.press("Tab")
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("on hold" in floor.text(), "the unit is on hold")
    floor.look("on-hold")


def hostile(floor):
    page = floor.page
    page.goto(floor.facts["url"] + "/operator")
    floor.settle()
    floor.scan("NOSUCH-1")
    unknown = re.sub(r"\s+", " ", floor.text())
    expect("Not found" in unknown, "a code of nothing is not found")
    floor.look("not-found")
    floor.sign_out()
    floor.sign_in("fred")
    floor.scan(floor.facts["work"]["VEH-2"])
    hidden = re.sub(r"\s+", " ", floor.text())
    expect(hidden == unknown, "what one may not know of looks like what is not there")
    expect("VEH" not in page.content().replace(floor.facts["work"]["VEH-2"], ""), "and names nothing of it")
    page.goto(floor.facts["url"] + "/operator?center=mill")
    floor.settle()
    expect("MED-" in floor.text() and "VEH-" not in floor.text(), "the list of a work center has what one may see")
    floor.look("dispatch-foreign-person")
    floor.sign_out()
    floor.sign_in("flora")
    floor.page.goto(floor.facts["url"] + "/operator")
    floor.settle()
    floor.scan(floor.facts["work"]["VEH-2"])
    expect("not authorized" in floor.text(), "who may know of it is told why it is refused")
    floor.look("denied")
    floor.sign_out()


def administrator(floor):
    floor.sign_in("root")
    expect("Person register" in floor.text(), "the administrator's home is the register")
    floor.look("administrator")
    floor.page.locator("#person").focus()
    floor.type("omar")
    expect(re.search(r"\b\d{8}\b", floor.text()) is not None, "an enrolment code is given")
    floor.page.locator("#badge-person").focus()
    floor.type("omar")
    expect("It says B-OMAR" in floor.text(), "a badge is printed for a person")
    floor.look("badge-printed")
    floor.targets("badge-printed")
    with floor.page.expect_download() as taken:
        floor.page.locator("a[href$='/paper']").press("Enter")
    taken.value.save_as(floor.pictures / "badge.pdf")
    said = subprocess.run(["pdftotext", floor.pictures / "badge.pdf", "-"], capture_output=True, text=True, timeout=30).stdout
    expect("Omar Example" in said and "proves nothing" in said, "its sheet is there to take away")
    floor.page.locator("#feed").fill("person,badge,name\nx,y\n")
    floor.page.locator("form[action='/administrator/persons'] button").press("Enter")
    floor.settle()
    expect("feed:2" in floor.text(), "a wrong line of the register is named")
    floor.look("register-problem")
    floor.sign_out()


def compliance(floor):
    """who was refused, why, what would permit it, who can reach a program: signed off by keyboard"""
    floor.sign_in("cora")
    expect("Compliance" in floor.text() and "Refused in the last days" in floor.text(), "a compliance officer begins at what waits")
    expect(floor.page.locator(".strip-line svg").count() > 0, "refusals of the day are drawn")
    floor.look("compliance")
    floor.targets("compliance")
    floor.focus_is_clear("compliance")
    floor.scan("WHY")
    expect(floor.page.evaluate("document.activeElement.name") == "person", "WHY leads to the question")
    floor.page.keyboard.type("fred", delay=TYPE_MS)
    floor.page.keyboard.press("Tab")
    floor.page.keyboard.press("Tab")
    floor.page.wait_for_timeout(300)  # from the keyboard to the scanner
    floor.scan(floor.facts["work"]["VEH-1"])
    expect("itar-release" in floor.text() and "22 CFR" in floor.text(), "why someone can't names the rule and where it is written")
    expect("principal.usPerson becomes true" in floor.text(), "and the smallest change")
    marking = floor.look("why-refused")
    expect(marking.startswith("CUI"), "the answer is marked as the record is")
    floor.targets("why-refused")
    floor.page.goto(floor.facts["url"] + "/compliance")
    floor.settle()
    floor.scan("WHAT-IF")
    expect(floor.page.evaluate("document.activeElement.name") == "person", "WHAT-IF leads to the question")
    floor.page.keyboard.type("fred", delay=TYPE_MS)
    floor.page.keyboard.press("Tab")
    floor.page.keyboard.press("Tab")
    floor.page.keyboard.type("yes", delay=TYPE_MS)
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("workInstructions" in floor.text() and "VEH" in floor.text(), "what if says what would be gained")
    floor.look("what-if")
    floor.targets("what-if")
    floor.focus_is_clear("what-if")
    floor.page.goto(floor.facts["url"] + "/compliance/denials")
    floor.settle()
    expect("person:fred" in floor.text() and "person:flora" in floor.text(), "refusals are listed")
    floor.page.locator("summary").press("Enter")
    floor.look("denials")
    floor.page.goto(floor.facts["url"] + "/compliance/releases")
    floor.settle()
    expect("screen" in floor.text(), "what left is drawn by channel")
    floor.look("releases")
    floor.page.goto(floor.facts["url"] + "/compliance/access")
    floor.settle()
    floor.look("access-reviews")
    floor.page.get_by_role("link", name="VEH").press("Enter")
    floor.settle()
    expect("olga" in floor.text() and "fred" not in floor.text(), "a review lists who can reach the program")
    floor.look("access-review")
    floor.focus_is_clear("access-review")
    floor.page.locator("#findings").focus()
    floor.page.keyboard.type("As it has to be.", delay=TYPE_MS)
    floor.page.keyboard.press("Tab")
    floor.type(floor.facts["staff"]["cora"]["pin"])
    expect("As it has to be." in floor.text(), "it is signed off with the PIN")
    floor.sign_out()
    floor.sign_in("colin")
    expect("flora" not in floor.text(), "an officer who may not see a program sees nobody who was refused it")
    floor.look("compliance-foreign-person")
    floor.sign_out()


def auditor(floor):
    """the logs, and evidence to take away"""
    floor.sign_in("aude")
    expect("How to verify" in floor.text() and "plant.example/main/" in floor.text(), "an auditor begins at the logs")
    floor.look("auditor")
    floor.targets("auditor")
    floor.focus_is_clear("auditor")
    with floor.page.expect_download() as taken:
        floor.page.get_by_role("link", name="Take the newest").first.press("Enter")
    evidence = json.loads(Path(taken.value.path()).read_text(encoding="utf-8"))
    expect(evidence["format"] == "bulkhead-audit-bundle/1" and evidence["entries"], "the evidence of a log is a file with entries")
    floor.page.get_by_role("link", name="Choose days, policy or a sample").first.press("Enter")
    floor.page.locator("#count").wait_for()
    floor.look("auditor-choosing")
    floor.targets("auditor-choosing")
    floor.focus_is_clear("auditor-choosing")
    floor.page.fill("#count", "2")
    seed = floor.page.input_value("#seed")
    with floor.page.expect_download() as sampled:
        floor.page.press("#count", "Enter")
    sample = json.loads(Path(sampled.value.path()).read_text(encoding="utf-8"))
    expect(len(sample["entries"]) == 2 and sample["choice"]["seed"] == seed, "a sample has as many entries as were asked for, and its seed")
    floor.sign_out()


def back_again(floor):
    """The server is lost for a while, and the session is over when it is back: what was sent waits, and is sent once by the same person."""
    floor.sign_in("olga")
    floor.scan("MED-2")
    context = floor.page.context
    context.set_offline(True)
    floor.page.locator("button[data-command=START]").press("Enter")
    lost = floor.page.locator("#lost")
    lost.wait_for(state="visible", timeout=60_000)
    context.clear_cookies()
    context.set_offline(False)
    badge = floor.page.locator("#over-badge")
    badge.wait_for(state="visible", timeout=60_000)
    expect("waits here" in floor.page.locator("main.cover").inner_text(), "what was sent waits until somebody signs in again")
    floor.look("sign-in-again")
    staff = floor.facts["staff"]
    floor.scan(staff["olga"]["badge"])
    floor.type("000001")
    floor.page.locator("#locked-said:not(:empty)").wait_for(timeout=60_000)
    expect("BH-P001" in floor.page.locator("#locked-said").inner_text(), "a wrong PIN is refused, and what was sent still waits")
    floor.type(staff["olga"]["pin"])
    floor.page.locator("text=running").first.wait_for(timeout=60_000)
    expect("running" in floor.text(), "what was sent is sent once the same person signed in")
    floor.sign_out()


def lost_server(floor, server):
    floor.sign_in("olga")
    floor.scan("MED-3")
    server.end()
    floor.page.locator("button[data-command=START]").press("Enter")
    floor.page.wait_for_timeout(1500)
    lost = floor.page.locator("#lost")
    expect(lost.is_visible() and "SERVER LOST" in lost.inner_text(), "a server that is gone is said at once")
    expect("waits here" in lost.inner_text(), "what was sent waits on the page")
    kept = floor.page.evaluate("localStorage.length + sessionStorage.length")
    expect(kept == 0, "nothing is in the browser's storage")
    floor.page.screenshot(path=str(floor.pictures / "99-server-lost.png"))


def main(program, catalogue, pictures):
    pictures = Path(pictures)
    pictures.mkdir(parents=True, exist_ok=True)
    with Server(program, catalogue) as server:
        with sync_playwright() as playwright:
            playwright.selectors.set_test_id_attribute("id")
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(5000)
            floor = Floor(page, server.facts, pictures)
            first_page(floor)
            build_one(floor)
            out_of_limits(floor)
            hostile(floor)
            administrator(floor)
            terminals(floor, expect)
            engineer(floor, expect)
            quality(floor, expect)
            correction(floor, expect)
            planner(floor, expect)
            customer(floor, expect)
            media(floor, expect)
            escapes(floor, expect)
            papers(floor, expect)
            inspection(floor, expect)
            containment(floor, expect)
            compliance(floor)
            leaks(floor, expect)
            access(floor, expect)
            flows(floor, expect)
            policies(floor, expect)
            baselines(floor, expect)
            lock(floor, expect)
            auditor(floor)
            back_again(floor)
            lapse(floor, server, expect)
            expect(not floor.outside, f"nothing is asked of another host {floor.outside[:2]}")
            scripts = [line for line in floor.console if "status of 4" not in line and "ERR_INTERNET_DISCONNECTED" not in line]
            expect(not scripts, f"the browser's console has no error {scripts[:2]}")
            plain = browser.new_context(java_script_enabled=False).new_page()
            plain.goto(server.facts["url"] + "/sign-in")
            plain.fill("#badge", server.facts["staff"]["omar"]["badge"])
            plain.press("#badge", "Enter")
            expect("PIN" in plain.inner_text("main"), "pages work without scripts")
            lost_server(floor, server)
            with Server(program, catalogue, "--two-factors") as stricter:
                floor.facts = stricter.facts
                factors(floor, expect)
                secret = enrolment(floor, expect, stricter)
                desk(floor, expect, secret)
                locked(floor, expect, browser)
            with Server(program, catalogue, "--no-administrator") as begun:
                floor.facts = begun.facts
                setup_too_late(floor, expect, begun)
            with Server(program, catalogue, "--no-administrator") as begun_again:
                floor.facts = begun_again.facts
                setup(floor, expect, browser)
            expect(not floor.outside, f"nothing is asked of another host at any door {floor.outside[:2]}")
            browser.close()
    print(f"{len(failures)} wrong")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
