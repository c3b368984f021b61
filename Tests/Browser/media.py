"""Pictures and PDFs of an operation: the engineer sends, sees, replaces, compares and removes them; the operator sees them at work."""

import base64
from datetime import date, timedelta

from engineer import press, write

DRAW = """([words, kind, width, height]) => {
  const canvas = document.createElement('canvas'); canvas.width = width; canvas.height = height;
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff'; pen.fillRect(0, 0, width, height);
  pen.strokeStyle = '#1b1b1b'; pen.lineWidth = 6; pen.strokeRect(width * .1, height * .3, width * .8, height * .5);
  pen.fillStyle = '#9aa4ad';
  for (const [x, y] of [[.2, .42], [.2, .68], [.8, .42], [.8, .68]]) {
    pen.beginPath(); pen.arc(width * x, height * y, height * .05, 0, 7); pen.fill(); pen.stroke();
  }
  pen.fillStyle = '#1b1b1b'; pen.font = (height / 14) + 'px sans-serif'; pen.fillText(words, width * .1, height * .2);
  return canvas.toDataURL(kind, .9).split(',')[1] }"""
DRAWN = "[...document.querySelectorAll('.medium img')].map(image => image.complete && image.naturalWidth > 0)"


def drawing(floor, words, kind="image/png", width=1200, height=800):
    return base64.b64decode(floor.page.evaluate(DRAW, [words, kind, width, height]))


def sheet(floor, words):
    """A PDF of a page, as a browser prints it."""
    context = floor.page.context.browser.new_context()
    page = context.new_page()
    page.set_content(f"<h1>{words}</h1><ol><li>1 and 3, 6 Nm</li><li>2 and 4, 6 Nm</li><li>all of them, 12 Nm</li></ol>")
    made = page.pdf(format="A4")
    context.close()
    return made


def send(floor, name, kind, data, title=None, alternative=None):
    for field, text in [("#title", title), ("#alternative", alternative)]:
        if text:
            write(floor, field, text)
    floor.page.locator("#file").set_input_files({"name": name, "mimeType": kind, "buffer": data})
    press(floor, "form[enctype] button.main")


def engineer_shows(floor, expect):
    """A draft whose operation is shown by a picture, a photograph and a PDF; its address."""
    floor.sign_in("eve")
    floor.page.goto(floor.facts["url"] + "/definitions/new")
    floor.settle()
    for field, text in [("program", "VEH"), ("part", "PLT-9"), ("revision", "A"), ("title", "Cover plate"), ("sequence", "10"),
                        ("name", "Bolt the cover on"), ("center", "bench"), ("minutes", "12"),
                        ("instructions", "Torque the bolts crosswise, in the order of the sheet.")]:
        write(floor, f"#{field}", text)
    press(floor, "form[action='/definitions'] button.main")
    expect("PLT-9 rev. A" in floor.text() and "draft" in floor.text(), "a definition is written anew")
    draft = floor.page.url
    press(floor, "a[href$='/media/new']")
    floor.look("medium-form")
    floor.targets("medium-form")
    floor.focus_is_clear("medium-form")
    drawn = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    send(floor, "clamp.png", "image/png", drawn, "Order of the bolts", "A plate with four bolts: 1 and 3 first, then 2 and 4.")
    expect("There is a problem" in floor.text() and "BH-E120" in floor.text(), "what is no picture by its bytes is refused, whatever it is called")
    expect(floor.page.locator("#title").input_value() == "Order of the bolts", "what was typed stays")
    floor.look("medium-refused")
    send(floor, "order.png", "image/png", drawing(floor, "1 - 3 - 2 - 4"))
    expect(floor.page.evaluate(DRAWN) == [True], "a picture that was sent is drawn on the definition's page")
    press(floor, "a[href$='/media/new']")
    photograph = drawing(floor, "left stop", "image/jpeg", 900, 1200)
    send(floor, "IMG_0815.JPG", "image/jpeg", photograph, "Against the left stop", "The plate lies against the left stop.")
    press(floor, "a[href$='/media/new']")
    send(floor, "sheet.pdf", "application/pdf", sheet(floor, "Torque sheet"), "Torque sheet", "Three steps: 6 Nm, 6 Nm, then all to 12 Nm.")
    expect(floor.page.evaluate(DRAWN) == [True, True] and "Torque sheet" in floor.text(), "and so are a photograph and a PDF by its name")
    floor.page.locator("figure.medium").first.scroll_into_view_if_needed()
    marking = floor.look("definition-with-media")
    expect(marking.startswith("CUI"), "the page with pictures of a CUI program says so")
    floor.targets("definition-with-media")
    floor.focus_is_clear("definition-with-media")
    floor.upright("definition-with-media")
    press(floor, "figure.medium a:has(img)")
    expect(floor.page.evaluate(DRAWN) == [True], "a picture opens as large as there is room")
    marking = floor.look("medium-picture")
    expect(marking.startswith("CUI"), "in a page that is marked as it is")
    floor.page.goto(draft)
    floor.settle()
    pdf(floor, expect, "medium-pdf")
    floor.page.goto(draft)
    floor.settle()
    write(floor, "#reason", "The order of the bolts is shown")
    press(floor, "form[action$='/submit'] button")
    expect("in review" in floor.text() and floor.page.locator("a[href$='/media/new']").count() == 0, "in review nothing of it is changed")
    floor.sign_out()
    return draft


