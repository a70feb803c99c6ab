#!/usr/bin/env python3
"""Recomputes every byte of the golden vectors from their inputs.

Usage: python3 verify.py vectors.json

Written from docs/CRYPTOGRAPHY.md and the public specifications (FIPS 203, Noise revision 34, draft-irtf-cfrg-cpace-21, RFC 5869) alone, by
somebody who had not read the code. Needs Python 3.11 and python3-cryptography (38 or later), which gives X25519 and AES-GCM and nothing else.
It is a check, not a library: nothing here runs in constant time.
"""
import hashlib
import hmac
import json
import re
import sys
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Wrong(Exception):
    """Something does not hold; the text says what."""


def need(condition, what):
    if not condition:
        raise Wrong(what)


# ---------------------------------------------------------------- Notation

def lp(*items):
    items = [i.encode() if isinstance(i, str) else i for i in items]
    return b"".join(len(i).to_bytes(4, "big") + i for i in items)


def sha256(data):
    return hashlib.sha256(data).digest()


def hmac256(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def hkdf(secret, salt, info, n):
    """RFC 5869: extract, then expand."""
    prk = hmac256(salt, secret)
    out, block, i = b"", b"", 1
    while len(out) < n:
        block = hmac256(prk, block + info + bytes([i]))
        out, i = out + block, i + 1
    return out[:n]


def x25519(private, public):
    """Raises ValueError when the result is zero."""
    return X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))


def x25519_public(private):
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


# ---------------------------------------------------------------- ML-KEM-768 (FIPS 203)

Q, K, DU, DV = 3329, 3, 10, 4  # eta1 = eta2 = 2


def _reversed_bits(i):
    return int(f"{i:07b}"[::-1], 2)


ZETAS = [pow(17, _reversed_bits(i), Q) for i in range(128)]
GAMMAS = [pow(17, 2 * _reversed_bits(i) + 1, Q) for i in range(128)]


def ntt(f):  # algorithm 9
    f, i, size = f[:], 1, 128
    while size >= 2:
        for start in range(0, 256, 2 * size):
            for j in range(start, start + size):
                t = ZETAS[i] * f[j + size] % Q
                f[j], f[j + size] = (f[j] + t) % Q, (f[j] - t) % Q
            i += 1
        size //= 2
    return f


def ntt_inverse(f):  # algorithm 10
    f, i, size = f[:], 127, 2
    while size <= 128:
        for start in range(0, 256, 2 * size):
            for j in range(start, start + size):
                t = f[j]
                f[j] = (t + f[j + size]) % Q
                f[j + size] = ZETAS[i] * (f[j + size] - t) % Q
            i -= 1
        size *= 2
    return [x * 3303 % Q for x in f]


def ntt_dot(fs, gs):  # the sum of products, algorithms 11 and 12
    h = [0] * 256
    for f, g in zip(fs, gs):
        for i in range(128):
            a0, a1, b0, b1 = f[2 * i], f[2 * i + 1], g[2 * i], g[2 * i + 1]
            h[2 * i] += a0 * b0 + a1 * b1 * GAMMAS[i]
            h[2 * i + 1] += a0 * b1 + a1 * b0
    return [x % Q for x in h]


def add(f, g):
    return [(x + y) % Q for x, y in zip(f, g)]


