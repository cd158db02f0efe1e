// Settings on the command line: set, diff, what info and doctor say of what a board holds, and erase --only-config.

import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scratch } from '../command.ts';
import { odflash } from '../quick.ts';
import { configurationOf, kept } from '../running.ts';

const trip = 'config.dc_bus_overvoltage_trip_level';

/** A file of another program's making: no serial number, values as text, keys beside. */
const flat = JSON.stringify({
  'config.brake_resistance': '1.500000',
  'axis0.motor.config.pole_pairs': '15',
  'axis0.config.startup_closed_loop_control': '1',
  'fx.spring': '64',
});

describe('set', () => {
  it('needs confirmation, writes, and saves with --save', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-24V');
    const line = ['set', trip, '25', ...words, '--save'];
    expect((await odflash([...line, '--json'])).last()).toMatchObject({ code: 'not-confirmed', exit: 3 });
    const done = await odflash([...line, '--yes', '--json']);
    expect(done.last()).toMatchObject({ ok: true, outcome: 'changed', path: trip, saved: true });
    expect((await configurationOf(folder, words, 'now.json', odflash)).values.get(trip)).toBe(25);
  });

  it('shows values of an enumeration by name, as get does', async () => {
    const path = 'axis0.controller.config.control_mode';
    const words = ['set', path, 'torque_control', '--virtual', 'v3.6-56V', '--yes'];
    const { status, stderr } = await odflash(words);
    const change = `${path} CONTROL_MODE_POSITION_CONTROL (3) → CONTROL_MODE_TORQUE_CONTROL (1)`;
    expect([status, stderr.split(change).length - 1], stderr).toEqual([0, 2]);
  });

  it('refuses what this board cannot measure, and what is not a setting', async () => {
    const board = ['--virtual', 'v3.6-24V', '--yes', '--json'];
    const high = await odflash(['set', trip, '59.9', ...board]);
    expect(high.last()).toMatchObject({ code: 'config-not-restored', board: 'untouched', exit: 7 });
    const state = await odflash(['set', 'axis0.requested_state', '8', ...board]);
    expect(state.last()).toMatchObject({ code: 'axis-not-ready', board: 'untouched', exit: 3 });
  });
});

describe('a foreign file', () => {
  it('is compared by group, and the dry run of its restore ends as the restore begins', async () => {
    using folder = scratch();
    writeFileSync(folder.at('flat.json'), flat);
    const board = ['--virtual', 'v3.6-24V'];
    const diff = await odflash(['diff', folder.at('flat.json'), ...board, '--json']);
    expect(diff.status).toBe(0);
    const groups = diff.lines().filter(({ type }) => type === 'group');
    expect(groups.map(({ group }) => group)).toContain('machine');
    const restore = ['restore', folder.at('flat.json'), ...board, '--json'];
    const [dry, real] = await Promise.all([odflash([...restore, '--dry-run']), odflash(restore)]);
    expect(dry.last()).toMatchObject({ code: 'not-confirmed', exit: 3 });
    expect(real.last()).toMatchObject({ code: 'not-confirmed', exit: 3 });
    expect(dry.status).toBe(real.status);
  });

  it('with keys this firmware does not have ends the same in a dry run, and names them once', async () => {
    using folder = scratch();
    writeFileSync(folder.at('odd.json'), '{"config": {"no_such": 5, "nor_this": 6}, "axis0": {"config": {"odd": 7}}}');
    const restore = ['restore', folder.at('odd.json'), '--virtual', 'v3.6-24V', '--yes', '--json'];
    const [dry, real] = await Promise.all([odflash([...restore, '--dry-run']), odflash(restore)]);
    for (const { last } of [dry, real]) {
      expect(last()).toMatchObject({ code: 'config-not-restored', exit: 7 });
      expect(String(last()?.message).match(/no_such/g)).toHaveLength(1);
      expect(last()?.next).not.toContain('the rest is back');
    }
  });
});

