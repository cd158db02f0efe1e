// An update that reaches the chip at an ST-Link: the firmware is asked over USB where it is there, and runs on until the
// engine stops it at a reset.

import type { Ask, Question } from '@odflash/core';
import { swdProvider } from '@odflash/core/swd';
import { describe, expect, it } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { failure } from '../flash/bench.ts';
import {
  type Bench,
  type BenchOptions,
  bench,
  complaints,
  connect,
  course,
  firmwareImage,
  readAll,
  run,
} from './bench.ts';

const env = { target: swdProvider() };
const atProbe = (profile: string, options: BenchOptions = {}) => bench(profile, { env, ...options });
/** The USB cable of the board is not plugged in. */
const probeAlone: BenchOptions = { plugged: ({ probe }) => (probe ? [probe] : []) };

const stages = (it: Bench) => it.events.flatMap((event) => (event.type === 'stage' ? [event.stage] : []));
const notes = (it: Bench) => course(it).filter((line) => line.startsWith('note: '));
const halts = (it: Bench) =>
  it.board.recorder.violations.filter(({ rule }) => rule === 'running firmware halted in place');

const limit = 'axis0.motor.config.current_lim';

async function setLimit(it: Bench, value: number) {
  await using odrive = await connect(it);
  await odrive.write(limit, value);
}

describe('an update at an ST-Link of a board that runs', () => {
  it('saves the configuration over USB, flashes, restores it, and neither enters DFU mode nor halts it in place', async () => {
    const it = atProbe('v3.6-56V+stlink');
    await setLimit(it, 17);
    const report = await run(it, { image: firmwareImage('v3.6-56V', '0.5.5') });
    expect(report).toMatchObject({ outcome: 'changed', board: 'verified', firmware: { after: '0.5.5' } });
    expect(stages(it)).toEqual(['find', 'inspect-running', 'write', 'start', 'restore']);
    expect(await readAll(it, [limit])).toEqual([17]);
    expect(report.saved).toHaveLength(1);
    expect(halts(it)).toEqual([]);
  });

  it('does not ask about a load, because the firmware has said that its axes are idle', async () => {
    const it = atProbe('v3.6-56V+stlink');
    await run(it);
    expect(complaints(it)).not.toContain('warn axes');
  });

  it('refuses to stop an armed axis, and brings it to idle first where that was asked for', async () => {
    const it = atProbe('v3.6-56V+stlink,motor=armed');
    expect(await failure(run(it))).toMatchObject({ code: 'axis-armed', board: 'untouched' });
    expect(it.board.running()).toBe('odrive');
    const report = await run(atProbe('v3.6-56V+stlink,motor=armed'), { disarm: true });
    expect(report).toMatchObject({ outcome: 'changed' });
  });

  it('refuses an axis that was armed after it was asked, right before it would be stopped', async () => {
    const it = atProbe('v3.6-56V+stlink,startup=calibration');
    let restarts = 0;
    const ask: Ask = async (question) => {
      // A restart in between: its startup flags set the motor off.
      if (question.type === 'warnings' && restarts++ === 0) it.board.powerCycle();
      return acceptWarnings(question);
    };
    expect(await failure(run(it, { ask }))).toMatchObject({ code: 'axis-armed', board: 'untouched' });
    expect(it.board.running()).toBe('odrive');
  });

  it('plans in a dry run from the chip itself, without stopping its firmware', async () => {
    const it = atProbe('v3.6-56V+stlink');
    const report = await run(it, { dryRun: true });
    expect(report.outcome).toBe('planned');
    expect(report.flash?.plan.totals.erasedSectors).toBeGreaterThan(0);
    expect(it.board.running()).toBe('odrive');
    expect(it.board.recorder.operations).toEqual([]);
    expect(stages(it)).toEqual(['find', 'inspect-running', 'write']);
  });

  it('brings the old firmware back where it stops before the first change', async () => {
    const it = atProbe('v3.6-56V+stlink,wrp=4');
    const error = await failure(run(it));
    expect(error).toMatchObject({ code: 'write-protected', board: 'untouched' });
    expect(it.board.running()).toBe('odrive');
  });
});

