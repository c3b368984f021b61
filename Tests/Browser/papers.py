"""Paper: a traveler is printed, its code scanned, verified, and what comes back is compared."""
import re
import subprocess

from engineer import press


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
