// A process killed at any moment of an update and started again finishes it, the configuration included, even what was
// set and never saved. Nothing is left behind but the backups.

import type { Stage } from '@odflash/core/update';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../../../test/support/in-english.ts';
import { type Bench, bench, connect, course, firmwareImage, moved, readAll, run } from '../bench.ts';
import { type Killable, killable } from '../killable.ts';

const paths = ['axis0.motor.config.pole_pairs', 'config.brake_resistance', 'fw_version_revision'];
const expected = [14, 3, 6];

/** A board that is set up, with one setting that is not saved. */
async function setUp(profile: string): Promise<Bench> {
  const it = bench(profile);
  await using odrive = await connect(it);
  await odrive.write('config.brake_resistance', 3);
  return it;
}

/** Does something once, when a stage begins for the first time. */
function onStage(it: Bench, stage: Stage, act: () => void): void {
  const { push } = it.events;
  it.events.push = (event) => {
    if (event.type === 'stage' && event.stage === stage) {
      it.events.push = push;
      act();
    }
    return push.call(it.events, event);
  };
}

/** Runs an update until it dies, then again; everything must be as if nothing had happened. */
async function surviveDeath(it: Bench, { env, death }: Killable, when: string): Promise<void> {
  const image = firmwareImage('v3.6-56V', '0.5.6');
  const ended = await Promise.race([death, run({ ...it, env }, { image })]);
  expect(ended, when).toBe('dead');
  await it.clock.sleep(3_000);
  const report = await run(it, { image });
  expect(report.board, when).toBe('verified');
  const [segment] = image.segments;
  expect(Buffer.from(it.board.flash.subarray(0, segment!.data.length)).equals(segment!.data), when).toBe(true);
  // Only what was saved is there after that.
  it.board.powerCycle();
  await it.clock.sleep(2_000);
  expect(await readAll(it, paths), when).toEqual(expected);
  const left = [...it.vault.files.keys()].filter((name) => /^(update|journal)-/.test(name));
  expect(left, when).toEqual([]);
}

/** An update whose process dies once a sector is written and verified. */
async function dieWhileWriting(it: Bench): Promise<void> {
  const victim = killable(it.env);
  const { push } = it.events;
  it.events.push = (event) => {
    if (event.type === 'sector' && event.progress === 'verified') victim.doom();
    return push.call(it.events, event);
  };
  await Promise.race([victim.death, run({ ...it, env: victim.env })]);
  it.events.push = push;
}

describe('an update that is killed', () => {
  it.each(['inspect-running', 'enter-dfu', 'write', 'start', 'restore'] as const)(
    'in stage %s is finished by the next',
    async (stage) => {
      const it = await setUp('v3.6-56V,firmware=0.5.5');
      const victim = killable(it.env);
      onStage(it, stage, victim.doom);
      await surviveDeath(it, victim, stage);
    },
  );

  it('at any transfer or write to the disk is finished by the next', async () => {
    const whole = await setUp('v3.6-56V,firmware=0.5.5');
    const count = killable(whole.env);
    await run({ ...whole, env: count.env });
    const total = count.operations();
    expect(total).toBeGreaterThan(2_000);
    for (const part of [0.2, 0.285, 0.3, 0.4, 0.43, 0.6, 0.84, 1]) {
      const it = await setUp('v3.6-56V,firmware=0.5.5');
      const last = Math.max(1, Math.round(part * total));
      await surviveDeath(it, killable(it.env, last), `at ${last} of ${total}`);
    }
  });

  it('when the board has just entered DFU mode is finished by the next, with the unsaved values', async () => {
    const it = await setUp('v3.6-56V,firmware=0.5.5');
    const victim = killable(it.env);
    onStage(it, 'write', victim.die);
    await surviveDeath(it, victim, 'in DFU mode');
    expect(course(it)).not.toContain('boot-old-firmware');
  });

  it('while it writes is finished on another port, too, because the flash shows it', async () => {
    const it = await setUp('v3.6-56V,firmware=0.5.5');
    await dieWhileWriting(it);
    await run({ ...it, env: { ...it.env, bus: moved(it.env.bus, '1-9') } });
    expect(await readAll(it, paths)).toEqual(expected);
  });

  it('while a file is being written never loses the configuration', async () => {
    const names = ['odrive-config-', 'undo-', 'journal-'];
    for (const name of names) {
      const it = await setUp('v3.6-56V,firmware=0.5.5');
      const victim = killable(it.env);
      const { put } = victim.env.vault;
      const vault = {
        ...victim.env.vault,
        put: (file: string, bytes: Uint8Array) => {
          if (file.startsWith(name)) victim.doom();
          return put(file, bytes);
        },
      };
      await surviveDeath(it, { ...victim, env: { ...victim.env, vault } }, name);
    }
  });
});

