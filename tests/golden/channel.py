"""The end-to-end channel of docs/CRYPTOGRAPHY.md as one side runs it: frames in, frames and events out. No network, no clock.

Written from that page and from verify.py beside it, which was too; nobody looked at the app's code. Not a library: nothing here runs in constant time.
"""
import os

from verify import (
    CONFIRM, HANDSHAKE, LAST, MODE_BITS, MORE, PINNED, RENEW, REKEY, Hello, Noise, Wrong, cpace_generator, cpace_isk, hkdf, hmac256, lp, need,
    open_record, rid_of, seal, sha256, words_password, x25519, x25519_public)

HELLO, PAIRING, GIVEN_UP = 0x10, 0x11, 0x1F
IS_THERE, IS_HERE, HIDDEN, CLOSES = 2, 3, 4, 5
PIECE_BYTES = 16365
ASKS, FIRST, SECOND, SWITCH = 0, 1, 2, 3
PAYLOADS = (b"", b"\x01", b"\x01")


def mode_of(initiator, responder):
    """The mode that two hellos lead to and the rid of a resume, as the five rules of "Hello" have it. None: no mode."""
    for rid in initiator.rids:
        if rid in responder.rids:
            return "resume", rid
    host, guest = (initiator, responder) if initiator.role == 0 else (responder, initiator)
    asked = [name for name, bit in MODE_BITS.items() if guest.modes & bit]
    need(len(asked) <= 1, "a guest with more than one mode")
    if asked and host.modes & MODE_BITS[asked[0]]:
        return asked[0], None
    if asked == ["code"] and host.modes & MODE_BITS["words"]:
        return None, None
    if host.modes & guest.modes & PINNED:
        return "pinned", None
    return None, None


class Keys:
    """The outcome of one handshake or rekey: a key for each direction, and what later secrets are made from."""

    def __init__(self, noise):
        k1, k2 = noise.split()
        self.send, self.receive = (k1, k2) if noise.initiator else (k2, k1)
        self.h = noise.h
        self.resume = hmac256(noise.ck, b"inviso-export resume" + noise.h)
        self.renew = hmac256(noise.ck, b"inviso-export rekey" + noise.h)


