// Boards that are not the one: distinguished, left alone, listed.

import { createVirtualBoard, virtualBus } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { bench, run } from '../bench.ts';
import { refuses, small } from '../refusing.ts';

describe('several boards', () => {
  const two = (second: string) => {
    const it = bench('v3.6-56V,firmware=0.4.11');
    const other = createVirtualBoard(second, { clock: it.clock, seed: 2, path: '1-2' });
    return { ...it, other, env: { ...it.env, bus: virtualBus([it.board, other], { clock: it.clock }) } };
  };

  it('and no choice is refused, running or in DFU mode', async () => {
    for (const second of ['v3.6-56V', 'v3.6-56V+dfu']) {
      const error = await refuses(two(second), {}, 'several-devices');
      expect(error.details.devices).toHaveLength(2);
    }
  });

  it('are distinguished by serial number and by place; the other one is left alone', async () => {
    for (const selection of [{ path: '1-1' }, { serial: bench('v3.6-56V').board.serial.toLowerCase() }]) {
      const it = two('v3.6-56V+dfu,firmware=0.4.11');
      const before = it.other.flash.slice();
      expect(await run(it, { image: small, selection })).toMatchObject({ outcome: 'changed', device: { path: '1-1' } });
      expect(Buffer.from(it.other.flash).equals(before)).toBe(true);
      expect(it.other.recorder.operations).toEqual([]);
    }
  });

  it('of one serial number (clones) are distinguished by place alone, through every restart', async () => {
    const { serial } = bench('v3.6-56V').board;
    const it = two(`v3.6-56V,firmware=0.4.11,serial=${serial}`);
    await refuses(it, { selection: { serial } }, 'several-devices');
    expect(await run(it, { image: small, selection: { path: '1-1' } })).toMatchObject({ device: { path: '1-1' } });
    expect(it.other.recorder.operations).toEqual([]);
  });

  it('that are not the one are listed', async () => {
    const error = await refuses(bench('v3.6-56V'), { selection: { serial: '000000000001' } }, 'no-device');
    expect(inEnglish(error.text)).toContain('at 1-1');
  });
});
