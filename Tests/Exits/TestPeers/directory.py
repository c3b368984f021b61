"""A directory (RFC 4511) that does what none should, for tests of who reads it.

directory.py PORT MODE, where MODE is one of the functions below.
"""

import socket
import sys
import threading
import time


def length(count):
    """A length of BER in its definite form."""
    if count < 128:
        return bytes([count])
    digits = count.to_bytes((count.bit_length() + 7) // 8, "big")
    return bytes([128 | len(digits)]) + digits


def element(tag, *parts):
    body = b"".join(parts)
    return bytes([tag]) + length(len(body)) + body


def number(value, tag=0x02):
    return element(tag, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def text(value):
    return element(0x04, value)


def message(identity, operation, *controls):
    rest = [element(0xA0, *controls)] if controls else []
    return element(0x30, number(identity), operation, *rest)


def result(tag, code, *more):
    return element(tag, number(code, 0x0A), text(b""), text(b""), *more)


def person(name, *attributes):
    pairs = [element(0x30, text(key), element(0x31, *map(text, values))) for key, values in attributes]
    return element(0x64, text(name), element(0x30, *pairs))


def paging(cookie):
    value = element(0x30, number(0), text(cookie))
    return element(0x30, text(b"1.2.840.113556.1.4.319"), text(value))


def ann(badge=b"B-1"):
    return person(b"uid=ann,ou=people", (b"uid", [b"ann"]), (b"badge", [badge]), (b"cn", [b"Ann"]))


# What is sent for a search, in pieces.


def sound(identity):
    yield message(identity, ann())
    yield message(identity, result(0x65, 0), paging(b""))


def endless(identity):
    count = 0
    while True:
        name = b"p%d" % count
        yield message(identity, person(b"uid=" + name, (b"uid", [name]), (b"cn", [b"x" * 100])))
        count += 1


def huge(identity):
    """An entry that says that it has two gigabytes, and sends them slowly."""
    yield b"\x30\x84\x7f\xff\xff\xff" + number(identity) + b"\x64\x84\x7f\xff\xff\xf0"
    while True:
        yield b"\x04"
        time.sleep(0.05)


def large(identity):
    yield message(identity, person(b"uid=ann", (b"uid", [b"x" * 10_000_000])))
    yield message(identity, result(0x65, 0), paging(b""))


def half(identity):
    yield message(identity, ann())[:20]
    time.sleep(3600)


def hang(identity):
    time.sleep(3600)
    yield b""


def circle(identity):
    """Pages without entries, each with the promise of another."""
    yield message(identity, result(0x65, 0), paging(b"again"))


def unpaged(identity):
    """An answer that does not say whether it is the whole."""
    yield message(identity, ann())
    yield message(identity, result(0x65, 0))


def part(identity):
    yield message(identity, ann())
    yield message(identity, result(0x65, 4), paging(b""))


def reference(identity):
    yield message(identity, ann())
    yield message(identity, element(0x73, text(b"ldap://127.0.0.1:1/ou=others")))
    yield message(identity, result(0x65, 0), paging(b""))


def referral(identity):
    yield message(identity, result(0x65, 10, element(0xA3, text(b"ldap://127.0.0.1:1/ou=people"))))


def garbage(identity):
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" * 100


def broken(identity):
    """An entry whose inside is no BER."""
    yield message(identity, element(0x64, text(b"uid=ann"), element(0x30, b"\x30\x7f\x04")))
    yield message(identity, result(0x65, 0), paging(b""))


def unnamed(identity):
    """An entry whose name is no UTF-8."""
    yield message(identity, person(b"uid=\xff\xfe", (b"uid", [b"ann"])))
    yield message(identity, result(0x65, 0), paging(b""))


def latin(identity):
    """Values that are no UTF-8, or hold what nobody sees."""
    yield message(
        identity,
        person(b"uid=ann", (b"uid", [b"ann"]), (b"badge", [b"B-1"]), (b"cn", [b"Andr\xe9"]), (b"role", [b"oper\0ator"])),
    )
    yield message(identity, result(0x65, 0), paging(b""))


def gone(identity):
    yield message(identity, ann())
    raise ConnectionError


def unasked(identity):
    """Messages that answer nothing, without end."""
    while True:
        yield message(identity, element(0x79))


# Servers.


def receive(peer):
    head = peer.recv(2, socket.MSG_WAITALL)
    if len(head) < 2:
        raise ConnectionError
    count = head[1]
    if count & 128:
        count = int.from_bytes(peer.recv(count & 127, socket.MSG_WAITALL), "big")
    body = peer.recv(count, socket.MSG_WAITALL)
    size = body[1]
    return int.from_bytes(body[2 : 2 + size], "big"), body[2 + size]


def answer(peer, mode):
    try:
        while mode != "silent":
            identity, operation = receive(peer)
            if operation == 0x60:
                peer.sendall(message(identity, result(0x61, 49 if mode == "closed" else 0)))
            elif operation == 0x77:
                # It says yes to StartTLS and is silent then, or knows none.
                peer.sendall(message(identity, result(0x78, 0 if mode == "mute" else 2)))
                if mode == "mute":
                    break
            elif operation == 0x63:
                for piece in globals()[mode](identity):
                    peer.sendall(piece)
        time.sleep(3600)
    except (ConnectionError, BrokenPipeError):
        peer.close()


def main():
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    while True:
        peer, _ = server.accept()
        threading.Thread(target=answer, args=(peer, sys.argv[2]), daemon=True).start()


main()
