// What only a person can do is asked for, and the update continues automatically once it is done: switches, supplies, cables,
// drivers. No person there: a true state, the configuration's file, and a next run that finishes.

import { boardVersion } from '@odflash/core';
import type { VirtualBoard } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { failure } from '../flash/bench.ts';
import { type Bench, bench, course, firmwareImage, readAll, refusing, run, runWith, when } from './bench.ts';

const setting = 'axis0.motor.config.pole_pairs';
const tuned = [14];

const toRun = (it: Bench) => () => {
  it.board.setSwitch('run');
  it.board.powerCycle();
};

describe('the DIP switch on DFU', () => {
  it('returns the board in DFU mode: RUN is requested, and then the configuration is restored', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const flip = when(it, 'start', (board) => board.setSwitch('dfu'));
    const report = await runWith(it, { 'switch-to-run': toRun(it) }, flip);
    expect(report).toMatchObject({ outcome: 'changed', firmware: { after: '0.5.6' }, human: [] });
    expect(await readAll(it, [setting])).toEqual(tuned);
  });

  it('that is not moved ends with the firmware verified; a later run restores the configuration', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const flip = when(it, 'start', (board) => board.setSwitch('dfu'));
    const error = await failure(run(it, flip));
    expect(error).toMatchObject({ code: 'device-did-not-return', board: 'verified', details: { dfu: true } });
    expect(inEnglish(error.text)).toMatch(/vault:odrive-config-/);
    toRun(it)();
    const report = await run(it, {});
    expect(report).toMatchObject({ resumed: true, outcome: 'unchanged', firmware: { after: '0.5.6' } });
    expect(report.flash).toMatchObject({ outcome: 'unchanged', board: 'verified' });
    expect(await readAll(it, [setting])).toEqual(tuned);
    expect([...it.vault.files.keys()].filter((name) => name.startsWith('journal-'))).toEqual([]);
  });
});

describe('a board that does not return after the flash', () => {
  it('is verified all the same; it continues when a person switches it on', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const off = when(it, 'start', (board) => it.clock.after(60, () => board.cable(false)));
    const report = await runWith(it, { 'bring-back-running': (board) => board.cable(true) }, off);
    expect(report).toMatchObject({ outcome: 'changed', firmware: { after: '0.5.6' } });
  });

  it('ends in an error that names the file otherwise; a later run finishes', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const off = when(it, 'start', (board) => it.clock.after(60, () => board.cable(false)));
    const error = await failure(run(it, off));
    expect(error).toMatchObject({ code: 'device-did-not-return', board: 'verified', exit: 6 });
    expect(inEnglish(error.text)).toMatch(/vault:odrive-config-/);
    it.board.cable(true);
    await run(it, {});
    expect(await readAll(it, [setting])).toEqual(tuned);
  });

  it('because its firmware is for another voltage, which no string in it shows', async () => {
    const it = bench('v3.6-56V');
    const image = firmwareImage('v3.6-24V', '0.5.6');
    const error = await failure(run(it, { image: { ...image, claims: { boardVersion: 'v3.6' } } }));
    expect(error).toMatchObject({ code: 'device-did-not-return', board: 'verified' });
    expect(inEnglish(error.next)).toContain('another board version');
    // The way back: DFU by the switch, the right firmware, and the configuration of before.
    it.board.setSwitch('dfu');
    it.board.powerCycle();
    const report = await runWith(it, { 'switch-to-run': toRun(it) }, { ask: refusing('choice') });
    expect(report).toMatchObject({ firmware: { after: '0.5.6' } });
    expect(await readAll(it, [setting])).toEqual(tuned);
  });
});

describe('a bootloader that does not appear', () => {
  /** Out of the socket from the moment it leaves for DFU mode. */
  const vanish = (it: Bench) =>
    when(it, 'enter-dfu', (board) => {
      const watch = it.env.bus.watch(({ type }) => {
        if (type !== 'left') return;
        board.cable(false);
        watch[Symbol.dispose]();
      });
    });

  it('is asked for; the update continues when it appears', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const report = await runWith(it, { 'find-bootloader': (board) => board.cable(true) }, vanish(it));
    expect(report).toMatchObject({ outcome: 'changed' });
  });

  it('because signals on its pins captured it, is released by the switch and a power cycle', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5,captured=1');
    const free = (board: VirtualBoard) => {
      board.setSwitch('dfu');
      board.powerCycle();
    };
    const report = await runWith(it, { 'find-bootloader': free, 'switch-to-run': toRun(it) });
    expect(report).toMatchObject({ outcome: 'changed', firmware: { after: '0.5.6' } });
    expect(course(it)).toContain('human: find-bootloader');
  });

  it('ends with nothing changed if it is not found, and says how to go back', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const error = await failure(run(it, vanish(it)));
    expect(error).toMatchObject({ code: 'device-did-not-return', board: 'untouched' });
    expect(inEnglish(error.next)).toContain('DIP switch on RUN, a power cycle starts the old firmware');
    expect(course(it)).toContain('note: not-left-back');
  });
});

