"""Sealed signals as docs/CRYPTOGRAPHY.md describes them: an offer, an answer or a candidate that the server passes on unread."""
import base64
import json

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from verify import hkdf, lp, need, sha256

HEAD = "sealed.1."
PARTS = {"webrtc_offer": "sdp", "webrtc_answer": "sdp", "ice_candidate": "candidate"}


def seal_name(secret):
    return base64.urlsafe_b64encode(sha256(b"inviso/1 seal" + secret)[:8]).rstrip(b"=").decode()


def open_signal(secrets, room, speaker, message):
    """What is in a signal of `speaker` ("host" or "guest"): an SDP text or a candidate; None when it is not sealed."""
    part = PARTS[message["type"]]
    text = message[part] if part == "sdp" else message[part]["candidate"]
    if not text.startswith(HEAD):
        return None
    name, sealed = text[len(HEAD):].split(".")
    secret = next((one for one in secrets if seal_name(one) == name), None)
    need(secret is not None, "a signal sealed under a secret that is not here")
    data = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    need((len(data) - 12 - 16) % 512 == 0, "a signal of another length")
    key = hkdf(secret, room.encode(), f"inviso/1 signal {speaker}".encode(), 32)
    return json.loads(AESGCM(key).decrypt(data[:12], data[12:], lp(message["type"], message.get("attempt", ""))))[part]
