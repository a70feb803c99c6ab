#!/usr/bin/env python3
"""A second implementation of Inviso, without a screen: meets the app through a server and talks, sealed, as the documents say.

Usage: peer.py <state file>. The first line of the input is the plan, JSON: {"server", "role": "host"|"guest", "code", "link"? | "words"?, "begins"?}, or
{"server", "begins"?, "lost"?, "listens"?} to come back with what the state file keeps; who listens asks for the relay only once an offer came. Later lines: {"do": "say", "text"} | {"do": "can", "kinds"} | {"do": "locate", "lat", "lon", "within"} | "renew" | "check" | "match" | "end". What happens is
printed, one JSON object a line.

Written from docs/PROTOCOL.md and docs/CRYPTOGRAPHY.md alone (see docs/decisions/0028-proofs-beside-the-product.md). Needs Python 3.11 and
python3-cryptography, as verify.py does.
"""
import hashlib
import json
import os
import select
import sys
import time

from channel import Channel
from server import Socket, base64url, from_base64url, rest
from signals import open_signal, seal_name
from verify import Wrong, hkdf, lp, need, sha256, x25519_public

PING_EVERY_S = 10  # the server closes a socket that says nothing for 32 s
RETRY_S, TRIES = 0.2, 50
LIFE_S = 120  # nobody waits longer for a test


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def chain_step(*parts):
    return base64url(sha256(lp("inviso/1 chain", *parts))[:16])


class Session:
    """What one side keeps of a session, in a file: bytes as hex."""
    BYTES = ("s", "pinned")

    def __init__(self, path):
        self.path = path
        self.data = None
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                kept = json.load(file)
            kept |= {name: bytes.fromhex(kept[name]) for name in self.BYTES}
            kept["resumes"] = [bytes.fromhex(resume) for resume in kept["resumes"]]
            kept["secrets"] = {mode: secret if mode == "words" else bytes.fromhex(secret) for mode, secret in kept["secrets"].items()}
            self.data = kept

    def begin(self, plan):
        secrets = {}
        if "link" in plan:
            secrets["link"] = from_base64url(plan["link"])
        if "words" in plan:
            secrets["words"] = plan["words"]
        elif plan["role"] == "host" or "link" not in plan:
            secrets["code"] = plan["code"].encode()
        if plan["role"] == "guest":  # exactly one
            secrets = {mode: secrets[mode] for mode in ("link", "words", "code") if mode in secrets}
            secrets = dict(list(secrets.items())[:1])
        self.data = {
            "role": 0 if plan["role"] == "host" else 1, "code": plan["code"], "id": base64url(os.urandom(16)), "seat": base64url(os.urandom(32)), "room": None,
            "s": os.urandom(32), "pinned": b"", "resumes": [], "secrets": secrets, "stream": base64url(os.urandom(16)), "said": [], "heard": None}

    def store(self):
        out = dict(self.data)
        out |= {name: out[name].hex() for name in self.BYTES}
        out["resumes"] = [resume.hex() for resume in out["resumes"]]
        out["secrets"] = {mode: secret if mode == "words" else secret.hex() for mode, secret in out["secrets"].items()}
        with open(self.path + ".new", "w", encoding="utf-8") as file:
            json.dump(out, file)
        os.replace(self.path + ".new", self.path)


