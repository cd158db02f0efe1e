// The debug access port behind the two SWD wires (ADIv5): DP registers, one AHB-AP, acknowledges, sticky errors. An access
// to a busy flash is answered WAIT; one that fails is a FAULT until the error is cleared.

import type { Bus } from '../chip/bus.ts';
import type { Core } from './core.ts';
import type { Width } from './cpu.ts';
import { BusError } from './faults.ts';

/** What the probe sends. */
export interface Acknowledge {
  readonly ack: 'ok' | 'wait' | 'fault' | 'no-access-port';
  readonly value: number;
}

export interface DebugAccess {
  /** The moment of the next access, in ms; later after one that had to wait. */
  time: number;
  /** The address of the last access that failed. */
  readonly faultAddress: number;
  /** Whether a debugger reached the memory since power-on. */
  connected(): boolean;
  readPort(register: number): Acknowledge;
  writePort(register: number, value: number): Acknowledge;
  readAccess(port: number, register: number): Acknowledge;
  writeAccess(port: number, register: number, value: number): Acknowledge;
  /** One access of the AHB-AP, without its registers in between. */
  load(address: number, width: Width): Acknowledge;
  store(address: number, width: Width, value: number): Acknowledge;
  /** ABORT: the sticky flags are cleared. */
  clearErrors(): void;
  powerLost(): void;
}

/** How long a probe repeats an access that is answered WAIT before it gives up. Assumed. */
const patienceMs = 5;

const identity = { debugPort: 0x2ba0_1477, accessPort: 0x2477_0011, romTable: 0xe00f_f003 } as const;
const port = { identity: 0x0, control: 0x4, select: 0x8, buffer: 0xc } as const;
const access = {
  control: 0x00,
  address: 0x04,
  data: 0x0c,
  banked: 0x10,
  configuration: 0xf4,
  base: 0xf8,
  identity: 0xfc,
};

const stickyError = 0x20;
const stickyClear = 0x1e;
/** CDBGPWRUPREQ, CSYSPWRUPREQ; each acknowledge is the bit above. */
const powerRequests = 0x5000_0000;
const deviceEnabled = 0x40;

const ok = (value = 0): Acknowledge => ({ ack: 'ok', value: value >>> 0 });
const refused = (ack: Exclude<Acknowledge['ack'], 'ok'>): Acknowledge => ({ ack, value: 0 });

export function createDebugAccess(bus: Bus, core: Core): DebugAccess {
  let [requests, select, buffer, isSticky] = [0, 0, 0, false];
  let [csw, tar] = [0x2300_0042, 0];
  let isConnected = false;

  const perform = (address: number, isWrite: boolean, work: () => number): Acknowledge => {
    if (isSticky) return refused('fault');
    isConnected = true;
    core.advance(self.time);
    bus.time = self.time;
    try {
      // An address that no bus decodes faults here already.
      const wait = bus.wait(address, isWrite);
      if (wait > patienceMs) {
        self.time += patienceMs;
        faultAddress = address;
        return refused('wait');
      }
      const value = work();
      return ok(value);
    } catch (thrown) {
      if (!(thrown instanceof BusError)) throw thrown;
      isSticky = true;
      faultAddress = address;
      return refused('fault');
    } finally {
      self.time = Math.max(self.time, bus.time);
    }
  };
  let faultAddress = 0;
  const load = (address: number, width: Width) => perform(address, false, () => bus.read(address, width));
  const store = (address: number, width: Width, value: number) =>
    perform(address, true, () => {
      bus.write(address, width, value);
      return 0;
    });
  const width = (): Width => ([1, 2, 4] as const)[csw & 7] ?? 4;
  /** Address and lane of a transfer through DRW; TAR moves on if CSW says so. */
  const through = (transfer: (address: number, lane: number) => Acknowledge): Acknowledge => {
    const answer = transfer(tar, 8 * (tar & 3));
    if (answer.ack === 'ok' && (csw & 0x30) !== 0) tar = (tar + width()) >>> 0;
    return answer;
  };
  const readers: Readonly<Record<number, () => Acknowledge>> = {
    [access.control]: () => ok((csw & ~deviceEnabled) | deviceEnabled),
    [access.address]: () => ok(tar),
    [access.data]: () =>
      through((address, lane) => {
        const { ack, value } = load(address, width());
        return { ack, value: (value << lane) >>> 0 };
      }),
    [access.configuration]: () => ok(0),
    [access.base]: () => ok(identity.romTable),
    [access.identity]: () => ok(identity.accessPort),
  };
  const writers: Readonly<Record<number, (value: number) => Acknowledge>> = {
    [access.control]: (value) => {
      csw = value;
      return ok();
    },
    [access.address]: (value) => {
      tar = value;
      return ok();
    },
    [access.data]: (value) => through((address, lane) => store(address, width(), value >>> lane)),
  };
  const isBanked = (register: number) => register >= access.banked && register < access.banked + 16;
  const self: DebugAccess = {
    time: 0,
    get faultAddress() {
      return faultAddress;
    },
    connected: () => isConnected,
    readPort: (register) => {
      if (register === port.identity) return ok(identity.debugPort);
      if (register === port.control) return ok(requests | (requests << 1) | (isSticky ? stickyError : 0));
      return ok(register === port.buffer ? buffer : select);
    },
    writePort: (register, value) => {
      if (register === port.identity && (value & stickyClear) !== 0) isSticky = false;
      if (register === port.control) requests = value & powerRequests;
      if (register === port.select) select = value;
      return ok();
    },
    readAccess: (number, register) => {
      // An access port that is not there reads as zeros.
      if (number !== 0) return register === access.identity ? ok(0) : refused('no-access-port');
      if (isSticky) return refused('fault');
      const answer = isBanked(register)
        ? load(((tar & ~15) | (register & 15)) >>> 0, 4)
        : (readers[register]?.() ?? ok(0));
      if (answer.ack === 'ok') buffer = answer.value;
      return answer;
    },
    writeAccess: (number, register, value) => {
      if (number !== 0) return refused('no-access-port');
      if (isSticky) return refused('fault');
      if (isBanked(register)) return store(((tar & ~15) | (register & 15)) >>> 0, 4, value);
      return writers[register]?.(value) ?? ok();
    },
    load,
    store,
    clearErrors: () => {
      isSticky = false;
    },
    powerLost: () => {
      [requests, select, buffer, isSticky] = [0, 0, 0, false];
      isConnected = false;
    },
  };
  return self;
}
