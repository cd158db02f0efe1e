// The old failure next to ours: twin boards with the same fault, odrivetool 0.4.1 at one of them, this page's engine at the other.

import type { Clock, Vault } from '@odflash/core';
import type { Question } from '@odflash/core/ask';
import { boardVersion, sectors as flashSectors, mainFlash } from '@odflash/core/board';
import type { SectorState } from '@odflash/core/update';
import { webUsbBus } from '@odflash/core/usb';
import { createVirtualBoard, factoryFirmware, memoryVault, type VirtualBoard, virtualWebUsb } from '@odflash/virtual';
import type { Engine } from '../model/context.ts';
import { createStore, type Store } from '../model/store.ts';
import type { Platform } from '../platform/platform.ts';
import { type Control, runOdrivetool, ToolError, type ToolPhase } from './odrivetool.ts';

/** The same release as the one that is flashed, so that the settings in the flash stay readable; another build of it. */
const profile = 'v3.6-56V+dfu,firmware=0.5.6';
const board = 'v3.6-56V';
const release = '0.5.6';
/** Six sectors, as the firmware of 2018 had them. */
const length = 204_812;
const seed = 2;
const bytesPerPart = 2048;

/** What goes wrong, by what a profile says for it. All of them were seen in the field, or make its messages word for word. */
export const causes = {
  'stale-abort': 'stale-abort=3',
  'later-sector': 'stale-abort=4',
  'port-reset': 'bus-reset-at=42',
  'short-block': 'short-at=41',
  'before-erase': 'stale-abort=all',
} as const;

export type CauseCode = keyof typeof causes;

/** One of the two boards. */
export interface Side {
  readonly phase?: ToolPhase | undefined;
  readonly sectors: readonly SectorState[];
  readonly end?: SideEnd | undefined;
}

/** How it ended, and how much of the firmware is on the board then. */
interface SideEnd {
  readonly isVerified: boolean;
  /** As the tool prints it. */
  readonly words?: string | undefined;
  readonly bytes: number;
}

interface ComparisonState {
  readonly cause: CauseCode;
  readonly isRunning: boolean;
  readonly theirs: Side;
  readonly ours: Side;
}

export interface Comparison {
  readonly store: Store<ComparisonState>;
  readonly total: number;
  choose(cause: CauseCode): void;
  /** Both at once. Never throws. */
  run(): Promise<void>;
}

const untouched: Side = { sectors: flashSectors.map((sector) => ({ look: 'kept', done: 0, length: sector.length })) };

export function createComparison(clock: Clock, engine: () => Promise<Engine>): Comparison {
  const store = createStore<ComparisonState>({
    cause: 'stale-abort',
    isRunning: false,
    theirs: untouched,
    ours: untouched,
  });
  const firmware = firmwareOf();
  return {
    store,
    total: firmware.length,
    choose: (cause) => {
      if (!store.value.isRunning) store.set({ cause, theirs: untouched, ours: untouched });
    },
    run: async () => {
      if (store.value.isRunning) return;
      store.set({ isRunning: true, theirs: untouched, ours: untouched });
      const twin = () => createVirtualBoard(`${profile},${causes[store.value.cause]}`, { clock });
      const change = (name: 'theirs' | 'ours') => (part: Partial<Side>) =>
        store.set({ [name]: { ...store.value[name], ...part } });
      await Promise.all([
        runTheirs(twin(), firmware, change('theirs')),
        runOurs({ board: twin(), clock, engine: await engine(), firmware, change: change('ours') }),
      ]);
      store.set({ isRunning: false });
    },
  };
}

function firmwareOf(): Uint8Array {
  const version = boardVersion(board);
  if (!version) throw new Error(`there is no board ${board}`);
  return factoryFirmware(version, seed, length, release);
}

/** Whole sectors, as the tool pads them. */
function paddedSectors(firmware: Uint8Array) {
  return flashSectors
    .filter(({ address }) => address - mainFlash.address < firmware.length)
    .map(({ address, length: size }) => {
      const data = new Uint8Array(size).fill(0xff);
      const from = address - mainFlash.address;
      data.set(firmware.subarray(from, from + size));
      return { address, data };
    });
}