describe('an update at an ST-Link of a board without USB', () => {
  it('keeps the configuration sectors, saves them raw, flashes, starts the firmware, and says that it was not asked', async () => {
    const it = atProbe('v3.6-56V+stlink', probeAlone);
    const sectors = it.board.flash.slice(0xc0000);
    const report = await run(it);
    expect(report).toMatchObject({ outcome: 'changed', board: 'verified' });
    expect(stages(it)).toEqual(['find', 'inspect-dfu', 'write', 'start']);
    expect(notes(it)).toEqual(expect.arrayContaining(['note: configuration-raw', 'note: not-seen']));
    expect(report.saved[0]).toMatch(/config-sectors-.*\.dfu$/);
    expect(Buffer.from(it.board.flash.slice(0xc0000)).equals(sectors)).toBe(true);
    expect(it.board.running()).toBe('odrive');
  });

  it('asks about a load that drops, since nothing has said that the axes are idle', async () => {
    const it = atProbe('v3.6-56V+stlink', probeAlone);
    const ask: Ask = async (question) =>
      question.type === 'warnings' && question.findings.some(({ code }) => code === 'axes')
        ? 'no'
        : acceptWarnings(question);
    expect(await failure(run(it, { ask }))).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(it.board.running()).toBe('odrive');
    expect(complaints(it)).toContain('warn axes');
  });
});

describe('a board up to v3.4 at an ST-Link', () => {
  const profile = 'v3.4-48V+stlink';
  const consent = (it: Bench) => [{ what: 'supply-removed', serial: it.board.serial }] as const;

  it('is not stopped because of --yes: its DC supply is a separate step', async () => {
    const it = atProbe(profile);
    const error = await failure(run(it));
    expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    const step = { code: 'probe.feed-low-voltage', params: { board: 'v3.4-48V' } };
    expect(error.text).toMatchObject({ code: 'update.failed', params: { failure: { code: 'asking.consent-open' } } });
    expect(error.details.danger).toMatchObject(step);
    expect(error.details.consent).toBe(`supply-removed=${it.board.serial}`);
    expect(it.board.running()).toBe('odrive');
    expect(it.board.recorder.operations).toEqual([]);
  });

  it('is updated with its configuration once the step is confirmed, before the first reset, and asked once', async () => {
    const it = atProbe(profile);
    await setLimit(it, 17);
    const asked: Question[] = [];
    const ask: Ask = async (question) => {
      if (question.type === 'step') {
        asked.push(question);
        expect(it.board.running()).toBe('odrive');
      }
      return question.type === 'step' ? 'done' : acceptWarnings(question);
    };
    const report = await run(it, { ask, image: firmwareImage('v3.4-48V', '0.5.5') });
    expect(report).toMatchObject({ outcome: 'changed', firmware: { after: '0.5.5' } });
    expect(asked).toMatchObject([{ step: 'feed-low-voltage' }]);
    expect(await readAll(it, [limit])).toEqual([17]);
    expect(halts(it)).toEqual([]);
  });

  it('that loses its power for that is found again', async () => {
    const it = atProbe(profile);
    const ask: Ask = async (question) => {
      if (question.type !== 'step') return acceptWarnings(question);
      it.board.powerCycle();
      return 'done';
    };
    const report = await run(it, { ask, image: firmwareImage('v3.4-48V', '0.5.5') });
    expect(report).toMatchObject({ outcome: 'changed', board: 'verified' });
  });

  it('needs no other consent: the step is confirmed beforehand', async () => {
    const it = atProbe(profile);
    const image = firmwareImage('v3.4-48V', '0.5.5');
    expect(await run(it, { image, consent: consent(it) })).toMatchObject({ outcome: 'changed' });
  });
});
