// A clone in the port of a board whose update was killed.

import type { FlasherError } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { type Bench, bench, readAll } from '../bench.ts';
import { again, gain, image, killedIn, poles, records, toRun, tune, writeByOtherTool } from '../killed-update.ts';

describe('a clone in the port of a board whose update was killed', () => {
  const clones = [
    ['that runs what the first one ran before', 'firmware=0.5.5,seed=4', 'verified'],
    ['that contains the very bytes the first one contained', 'firmware=0.5.5', 'verified'],
    ['that runs another release', 'firmware=0.5.4,seed=4', 'verified'],
    ['that runs the new release, and was set up otherwise', 'firmware=0.5.6,seed=4', 'not-confirmed'],
  ] as const;

  it.each(clones)('%s never gets the configuration of the first one', async (_what, firmware, end) => {
    for (const stage of ['write', 'restore'] as const) {
      const first = await killedIn(stage);
      const before = records(first).map((name) => first.vault.files.get(name));
      const clone = bench(`v3.6-56V,${firmware},serial=${first.board.serial}`, { vault: first.vault });
      await tune(clone, 55);
      const ended = await again(clone);
      if (end === 'verified') expect(ended, stage).toMatchObject({ board: 'verified' });
      else expect([ended.board, 'code' in ended && ended.code]).toEqual(expect.arrayContaining([expect.anything()]));
      expect(await readAll(clone, [gain]), stage).toEqual([55]);
      const left = clone.events.filter(
        (event) => event.type === 'note' && inEnglish(event.text).includes('left alone'),
      );
      expect(left.length, `${stage}: said once`).toBeLessThanOrEqual(1);
      const kept = [...first.vault.files.values()];
      expect(
        before.every((bytes) => kept.includes(bytes!)),
        `${stage}: the record is left alone`,
      ).toBe(true);
      // The first board returns, and is finished.
      const back = { ...first, events: [] };
      expect(await again(back), stage).toMatchObject({ board: 'verified', resumed: true });
      expect(await readAll(back, [gain]), stage).toEqual([35]);
    }
  });
});

describe('a clone in that port whose owner has the very firmware on it, over settings of an older release', () => {
  async function cloneOf(first: Bench): Promise<Bench> {
    const clone = bench(`v3.6-56V,firmware=0.5.3,seed=4,serial=${first.board.serial}`, { vault: first.vault });
    await tune(clone, 55);
    writeByOtherTool(clone, image);
    await toRun(clone);
    return clone;
  }

  const raws = ({ vault }: Bench) => [...vault.files.keys()].filter((name) => name.startsWith('config-sectors-'));

  it('does not get the configuration of the first one unasked, and the content of its flash is saved', async () => {
    const clone = await cloneOf(await killedIn('restore'));
    const ended = await again(clone);
    expect(ended).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(inEnglish((ended as FlasherError).next)).toContain('--config-from');
    expect(raws(clone)).toHaveLength(1);
  });

  it('keeps what it has with --config-from board, and gets what was saved with --config-from record', async () => {
    const clone = await cloneOf(await killedIn('restore'));
    const [unset] = await readAll(clone, [poles]);
    expect(await again(clone, { configurationFrom: 'board' })).toMatchObject({ board: 'verified' });
    expect(await readAll(clone, [poles])).toEqual([unset]);
    const other = await cloneOf(await killedIn('restore'));
    expect(await again(other, { configurationFrom: 'record' })).toMatchObject({ board: 'verified' });
    expect(await readAll(other, [poles])).toEqual([14]);
  });
});