describe('a board found in DFU mode', () => {
  /** In DFU mode though its switch is on RUN, as after enter-dfu. */
  function inDfu(profile: string): Bench {
    const it = bench(profile);
    it.board.enterBootloader();
    return it;
  }

  it('with a complete old firmware is started for the backup, if a person agrees', async () => {
    const it = inDfu('v3.6-56V,firmware=0.5.5');
    const report = await run(it, {});
    expect(course(it).filter((line) => !line.startsWith('note'))).toEqual([
      'find',
      'inspect-dfu',
      'boot-old-firmware',
      'inspect-running',
      'enter-dfu',
      'write',
      'start',
      'restore',
    ]);
    expect(report.configuration?.written).toBeGreaterThan(0);
    expect(await readAll(it, [setting])).toEqual(tuned);
  });

  it('keeps its configuration sectors and saves them raw, if a person declines', async () => {
    const it = inDfu('v3.6-56V,firmware=0.5.6');
    const sectors = it.board.flash.slice(0xc0000);
    const report = await run(it, {
      ask: refusing('choice'),
      image: firmwareImage('v3.6-56V', '0.5.6', 9),
    });
    expect(report).toMatchObject({ outcome: 'changed', firmware: { after: '0.5.6' } });
    expect(Buffer.from(it.board.flash.subarray(0xc0000)).equals(sectors)).toBe(true);
    const raw = [...it.vault.files].find(([name]) => name.startsWith('config-sectors-'));
    expect(Buffer.from(raw?.[1] ?? []).includes(Buffer.from(sectors.subarray(0, 8192)))).toBe(true);
    expect(course(it)).toEqual(
      expect.arrayContaining(['note: old-not-started', 'note: configuration-raw', 'note: configuration-kept']),
    );
    expect(await readAll(it, [setting])).toEqual(tuned);
  });

  it('reports that only the old firmware can read a configuration of another layout', async () => {
    const it = inDfu('v3.6-56V,firmware=0.5.5');
    const error = await failure(run(it, { ask: refusing('choice') }));
    expect(error).toMatchObject({ code: 'config-not-restored', board: 'verified' });
    expect(inEnglish(error.text)).toMatch(/only the old firmware can/);
    expect(inEnglish(error.text)).toMatch(/vault:config-sectors-/);
  });

  it('with its switch on DFU is asked to be switched; otherwise the update continues without the backup', async () => {
    const it = bench('v3.6-56V+dfu,firmware=0.5.5');
    const report = await run(it, {});
    expect(report).toMatchObject({ outcome: 'changed', human: ['switch-to-run'] });
    expect(course(it)).toEqual(expect.arrayContaining(['human: switch-to-run', 'note: configuration-raw']));
    const other = bench('v3.6-56V+dfu,firmware=0.5.5');
    const whole = await runWith(other, { 'switch-to-run': toRun(other) });
    expect(whole.configuration?.written).toBeGreaterThan(0);
  });

  it('whose old firmware hangs when it is started is asked for in DFU mode again, and updated without its help', async () => {
    const it = inDfu('v3.6-56V,firmware=0.5.5');
    it.board.flash[0x3000]! ^= 0xff;
    const report = await runWith(it, { 'bring-back-in-dfu': (board) => board.enterBootloader() }).catch(
      (error: unknown) => error,
    );
    expect(report).toMatchObject({ board: 'verified' });
    expect(course(it)).toEqual(
      expect.arrayContaining([
        'boot-old-firmware',
        'human: bring-back-in-dfu',
        'note: not-left-back',
        'note: configuration-raw',
      ]),
    );
    expect(course(it).filter((line) => line === 'boot-old-firmware')).toHaveLength(1);
  });

  it('whose old firmware hangs, and which is not reconnected, is left unchanged', async () => {
    const it = inDfu('v3.6-56V,firmware=0.5.5');
    it.board.flash[0x3000]! ^= 0xff;
    const error = await failure(run(it, {}));
    expect(error).toMatchObject({ code: 'device-did-not-return', board: 'untouched' });
  });

  it('without firmware or configuration is simply flashed and started', async () => {
    const it = bench('v3.6-56V+dfu,flash=blank');
    expect(await run(it, {})).toMatchObject({ outcome: 'changed', saved: [], human: ['switch-to-run'] });
    it.board.setSwitch('run');
    it.board.powerCycle();
    expect(await readAll(it, ['fw_version_revision'])).toEqual([6]);
  });

  it('that is not proved an ODrive needs --board', async () => {
    const it = bench('v3.6-56V+dfu,flash=blank,otp=blank');
    expect(await failure(run(it, {}))).toMatchObject({ code: 'board-unknown', board: 'untouched' });
    expect(await run(it, { board: boardVersion('v3.6-56V')! })).toMatchObject({ outcome: 'changed' });
  });
});

describe('a board that is not there', () => {
  it('is waited for', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    it.board.cable(false);
    const report = await runWith(it, { 'connect-board': (board) => board.cable(true) }, { findMs: 120_000 });
    expect(report).toMatchObject({ outcome: 'changed' });
  });

  it('ends the update after a while', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    it.board.cable(false);
    expect(await failure(run(it, {}))).toMatchObject({ code: 'no-device', board: undefined });
    expect(it.clock.now()).toBeLessThan(6_000);
  });
});
