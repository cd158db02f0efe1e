// Every message of the field that we know of finds its row of the table of symptoms: as odrivetool, dfu-util, libusb, browsers
// and systems write it, shortened, with other numbers in it, or in the middle of a whole traceback.

import { findSymptoms, symptoms } from '@odflash/core/diagnosis';
import { describe, expect, test } from 'vitest';
import { causesOf } from '../support/in-english.ts';

const said: Readonly<Record<string, readonly string[]>> = {
  'out-of-step': [
    'RuntimeError: An error occured. Device Status: (0, 2, 0, 0)',
    '(0, 2, 0, 0)',
    'Erasing... done\nFlashing... (sector 3/6) Traceback (most recent call last):\n RuntimeError: An error occured. Device Status: (0, 2, 0, 0)',
  ],
  'no-langid': ['ValueError: The device has no langid', 'no langid'],
  'already-in-dfu': ['IndexError: list index out of range', 'list index out of range', 'UnboundLocalError'],
  'short-reply': ['IndexError: array index out of range', 'array index out of range', 'arrays must be same size'],
  'old-python': ["TypeError: 're.Match' object is not subscriptable"],
  'unknown-version': ['[unknown version]', 'same version'],
  'no-hardware-version': ['Could not determine hardware version'],
  gcd: ["AttributeError: module 'fractions' has no attribute 'gcd'", 'fractions.gcd'],
  'json-hang': ['Downloading json data'],
  'other-names': ["AttributeError: 'RemoteObject' object has no attribute 'motor'"],
  'read-protected': [
    'RuntimeError: An error occured. Device Status: (11, 10, 0, 0)',
    '(11, 10, 0, 0)',
    'errVENDOR',
    'status 11',
    'ERASE_PAGE not correctly executed',
    'failed to erase memory',
  ],
  'flag-after-power-on': ['dfuERROR', 'errFIRMWARE', 'state = dfuERROR, status = 10'],
  'nothing-there': [
    'dfu-util: No DFU capable USB device available',
    'NotFoundError: No device selected',
    'Waiting for ODrive',
    'Putting device',
  ],
  several: ['More than one DFU capable device', 'More than one DFU capable USB device found! Try `--list`'],
  'windows-driver': [
    'Cannot open DFU device 0483:df11 found on devnum 5 (LIBUSB_ERROR_NOT_SUPPORTED)',
    'Lost device after RESET',
    'LIBUSB_ERROR_NOT_SUPPORTED',
    'Use Zadig to set the driver',
    'composite',
  ],
  'no-access': ['LIBUSB_ERROR_ACCESS', 'SecurityError: Access denied', 'open error: LIBUSB_ERROR_ACCESS'],
  claimed: [
    'Cannot claim interface',
    'NetworkError: Unable to claim interface',
    'claimInterface error: LIBUSB_ERROR_BUSY',
    'Unable to set device interface',
  ],
  'two-at-once': ['InvalidStateError', 'another operation in progress'],
  'bad-address': [
    'Last page at 0x08100000 is not writeable',
    'Page 3 at 0x08100000 not writeable',
    'errTARGET',
    'errADDRESS',
  ],
  'not-erasable': ['Page at 0x1fff7800 is not erasable', 'not erasable'],
  'raw-or-dfuse': [
    'Only DfuSe file version 1.1a is supported (for raw binary download, use -s)',
    'This is a DfuSe file, not meant for raw download',
  ],
  'erase-status': [
    'Error during special command "ERASE_PAGE" get_status',
    'Error during special command "SET_ADDRESS" get_status',
  ],
  'refused-block': ['LIBUSB_ERROR_PIPE', 'errSTALLEDPKT', 'usb.core.USBError: [Errno 32] Pipe error'],
  'no-answer': [
    'LIBUSB_ERROR_TIMEOUT',
    'controlTransferIn error: LIBUSB_TRANSFER_TIMED_OUT',
    'Data read failed',
    'Connection lost',
  ],
  'transfer-error': [
    'LIBUSB_ERROR_IO',
    'NetworkError: A transfer error has occurred',
    'AbortError: The transfer was cancelled',
  ],
  'left-the-bus': ['NotFoundError: The device was disconnected', 'LIBUSB_ERROR_NO_DEVICE'],
  'end-of-download': ['dfu-util: Error during download get_status', 'NetworkError: Unable to reset the device'],
  'stuck-busy': ['Device stuck', 'dfuDNBUSY', 'mass erase'],
  'slow-port': ['Poll timeout 40 ms'],
  'unknown-usb-device': [
    'device descriptor request failed',
    'usb 1-2: device descriptor read/64, error -71',
    'error -110',
    'Unknown USB device',
  ],
  'write-protected': ['File downloaded successfully', 'all 0xFF'],
  'unlock-refused': ['errUNKNOWN'],
  'no-usb': ['navigator.usb undefined', 'navigator.usb is undefined'],
  'old-board-warning': ['DFU mode is not supported on board version 3.4 or earlier.'],
  'lost-configuration': ['Some of the configuration could not be restored.'],
};

describe('odflash explain finds', () => {
  test.each(Object.entries(said).flatMap(([id, texts]) => texts.map((text) => ({ id, text }))))(
    '$text',
    ({ id, text }) => {
      expect(findSymptoms(text, causesOf).map((symptom) => symptom.id)).toContain(id);
      // What else it may be is told as well, after the likeliest: not more than a person reads.
      expect(findSymptoms(text, causesOf).findIndex((symptom) => symptom.id === id)).toBeLessThan(3);
    },
  );

  test.each(symptoms.flatMap(({ id, seen }) => seen.map(({ text }) => ({ id, text }))))(
    'its own: $text',
    ({ id, text }) => {
      expect(findSymptoms(text, causesOf).map((symptom) => symptom.id)).toContain(id);
    },
  );
});

test('no two rows have one name', () => {
  const ids = symptoms.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
