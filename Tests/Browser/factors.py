"""A program that asks for two factors, in a browser: the refusal, the generator, the one-time password, and back where one was."""

import base64
import hashlib
import hmac
import struct
import time


def one_time(secret, days=0):
    """The password of now (RFC 6238), of an instance whose clock is so many days ahead."""
    step = (int(time.time()) + days * 86_400) // 30
    code = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = code[19] & 15
    return f"{(struct.unpack('>I', code[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def factors(floor, expect):
    """refused by the PIN alone, asked for the second factor, and there"""
    floor.sign_in("quin")
    floor.page.goto(floor.facts["url"] + "/password")
    floor.settle()
    floor.page.locator("#password").focus()
    floor.type("mill lathe drill bore")
    secret = floor.page.locator("main strong").inner_text()
    floor.page.goto(floor.facts["url"] + "/operator")
    floor.settle()
    floor.scan(floor.facts["work"]["VEH-1"])
    expect("It takes a second factor" in floor.text() and "flow-sign-in-two-factors" in floor.text(), "a session of the PIN alone is refused, with the rule")
    floor.look("takes-second-factor")
    floor.targets("takes-second-factor")
    floor.scan("FACTOR")
    expect(floor.page.evaluate("document.activeElement.name") == "one-time", "FACTOR asks for the one-time password")
    floor.look("second-factor")
    floor.targets("second-factor")
    floor.focus_is_clear("second-factor")
    floor.page.locator("#one-time").focus()
    floor.type("000000")
    expect("There is a problem" in floor.text(), "another one strengthens nothing")
    floor.page.locator("#one-time").focus()
    floor.type(one_time(secret))
    expect("SCAN TRAVELER" in floor.text(), "the right one leads back to where one was")
    floor.scan(floor.facts["work"]["VEH-1"])
    expect("Mill the pocket" in floor.text(), "and what was refused opens")
    marking = floor.look("two-factors")
    expect(marking.startswith("CUI"), "which is marked as it is")
    floor.sign_out()
