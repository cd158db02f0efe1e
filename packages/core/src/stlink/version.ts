// What firmware a probe has, and what that firmware can do: V2J37S7 and the like. Pure.

/** The firmware of a probe. */
export interface ProbeVersion {
  /** `V2J37S7`, `V2J40M27`, `V3J9M3`, as ST writes it. */
  readonly text: string;
  readonly generation: number;
  /** Version of the JTAG/SWD part ("Jx"), which decides what commands there are; 0 = the probe has none. */
  readonly jtag: number;
  readonly vendorId: number;
  readonly productId: number;
}

/** Product ids whose third number is the version of the mass-storage part. */
const withMassStorage: readonly number[] = [0x374a, 0x374b, 0x3752];

/** Bytes of the reply to STLINK_GET_VERSION. */
export const versionLength = 6;
/** Bytes of the reply to STLINK_APIV3_GET_VERSION_EX. */
export const extendedVersionLength = 12;

/** The reply to GET_VERSION: one big-endian half word with three numbers, then the USB ids. */
export function parseVersion(reply: Uint8Array): ProbeVersion {
  const view = new DataView(reply.buffer, reply.byteOffset, reply.byteLength);
  const packed = view.getUint16(0);
  const [generation, jtag, third] = [packed >> 12, (packed >> 6) & 0x3f, packed & 0x3f];
  const productId = view.getUint16(4, true);
  const text = `V${generation}J${jtag}${withMassStorage.includes(productId) ? 'M' : 'S'}${third}`;
  return { text, generation, jtag, vendorId: view.getUint16(2, true), productId };
}

/** The reply to the V3's own GET_VERSION_EX, one byte per number. */
export function parseExtendedVersion(reply: Uint8Array): ProbeVersion {
  const view = new DataView(reply.buffer, reply.byteOffset, reply.byteLength);
  const [generation, jtag, massStorage] = [view.getUint8(0), view.getUint8(2), view.getUint8(3)];
  const text = `V${generation}J${jtag}M${massStorage}`;
  return { text, generation, jtag, vendorId: view.getUint16(8, true), productId: view.getUint16(10, true) };
}

/** True for a probe that does not know its own firmware: `V0J8S0`, ids 0000:0000 (one that was a J-Link for a while). */
export function isBlankVersion({ generation, vendorId }: ProbeVersion): boolean {
  return generation === 0 || vendorId === 0;
}

/** What the firmware of a probe can do. */
export interface Abilities {
  /** Oldest firmware that flashes: no peer has an API below 2 on these product ids. */
  readonly debug: boolean;
  readonly voltage: boolean;
  /** How the clock of SWD is set; `fixed`: it stays at the 1.8 MHz of power-up. */
  readonly speed: 'fixed' | 'divider' | 'frequency';
  /** The status of a memory command comes with the address that failed. */
  readonly faultAddress: boolean;
  /** Registers of the debug port can be written, which clears its sticky errors. */
  readonly dapRegisters: boolean;
  readonly halfWords: boolean;
  /** An access port must be opened before it is used. */
  readonly opensPorts: boolean;
  /** Memory commands may be longer than 4 KiB and cross a 4 KiB line. */
  readonly longBlocks: boolean;
  /** Longest command of single bytes. */
  readonly byteBlock: number;
  /** SWD clocks one word of memory costs: 138 with three transactions each, about 100 where the probe pipelines them. */
  readonly clocksPerWord: number;
}

/** By version of the JTAG/SWD part; every V3 has what a V2 has at J32. */
export function abilitiesOf({ generation, jtag }: ProbeVersion): Abilities {
  const isV3 = generation >= 3;
  const from = (needed: number) => isV3 || jtag >= needed;
  return {
    debug: jtag > 0,
    voltage: from(13),
    speed: isV3 ? 'frequency' : from(22) ? 'divider' : 'fixed',
    faultAddress: from(15),
    dapRegisters: from(24),
    halfWords: from(26),
    opensPorts: from(28),
    longBlocks: from(28),
    // probe-rs found reads of more than 255 bytes failing on V3.
    byteBlock: isV3 && jtag >= 6 ? 128 : 64,
    clocksPerWord: from(28) ? 100 : 138,
  };
}
