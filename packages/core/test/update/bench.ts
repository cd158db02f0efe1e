// A workbench for updates: a virtual board on its bus, firmware of its own kind, a vault in memory, and a person who may
// or may not be there.

import {
  type Ask,
  boardVersion,
  type Finding,
  type MemoryImage,
  type Question,
  readImage,
  type UpdateEnv,
  type UpdateEvent,
  type UpdateReport,
  type UpdateRequest,
  type UsbBus,
  update,
} from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';
import { connectOdrive, type OdriveDevice, openUsbChannel, type PropertyValue } from '@odflash/core/odrive';
import type { Stage } from '@odflash/core/update';
import {
  createVirtualBoard,
  factoryFirmware,
  type HostName,
  type Plugged,
  type VirtualBoard,
  type VirtualClock,
  virtualBus,
  virtualClock,
} from '@odflash/virtual';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { type MemoryVault, memoryVault } from '../flash/bench.ts';

export interface Bench {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  readonly vault: MemoryVault;
  readonly env: UpdateEnv;
  readonly events: UpdateEvent[];
}

export interface BenchOptions {
  readonly host?: HostName;
  readonly vault?: MemoryVault;
  readonly env?: Partial<UpdateEnv>;
  /** What of it is on the bus; default: it and its probe. */
  readonly plugged?: (board: VirtualBoard) => readonly Plugged[];
}

/** Descriptors every test may start from: fetching one takes 900 round trips. */
const known = new Map<string, Uint8Array>();

export function bench(profile: string, options: BenchOptions = {}): Bench {
  const { host = 'linux', vault = memoryVault() } = options;
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const bus = virtualBus(options.plugged?.(board) ?? (board.probe ? [board, board.probe] : [board]), { clock, host });
  for (const [name, bytes] of known) vault.files.set(name, bytes);
  return { clock, board, vault, env: { bus, clock, vault, ...options.env }, events: [] };
}

/** Long enough for the descriptor that firmware 0.5 carries, short enough for many tests. */
const defaultLength = 80 * 1024;

/** A firmware of that release, as a file would be read. */
export function firmwareImage(version: string, release: string, seed = 7, length: number = defaultLength): MemoryImage {
  return readImage(factoryFirmware(boardVersion(version)!, seed, length, release));
}

export type RunSpec = Partial<UpdateRequest> & { readonly image?: MemoryImage };

/** Runs an update; keeps the events. */
export async function run(it: Bench, { image, ...spec }: RunSpec = {}): Promise<UpdateReport> {
  const chosen = image ?? firmwareImage(it.board.profile.version.name, '0.5.6');
  try {
    return await update(it.env, {
      firmware: { image: chosen, name: 'firmware.hex' },
      ask: acceptWarnings,
      onEvent: (event) => it.events.push(event),
      ...spec,
    });
  } finally {
    for (const [name, bytes] of it.vault.files) if (name.startsWith('descriptor-')) known.set(name, bytes);
  }
}

/** What a person does when asked to; a minute after, as people do. */
export type Person = Partial<Record<string, (board: VirtualBoard) => void>>;

const personMs = 60_000;

/** Runs an update beside a person who acts on human steps. */
export function runWith(it: Bench, person: Person, spec: RunSpec = {}): Promise<UpdateReport> {
  const onEvent = (event: UpdateEvent) => {
    it.events.push(event);
    const act = event.type === 'human' ? person[event.step] : undefined;
    if (act) it.clock.after(personMs, () => act(it.board));
    spec.onEvent?.(event);
  };
  return run(it, { ...spec, onEvent });
}

/** Does something to the board when a stage begins. */
export function when(it: Bench, stage: Stage, act: (board: VirtualBoard) => void): Pick<UpdateRequest, 'onEvent'> {
  let done = false;
  return {
    onEvent: (event) => {
      it.events.push(event);
      if (event.type !== 'stage' || event.stage !== stage || done) return;
      done = true;
      act(it.board);
    },
  };
}

/** Everything the preflight told. */
export function findings(it: Bench): Finding[] {
  return it.events.flatMap((event) => (event.type === 'findings' ? event.findings : []));
}

/** The warnings and stops that were told, by code. */
export function complaints(it: Bench): string[] {
  return findings(it)
    .filter(({ level }) => level !== 'ok')
    .map(({ level, code }) => `${level} ${code}`);
}

/** A person who answers some questions with no. */
export function refusing(no: Question['type']): Ask {
  return async (question) =>
    question.type !== no ? acceptWarnings(question) : question.type === 'choice' ? question.default : 'no';
}

/** The running board, asked by the test itself. */
export async function connect(it: Bench): Promise<OdriveDevice> {
  for (let waited = 0; waited < 10_000; waited += 100) {
    const device = (await it.env.bus.list()).find((info) => classifyDevice(info) === 'runtime');
    if (device) {
      const channel = await openUsbChannel(() => it.env.bus.open(device));
      return connectOdrive(channel, { clock: it.clock, vault: it.vault });
    }
    await it.clock.sleep(100);
  }
  throw new Error('no running board on the bus');
}

export async function readAll(it: Bench, paths: readonly string[]): Promise<PropertyValue[]> {
  await using odrive = await connect(it);
  const values: PropertyValue[] = [];
  for (const path of paths) values.push(await odrive.read(path));
  return values;
}

/** Texts of notes and human steps, and stages, in order. */
export function course(it: Bench): string[] {
  return it.events.flatMap((event) => {
    if (event.type === 'stage') return [event.stage];
    if (event.type === 'human') return [`human: ${event.step}`];
    if (event.type === 'note') return [`note: ${event.code}`];
    return [];
  });
}

/** The same board in another socket. */
export function moved(bus: UsbBus, path: string): UsbBus {
  return {
    list: async () => (await bus.list()).map((device) => ({ ...device, path })),
    open: (device) => bus.open({ ...device, path: '1-1' }),
    watch: (listener) => bus.watch((event) => listener({ ...event, device: { ...event.device, path } })),
  };
}
