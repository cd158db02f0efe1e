#!/usr/bin/env python3
"""dfuse_pack.py OUT.dfu NAME ADDRESS:FILE...: packs raw files into a DfuSe file for 0483:df11, alternate setting 0.

Written from ST's UM0391 alone and in another language than odflash, so that odflash's reader is tested against a file that
its own writer did not make. DFUImageSize is the file without its suffix, as fwupd and qFlipper demand.
"""

import struct
import sys
import zlib

VENDOR, PRODUCT, ANY_RELEASE, DFUSE_VERSION = 0x0483, 0xDF11, 0xFFFF, 0x011A


def element(address, data):
    return struct.pack("<II", address, len(data)) + data


def target(name, elements):
    body = b"".join(elements)
    return struct.pack("<6sBI255sII", b"Target", 0, 1, name.encode(), len(body), len(elements)) + body


def dfuse_file(targets):
    body = b"".join(targets)
    prefix = struct.pack("<5sBIB", b"DfuSe", 1, 11 + len(body), len(targets))
    suffix = struct.pack("<HHHH3sB", ANY_RELEASE, PRODUCT, VENDOR, DFUSE_VERSION, b"UFD", 16)
    checked = prefix + body + suffix
    # The suffix's CRC lacks zlib's final inversion (DFU 1.1 appendix B).
    return checked + struct.pack("<I", zlib.crc32(checked) ^ 0xFFFFFFFF)


def main(out, name, *pairs):
    elements = []
    for pair in pairs:
        address, _, path = pair.partition(":")
        with open(path, "rb") as file:
            elements.append(element(int(address, 0), file.read()))
    with open(out, "wb") as file:
        file.write(dfuse_file([target(name, elements)]))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
