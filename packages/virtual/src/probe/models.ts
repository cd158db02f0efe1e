// The ST-Link probes as data: USB identity, firmware, what its SWD engine takes for a word. Sources: listings and logs of
// real probes (stlink issue 7, RIOT 5721, probe-rs 300, 1270 and 1339, STMicroelectronics/OpenOCD issue 9).

export interface ProbeModel {
  readonly productId: number;
  readonly product: string;
  readonly generation: 2 | 3;
  readonly speed: 'full' | 'high';
  /** Endpoint addresses of the debug interface. */
  readonly endpoints: { readonly in: number; readonly out: number; readonly trace: number };
  /** The numbers behind J and behind S or M. */
  readonly firmware: { readonly debug: number; readonly other: number };
  /** What else the USB device is, beside the debug interface. */
  readonly extras: readonly ('disk' | 'serial')[];
  readonly configurationString: number;
  /** bMaxPower, in steps of 2 mA. */
  readonly maxPower: number;
  /** What "target voltage" is measured at: a pin to be wired to the board, or the probe's own supply. */
  readonly sense: 'pin' | 'own-supply';
  /** How its serial number comes: 24 digits, or 12 raw bytes. */
  readonly serial: 'digits' | 'raw';
  /** What ENTER takes: 114 ms on a V3J9; on a V2 assumed. */
  readonly enterMs: number;
}

const onBoard = { in: 0x81, out: 0x01, trace: 0x82 } as const;
const dongle = { in: 0x81, out: 0x02, trace: 0x83 } as const;

const v2: ProbeModel = {
  productId: 0x3748,
  product: 'STM32 STLink',
  generation: 2,
  speed: 'full',
  endpoints: dongle,
  firmware: { debug: 37, other: 7 },
  extras: [],
  configurationString: 0,
  maxPower: 50,
  sense: 'pin',
  serial: 'digits',
  enterMs: 20,
};

const v3: ProbeModel = {
  productId: 0x374e,
  product: 'STLINK-V3',
  generation: 3,
  speed: 'high',
  endpoints: onBoard,
  firmware: { debug: 9, other: 3 },
  extras: ['disk', 'serial'],
  configurationString: 4,
  maxPower: 250,
  sense: 'pin',
  serial: 'digits',
  enterMs: 114,
};

export type ProbeModelName = 'v2' | 'v2-clone' | 'v2-1' | 'v3' | 'v3-no-disk' | 'v3-loader';

export const probeModels: Readonly<Record<ProbeModelName, ProbeModel>> = {
  v2,
  'v2-clone': { ...v2, firmware: { debug: 17, other: 4 }, sense: 'own-supply', serial: 'raw' },
  'v2-1': {
    ...v2,
    productId: 0x374b,
    product: 'STM32 STLink',
    endpoints: onBoard,
    firmware: { debug: 40, other: 27 },
    extras: ['disk', 'serial'],
    maxPower: 200,
  },
  v3,
  'v3-no-disk': { ...v3, productId: 0x3754, extras: ['serial'] },
  /** Waits for new firmware; what it takes for that is not modelled. */
  'v3-loader': { ...v3, productId: 0x374d, product: 'STLINK-V3-loader', extras: [] },
};

/** What a firmware can do, by the number behind J. */
export interface Abilities {
  readonly voltage: boolean;
  readonly faultAddress: boolean;
  /** Commands for the clock: a divider (V2), a frequency (V3). */
  readonly divider: boolean;
  readonly accessPorts: boolean;
  readonly halfWords: boolean;
  readonly opensPorts: boolean;
  readonly registerLists: boolean;
  /** Longest command of single bytes: writes, reads. */
  readonly maxBytes: { readonly write: number; readonly read: number };
  /** Items of one register list. */
  readonly maxList: number;
  /** SWD clocks per word of memory: 138 with three transactions each, 101 measured at J46. */
  readonly clocksPerWord: number;
}

export function abilitiesOf({ generation }: ProbeModel, firmware: number): Abilities {
  const isV3 = generation === 3;
  const from = (v2From: number, v3From = 0) => firmware >= (isV3 ? v3From : v2From);
  return {
    voltage: from(13),
    faultAddress: from(15),
    divider: !isV3 && from(22),
    accessPorts: from(24),
    halfWords: from(26),
    opensPorts: from(28),
    registerLists: from(32, 2),
    // A V3 was found to fail reads of more than 255 bytes that way (probe-rs).
    maxBytes: isV3 && from(0, 6) ? { write: 512, read: 255 } : { write: 64, read: 64 },
    maxList: isV3 ? 1227 : 64,
    clocksPerWord: from(24) ? 100 : 138,
  };
}

/** SWD_SET_FREQ's dividers and what they make, in kHz. */
export const dividerKHz: ReadonlyMap<number, number> = new Map([
  [0, 4000],
  [1, 1800],
  [2, 1200],
  [3, 950],
  [5, 650],
  [7, 480],
  [9, 400],
  [10, 360],
  [15, 240],
  [25, 150],
  [31, 125],
  [40, 100],
  [79, 50],
  [158, 25],
  [265, 15],
  [798, 5],
]);

/** The frequencies of a V3, in kHz, for SWD and JTAG. */
export const frequenciesKHz: readonly number[] = [24_000, 8_000, 3_300, 1_000, 200, 50, 5];

export const powerUpKHz = { 2: 1_800, 3: 1_000 } as const;