def pdf(floor, expect, name):
    """Opens the PDF from the page that stands there: the browser has to draw it, not to save it."""
    press(floor, "figure.medium a.button:has-text('Open the PDF')")
    floor.page.wait_for_timeout(3000)  # The browser's viewer is a page of its own, which tells nobody that it is ready.
    marking = floor.look(name)
    expect(marking.startswith("CUI"), "a PDF stands in a page that is marked as it is")
    floor.targets(name)


def released(floor, expect, draft):
    floor.sign_in("ed")
    floor.page.goto(draft)
    floor.settle()
    expect(floor.page.evaluate(DRAWN) == [True, True], "who approves it sees the pictures")
    write(floor, "#approve-pin", floor.facts["staff"]["ed"]["pin"])
    floor.page.keyboard.press("Enter")
    floor.settle()
    floor.sign_out()
    floor.sign_in("eve")
    floor.page.goto(draft)
    floor.settle()
    write(floor, "#release-pin", floor.facts["staff"]["eve"]["pin"])
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect("New revision" in floor.text(), "it is released with its pictures")
    floor.sign_out()


def operator_sees(floor, expect, master):
    floor.sign_in("pia")
    floor.page.goto(f"{floor.facts['url']}/orders/new/{master.split('/')[-1]}")
    floor.settle()
    for field, text in [("number", "O-PLT"), ("due", str(date.today() + timedelta(days=60))), ("serials", "PLT-1")]:
        write(floor, f"#{field}", text)
    press(floor, "form[action^='/orders/new/'] button.main")
    release = floor.page.locator("form[action$='/release'] button")
    if release.count():
        press(floor, "form[action$='/release'] button")
    expect("PLT-1" in floor.text(), "a unit is ordered by it")
    floor.sign_out()
    floor.sign_in("olga")
    floor.scan("PLT-1")
    expect(floor.page.evaluate(DRAWN) == [True, True], "the operator sees the pictures at the operation")
    marking = floor.look("operation-with-media")
    expect(marking.startswith("CUI"), "whose page is marked as they are")
    floor.targets("operation-with-media")
    floor.focus_is_clear("operation-with-media")
    floor.upright("operation-with-media")
    work = floor.page.url
    picture = floor.page.locator("figure.medium a:has(img)").first.get_attribute("href")
    pdf(floor, expect, "operation-pdf")
    floor.upright("operation-pdf")
    floor.scan("HOME")
    expect(floor.page.url == work, "HOME leads back to the operation")
    floor.scan("START")
    expect("running" in floor.text(), "and the work goes on")
    floor.sign_out()
    floor.sign_in("fred")
    floor.page.goto(floor.facts["url"] + picture)
    floor.settle()
    expect("Not found" in floor.text(), "for whoever may not see the program there is no picture")
    floor.sign_out()


def compared(floor, expect, master):
    floor.sign_in("eve")
    floor.page.goto(master)
    floor.settle()
    write(floor, "#revision", "B")
    floor.page.keyboard.press("Enter")
    floor.settle()
    expect(floor.page.evaluate(DRAWN) == [True, True], "a new revision begins with the pictures of the other one")
    press(floor, "figure.medium a:has-text('Replace 1')")
    expect(floor.page.locator("#title").input_value() == "Order of the bolts", "what is replaced says what it was called")
    floor.look("medium-replacing")
    send(floor, "order.png", "image/png", drawing(floor, "1 - 4 - 2 - 3"), alternative="A plate with four bolts: 1 and 4 first.")
    press(floor, "figure.medium form[action$='/remove']:has-text('Take 2 out') button")
    expect(floor.page.evaluate(DRAWN) == [True] and "left stop" not in floor.text(), "one is replaced, one is taken out")
    press(floor, "a[href*='/difference/']")
    text = floor.text()
    expect("1 and 4 first" in text and "1 and 3 first" in text, "the revisions are compared, words")
    expect(floor.page.evaluate(DRAWN) == [True, True, True], "and pictures, those before beside those now")
    expect("Torque sheet" not in text, "what only moved up is no difference")
    floor.look("definition-difference-media")
    floor.targets("definition-difference-media")
    floor.focus_is_clear("definition-difference-media")
    floor.upright("definition-difference-media")
    floor.sign_out()


def media(floor, expect):
    """sent, seen, opened, released, seen at work, replaced, compared, taken out"""
    draft = engineer_shows(floor, expect)
    released(floor, expect, draft)
    operator_sees(floor, expect, draft)
    compared(floor, expect, draft)
