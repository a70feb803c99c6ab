"""The server as docs/PROTOCOL.md describes it: REST calls and one WebSocket (RFC 6455), with nothing but the standard library."""
import base64
import hashlib
import json
import os
import socket
import urllib.error
import urllib.parse
import urllib.request

TIMEOUT_S = 10
TEXT_BYTES_MAX = 64 * 1024  # docs/PROTOCOL.md, "WebSocket"


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def rest(url, method, path, body=None):
    """The status and the JSON of an answer, also of a refusal."""
    request = urllib.request.Request(url + path, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else {}
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read() or b"{}")


class Socket:
    """One WebSocket. `read` gives every whole message that has arrived; `fileno` lets select() wait for more."""

    def __init__(self, url):
        where = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((where.hostname, where.port), TIMEOUT_S)
        self.buffer, self.pieces, self.closed = b"", b"", False
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((
            f"GET /ws HTTP/1.1\r\nHost: {where.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        while b"\r\n\r\n" not in self.buffer:
            self._receive()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        accepted = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
        if b" 101 " not in head.split(b"\r\n")[0] + b" " or accepted not in head:
            raise ConnectionError(f"no WebSocket: {head[:200]!r}")

    def fileno(self):
        return self.socket.fileno()

    def _receive(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the server closed the socket")
        self.buffer += data

    def _send(self, opcode, payload):
        mask, size = os.urandom(4), len(payload)
        head = bytes([0x80 | opcode])
        if size < 126:
            head += bytes([0x80 | size])
        elif size < 65536:
            head += bytes([0x80 | 126]) + size.to_bytes(2, "big")
        else:
            raise ValueError("longer than the server takes")
        self.socket.sendall(head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload)))

    def say(self, kind, **fields):
        self._send(1, json.dumps({"type": kind, **fields}).encode())

    def _frame(self):
        """The next frame in the buffer: (final, opcode, payload), or None while it is not whole."""
        if len(self.buffer) < 2:
            return None
        size, at = self.buffer[1] & 127, 2
        if size > 125:
            at = 4 if size == 126 else 10
            if len(self.buffer) < at:
                return None
            size = int.from_bytes(self.buffer[2:at], "big")
        if size > 2 * TEXT_BYTES_MAX:
            raise ConnectionError("a frame longer than the server sends")
        if len(self.buffer) < at + size:
            return None
        first, payload = self.buffer[0], self.buffer[at:at + size]
        self.buffer = self.buffer[at + size:]
        return bool(first & 0x80), first & 15, payload

    def whole(self):
        """The messages that lie whole in the buffer."""
        found = []
        while (frame := self._frame()) is not None:
            final, opcode, payload = frame
            if opcode == 8:
                raise ConnectionError(f"the server closed the socket: {payload!r}")
            if opcode == 9:
                self._send(10, payload)
            elif opcode in (0, 1):
                self.pieces += payload
                if final:
                    found.append(json.loads(self.pieces))
                    self.pieces = b""
        return found

    def read(self):
        self._receive()
        return self.whole()

    def close(self):
        self.socket.close()