describe('an update that is continued', () => {
  /** Killed when the firmware was verified, before the configuration was put back. */
  async function killedBeforeRestore(): Promise<Bench> {
    const it = await setUp('v3.6-56V,firmware=0.5.5');
    const victim = killable(it.env);
    onStage(it, 'restore', victim.doom);
    await Promise.race([victim.death, run({ ...it, env: victim.env })]);
    it.events.length = 0;
    return it;
  }

  it('compares the complete firmware, and restores the configuration without writing to the flash again', async () => {
    const it = await killedBeforeRestore();
    const report = await run(it);
    expect(report).toMatchObject({ resumed: true, outcome: 'unchanged', board: 'verified' });
    // The record that is continued is not called another board's.
    expect(it.events.filter((event) => event.type === 'note' && event.code === 'update-ignored')).toEqual([]);
    const stages = course(it).filter((what) => !what.startsWith('note'));
    expect(stages).toEqual(['find', 'inspect-running', 'enter-dfu', 'write', 'start', 'restore']);
    expect(course(it)).toContain('note: update-resumed');
  });

  it('is only looked at by a dry run', async () => {
    const it = await killedBeforeRestore();
    expect(await run(it, { dryRun: true })).toMatchObject({ outcome: 'planned', resumed: false });
    expect(await readAll(it, paths)).not.toEqual(expected);
    expect(await run(it)).toMatchObject({ resumed: true });
  });

  it('is only looked at by a dry run of the half-written board, too, which leaves every file as it was', async () => {
    const it = await setUp('v3.6-56V,firmware=0.5.5');
    await dieWhileWriting(it);
    await it.clock.sleep(3_000);
    const before = [...it.vault.files];
    expect(await run(it, { dryRun: true })).toMatchObject({ outcome: 'planned' });
    expect([...it.vault.files]).toEqual(before);
    expect(await run(it)).toMatchObject({ resumed: true, board: 'verified' });
    expect(await readAll(it, paths)).toEqual(expected);
  });

  it('reports a configuration file that was damaged since', async () => {
    const it = await killedBeforeRestore();
    for (const [name, bytes] of it.vault.files) {
      if (name.startsWith('odrive-config-')) it.vault.files.set(name, bytes.subarray(0, bytes.length / 2));
    }
    await expect(run(it)).rejects.toMatchObject({
      code: 'config-not-restored',
      board: 'verified',
      text: saying(/vault:odrive-config-.*|it was modified/),
    });
    // The next run has nothing to continue and gives no information about it.
    expect(await run(it)).toMatchObject({ resumed: false });
  });

  it('with other firmware still restores what the board had before', async () => {
    const it = await killedBeforeRestore();
    await run(it, { image: firmwareImage('v3.6-56V', '0.5.6', 9) });
    expect(await readAll(it, paths)).toEqual(expected);
  });

  it('with other firmware keeps what is to be restored, even if it stops before the first change', async () => {
    const it = await killedBeforeRestore();
    const other = firmwareImage('v3.6-56V', '0.5.6', 9);
    it.vault.refuses = (name) => name.startsWith('undo-');
    await expect(run(it, { image: other })).rejects.toMatchObject({ code: 'backup-failed', board: 'untouched' });
    it.vault.refuses = () => false;
    await it.clock.sleep(3_000);
    expect(await run(it, { image: other })).toMatchObject({ resumed: true });
    expect(await readAll(it, paths)).toEqual(expected);
  });

  it('does not accept another board with the same serial number', async () => {
    const it = await killedBeforeRestore();
    const clone = bench(`v3.6-56V,firmware=0.5.6,seed=4,serial=${it.board.serial}`, { vault: it.vault });
    const elsewhere = { ...clone.env, bus: moved(clone.env.bus, '1-9') };
    const report = await run({ ...clone, env: elsewhere });
    expect(report.resumed).toBe(false);
    expect(course(clone)).toContain('note: update-ignored');
  });
});