async function runTheirs(twin: VirtualBoard, firmware: Uint8Array, change: (part: Partial<Side>) => void) {
  const touched = paddedSectors(firmware);
  const looks: SectorState[] = untouched.sectors.map((sector, index) => ({
    ...sector,
    look: index < touched.length ? 'waiting' : 'kept',
  }));
  const look = (index: number, name: SectorState['look']) => {
    const sector = looks[index];
    if (sector) looks[index] = { ...sector, look: name, done: sector.length };
  };
  let last: readonly [ToolPhase, number] | undefined;
  const onStep = (phase: ToolPhase, sector: number) => {
    if (last) look(last[1], afterwards[last[0]] ?? looks[last[1]]?.look ?? 'kept');
    look(sector, meanwhile[phase] ?? looks[sector]?.look ?? 'kept');
    last = [phase, sector];
    change({ phase, sectors: [...looks] });
  };
  try {
    await runOdrivetool({ control: controlOf(twin), sectors: touched, onStep });
    change({ end: { isVerified: true, bytes: heldBytes(twin, firmware) } });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    change({ end: { isVerified: false, words: error.message, bytes: heldBytes(twin, firmware) } });
  }
}

const meanwhile: Partial<Record<ToolPhase, SectorState['look']>> = {
  erase: 'erasing',
  write: 'writing',
  verify: 'verifying',
};
const afterwards: Partial<Record<ToolPhase, SectorState['look']>> = {
  erase: 'blank',
  write: 'written',
  verify: 'verified',
};

/** The requests of a tool, put to the port of the board: what the host makes of them is the fault itself. */
function controlOf(twin: VirtualBoard): Control {
  const never = new AbortController().signal;
  return async ([requestType, request, value, index], data) => {
    const [sent, wanted] = typeof data === 'number' ? [new Uint8Array(0), data] : [data, data.length];
    const { port } = twin.socket;
    if (!port) throw new ToolError('USBError: No such device');
    const setup = { requestType, request, value, index };
    return (await port.submit({ endpoint: 0, setup, data: sent, length: wanted }, never)).data;
  };
}

interface OurParts {
  readonly board: VirtualBoard;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly firmware: Uint8Array;
  readonly change: (part: Partial<Side>) => void;
}

async function runOurs({ board: twin, clock, engine, firmware, change }: OurParts): Promise<void> {
  const vault: Vault = memoryVault();
  const usb = virtualWebUsb([twin], { clock, allowed: true });
  const platform: Platform = {
    bus: webUsbBus(usb, { clock }),
    clock,
    vault,
    system: 'other',
    keepAwake: () => ({ [Symbol.dispose]: () => undefined }),
  };
  try {
    const [device] = (await platform.bus?.list()) ?? [];
    if (!device) throw new Error('the virtual board is not on the bus');
    const card = await engine.look(platform, device);
    // What a person does when asked: the switch back, before the board restarts.
    twin.setSwitch('run');
    const tracker = engine.createTracker(clock.now);
    const chosen = await engine.readFile('firmware.bin', firmware, mainFlash.address);
    const report = await engine.run(
      platform,
      card,
      { image: chosen.image, name: 'firmware.bin' },
      {
        ask: async (question) => answerTo(question),
        onEvent: (event) => {
          tracker.event(event);
          const { sectors, phase } = tracker.progress();
          const shown = phase === 'erase' || phase === 'write' || phase === 'verify' ? { phase } : {};
          change({ ...shown, sectors: sectors.map((sector) => ({ ...sector })) });
        },
      },
    );
    change({ end: { isVerified: report.board === 'verified', bytes: heldBytes(twin, firmware) } });
  } catch (error) {
    const words = engine.isFlasherError(error) ? engine.say(error.text) : String(error);
    change({ end: { isVerified: false, words, bytes: heldBytes(twin, firmware) } });
  }
}

/** What a person says who wants the firmware flashed, on a board whose configuration does not matter. */
function answerTo(question: Question): string | undefined {
  if (question.type === 'choice') return question.options.find(({ code }) => code === 'skip')?.code;
  return question.type === 'warnings' ? 'yes' : question.type === 'step' ? 'done' : undefined;
}

/** Bytes of the firmware that are on the board, in parts as the tool writes them. */
function heldBytes({ flash }: VirtualBoard, firmware: Uint8Array): number {
  let held = 0;
  for (let at = 0; at < firmware.length; at += bytesPerPart) {
    const part = firmware.subarray(at, at + bytesPerPart);
    if (part.every((byte, index) => flash[at + index] === byte)) held += part.length;
  }
  return held;
}
