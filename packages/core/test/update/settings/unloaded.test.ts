// A board whose firmware has loaded nothing of what lies in its configuration sectors: firmware of another layout saved it
// there. It is saved as it lies there before anything is changed, and the defaults that the board shows are not called saved.

import { describe, expect, it } from 'vitest';
import { readImage } from '../../../src/index.ts';
import { type Bench, bench, course, firmwareImage, readAll, run } from '../bench.ts';

const configurationAt = 0xc_0000;

/** Firmware 0.4.12 over the configuration that 0.5.5 has saved. */
async function foreignLayout(state: string): Promise<Bench> {
  const it = bench(`v3.6-56V${state},firmware=0.5.5`);
  const [older] = firmwareImage('v3.6-56V', '0.4.12').segments;
  it.board.flash.fill(0xff, 0, configurationAt);
  it.board.flash.set(older!.data, 0);
  it.board.powerCycle();
  await it.clock.sleep(5_000);
  return it;
}

const raw = ({ vault }: Bench) => [...vault.files].filter(([name]) => name.startsWith('config-sectors-'));

const ways = [
  ['running', '', {}],
  ['running, with firmware that is there already', '', { again: true }],
  ['in DFU mode, started for its configuration', '+dfu', {}],
] as const;

describe('a configuration that the firmware has not loaded', () => {
  it.each(ways)('is saved as it lies in the flash, once: %s', async (_, state, { again }: { again?: boolean }) => {
    const it = await foreignLayout(state);
    expect(state === '' ? await readAll(it, ['user_config_loaded']) : [false]).toEqual([false]);
    const before = it.board.flash.slice(configurationAt);
    const onEvent: NonNullable<Parameters<typeof run>[1]>['onEvent'] = (event) => {
      it.events.push(event);
      if (event.type === 'stage' && event.stage === 'boot-old-firmware') it.board.setSwitch('run');
    };
    const image = firmwareImage('v3.6-56V', again ? '0.4.12' : '0.5.5');
    const report = await run(it, { image, onEvent });
    expect(report).toMatchObject({ outcome: again ? 'unchanged' : 'changed', board: 'verified' });
    const [file, ...others] = raw(it);
    expect(others).toEqual([]);
    const [segment] = readImage(file![1]).segments;
    expect(Buffer.compare(segment!.data, before)).toBe(0);
    expect(report.saved).toEqual([`vault:${file![0]}`]);
    expect(course(it).filter((line) => line === 'note: configuration-kept')).toHaveLength(1);
    expect(Buffer.compare(it.board.flash.slice(configurationAt), before)).toBe(0);
  });

  it('is not saved by a dry run', async () => {
    const it = await foreignLayout('');
    await run(it, { image: firmwareImage('v3.6-56V', '0.5.5'), dryRun: true });
    expect([...it.vault.files.keys()].filter((name) => !name.startsWith('descriptor-'))).toEqual([]);
  });

  it('that cannot be saved stops the update: nothing is changed', async () => {
    const it = await foreignLayout('');
    const before = it.board.flash.slice();
    it.vault.refuses = (name) => name.startsWith('config-sectors-');
    const ended = run(it, { image: firmwareImage('v3.6-56V', '0.5.5') });
    await expect(ended).rejects.toMatchObject({ code: 'backup-failed', board: 'untouched' });
    expect(Buffer.compare(it.board.flash, before)).toBe(0);
  });
});
