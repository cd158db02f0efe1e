// What a device says of itself while it is being opened: descriptors, the layout in the name of a setting, states and
// statuses, option bytes. Devices deliver garbage now and then: none of these parsers may throw, but the one that says so.

import { isFlasherError } from '@odflash/core';
import { boardVersions, decodeOtp, encodeOtp } from '@odflash/core/board';
import {
  isF405Layout,
  layoutHolds,
  layoutSectors,
  parseLayout,
  parseStatus,
  stateName,
  statusName,
} from '@odflash/core/dfu';
import { decodeOptionBytes, optionBytesLength, withoutWriteProtection } from '@odflash/core/target';
import {
  configurationLength,
  parseConfiguration,
  parseDeviceDescriptor,
  parseLanguages,
  parseString,
  parseStringUnits,
} from '@odflash/core/usb';
import { createVirtualBoard, virtualClock } from '@odflash/virtual';
import { decode, encode, must, refusedOnly } from './subject.mjs';

const clock = virtualClock();
const boards = ['v3.6-56V+dfu', 'v3.5-24V'].map((profile) => createVirtualBoard(profile, { clock }));
const descriptors = boards.map((board) => board.socket.port.descriptors);

const stringOf = (text) => {
  const body = Buffer.from(text, 'utf16le');
  return Uint8Array.from([body.length + 2, 3, ...body]);
};

/** Layouts of the F405, of others, and as clones and old ROMs write them. */
const layouts = [
  '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg',
  '@Option Bytes  /0x1FFFC000/01*016 e',
  '@OTP Memory /0x1FFF7800/01*512 e,01*016 e',
  '@Device Feature/0xFFFF0000/01*004 e',
  '@Option Bytes   /0x1FFF7800/01*048 e/0x1FFFF800/01*048 e',
  '@Internal Flash /0x08000000/0128*0002Kg',
  '@Flash/0x08000000/1001*128Kg',
  '@X/0x90000000/01*528e',
];

/** @type {import('./subject.mjs').Subject[]} */
export const usb = [
  {
    name: 'device descriptor',
    seeds: descriptors.map(({ device }) => device),
    feed: (bytes) => parseDeviceDescriptor(bytes) !== undefined,
  },
  {
    name: 'configuration',
    seeds: descriptors.map(({ configuration }) => configuration),
    feed(bytes) {
      const length = configurationLength(bytes);
      must(length === undefined || (length >= 9 && length <= 4096), 'a length within bounds');
      const { interfaces, remarks } = parseConfiguration(bytes);
      must(interfaces.length <= bytes.length / 9, 'no more interfaces than there is room for');
      return remarks.length === 0;
    },
  },
  {
    name: 'strings',
    seeds: [stringOf('STM32  BOOTLOADER'), stringOf('325E35633334'), Uint8Array.of(4, 3, 9, 4)],
    feed(bytes) {
      parseLanguages(bytes);
      must((parseStringUnits(bytes)?.length ?? 0) <= bytes.length / 2, 'no more units than there is room for');
      const text = parseString(bytes);
      must(text === undefined || text.length <= bytes.length, 'no text longer than its bytes');
      return text !== undefined;
    },
  },
  {
    name: 'layout string',
    seeds: layouts.map(encode),
    feed(bytes) {
      const layout = parseLayout(decode(bytes));
      must(layout.regions.length <= 32, 'at most 32 regions');
      const sectors = layoutSectors(layout);
      must(sectors.length <= 32 * 999, 'a bounded number of sectors');
      must(
        sectors.every(({ length }) => length > 0),
        'no sector is empty',
      );
      layoutHolds(layout, 0x0800_0000);
      isF405Layout(layout);
      return layout.remarks.length === 0;
    },
  },
  {
    name: 'DFU status',
    seeds: [Uint8Array.of(0, 104, 0, 0, 4, 0), Uint8Array.of(11, 0, 0, 0, 10, 0)],
    feed(bytes) {
      stateName(bytes[0] ?? 0);
      statusName(bytes[0] ?? 0);
      return parseStatus(bytes) !== undefined;
    },
  },
  {
    name: 'OTP record',
    // What counts lies in the first two of its 32 blocks.
    seeds: boardVersions.map((version) => encodeOtp(version).slice(0, 32)),
    feed(bytes) {
      const record = decodeOtp(bytes);
      must(record.kind !== 'odrive' || boardVersions.includes(record.version), 'no board that was never made');
      return record.kind === 'odrive';
    },
  },
  {
    name: 'option bytes',
    seeds: [Uint8Array.of(0xef, 0xaa, 0x10, 0x55, 0xef, 0xaa, 0x10, 0x55, 0xff, 0x0f, 0, 0xf0, 0xff, 0x0f, 0, 0xf0)],
    feed: (bytes) =>
      refusedOnly(
        (error) => isFlasherError(error) && error.code === 'unexpected-reply',
        () => {
          const wanted = withoutWriteProtection(decodeOptionBytes(bytes));
          must(wanted.length === optionBytesLength, 'sixteen bytes');
          must(wanted[1] !== 0xcc || bytes[1] === 0xcc, 'nothing ever sets protection level 2');
        },
      ),
  },
];
