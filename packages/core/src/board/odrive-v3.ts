// ODrive v3 boards as data: versions, OTP record, USB ids, where the configuration lives. No I/O.

import { endOf, type Range } from '../bytes.ts';
import { mainFlash, type Sector, sectors } from './stm32f405.ts';

/** Nominal supply voltage of a board, in V. */
export type Voltage = 24 | 48 | 56;

/**
 * A board version as printed on the board and burnt into OTP. `voltage` in V; absent for v3.1 to v3.3, and where it
 * is unknown.
 */
export interface BoardVersion {
  /** `v3.6-56V` style. */
  readonly name: string;
  readonly major: number;
  readonly minor: number;
  readonly voltage?: Voltage | undefined;
}

/** Every v3 board that was sold. */
export const boardVersions: readonly BoardVersion[] = [
  { name: 'v3.1', major: 3, minor: 1 },
  { name: 'v3.2', major: 3, minor: 2 },
  { name: 'v3.3', major: 3, minor: 3 },
  { name: 'v3.4-24V', major: 3, minor: 4, voltage: 24 },
  { name: 'v3.4-48V', major: 3, minor: 4, voltage: 48 },
  { name: 'v3.5-24V', major: 3, minor: 5, voltage: 24 },
  { name: 'v3.5-48V', major: 3, minor: 5, voltage: 48 },
  { name: 'v3.6-24V', major: 3, minor: 6, voltage: 24 },
  { name: 'v3.6-56V', major: 3, minor: 6, voltage: 56 },
];

/** How a board is named whose voltage is unknown: old firmware and people say `v3.6`. */
const boardFamilies: readonly BoardVersion[] = boardVersions
  .filter(({ voltage }) => voltage !== undefined)
  .map(({ major, minor }) => ({ name: `v${major}.${minor}`, major, minor }));

/** The board that was sold under that name, in any letter case, or `undefined`. */
export function boardVersion(name: string): BoardVersion | undefined {
  return named(boardVersions, name);
}

/** What a person says of a board: the same, or a version without its voltage (`v3.6`), which then is unknown. */
export function readBoardVersion(name: string): BoardVersion | undefined {
  return boardVersion(name) ?? named(boardFamilies, name);
}

function named(versions: readonly BoardVersion[], name: string): BoardVersion | undefined {
  return versions.find((version) => version.name.toLowerCase() === name.toLowerCase());
}

/** Whether both can be said of one board. An unknown voltage contradicts none. */
export function canBeSameBoard(a: BoardVersion, b: BoardVersion): boolean {
  const told = a.voltage !== undefined && b.voltage !== undefined;
  return a.major === b.major && a.minor === b.minor && (!told || a.voltage === b.voltage);
}

/** The voltage the board was made for, in V: 24 where its name has none. */
export function nominalVoltage({ voltage = 24 }: BoardVersion): Voltage {
  return voltage;
}

/**
 * Up to v3.4 the ROM's pull-ups on PB10/PB11 switch on both brake-resistor FETs: a short across the DC bus (AN2606
 * lists the pins; v3.5 added pull-downs).
 */
export function unsafeInDfu(version: BoardVersion): boolean {
  return version.major < 3 || (version.major === 3 && version.minor <= 4);
}

/** idVendor and idProduct. */
export interface UsbId {
  readonly vendorId: number;
  readonly productId: number;
}

/** USB ids: the STM32 ROM (of every STM32!) and the ODrive's own firmware. */
export const usbIds: { readonly rom: UsbId; readonly runtime: readonly UsbId[] } = {
  rom: { vendorId: 0x0483, productId: 0xdf11 },
  runtime: [0x0d31, 0x0d32, 0x0d33].map((productId) => ({ vendorId: 0x1209, productId })),
};

/** Sectors 10 and 11 hold the configuration (the firmware's NVM); they are not part of any firmware image. */
export const configurationSectors: readonly Sector[] = sectors.slice(10);

/** Whether the firmware keeps its configuration in the sector of that index (10 and 11). */
export function isConfigurationSector(index: number): boolean {
  return configurationSectors.some((sector) => sector.index === index);
}

/** Sectors the firmware may use: 0 to 9, 768 KiB. */
export const firmwareSectors: readonly Sector[] = sectors.slice(0, 10);

/** Both as one range of addresses each. */
export const firmwareRange: Range = { address: mainFlash.address, length: 768 * 1024 };
/** The flash of sectors 10 and 11: 256 KiB from 0x080C0000. */
export const configurationRange: Range = {
  address: endOf(firmwareRange),
  length: endOf(mainFlash) - endOf(firmwareRange),
};

/** What the 512 OTP bytes say. */
export type OtpRecord =
  | { readonly kind: 'odrive'; readonly version: BoardVersion }
  | { readonly kind: 'blank' }
  | { readonly kind: 'foreign' };

const marker = 0xfe;

/**
 * Decodes the ODrive record in OTP: block 0 if it starts with 0xFE, else block 1 if block 0 was invalidated with 0x00.
 * A record counts only with vendor and product `01 01`.
 */
export function decodeOtp(otp: Uint8Array): OtpRecord {
  if (otp.length >= 32 && otp.subarray(0, 32).every((byte) => byte === 0xff)) return { kind: 'blank' };
  const offset = otp[0] === marker ? 0 : otp[0] === 0x00 && otp[16] === marker ? 16 : -1;
  if (offset < 0 || otp[offset + 1] !== 1 || otp[offset + 2] !== 1) return { kind: 'foreign' };
  const version = boardVersions.find(
    (candidate) =>
      candidate.major === otp[offset + 3] &&
      candidate.minor === otp[offset + 4] &&
      (candidate.voltage === undefined || candidate.voltage === otp[offset + 5]),
  );
  return version ? { kind: 'odrive', version } : { kind: 'foreign' };
}

/** The OTP bytes a board of that version carries: 512 bytes, block 0 written, the rest blank. */
export function encodeOtp(version: BoardVersion): Uint8Array {
  const otp = new Uint8Array(512).fill(0xff);
  otp.set([marker, 1, 1, version.major, version.minor, version.voltage ?? 0]);
  return otp;
}
