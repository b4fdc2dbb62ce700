#!/usr/bin/env python3
"""Writes golden bytes of the journal from the layout in README.md, for files that do not exist yet. Independent of the gateway's own writer."""
import os
import struct
from datetime import datetime, timezone


def varint(n):
    out = b""
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def num(n):
    return varint(n * 2 if n >= 0 else -n * 2 - 1)


def text(s):
    if s is None:
        return b"\0"
    raw = s.encode()
    return varint(len(raw) + 1) + raw


def time(s):
    t = datetime.fromisoformat(s).astimezone(timezone.utc) - datetime(1, 1, 1, tzinfo=timezone.utc)
    return struct.pack("<q", (t.days * 86400 + t.seconds) * 10_000_000 + t.microseconds * 10)


def maybe(encode, value):
    return b"\0" if value is None else b"\1" + encode(value)


def items(encode, values):
    return varint(len(values)) + b"".join(encode(v) for v in values)


def session(s):
    return struct.pack("<q", s[0]) + num(s[1])


def command(c):
    roster = c.get("roster")
    kind = bytes([c["type"]]) if roster is None else bytes([c["type"] | 0x80]) + text(roster[0]) + num(roster[1])
    return (text(c["id"]) + kind + text(c["user"]) + text(c["person"]) + num(c["bytes"])
            + text(c["hash"]) + text(c["batch"]) + time(c["created"]) + time(c["expires"]))


SN = "56F6-A92A-D7071"
T0, T1, T2, T7 = ("2026-03-01T00:00:00.000123+00:00", "2026-03-01T00:01:40+00:00",
                  "2026-03-01T00:01:42.5+00:00", "2026-03-08T00:00:00.000123+00:00")
PUSH = dict(id="018f-1", type=0, user="u-1001", person="person-77", bytes=61234, hash="ab" * 32, batch="batch-5", created=T0, expires=T7)
DELETE = dict(id="来-2", type=1, user="u-1002", person=None, bytes=0, hash="cd" * 32, batch=None, created=T0, expires=T7)
CLOCK = dict(id="clock-3", type=2, user=None, person=None, bytes=0, hash="ef" * 32, batch=None, created=T0, expires=T7)


def ended(c, attempts, code, desc, sent, at):
    return text(SN) + command(c) + num(attempts) + text(code) + text(desc) + maybe(time, sent) + time(at)


def status(c, state, attempts, code, desc, sent, at):
    return command(c) + bytes([state]) + num(attempts) + text(code) + text(desc) + maybe(time, sent) + maybe(time, at)


SESSION = (-7310000000000000001, 300)
FILES = {
    "kq1": text(SN) + command(PUSH) + time(T0),
    "kh1": text(SN) + items(text, ["018f-1", "来-2"]) + b"\0" + maybe(session, SESSION) + time(T1),
    "kr1": text(SN) + items(text, ["018f-1"]) + b"\1" + time(T2),
    "kp1": text(SN) + items(text, ["018f-1", "来-2"]) + text("9999") + text("照片不合格") + time(T2),
    "ks1": ended(PUSH, 2, "0000", "", T1, T2),
    "kf1": ended(DELETE, 1, "9998", "person lost", None, T2),
    "kx1": ended(CLOCK, 0, None, None, None, T7),
    "kc1": ended(PUSH, 0, None, None, None, T2),
    "ku1": ended(PUSH, 1, None, "来-2", T1, T2),
    "qs1": text(SN)
    + items(lambda o: command(o[0]) + num(o[1]) + maybe(time, o[2]) + bytes([o[3]]), [(DELETE, 1, T1, 0), (CLOCK, 0, None, 0), (dict(PUSH, id="4"), 3, T1, 1)])
    + items(lambda h: bytes([h[0]]) + maybe(session, h[1]) + items(text, h[2]), [(0, SESSION, ["来-2"]), (1, None, ["4"])])
    + items(lambda s: status(*s), [(PUSH, 2, 1, "0000", None, T1, T2), (dict(PUSH, id="0"), 6, 0, None, "018f-1", None, T1)]),
}

# Hand-outs have numbers since these.
OPEN2 = [(DELETE, 1, T1, 0, 2, T0), (CLOCK, 0, None, 0, 0, None), (dict(PUSH, id="4"), 3, T1, 1, 0, None)]
PULL = dict(type=0, rule=1, follows=1, open=1, members=["4", "5"], feedbacks=[(1, "成功"), (0, None)])
HAND_OUTS2 = [(0, 6, SESSION, ["来-2"], 3, 1, None), (1, 300, None, ["4"], 0, 0, PULL)]


def pull(p):
    return (bytes([p["type"], p["rule"], p["follows"], p["open"]]) + items(text, p["members"])
            + items(lambda f: bytes([f[0]]) + text(f[1]), p["feedbacks"]))


