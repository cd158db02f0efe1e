// One ST-Link at work: its mode, its clock, the buffer all replies come from, and how it reaches the chip.

import type { Clock } from '@odflash/core';
import type { RecorderInput } from '../chip/recorder.ts';
import type { Acknowledge } from '../cortex/debug-access.ts';
import { type Abilities, abilitiesOf, type ProbeModel, powerUpKHz, probeModels } from './models.ts';
import type { ProbeSettings, SwdFaultKind } from './settings.ts';
import type { ProbeTarget } from './target.ts';

/** The status byte replies begin with. */
export const statuses = {
  ok: 0x80,
  halted: 0x81,
  unknownError: 0x01,
  commandError: 0x08,
  noIdCode: 0x09,
  alignment: 0x0a,
  wait: 0x10,
  fault: 0x11,
  noAnswer: 0x12,
  parity: 0x13,
  badPort: 0x1d,
  badFrequency: 0x41,
  unknownCommand: 0x42,
} as const;

/** What GET_CURRENT_MODE says. */
type Mode = 'dfu' | 'idle' | 'debug';

export interface Session {
  readonly settings: ProbeSettings;
  readonly model: ProbeModel;
  readonly firmware: number;
  readonly abilities: Abilities;
  readonly clock: Clock;
  readonly target: ProbeTarget;
  mode: Mode;
  kHz: number;
  /** How the last memory command ended, and where. */
  lastStatus: number;
  faultAddress: number;
  /** Access ports that were opened. */
  readonly ports: Set<number>;
  /** Results of a register list. */
  list: Uint8Array;
  /** Replies are made in one buffer: where a command fails, what was there before follows its status. */
  readonly buffer: Uint8Array;
  /** A reply another program never fetched; gone after a bus reset. */
  leftOver: Uint8Array | undefined;
  /** A command it never recovers from by itself. */
  hangs: boolean;
  /** The fault of the command in hand. */
  fault: SwdFaultKind | undefined;
}

export function createSession(settings: ProbeSettings, clock: Clock, target: ProbeTarget): Session {
  const model = probeModels[settings.model];
  const firmware = settings.firmware ?? model.firmware.debug;
  const modes = { idle: 'idle', dfu: 'dfu', 'left-over': 'debug', hanging: 'idle' } as const;
  return {
    settings,
    model,
    firmware,
    abilities: abilitiesOf(model, firmware),
    clock,
    target,
    mode: modes[settings.found],
    kHz: powerUpKHz[model.generation],
    lastStatus: statuses.ok,
    faultAddress: 0,
    ports: new Set(),
    list: new Uint8Array(0),
    buffer: new Uint8Array(0x1_0000),
    leftOver: settings.found === 'left-over' ? Uint8Array.of(statuses.ok, 0) : undefined,
    hangs: settings.found === 'hanging',
    fault: undefined,
  };
}

/** Whether anything answers at the other end of SWDIO. */
export function answers({ settings, target, model, fault }: Session): boolean {
  // The level shifters of a probe with a sense pin are fed from it.
  const isFed = model.sense === 'own-supply' || settings.sense === 'wired';
  const works = isFed && settings.wires === 'right' && settings.version === 'own';
  return works && target.powered() && !target.closed() && fault !== 'silent';
}

/** Sends `clocks` clocks. */
export function spend({ target, kHz }: Session, clocks: number): void {
  target.access.time += clocks / kHz;
}

/** What of its work is still to come: the virtual chip is ahead of the clock by it. */
export async function keepPace({ target, clock }: Session): Promise<void> {
  const ahead = target.access.time - clock.now();
  if (ahead > 0) await clock.sleep(ahead);
}

/** The status an acknowledge becomes. Old firmware has one word for everything. */
export function statusOf({ abilities }: Session, { ack }: Pick<Acknowledge, 'ack'>): number {
  if (ack === 'fault' && !abilities.faultAddress) return statuses.unknownError;
  return { ok: statuses.ok, wait: statuses.wait, fault: statuses.fault, 'no-access-port': statuses.badPort }[ack];
}

/** What mode, wires and the fault of this command make of it before anything happens; `undefined` = it is carried out. */
export function faultStatus(session: Session): number | undefined {
  const { fault, mode } = session;
  if (mode !== 'debug') return statuses.commandError;
  if (fault === 'wait') return statuses.wait;
  if (fault === 'fault') return statusOf(session, { ack: 'fault' });
  return answers(session) ? undefined : statuses.noAnswer;
}

/** Makes faults of single commands come to pass. */
export function createSwdFaults({ at, lostInCode }: ProbeSettings['swd'], recorder: RecorderInput) {
  const byOrdinal = new Map<number, SwdFaultKind>();
  for (const [kind, ordinals] of Object.entries(at)) {
    for (const ordinal of ordinals) byOrdinal.set(ordinal, kind as SwdFaultKind);
  }
  let commands = 0;
  let lostSince: number | undefined;
  return (target: ProbeTarget): SwdFaultKind | undefined => {
    if (lostSince !== undefined && lostSince === target.powerLosses()) return 'silent';
    lostSince = undefined;
    const kind = byOrdinal.get(++commands) ?? (lostInCode && target.runsCode() ? 'lost' : undefined);
    if (kind === undefined) return undefined;
    recorder.faultHit(`swd-${kind}`);
    if (kind === 'reset') target.crash();
    if (kind === 'power-cut') target.powerCut();
    if (kind === 'brown-out') target.brownOut();
    if (kind !== 'lost') return kind;
    lostSince = target.powerLosses();
    return 'silent';
  };
}
