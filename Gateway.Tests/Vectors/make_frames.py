"""Makes frames.json: golden frames of section 5 of the interface, in both byte orders, with nothing of the gateway's own code.

DES comes from the openssl command (legacy provider), the layout and the XOR from the specification.
Usage: python3 make_frames.py > frames.json
"""
import json
import struct
import subprocess
from functools import reduce

KEY = b"l8iTgWXT"


def des(plain, mode="cbc"):
    command = ["openssl", "enc", f"-des-{mode}", "-provider", "legacy", "-provider", "default", "-K", KEY.hex()]
    if mode == "cbc":
        command += ["-iv", "00" * 8]
    return subprocess.run(command, input=plain, capture_output=True, check=True).stdout


def frame(side, order, command, number, total, status, sn, body):
    end = ">" if order == "big" else "<"
    magic = 0xDDCC if side == "request" else 0xCCDD
    head = struct.pack(end + "HHBHHB", magic, 26 + len(body) + 1, command, number, total, status) + sn
    assert len(head) == 26
    xor = reduce(lambda a, b: a ^ b, head + body, 0)
    return head + body + bytes([xor])


PERSONS = '{"count":"1","users":[{"user_id":"1001","name":"张三","work_sn":"1001","id_card":"510105199001011234","face_template":""}]}'
LOGS = ('{"count":2,"logs":[{"sn":"smz-a03","user_id":"1001","recog_time":"2024-03-09 08:00:00"},'
        '{"sn":"smz-a03","user_id":"1002","recog_time":"2024-3-9 8:00:05"}]}')

CASES = [
    # name, side, command, number, total, status, sn text, padding byte, plain JSON or None, raw bytes or None
    ("heartbeat", "request", 0x10, 0, 0, 1, "smz-a03", 0x00, '{"sn":"smz-a03","date_time":"2024-03-09 08:00:00"}', None),
    ("heartbeat, SN padded with spaces", "request", 0x10, 0, 0, 1, "56F6-A92A-D7071", 0x20, '{"sn":"","date_time":"2024-3-9 8:0:0"}', None),
    ("heartbeat, field-notes body, SN of 16", "request", 0x10, 0, 1, 1, "zzj-202003270001", 0x00, '{"sn":"smz-a03"}', None),
    ("attendance upload", "request", 0x19, 0, 0, 1, "smz-a03", 0x00, LOGS, None),
    ("result of a push", "request", 0x25, 1, 1, 1, "smz-a03", 0x00, '{"result_code":"0000","result_desc":"成功"}', None),
    ("raw packet", "request", 0x25, 2, 3, 1, "smz-a03", 0x00, None, bytes([0xDD, 0xCC, 0x00, 0x1B, 0xCC, 0xDD, 0xFF])),
    ("header only", "request", 0x14, 0, 0, 2, "a", 0x00, None, b""),
    ("idle", "reply", 0x10, 0, 0, 0, "smz-a03", 0x00, None, b""),
    ("follow-up person push", "reply", 0x10, 0, 0, 0x25, "smz-a03", 0x20, None, b""),
    ("set clock", "reply", 0x10, 0, 0, 1, "smz-a03", 0x00, '{"cmd":"set_time","params":[{"date_time":"2024-03-09 08:00:00"}]}', None),
    ("person push", "reply", 0x25, 0, 0, 1, "smz-a03", 0x00, PERSONS, None),
    ("person delete", "reply", 0x14, 0, 0, 1, "smz-a03", 0x00, '{"type":0,"user_id":"1001","time":""}', None),
    ("refusal", "reply", 0x19, 0, 0, 2, "smz-a03", 0x00, '{"result_code":"9999","result_desc":"logs[1].recog_time is missing"}', None),
]

vectors = []
for name, side, command, number, total, status, text, pad, plain, raw in CASES:
    sn = text.encode("ascii").ljust(16, bytes([pad]))
    body = des(plain.encode("utf-8")) if plain is not None else raw
    for order in ("big", "little"):
        vectors.append({
            "name": name, "side": side, "order": order, "command": command, "number": number, "total": total, "status": status,
            "sn": text, "plain": plain, "body": body.hex(), "frame": frame(side, order, command, number, total, status, sn, body).hex(),
        })
print(json.dumps(vectors, ensure_ascii=False, indent=1))