it('info and doctor find no problem on a well configured board, and report its bus voltage', async () => {
  const info = await odflash(['info', '--virtual', 'v3.6-24V']);
  expect(info.status).toBe(0);
  expect(info.stdout).toMatch(/24\.0 V measured by the firmware; compare with your supply/);
});

it('erase --only-config takes a running board back to defaults, and its way back works', async () => {
  using folder = scratch();
  const words = kept(folder, 'v3.6-56V');
  const erased = await odflash(['erase', '--only-config', ...words, '--yes', '--json']);
  expect(erased.last()).toMatchObject({ ok: true, board: 'config-changed', only: 'configuration' });
  const saved = String(erased.last()?.saved);
  expect(
    (await configurationOf(folder, words, 'blank.json', odflash)).values.get('axis0.motor.config.pole_pairs'),
  ).toBe(7);
  expect((await odflash(['restore', saved, ...words, '--yes'])).status).toBe(0);
  expect((await configurationOf(folder, words, 'back.json', odflash)).values.get('axis0.motor.config.pole_pairs')).toBe(
    14,
  );
});

describe('the configuration sectors of a 56 V board on a 24 V board', () => {
  it('are skipped with --yes; with their own consent they are written, and doctor and info report what is wrong', async () => {
    using folder = scratch();
    const other = ['--virtual', 'v3.6-56V,seed=5', '--virtual-state', folder.at('other')];
    await odflash(['enter-dfu', ...other]);
    const erased = await odflash([
      'erase',
      '--only-config',
      ...other,
      '--yes',
      '--json',
      '--backup-dir',
      folder.at('u'),
    ]);
    const undo = String((erased.last()?.undo as { location?: string } | undefined)?.location);
    const words = kept(folder, 'v3.6-24V');
    await odflash(['enter-dfu', ...words]);
    const refused = await odflash(['flash', undo, ...words, '--yes', '--json', '--no-backup']);
    expect(refused.last()).toMatchObject({ code: 'not-confirmed', board: 'untouched', exit: 3 });
    const consent = String((refused.last()?.details as { consent?: string } | undefined)?.consent);
    expect(consent).toMatch(/^raw-config=/);
    const written = await odflash(['flash', undo, ...words, '--yes', '--no-backup', '--consent', consent]);
    expect(written.status, written.stderr).toBe(0);
    expect(written.stderr).toMatch(
      /Invalid settings for this board.*:\n {2}config\.dc_bus_overvoltage_trip_level 59\.92/,
    );
    expect(written.stderr).toContain(`set ${trip} 25.68 --save`);
    const doctor = await odflash(['doctor', ...words]);
    expect(doctor.status, doctor.stdout + doctor.stderr).toBe(9);
    expect(doctor.stdout).toContain(`odflash set ${trip} 25.68 --save`);
    const info = await odflash(['info', ...words]);
    expect(info.status).toBe(9);
    expect(info.stdout + info.stderr).toContain('above 36.2 V');
    expect((await odflash(['set', trip, '25.68', '--save', ...words, '--yes'])).status).toBe(0);
    expect((await odflash(['doctor', ...words])).stdout).not.toContain(trip);
  });

  it('that were written and do not run yet are reported as not checked', async () => {
    using folder = scratch();
    const words = [...kept(folder, 'v3.6-24V+dfu'), '--yes', '--json'];
    const erased = await odflash(['erase', '--only-config', ...words]);
    const undo = String((erased.last()?.undo as { location?: string } | undefined)?.location);
    const back = await odflash(['flash', undo, ...words, '--no-start']);
    expect(back.last(), back.stderr).toMatchObject({ ok: true, board: 'verified', settings: 'not-judged' });
    expect(back.stderr).toContain('odflash doctor');
    expect((await odflash(['flash', undo, ...words])).last()).not.toHaveProperty('settings');
  });
});