FILES.update({
    "kh2": text(SN) + num(300) + items(text, ["018f-1", "来-2"]) + b"\0" + maybe(session, SESSION) + bytes([1, 1]) + time(T1),
    "kr2": text(SN) + num(300) + items(text, ["018f-1"]) + b"\3" + time(T2),
    "kp2": text(SN) + num(7) + items(text, ["018f-1", "来-2"]) + text("9999") + text("照片不合格") + time(T2),
    "kl1": text(SN) + num(8) + items(text, ["018f-1", "来-2"]) + time(T2),
    "ko1": text(SN) + num(9) + b"\1" + items(text, ["来-2"]) + bytes([1, 0]) + time(T2),
    "kb1": text(SN) + num(10) + b"\0" + b"\2" + b"\1" + b"\1" + text("下发成功") + time(T2),
    "qs2": text(SN)
    + items(lambda o: command(o[0]) + num(o[1]) + maybe(time, o[2]) + bytes([o[3]]) + num(o[4]) + maybe(time, o[5]), OPEN2)
    + items(lambda h: bytes([h[0]]) + num(h[1]) + maybe(session, h[2]) + items(text, h[3]) + num(h[4]) + num(h[5]) + maybe(pull, h[6]), HAND_OUTS2)
    + items(lambda s: status(*s), [(PUSH, 2, 1, "0000", None, T1, T2), (dict(PUSH, id="0"), 6, 0, None, "018f-1", None, T1)])
    + num(300) + b"\1",
})

# What a terminal says is hidden since these. Here every bit of the UTF-8 text is turned: the cipher of the field is no part of the layout.


def hidden(s):
    if s is None:
        return b"\0"
    raw = bytes(b ^ 0xFF for b in s.encode())
    return varint(len(raw) + 1) + raw


def said(c, attempts, code, desc, sent, at):
    return text(SN) + command(c) + num(attempts) + text(code) + hidden(desc) + maybe(time, sent) + time(at)


def hidden_status(c, state, attempts, code, desc, sent, at):
    return command(c) + bytes([state]) + num(attempts) + text(code) + hidden(desc) + maybe(time, sent) + maybe(time, at)


def hidden_pull(p):
    return (bytes([p["type"], p["rule"], p["follows"], p["open"]]) + items(text, p["members"])
            + items(lambda f: bytes([f[0]]) + hidden(f[1]), p["feedbacks"]))


FILES.update({
    "kp3": text(SN) + num(7) + items(text, ["018f-1", "来-2"]) + text("9999") + hidden("照片不合格") + time(T2),
    "kb2": text(SN) + num(10) + b"\0" + b"\2" + b"\1" + b"\1" + hidden("下发成功") + time(T2),
    "ks2": said(PUSH, 2, "0000", "", T1, T2),
    "kf2": said(DELETE, 1, "9998", "person lost", None, T2),
    "qs3": text(SN)
    + items(lambda o: command(o[0]) + num(o[1]) + maybe(time, o[2]) + bytes([o[3]]) + num(o[4]) + maybe(time, o[5]), OPEN2)
    + items(lambda h: bytes([h[0]]) + num(h[1]) + maybe(session, h[2]) + items(text, h[3]) + num(h[4]) + num(h[5]) + maybe(hidden_pull, h[6]), HAND_OUTS2)
    + items(lambda s: hidden_status(*s), [(PUSH, 2, 1, "0000", None, T1, T2), (dict(PUSH, id="0"), 6, 0, None, "018f-1", None, T1)])
    + num(300) + b"\1",
})

# The form of answers, and what is learned of how a terminal reports, since these.


def learned_pull(p):
    return hidden_pull(p) + bytes([1, 1, 2])


FILES.update({
    "kh3": text(SN) + num(300) + items(text, ["018f-1", "来-2"]) + b"\0" + maybe(session, SESSION) + bytes([1, 1]) + time(T1) + bytes([1, 1, 2]),
    "ko2": text(SN) + num(9) + b"\1" + items(text, ["来-2"]) + bytes([1, 0]) + time(T2) + bytes([1, 1]),
    "kg1": text(SN) + time(T2),
    "qs4": text(SN)
    + items(lambda o: command(o[0]) + num(o[1]) + maybe(time, o[2]) + bytes([o[3]]) + num(o[4]) + maybe(time, o[5]) + num(o[6][0]) + num(o[6][1]) + num(o[6][2])
            + maybe(time, o[6][3]), [OPEN2[0] + ((2, 1, 3, T0),), OPEN2[1] + ((0, 0, 0, None),), OPEN2[2] + ((0, 0, 0, None),)])
    + items(lambda h: bytes([h[0]]) + num(h[1]) + maybe(session, h[2]) + items(text, h[3]) + num(h[4]) + num(h[5]) + maybe(learned_pull, h[6]), HAND_OUTS2)
    + items(lambda s: hidden_status(*s), [(PUSH, 2, 1, "0000", None, T1, T2), (dict(PUSH, id="0"), 6, 0, None, "018f-1", None, T1)])
    + num(300) + b"\1" + num(3) + num(0) + num(0) + num(2) + num(1) + num(0) + num(3) + b"\1",
})

# Since there are rosters, the type of a roster's command has its highest bit set, and the roster follows: in every body with a command, under the manifest that it had.
ROSTER = dict(DELETE, roster=("工地-7", 300), expires="9999-12-31T00:00:00+00:00")
FILES.update({
    "kq1-roster": text(SN) + command(ROSTER) + time(T0),
    "ks2-roster": said(ROSTER, 2, "0000", "", T1, T2),
})

for name, body in FILES.items():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".hex")
    if not os.path.exists(path):
        raw = (b"\1" + body).hex().upper()
        with open(path, "w", encoding="ascii") as file:
            file.write("\n".join(raw[i:i + 120] for i in range(0, len(raw), 120)) + "\n")
