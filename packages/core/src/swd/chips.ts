// Which chip answers on SWD, by CPUID, DBGMCU_IDCODE and flash size. Pure.
// Device ids: ST's reference manuals; the revisions of the F405 are those seen in public logs.

import { type Message, message } from '../messages/message.ts';

/** What was read; `undefined` = the chip refused the access. */
export interface ChipReading {
  readonly cpuid: number;
  readonly idcode: number | undefined;
  /** In KiB. */
  readonly flashKiB: number | undefined;
}

export interface Chip {
  /** A flash size that reads 0 or is refused does not count against it (seen on an F415RG). */
  readonly isF405: boolean;
  /** What it is, as `STM32F405/407 rev Z, 1024 KiB`. */
  readonly name: Message;
}

const cortexM: ReadonlyMap<number, string> = new Map([
  [0xc20, 'Cortex-M0'],
  [0xc60, 'Cortex-M0+'],
  [0xc23, 'Cortex-M3'],
  [0xc24, 'Cortex-M4'],
  [0xc27, 'Cortex-M7'],
  [0xd20, 'Cortex-M23'],
  [0xd21, 'Cortex-M33'],
]);

const cortexM4 = 'Cortex-M4';

/** DBGMCU_IDCODE bits 11..0. */
const devices: ReadonlyMap<number, string> = new Map([
  [0x410, 'STM32F103 (medium density)'],
  [0x411, 'STM32F205/207'],
  [0x412, 'STM32F103 (low density)'],
  [0x413, 'STM32F405/407'],
  [0x414, 'STM32F103 (high density)'],
  [0x418, 'STM32F105/107'],
  [0x419, 'STM32F42x/43x'],
  [0x420, 'STM32F100'],
  [0x421, 'STM32F446'],
  [0x423, 'STM32F401xB/C'],
  [0x430, 'STM32F103 (XL density)'],
  [0x431, 'STM32F411'],
  [0x433, 'STM32F401xD/E'],
  [0x434, 'STM32F469/479'],
  [0x441, 'STM32F412'],
  [0x449, 'STM32F74x/75x'],
  [0x450, 'STM32H743'],
  [0x458, 'STM32F410'],
  [0x463, 'STM32F413/423'],
  [0x468, 'STM32G431'],
]);

const f405Id = 0x413;
/** Early F405 carry the id of the F2 (IDCODE 0x20006411 on parts of 2012). */
const f2Id = 0x411;

/** DBGMCU_IDCODE bits 31..16 of the F405, by the letter on the part. */
const f405Revisions: ReadonlyMap<number, string> = new Map([
  [0x1000, 'A'],
  [0x1001, 'Z'],
  [0x1003, 'Y'],
  [0x1007, '1'],
]);

/** Copies take over ST's device ids and give revisions of their own (GD32F103: 0x1303). ST's begin with 0x10 and 0x20. */
const stRevisions: readonly number[] = [0x10, 0x20];

const f405FlashKiB = 1024;

/** The chip behind a reading. What is not proved an STM32F405xG is not one. */
export function chipOf({ cpuid, idcode, flashKiB }: ChipReading): Chip {
  const core = cortexM.get((cpuid >>> 4) & 0xfff) ?? cpuid;
  if (idcode === undefined || idcode === 0) return { isF405: false, name: message('swd.chip-core', { core }) };
  const [device, revision] = [idcode & 0xfff, idcode >>> 16];
  const isFamily = core === cortexM4 && (device === f405Id || device === f2Id);
  const family = devices.get(isFamily ? f405Id : device) ?? device;
  const code = `0x${revision.toString(16)}`;
  if (!stRevisions.includes(revision >> 8))
    return { isF405: false, name: message('swd.chip-copy', { family, core, revision: code }) };
  if (!isFamily) return { isF405: false, name: message('swd.chip-other', { family, core }) };
  const isTold = flashKiB !== undefined && flashKiB !== 0 && flashKiB !== 0xffff;
  const revisionName = f405Revisions.get(revision) ?? code;
  return {
    isF405: !isTold || flashKiB === f405FlashKiB,
    name: message('swd.chip-f405', { family, revision: revisionName, flashKiB: isTold ? flashKiB : undefined }),
  };
}

/** The serial number ST's bootloader and ODrive's firmware make of the unique id: 12 upper-case digits. */
export function chipSerial(uniqueId: Uint8Array): string {
  const view = new DataView(uniqueId.buffer, uniqueId.byteOffset, uniqueId.byteLength);
  const sum = (view.getUint32(0, true) + view.getUint32(8, true)) >>> 0;
  const digits = (value: number, width: number) => value.toString(16).toUpperCase().padStart(width, '0');
  return digits(sum, 8) + digits(view.getUint16(6, true), 4);
}