class Talk:
    """The messages inside the channel: texts and locations with their chain, acks, `have`, and the safety check."""

    def __init__(self, session, initiator, h, say):
        self.session, self.data, self.initiator, self.h, self.send = session, session.data, initiator, h, say
        self.opened, self.own_nonce, self.commit = False, None, None
        heard = self.data["heard"]
        self.send({"t": "have", "s": heard and heard["s"], "n": heard["n"] if heard else 0, "c": heard and heard["c"], "missing": 0})

    def say(self, **content):
        said, stream = self.data["said"], self.data["stream"]
        before = said[-1]["c"] if said else chain_step(stream)
        message = {**content, "id": base64url(os.urandom(16)), "at": int(time.time() * 1000), "s": stream, "n": len(said) + 1}
        said.append({**message, "c": chain_step(before, str(message["n"]), *self._parts(message))})
        self.session.store()
        self.send(said[-1])

    def _parts(self, message):
        answers = [message["re"][name] for name in ("by", "id")] if "re" in message else []
        if message["t"] == "text":
            return [message["id"], message["text"], *answers]
        place = [str(message[name]) for name in ("lat", "lon", "within")]
        return ["", "", "location", message["id"], *(answers or ["", ""]), *place]

    def receive(self, message):
        kind = message["t"]
        if kind in ("text", "location"):
            self._message(message)
        elif kind == "ack":
            said = self.data["said"]
            need(message["s"] == self.data["stream"] and said[message["n"] - 1]["c"] == message["c"], "an ack with another chain")
            tell("acked", n=message["n"])
        elif kind == "have":
            known = message["n"] if message["s"] == self.data["stream"] else 0
            need(message["s"] in (None, self.data["stream"]) or known == 0, "a stream that is not here")
            for entry in self.data["said"][known:]:
                self.send(entry)
        elif kind == "check":
            self._check(message)
        else:
            tell("other", message=message)

    def _message(self, message):
        heard = self.data["heard"]
        if heard is None or heard["s"] != message["s"]:
            need(message["n"] == 1, "a stream begins with 1")
            heard = {"s": message["s"], "n": 0, "c": chain_step(message["s"])}
        parts = self._parts(message)
        follows = message["n"] == heard["n"] + 1
        need(not follows or chain_step(heard["c"], str(message["n"]), *parts) == message["c"], "a message that does not follow")
        if follows:
            self.data["heard"] = {"s": message["s"], "n": message["n"], "c": message["c"]}
            self.session.store()
            tell(message["t"], **{name: message[name] for name in ("text", "lat", "lon", "within") if name in message})
        heard = self.data["heard"]
        self.send({"t": "ack", "s": heard["s"], "n": heard["n"], "c": heard["c"]})

    # ------------------------------------------------------------ safety check

    def check(self):
        """This person opens the check. No commitment, nonce or reveal leaves before."""
        self.opened = True
        if self.initiator:
            self.own_nonce = os.urandom(32)
            self._step("commit", sha256(lp("inviso/1 sas commit", self.h, self.own_nonce)))
        elif self.commit is not None:
            self._answer()
        else:
            self.send({"t": "check", "step": "ask"})

    def _answer(self):
        self.own_nonce = os.urandom(32)
        self._step("nonce", self.own_nonce)

    def _step(self, step, value):
        self.send({"t": "check", "step": step, "value": base64url(value)})

    def _check(self, message):
        step, value = message["step"], from_base64url(message.get("value", ""))
        if step == "ask" and self.initiator:
            if self.opened and self.own_nonce is None:  # an ask may cross a commit that is on its way
                self.check()
        elif step == "commit" and not self.initiator:
            self.commit = value
            if self.opened:
                self._answer()
        elif step == "nonce" and self.initiator and self.own_nonce is not None:
            self._step("reveal", self.own_nonce)
            self._show(self.own_nonce + value)
        elif step == "reveal" and not self.initiator and self.own_nonce is not None:
            need(sha256(lp("inviso/1 sas commit", self.h, value)) == self.commit, "a reveal that was not committed to")
            self._show(value + self.own_nonce)
        elif step in ("match", "mismatch"):
            tell(step)

    def _show(self, nonces):
        bits = int.from_bytes(hkdf(nonces, self.h, b"inviso/1 sas", 4), "big") >> 2
        tell("check", emoji=[bits >> shift & 63 for shift in (24, 18, 12, 6, 0)], digits=[(bits >> shift & 1023) + 1000 for shift in (20, 10, 0)])


