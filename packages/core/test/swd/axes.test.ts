// Stopping the firmware drops what its motors hold. That is asked, unless the board itself has just said over USB that its
// axes are idle.

import { type Ask, flash, type Question } from '@odflash/core';
import { axesOverUsb } from '@odflash/core/running';
import { swdProvider } from '@odflash/core/swd';
import { describe, expect, it } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { failure } from '../flash/bench.ts';
import { type Bench, type BenchOptions, bench, firmwareImage } from '../update/bench.ts';

const newBoard = 'v3.6-56V+stlink';
/** Until the firmware has begun with its startup flags, in ms. */
const startUpMs = 2_000;

/** Flashes through the probe; `meanwhile` is done when every question has its answer. */
async function flashAtProbe(
  profile: string,
  options: BenchOptions = {},
  meanwhile?: (it: Bench) => Promise<void> | void,
) {
  const it = bench(profile, options);
  const asked: string[] = [];
  const ask: Ask = async (question: Question) => {
    if (question.type === 'warnings') asked.push(...question.findings.map(({ code }) => code));
    return acceptWarnings(question);
  };
  const image = firmwareImage(it.board.profile.version.name, '0.5.5');
  const target = swdProvider({ askAxes: axesOverUsb(it.env) });
  const work = flash({ ...it.env, target }, { image, ask, beforeStop: async () => meanwhile?.(it) });
  return { it, asked, work };
}

describe('a flash through an ST-Link', () => {
  it('does not ask about a load if the axes are idle', async () => {
    const { it, asked, work } = await flashAtProbe(newBoard);
    expect(await work).toMatchObject({ board: 'verified' });
    expect(asked).not.toContain('axes');
    expect(it.board.recorder.violations).toEqual([]);
  });

  it('asks about the load where an axis is armed', async () => {
    const { asked, work } = await flashAtProbe(`${newBoard},motor=armed`);
    expect(await work).toMatchObject({ board: 'verified' });
    expect(asked).toContain('axes');
  });

  it('asks where the board is not connected by USB: unknown is not idle', async () => {
    const { asked, work } = await flashAtProbe(newBoard, { plugged: ({ probe }) => (probe ? [probe] : []) });
    expect(await work).toMatchObject({ board: 'verified' });
    expect(asked).toContain('axes');
  });

  it('asks where another board is on the bus', async () => {
    const { asked, work } = await flashAtProbe(newBoard, {
      plugged: ({ probe }) => [...(probe ? [probe] : []), bench('v3.6-56V,serial=207A33DC54A4').board],
    });
    expect(await work).toMatchObject({ board: 'verified' });
    expect(asked).toContain('axes');
  });

  it('stops nothing when an axis was armed while the questions waited for their answers', async () => {
    const { it, work } = await flashAtProbe(`${newBoard},startup=calibration`, {}, async ({ board, clock }) => {
      // A restart: its startup flags set the motor off.
      board.powerCycle();
      await clock.sleep(startUpMs);
    });
    expect(await failure(work)).toMatchObject({ code: 'axis-armed', board: 'untouched' });
    expect(it.board.running()).toBe('odrive');
  });

  it('stops nothing when the board no longer answers after the questions: unknown is not idle', async () => {
    const { it, work } = await flashAtProbe(newBoard, {}, ({ board }) => board.cable(false));
    expect(await failure(work)).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(it.board.running()).toBe('odrive');
  });

  it('of a board up to v3.4 uses no answer from before its supply was removed', async () => {
    const { asked, work } = await flashAtProbe('v3.4-48V+stlink');
    await work.catch(() => undefined);
    expect(asked).toContain('axes');
  });
});