def sample_ntt(seed):  # algorithm 7; three blocks of SHAKE128 may be too few, so more are taken on demand
    length = 168 * 3
    while True:
        data, out = hashlib.shake_128(seed).digest(length), []
        for i in range(0, length, 3):
            a, b, c = data[i:i + 3]
            for d in (a + 256 * (b % 16), b // 16 + 16 * c):
                if d < Q and len(out) < 256:
                    out.append(d)
        if len(out) == 256:
            return out
        length += 168


def sample_cbd(seed, n):  # PRF and algorithm 8, eta = 2
    bits = int.from_bytes(hashlib.shake_256(seed + bytes([n])).digest(128), "little")
    out = []
    for i in range(256):
        b = bits >> (4 * i)
        out.append(((b & 1) + (b >> 1 & 1) - (b >> 2 & 1) - (b >> 3 & 1)) % Q)
    return out


def encode(f, d):  # algorithm 5
    return sum(x << (d * i) for i, x in enumerate(f)).to_bytes(32 * d, "little")


def decode(data, d):  # algorithm 6, before any reduction modulo q
    n = int.from_bytes(data, "little")
    return [n >> (d * i) & (1 << d) - 1 for i in range(256)]


def compress(f, d):
    return [((x << d) + Q // 2) // Q % (1 << d) for x in f]


def decompress(f, d):
    return [(x * Q + (1 << d - 1)) >> d for x in f]


def pieces(data, size):
    return [data[i:i + size] for i in range(0, len(data), size)]


def matrix(rho):
    return [[sample_ntt(rho + bytes([j, i])) for j in range(K)] for i in range(K)]


def kem_keygen(seed):  # algorithms 13 and 16; seed = d ‖ z
    d, z = seed[:32], seed[32:]
    g = hashlib.sha3_512(d + bytes([K])).digest()
    rho, sigma = g[:32], g[32:]
    a = matrix(rho)
    s = [ntt(sample_cbd(sigma, n)) for n in range(K)]
    e = [ntt(sample_cbd(sigma, K + n)) for n in range(K)]
    t = [add(ntt_dot(a[i], s), e[i]) for i in range(K)]
    ek = b"".join(encode(f, 12) for f in t) + rho
    dk = b"".join(encode(f, 12) for f in s) + ek + hashlib.sha3_256(ek).digest() + z
    return ek, dk


def pke_encrypt(ek, m, r):  # algorithm 14
    t = [[x % Q for x in decode(p, 12)] for p in pieces(ek[:384 * K], 384)]
    a = matrix(ek[384 * K:])
    y = [ntt(sample_cbd(r, n)) for n in range(K)]
    e1 = [sample_cbd(r, K + n) for n in range(K)]
    e2 = sample_cbd(r, 2 * K)
    u = [add(ntt_inverse(ntt_dot([a[j][i] for j in range(K)], y)), e1[i]) for i in range(K)]
    v = add(add(ntt_inverse(ntt_dot(t, y)), e2), decompress(decode(m, 1), 1))
    return b"".join(encode(compress(f, DU), DU) for f in u) + encode(compress(v, DV), DV)


def pke_decrypt(dk, c):  # algorithm 15
    u = [decompress(decode(p, DU), DU) for p in pieces(c[:32 * DU * K], 32 * DU)]
    v = decompress(decode(c[32 * DU * K:], DV), DV)
    s = [decode(p, 12) for p in pieces(dk[:384 * K], 384)]
    w = ntt_inverse(ntt_dot(s, [ntt(f) for f in u]))
    return encode(compress([(x - y) % Q for x, y in zip(v, w)], 1), 1)


def kem_encaps(ek, m):  # algorithms 17 and 20, with the checks of 7.2
    need(len(ek) == 384 * K + 32, "ML-KEM: length of the encapsulation key")
    need(all(x < Q for p in pieces(ek[:384 * K], 384) for x in decode(p, 12)), "ML-KEM: encapsulation key above q")
    g = hashlib.sha3_512(m + hashlib.sha3_256(ek).digest()).digest()
    return pke_encrypt(ek, m, g[32:]), g[:32]


def kem_decaps(dk, c):  # algorithms 18 and 21, with the checks of 7.3
    need(len(c) == 32 * (DU * K + DV), "ML-KEM: length of the ciphertext")
    s, ek, hash_ek, z = dk[:384 * K], dk[384 * K:768 * K + 32], dk[768 * K + 32:768 * K + 64], dk[768 * K + 64:]
    need(hashlib.sha3_256(ek).digest() == hash_ek, "ML-KEM: decapsulation key")
    m = pke_decrypt(s, c)
    g = hashlib.sha3_512(m + hash_ek).digest()
    if pke_encrypt(ek, m, g[32:]) != c:  # implicit rejection
        return hashlib.shake_256(z + c).digest(32)
    return g[:32]


# ---------------------------------------------------------------- Noise (revision 34): cipher and symmetric state

def aes_nonce(n):
    return bytes(4) + n.to_bytes(8, "big")


def noise_hkdf(ck, material, n):
    prk, out, block = hmac256(ck, material), [], b""
    for i in range(n):
        block = hmac256(prk, block + bytes([i + 1]))
        out.append(block)
    return out


class Noise:
    """One side of one handshake. `messages` are lists of tokens; messages of even number are the initiator's."""
    AEAD, NONCE = AESGCM, staticmethod(aes_nonce)

    def __init__(self, name, messages, initiator, prologue, *, e, psk=None, s=None, kem=None):
        """kem: the seed of the key pair (initiator) or the randomness of the encapsulation (responder)."""
        self.h = name.encode() + bytes(32 - len(name)) if len(name) <= 32 else sha256(name.encode())
        self.ck, self.k, self.n = self.h, None, 0
        self.messages, self.turn, self.initiator = messages, 0, initiator
        self.e, self.s, self.psk, self.kem = e, s, psk, kem
        self.re = self.rs = self.rek = self.dk = None
        self.mix_hash(prologue)

    def mix_hash(self, data):
        self.h = sha256(self.h + data)

    def mix_key(self, material):
        self.ck, self.k = noise_hkdf(self.ck, material, 2)
        self.n = 0

    def mix_key_and_hash(self, material):
        self.ck, temp_h, self.k = noise_hkdf(self.ck, material, 3)
        self.n = 0
        self.mix_hash(temp_h)

    def encrypt_and_hash(self, plain):
        data = plain
        if self.k is not None:
            data = self.AEAD(self.k).encrypt(self.NONCE(self.n), plain, self.h)
            self.n += 1
        self.mix_hash(data)
        return data

    def decrypt_and_hash(self, data):
        plain = data
        if self.k is not None:
            plain = self.AEAD(self.k).decrypt(self.NONCE(self.n), data, self.h)
            self.n += 1
        self.mix_hash(data)
        return plain

    def dh(self, token):  # "es" is the initiator's e and the responder's s
        mine, theirs = token if self.initiator else token[::-1]
        self.mix_key(x25519(self.e if mine == "e" else self.s, self.re if theirs == "e" else self.rs))

    def ephemeral(self, public):
        self.mix_hash(public)
        if self.psk is not None:
            self.mix_key(public)

    def write(self, payload):
        need((self.turn % 2 == 0) == self.initiator, "not this side's turn")
        out = b""
        for token in self.messages[self.turn]:
            if token == "psk":
                self.mix_key_and_hash(self.psk)
            elif token == "e":
                public = x25519_public(self.e)
                self.ephemeral(public)
                out += public
            elif token == "s":
                out += self.encrypt_and_hash(x25519_public(self.s))
            elif token == "e1":
                ek, self.dk = kem_keygen(self.kem)
                out += self.encrypt_and_hash(ek)
            elif token == "ekem1":
                ciphertext, shared = kem_encaps(self.rek, self.kem)
                out += self.encrypt_and_hash(ciphertext)
                self.mix_key(shared)
            else:
                self.dh(token)
        self.turn += 1
        return out + self.encrypt_and_hash(payload)

    def read(self, message):
        need((self.turn % 2 == 0) != self.initiator, "not the other side's turn")
        rest = message

        def take(size):
            nonlocal rest
            need(len(rest) >= size, "message too short")
            part, rest = rest[:size], rest[size:]
            return part

        for token in self.messages[self.turn]:
            tag = 16 if self.k is not None else 0
            if token == "psk":
                self.mix_key_and_hash(self.psk)
            elif token == "e":
                self.re = take(32)
                self.ephemeral(self.re)
            elif token == "s":
                self.rs = self.decrypt_and_hash(take(32 + tag))
                need(self.rs != x25519_public(self.s), "the other's s is its own")
            elif token == "e1":
                self.rek = self.decrypt_and_hash(take(1184 + tag))
            elif token == "ekem1":
                self.mix_key(kem_decaps(self.dk, self.decrypt_and_hash(take(1088 + tag))))
            else:
                self.dh(token)
        self.turn += 1
        return self.decrypt_and_hash(rest)

    def split(self):
        return noise_hkdf(self.ck, b"", 2)


# ---------------------------------------------------------------- CPACE-X25519-SHA512 (draft-irtf-cfrg-cpace-21)

P, A = 2 ** 255 - 19, 486662


def lv_cat(*items):
    """Each item after its length in LEB128."""
    out = b""
    for item in items:
        n = len(item)
        while n > 127:
            out, n = out + bytes([n & 127 | 128]), n >> 7
        out += bytes([n]) + item
    return out


def elligator2(r):
    """The u coordinate on Curve25519 for a field element; 1 + 2r² is never zero."""
    u = -A * pow(1 + 2 * r * r, -1, P) % P
    square = pow(u * (u * u + A * u + 1) % P, (P - 1) // 2, P) in (0, 1)
    return u if square else (-u - A) % P


def cpace_generator(prs, ci, sid):
    dsi = b"CPace255"
    pad = max(0, 128 - 1 - len(lv_cat(prs)) - len(lv_cat(dsi)))  # 128: the block of SHA-512
    digest = hashlib.sha512(lv_cat(dsi, prs, bytes(pad), ci, sid)).digest()[:32]
    r = int.from_bytes(digest, "little") & (1 << 255) - 1
    return elligator2(r % P).to_bytes(32, "little")


def cpace_isk(sid, shared, ya_public, ad_a, yb_public, ad_b):
    return hashlib.sha512(lv_cat(b"CPace255_ISK", sid, shared) + lv_cat(ya_public, ad_a) + lv_cat(yb_public, ad_b)).digest()


# ---------------------------------------------------------------- Hello

MODE_BITS = {"link": 1, "words": 2, "code": 4}
PINNED = 8


class Hello:
    def __init__(self, body):
        need(len(body) >= 4, "hello too short")
        version, self.role, self.modes, count = body[:4]
        need(version == 1, "hello of another version")
        need(self.role in (0, 1), "role of a hello")
        need(self.modes < 16, "modes of a hello")
        need(count <= 2 and len(body) == 4 + 8 * count + 16, "length of a hello")
        self.rids = pieces(body[4:4 + 8 * count], 8)
        self.nonce = body[4 + 8 * count:]


def rid_of(resume):
    return sha256(b"inviso/1 rid" + resume)[:8]


def agreed_mode(i, r):
    """The mode that two hellos lead to, and the rid of a resume."""
    need(i.nonce < r.nonce, "the lower nonce is not I's")
    need(i.role != r.role, "equal roles")
    for rid in i.rids:
        if rid in r.rids:
            return "resume", rid
    host, guest = (i, r) if i.role == 0 else (r, i)
    offered = [mode for mode, bit in MODE_BITS.items() if guest.modes & bit]
    need(len(offered) <= 1, "a guest with more than one mode")
    if offered and host.modes & MODE_BITS[offered[0]]:
        return offered[0], None
    need(host.modes & guest.modes & PINNED, "the hellos lead to no mode")
    return "pinned", None


# ---------------------------------------------------------------- Handshake and rekey

HANDSHAKE = "Noise_XXhfs+psk0_25519+MLKEM768_AESGCM_SHA256", (["psk", "e", "e1"], ["e", "ee", "ekem1", "s", "es"], ["s", "se"])
REKEY = "Noise_NNhfs+psk0_25519+MLKEM768_AESGCM_SHA256", (["psk", "e", "e1"], ["e", "ee", "ekem1"])


def run(case, pattern, payloads, prologue, psk, statics):
    """Runs I and R against each other. What I writes, R reads with what R has, and the other way round. Checks the outputs of the case."""
    i = Noise(*pattern, True, prologue, psk=psk, s=statics[0], e=case.hex("eI", 32), kem=case.hex("kemSeed", 64))
    r = Noise(*pattern, False, prologue, psk=psk, s=statics[1], e=case.hex("eR", 32), kem=case.hex("kemRandom", 32))
    for number, payload in enumerate(payloads):
        writer, reader = (i, r) if number % 2 == 0 else (r, i)
        field = f"message{number + 1}"
        message = writer.write(payload)
        case.equal(field, message)
        try:
            opened = reader.read(message)
        except Exception as error:
            raise Wrong(f"{field}: the other side cannot read it: {error!r}")
        need(opened == payload, f"{field}: the other side reads another payload")
    need((i.h, i.ck) == (r.h, r.ck), "h: the two sides differ")
    need(statics[0] is None or (i.rs, r.rs) == (x25519_public(statics[1]), x25519_public(statics[0])), "sI, sR: not what was read")
    keys = i.split()
    resume = hmac256(i.ck, b"inviso-export resume" + i.h)
    renew = hmac256(i.ck, b"inviso-export rekey" + i.h)
    for field, value in zip(("h", "k1", "k2", "resume", "renew"), (i.h, *keys, resume, renew)):
        case.equal(field, value)
    return i.h, keys, resume, renew


# ---------------------------------------------------------------- Words

def words_password(words):
    return "-".join(unicodedata.normalize("NFKD", words).lower().split()).encode()


def words_secret(case, prologue, hello_i, hello_r, fp_i, fp_r):
    prs = words_password(case.text("words"))
    sid = sha256(lp("inviso/1 cpace sid", hello_i, hello_r))[:16]
    g = cpace_generator(prs, prologue, sid)
    ya, yb = case.hex("ya", 32), case.hex("yb", 32)
    ya_public, yb_public = x25519(ya, g), x25519(yb, g)
    case.equal("Ya", ya_public)
    case.equal("Yb", yb_public)
    shared_i, shared_r = x25519(ya, yb_public), x25519(yb, ya_public)  # a zero K raises
    need(shared_i == shared_r, "isk: the two sides differ")
    isk = cpace_isk(sid, shared_i, ya_public, fp_i, yb_public, fp_r)
    case.equal("isk", isk)
    return isk


# ---------------------------------------------------------------- Records

SIZES = (64, 256, 1024, 4096, 16384)
MORE, LAST, RENEW, CONFIRM = 0x20, 0x21, 0x22, 0x23


def key_at(key, n):
    """REKEY of Noise before the records 64, 128, 192 …"""
    for _ in range(n // 64):
        key = AESGCM(key).encrypt(aes_nonce(2 ** 64 - 1), bytes(32), b"")[:32]
    return key


def seal(key, n, kind, content):
    size = next((s for s in SIZES if s >= 1 + 2 + len(content) + 16), None)
    need(size is not None, "content: too long for a frame")
    padded = (len(content).to_bytes(2, "big") + content).ljust(size - 1 - 16, b"\0")
    return kind + AESGCM(key_at(key, n)).encrypt(aes_nonce(n), padded, kind)


def open_record(key, n, frame):
    need(len(frame) in SIZES, "frame: its size")
    kind = frame[:1]
    padded = AESGCM(key_at(key, n)).decrypt(aes_nonce(n), frame[1:], kind)
    length = int.from_bytes(padded[:2], "big")
    need(length <= len(padded) - 2, "frame: length beyond its end")
    need(not any(padded[2 + length:]), "frame: more than zeros after the content")
    return kind, padded[2:2 + length]


def check_record(record, keys, last):
    sender, n = record.text("from"), record.number("n")
    need(sender in keys, "from: neither I nor R")
    need(n > last[sender], "n: does not count up")
    last[sender] = n
    kind, content = record.hex("kind", 1), record.hex("content")
    need(kind[0] in (MORE, LAST, RENEW, CONFIRM), "kind: unknown")
    need(kind[0] != CONFIRM or not content, "content: of a confirm record")
    need(kind[0] != MORE or len(content) == 16365, "content: of a piece with more to follow is not full")
    need(kind[0] != RENEW or content and content[0] <= 3, "content: of a rekey record")
    frame = seal(keys[sender], n, kind, content)
    record.equal("frame", frame)
    need(open_record(keys[sender], n, frame) == (kind, content), "frame: does not open to its content")


# ---------------------------------------------------------------- Safety check

def check_sas(sas, h):
    n_i, n_r = sas.hex("nI", 32), sas.hex("nR", 32)
    sas.equal("commit", sha256(lp("inviso/1 sas commit", h, n_i)))
    bits = int.from_bytes(hkdf(n_i + n_r, h, b"inviso/1 sas", 4), "big") >> 2
    sas.equal("emoji", [bits >> shift & 63 for shift in (24, 18, 12, 6, 0)])
    sas.equal("digits", [(bits >> shift & 1023) + 1000 for shift in (20, 10, 0)])


# ---------------------------------------------------------------- The file

class Fields:
    """An object of the file. Remembers what was read, so that nothing in it stays unchecked."""

    def __init__(self, data, where=""):
        need(isinstance(data, dict), f"{where or 'case'}: not an object")
        self.data, self.where, self.seen = data, where, set()

    def raw(self, field):
        need(field in self.data, f"{self.where}{field}: missing")
        self.seen.add(field)
        return self.data[field]

    def text(self, field):
        value = self.raw(field)
        need(isinstance(value, str) and value != "", f"{self.where}{field}: not a text")
        return value

    def number(self, field):
        value = self.raw(field)
        need(type(value) is int and 0 <= value < 2 ** 64 - 1, f"{self.where}{field}: not a number")
        return value

    def hex(self, field, size=None):
        value = self.raw(field)
        need(isinstance(value, str) and re.fullmatch(r"([0-9a-f]{2})*", value), f"{self.where}{field}: not lower-case hex")
        need(size is None or len(value) == 2 * size, f"{self.where}{field}: not of {size} bytes")
        return bytes.fromhex(value)

    def list(self, field):
        value = self.raw(field)
        need(isinstance(value, list) and value, f"{self.where}{field}: not a list, or empty")
        return value

    def inner(self, field):
        return Fields(self.raw(field), f"{self.where}{field}.")

    def equal(self, field, value):
        if isinstance(value, bytes):
            value = value.hex()
        given = self.raw(field)
        need(type(given) is type(value) and given == value, f"{self.where}{field}:\n  file      {given!s:.200}\n  computed  {value!s:.200}")

    def done(self):
        left = sorted(set(self.data) - self.seen)
        need(not left, f"{self.where}{left[0] if left else ''}: a field that nothing checks")


def within(where, check, *arguments):
    """Runs a check of an inner part; what goes wrong names the part."""
    try:
        check(*arguments)
    except Wrong as error:
        text = str(error)
        raise Wrong(text if text.startswith(where) else f"{where}{text}")


def check_case(data):
    case = Fields(data)
    mode, room = case.text("mode"), case.text("roomId")
    hello_i, hello_r = case.hex("helloI"), case.hex("helloR")
    fp_i, fp_r = case.hex("fpI", 32), case.hex("fpR", 32)

    agreed, rid = agreed_mode(Hello(hello_i), Hello(hello_r))
    case.equal("agreed", agreed)
    case.equal("mode", agreed)

    prologue = lp("inviso/1", room, mode, hello_i, hello_r, fp_i, fp_r)
    case.equal("prologue", prologue)

    if mode == "words":
        secret = words_secret(case, prologue, hello_i, hello_r, fp_i, fp_r)
    else:
        secret = case.hex("secret")
    need(mode != "link" or len(secret) == 32, "secret: of a link has 32 bytes")
    need(mode != "code" or re.fullmatch(rb"[0-9]{6}", secret), "secret: of a code is six digits")
    need(mode != "resume" or len(secret) == 32 and rid_of(secret) == rid, "secret: not what the first common rid names")
    need(mode != "pinned" or secret == bytes(32), "secret: of pinned is 32 zero bytes")
    psk = hkdf(secret, room.encode(), b"inviso/1 psk " + mode.encode(), 32)
    case.equal("psk", psk)

    statics = case.hex("sI", 32), case.hex("sR", 32)
    h, keys, resume, renew = run(case, HANDSHAKE, (b"", b"\x01", b"\x01"), prologue, psk, statics)
    case.equal("rid", rid_of(resume))

    last = {"I": -1, "R": -1}
    for number, item in enumerate(case.list("records")):
        record = Fields(item, f"records[{number}].")
        within(record.where, check_record, record, dict(zip("IR", keys)), last)
        record.done()

    sas = case.inner("sas")
    within(sas.where, check_sas, sas, h)
    sas.done()

    renewal = case.inner("renewal")
    within(renewal.where, run, renewal, REKEY, (b"", b""), lp("inviso/1 renew", h), renew, (None, None))
    renewal.done()
    case.done()


def main(arguments):
    if len(arguments) != 1:
        print("usage: verify.py vectors.json")
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            top = Fields(json.load(file))
        top.raw("note")
        cases = top.list("handshakes")
        top.done()
    except (OSError, ValueError, Wrong) as error:
        print(f"WRONG  {arguments[0]}: {error}")
        return 1
    for number, data in enumerate(cases):
        mode = data.get("mode") if isinstance(data, dict) else None
        try:
            check_case(data)
        except Exception as error:  # whatever it is, the case does not hold
            print(f"WRONG  case {number} ({mode}): {error if isinstance(error, Wrong) else repr(error)}")
            return 1
        print(f"ok  {mode}")
    print(f"{len(cases)} cases hold")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
