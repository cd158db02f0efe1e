// An update between two connections: one that cannot go by DFU mode offers the ST-Link that is there, and one that was killed over
// one of them is finished over the other.

import { type Ask, boardVersion, type UpdateEvent } from '@odflash/core';
import { swdProvider } from '@odflash/core/swd';
import { describe, expect, it } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { failure } from '../flash/bench.ts';
import { type BenchOptions, bench, connect, firmwareImage, readAll, run, runWith } from './bench.ts';
import { killable } from './killable.ts';

const env = { target: swdProvider() };
/** The USB cable of the board is not plugged in. */
const probeAlone: BenchOptions = { plugged: ({ probe }) => (probe ? [probe] : []) };

describe('an update that cannot go by DFU mode', () => {
  const others = { otherTargets: [swdProvider()] };
  const taking: Ask = async (question) => (question.type === 'step' ? 'done' : acceptWarnings(question));

  it.each([
    ['is a board up to v3.4', 'v3.4-48V+stlink', {}],
    ['is not on USB', 'v3.6-56V+stlink', probeAlone],
  ])('because the board %s offers the ST-Link that is there, and continues through it', async (_, profile, options) => {
    const it = bench(profile, { env: others, ...options });
    const asked: string[] = [];
    const ask: Ask = async (question) => {
      if (question.type === 'choice') asked.push(question.code);
      return taking(question);
    };
    const image = firmwareImage(it.board.profile.version.name, '0.5.5');
    const report = await run(it, { ask, image, findMs: 120_000 });
    expect(report).toMatchObject({ outcome: 'changed', via: 'stlink' });
    expect(asked).toEqual(['other-connection']);
    // No wait for a USB cable where a probe is connected.
    expect(it.clock.now()).toBeLessThan(60_000);
  });

  it('fails as before where the person does not want that, no person can be asked, or no probe is there', async () => {
    const stays: Ask = async (question) => (question.type === 'choice' ? 'stop' : taking(question));
    for (const [profile, ask] of [
      ['v3.4-48V+stlink', stays],
      ['v3.4-48V+stlink', undefined],
      ['v3.4-48V', taking],
    ] as const) {
      const it = bench(profile, { env: others });
      expect(await failure(run(it, { ask }))).toMatchObject({ code: 'unsafe-board', board: 'untouched' });
    }
  });

  it('ends in a dry run like the real run with --yes: the DC supply was not removed', async () => {
    for (const dryRun of [true, false]) {
      const it = bench('v3.4-48V+stlink', { env: others });
      const image = firmwareImage('v3.4-48V', '0.5.5');
      const error = await failure(run(it, { image, dryRun, ask: acceptWarnings }));
      expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
      expect(error.details.consent).toBe(`supply-removed=${it.board.serial}`);
    }
  });

  it('is not offered to a board that DFU mode does not harm', async () => {
    const it = bench('v3.6-56V+stlink', { env: others });
    expect(await run(it)).toMatchObject({ outcome: 'changed', via: 'dfu' });
  });

  it('offers it before a board found in DFU mode is consented to', async () => {
    const it = bench('v3.4-48V+dfu+stlink', { env: others });
    const asked: string[] = [];
    const ask: Ask = async (question) => {
      asked.push(question.type);
      return taking(question);
    };
    const image = firmwareImage('v3.4-48V', '0.5.5');
    const report = await run(it, { ask, image, board: boardVersion('v3.4-48V')! });
    expect(report).toMatchObject({ outcome: 'changed', via: 'stlink' });
    expect(asked[0]).toBe('choice');
    expect(asked).not.toContain('consent');
  });
});

describe('an update that was killed over one connection', () => {
  const paths = ['axis0.motor.config.pole_pairs', 'config.brake_resistance', 'fw_version_revision'];
  const image = firmwareImage('v3.6-56V', '0.5.6');
  const profile = 'v3.6-56V+stlink,firmware=0.5.5';
  const targets = { dfu: {}, stlink: env };

  const setUp = async (via: keyof typeof targets) => {
    const it = bench(profile, { env: targets[via] });
    await using odrive = await connect(it);
    await odrive.write('config.brake_resistance', 3);
    return it;
  };

  /** Whether the process dies at its next operation after this event. */
  const moments: Readonly<Record<string, (event: UpdateEvent) => boolean>> = {
    'before the flash is looked at': (event) => event.type === 'stage' && event.stage === 'write',
    'in the second sector': (event) => event.type === 'sector' && event.sector === 1 && event.progress === 'writing',
    'in the fifth sector': (event) => event.type === 'sector' && event.sector === 4 && event.progress === 'erasing',
    'before the configuration is restored': (event) => event.type === 'stage' && event.stage === 'restore',
  };

  it.each(
    Object.keys(moments).flatMap((moment) => [
      { first: 'dfu', second: 'stlink', moment } as const,
      { first: 'stlink', second: 'dfu', moment } as const,
    ]),
  )('over $first, $moment, is finished over $second, the configuration included', async ({ first, second, moment }) => {
    const it = await setUp(first);
    const victim = killable(it.env);
    const onEvent = (event: UpdateEvent) => {
      if (moments[moment]?.(event)) victim.doom();
    };
    const killed = run({ ...it, env: victim.env }, { image, onEvent });
    expect(await Promise.race([victim.death, killed])).toBe('dead');
    await it.clock.sleep(3_000);
    // Only a power cycle releases a chip that a dead process has halted.
    if (second === 'dfu' && it.board.running() !== 'odrive') {
      it.board.setSwitch('dfu');
      it.board.powerCycle();
    }
    await it.clock.sleep(3_000);
    const { target: _, ...onUsb } = it.env;
    const start = () => {
      it.board.setSwitch('run');
      it.board.powerCycle();
    };
    const finishing = { ...it, env: { ...onUsb, ...targets[second] } };
    const report = await runWith(finishing, { 'switch-to-run': start }, { image });
    expect(report.board).toBe('verified');
    start();
    await it.clock.sleep(2_000);
    expect(await readAll(it, paths)).toEqual([14, 3, 6]);
    expect([...it.vault.files.keys()].filter((name) => /^(update|journal|board)-/.test(name))).toEqual([]);
  });
});
