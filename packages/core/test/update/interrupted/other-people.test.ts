// What other people do between an interrupted update and the next one, at every stage.

import { flash } from '@odflash/core';
import { findFunction } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { type Bench, connect, course, readAll, run } from '../bench.ts';
import {
  again,
  image,
  killedIn,
  otherRelease,
  poles,
  records,
  sameRelease,
  stages,
  toDfu,
  toRun,
  writeByOtherTool,
} from '../killed-update.ts';

interface Intervention {
  readonly name: string;
  readonly act: (it: Bench) => Promise<void>;
}

const interventions: readonly Intervention[] = [
  { name: 'nothing', act: async () => undefined },
  {
    name: 'the board flashed with the same release of other bytes by odflash flash',
    act: async (it) => {
      await toDfu(it);
      await flash(it.env, { image: sameRelease, ask: acceptWarnings });
      await toRun(it);
    },
  },
  {
    name: 'the board flashed with the same release of other bytes by another tool',
    act: async (it) => {
      writeByOtherTool(it, sameRelease);
      await toRun(it);
    },
  },
  {
    name: 'the board flashed with another release by another tool',
    act: async (it) => {
      writeByOtherTool(it, otherRelease);
      await toRun(it);
    },
  },
  {
    name: 'one bit of the firmware changed',
    act: async (it) => {
      it.board.flash[0x3000]! ^= 4;
    },
  },
  {
    name: 'the record removed',
    act: async (it) => {
      for (const name of records(it)) it.vault.files.delete(name);
    },
  },
  {
    name: 'the record damaged',
    act: async (it) => {
      for (const name of records(it)) it.vault.files.set(name, it.vault.files.get(name)!.slice(0, 40));
    },
  },
  {
    name: 'the board in DFU mode',
    act: toDfu,
  },
];

describe.each(stages)('an update killed in stage %s, then', (stage) => {
  it.each(interventions)('$name: the next one says verified only of what is there', async ({ act }) => {
    const it = await killedIn(stage);
    await act(it);
    const ended = await again(it);
    // A firmware that is started for its configuration's sake and does not run is said to be there, and no more.
    const isTold = 'code' in ended && ended.code === 'device-did-not-return' && ended.board === 'untouched';
    expect(isTold || ended.board === 'verified', course(it).join(' ')).toBe(true);
  });
});

describe('a record that says the firmware was written', () => {
  it('is not repeated: other firmware put there since is found, and replaced', async () => {
    const it = await killedIn('restore');
    writeByOtherTool(it, sameRelease);
    await toRun(it);
    expect(await again(it)).toMatchObject({ board: 'verified', outcome: 'changed' });
  });

  it('of a board that does not enter DFU mode restores its configuration, without a claim about the firmware', async () => {
    const it = await killedIn('restore');
    const odrive = await connect(it);
    const endpoint = findFunction(odrive.tree, 'enter_dfu_mode')!.endpoint;
    await odrive[Symbol.asyncDispose]();
    const report = await run({ ...it, env: { ...it.env, bus: deaf(it.env.bus, endpoint) } }, { image });
    expect(report).toMatchObject({ board: 'written', resumed: true });
    expect(course(it)).toContain('note: not-read-back');
    expect(await readAll(it, [poles])).toEqual([14]);
    expect(records(it)).toEqual([]);
  });
});

/** A bus on which the board is never told to go to DFU mode: the request for that endpoint is swallowed. */
function deaf(bus: Bench['env']['bus'], enterDfu: number): Bench['env']['bus'] {
  return {
    ...bus,
    open: async (device) => {
      const link = await bus.open(device);
      const bulkOut: typeof link.bulkOut = async (endpoint, data, timeoutMs) => {
        const told = new DataView(data.buffer, data.byteOffset, data.length).getUint16(2, true) & 0x7fff;
        return told === enterDfu ? { status: 'ok', bytes: data.length } : link.bulkOut(endpoint, data, timeoutMs);
      };
      return { ...link, bulkOut };
    },
  };
}
