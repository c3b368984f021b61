"""A system that is spoken to by HTTP, for tests: it takes signed requests, gives tokens, and answers with orders.

What it saw is told under /seen; what it is to do next is told to it under /control. It knows nothing of the gateway's own code.
"""

import base64
import hashlib
import hmac
import json
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote_plus, urlsplit

settings = {
    "secret": "", "user": "", "password": "", "life": 3600, "failures": [], "retryAfter": None, "orders": [], "etag": None, "page": 2,
    "contentType": "application/json", "body": None, "location": None, "scope": "",
    # A list that is written as it is read: how many orders (None for ever), what stands in the place of one, after how many it falls silent, what ends it.
    "stream": {"count": 0, "place": None, "text": "", "silent": None, "end": "]"},
}
seen = {"messages": {}, "order": [], "repeats": 0, "tokens": 0, "asked": [], "refused": [], "streamed": 0, "left": 0}
tokens = {}
lock = threading.Lock()


class Peer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def content(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def basic(self, form):
        kind, _, text = (self.headers.get("Authorization") or "").partition(" ")
        user, _, password = base64.b64decode(text if kind == "Basic" else "").decode().partition(":")
        if form:
            user, password = unquote_plus(user), unquote_plus(password)
        return user == settings["user"] and password == settings["password"]

    def let_in(self):
        if not settings["user"]:
            return True
        kind, _, text = (self.headers.get("Authorization") or "").partition(" ")
        return self.basic(False) if kind == "Basic" else tokens.get(text, 0) > time.time()

    def do_GET(self):
        if urlsplit(self.path).path == "/stream":
            return self.stream()
        with lock:
            place = urlsplit(self.path)
            if place.path == "/seen":
                self.say(200, json.dumps(seen).encode())
            elif place.path == "/orders":
                self.orders(place)
            else:
                seen["refused"].append(self.path)
                self.say(404)

    def stream(self):
        with lock:
            plan, seen["streamed"] = dict(settings["stream"]), 0
        self.send_response(200)
        self.send_header("Content-Type", settings["contentType"])
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            self.chunk("[")
            number = 0
            while plan["count"] is None or number < plan["count"]:
                self.chunk("".join(self.order(n, plan) for n in range(number, number + 100)))
                number += 100
                with lock:
                    seen["streamed"] = number
                if number == plan["silent"]:
                    time.sleep(600)
            self.chunk(plan["end"])
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            with lock:
                seen["left"] += 1
            self.close_connection = True

    def chunk(self, text):
        data = text.encode()
        if data:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))

    @staticmethod
    def order(number, plan):
        if number == plan["place"]:
            text = plan["text"]
        else:
            # Every tenth is of a program that is not for everybody.
            project = "P-NAV" if number % 10 == 9 else plan.get("project", "P-MED")
            text = '{"order":"A-%d","project":"%s","quantity":%d,"finding":"bore"}' % (number, project, number)
        return ("," if number else "") + text

    def orders(self, place):
        seen["asked"].append([self.path, self.headers.get("If-None-Match")])
        if settings["location"]:
            return self.say(302, headers=[("Location", settings["location"])])
        if settings["failures"]:
            return self.say(settings["failures"].pop(0))
        if not self.let_in():
            return self.say(401)
        if settings["body"] is not None:
            return self.say(200, settings["body"].encode(), [("Content-Type", settings["contentType"])])
        headers = [("Content-Type", settings["contentType"])]
        orders = settings["orders"]
        after = int((parse_qs(place.query).get("after") or ["0"])[0])
        answer = {"data": orders[after:after + settings["page"]], "next": min(len(orders), after + settings["page"])}
        if settings["etag"]:
            answer = {"data": orders}
            headers.append(("ETag", settings["etag"]))
            if self.headers.get("If-None-Match") == settings["etag"]:
                return self.say(304, headers=headers)
        self.say(200, json.dumps(answer).encode(), headers)

    def do_POST(self):
        body = self.content()
        with lock:
            if self.path == "/control":
                settings.update(json.loads(body))
                self.say(200)
            elif self.path == "/token":
                self.token(body)
            elif self.path == "/hook":
                self.hook(body)
            else:
                seen["refused"].append(self.path)
                self.say(404)

    def token(self, body):
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if not self.basic(True) or form.get("grant_type") != "client_credentials" or form.get("scope", "") != settings["scope"]:
            return self.say(400, b'{"error":"invalid_client"}')
        seen["tokens"] += 1
        text = "token-%d" % seen["tokens"]
        tokens[text] = time.time() + settings["life"]
        answer = {"access_token": text, "token_type": "Bearer", "expires_in": 3600}
        self.say(200, json.dumps(answer).encode(), [("Content-Type", "application/json")])

    def hook(self, body):
        if settings["location"]:
            return self.say(307, headers=[("Location", settings["location"])])
        if settings["failures"]:
            headers = [("Retry-After", settings["retryAfter"])] if settings["retryAfter"] else []
            return self.say(settings["failures"].pop(0), headers=headers)
        if not self.let_in():
            return self.say(401)
        name, moment = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        key = base64.b64decode(settings["secret"].removeprefix("whsec_"))
        code = hmac.new(key, f"{name}.{moment}.".encode() + body, hashlib.sha256).digest()
        if self.headers["webhook-signature"] != "v1," + base64.b64encode(code).decode():
            return self.say(401)
        if name in seen["messages"]:
            seen["repeats"] += 1
        else:
            seen["order"].append(name)
        seen["messages"][name] = {
            "body": body.decode(), "type": self.headers["Content-Type"], "key": self.headers["Idempotency-Key"], "moment": int(moment),
            "manifest": base64.b64decode(self.headers["bulkhead-manifest"]).decode(),
        }
        self.say(202)


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Peer)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True)
# It ends with whoever started it.
threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
server.serve_forever()