class Peer:
    """Walks from the invite to the room, agrees with the other side to send through the server, and runs one channel at a time."""

    def __init__(self, session, plan):
        self.session, self.plan, self.channel, self.talk = session, plan, None, None
        self.mine, self.theirs = False, False  # who said yes to the relay since both are in the room
        self.h = None

    def enter(self):
        """Into the room: by the code once, later by what is kept."""
        url, data = self.plan["server"], self.session.data
        if data["room"] is None and data["role"] == 1:
            status, answer = rest(url, "POST", "/api/rooms/accept", {"joinid": data["code"], "client2": data["id"]})
            need(status == 200, f"accept: {status} {answer}")
            data["room"] = answer["roomid"]
        elif data["room"] is None:
            status, answer = rest(url, "POST", "/api/rooms", {"joinid": data["code"], "expiresInSeconds": 300, "client1": data["id"]})
            need(status == 201, f"create: {status} {answer}")
            tell("invited")
            watching = Socket(url)
            watching.say("watch", joinid=data["code"], client1=data["id"])
            heard = watching.whole()
            while not any(message["type"] == "room_accepted" for message in heard):
                heard = watching.read()
            data["room"] = next(message["roomid"] for message in heard if message["type"] == "room_accepted")
            watching.close()
        self.session.store()
        self.socket = Socket(url)
        names = [seal_name(secret) for secret in self._seals()]
        self.socket.say("join_room", roomId=data["room"], deviceId=data["id"], seat=data["seat"], **({"seals": names} if names else {}))

    def _seals(self):
        """The secrets under which signals may come sealed."""
        data = self.session.data
        return [*data["resumes"], *(secret for mode, secret in data["secrets"].items() if mode == "link")]

    def _do(self, steps):
        for step, *rest_of in steps:
            if step == "send":
                self.socket.say("relay", data=base64url(rest_of[0]))
            elif step == "open":
                tell("open", mode=rest_of[0], initiator=self.channel.initiator)
                self.h = rest_of[1]
            elif step == "confirmed":
                tell("confirmed")
                if self.talk is None:
                    self.talk = Talk(self.session, self.channel.initiator, self.h, self._say)
            elif step == "message":
                self.talk.receive(json.loads(rest_of[0]))
            else:
                tell(step)

    def _say(self, message):
        for frame in self.channel.seal_message(json.dumps(message, ensure_ascii=False).encode()):
            self.socket.say("relay", data=base64url(frame))

    def _agree(self):
        self.mine = True
        self.socket.say("relay_request")
        self._begin()

    def _begin(self):
        """A channel begins when both have said yes."""
        if not (self.mine and self.theirs):
            return
        begins = self.plan.get("begins")
        # Eight bytes: one alone would tie with the app's once in 256 runs.
        first = None if begins is None else (b"\x00" if begins else b"\xff") * 8
        self.channel = Channel(self.session.data, self.session.store, nonce_begins=first)
        self._do(self.channel.begin())

    def hear(self, message):
        kind = message["type"]
        if kind == "room_ready":
            need(message.get("relay") is True, "this server passes nothing on")
            self.channel, self.talk, self.mine, self.theirs = None, None, False, False
            if not self.plan.get("listens"):
                self._agree()
        elif kind in ("relay_request", "relay_accept") and not self.theirs:
            self.theirs = True
            self._begin()
        elif kind == "relay" and self.channel is not None:
            self._do(self.channel.receive(from_base64url(message["data"])))
        elif kind in ("webrtc_offer", "webrtc_answer", "ice_candidate"):
            opened = open_signal(self._seals(), self.session.data["room"], "host" if self.session.data["role"] else "guest", message)
            tell("signal", type=kind, sealed=opened is not None, opened=opened)
            if kind == "webrtc_offer" and not self.mine:
                self._agree()
        elif kind == "error":
            tell("error", code=message["code"])
        elif kind in ("peer_left", "peer_disconnected", "room_deleted", "relay_decline"):
            self.channel = self.talk = None
            tell(kind)

    def order(self, line):
        do = line["do"]
        if do == "say":
            self.talk.say(t="text", text=line["text"])
        elif do == "can":
            self.talk.send({"t": "can", "v": 1, "kinds": line["kinds"]})
        elif do == "locate":
            self.talk.say(t="location", **{name: line[name] for name in ("lat", "lon", "within")})
        elif do == "renew":
            self._do(self.channel.renew())
        elif do == "check":
            self.talk.check()
        elif do == "match":
            self.talk.send({"t": "check", "step": "match"})
        return do != "end"

    def run(self):
        self.enter()
        until, ping = time.monotonic() + LIFE_S, time.monotonic() + PING_EVERY_S
        for message in self.socket.whole():
            self.hear(message)
        while time.monotonic() < until:
            ready, _, _ = select.select([self.socket, sys.stdin], [], [], 1)
            if self.socket in ready:
                for message in self.socket.read():
                    self.hear(message)
            if sys.stdin in ready:
                line = sys.stdin.buffer.raw.readline()
                if not line or not self.order(json.loads(line)):
                    self.socket.say("leave_room")
                    self.socket.close()
                    return
            if time.monotonic() > ping:
                self.socket.say("ping")
                ping += PING_EVERY_S


def main(arguments):
    session = Session(arguments[0])
    plan = json.loads(sys.stdin.buffer.raw.readline())
    if session.data is None:
        session.begin(plan)
        session.store()
    if plan.get("lost"):  # a phone that lost its resume secrets and kept its key
        session.data["resumes"] = []
    try:
        Peer(session, plan).run()
    except Exception as error:  # one line for whoever started this
        tell("failed", why=str(error) if isinstance(error, Wrong) else repr(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
