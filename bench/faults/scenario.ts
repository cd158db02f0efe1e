// What one run is: drawn from its seed alone, told in one line.

import type { HostName } from '@odflash/virtual';
import { drawBoard, drawHost } from './boards.ts';
import { type Chance, chanceOf, type RunSeed } from './chance.ts';
import type { DeedChoice } from './deeds.ts';
import { type Blow, type FaultKind, faultKinds } from './fault-kinds.ts';
import { firmwareCount, type Start, shapes, starts, updateShapes } from './firmware.ts';
import { oldReleases } from './odrive-firmware.ts';

/** One time the command is run, and what befalls it. */
export interface Attempt {
  readonly deed: DeedChoice;
  readonly kinds: readonly FaultKind[];
  /** Somebody sets the switch to RUN afterwards and looks whether the board starts. */
  readonly triesToStart: boolean;
}

/** A board that is found running. */
interface Running {
  /** Of its firmware. */
  readonly release: string;
  /** Somebody does what is asked for. */
  readonly attended: boolean;
  /** Wires on its pins keep the bootloader from USB the first time. */
  readonly captured: boolean;
  /** The descriptors of old and new firmware are on the disk already. */
  readonly known: boolean;
}

export interface Scenario {
  readonly seed: RunSeed;
  /** Profile text without a seed. */
  readonly board: string;
  readonly host: HostName;
  /** Who else is on the bus. */
  readonly bystander: 'nobody' | 'another board' | 'a clone';
  readonly start: Start;
  /** Number of the firmware that is there. */
  readonly before: number;
  readonly backup: boolean;
  readonly x32?: boolean;
  /** Of an update. */
  readonly running?: Running;
  /** Which transfers faults count. */
  readonly counted: 'class' | 'all';
  readonly attempts: readonly Attempt[];
}

const deeds = [
  { name: 'flash', weight: 94 },
  { name: 'verify', weight: 3 },
  { name: 'read', weight: 3 },
  { name: 'erase', weight: 0.5 },
] as const;

const attemptCounts = [
  { count: 1, weight: 8 },
  { count: 2, weight: 2 },
];

const faultCounts = [
  { count: 1, weight: 12 },
  { count: 2, weight: 5 },
  { count: 3, weight: 3 },
];

/** One run in so many is an update. */
const updates = 20;

export function drawScenario(seed: RunSeed): Scenario {
  const chance = chanceOf(seed, 'scenario');
  const isUpdate = chance.oneIn(updates);
  const board = drawBoard(chance, isUpdate);
  const host = drawHost(chance);
  const bystander = chance.weighted([
    { who: 'nobody', weight: 18 },
    { who: 'another board', weight: 1 },
    { who: 'a clone', weight: 1 },
  ] as const).who;
  const { start } = chance.weighted(starts);
  const before = chance.below(firmwareCount);
  const x32 = chance.weighted([{ weight: 4 }, { x32: true, weight: 1 }, { x32: false, weight: 1 }]).x32;
  const { count } = chance.weighted(attemptCounts);
  const draw = isUpdate ? drawUpdate : drawDeed;
  const first = draw(chance, before);
  return {
    seed,
    board,
    host,
    bystander: isUpdate ? 'nobody' : bystander,
    start,
    before,
    ...(isUpdate && { running: drawRunning(chance) }),
    backup: !chance.oneIn(6),
    ...(x32 !== undefined && { x32 }),
    counted: chance.oneIn(3) ? 'all' : 'class',
    attempts: Array.from({ length: count }, (_, index) => ({
      deed: index === 0 || !chance.oneIn(3) ? first : draw(chance, before),
      kinds: drawKinds(chance),
      triesToStart: chance.oneIn(4),
    })),
  };
}

function drawDeed(chance: Chance, before: number): DeedChoice {
  const firmware = (before + 1 + chance.below(firmwareCount - 1)) % firmwareCount;
  return { name: chance.weighted(deeds).name, shape: chance.weighted(shapes), firmware };
}

function drawUpdate(chance: Chance): DeedChoice {
  return { name: 'update', shape: chance.weighted(updateShapes), firmware: 100 + chance.below(firmwareCount) };
}

function drawRunning(chance: Chance): Running {
  const attended = chance.coin();
  const captured = attended && chance.oneIn(8);
  return { release: chance.pick(oldReleases), attended, captured, known: !chance.oneIn(6) };
}

function drawKinds(chance: Chance): readonly FaultKind[] {
  const { count } = chance.weighted(faultCounts);
  const kinds = Array.from({ length: count }, () => chance.weighted(faultKinds));
  return kinds.filter((kind, index) => kinds.indexOf(kind) === index);
}

export function seedText({ campaign, run }: RunSeed): string {
  return `${campaign}:${run}`;
}

/** `7:1234` */
export function parseSeed(text: string): RunSeed | undefined {
  const [, campaign, run] = /^(\d{1,6}):(\d{1,9})$/.exec(text) ?? [];
  return campaign === undefined ? undefined : { campaign: Number(campaign), run: Number(run) };
}

export function tell(scenario: Scenario): string {
  const { board, host, bystander, start, backup, x32, counted, running } = scenario;
  const holding = running
    ? `running ${running.release}${running.attended ? ', attended' : ''}${running.captured ? ', captured' : ''}`
    : `holding ${start}`;
  const options = [backup ? '' : 'no backup', x32 === undefined ? '' : x32 ? 'x32' : 'x8'].filter(Boolean);
  const company = bystander === 'nobody' ? [] : [`beside ${bystander}`];
  return [`${board} on ${host}`, ...company, holding, ...options, `counting ${counted}`].join(', ');
}

export function tellAttempt({ deed, kinds }: Attempt, blows: readonly Blow[]): string {
  const where = blows.map(tellBlow).join(' ');
  return `${deed.name} "${deed.shape.name}" with ${kinds.map(({ name }) => name).join(' + ')} [${where}]`;
}

function tellBlow(blow: Blow): string {
  if (blow.what === 'knob') return `${blow.name}=${blow.value}`;
  if (blow.what === 'kill') return `kill@${blow.action}${blow.arrives ? '' : '-unsent'}`;
  if (blow.what === 'cancel') return `cancel@${blow.action}`;
  return blow.what === 'disk-full' ? `disk-full@${blow.file}` : `back-after=${blow.afterMs}`;
}
