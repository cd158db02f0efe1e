// Firmware of another voltage class reads its supply wrongly: the only sign of it on a board whose OTP proves nothing.

import { boardVersion } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import type { Message } from '../../../src/messages/message.ts';
import { checkBus } from '../../../src/update/settings/bus-check.ts';
import { type Bench, bench, firmwareImage, run } from '../bench.ts';

const named = boardVersion('v3.6-56V')!;
const busNotes = (it: Bench) =>
  it.events.flatMap((event) => (event.type === 'note' && event.code === 'bus-voltage' ? [inEnglish(event.text)] : []));

describe('the bus voltage after an update', () => {
  const told = (before: readonly number[] | undefined, after: readonly number[], undo?: string) => {
    const notes: string[] = [];
    const emit = ({ text }: { text: Message }) => notes.push(inEnglish(text));
    const given = { busBefore: before, flash: undo && { undo: { location: undo } } };
    const { change } = checkBus({ emit } as never, given as never, after);
    return { notes: notes.join(), change };
  };

  it('is noted where it moved, is warned of where it moved by the ratio of two dividers, and otherwise is not', () => {
    expect(told([24], [24.5])).toEqual({ notes: '', change: 'same' });
    expect(told([24], [28])).toEqual({ notes: expect.stringMatching(/24\.0 V.*28\.0 V/), change: 'changed' });
    expect(told([24], [41.5])).toMatchObject({ notes: expect.stringMatching(/^WARNING.*24\.0 V.*41\.5 V/) });
    expect(told([41.5], [24], 'undo.dfu').notes).toContain('undo.dfu');
  });

  it('is not reported where it was not read, or was zero, before or after', () => {
    for (const [before, after] of [
      [undefined, [41]],
      [[24], []],
      [[0], [41]],
      [[24], [0]],
    ] as const)
      expect(told(before, after)).toEqual({ notes: '', change: 'not-compared' });
  });
});

describe('an update of a board that OTP does not prove', () => {
  it('to firmware of another voltage class is warned of as soon as that runs, with the way back', async () => {
    const it = bench('v3.6-24V,firmware=0.4.11,otp=blank');
    const consent = [{ what: 'board', serial: it.board.serial, version: named.name }] as const;
    const image = firmwareImage('v3.6-56V', '0.4.12', 7, 20 * 1024);
    const { bus, flash } = await run(it, { board: named, consent, image });
    expect(bus).toMatchObject({ before: expect.closeTo(24, 0), change: 'wrong-class' });
    const [note, ...others] = busNotes(it);
    expect(others).toEqual([]);
    expect(note).toMatch(/^WARNING: the bus voltage reads 24\.\d V before the update and 41\.\d V now/);
    expect(note).toContain(flash!.undo!.location);
  });

  it('and of any other board says nothing of a bus that stays as it was', async () => {
    const it = bench('v3.6-56V,firmware=0.4.11');
    const { bus } = await run(it, { image: firmwareImage('v3.6-56V', '0.4.12', 7, 20 * 1024) });
    expect([bus?.change, busNotes(it)]).toEqual(['same', []]);
  });
});
