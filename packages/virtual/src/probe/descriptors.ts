// What an ST-Link shows of itself on USB: the debug interface, and on the newer ones a disk and a serial port.

import { languages, stringDescriptor } from '../usb/strings.ts';
import type { ProbeModel } from './models.ts';
import type { ProbeSettings } from './settings.ts';

const vendorId = 0x0483;

/** A device of several functions says so in its class (EF/02/01). */
export function deviceDescriptor({ productId, extras }: ProbeModel): Uint8Array {
  const [kind, subclass, protocol] = extras.length > 0 ? [0xef, 0x02, 0x01] : [0, 0, 0];
  const ids = [vendorId, productId, 0x0100].flatMap((word) => [word & 0xff, word >> 8]);
  return Uint8Array.of(0x12, 0x01, 0x00, 0x02, kind, subclass, protocol, 0x40, ...ids, 0x01, 0x02, 0x03, 0x01);
}

const bulk = 2;
const interrupt = 3;

function endpoint(address: number, kind: number, length: number, interval = 0): readonly number[] {
  return [0x07, 0x05, address, kind, length & 0xff, length >> 8, interval];
}

function interfaceDescriptor(number: number, endpoints: number, kind: readonly number[], text: number) {
  return [0x09, 0x04, number, 0x00, endpoints, ...kind, text];
}

/** The endpoints of the disk and of the serial port. Their numbers are assumed. */
export const extraEndpoints = { diskIn: 0x83, diskOut: 0x03, notify: 0x85, serialIn: 0x84, serialOut: 0x04 } as const;

function disk(number: number, packet: number): readonly number[] {
  return [
    ...interfaceDescriptor(number, 2, [0x08, 0x06, 0x50], 5),
    ...endpoint(extraEndpoints.diskIn, bulk, packet),
    ...endpoint(extraEndpoints.diskOut, bulk, packet),
  ];
}

/** bInterval: milliseconds at full speed, a power of two at high speed. */
const notifyInterval = { full: 0xff, high: 11 } as const;

/** A CDC ACM pair with its interface association. */
function serialPort(number: number, packet: number, interval: number): readonly number[] {
  return [
    ...[0x08, 0x0b, number, 0x02, 0x02, 0x02, 0x01, 0x06],
    ...interfaceDescriptor(number, 1, [0x02, 0x02, 0x01], 6),
    ...[0x05, 0x24, 0x00, 0x10, 0x01],
    ...[0x05, 0x24, 0x01, 0x00, number + 1],
    ...[0x04, 0x24, 0x02, 0x06],
    ...[0x05, 0x24, 0x06, number, number + 1],
    ...endpoint(extraEndpoints.notify, interrupt, 10, interval),
    ...interfaceDescriptor(number + 1, 2, [0x0a, 0x00, 0x00], 0),
    ...endpoint(extraEndpoints.serialIn, bulk, packet),
    ...endpoint(extraEndpoints.serialOut, bulk, packet),
  ];
}

export function interfaceCount({ extras }: ProbeModel): number {
  return 1 + extras.reduce((sum, extra) => sum + (extra === 'disk' ? 1 : 2), 0);
}

export function configurationDescriptor(model: ProbeModel): Uint8Array {
  const { endpoints, extras, configurationString, maxPower } = model;
  const packet = packetLength(model);
  const debug = [
    ...interfaceDescriptor(0, 3, [0xff, 0xff, 0xff], 4),
    ...[endpoints.in, endpoints.out, endpoints.trace].flatMap((address) => endpoint(address, bulk, packet)),
  ];
  const body = extras.reduce(
    ({ bytes, next }, extra) =>
      extra === 'disk'
        ? { bytes: [...bytes, ...disk(next, packet)], next: next + 1 }
        : { bytes: [...bytes, ...serialPort(next, packet, notifyInterval[model.speed])], next: next + 2 },
    { bytes: debug, next: 1 },
  ).bytes;
  const total = 9 + body.length;
  const head = [0x09, 0x02, total & 0xff, total >> 8, interfaceCount(model), 0x01, configurationString, 0x80, maxPower];
  return Uint8Array.from([...head, ...body]);
}

/** Longest packet of a bulk endpoint. */
export function packetLength({ speed }: ProbeModel): number {
  return speed === 'high' ? 512 : 64;
}

/** The string of that index; `digits` are the 24 digits of the serial number. */
export function probeString(
  index: number,
  { product }: ProbeModel,
  serial: NonNullable<ProbeSettings['serial']>,
  digits: string,
): Uint8Array | undefined {
  if (index === 0) return languages;
  const texts = [
    '',
    'STMicroelectronics',
    product,
    serialText(serial, digits),
    'ST Link',
    'ST-Link disk',
    'ST-Link VCP',
  ];
  const text = texts[index];
  return text === undefined ? undefined : stringDescriptor(text);
}

/** Twelve bytes of the unique id as characters: what many V2 and most clones send. */
function serialText(kind: NonNullable<ProbeSettings['serial']>, digits: string): string {
  if (kind === 'digits') return digits;
  const bytes = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return String.fromCharCode(...(kind === 'raw' ? bytes : bytes.slice(0, 9)));
}
