#!/usr/bin/env python3
"""Recomputes the frozen chunks of files from docs/CRYPTOGRAPHY.md alone. Usage: verify_files.py files.json"""
import json
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from verify import Wrong, lp, need, sha256

CHUNK = 262_000
SIZES = (4_080, 16_368, 65_520, CHUNK)


def pieces(content, lead):
    if lead:
        yield content[:lead]
    for start in range(lead, len(content), CHUNK):
        yield content[start:start + CHUNK]


def check(number, case):
    content = bytes((31 * k + number) % 256 for k in range(case["bytes"]))
    key = bytes.fromhex(case["key"])
    name = sha256(lp("inviso/1 file", key))[:16]
    parts = list(pieces(content, case["lead"]))
    need(len(parts) == len(case["chunks"]), "another number of chunks")
    hashes = []
    for at, (piece, told) in enumerate(zip(parts, case["chunks"])):
        padded = piece.ljust(next(size for size in SIZES if size >= len(piece)), b"\0")
        data = lp("inviso/1 chunk", name, at.to_bytes(4, "big"), len(parts).to_bytes(4, "big"))
        sealed = AESGCM(key).encrypt(at.to_bytes(12, "big"), padded, data)
        hashes.append(sha256(sealed))
        need(len(sealed) == told["sealedBytes"] and sealed[:64].hex() == told["begins"], f"chunk {at} differs")
        need(hashes[-1].hex() == told["hash"], f"the hash of chunk {at} differs")
    need(sha256(lp("inviso/1 root", *hashes)).hex() == case["root"], "the root differs")


def main(arguments):
    if len(arguments) != 1:
        print("usage: verify_files.py files.json")
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        cases = json.load(file)["files"]
    for number, case in enumerate(cases):
        try:
            check(number, case)
        except Wrong as error:
            print(f"WRONG  file {number}: {error}")
            return 1
    print(f"{len(cases)} files hold")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