class Channel:
    """`session` is what is kept: role, room, s, secrets of the invite by mode, pinned, resumes (the newest first). `store()` is called when it changed.

    `begin` and `receive` answer a list of ("send", frame) and of events: ("open", mode, h), ("confirmed",), ("renewed",), ("message", bytes), ("word", kind).
    """

    def __init__(self, session, store, *, nonce_begins=None, relayed=True, fingerprints=(b"", b"")):
        self.session, self.store = session, store
        self.relayed, self.own_print, self.their_print = relayed, *fingerprints
        nonce = os.urandom(16)
        self.nonce = nonce if nonce_begins is None else nonce_begins + nonce[len(nonce_begins):]
        self.own_hello, self.noise, self.cpace, self.keys, self.old, self.used = b"", None, None, None, None, None
        self.initiator, self.mode, self.sent, self.received, self.pieces = False, None, 0, 0, b""
        self.confirmed, self.rekey, self.switched_in = False, None, True

    # ------------------------------------------------------------ hello

    def begin(self):
        session = self.session
        modes = sum(MODE_BITS[mode] for mode in session["secrets"]) | (PINNED if session["pinned"] else 0)
        rids = [rid_of(resume) for resume in session["resumes"]]
        self.own_hello = bytes([1, session["role"], modes, len(rids)]) + b"".join(rids) + self.nonce
        return [("send", bytes([HELLO]) + self.own_hello)]

    def _hello(self, body):
        mine, theirs = Hello(self.own_hello), Hello(body)
        need(mine.nonce != theirs.nonce, "equal nonces")
        need(mine.role != theirs.role, "equal roles")
        self.initiator = mine.nonce < theirs.nonce
        self.mode, rid = mode_of(*((mine, theirs) if self.initiator else (theirs, mine)))
        need(self.mode is not None, "the hellos lead to no mode")
        self.hellos = (self.own_hello, body) if self.initiator else (body, self.own_hello)
        self.prints = (self.own_print, self.their_print) if self.initiator else (self.their_print, self.own_print)
        self.prologue = lp("inviso/1", self.session["room"], self.mode + ("+relay" if self.relayed else ""), *self.hellos, *self.prints)
        if self.mode == "words":
            return self._words_begin()
        if self.mode == "resume":
            secret = next(resume for resume in self.session["resumes"] if rid_of(resume) == rid)
            self.used = secret
        elif self.mode == "pinned":
            secret = bytes(32)
        else:
            secret = self.session["secrets"][self.mode]
        return self._noise_begin(secret)

    # ------------------------------------------------------------ words

    def _words_begin(self):
        self.sid = sha256(lp("inviso/1 cpace sid", *self.hellos))[:16]
        self.cpace = os.urandom(32)
        generator = cpace_generator(words_password(self.session["secrets"]["words"]), self.prologue, self.sid)
        self.share = x25519(self.cpace, generator)
        return [("send", bytes([PAIRING]) + self.share)] if self.initiator else []

    def _words_finish(self, theirs):
        need(len(theirs) == 32, "a share of another length")
        k = x25519(self.cpace, theirs)  # zero raises
        self.cpace = None
        ya, yb = (self.share, theirs) if self.initiator else (theirs, self.share)
        answer = [] if self.initiator else [("send", bytes([PAIRING]) + self.share)]
        return answer + self._noise_begin(cpace_isk(self.sid, k, ya, self.prints[0], yb, self.prints[1]))

    # ------------------------------------------------------------ Noise

    def _noise_begin(self, secret):
        psk = hkdf(secret, self.session["room"].encode(), b"inviso/1 psk " + self.mode.encode(), 32)
        self.noise = Noise(*HANDSHAKE, self.initiator, self.prologue, e=os.urandom(32), psk=psk, s=self.session["s"], kem=os.urandom(64 if self.initiator else 32))
        return [("send", bytes([PAIRING]) + self.noise.write(PAYLOADS[0]))] if self.initiator else []

    def _pairing(self, body):
        if self.cpace is not None:
            return self._words_finish(body)
        need(self.noise is not None, "a pairing message before its time")
        self.noise.read(body)
        out = []
        if self.noise.turn < 3:
            turn = self.noise.turn
            out = [("send", bytes([PAIRING]) + self.noise.write(PAYLOADS[turn]))]
        if self.noise.turn < 3:
            return out
        theirs, pinned = self.noise.rs, self.session["pinned"]
        need(not pinned or pinned == theirs, "another s than the pinned one")
        self.keys, self.noise = Keys(self.noise), None
        self.session["pinned"] = theirs
        self._keep_resume()
        return out + [("open", self.mode, self.keys.h), ("send", self._seal(CONFIRM, b""))]

    def _keep_resume(self):
        """The new resume secret beside the one that was used, for the other side may have no newer one; a record of it settles which stays."""
        self.confirmed = False
        before = [self.used] if self.used else self.session["resumes"][:1]
        self.used = None
        self.session["resumes"] = [self.keys.resume, *before]
        self.store()

    def _confirm(self):
        if self.confirmed:
            return []
        self.confirmed = True
        self.session["resumes"] = self.session["resumes"][:1]
        self.session["secrets"] = {}
        self.store()
        return [("confirmed",)]

    # ------------------------------------------------------------ records

    def _seal(self, kind, content):
        frame = seal(self.keys.send, self.sent, bytes([kind]), content)
        self.sent += 1
        return frame

    def seal_message(self, content):
        pieces = [content[at:at + PIECE_BYTES] for at in range(0, len(content), PIECE_BYTES)] or [b""]
        return [self._seal(LAST if at == len(pieces) - 1 else MORE, piece) for at, piece in enumerate(pieces)]

    def _record(self, frame):
        need(self.keys is not None, "a record before the handshake")
        key = self.keys.receive if self.switched_in else self.old.receive
        kind, content = open_record(key, self.received, frame)
        self.received += 1
        out = self._confirm() if self.switched_in else []
        if kind[0] == RENEW:
            return out + self._rekey(content)
        need(kind[0] != CONFIRM or content == b"", "a confirm record with content")
        if kind[0] in (MORE, LAST):
            self.pieces += content
            need(len(self.pieces) <= 1024 * 1024, "a message without an end")
        if kind[0] == LAST:
            out.append(("message", self.pieces))
            self.pieces = b""
        return out

    # ------------------------------------------------------------ rekey

    def _renewing(self):
        kem = os.urandom(64 if self.initiator else 32)
        return Noise(*REKEY, self.initiator, lp("inviso/1 renew", self.keys.h), e=os.urandom(32), psk=self.keys.renew, kem=kem)

    def renew(self):
        """I begins; R asks for it."""
        if not self.initiator:
            return [("send", self._seal(RENEW, bytes([ASKS])))]
        if self.rekey is not None or not self.switched_in:
            return []
        self.rekey = self._renewing()
        return [("send", self._seal(RENEW, bytes([FIRST]) + self.rekey.write(b"")))]

    def _rekey(self, content):
        need(content != b"", "a rekey record without content")
        step, body = content[0], content[1:]
        if step == ASKS and self.initiator:
            return self.renew()
        if step == FIRST and not self.initiator:
            noise = self._renewing()
            need(noise.read(body) == b"", "a payload in a rekey")
            answer = ("send", self._seal(RENEW, bytes([SECOND]) + noise.write(b"")))
            return [answer, *self._switch_out(noise)]
        if step == SECOND and self.initiator and self.rekey is not None:
            need(self.rekey.read(body) == b"", "a payload in a rekey")
            noise, self.rekey = self.rekey, None
            return self._switch_out(noise)
        if step == SWITCH and not self.switched_in:
            self.switched_in, self.old, self.received = True, None, 0
            return [("renewed",)]
        raise Wrong("a rekey record at another time")

    def _switch_out(self, noise):
        """`03` is this side's last record under its old key; what arrives is opened with the old one until the other side's `03`."""
        switch = ("send", self._seal(RENEW, bytes([SWITCH])))
        self.old, self.keys = self.keys, Keys(noise)
        self.sent, self.switched_in = 0, False
        self._keep_resume()
        return [switch, ("send", self._seal(CONFIRM, b""))]

    # ------------------------------------------------------------ frames

    def receive(self, frame):
        need(frame != b"" and len(frame) <= 16384, "the size of a frame")
        kind, body = frame[0], frame[1:]
        if kind in (IS_THERE, IS_HERE, HIDDEN, CLOSES):
            need(body == b"", "a frame without a body has one")
            return [("send", bytes([IS_HERE]))] if kind == IS_THERE else [("word", kind)]
        if kind == GIVEN_UP:
            raise Wrong(f"the other side gives the pairing up: {body.hex()}")
        if kind == HELLO and self.mode is None:
            return self._hello(body)
        if kind == PAIRING and self.keys is None:
            return self._pairing(body)
        if kind in (MORE, LAST, RENEW, CONFIRM):
            return self._record(frame)
        raise Wrong(f"a frame of kind {kind:02x} at another time")
