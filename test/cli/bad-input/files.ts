// Files that are no firmware, or none for this board.

import { chmodSync, copyFileSync, truncateSync } from 'node:fs';
import { hexFile, noise, sampleBytes, startable } from '../samples.ts';
import { type Case, file, flash, good, posix, root, unprivileged } from './case.ts';

export const files: readonly Case[] = [
  {
    name: 'a picture',
    words: (at) => flash(file(at, 'a.hex', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))),
    code: 'bad-file',
    exit: 5,
    says: /PNG|picture/i,
  },
  {
    name: 'a web page saved in place of the file',
    words: (at) => flash(file(at, 'firmware.hex', '<!DOCTYPE html><html><body>Not found</body></html>')),
    code: 'bad-file',
    exit: 5,
    says: /web page|HTML/i,
  },
  { name: 'an empty file', words: (at) => flash(file(at, 'a.bin', '')), code: 'bad-file', exit: 5, says: /empty/ },
  {
    name: 'a HEX file with a wrong checksum',
    words: (at) => flash(file(at, 'a.hex', ':0400000000000020DD\n:00000001FF\n')),
    code: 'bad-file',
    exit: 5,
    says: /line 1/,
  },
  {
    name: 'a file of 200 MB',
    words: (at) => {
      truncateSync(file(at, 'big.bin', ''), 200_000_000);
      return flash(at('big.bin'));
    },
    code: 'bad-file',
    exit: 5,
    says: /191 MiB/,
  },
  { name: 'a folder', words: (at) => flash(at('.')), code: 'file-unreadable', exit: 5, says: /folder/ },
  {
    name: 'a web address',
    words: () =>
      flash('https://github.com/odriverobotics/ODrive/releases/download/fw-v0.5.6/ODriveFirmware_v3.6-56V.hex'),
    code: 'file-unreadable',
    exit: 5,
    says: /is a web address/,
  },
  {
    name: 'a script of odrivetool to be restored',
    words: (at) => ['restore', file(at, 'a.py', 'odrv0.config.brake_resistance = 2.0\n'), '--yes'],
    code: 'bad-file',
    exit: 5,
    says: /Choose an undo backup/,
  },
  { name: 'a file that is not there', words: (at) => flash(at('none.hex')), code: 'file-unreadable', exit: 5 },
  {
    name: 'a file that may not be read',
    words: (at) => {
      copyFileSync(good, at('a.hex'));
      chmodSync(at('a.hex'), 0);
      return flash(at('a.hex'));
    },
    code: 'file-unreadable',
    exit: 5,
    says: /permission denied/,
    skip: !posix,
    ...(root && { run: { uid: unprivileged } }),
  },
  {
    name: 'a device',
    words: () => flash('/dev/zero'),
    code: 'file-unreadable',
    exit: 5,
    says: /device/,
    skip: !posix,
  },
  {
    name: 'a raw binary whose download was cut off',
    words: (at) => ['flash', file(at, 'a.bin', sampleBytes('2.0.0').subarray(0, 100_000))],
    code: 'not-confirmed',
    exit: 3,
    says: /The file ends before the firmware does/,
  },
  {
    name: 'a text editor that left nothing but empty lines',
    words: (at) => flash(file(at, 'a.hex', '\r\n \r\n')),
    code: 'bad-file',
    exit: 5,
    says: /the file is empty/,
  },
  {
    name: 'an image larger than the flash',
    words: (at) => flash(file(at, 'a.bin', startable(1024 * 1024 + 4))),
    code: 'image-out-of-range',
    exit: 5,
  },
  {
    name: 'an image for RAM only',
    words: (at) => flash(file(at, 'a.hex', hexFile({ address: 0x2000_0000, data: noise(512) }))),
    code: 'image-empty',
    exit: 5,
  },
  {
    name: 'an all 0xFF image',
    words: (at) => flash(file(at, 'a.hex', hexFile({ address: 0x0802_0000, data: new Uint8Array(512).fill(0xff) }))),
    code: 'image-empty',
    exit: 5,
  },
  {
    name: 'a vector table that leads out of the flash',
    words: (at) => {
      const bytes = startable(4096);
      new DataView(bytes.buffer).setUint32(4, 0x0900_0001, true);
      return flash(file(at, 'a.hex', hexFile({ address: 0x0800_0000, data: bytes })));
    },
    code: 'image-implausible',
    exit: 5,
  },
  {
    name: 'a raw binary that is no firmware',
    words: (at) => flash(file(at, 'a.bin', noise(4096))),
    code: 'image-implausible',
    exit: 5,
  },
  {
    name: 'option bytes in the image',
    words: (at) => {
      const segments = [
        { address: 0x0800_0000, data: startable(4096) },
        { address: 0x1fff_c000, data: noise(16) },
      ];
      return flash(file(at, 'a.hex', hexFile(...segments)));
    },
    code: 'image-out-of-range',
    exit: 5,
    says: /1FFFC000/i,
  },
  {
    name: 'an address for a file that has its own',
    words: () => flash(good, '--address', '0x08004000'),
    code: 'usage',
    exit: 2,
  },
];
