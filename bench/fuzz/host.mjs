// What people type and paste, virtual boards on the disk, and what the operating system says of itself.

import { consentText, readConsent, sameConsent } from '@odflash/core/ask';
import { usbIds } from '@odflash/core/board';
import { findSymptoms } from '@odflash/core/diagnosis';
import { ruleCover, udevRule } from '@odflash/node';
import { createVirtualBoard, isSavedState, parseProfile, virtualClock } from '@odflash/virtual';
import { serviceIn } from '../../packages/node/dist/doctor/windows-drivers.js';
import { lastState } from '../../packages/node/dist/virtual/state-log.js';
import { decode, encode, must, refusedOnly, withCode } from './subject.mjs';

/** A virtual board as it lies on the disk: one in its bootloader, before that another one. */
function savedBoards() {
  const states = [];
  const store = { load: () => undefined, saveFlash: () => undefined, saveState: (state) => states.push(state) };
  for (const profile of ['v3.5-24V', 'v3.6-56V+dfu,flash=blank'])
    createVirtualBoard(profile, { clock: virtualClock(), store });
  return encode(states.map((state) => JSON.stringify(state)).join('\n'));
}

/** @type {import('./subject.mjs').Subject[]} */
export const host = [
  {
    name: 'virtual profile',
    seeds: ['v3.6-56V+dfu,rdp=1,seed=7', 'v3.5-24V,stale-abort=3:4,poll=100'].map(encode),
    feed: (bytes) => refusedOnly(withCode('usage'), () => parseProfile(decode(bytes))),
  },
  {
    name: 'virtual board on disk',
    seeds: [savedBoards()],
    feed(bytes) {
      const state = lastState(decode(bytes));
      if (!isSavedState(state)) return false;
      const load = () => ({ flash: new Uint8Array(1024 * 1024).fill(0xff), state });
      const store = { load, saveFlash: () => undefined, saveState: () => undefined };
      createVirtualBoard('v3.6-56V', { clock: virtualClock(), store });
      return true;
    },
  },
  {
    name: 'consent',
    seeds: [
      'unsafe-dfu=325E35633334',
      'board=1-1.4:v3.6-56V',
      'setting=325E35633334:axis0.motor.config.current_lim=60',
      'move=325E35633334:axis1',
    ].map(encode),
    feed(bytes) {
      const consent = readConsent(decode(bytes));
      if (!consent) return false;
      const again = readConsent(consentText(consent));
      must(again && sameConsent(consent, again), 'what was read is the same when written and read again');
      return true;
    },
  },
  {
    name: 'udev rules',
    seeds: [encode(udevRule()), encode('ATTRS{idVendor}=="0483|1209", ATTR{idProduct}=="d[f3]*", MODE="0666"\\\n')],
    feed: (bytes) => ruleCover([{ path: 'x.rules', text: decode(bytes) }], usbIds.rom).reach !== 'none',
  },
  {
    name: 'Windows registry',
    seeds: [
      encode(
        'HKEY_LOCAL_MACHINE\\SYSTEM\\Enum\\USB\\VID_0483&PID_DF11\\325E35633334\r\n    Service    REG_SZ    WinUSB\r\n',
      ),
    ],
    feed: (bytes) => serviceIn(decode(bytes), '325E35633334') !== undefined,
  },
  {
    name: 'error messages',
    seeds: ['Device Status: (0, 2, 0, 0)', 'usb.core.USBError: [Errno 13] Access denied'].map(encode),
    feed: (bytes) => findSymptoms(decode(bytes)).length > 0,
  },
];
