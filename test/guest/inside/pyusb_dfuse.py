"""pyusb_dfuse.py WRITE_ADDRESS IN OUT: DfuSe with pyusb, written from AN3156 alone.

Erases the sector at WRITE_ADDRESS, writes the file IN there, reads it back into OUT, and prints as JSON what else it could read:
the names of the alternate settings, option bytes and OTP.
"""

import json
import struct
import sys
import time

import usb.core
import usb.util

DNLOAD, UPLOAD, GETSTATUS, CLRSTATUS, GETSTATE, ABORT = 1, 2, 3, 4, 5, 6
IDLE, DNLOAD_IDLE, UPLOAD_IDLE, ERROR = 2, 5, 9, 10
FLASH, OPTION_BYTES, OTP = 0, 1, 2
TRANSFER = 2048


class Rom:
    def __init__(self):
        self.device = usb.core.find(idVendor=0x0483, idProduct=0xDF11)
        if self.device is None:
            sys.exit("no STM32 in DFU mode")
        self.interfaces = list(self.device.get_active_configuration())
        usb.util.claim_interface(self.device, 0)

    def out(self, request, value=0, data=None):
        return self.device.ctrl_transfer(0x21, request, value, 0, data, timeout=20000)

    def take(self, request, length, value=0):
        return bytes(self.device.ctrl_transfer(0xA1, request, value, 0, length, timeout=20000))

    def status(self):
        status, low, middle, high, state, _ = self.take(GETSTATUS, 6)
        return status, low | middle << 8 | high << 16, state

    def idle(self):
        state = self.take(GETSTATE, 1)[0]
        if state == ERROR:
            self.out(CLRSTATUS)
        elif state != IDLE:
            self.out(ABORT)
        assert self.take(GETSTATE, 1)[0] == IDLE

    def download(self, block, data):
        assert self.out(DNLOAD, block, data) == len(data)
        status, poll, state = self.status()
        while state not in (DNLOAD_IDLE, ERROR):
            time.sleep(poll / 1000)
            status, poll, state = self.status()
        if status:
            raise RuntimeError("status %d state %d" % (status, state))

    def seek(self, address):
        self.download(0, struct.pack("<BI", 0x21, address))

    def read(self, alternate, address, length):
        self.device.set_interface_altsetting(0, alternate)
        self.idle()
        self.seek(address)
        self.idle()
        data = b""
        while len(data) < length:
            data += self.take(UPLOAD, min(TRANSFER, length - len(data)), 2 + len(data) // TRANSFER)
        self.idle()
        return data

    def write(self, address, data):
        self.device.set_interface_altsetting(0, FLASH)
        self.idle()
        self.download(0, struct.pack("<BI", 0x41, address))
        self.seek(address)
        for block, start in enumerate(range(0, len(data), TRANSFER)):
            self.download(2 + block, data[start : start + TRANSFER])
        self.idle()


def main(address, source, target):
    address = int(address, 0)
    with open(source, "rb") as file:
        data = file.read()
    rom = Rom()
    rom.write(address, data)
    with open(target, "wb") as file:
        file.write(rom.read(FLASH, address, len(data)))
    json.dump(
        {
            "serial": rom.device.serial_number,
            "alternates": [usb.util.get_string(rom.device, interface.iInterface) for interface in rom.interfaces],
            "optionBytes": rom.read(OPTION_BYTES, 0x1FFFC000, 16).hex(),
            "otp": rom.read(OTP, 0x1FFF7800, 32).hex(),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
