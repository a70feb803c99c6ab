#!/usr/bin/env python3
"""Wires between network namespaces, in user space: each joins two TAP devices and can delay, lose or cut what passes.

Arguments: one `name:namespace/device:namespace/device` a wire; the devices are made here and go when this process ends.
Standard input: one JSON object a line, {"wire": name, "delay_ms": 0, "loss": 0.2, "up": true}; what is not named stays as it is.
Standard output: one JSON object a line: first {"ready": true}, then for each command the wire's state and its counters.
"""
import ctypes
import fcntl
import heapq
import itertools
import json
import os
import random
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000
FRAME_BYTES_MAX = 65_536
# Read at most so many frames of one device before the others have their turn.
TURN_FRAMES = 64
IDLE_S = 1.0

libc = ctypes.CDLL(None, use_errno=True)


def enter(descriptor):
    if libc.setns(descriptor, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def open_tap(namespace, device):
    """A TAP device inside the namespace; its descriptor works from outside."""
    own = os.open("/proc/self/ns/net", os.O_RDONLY)
    other = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    enter(other)
    try:
        tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH22x", device.encode(), IFF_TAP | IFF_NO_PI))
    finally:
        enter(own)
        os.close(own)
        os.close(other)
    return tap


class Wire:
    def __init__(self, name):
        self.delay_ms, self.loss, self.up = 0, 0.0, True
        self.passed, self.lost = 0, 0
        # The same losses in each run, as far as the same frames come.
        self.chance = random.Random(name)

    def change(self, command):
        for key in ("delay_ms", "loss", "up"):
            if key in command:
                setattr(self, key, command[key])

    def state(self):
        return {k: getattr(self, k) for k in ("delay_ms", "loss", "up", "passed", "lost")}

    def takes(self):
        if self.up and self.chance.random() >= self.loss:
            return True
        self.lost += 1
        return False


def frames_of(tap):
    for _ in range(TURN_FRAMES):
        try:
            yield os.read(tap, FRAME_BYTES_MAX)
        except OSError:
            # Nothing more now, or a device that is down.
            return


def deliver(waiting):
    while waiting and waiting[0][0] <= time.monotonic():
        _, _, tap, frame, wire = heapq.heappop(waiting)
        try:
            if not wire.up:
                raise OSError("cut while under way")
            os.write(tap, frame)
            wire.passed += 1
        except OSError:
            wire.lost += 1


def main():
    wires, far = {}, {}
    for argument in sys.argv[1:]:
        name, one, other = argument.split(":")
        wire = wires[name] = Wire(name)
        here, there = open_tap(*one.split("/")), open_tap(*other.split("/"))
        far[here], far[there] = (there, wire), (here, wire)
    print(json.dumps({"ready": True}), flush=True)
    waiting, order = [], itertools.count()
    commands = b""
    while True:
        deliver(waiting)
        pause = min(IDLE_S, max(0, waiting[0][0] - time.monotonic())) if waiting else IDLE_S
        for ready in select.select([0, *far], [], [], pause)[0]:
            if ready == 0:
                read = os.read(0, FRAME_BYTES_MAX)
                if not read:
                    return
                *lines, commands = (commands + read).split(b"\n")
                for command in map(json.loads, lines):
                    wires[command["wire"]].change(command)
                    print(json.dumps(wires[command["wire"]].state()), flush=True)
                continue
            tap, wire = far[ready]
            for frame in frames_of(ready):
                if wire.takes():
                    due = time.monotonic() + wire.delay_ms / 1000
                    heapq.heappush(waiting, (due, next(order), tap, frame, wire))


main()
