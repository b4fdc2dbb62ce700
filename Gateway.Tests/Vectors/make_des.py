"""Makes des.json: DES vectors from the openssl command (legacy provider), with nothing of the gateway's own code.

Usage: python3 make_des.py > des.json
"""
import json
import random
import subprocess

random.seed(20240309)
ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHIJKLMNPQRSTUVWXYZ0123456789-_!"


def des(mode, key, iv, plain, pad):
    command = ["openssl", "enc", f"-des-{mode}", "-provider", "legacy", "-provider", "default", "-K", key.encode().hex()]
    if mode == "cbc":
        command += ["-iv", iv.hex()]
    if not pad:
        command += ["-nopad"]
    return subprocess.run(command, input=plain, capture_output=True, check=True).stdout


vectors = []
for length in [0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 200]:
    for mode, iv in (("cbc", bytes(8)), ("cbc", bytes(range(1, 9))), ("ecb", bytes(8))):
        for padding in ("PKCS7", "Zeros", "None"):
            key = "".join(random.choice(ALPHABET) for _ in range(8))
            # No zero at the end: zero padding could not be told from it.
            plain = bytes(random.randrange(1, 256) for _ in range(length))
            filled = plain + {"PKCS7": b"", "Zeros": b"\0", "None": b" "}[padding] * (-length % 8)
            cipher = des(mode, key, iv, filled, padding == "PKCS7")
            vectors.append({
                "key": key, "mode": mode.upper(), "iv": iv.hex(), "padding": padding, "plain": plain.hex(), "cipher": cipher.hex(),
            })
print(json.dumps(vectors, indent=1))
