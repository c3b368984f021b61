"""A real `bulkhead serve` on loopback, and browsers that ask it."""
import html
import http.client
import json
import re
import subprocess
import time
from urllib.parse import urlencode

ADMINISTRATOR_BADGE = "B-9001"


class Server:
    """`bulkhead serve` of one instance of the plan over a folder that is there; `once` are arguments for the first start alone."""

    def __init__(self, program, arguments, once):
        listing = [program, "serve", *arguments, *once, "--list-routes"]
        listed = subprocess.run(listing, capture_output=True, text=True, timeout=60)
        if listed.returncode != 0:
            raise SystemExit(f"the server lists no routes:\n{listed.stderr}")
        self.routes = [tuple(line.split()) for line in listed.stdout.split("\n") if line]
        # Standard error goes to a file, so that nobody has to read it for the server to go on.
        self.log = arguments[arguments.index("--data") + 1] + ".log"
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen([program, "serve", *arguments, "--listen", "127.0.0.1:0"], stderr=log)
        self.port, self.token = None, None
        for _ in range(600):
            # One that has an administrator prints no link.
            said = self.said()
            pages = re.search(r"pages   http://127\.0\.0\.1:(\d+)/\n(?:.*\n)*next:", said)
            if pages:
                link = re.search(r"/setup/(\S+)", said)
                self.port, self.token = int(pages[1]), link and link[1]
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.process.kill()
        raise SystemExit(f"the server does not serve:\n{self.said()}")

    def said(self):
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def end(self):
        """Ends it as an operating system does; returns what it exits with."""
        self.process.terminate()
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None


class Browser:
    """One person's browser. Each has an address of its own, since attempts to sign in are counted by address."""

    def __init__(self, server, place, terminal=None):
        self.server, self.address = server, f"127.0.0.{place + 2}"
        self.cookie, self.token, self.terminal = None, None, terminal

    def ask(self, method, path, fields=None):
        """Status, header fields and text of an answer; redirects are not followed."""
        if method == "GET" and fields:
            path += "?" + urlencode(fields)
        body = None
        headers = {}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(dict(fields or {}, **({"form-token": self.token} if self.token else {})))
        return self.send(method, path, body, headers)

    def upload(self, path, fields, file, field="file", name="x"):
        """A form that carries a file."""
        named = dict(fields, **({"form-token": self.token} if self.token else {}))
        parts = [f'--x7\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in named.items()]
        head = f'--x7\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
        body = ("".join(parts) + head).encode() + file + b"\r\n--x7--\r\n"
        return self.send("POST", path, body, {"Content-Type": "multipart/form-data; boundary=x7"})

    def command(self, path, fields, key):
        """The same of a program's command, which is carried out once for its key."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if self.token:
            headers["X-Form-Token"] = self.token
        return self.send("POST", path, json.dumps(fields), headers)

    def send(self, method, path, body, headers):
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.server.port, timeout=60, source_address=(self.address, 0),
        )
        headers["Origin"] = f"http://127.0.0.1:{self.server.port}"
        if cookies := [each for each in (self.terminal, self.cookie) if each]:
            headers["Cookie"] = "; ".join(cookies)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")  # A document is no text.
        found = {name.lower(): value for name, value in response.getheaders()}
        connection.close()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie = value.split(";")[0]
                if "-terminal=" in cookie:
                    self.terminal = cookie
                else:
                    self.cookie = cookie
        return response.status, found, text

    def signed_in(self):
        """Reads the token that forms of the session carry."""
        _, _, text = self.ask("GET", "/password")
        self.token = re.search(r'name="form-token" value="(.*?)"', text)[1]
        return self

    def set_up(self, pin):
        """The first administrator, by the link that the console printed."""
        form = {"person": "administrator", "badge": ADMINISTRATOR_BADGE, "name": "Ada Root", "pin": pin, "pin-again": pin}
        status, _, text = self.ask("POST", f"/setup/{self.server.token}", form)
        if status != 303:
            raise SystemExit(f"the first administrator is not set up: {status}\n{text}")
        return self.signed_in()

    def sign_in(self, badge, pin):
        """By badge and PIN; a session that there was ends."""
        status, _, text = self.ask("POST", "/sign-in", {"badge": badge, "pin": pin})
        if status != 303:
            raise SystemExit(f"{badge} is not signed in: {status}\n{text}")
        return self.signed_in()

    def become(self, administrator, name, zone, country):
        """A terminal that the administrator registers, by the code that the page showed."""
        form = {"name": name, "zone": zone, "country": country}
        _, _, text = administrator.ask("POST", "/administrator/terminals", form)
        code = re.search(r"<strong>([0-9A-F]{16})</strong>", text)
        if not code:
            raise SystemExit(f"no code for the terminal {name}:\n{text}")
        status, _, text = self.ask("POST", "/terminal/enrol", {"code": code[1]})
        if status != 303 or not self.terminal:
            raise SystemExit(f"the terminal {name} is not enrolled: {status}\n{text}")
        return self

    def enrol(self, administrator, person, badge, pin):
        """A person, by a code that the administrator was shown."""
        _, _, text = administrator.ask("POST", "/administrator/enrol", {"person": person})
        code = re.search(r"<strong>(\d+)</strong>", text)
        if not code:
            raise SystemExit(f"no enrolment code for {person}:\n{text}")
        form = {"badge": badge, "code": html.unescape(code[1]), "pin": pin, "pin-again": pin}
        status, _, text = self.ask("POST", "/enrol", form)
        if status != 303:
            raise SystemExit(f"{person} is not enrolled: {status}\n{text}")
        return self.signed_in()
