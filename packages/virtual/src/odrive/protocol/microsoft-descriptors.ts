// The Microsoft OS 1.0 descriptors of firmware up to 0.5.1: what binds WinUSB to interface 2 on Windows. Byte for byte as
// in usbd_cdc.c, its malformed second section included.

import type { ControlSetup, DeviceAnswer } from '@odflash/core/ports';

/** bRequest, named by the last letter of string 0xEE. */
const vendorCode = 0x50;
const compatibleIdIndex = 4;
const propertiesIndex = 5;

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const wide = (text: string) => ascii(text).flatMap((code) => [code, 0]);
const u32 = (value: number) => [value & 0xff, (value >> 8) & 0xff, 0, 0];
const zeros = (count: number) => new Array<number>(count).fill(0);

/** Interface 2 wants WinUSB. */
const compatibleId = Uint8Array.of(
  ...[...u32(0x28), 0x00, 0x01, 0x04, 0x00, 0x01, ...zeros(7)],
  ...[0x02, 0x00, ...ascii('WINUSB'), ...zeros(2), ...zeros(8), ...zeros(6)],
);

/** The second section claims 62 bytes with 36 of data and has 40 with 14. */
const properties = Uint8Array.of(
  ...[...u32(0xb6), 0x00, 0x01, 0x05, 0x00, 0x02, 0x00],
  ...[...u32(0x84), ...u32(1), 0x28, 0x00, ...wide('DeviceInterfaceGUID\0')],
  ...[...u32(0x4e), ...wide('{EA0BD5C3-50F3-4888-84B4-74E50E1649DB}\0')],
  ...[...u32(0x3e), ...u32(1), 0x0c, 0x00, ...wide('Label\0'), ...u32(0x24), ...wide('ODrive\0')],
);

/** The answer to a vendor request, or `undefined` if it is another one. */
export function microsoftAnswer(setup: ControlSetup, length: number): DeviceAnswer | undefined {
  if (setup.request !== vendorCode) return undefined;
  const isFor = (requestType: number, index: number) => setup.requestType === requestType && setup.index === index;
  if (isFor(0xc0, compatibleIdIndex)) return overread(compatibleId, length);
  if (isFor(0xc1, propertiesIndex) && (setup.value & 0xff) === 0) return overread(properties, length);
  return undefined;
}

/** The firmware sends wLength bytes whatever it has: what lies behind the descriptor is taken for zeros. */
function overread(descriptor: Uint8Array, length: number): DeviceAnswer {
  const data = new Uint8Array(length);
  data.set(descriptor.subarray(0, length));
  return { status: 'ok', bytes: length, data };
}
