#!/usr/bin/env python3
"""payload.py VERSION KIB OUT: writes the sample's data section, KIB blocks of 1 KiB.

Every block begins with a line that names version and block, so that a block at the wrong place, from the other version or
twice is seen at once (also by eye, in a hex dump). What follows takes turns: noise, a ramp, bytes of an erased flash, zeros.
The same arguments give the same bytes on every machine: integer arithmetic only.
"""

import struct
import sys

BLOCK = 1024


def noise(seed, length):
    """xorshift32 (Marsaglia 2003)"""
    state = seed or 1
    words = []
    for _ in range((length + 3) // 4):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        words.append(state)
    return struct.pack("<%dI" % len(words), *words)[:length]


def ramp(seed, length):
    return struct.pack("<%dI" % (length // 4), *range(seed, seed + length // 4))


FILLINGS = (
    noise,
    ramp,
    lambda _, length: b"\xff" * length,
    lambda _, length: bytes(length),
)


def block(version, index):
    head = ("odflash sample %s block %d\n" % (version, index)).encode().ljust(48, b" ")
    major, minor, revision = map(int, version.split("."))
    seed = (major << 24 | minor << 16 | revision << 12 | index) & 0xFFFFFFFF
    return head + FILLINGS[index % len(FILLINGS)](seed, BLOCK - len(head))


def main(version, kibibytes, out):
    with open(out, "wb") as file:
        for index in range(int(kibibytes)):
            file.write(block(version, index))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
